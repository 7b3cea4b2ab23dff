"""Every attack and every kind of damage in one class: no undeserved point, no harm, and a reason fit for a student."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.engine.confinement import choose_confinement
from autograder.engine.grade import grade_class
from autograder.engine.verdict import VerdictStore
from autograder.engine.worker import _NOBODY
from tests.hostile import hostile_class as hostile
from tests.hostile.tuned_to_visible_cases import visible_scores

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")
STUDENTS = hostile.class_of(hostile.CASES)
CONFINEMENT = os.environ.get("AUTOGRADER_TEST_CONFINEMENT") or None


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course in which the class has handed in."""
    material, course = hostile.material_from(tmp_path_factory.mktemp("hostile") / "class")
    hostile.hand_in_class(course, material, STUDENTS)
    return course


class Aftermath:
    """The course and the machine before and after."""

    def __init__(self, course, temporary):
        self.course, self.temporary = course, temporary
        self.watched = [course.submitted, course.source, course.notebooks]
        self.before = hostile.checksums(self.watched)
        self.graded = {}

    @property
    def after(self):
        return hostile.checksums(self.watched)


@pytest.fixture(scope="module")
def aftermath(handed_in, tmp_path_factory):
    """The class, graded as `autograder grade` does, with a temporary folder of its own."""
    temporary = tmp_path_factory.mktemp("temporary")
    for folder in (temporary, *temporary.parents):
        if folder.owner() == temporary.owner() and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o711)
    made = Aftermath(handed_in, temporary)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        patch.setenv("AUTOGRADER_CANARY", hostile.CANARY)
        confinement = choose_confinement(CONFINEMENT)
        graded = grade_class(handed_in, hostile.LESSON, confinement, 2, hostile.LIMITS, figures=False)
        made.graded = {each.student: each for each in graded}
    return made


def text_of(graded):
    return "\n".join(hostile.sentences_of(graded.verdict, graded.mended))


def test_there_are_enough_of_them():
    assert len(hostile.CASES) >= 180
    assert len({case.name for case in hostile.CASES}) == len(hostile.CASES)


def test_everybody_is_graded(aftermath):
    assert sorted(aftermath.graded) == sorted(STUDENTS)
    assert {each.student: each.problem for each in aftermath.graded.values() if each.problem} == {}


@pytest.mark.parametrize("student", STUDENTS)
def test_each_earns_exactly_what_it_deserves(aftermath, student):
    reports = aftermath.graded[student].verdict.reports
    earned = {name: report.score for name, report in reports.items()}
    deserved = {name: points for (who, name), points in hostile.expected_scores({student: STUDENTS[student]}).items()}
    assert earned == deserved, text_of(aftermath.graded[student])


@pytest.mark.parametrize("student", STUDENTS)
def test_each_reads_a_reason(aftermath, student):
    graded, case = aftermath.graded[student], STUDENTS[student]
    verdict, sentences = graded.verdict, list(hostile.sentences_of(graded.verdict, graded.mended))
    assert case.says in text_of(graded)
    assert [sentence for sentence in sentences if not hostile.is_fit_for_a_student(sentence)] == []
    lost = [report for report in verdict.reports.values() if report.score < report.points]
    assert all(report.note or any(part.failure for part in report.parts) for report in lost)


def test_the_gradebook_holds_the_same(aftermath):
    assert hostile.recorded_scores(aftermath.course) == hostile.expected_scores(STUDENTS)


@pytest.mark.parametrize("word", ["got through", "the reference was found", hostile.CANARY])
def test_no_submission_got_anything(aftermath, word):
    found = {
        student: [
            output
            for cell in graded.verdict.outputs
            for output in cell
            if word in str(output) and "traceback" not in output
        ]
        for student, graded in aftermath.graded.items()
    }
    assert {student: outputs for student, outputs in found.items() if outputs} == {}


def test_nothing_is_kept_that_a_browser_would_run(aftermath):
    graded = aftermath.graded[next(student for student in STUDENTS if "scripts-for" in student)]
    kept = VerdictStore(aftermath.course.verdicts).get(hostile.LESSON.name, graded.verdict.key)
    outputs = [output for cell in kept.outputs for output in cell if "data" in output]
    assert "got_through" not in str([output["metadata"] for output in outputs])
    shown = [output["data"] for output in outputs]
    theirs = [data for data in shown if "Check of" not in data.get("text/html", "")]
    assert len(theirs) == 6
    assert {mime for data in theirs for mime in data} == {"text/plain", "text/latex", "image/png", "image/svg+xml"}


def test_nothing_outside_is_changed(aftermath):
    assert aftermath.after == aftermath.before
    assert hostile.left_behind() == []


def test_nothing_is_left(aftermath):
    # Python keeps a folder of its own for as long as this process lives.
    assert [path.name for path in aftermath.temporary.iterdir() if not path.name.startswith("pymp-")] == []
    first = _NOBODY + (os.getpid() * 64) % 100_000_000
    assert hostile.processes_of(aftermath.temporary, range(first, first + 64)) == []
    kept = Path("/proc/sysvipc/shm")
    assert not kept.exists() or str(0x5EC1) not in kept.read_text()


def test_the_tables_of_visible_cases_are_right_about_them():
    for name, score, points in visible_scores():
        assert (name, score) == (name, points)


def test_nbgrader_autograde_agrees(tmp_path):
    students = hostile.class_of(hostile.A_FEW_OF_EACH_THEME)
    material, course = hostile.material_from(tmp_path / "class")
    hostile.hand_in_class(course, material, students)
    beside = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([beside, os.environ["PATH"]])}
    seconds = f"--ConfinedExecute.cell_seconds={hostile.LIMITS.cell_seconds}"
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", hostile.LESSON.name, seconds],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert hostile.recorded_scores(course) == hostile.expected_scores(students)
