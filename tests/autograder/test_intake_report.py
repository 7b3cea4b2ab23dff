import re

import pytest

from autograder.intake.outcome import Fate, Intake, Outcome, What
from autograder.reports.intake_report import intake_page, intake_text, needing_a_look

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\u202e"


def intake(text="x", tried=False):
    outcomes = (
        Outcome(text, What.UNPLACED, where=f"unplaced/{text}", reason=f"Nobody is {text}."),
        Outcome(
            text,
            What.FILED,
            "ada",
            text,
            "submitted/ada",
            notes=("Look.", f"See {text}."),
            remarks=(f"It was called {text}.",),
            late=True,
        ),
    )
    fates = (Fate(text, f"in {text}"), Fate("y", "ignored: a note"))
    return Intake(text, "Canvas", text, "01-neurons", outcomes, fates, ("bob",), tried)


def test_the_page_holds_everything():
    page = intake_page(intake("Zoë"))
    for words in (
        "Nobody is Zoë.",
        "unplaced/Zoë",
        "It was called Zoë.",
        "ada",
        "bob",
        "2 submissions from Canvas",
        "a note",
    ):
        assert words in page
    assert "A trial" not in page
    assert "A trial: nothing was changed." in intake_page(intake(tried=True))


def test_the_page_runs_and_loads_nothing():
    page = intake_page(intake(ATTACK))
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)" in page and "&amp;lt;" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", re.sub(r"&lt;.*?&gt;", "", page))
    assert "\x1b" not in page and "\u202e" not in page


def test_the_text_holds_everything_on_lines_of_its_own():
    text = intake_text(intake("Zoë\nfiled: evil"))
    assert "unplaced: Zoë\ufffdfiled: evil: Nobody is" in text
    assert not any(line.startswith("filed: evil") for line in text.splitlines())
    assert "filed: ada (Zoë" in text
    assert "Nothing on file from 1 students of the roster: bob." in text
    assert "\x1b" not in intake_text(intake(ATTACK))


def test_what_needs_a_look():
    unplaced, look, see, remarks, late = needing_a_look(intake())
    assert unplaced == "unplaced: x: Nobody is x. It is in unplaced/x."
    assert (look, see) == ("needs a look: ada: Look.", "needs a look: ada: See x.")
    assert remarks.startswith("1 notebooks were renamed")
    assert "late by an unknown time: ada" in late


@pytest.mark.parametrize("render", [intake_page, intake_text])
def test_an_intake_without_anything(render):
    assert "01-neurons" in render(Intake("a", "Canvas", "r", "01-neurons", (), ()))
