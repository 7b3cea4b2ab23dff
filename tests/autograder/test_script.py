"""From script to source notebook: every disagreement is refused in a sentence that says where."""

from dataclasses import replace

import pytest

from autograder.course.course import CourseError
from autograder.course.script import source_notebook
from autograder.exercises.declaration import Exercise, Lesson, Part

GOOD = """# %% [markdown]
# ### Exercise 9.1: double (2 points)

# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% check="double"
check("double", double)

# %% [markdown] written="why-twice" points=3
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
"""


@pytest.fixture
def tiny_lesson():
    part = Part("value", 2, lambda rng: [], lambda subject, case: {})
    return Lesson("99-tiny", (Exercise("double", "9.1", lambda x: 2 * x, (part,), ()),), ())


@pytest.fixture
def build(tmp_path, tiny_lesson):
    def build(text):
        path = tmp_path / "99-tiny.py"
        path.write_text(text)
        return source_notebook(path, tiny_lesson)

    return build


def test_the_metadata_is_filled_in(build):
    notebook = build(GOOD)
    marks = {cell["id"]: dict(cell.metadata.get("nbgrader", {})) for cell in notebook.cells}
    assert list(marks) == ["cell-000", "double-solution", "double", "why-twice"]
    assert marks["double-solution"] | {"solution": True, "grade": False, "locked": False} == marks["double-solution"]
    assert marks["double"] | {"grade": True, "locked": True, "points": 2, "solution": False} == marks["double"]
    assert marks["why-twice"] | {"grade": True, "solution": True, "points": 3} == marks["why-twice"]
    assert notebook.cells[2].metadata.tags == ["raises-exception"]
    assert notebook.metadata.kernelspec.name == "python3"


def test_building_twice_gives_the_same_bytes(build):
    import nbformat

    assert nbformat.writes(build(GOOD)) == nbformat.writes(build(GOOD))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "(2 points)",
            "(3 points)",
            r"99-tiny.py: the headings announce 9.1: double \(3 points\); declared: 9.1: double \(2 points\)",
        ),
        ("9.1", "9.2", "the headings announce 9.2: double \\(2 points\\); declared: 9.1: double \\(2 points\\)"),
        ("### Exercise 9.1", "### 9.1", "announce nothing more; declared: 9.1: double \\(2 points\\)"),
        (
            "# ### Exercise",
            "# The exercises are worth\n# 3 points.\n#\n# ### Exercise",
            "99-tiny.py: it says that the exercises are worth 3 points; they are worth 2",
        ),
        ('check("double", double)', 'check("double", dbl)', 'must be the one line check\\("double", double\\)'),
        ('check="double"', 'check="dubble"', "'dubble' is no exercise of 99-tiny; declared are double"),
        ('# %% check="double"', "# %%", "no cell is marked double for exercise double"),
        ("### BEGIN SOLUTION\n    return", "return", "has no region between BEGIN and END SOLUTION"),
        (" points=3", "", "why-twice needs points=NUMBER"),
        ('written="why-twice"', 'written="double"', "more than one cell is called double"),
        ('written="why-twice"', 'written="why" check="double"', "one of solution, check, written is needed"),
    ],
)
def test_disagreements_are_refused(build, old, new, sentence):
    assert old in GOOD
    with pytest.raises(CourseError, match=sentence):
        build(GOOD.replace(old, new))


def test_points_that_are_said_rightly_are_no_disagreement(build):
    build(GOOD.replace("# ### Exercise", "# The exercises are worth 2\n# points.\n#\n# ### Exercise"))


def test_exercises_in_another_order_are_told_by_their_order(tmp_path, tiny_lesson):
    (first,) = tiny_lesson.exercises
    lesson = replace(tiny_lesson, exercises=(replace(first, name="halve", number="9.0"), first))
    half = GOOD.partition("# %% [markdown] written")[0].replace("double", "halve").replace("9.1", "9.0")
    path = tmp_path / "99-tiny.py"
    path.write_text(GOOD + "\n" + half)
    order = r"in the order 9.1: double \(2 points\), 9.0: halve \(2 points\), but are declared as 9.0: halve"
    with pytest.raises(CourseError, match=order):
        source_notebook(path, lesson)
