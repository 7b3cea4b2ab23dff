import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.course import CourseError
from autograder.course.roster_file import decoded, rows_of

ROWS = [["id", "first_name", "last_name"], ["jose", "José", "García; Márquez"], ["obrien", "Siobhán", 'O"Brien, jr']]


def csv_text(separator, end="\n"):
    return "".join(separator.join(f'"{entry.replace(chr(34), 2 * chr(34))}"' for entry in row) + end for row in ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_text(separator, "\r\n").encode(encoding))
    assert rows_of(path) == ROWS


def test_other_scripts(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("id;name\nwang;王小明\nlayla;ليلى\n", encoding="utf-16")
    assert rows_of(path)[1:] == [["wang", "王小明"], ["layla", "ليلى"]]


def test_notes_and_empty_rows_of_spreadsheets(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("sep=;\n\n id ; name \n;;\nada;Ada\n", encoding="utf-8")
    assert rows_of(path) == [["id", "name"], ["ada", "Ada"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04 spreadsheet", "save it as CSV"),
        (b"ab\0\0\0\0", "save it as CSV"),
        (b"id,name\n" + b"x" * 200_000, "is no CSV file"),
    ],
)
def test_what_is_no_roster_is_said_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=words):
        rows_of(path)


def test_a_missing_roster(tmp_path):
    with pytest.raises(CourseError, match=r"there is no roster at .*nowhere\.csv"):
        rows_of(tmp_path / "nowhere.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data):
    assert isinstance(decoded(data), str)
