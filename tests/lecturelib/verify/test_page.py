"""lecturelib.verify.page: one file that loads nothing, says all, and is well-formed."""

import platform
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from lecturelib.verify import page
from tests.lecturelib.verify.findings import RIGHT, WRONG

EMPTY = {"meta", "br", "link"}


class Outline(HTMLParser):
    """Elements, attributes and text; complains about elements that are not closed."""

    def __init__(self, document):
        super().__init__()
        self.open, self.elements, self.text = [], [], []
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


@pytest.fixture(scope="module")
def good():
    return page(RIGHT, 3, 5)


@pytest.fixture(scope="module")
def bad():
    return page([*RIGHT, *WRONG], 0, 1)


def text(document):
    return re.sub(r"\s+", " ", " ".join(Outline(document).text))


def test_loads_nothing(bad):
    elements = Outline(bad).elements
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in elements}
    loaded = [name for _, attributes in elements for name in ("src", "srcset", "data") if name in attributes]
    links = [attributes["href"] for _, attributes in elements if "href" in attributes]
    assert loaded == []
    assert all(link.startswith("#") for link in links)
    assert not re.search(r"https?:|@import|url\(", bad)


def test_is_a_whole_document(good):
    assert good.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert good.endswith("</html>\n")
    assert "<title>lecturelib: 3 operations, 6 pieces of evidence, 0 failed</title>" in good


def test_serves_light_dark_and_paper(good):
    assert "prefers-color-scheme: dark" in good
    assert "color-scheme: light dark" in good
    assert "@media print" in good


def test_summary_in_large_figures(good, bad):
    tiles = re.findall(r'<p class="tile (\w*)"><b>(\d+)</b> ([\w ]+)</p>', good)
    assert tiles == [("", "3", "operations"), ("", "6", "pieces of evidence"), ("ample", "0", "failed")]
    assert '<p class="tile fails"><b>2</b> failed</p>' in bad


def test_says_how_it_was_measured(good, bad):
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    assert f"{versions}; 5 rounds of random cases for each piece of evidence, seed 3" in good
    assert f"{versions}; 1 round of random cases for each piece of evidence, seed 0" in bad


def test_failures_come_first_and_only_if_there_are_any(good, bad):
    assert "What fails" not in text(good)
    assert bad.index("What fails") < bad.index("Operation by kind of evidence")
    assert "layers.affine , huge inputs (a source): worst error nan, tolerance 0" in text(bad)
    assert "layers.dropout , statistics (a source): worst error 7, tolerance 5" in text(bad)
    assert bad.count("<li><b>layers.") == 2


def test_links_lead_to_sections_and_to_the_modules_tables(bad):
    elements = Outline(bad).elements
    links = [attributes["href"] for tag, attributes in elements if tag == "a"]
    assert links == ["#section-matrix", "#section-errors", "#section-sources", "#layers", "#neurons"]
    assert {link[1:] for link in links} <= {attributes.get("id") for _, attributes in elements}


def test_one_plot_for_each_module(bad):
    charts = [attributes for tag, attributes in Outline(bad).elements if attributes.get("class") == "chart"]
    assert [chart["aria-label"].partition(":")[0] for chart in charts] == ["layers", "neurons"]


def test_legends_explain_every_shade_and_family(good):
    shades = re.findall(r"<i class='(\w+)'></i>([^<]+)", good)
    assert shades == [
        ("ample", "exact, or two digits and more to spare"),
        ("room", "one digit to spare"),
        ("narrow", "less than one digit"),
        ("fails", "✗ above the tolerance"),
    ]
    assert re.findall(r'class="key".*?<g class="(f\d)">.*?<b>([\w ]+)</b>', good) == [
        ("f0", "from outside"),
        ("f1", "derivative"),
        ("f2", "PyTorch"),
        ("f3", "promise"),
    ]


def test_every_piece_of_evidence_is_listed_with_its_source(bad):
    rows = re.findall(
        r'<tr class="([\w ]+)"><th scope="row">(\w*)</th><td><i class="f(\d)"></i>([^<]+)</td><td>([^<]+)</td>'
        r"<td>([^<]+)</td><td>([^<]+)</td></tr>",
        bad,
    )
    assert rows == [
        ("holds first", "affine", "2", "PyTorch", "a source", "3e-14", "1e-12"),
        ("holds", "", "3", "float32", "a source", "2e-07", "0.0001"),
        ("fails", "", "3", "huge inputs", "a source", "✗ nan", "0"),
        ("fails first", "dropout", "0", "statistics", "a source", "✗ 7", "5"),
        ("holds first", "sigmoid_neuron", "1", "complex step", "Squire &amp; Trapp &lt;1998&gt;", "1e-16", "1e-12"),
        ("holds", "", "1", "complex step", "no bias", "2e-13", "1e-12"),
        ("holds", "", "0", "by hand", "a source", "0", "1e-14"),
        ("holds first", "threshold_neuron", "0", "loop", "a source", "0", "0"),
    ]


def test_without_findings_it_is_still_a_page():
    assert "0 operations" in text(page([], 0, 1))
