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
from autograder.engine.known_figures import KnownFigures, packed_example, unpacked_example
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
WRONG = "def halves(n):\n    return 0.6 ** np.arange(n)"
SKETCH = "print('a sketch')\nplots.neuron_sketch()\nprint('and a word')"
CURVE = "plots.learning_curves({'halves': halves(9)}, 'step', 'loss')"
BOTH = "plots.learning_curves({'halves': halves(5)}, 'step', 'loss')\nplots.step_and_sigmoid()"
SCALED = "plots.learning_curves({'scaled': halves(4)}, 'step', 'loss')"
EXAMPLE = [IMPORTS, ANSWER, SKETCH, CURVE, BOTH, SCALED]


@pytest.fixture(scope="module")
def workers():
    """A worker that has learned the example's figures, and one that has not."""
    with course_snapshot([]) as snapshot:
        made = [WarmWorker(snapshot, choose_confinement(), Limits(), ("lecturelib.plots",)) for _ in range(2)]
        with made[0] as learned, made[1] as plain:
            with learned.open_submission() as session:
                learned.known_figures.learn(session, EXAMPLE)
            yield learned, plain


def outputs(worker, sources):
    with worker.open_submission() as session:
        return [session.run_cell(source).outputs for source in sources]


@pytest.fixture
def drawn(workers, monkeypatch):
    """Return a function that runs cells in the learned worker, and says what it put out and how many were restored."""
    restored = []
    original = KnownFigures.restored

    def counting(self, source, claimed):
        found = original(self, source, claimed)
        restored.extend(after for before, after in zip(claimed, found, strict=True) if before is not after)
        return found

    monkeypatch.setattr(KnownFigures, "restored", counting)

    def run(sources):
        restored.clear()
        return outputs(workers[0], sources), len(restored)

    return run


def pictures(of_cells):
    found = [output["data"]["image/png"] for cell in of_cells for output in cell if "data" in output]
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in found)
    return found


def test_the_outputs_are_those_of_drawing(workers, drawn):
    found, spared = drawn(EXAMPLE)
    assert found == outputs(workers[1], EXAMPLE)
    assert [output["output_type"] for output in found[2]] == ["stream", "display_data"]
    assert len(pictures(found)) == spared == 5


def test_a_right_answer_found_in_another_way_has_the_same_figures(workers, drawn):
    cells = [IMPORTS, ANOTHER_WAY, SKETCH, CURVE, BOTH]
    found, spared = drawn(cells)
    assert spared == 4
    assert found == outputs(workers[1], cells)


def test_a_wrong_answer_has_its_own_figures(workers, drawn):
    cells = [IMPORTS, WRONG, SKETCH, CURVE, BOTH]
    found, spared = drawn(cells)
    assert spared == 2  # the sketch, and the step and the sigmoid
    assert found == outputs(workers[1], cells)


def test_a_cell_that_was_changed_is_drawn(workers, drawn):
    changed = f"{CURVE}\nimport matplotlib.pyplot as plt\ntitle = plt.title('mine')"
    found, spared = drawn([IMPORTS, ANSWER, changed])
    assert spared == 0
    assert found == outputs(workers[1], [IMPORTS, ANSWER, changed])
    assert len(pictures(found)) == 1


def test_figures_in_another_style_are_drawn(workers, drawn):
    style = "import matplotlib.pyplot as plt\nplt.rcParams['axes.facecolor'] = '0.8'"
    cells = [IMPORTS, style, ANSWER, SKETCH, CURVE]
    found, spared = drawn(cells)
    assert spared == 0
    assert found == outputs(workers[1], cells)


def test_the_next_submission_is_drawn_anew(drawn):
    assert drawn([IMPORTS, SKETCH])[1] == 1
    assert drawn([IMPORTS, SKETCH])[1] == 1


def forged(fingerprint):
    return (
        "from IPython.display import display\n"
        f"display({{'image/png': {base64.b64encode(mark(fingerprint)).decode()!r}}}, raw=True)"
    )


def test_a_forged_mark_shows_nothing_of_the_lesson_s(workers, drawn):
    (fingerprint,) = workers[0].known_figures.known_in(SKETCH)
    found, spared = drawn([IMPORTS, forged(fingerprint)])
    assert spared == 0
    assert "display_data" in found[1][0]["output_type"]
    assert not found[1][0]["data"]["image/png"].startswith("iVBOR")


def test_what_takes_too_long_is_not_waited_for(workers):
    figures = KnownFigures()
    with workers[1].open_submission() as session:
        figures.learn(session, [IMPORTS, SKETCH, "while True: pass", "plots.step_and_sigmoid()"], seconds=5.0)
    assert len(figures.known_in(SKETCH)) == 1
    assert figures.known_in("plots.step_and_sigmoid()") == []


def test_a_setting_with_an_example_learns_it(tmp_path):
    notebook = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in EXAMPLE]), notebook)
    example = packed_example(notebook)
    assert unpacked_example(example) == EXAMPLE
    setting = Setting("01-neurons", choose_confinement().name, Limits(), 1, example=example)
    try:
        assert len(warm_worker(setting).known_figures.known_in(BOTH)) == 2
        undrawn = Setting("01-neurons", choose_confinement().name, Limits(), 1, figures=False, example=example)
        assert warm_worker(undrawn).known_figures.known_in(BOTH) == []
    finally:
        end_workers()


def test_the_example_leaves_out_the_checks(built):
    lesson = find_lesson("01-neurons")
    sources = unpacked_example(packed_example(built.source / lesson.name / f"{lesson.name}.ipynb"))
    assert any("plots.neuron_sketch()" in source for source in sources)
    assert any("def threshold_neuron" in source for source in sources)
    assert not any(source.startswith("check(") for source in sources)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", json.dumps({"cells": [{"cell_type": "code"}]}).encode()])
def test_without_a_readable_example_there_is_none(tmp_path, content):
    notebook = tmp_path / "lesson.ipynb"
    if content is not None:
        notebook.write_bytes(content)
    assert packed_example(notebook) == b""
    assert unpacked_example(b"") == []


def test_a_notebook_without_the_lesson_s_figures_is_no_example(tmp_path):
    notebook = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("answer = 42")]), notebook)
    assert packed_example(notebook) == b""


# Lent figures: drawn for a submission, and for all that follow it -----------------------------------------------------

FLAT = "def halves(n):\n    return np.ones(n)"
UNDRAWABLE = "def halves(n):\n    return np.ones((n, 2, 2))"


def judged(worker, sources):
    """Return the outputs of a submission with these cells, as the oracle puts them together."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    verdict = judge(find_lesson("01-neurons"), nbformat.v4.new_notebook(cells=cells), worker, seed=1)
    return [list(cell) for cell in verdict.outputs]


@pytest.fixture
def asked(monkeypatch):
    """The orders to draw that are given, one entry each."""
    given = []
    original = Session.draw

    def noting(self, order, timeout):
        given.append(order[0])
        return original(self, order, timeout)

    monkeypatch.setattr(Session, "draw", noting)
    return given


def test_a_mistake_s_figures_are_drawn_once_for_all_who_make_it(workers, asked):
    cells = [IMPORTS, FLAT, SKETCH, CURVE, BOTH]
    expected = outputs(workers[1], cells)
    assert judged(workers[0], cells) == expected
    assert len(asked) == 2  # the two curves; the other two are the instructor's
    assert judged(workers[0], [*cells, "another = 'student'"])[:5] == expected
    assert len(asked) == 2
    assert len(pictures(expected)) == 4


def test_a_figure_that_cannot_be_drawn_fails_where_it_stands(workers, asked):
    cells = [IMPORTS, UNDRAWABLE, CURVE, BOTH, SKETCH]
    found = judged(workers[0], cells)
    assert found == outputs(workers[1], cells)
    assert found[2][0]["output_type"] == "error"
    assert asked  # it was tried


def test_nothing_is_lent_where_no_example_was_learned(workers, asked):
    assert judged(workers[1], [IMPORTS, FLAT, CURVE]) == outputs(workers[1], [IMPORTS, FLAT, CURVE])
    assert asked == []


def tampered(change):
    """Return a cell after which every figure that is lent passes through `change`, a statement on `figures.lent`."""
    return (
        "figures = get_ipython().lesson_figures\noriginal = figures._lend\n"
        f"def lend(found, *args):\n    done = original(found, *args)\n    {change}\n    return done\n"
        "figures._lend = lend"
    )


def test_a_picture_under_another_s_fingerprint_is_refused(workers):
    flat_cells = [IMPORTS, "def halves(n):\n    return np.full(n, 0.7)", CURVE]
    true_fingerprint = fingerprint(
        "lecturelib.plots.curves.learning_curves", (({"halves": np.full(9, 0.7)}, "step", "loss"), {})
    )
    change = f"figures.lent = {{{true_fingerprint!r}: figures.lent[found]}}"
    judged(workers[0], [IMPORTS, tampered(change), "def halves(n):\n    return np.full(n, 0.8)", CURVE])
    assert true_fingerprint not in workers[0].known_figures.known_in(CURVE)
    assert judged(workers[0], flat_cells) == outputs(workers[1], flat_cells)
    assert true_fingerprint in workers[0].known_figures.known_in(CURVE)


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
    ],
)
def test_false_orders_draw_nothing(workers, asked, change):
    before = workers[0].known_figures.known_in(CURVE)
    judged(workers[0], [IMPORTS, tampered(change), "def halves(n):\n    return np.full(n, 0.9)", CURVE])
    assert asked == []
    assert workers[0].known_figures.known_in(CURVE) == before


def test_few_pictures_are_kept(workers, monkeypatch):
    monkeypatch.setattr(known_figures, "_MOST_KEPT", 2)
    before = len(workers[0].known_figures.known_in(SCALED))
    for value in (0.11, 0.12, 0.13, 0.14):
        judged(workers[0], [IMPORTS, f"def halves(n):\n    return np.full(n, {value})", SCALED])
    assert len(workers[0].known_figures.known_in(SCALED)) == before + 2
