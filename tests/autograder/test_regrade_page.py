"""The page of a regrade: what it says, and that nothing in it runs."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from autograder.reports.regrade_page import regrade_page, signed, way
from tests.autograder.regrade.made_up import OUTCOMES, proposal, summary


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(" ".join(data.split()))


def page(outcomes=OUTCOMES, state="This is a proposal."):
    return regrade_page(summary(outcomes), state, datetime(2026, 3, 1, 12, 30, tzinfo=UTC))


def test_it_says_who_changes_and_why():
    words = " ".join(Page(page()).words)
    for said in (
        "Lesson 01-neurons", "Regraded 7", "Rise 3", "Fall 1", "Stay 3", "Need a look 1", "This is a proposal.",
        "Made 2026-03-01 12:30 UTC", "1.1 threshold_neuron", "falls 23 21 −2", "rises-too 21 23 +2",
        "0 → 2 : Value: 0 → 2.", "Late penalty 2.1 → 2.3", "1 student with nothing different.", "Handed in anew",
    ):  # fmt: skip
        assert said.replace(" ", "") in words.replace(" ", ""), said


def test_nothing_that_a_student_wrote_is_markup():
    text = page()
    elements = Page(text).elements
    assert {tag for tag, _ in elements}.isdisjoint({"script", "img", "iframe", "object"})
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    assert "&lt;script&gt;document.title" in text
    (policy,) = (attributes["content"] for tag, attributes in elements if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'") and "script-src" not in policy


def test_it_needs_no_other_file():
    for _, attributes in Page(page()).elements:
        assert not {"src", "href"} & attributes.keys()


def test_a_regrade_that_changes_nothing_says_so():
    text = page([proposal("stays")], "Nothing is different.")
    assert "No grade changes." in text
    assert "Who rises" not in text and "Who falls" not in text


def test_nobody_at_all():
    assert "Everybody" in page([])


def test_the_picture_leads_from_old_to_new():
    picture = str(way(proposal("falls", "xor_network", 2.0, 0.0), 23.0))
    assert 'class="way falls"' in picture and 'aria-label="23 to 21 of 23 points"' in picture
    assert 'class="way stays"' in way(proposal("stays"), 0.0)


def test_signs():
    assert (signed(0.004), signed(-1.5), signed(3.0)) == ("0", "−1.5", "+3")
