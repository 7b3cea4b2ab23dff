from datetime import UTC, datetime

from autograder.doctor.finding import DEVELOPING, Finding, Level
from autograder.doctor.page import doctor_page, verdict

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
FINE = Finding("Python", Level.FINE, "Python 3.12", picture=b"\x89PNG")
LOOK = Finding("memory", Level.LOOK, "little", "buy some")
RED = Finding("alembic", Level.BROKEN, "not found", "make setup")
SPARED = Finding("Chromium", Level.BROKEN, "there is none", "apt install chromium", DEVELOPING)


def test_the_verdict_names_what_stops_grading_and_nothing_else():
    assert verdict([FINE]) == "This machine can grade."
    assert verdict([FINE, LOOK, SPARED]) == "This machine can grade. 2 lines are worth a look."
    assert verdict([FINE, RED, SPARED]) == "This machine cannot grade yet; to be mended: alembic."


def test_each_line_says_in_words_what_its_colour_says():
    page = doctor_page([FINE, LOOK, RED], NOW)
    for level in Level:
        assert f'<td class="state {level.color}">{level.word}</td>' in page
    assert "<code>make setup</code>" in page and "2026-11-28 09:00 UTC" in page
    assert 'src="data:image/png;base64,iVBORw=="' in page


def test_nothing_that_was_found_becomes_markup():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    page = doctor_page([Finding(hostile, Level.BROKEN, hostile + "\ud800", hostile)], NOW)
    assert "<script" not in page and "<img" not in page
    assert page.count("&lt;script&gt;") == 4
    assert "default-src 'none'" in page
