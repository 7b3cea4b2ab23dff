"""The lesson's figures, drawn once for a class: outputs as if each were drawn, and nobody's in another's place."""

import base64
import json
import sys

import nbformat
import numpy as np
import pytest

from autograder.confined.figure_marks import mark
from autograder.confined.fingerprint import fingerprint
from autograder.engine import known_figures
from autograder.engine.confinement import choose_confinement
from autograder.engine.known_figures import KnownFigures, packed_figure_cells, unpacked_figure_cells
from autograder.engine.limits import Limits
from autograder.engine.oracle import judge
from autograder.engine.reach import end_workers, warm_worker
from autograder.engine.session import Session
from autograder.engine.snapshot import course_snapshot
from autograder.engine.task import Setting
from autograder.engine.worker import WarmWorker
from autograder.exercises import find_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")
IMPORTS = "import numpy as np\nfrom lecturelib import plots"
ANSWER = "def halves(n):\n    return 0.5 ** np.arange(n)"
ANOTHER_WAY = "def halves(n):\n    return np.exp(-np.arange(n) * np.log(2))"
FLAT = "def halves(n):\n    return np.ones(n)"
UNDRAWABLE = "def halves(n):\n    return np.ones((n, 2, 2))"
SKETCH = "print('a sketch')\nplots.neuron_sketch()\nprint('and a word')"
CURVE = "plots.learning_curves({'halves': halves(9)}, 'step', 'loss')"
BOTH = "plots.learning_curves({'halves': halves(5)}, 'step', 'loss')\nplots.step_and_sigmoid()"
CELLS = [SKETCH, CURVE, BOTH]
SUBMISSION = [IMPORTS, ANSWER, *CELLS]


@pytest.fixture(scope="module")
def two_workers():
    """A worker that is told the lesson's cells, and one that is not."""
    with course_snapshot([]) as snapshot:
        made = [WarmWorker(snapshot, choose_confinement(), Limits(), ("lecturelib.plots",)) for _ in range(2)]
        with made[0] as told, made[1] as plain:
            yield told, plain


@pytest.fixture
def workers(two_workers):
    """The two workers, as nobody has used them."""
    for worker, cells in zip(two_workers, (CELLS, ()), strict=True):
        worker.known_figures = KnownFigures(cells)
    return two_workers


def outputs(worker, sources):
    with worker.open_submission() as session:
        return [session.run_cell(source).outputs for source in sources]


def judged(worker, sources):
    """Return the outputs of a submission with these cells, as the oracle puts them together."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    verdict = judge(find_lesson("01-neurons"), nbformat.v4.new_notebook(cells=cells), worker, seed=1)
    return [list(cell) for cell in verdict.outputs]


@pytest.fixture
def asked(monkeypatch):
    """The orders to draw that are given: the names of the functions."""
    given = []
    original = Session.draw

    def noting(self, order, timeout):
        given.append(order[0].rpartition(".")[2])
        return original(self, order, timeout)

    monkeypatch.setattr(Session, "draw", noting)
    return given


def pictures(of_cells):
    found = [output["data"]["image/png"] for cell in of_cells for output in cell if "data" in output]
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in found)
    return found


def test_the_outputs_are_those_of_drawing_and_each_figure_is_drawn_once(workers, asked):
    expected = outputs(workers[1], SUBMISSION)
    assert len(pictures(expected)) == 4
    assert [output["output_type"] for output in expected[2]] == ["stream", "display_data"]
    assert judged(workers[0], SUBMISSION) == expected
    assert asked == ["neuron_sketch", "learning_curves", "learning_curves", "step_and_sigmoid"]
    assert judged(workers[0], [*SUBMISSION, "another = 'student'"])[:-1] == expected
    assert len(asked) == 4


def test_a_right_answer_found_in_another_way_has_the_same_figures(workers, asked):
    judged(workers[0], SUBMISSION)
    cells = [IMPORTS, ANOTHER_WAY, *CELLS]
    assert judged(workers[0], cells) == outputs(workers[1], cells)
    assert len(asked) == 4


def test_a_wrong_answer_has_its_own_figures_for_all_who_give_it(workers, asked):
    judged(workers[0], SUBMISSION)
    cells = [IMPORTS, FLAT, *CELLS]
    expected = outputs(workers[1], cells)
    assert judged(workers[0], cells) == expected
    assert asked[4:] == ["learning_curves", "learning_curves"]
    assert judged(workers[0], cells) == expected
    assert len(asked) == 6


def test_a_cell_that_was_changed_is_drawn_where_it_stands(workers, asked):
    cells = [IMPORTS, ANSWER, f"{CURVE}\nimport matplotlib.pyplot as plt\ntitle = plt.title('mine')"]
    found = judged(workers[0], cells)
    assert found == outputs(workers[1], cells)
    assert len(pictures(found)) == 1
    assert asked == []


def test_figures_in_another_style_are_drawn_where_they_stand(workers, asked):
    style = "import matplotlib.pyplot as plt\nplt.rcParams['axes.facecolor'] = '0.8'"
    cells = [IMPORTS, style, ANSWER, SKETCH, CURVE]
    assert judged(workers[0], cells) == outputs(workers[1], cells)
    assert asked == []


def test_a_figure_that_cannot_be_drawn_fails_where_it_stands(workers, asked):
    cells = [IMPORTS, UNDRAWABLE, CURVE, BOTH, SKETCH]
    found = judged(workers[0], cells)
    assert found == outputs(workers[1], cells)
    assert found[2][0]["output_type"] == "error"
    assert asked  # it was tried


def test_nothing_is_lent_where_no_cells_are_told(workers, asked):
    assert judged(workers[1], SUBMISSION) == outputs(workers[1], SUBMISSION)
    assert asked == []


def forged(found):
    return (
        "from IPython.display import display\n"
        f"display({{'image/png': {base64.b64encode(mark(found)).decode()!r}}}, raw=True)"
    )


def test_a_forged_mark_shows_nothing_of_the_lesson_s(workers):
    judged(workers[0], SUBMISSION)
    (found,) = workers[0].known_figures.known_in(SKETCH)
    shown = judged(workers[0], [IMPORTS, forged(found)])
    assert "display_data" in shown[1][0]["output_type"]
    assert not shown[1][0]["data"]["image/png"].startswith("iVBOR")


def tampered(change):
    """Return a cell after which every figure that is lent passes through `change`, a statement on `figures.lent`."""
    return (
        "figures = get_ipython().lesson_figures\noriginal = figures._lend\n"
        f"def lend(found, *args):\n    done = original(found, *args)\n    {change}\n    return done\n"
        "figures._lend = lend"
    )


def test_a_picture_under_another_s_fingerprint_is_refused(workers):
    data = ({"halves": np.ones(9)}, "step", "loss")
    true_fingerprint = fingerprint("lecturelib.plots.curves.learning_curves", (data, {}))
    change = f"figures.lent = {{{true_fingerprint!r}: figures.lent[found]}}"
    judged(workers[0], [IMPORTS, tampered(change), ANSWER, CURVE])
    assert workers[0].known_figures.known_in(CURVE) == []
    assert judged(workers[0], [IMPORTS, FLAT, CURVE]) == outputs(workers[1], [IMPORTS, FLAT, CURVE])
    assert workers[0].known_figures.known_in(CURVE) == [true_fingerprint]


@pytest.mark.parametrize(
    "change",
    [
        "figures.lent = {found: ['os.system', *figures.lent[found][1:]]}",
        "figures.lent = {found: ['lecturelib.plots.curves.no_such_figure', *figures.lent[found][1:]]}",
        "figures.lent = {found: [1, 2]}",
        "figures.lent = {7: figures.lent[found]}",
        "figures.lent = {found: [figures.lent[found][0], {'t': 'callable', 'v': 0}, {'t': 'dict', 'v': []}]}",
        "figures.lent = {found: [figures.lent[found][0], {'t': 'nonsense'}, None]}",
        "figures.lent = dict.fromkeys(map(str, range(1000)), figures.lent[found])",
        "figures.lent = 'nothing'",
    ],
)
def test_false_orders_draw_nothing(workers, asked, change):
    judged(workers[0], [IMPORTS, tampered(change), ANSWER, CURVE])
    assert asked == []
    assert workers[0].known_figures.known_in(CURVE) == []


def test_few_pictures_are_kept(workers, monkeypatch):
    monkeypatch.setattr(known_figures, "_MOST_KEPT", 2)
    for value in (0.11, 0.12, 0.13):
        judged(workers[0], [IMPORTS, f"def halves(n):\n    return np.full(n, {value})", CURVE])
    assert len(workers[0].known_figures.known_in(CURVE)) == 2


def test_a_worker_is_told_the_cells_of_its_setting(tmp_path):
    notebook = tmp_path / "lesson.ipynb"
    sources = [IMPORTS, *CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in sources]), notebook)
    packed = packed_figure_cells(notebook)
    assert unpacked_figure_cells(packed) == CELLS
    try:
        for figures in (True, False):
            setting = Setting("01-neurons", choose_confinement().name, Limits(), 1, figures, figure_cells=packed)
            assert warm_worker(setting).known_figures.is_of_the_lesson(BOTH) == figures
    finally:
        end_workers()


def test_the_cells_that_draw_are_the_lesson_s(built):
    lesson = find_lesson("01-neurons")
    sources = unpacked_figure_cells(packed_figure_cells(built.source / lesson.name / f"{lesson.name}.ipynb"))
    assert "plots.neuron_sketch()" in sources
    assert not any(source.startswith("check(") for source in sources)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", json.dumps({"cells": [{"cell_type": "code"}]}).encode()])
def test_without_a_readable_notebook_there_are_none(tmp_path, content):
    notebook = tmp_path / "lesson.ipynb"
    if content is not None:
        notebook.write_bytes(content)
    assert packed_figure_cells(notebook) == b""
    assert unpacked_figure_cells(b"") == []


def test_what_one_has_drawn_another_knows():
    first, second = KnownFigures([SKETCH]), KnownFigures([SKETCH])
    first._news.append((SKETCH, "0" * 8, {"data": {}}))
    second.learn([*first.take_news(), (CURVE, "1" * 8, {"data": {}})])
    assert second.known_in(SKETCH) == ["0" * 8]
    assert second.known_in(CURVE) == []  # which is no cell of that lesson's
    assert (first.take_news(), second.take_news()) == ([], [])
