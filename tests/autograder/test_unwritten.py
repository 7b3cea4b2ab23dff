import pytest

from autograder.course import unwritten as unwritten_module
from autograder.course.course import Course
from autograder.course.prove import prove_exercise, prove_notebooks
from autograder.course.unwritten import unwritten_in_exercise, unwritten_in_script
from autograder.exercises import LESSONS, find_exercise, find_lesson
from tests.autograder.test_new_exercise import ROOT

MARK = "TODO"


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_the_course_is_written(lesson):
    assert not [unwritten_in_exercise(exercise) for exercise in lesson.exercises if unwritten_in_exercise(exercise)]
    assert not unwritten_in_script(ROOT / "solutions" / f"{lesson.name}.py")


def test_the_first_place_is_named_and_the_others_counted(tmp_path):
    script = tmp_path / "03-losses.py"
    script.write_text(f"# one\n# {MARK}: say why\n# {MARK}: say how\n")
    assert unwritten_in_script(script).endswith(f"03-losses.py, line 2, and 1 more: # {MARK}: say why")


def test_an_unwritten_exercise_is_proven_in_nothing(monkeypatch):
    monkeypatch.setattr(unwritten_module, "_MARK", "def draw_cases")
    exercise = find_exercise("softmax")
    proofs = list(prove_exercise(exercise))
    assert len(proofs) == 3 + len(exercise.wrong_answers)
    assert not any(proof.holds for proof in proofs)
    assert "lesson_03_losses/softmax.py, line " in proofs[0].flaw


def test_notebooks_of_an_unwritten_lesson_are_not_run(tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "03-losses.py").write_text(f"# {MARK}\n")
    (flaw,) = prove_notebooks(Course(tmp_path), find_lesson("03-losses"), confinement=None)
    assert "its notebooks were not run: not written yet: solutions/03-losses.py, line 1" in flaw
