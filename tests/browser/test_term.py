"""A whole term for lesson 01 as one instructor and two students play it: from release to final grades."""

import csv
import socket
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.started_term import PEOPLE, StartedTerm
from tests.browser.whole_term import COMMENTS, LESSON, MARKS, MISTAKE, WholeTerm

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots" / "term"
POINTS = sum(exercise.points for exercise in LESSON.exercises)
LOST = LESSON.exercise("threshold_neuron").points
WRITTEN_POINTS = 8


@pytest.fixture
def started(tmp_path):
    with StartedTerm(tmp_path / "term") as started:
        assert set(started.links) == set(PEOPLE), started.complaints
        yield started


def answers_at(address):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(address).port)) == 0


def test_a_term_from_release_to_final_grades(started, browser):
    with WholeTerm(browser, started, PICTURES) as term:
        term.release()
        for student in MARKS:
            term.fetch(student)
            released = tree(started.folder / "exchange" / "deep-learning-by-writing-it" / "outbound" / LESSON.name)
            assert tree(term.notebook_of(student).parent) == released
            term.solve(student)
        told = term.validate("ada", "ben")
        assert "Success! Your notebook passes all the tests." in told["ada"]
        assert "The following cell failed" in told["ben"]
        assert 'check("threshold_neuron", threshold_neuron)' in told["ben"]
        for student in MARKS:
            term.submit(student)
        term.collect()
        term.autograde()
        term.mark()
        term.give_feedback()

        pages = {student: term.fetch_feedback(student) for student in MARKS}
        for student, page in pages.items():
            assert COMMENTS[student] in page
            named = MISTAKE.sentence[1:] in " ".join(page.split())  # it begins with a capital
            assert named == (student == "ben")
            total = grade_of(student)
            assert f"{total:g} of {POINTS + WRITTEN_POINTS} points" in page
        rows = {row["student_id"]: row for row in csv.DictReader(term.export().splitlines())}
        assert {student: float(row["score"]) for student, row in rows.items()} == {
            each: grade_of(each) for each in MARKS
        }
        assert {float(row["max_score"]) for row in rows.values()} == {POINTS + WRITTEN_POINTS}
        assert term.complaints == []
    for student in MARKS:  # the gradebook is the instructor's
        token = started.links[student].partition("token=")[2]
        address = f"{started.addresses[student]}formgrader/manage_assignments?token={token}"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address)
    assert started.end() == 0
    assert started.printed[-1] == "all three have ended"
    assert started.complaints == []
    assert not any(map(answers_at, started.addresses.values()))


def grade_of(student):
    return POINTS - (LOST if student == "ben" else 0) + sum(MARKS[student].values())


def tree(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
