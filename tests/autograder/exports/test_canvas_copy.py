import pytest

from autograder.course.course import CourseError
from autograder.exports.canvas_copy import read_canvas_copy
from tests.autograder.exports.canvas_exports import HEADER, POSSIBLE, STUDENTS, canvas_export


@pytest.fixture
def read(tmp_path):
    def read_from(content):
        path = tmp_path / "canvas.csv"
        path.write_bytes(content)
        return read_canvas_copy(path)

    return read_from


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_is_read_and_written_is_the_same_to_the_byte(read, line_end, mark):
    content = canvas_export(line_end=line_end, mark=mark)
    assert read(content).content() == content


def test_semicolons_are_kept_too(read):
    content = b"Student;ID;Section;A (1)\n    Points Possible;;;10,0\nNoether;11;x;7,5\n"
    copy = read(content)
    assert copy.separator == ";" and copy.content() == content and copy.column("A", "A") == 3


def test_rows_are_students_and_neither_points_nor_posting_nor_the_test_student(read):
    copy = read(canvas_export())
    assert [copy.rows[number][0].split(",")[0] for number in copy.student_rows] == [
        *("Noether", "Turing", "Lovelace", "Hopper", "Nobody")
    ]
    assert copy.identities(3) == {"Student": "Noether, Emmy", "ID": "11", "SIS User ID": "S1", "SIS Login ID": "emmy"}


def test_a_column_is_found_by_title_with_or_without_its_id(read):
    copy = read(canvas_export())
    for title in ("01-neurons", "01-neurons (501)", "01-NEURONS"):
        assert copy.column("01-neurons", title) == 6
    assert copy.column("x", "Notes") == 5
    assert copy.column("x", "03-losses") is None
    assert copy.assignments() == ["Notes", "01-neurons (501)", "02-multilayer-perceptrons (502)"]


def test_first_and_last_names_may_be_apart(read):
    copy = read(b"LastName,FirstName,ID,SIS Login ID,Section,A (1)\nNoether,Emmy,11,emmy,x,\n")
    assert copy.identities(1)["SIS Login ID"] == "emmy"


@pytest.mark.parametrize(
    ("title", "sentence"),
    [("Final Score", "is computed by Canvas"), ("A", "more than one column for lesson: A \\(1\\), A \\(2\\)")],
)
def test_columns_that_cannot_be_filled(read, title, sentence):
    content = b"Student,ID,Section,A (1),A (2),Final Score\n    Points Possible,,,1,1,(read only)\nx,1,s,,,\n"
    with pytest.raises(CourseError, match=sentence):
        read(content).column("lesson", title)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "got nothing"),
        (b"student_id,score\nx,1\n", "expected the columns Student, ID, ..., Section; got student_id, score"),
        (b"PK\x03\x04\xff\xfe\x00", "not in UTF-8"),
        (canvas_export().decode().encode("utf-16"), "not in UTF-8"),
        (canvas_export()[:-60], "row 8 of .* has 5 cells and the header 10"),
        (canvas_export(rows=(POSSIBLE, STUDENTS[0], '"Turing, Al')), "cannot be read as CSV"),
        (canvas_export(header=HEADER.replace("Section", "Group")), "expected the columns"),
    ],
)
def test_what_is_no_whole_export_is_one_sentence(read, content, sentence):
    with pytest.raises(CourseError, match=sentence) as refused:
        read(content)
    assert "export it from Canvas again" in str(refused.value)
