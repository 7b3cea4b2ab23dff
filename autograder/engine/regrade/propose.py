"""What a regrade would change: each student's old and new grades, and why. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autograder.checks.report import Report
from autograder.engine.class_verdicts import Submission
from autograder.engine.regrade.grades import CellGrade, GradeStep, Standing, StudentLine, same
from autograder.engine.regrade.late import penalty_step
from autograder.engine.regrade.why import differences
from autograder.engine.verdict import Verdict

BY_ITS_OUTPUT = "scored by what the cell put out, by nbgrader's rule"


@dataclass(frozen=True)
class Proposal:
    """What a regrade came to for one student.

    Attributes
    ----------
    submission : Submission
        What was examined.
    before : Standing
        The grades as they are.
    line : StudentLine
        The steps to take; it may be empty.
    why : mapping of str to tuple of str
        What differs in the reports, by exercise, also where no points change. An exercise that does not differ is left
        out.
    marked : tuple of str
        Cells whose automatic score changes under a person's score, which stays; they are marked for another look.
    """

    submission: Submission
    before: Standing
    line: StudentLine
    why: Mapping[str, tuple[str, ...]]
    marked: tuple[str, ...] = ()

    @property
    def student(self) -> str:
        """Nbgrader's student id."""
        return self.before.student

    @property
    def after(self) -> Standing:
        """The grades as they would be."""
        return self.before.after(self.line)

    @property
    def anew(self) -> bool:
        """Whether the verdict is another than the one that the student's reports come from."""
        before, after = self.line.verdicts
        return before != after

    @property
    def applicable(self) -> bool:
        """Whether there is something to apply: a grade, a penalty, or what the student reads."""
        return not self.line.empty or self.anew

    @property
    def change(self) -> float:
        """By how many points the total rises; 0 if it stays."""
        change = self.after.total - self.before.total
        return 0.0 if same(change, 0.0) else change


@dataclass(frozen=True)
class NotRegraded:
    """A student who keeps the grades that there are, and why."""

    student: str
    reason: str


def propose(
    submission: Submission,
    before: Standing,
    scores: Mapping[str, float | None],
    points: Mapping[str, float],
    verdicts: tuple[Verdict | None, Verdict],
    late_plug_in: Callable[[float], float | None],
) -> Proposal:
    """Return what one student's new verdict changes.

    A grade is touched only if its automatic score changes: all others keep their rows as they are, marks for a look
    included. A person's score and extra credit stay in any case.

    Parameters
    ----------
    submission : Submission
        What was examined.
    before : Standing
        What the gradebook says.
    scores : mapping of str to float or None
        The new automatic scores by cell, in points; None where a person must score.
    points : mapping of str to float
        The most points of each cell.
    verdicts : tuple of Verdict or None, Verdict
        The one that the old scores come from, if it is known, and the new one.
    late_plug_in : callable
        Maps a score to the penalty that the course's late plug-in gives this student.
    """
    old, new = verdicts
    known = {
        name: _trusted(old.reports.get(name) if old else None, before.grades.get(name), points.get(name))
        for name in new.reports
    }
    why = {name: differences(known[name], report) for name, report in new.reports.items()}
    steps = []
    for cell, score in scores.items():
        grade = before.grades.get(cell)
        if grade is not None and (score is None or same(score, grade.auto_score)):
            continue
        steps.append(GradeStep(cell, grade, _regraded(grade, score), _reason(grade, why.get(cell))))
    marked = tuple(step.cell for step in steps if step.old is not None and step.old.manual_score is not None)
    line = StudentLine(before.student, tuple(steps))
    penalty = penalty_step(before, before.after(line), late_plug_in)
    line = StudentLine(before.student, tuple(steps), penalty, new.seed, (old.key if old else None, new.key))
    changed = {step.cell for step in steps}
    told = {name: said for name, said in why.items() if said and (name in changed or known[name] is not None)}
    return Proposal(submission, before, line, told, marked)


def _trusted(report: Report | None, grade: CellGrade | None, points: float | None) -> Report | None:
    """Return an old report if the gradebook's score comes from it; a grader that was killed may have left another."""
    if report is None or grade is None or points is None:
        return None
    # The lesson may have been released anew with other points for the same exercise.
    earned = (points * report.score / report.points, float(report.score))
    return report if any(same(each, grade.auto_score) for each in earned) else None


def _regraded(grade: CellGrade | None, score: float | None) -> CellGrade:
    """Return the new grade by nbgrader's rule: without a score, or where a person has scored, somebody must look."""
    if grade is None:
        return CellGrade(score, needs_manual_grade=score is None)
    return CellGrade(score, grade.manual_score, grade.extra_credit, grade.manual_score is not None)


def _reason(grade: CellGrade | None, why: tuple[str, ...] | None) -> str:
    if grade is None:
        return "the gradebook had no grade for it"
    said = "; ".join(why) if why else BY_ITS_OUTPUT if why is None else "the points that it is worth have changed"
    if grade.manual_score is not None:
        said += f"; a person's score of {grade.manual_score:g} stays, and somebody should look again"
    return said
