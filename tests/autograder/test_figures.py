"""A figure is drawn when it is shown, and once, where a notebook draws it three times; the picture is the same."""

import io
import subprocess
import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from autograder.confined import figures
from tests.autograder.figure_gallery import GALLERY

COUNT_DRAWINGS = """
import matplotlib
matplotlib.use("module://matplotlib_inline.backend_inline")
from autograder.confined import figures, shell
from matplotlib.figure import Figure
drawings, draw = [], Figure.draw
Figure.draw = lambda self, renderer: drawings.append(1) or draw(self, renderer)
if {patched}:
    figures.draw_only_what_is_shown()
notebook = shell.make_shell()
notebook.adopt_process()
outputs = notebook.run_notebook_cell('''
import matplotlib.pyplot as plt
fig, ax = plt.subplots({subplots})
ax.plot([1, 2])
{more}
''')["outputs"]
import sys
print(len(drawings), [sorted(output.get("data", output)) for output in outputs], file=sys.__stdout__)
"""


def drawings(patched, more="None", subplots=""):
    script = COUNT_DRAWINGS.format(patched=patched, more=more, subplots=subplots)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    count, _, outputs = done.stdout.partition(" ")
    return int(count), outputs


def test_a_figure_is_drawn_once():
    assert drawings(patched=False)[0] == 3
    assert drawings(patched=True)[0] == 1


def test_a_figure_that_must_be_laid_out_first_is_drawn_twice():
    assert drawings(patched=True, subplots="layout='constrained'")[0] == 2
    assert drawings(patched=True, subplots="subplot_kw=dict(projection='polar')")[0] == 2


def test_the_picture_is_shown_all_the_same():
    assert "image/png" in drawings(patched=True)[1]
    assert drawings(patched=True)[1] == drawings(patched=False)[1]


def test_student_code_may_switch_interactive_mode_off_and_on():
    count, outputs = drawings(patched=True, more="plt.ioff(); plt.ion(); None")
    assert (count, "error" in outputs) == (1, False)


@pytest.fixture
def _no_screen():
    with mpl.rc_context():
        plt.switch_backend("agg")
        yield
        plt.close("all")


def picture(print_figure, make):
    figure, file = make(), io.BytesIO()
    print_figure(figure.canvas, file, format="png", bbox_inches="tight", dpi=figure.dpi)
    return file.getvalue()


@pytest.mark.usefixtures("_no_screen")
@pytest.mark.parametrize("make", GALLERY, ids=lambda make: make.__name__)
def test_the_picture_is_the_same_to_the_byte(make):
    original = FigureCanvasBase.print_figure
    assert picture(figures._print_measured(original), make) == picture(original, make)


@pytest.mark.usefixtures("_no_screen")
def test_a_figure_that_cannot_be_drawn_can_be_drawn_again():
    figure, ax = plt.subplots()
    broken = ax.set_title(r"$\frac{$")
    with pytest.raises(ValueError, match="frac"):
        picture(figures._print_measured(FigureCanvasBase.print_figure), lambda: figure)
    assert figure.draw.__func__ is Figure.draw
    broken.set_text("whole")
    assert picture(figures._print_measured(FigureCanvasBase.print_figure), lambda: figure)


@pytest.mark.usefixtures("_no_screen")
def test_a_figure_with_a_drawing_of_its_own_keeps_it():
    figure, _ = plt.subplots()
    drawn = []
    figure.draw = own = lambda renderer: drawn.append(1) or Figure.draw(figure, renderer)
    picture(figures._print_measured(FigureCanvasBase.print_figure), lambda: figure)
    assert (figure.draw, len(drawn)) == (own, 2)
