"""What recording costs: ``python -m benchmarks.grading.recording`` in a graded course records it once more.

Prints the milliseconds of processor time of each submission's record.
"""

import time
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.grade import preparer
from autograder.engine.record import Recorder
from autograder.engine.verdict import VerdictStore, verdict_key
from autograder.exercises import find_lesson
from benchmarks.grading.classes import LESSON


def main() -> None:
    course, lesson = Course(Path.cwd()), find_lesson(LESSON)
    api, store = course.nbgrader(), VerdictStore(course.verdicts)
    prepare = preparer(api, lesson)
    with Recorder(api, LESSON) as recorder:
        for student in course.students_who_submitted(LESSON):
            notebook = prepare(course.submitted / student / LESSON).notebook
            verdict = store.get(LESSON, verdict_key(lesson, notebook))
            started = time.process_time()
            recorder.record(student, notebook, verdict)
            print(1000 * (time.process_time() - started))


if __name__ == "__main__":
    main()
