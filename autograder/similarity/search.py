"""The whole way from a course to its findings, with word of how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.course.course import Course, CourseError
from autograder.exercises.declaration import Lesson
from autograder.similarity.answers import INSTRUCTOR, OWN_CELLS, Answers, instructor_solutions, read_answers
from autograder.similarity.compare import THRESHOLD, Comparison, compare
from autograder.similarity.documents import Document, document
from autograder.similarity.findings import Findings, groups_of, pairs_of
from autograder.similarity.rarity import COMMON_SHARE
from autograder.similarity.release import Release, lecturelib_modules, read_release

Progress = Callable[[str, int, int], None]


def search(
    course: Course,
    lesson: Lesson,
    threshold: float = THRESHOLD,
    common_share: float = COMMON_SHARE,
    progress: Progress = lambda what, done, total: None,
) -> Findings:
    """Compare all that was submitted for a lesson; files are read, and nothing is written.

    Parameters
    ----------
    course : Course
        Whose ``submitted/``.
    lesson : Lesson
        Which lesson.
    threshold : float
        How alike two answers must be to be shown, above 0 and at most 1.
    common_share : float
        What more than this part of the class wrote is no evidence.
    progress : callable
        Is told what is done, how many of it are done, and of how many.

    Raises
    ------
    CourseError
        If nobody has submitted the lesson, or it has not been built.
    """
    students = course.students_who_submitted(lesson.name)
    if not students:
        raise CourseError(
            f"nobody has submitted {lesson.name}: {course.submitted} holds no folder STUDENT/{lesson.name}"
        )
    release = read_release(course, lesson)
    answers = []
    for done, student in enumerate(students, start=1):
        answers.append(read_answers(release, student, course.submitted / student / lesson.name))
        progress("reading", done, len(students))
    solutions = instructor_solutions(course, release)
    modules = [document(path, code) for path, code in lecturelib_modules().items()]
    names = [*(exercise.name for exercise in lesson.exercises), OWN_CELLS]
    comparisons: list[Comparison] = []
    for done, name in enumerate(names, start=1):
        sources = [*_solution(release, solutions, name), *modules]
        comparisons.append(compare(name, _documents(release, answers, name), sources, threshold, common_share))
        progress("comparing", done, len(names))
    pairs = pairs_of([alike for each in comparisons for alike in each.pairs])
    return Findings(
        lesson.name,
        threshold,
        common_share,
        tuple(each.student for each in answers if each.code),
        tuple(comparisons),
        pairs,
        pairs_of([alike for each in comparisons for alike in each.with_sources]),
        groups_of(pairs),
        tuple(each for each in answers if not each.code),
        without_solution=not solutions,
    )


def _documents(release: Release, answers: list[Answers], name: str) -> list[Document]:
    return [
        document(each.student, each.code[name], release.lines, release.fingerprints)
        for each in answers
        if name in each.code
    ]


def _solution(release: Release, solutions: Mapping[str, str], name: str) -> list[Document]:
    if name not in solutions:
        return []
    return [document(INSTRUCTOR, solutions[name], release.lines, release.fingerprints)]
