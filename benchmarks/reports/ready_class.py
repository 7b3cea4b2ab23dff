"""A class as it is after grading, made without a sandbox: real reports on right and wrong answers, dealt to students.

What the report reads is there in full: gradebook rows, verdicts with outputs, the journal, folders of submissions. Only
the notebooks themselves are missing.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from autograder.checks.examine import examine, unexamined
from autograder.checks.report import Report
from autograder.course.course import Course
from autograder.course.journal import Journal
from autograder.course.sample_class import BLANK, SOLVED
from autograder.engine.grade import Graded
from autograder.engine.record.gradebook import HeldGradebook
from autograder.engine.verdict import Verdict, VerdictStore
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson
from autograder.subjects import LocalSubject

SEED = 7
STOPPED = "stopped"
TOO_LONG = "time: a cell ran longer than 30 s"
HANDED_IN = "2026-01-01 12:00:00 UTC"

Hand = Mapping[str, str]  # exercise to SOLVED, BLANK, STOPPED or the name of a wrong answer


@cache
def reports_on(lesson_name: str) -> dict[str, dict[str, Report]]:
    """Return the checks' reports on each exercise's right answer, its stub and its wrong answers."""

    def stub(*_: Any, **__: Any) -> None:
        raise NotImplementedError

    found = {}
    for exercise in find_lesson(lesson_name).exercises:
        answers = {SOLVED: exercise.reference, BLANK: stub}
        answers |= {wrong.name: wrong.function for wrong in exercise.wrong_answers}
        reports = {what: examine(exercise, LocalSubject(answer), SEED) for what, answer in answers.items()}
        reports[STOPPED] = unexamined(exercise, SEED, "stopped", f"the run ended before this exercise: {TOO_LONG}")
        found[exercise.name] = reports
    return found


def deal(lesson: Lesson, students: Sequence[str], random: Random) -> dict[str, Hand]:
    """Return a hand for each student: most exercises solved, some mistaken, few blank or cut off."""
    hands: dict[str, Hand] = {}
    for student in students:
        skill, hand = random.betavariate(4, 1.5), {}
        for exercise in lesson.exercises:
            # Some mistakes are much commoner than others.
            wrong = exercise.wrong_answers[int(len(exercise.wrong_answers) * random.random() ** 2.5)].name
            hand[exercise.name] = SOLVED if random.random() < skill else wrong if random.random() < 0.8 else BLANK
        if random.random() < 0.02:
            place = random.randrange(len(lesson.exercises))
            hand |= {exercise.name: STOPPED for exercise in lesson.exercises[place:]}
        hands[student] = hand
    return hands


def record(
    course: Course, lesson: Lesson, hands: Mapping[str, Hand], began: str, random: Random, picture_bytes: int = 0
) -> list[Graded]:
    """Put hands into a course in which the lesson is released, as a run of the grader would, and return the outcome.

    Parameters
    ----------
    course, lesson
        Where, and what.
    hands : mapping of str to Hand
        By student.
    began : str
        When the run began, in ISO format.
    random : Random
        Decides who has answered the written questions.
    picture_bytes : int
        Size of the picture that each exercise's cell puts out; 0 for none.
    """
    directories, store = course.nbgrader().coursedir, VerdictStore(course.verdicts)
    journal = Journal.of(course, lesson.name)
    journal.begin(began)
    graded = []
    with HeldGradebook(directories.db_url, directories.course_id, lesson.name) as gradebook:
        for student, hand in hands.items():
            verdict = verdict_on(lesson, student, hand, random.randbytes(picture_bytes))
            store.put(verdict)
            folder = course.submitted / student / lesson.name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "timestamp.txt").write_text(HANDED_IN, encoding="utf-8")
            handed_in = directories.get_existing_timestamp(str(folder))
            with gradebook.submission(student, handed_in) as rows:
                for name in gradebook.notebooks[lesson.name][1].grades:
                    report = verdict.reports.get(name)
                    answered = None if random.random() < 0.9 else 0.0
                    rows.grade(lesson.name, name).set(report.score if report else answered)
            graded += journal.noting([Graded(student, verdict, work=verdict.key)])
    return graded


def verdict_on(lesson: Lesson, student: str, hand: Hand, picture: bytes = b"") -> Verdict:
    """Return the verdict that a student's hand comes to."""
    reports = {name: reports_on(lesson.name)[name][what] for name, what in hand.items()}
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"image/png": base64.b64encode(picture).decode(), "text/plain": "<Figure>"},
    }
    outputs = tuple((output,) if picture else () for _ in lesson.exercises)
    stopped = TOO_LONG if STOPPED in hand.values() else ""
    key = hashlib.sha256(repr((student, sorted(hand.items()))).encode()).hexdigest()[:32]
    return Verdict(key, lesson.name, SEED, reports, outputs, stopped, 1.0)
