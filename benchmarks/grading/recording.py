"""What recording costs: ``python -m benchmarks.grading.recording LESSON`` in a graded course records it once more.

It leaves the milliseconds of processor time of each submission's record in `RESULT`.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path

from autograder.course.course import Course
from autograder.course.journal import Entry, Journal
from autograder.engine.class_verdicts import preparer
from autograder.engine.grade import Graded
from autograder.engine.record import Recorder
from autograder.engine.verdict import VerdictStore, verdict_key, work_fingerprint
from autograder.exercises import find_lesson

RESULT, JOURNAL = "recording.json", "recording.jsonl"


def main() -> None:
    course, lesson = Course(Path.cwd()), find_lesson(sys.argv[1])
    api, store = course.nbgrader(), VerdictStore(course.verdicts)
    prepare, milliseconds = preparer(api, lesson), []
    journal = Journal(course.root / JOURNAL)  # an empty one: that of the class would have no news, and write nothing
    with Recorder(api, lesson.name) as recorder:
        for student in course.students_who_submitted(lesson.name):
            notebook = prepare(course.submitted / student / lesson.name).notebook
            verdict = store.get(lesson.name, verdict_key(lesson, notebook))
            graded = Graded(student, verdict, work=work_fingerprint(notebook))
            started = time.process_time()
            recorder.record(student, notebook, verdict, partial(journal.note, Entry.of(graded)))
            milliseconds.append(1000 * (time.process_time() - started))
    (course.root / RESULT).write_text(json.dumps(milliseconds))


if __name__ == "__main__":
    main()
