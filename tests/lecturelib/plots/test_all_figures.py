"""What holds for the package: every figure is public, tested, and loads nothing that a lesson may withhold."""

import inspect
import subprocess
import sys
from pathlib import Path

from lecturelib import plots

TESTS = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def test_everything_public_is_named():
    functions = {name for name, value in vars(plots).items() if inspect.isfunction(value)}
    assert functions == set(plots.__all__)


def test_every_figure_is_drawn_in_a_test():
    assert [name for name in plots.__all__ if f"plots.{name}" not in TESTS] == []


def test_plots_load_no_operation():
    """A lesson that withholds its reference still draws."""
    code = "import sys, lecturelib.plots; print(*sorted(n for n in sys.modules if n.startswith('lecturelib.')))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name.split(".")[1] for name in printed.split()}
    assert loaded == {"arguments", "plots"}


# They ask functions of the reader's for what they show, and then draw it.
ASK_FUNCTIONS = {
    "activation_curves",
    "approximations",
    "bump_and_its_parts",
    "decision_panels",
    "descent_paths",
    "difference_errors",
    "half_planes",
}


def test_every_figure_says_that_it_is_made_of_data():
    """A grader may then draw it once for a class."""
    marked = {name for name in plots.__all__ if hasattr(getattr(plots, name), "__wrapped__")}
    assert marked == set(plots.__all__) - ASK_FUNCTIONS
