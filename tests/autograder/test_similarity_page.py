"""The page: what it says and does not say, and that nothing of a student's is anything but text in it."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from autograder.reports import similarity_page as page_module
from autograder.reports.similarity_page import similarity_page
from autograder.similarity.answers import OWN_CELLS, Answers
from autograder.similarity.compare import compare
from autograder.similarity.documents import document
from autograder.similarity.findings import Findings, groups_of, pairs_of
from tests.autograder.similarity import made_up_answers as made_up

VOID = {"meta", "br", "link", "input", "img", "hr", "wbr"}
HOSTILE = "<script>got_through()</script><img src=x onerror=got_through()>"
ACCUSING = r"cheat|plagiar|copied|copying|suspect|guilt|fraud|stolen|offen[cs]e|misconduct|culprit"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.open = [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words += data

    def all(self, tag):
        return [attributes for found, attributes in self.elements if found == tag]


def findings_of(answers, unread=(), threshold=0.5):
    documents = [document(student, code) for student, code in answers.items()]
    sources = [document("lecturelib/losses/categorical.py", made_up.of_lecturelib())]
    comparisons = (
        compare(made_up.EXERCISE, documents, sources, threshold),
        compare(OWN_CELLS, [], ()),
    )
    pairs = pairs_of(comparisons[0].pairs)
    return Findings(
        made_up.LESSON,
        threshold,
        0.1,
        tuple(answers),
        comparisons,
        pairs,
        pairs_of(comparisons[0].with_sources),
        groups_of(pairs),
        tuple(unread),
    )


CLASS = {
    "ada": made_up.BY_LOOPS,
    "ben": made_up.RENAMED,
    "cem": made_up.REORDERED,
    "dora": made_up.WITH_ONE_HOT,
    "eva": made_up.of_lecturelib(),
}


def test_pairs_groups_and_sources_are_shown_side_by_side():
    page = Page(similarity_page(findings_of(CLASS), datetime(2026, 11, 28, 9, 0, tzinfo=UTC)))
    assert not page.open
    words = re.sub(r"\s+", " ", page.words)
    assert "5 of 5 submissions were compared" in words
    assert "3 pairs of students and 1 student beside a source" in words
    assert "3 students: ada, ben, cem" in words
    assert "1. ada and ben" in words
    assert "Made 2026-11-28 09:00" in words
    assert len(page.all("figure")) == 2 * (3 + 1)
    assert len(page.all("mark")) > 8


def test_the_page_accuses_nobody():
    words = Page(similarity_page(findings_of(CLASS, [Answers("hugo", {}, "It could not be read.")]))).words
    theirs = words
    for code in CLASS.values():
        theirs = theirs.replace(code, "")
    assert not re.findall(ACCUSING, theirs.replace("copydetect", ""), re.IGNORECASE)
    assert "honest work can stand anywhere on this page" in re.sub(r"\s+", " ", words)
    assert "A person decides" in words
    assert "No grade was changed" in words


def test_whatever_a_student_wrote_is_text():
    code = made_up.BY_LOOPS.replace('"a label is no class"', f'"{HOSTILE}"') + f"# {HOSTILE}\n"
    name = f'{HOSTILE}" onclick="got_through()'
    text = similarity_page(
        findings_of({name: code, HOSTILE: code, "dora": made_up.WITH_ONE_HOT}, [Answers(name, {}, HOSTILE)])
    )
    page = Page(text)
    assert not page.open
    assert not page.all("script") and not page.all("img")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.words.count(HOSTILE) >= 8


def test_the_page_loads_nothing_and_runs_nothing():
    page = Page(similarity_page(findings_of(CLASS)))
    (policy,) = [each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy
    assert not [value for _, attributes in page.elements for name, value in attributes.items() if name == "src"]
    assert all(each["href"].startswith("#") for each in page.all("a"))
    assert not page.all("link")


def test_links_lead_somewhere_and_headings_go_down_one_by_one():
    page = Page(similarity_page(findings_of(CLASS)))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {each["href"][1:] for each in page.all("a")} <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert all("scope" in each for each in page.all("th"))


def test_nothing_alike_is_said_in_words():
    words = Page(similarity_page(findings_of({"dora": made_up.WITH_ONE_HOT, "eva": made_up.WITH_PROBABILITIES}))).words
    assert "No two answers are as much alike as was asked for." in words
    assert "No answer is as much like a source as was asked for." in words
    assert "There is none." in words
    assert "All submissions were compared." in words


@pytest.mark.parametrize(("with_code", "listed"), [(1, 500), (1, 2)])
def test_a_long_list_is_cut_and_says_so(monkeypatch, with_code, listed):
    monkeypatch.setattr(page_module, "PAIRS_WITH_CODE", with_code)
    monkeypatch.setattr(page_module, "PAIRS_LISTED", listed)
    page = Page(similarity_page(findings_of(CLASS)))
    assert len(page.all("figure")) == 2 * (with_code + 1)
    words = re.sub(r"\s+", " ", page.words)
    assert "The first 1 pairs are shown" in words
    assert ("1 more are not listed" in words) == (listed == 2)
