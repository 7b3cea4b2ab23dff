"""The lesson's figures, drawn once for a class: outputs as if each were drawn, and nobody's in another's place."""

import base64
import json
import sys

import nbformat
import pytest

from autograder.confined.figure_marks import mark
from autograder.engine.confinement import choose_confinement
from autograder.engine.known_figures import KnownFigures, packed_example, unpacked_example
from autograder.engine.limits import Limits
from autograder.engine.reach import end_workers, warm_worker
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
EXAMPLE = [IMPORTS, ANSWER, SKETCH, CURVE, BOTH]


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
    assert len(pictures(found)) == spared == 4


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
