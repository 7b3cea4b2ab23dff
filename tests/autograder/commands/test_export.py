"""`autograder export`: files that are whole, mistakes that are one sentence, and a gradebook that is only read."""

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.course.course import Course
from tests.autograder.exports.canvas_exports import canvas_export
from tests.autograder.graded_class import NETWORKS, NEURONS, make_graded_class


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return make_graded_class(tmp_path_factory.mktemp("export") / "course")


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def run(course, capsys):
    """Run the command on the course; the gradebook is unharmed, whatever happens."""

    def export(*arguments):
        before = (course.root / "gradebook.db").read_bytes()
        try:
            code = main(["export", *arguments, "--course", str(course.root)]) or 0
        except SystemExit as stopped:
            code = stopped.code or 0
        assert (course.root / "gradebook.db").read_bytes() == before
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return export


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [("canvas", "Student,ID,SIS User ID"), ("moodle", "Email address"), ("exercises", "\ufeffstudent,last_name")],
)
def test_each_format_is_written_where_it_is_said_to_be(run, course, format_, beginning):
    code, out, err = run(NEURONS, "--format", format_)
    path = course.root / "reports" / f"{NEURONS}-{format_}.csv"
    assert code == 0 and str(path) in out and NEURONS in out
    assert path.read_text(encoding="utf-8").startswith(beginning)
    assert "note: 01-neurons: 1 answers of 1 students, 5 points, wait for a person's mark" in err


def test_a_term_has_the_lessons_that_were_graded(run, tmp_path):
    code, out, _ = run("--term", "--format", "moodle", "--output", str(tmp_path / "new" / "term.csv"))
    assert code == 0 and f"{NEURONS}, {NETWORKS}" in out
    header = (tmp_path / "new" / "term.csv").read_text().splitlines()[0]
    assert header == f"Email address,{NEURONS} (Real),{NETWORKS} (Real)"


def test_options_reach_the_file(run, tmp_path):
    target = tmp_path / "out.csv"
    options = ("--missing", "zero", "--waiting", "empty", "--by", "id", "--feedback", "--separator", "semicolon")
    assert run(NEURONS, "--format", "moodle", "--output", str(target), *options)[0] == 0
    lines = target.read_text().splitlines()
    assert lines[0] == f"Username;{NEURONS} (Real);{NEURONS} (Feedback)"
    assert "grace;0;nothing was handed in" in lines
    assert any(line.startswith("ada;7,5;") for line in lines)
    assert not any(line.startswith("alan;") for line in lines)


def test_scores_are_filled_in_to_what_canvas_exported(run, tmp_path):
    like, target = tmp_path / "canvas.csv", tmp_path / "out.csv"
    like.write_bytes(canvas_export())
    code, out, err = run("--term", "--format", "canvas", "--like", str(like), "--output", str(target))
    assert code == 0 and "2 students" in out
    assert '"Turing, Alan",12,S2,ALAN@example.org,Group A,,2.83,3.5,,' in target.read_text()
    assert "note: 2 students have scores and no row of their own" in err
    titles = ("--column", f"{NEURONS}=02-multilayer-perceptrons (502)")
    assert run(NEURONS, "--format", "canvas", "--like", str(like), "--output", str(target), *titles)[0] == 0
    assert '"Turing, Alan",12,S2,ALAN@example.org,Group A,,,2.83,,' in target.read_text()


def test_submissions_that_are_not_graded_yet_are_told(run, course):
    (course.submitted / "grace" / NEURONS).mkdir(parents=True)
    assert "01-neurons: 1 submissions are not graded yet" in run(NEURONS)[2]


def test_the_gradebook_may_be_elsewhere(run, course, tmp_path):
    shutil.copy(course.root / "gradebook.db", tmp_path / "other.db")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("UPDATE student SET id = 'other' WHERE id = 'grace'")
    connection.close()
    assert run(NEURONS, "--missing", "zero", "--db", f"sqlite:///{tmp_path / 'other.db'}")[0] == 0
    assert b"\r\nother,Hopper" in (course.root / "reports" / f"{NEURONS}-exercises.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "name one lesson, or give --term"),
        ([NEURONS, "--term"], "name one lesson, or give --term"),
        (["99-x"], "the gradebook has no assignment called 99-x; it has: 01-neurons"),
        (["03-losses"], "nobody has a score in 03-losses yet"),
        ([NEURONS, "--format", "canvas", "--like", "nowhere.csv"], "there is no file nowhere.csv"),
        ([NEURONS, "--format", "moodle", "--like", "HERE"], "--like is for canvas, not for moodle"),
        ([NEURONS, "--format", "canvas", "--column", "a=b"], "--column says which column"),
        ([NEURONS, "--format", "canvas", "--like", "HERE", "--column", "a"], "--column is LESSON=TITLE"),
        ([NEURONS, "--format", "canvas", "--like", "HERE"], "is no gradebook that Canvas exported"),
        ([NEURONS, "--format", "canvas", "--separator", "tab"], "--separator is for moodle and exercises"),
        ([NEURONS, "--separator", "pipe"], "--separator is comma, semicolon, tab; got 'pipe'"),
        ([NEURONS, "--by", "id"], "--by is for canvas and moodle, not for exercises"),
        ([NEURONS, "--format", "canvas", "--by", "lms"], "--by for canvas is id or email; got 'lms'"),
        ([NEURONS, "--feedback"], "--feedback is for moodle"),
        ([NEURONS, "--output", "FOLDER"], "--output must name a file"),
        ([NEURONS, "--db", "gradebook.db"], "expected something like postgresql://"),
        ([NEURONS, "--db", "sqlite:////nowhere/gradebook.db"], "no database answers at sqlite:////nowhere"),
    ],
)
def test_mistakes_are_one_sentence(run, course, tmp_path, arguments, sentence):
    places = {"HERE": str(Path(__file__)), "FOLDER": str(tmp_path)}
    code, _, err = run(*[places.get(argument, argument) for argument in arguments])
    assert code == 1 and sentence in err
    assert err.startswith("error: ") and len(err.strip().splitlines()) == 1
    assert not (course.root / "reports").exists()


def test_usage_errors_exit_with_2(run):
    assert run(NEURONS, "--format", "blackboard")[0] == 2


def test_a_course_without_a_gradebook(run, course, capsys):
    (course.root / "gradebook.db").unlink()
    with pytest.raises(SystemExit) as stopped:
        main(["export", NEURONS, "--course", str(course.root)])
    assert stopped.value.code == 1 and "there is no gradebook" in capsys.readouterr().err
    assert not (course.root / "gradebook.db").exists()


def test_a_locked_gradebook(run, course):
    path = course.root / "gradebook.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        code, _, err = run(NEURONS, "--db", f"sqlite:///{path}?timeout=0.1")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert code == 1 and "the gradebook is locked by another program" in err


@pytest.mark.parametrize("content", [b"not a database at all, and long enough to be looked at" * 20, "half"])
def test_a_damaged_gradebook(run, course, content):
    path = course.root / "gradebook.db"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content == "half" else content)
    code, _, err = run(NEURONS)
    assert code == 1 and "the gradebook is damaged" in err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(OSError(errno.ENOSPC, "No space left on device"), "the disk is full"), (KeyboardInterrupt(), "stopped")],
)
def test_a_full_disk_and_ctrl_c_leave_the_last_file(run, course, tmp_path, monkeypatch, error, sentence):
    target = tmp_path / "grades.csv"
    target.write_text("the last export")
    honest = Path.write_bytes

    def half(self, content):
        if self.name.endswith(".partial"):
            honest(self, content[:10])
            raise error
        return honest(self, content)

    monkeypatch.setattr(Path, "write_bytes", half)
    code, _, err = run(NEURONS, "--output", str(target))
    assert code != 0 and sentence in err
    assert target.read_text() == "the last export"
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_folder_that_cannot_be_written_in(run, course):
    (course.root / "reports").write_text("a file where a folder should be")
    code, _, err = run(NEURONS)
    assert code == 1 and "mend that and run the command again" in err
