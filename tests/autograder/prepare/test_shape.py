"""Documents of every form become cells that hold nothing odd."""

import pytest

from autograder.engine.prepare.decode import UnreadableError
from autograder.engine.prepare.shape import shape
from tests.autograder.prepare.small import SMALL


def shaped(*entries, **document):
    return shape(SMALL, {"cells": list(entries), "nbformat": 4, **document})


def only(entry):
    (cell,) = shaped(entry).cells
    return cell


def code(source):
    return {"cell_type": "code", "source": source}


def test_what_a_cell_keeps():
    after = shaped(
        {
            "cell_type": "markdown",
            "id": "x",
            "source": ["one\n", "two"],
            "metadata": {"nbgrader": {"grade_id": "why"}, "tags": ["hide", "hide", "no,comma", "", 3, "x" * 200]},
            "attachments": {"p.png": {"image/png": "aGk="}, "bad": [], "odd": {"no mime": "x", "image/png": 3}},
            "outputs": [{"output_type": "stream"}],
            "extra": 1,
        }
    )
    (cell,) = after.cells
    assert (cell.cell_type, cell.cell_id, cell.source) == ("markdown", "x", "one\ntwo")
    assert (cell.marks, cell.tags) == ({"grade_id": "why"}, ("hide",))
    assert cell.attachments == {"p.png": {"image/png": "aGk="}}
    assert after.problems == ()


@pytest.mark.parametrize(
    ("source", "text"), [("x", "x"), (["x\n", "y"], "x\ny"), ([], ""), ("", ""), ("a\r\nb", "a\nb"), ("\ud83d", "?")]
)
def test_texts(source, text):
    after = shaped(code(source))
    assert after.cells[0].source == text
    assert after.problems == ()


@pytest.mark.parametrize("source", [None, 3, {}, [1], [None]])
def test_what_is_no_text_is_emptied_and_told(source):
    after = shaped(code(source), code("x"))
    assert after.cells[0].source == ""
    assert after.problems == ("One cell held something other than text and was emptied.",)


def test_lines_that_are_no_text_are_left_out():
    assert only(code(["a", 1, "b"])).source == "ab"


@pytest.mark.parametrize(
    "entry", [{"source": "x"}, {"cell_type": "python", "source": "x"}, {"cell_type": 3, "source": "x"}]
)
def test_cells_of_no_known_type_are_code(entry):
    after = shaped(entry, entry)
    assert after.cells[0].cell_type == "code"
    assert after.problems == ("2 cells had no type or an unknown one and were taken for code.",)


def test_entries_that_are_no_cells_are_left_out():
    after = shaped(None, code("x"), [])
    assert [cell.source for cell in after.cells] == ["x"]
    assert after.problems == ("2 entries of the notebook were no cells and were left out.",)


def test_format_3():
    cells = [
        {"cell_type": "heading", "level": 2, "source": "A\ntitle"},
        {"cell_type": "heading", "level": "x", "source": "Top"},
        {"cell_type": "code", "input": ["x = 1"], "prompt_number": 3, "language": "python"},
        {"cell_type": "html", "source": "<b>x</b>"},
    ]
    after = shape(SMALL, {"worksheets": [{"cells": cells[:2]}, None, {}, {"cells": cells[2:]}], "nbformat": 3})
    assert [(cell.cell_type, cell.source) for cell in after.cells] == [
        ("markdown", "## A title"),
        ("markdown", "# Top"),
        ("code", "x = 1"),
        ("markdown", "<b>x</b>"),
    ]
    assert after.problems == ("The notebook is in the old format 3 and was converted to format 4.",)


@pytest.mark.parametrize("document", [{}, {"cells": None}, {"cells": {}}, {"worksheets": "x"}, {"cells": 3}])
def test_no_list_of_cells_is_no_notebook(document):
    with pytest.raises(UnreadableError, match="no list of cells"):
        shape(SMALL, document)


@pytest.mark.parametrize("version", [None, "4", 5, -1, True, 1e300, [4]])
def test_a_format_that_is_none_is_told(version):
    assert "does not say that it is in format 4" in shaped(nbformat=version).problems[0]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"language": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"language": "Python"}, "language_info": {"name": "R"}}, None),
        ({"kernelspec": {"language": "ipython"}}, None),
        ({"kernelspec": {"name": "ir"}}, None),
        ({"kernelspec": [], "language_info": {"name": 3}}, None),
        ("python", None),
    ],
)
def test_another_language_is_told(metadata, language):
    expected = (
        () if language is None else (f'The notebook says that its language is "{language}"; it was run as python.',)
    )
    assert shaped(metadata=metadata).problems == expected


MARKS = {"grade_id": "a"}


@pytest.mark.parametrize(
    "entry",
    [
        {"metadata": {"nbgrader": MARKS}},
        {"nbgrader": MARKS},
        {"metadata": {"custom": {"metadata": {"nbgrader": MARKS}}}},
        {"metadata": {"metadata": {"nbgrader": MARKS}}},
    ],
)
def test_marks_are_found_where_editors_put_them(entry):
    assert only({**code("x"), **entry}).marks == MARKS


@pytest.mark.parametrize("metadata", [None, [], "x", {"nbgrader": "yes"}, {"nbgrader": [MARKS]}])
def test_marks_that_are_none(metadata):
    assert only({**code("x"), "metadata": metadata}).marks == {}


def test_ids():
    assert only({**code("x"), "id": "a", "metadata": {"id": "b"}}).cell_id == "a"
    assert only({**code("x"), "metadata": {"id": "b"}}).cell_id == "b"
    assert only({**code("x"), "id": 3}).cell_id == ""
