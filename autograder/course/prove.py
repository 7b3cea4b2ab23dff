"""Prove the checks: the reference scores full, the stub zero, and every wrong answer fails and is named."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from joblib import Parallel, delayed

from autograder.checks.examine import examine
from autograder.checks.report import Report
from autograder.course.borrowed_names import borrowed_names
from autograder.course.build import build_lesson, make_course
from autograder.course.course import Course
from autograder.course.unusable_cases import unusable_cases
from autograder.course.unwritten import unwritten_in_exercise, unwritten_in_script
from autograder.engine.confinement import Confinement
from autograder.engine.oracle import judge
from autograder.engine.snapshot import course_snapshot
from autograder.engine.worker import WarmWorker
from autograder.exercises.declaration import Exercise, Lesson, WrongAnswer
from autograder.subjects import LocalSubject

# The visible cases, and cases as grading draws them: a wrong answer must fail on all of them, and lose the same points.
SEEDS = tuple(range(20))


@dataclass(frozen=True)
class Proof:
    """One claim about an exercise's checks, tried on several seeds.

    Attributes
    ----------
    exercise : str
        Its name.
    claim : str
        "reference", "stub", "no answer" or the name of a wrong answer.
    flaw : str
        What is not as it should be, in one sentence; empty if the claim holds.
    points : str
        The points it earned, "3 of 4", or a range over the seeds.
    """

    exercise: str
    claim: str
    flaw: str
    points: str

    @property
    def holds(self) -> bool:
        """Whether the claim holds on every seed."""
        return not self.flaw


def prove_exercise(exercise: Exercise, seeds: Sequence[int] = SEEDS) -> Iterator[Proof]:
    """Yield a proof for the reference, for the stub, for no answer and for each wrong answer of an exercise."""
    unwritten = unwritten_in_exercise(exercise)
    if unwritten:
        yield from _nothing_holds(exercise, unwritten)
        return
    seeds = seeds[: exercise.seeds_to_prove]
    try:
        reports = [examine(exercise, LocalSubject(exercise.reference), seed) for seed in seeds]
    except Exception:
        unusable = unusable_cases(exercise, seeds)
        if not unusable:
            raise
        yield from _nothing_holds(exercise, unusable)
        return
    yield _proof(exercise, "reference", reports, [_flaw_of_reference(report) for report in reports])
    reports = [examine(exercise, LocalSubject(_stub), seed) for seed in seeds]
    yield _proof(exercise, "stub", reports, [f"it scores {report.score}" if report.score else "" for report in reports])
    yield _no_answer(exercise, seeds)
    for wrong in exercise.wrong_answers:
        reports = [examine(exercise, LocalSubject(wrong.function), seed) for seed in seeds]
        borrowed = borrowed_names(wrong.function)
        yield _proof(exercise, wrong.name, reports, [_flaw_of_wrong(wrong, borrowed, report) for report in reports])


def _nothing_holds(exercise: Exercise, flaw: str) -> Iterator[Proof]:
    claims = ("reference", "stub", "no answer", *(wrong.name for wrong in exercise.wrong_answers))
    yield from (Proof(exercise.name, claim, flaw, f"0 of {exercise.points}") for claim in claims)


def prove_exercises(exercises: Sequence[Exercise], workers: int) -> Iterator[list[Proof]]:
    """Yield the proofs of each exercise, in their order; `workers` of them are worked on at once, also meanwhile."""
    tasks = (delayed(_all_proofs)(exercise) for exercise in exercises)
    yield from Parallel(n_jobs=min(workers, len(exercises)), return_as="generator")(tasks)


def _all_proofs(exercise: Exercise) -> list[Proof]:
    return list(prove_exercise(exercise))


def prove_notebooks(course: Course, lesson: Lesson, confinement: Confinement) -> list[str]:
    """Grade the instructor's and the student's notebook as submissions, and return what is wrong, one sentence each.

    They run under exactly the restrictions of grading, so a lesson that needs a withheld module shows here.
    """
    unwritten = [unwritten_in_exercise(exercise) for exercise in lesson.exercises]
    unwritten.append(unwritten_in_script(course.script(lesson.name)))
    if any(unwritten):
        return [f"its notebooks were not run: {flaw}" for flaw in unwritten if flaw][:1]
    flaws = []
    with (
        tempfile.TemporaryDirectory() as folder,
        course_snapshot(lesson.withheld) as snapshot,
        WarmWorker(snapshot, confinement, preload=lesson.preload) as worker,
    ):
        fresh = make_course(Path(folder))
        release = build_lesson(fresh, lesson, scripts=course.solutions)
        source = fresh.source / lesson.name / release.name
        for path, full in ((source, True), (release, False)):
            verdict = judge(lesson, nbformat.read(path, as_version=4), worker, seed=SEEDS[-1])
            flaws += [_flaw_of_notebook(report, full) for report in verdict.reports.values()]
            whose = "instructor's" if full else "student's"
            flaws += [
                f"the {whose} notebook fails outside its test cells: {error}" for error in _errors(verdict.outputs)
            ]
    return [flaw for flaw in flaws if flaw]


def _flaw_of_notebook(report: Report, full: bool) -> str:
    if report.score == (report.points if full else 0):
        return ""
    whose = "instructor's solution" if full else "student's stub"
    return f"the {whose} of {report.exercise} scores {report.score} of {report.points} {report.note}".rstrip()


def _errors(outputs: Sequence[Sequence[dict[str, Any]]]) -> list[str]:
    errors = [output for cell in outputs for output in cell if output["output_type"] == "error"]
    return [f"{error['ename']}: {error['evalue']}" for error in errors]


def _no_answer(exercise: Exercise, seeds: Sequence[int]) -> Proof:
    """Prove that neither an answer that refuses every input nor one that returns nothing earns a point."""
    reports = [
        examine(exercise, LocalSubject(answer), seed) for seed in seeds for answer in (_refuses, _returns_nothing)
    ]
    flaws = [
        f"a function that always raises or returns nothing scores {report.score}" if report.score else ""
        for report in reports
    ]
    return _proof(exercise, "no answer", reports, flaws)


def _refuses(*_: Any, **__: Any) -> None:
    raise ValueError("refused")


def _returns_nothing(*_: Any, **__: Any) -> None:
    return None


def _stub(*_: Any, **__: Any) -> None:
    raise NotImplementedError


def _proof(exercise: Exercise, claim: str, reports: Sequence[Report], flaws: Sequence[str]) -> Proof:
    scores = sorted({report.score for report in reports})
    scored = f"{scores[0]}" if len(scores) == 1 else f"{scores[0]}-{scores[-1]}"
    flaw = next((f"{flaw} (seed {report.seed})" for report, flaw in zip(reports, flaws, strict=True) if flaw), "")
    if not flaw and len(scores) > 1:
        flaw = f"it scores {scored}: the same answer must not depend on the draw"
    return Proof(exercise.name, claim, flaw, f"{scored} of {exercise.points}")


def _flaw_of_reference(report: Report) -> str:
    return "" if report.score == report.points else f"the reference scores {report.score} of {report.points}"


def _flaw_of_wrong(wrong: WrongAnswer, borrowed: Sequence[str], report: Report) -> str:
    if report.score >= report.points:
        return "it scores full: the cases are too weak to tell it from the right answer"
    if borrowed:
        return f"it uses {', '.join(borrowed)} of its file, which no student's cell has: write that into it"
    if report.named != (wrong.name,):
        named = " and ".join(report.named) or "nothing"
        return f"it is taken for {named}"
    return ""
