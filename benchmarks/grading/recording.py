"""What recording costs: ``python -m benchmarks.grading.recording`` in a graded course records it once more.

It leaves the milliseconds of processor time of each submission's record in `RESULT`.
"""

import json
import time
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.grade import preparer
from autograder.engine.record import Recorder
from autograder.engine.verdict import VerdictStore, verdict_key
from autograder.exercises import find_lesson
from benchmarks.grading.classes import LESSON

RESULT = "recording.json"


def main() -> None:
    course, lesson = Course(Path.cwd()), find_lesson(LESSON)
    api, store = course.nbgrader(), VerdictStore(course.verdicts)
    prepare, milliseconds = preparer(api, lesson), []
    with Recorder(api, LESSON) as recorder:
        for student in course.students_who_submitted(LESSON):
            notebook = prepare(course.submitted / student / LESSON).notebook
            verdict = store.get(LESSON, verdict_key(lesson, notebook))
            started = time.process_time()
            recorder.record(student, notebook, verdict)
            milliseconds.append(1000 * (time.process_time() - started))
    (course.root / RESULT).write_text(json.dumps(milliseconds))


if __name__ == "__main__":
    main()
