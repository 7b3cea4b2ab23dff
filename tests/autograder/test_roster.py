import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.course.build import make_course
from autograder.course.course import CourseError
from autograder.course.roster import Student, read_roster, roster_for, roster_of_gradebook

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,01-neurons (4711)
    Points Possible,,,,,40
"Lovelace, Ada",101,S1,ada,A,12
"Wang, 小明",102,S2,wang@example.edu,B,
"Student, Test",999,,,A,
"""
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade
Participant 4001,Ada Lovelace,ada@example.edu,Submitted,
Teilnehmer/in 4002,小明 王,wang@example.edu,Submitted,
"""


def written(tmp_path, text):
    path = tmp_path / "any.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_canvas_gradebook_is_a_roster(tmp_path):
    ada, wang, test_student = read_roster(written(tmp_path, CANVAS)).students
    assert ada == Student("ada", full_name="Lovelace, Ada", lms_user_id="101", login="ada", sis="S1", section="A")
    assert (wang.id, test_student.id) == ("wang@example.edu", "999")


def test_moodle_grading_worksheet_is_a_roster(tmp_path):
    ada, wang = read_roster(written(tmp_path, WORKSHEET)).students
    assert (ada.id, ada.participant, ada.names) == ("ada@example.edu", "4001", ("Ada Lovelace",))
    assert wang.participant == "4002"


def test_lookups(tmp_path):
    roster = read_roster(written(tmp_path, "id,Student number,name,email\nada,007,Ada,Ada@Example.edu\nbob,8,Bob,\n"))
    ada = roster.students[0]
    assert roster.with_entry("email", "ada@example.EDU") == (ada,)
    assert roster.with_entry("sis", "7") == roster.with_entry("sis", " 007 ") == (ada,)
    assert roster.with_entry("email", "") == roster.with_entry("email", "x@y") == ()
    assert roster.by_name.find("ADA") == (ada,)


def test_names_in_one_normal_form(tmp_path):
    (student,) = read_roster(written(tmp_path, "id,name\njose\u0301,Jose\u0301\n")).students
    assert (student.id, student.full_name, student.name) == ("jos\u00e9", "Jos\u00e9", "Jos\u00e9")


def test_short_rows(tmp_path):
    assert read_roster(written(tmp_path, "id,name,email\nada,Ada\n")).students == (Student("ada", full_name="Ada"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour,size\nred,1\n", "lacks a column that identifies students"),
        ("id,size\nada,1\n", "lacks a column of names"),
        ("id,name\n", "nobody is in the roster"),
        ("id,name\nada,Ada\nada,Adam\n", "two students .* have the id 'ada'"),
        ("id,name\n,Ada\n", "row 2 of the roster .* has no id"),
        ("id,name\n../ada,Ada\n", "row 2 .* cannot name a folder"),
        ("id,name\n..,Ada\n", "cannot name a folder"),
        ("id,name\na\\b,Ada\n", "cannot name a folder"),
        ("id,name\n" + "a" * 300 + ",Ada\n", "longer than 200 bytes"),
    ],
)
def test_bad_rosters(tmp_path, text, words):
    with pytest.raises(CourseError, match=words) as error:
        read_roster(written(tmp_path, text))
    assert "\n" not in str(error.value)


def test_the_students_of_the_gradebook(tmp_path, built):
    course = make_course(tmp_path / "course")
    with pytest.raises(CourseError, match="there is no gradebook"):
        roster_for(course)
    shutil.copy(built.root / "gradebook.db", course.root)  # a new one takes its time
    with pytest.raises(CourseError, match="nbgrader db student import"):
        roster_for(course)
    db_url = course.nbgrader().coursedir.db_url
    with Gradebook(db_url) as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", lms_user_id="101")
    roster = roster_for(course)
    assert roster == roster_of_gradebook(course)
    assert roster.students == (Student("ada", "Ada", "Lovelace", lms_user_id="101"),)
    (course.root / "roster.csv").write_text("id,name\nbob,Bob\n")
    assert [student.id for student in roster_for(course).students] == ["bob"]
    named = written(tmp_path, "id,name\ncy,Cy\n")
    assert [student.id for student in roster_for(course, named).students] == ["cy"]
