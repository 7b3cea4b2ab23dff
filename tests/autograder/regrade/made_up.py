"""Proposals made up for the pages: no course, no gradebook."""

from autograder.engine.class_verdicts import Submission
from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, Standing, StudentLine
from autograder.engine.regrade.propose import NotRegraded, Proposal
from autograder.engine.spool import Kept
from autograder.reports.regrade_summary import summarise_regrade
from tests.autograder.regrade.ready import LESSON

FULL = {exercise.name: CellGrade(float(exercise.points)) for exercise in LESSON.exercises}
SCRIPT = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">[/]\ud800"


def proposal(student, cell=None, old=0.0, new=2.0, reason="value: 0 → 2", manual=None, penalty=None, why=()):
    submission = Submission(student, "new", "work", (), Kept(0, 0))
    steps = ()
    grades = dict(FULL)
    if cell is not None:
        grades[cell] = CellGrade(old, manual)
        steps = (GradeStep(cell, grades[cell], CellGrade(new, manual, None, manual is not None), reason),)
    line = StudentLine(student, steps, penalty, 7, ("old", "new"))
    marked = (cell,) if manual is not None else ()
    before = Standing(student, grades, penalty.old if penalty else None)
    return Proposal(submission, before, line, {cell or "xor_network": tuple(why)} if why else {}, marked)


OUTCOMES = [
    proposal("stays"),
    proposal("rises", "threshold_neuron", penalty=PenaltyStep(2.1, 2.3, "the late plug-in's penalty")),
    proposal("rises-too", "threshold_neuron"),
    proposal("falls", "xor_network", 2.0, 0.0, "value: 2 → 0"),
    proposal("marked", "xor_network", 2.0, 0.0, "value: 2 → 0; a person's score", manual=1.5),
    proposal("reads-anew", why=["value: 0 → 0"]),
    proposal(SCRIPT, "own-test", reason=SCRIPT, why=[SCRIPT]),
    NotRegraded("aside", f"handed in anew {SCRIPT}"),
]


def summary(outcomes=OUTCOMES):
    return summarise_regrade(LESSON, outcomes, 23.0)
