"""A term's folder: made, taken up, refused; and what nbgrader passes through its exchange under whose name."""

import fcntl
import socket

import nbformat
import pytest

from autograder.cli import main
from autograder.course.course import CourseError
from autograder.course.term import INSTRUCTOR, PEOPLE, STUDENTS, Term, held_term, prepare_term, running_labs
from autograder.exercises import find_lesson

LESSON = find_lesson("01-neurons")


@pytest.fixture(scope="module")
def term(tmp_path_factory, course):
    with held_term(tmp_path_factory.mktemp("term") / "spring") as term:
        steps = list(prepare_term(term, [LESSON], course.solutions))
    assert steps == [f"making a term in {term.folder}", f"building {LESSON.name}"]
    return term


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(["term", "--no-browser", *map(str, arguments)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return stopped.value.code, " ".join(printed.err.split())


def test_it_is_taken_up_with_all_that_is_in_it(term, course):
    work = term.working_folder("ada") / "notes.txt"
    work.write_text("mine")
    with term.course.nbgrader().gradebook as gradebook:
        gradebook.update_or_create_student("carl")
    built = term.course.notebooks / LESSON.name / f"{LESSON.name}.ipynb"
    before = built.stat().st_mtime_ns
    with held_term(term.folder) as again:
        assert list(prepare_term(again, [LESSON], course.solutions)) == [f"taking up the term in {term.folder}"]
    assert work.read_text() == "mine"
    assert built.stat().st_mtime_ns == before
    with term.course.nbgrader().gradebook as gradebook:
        assert {student.id for student in gradebook.students} == {*STUDENTS, "carl"}


def test_a_fresh_one_keeps_nothing_and_follows_no_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").touch()
    with held_term(tmp_path / "term") as term:
        term.working_folder("ben").mkdir(parents=True)
        (term.folder / "link").symlink_to(outside)
    with held_term(tmp_path / "term", fresh=True) as term:
        assert [path.name for path in term.folder.iterdir()] == ["term.lock"]
    assert (outside / "kept.txt").exists()


def test_nobody_shares_a_place(term):
    places = [place(person) for person in PEOPLE for place in (term.working_folder, term.home)]
    assert len(set(places)) == len(places)
    assert not any(one != other and one.is_relative_to(other) for one in places for other in places)
    assert term.working_folder(INSTRUCTOR) == term.course.root


def test_files_beside_the_notebook_pass_through_the_exchange_and_each_hands_in_under_their_own_name(term, monkeypatch):
    """What formgrader's and Assignment List's buttons call, with each person's configuration."""
    from nbgrader.server_extensions.assignment_list.handlers import AssignmentList

    (term.course.notebooks / LESSON.name / "data").mkdir(exist_ok=True)
    (term.course.notebooks / LESSON.name / "data" / "rows.csv").write_text("1,2\n")
    api = term.course.nbgrader()
    assert api.release_assignment(LESSON.name)["success"]
    for student in STUDENTS:
        folder = term.working_folder(student)
        monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(term.home(student) / "config"))
        monkeypatch.setenv("JUPYTER_DATA_DIR", str(term.home(student) / "data"))
        monkeypatch.chdir(folder)
        theirs = AssignmentList()
        theirs.root_dir = str(folder)
        assert theirs.fetch_assignment(api.course_id, LESSON.name) == {"success": True}
        assert (folder / LESSON.name / "data" / "rows.csv").read_text() == "1,2\n"
        notebook = folder / LESSON.name / f"{LESSON.name}.ipynb"
        content = nbformat.read(notebook, as_version=4)
        content.cells[0].source = student
        nbformat.write(content, notebook)
        assert theirs.submit_assignment(api.course_id, LESSON.name) == {"success": True}
    collected = api.collect(LESSON.name)
    assert collected["success"]
    assert "cheating" not in collected["log"]
    for student in STUDENTS:
        handed_in = term.course.submitted / student / LESSON.name / f"{LESSON.name}.ipynb"
        assert nbformat.read(handed_in, as_version=4).cells[0].source == student


def test_a_folder_of_something_else_is_refused(tmp_path, capsys):
    (tmp_path / "thesis.tex").write_text("all of it")
    for more in ((), ("--fresh",)):
        code, said = run(capsys, "--folder", tmp_path, *more)
        assert code == 1
        assert f"{tmp_path} holds something that is not a term: name an empty folder, or a new one" in said
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_term_that_runs_is_not_started_twice_nor_removed(term, capsys):
    with (term.folder / "term.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for more in ((), ("--fresh",)):
            code, said = run(capsys, "--folder", term.folder, *more)
            assert code == 1
            assert "is running: end it with Ctrl-C where it was started" in said
    assert term.course.root.is_dir()


def test_an_exchange_that_cannot_be_written_to_is_said(tmp_path, capsys):
    with held_term(tmp_path / "term") as term:
        term.exchange.symlink_to("/proc/self")  # not even root writes there
    code, said = run(capsys, "--folder", tmp_path / "term")
    assert code == 1
    assert f"the exchange {term.exchange} cannot be written to" in said
    assert "name another folder with --folder" in said


def test_a_folder_that_cannot_be_made_is_said(capsys):
    code, said = run(capsys, "--folder", "/proc/nowhere/term")
    assert code == 1
    assert "mend that and run the command again" in said


def test_a_course_without_the_script_is_said(tmp_path, capsys):
    from autograder.course.build import make_course

    empty = make_course(tmp_path / "empty")
    code, said = run(capsys, "--folder", tmp_path / "term", "--course", empty.root)
    assert code == 1
    assert f"01-neurons cannot be built: there is no such script in {empty.solutions}" in said
    assert run(capsys, "--lesson", "99-magic")[1].startswith("error: there is no lesson called '99-magic'")


def test_a_port_that_is_taken_is_said_before_anything_starts(term, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        code, said = run(capsys, "--folder", term.folder, "--port", taken - 1)  # that of the first student
    assert code == 1
    assert f"port {taken} cannot be listened at" in said
    assert "name another with --port, or leave it out" in said
    assert not list(term.folder.rglob("lab.log"))


def test_ctrl_c_while_the_lesson_is_built_is_one_sentence(tmp_path, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.course.term.build_lesson", interrupted)
    code, said = run(capsys, "--folder", tmp_path / "term")
    assert code == 1
    assert "stopped before all three were there; the next `autograder term` goes on from here" in said


def test_a_full_disk_is_one_sentence(tmp_path, capsys, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.course.term.build_lesson", full)
    code, said = run(capsys, "--folder", tmp_path / "term")
    assert code == 1
    assert "the disk is full" in said


class FakeLab:
    """A JupyterLab that starts, or does not."""

    running = []  # noqa: RUF012
    log = "lab.log"

    def __init__(self, root, *_, **__):
        self.root = root

    def __enter__(self):
        self.running.append(self)
        if self.root.name == "ben":
            raise OSError(12, "Cannot allocate memory")
        return self

    def __exit__(self, *_):
        self.running.remove(self)

    def ask_to_end(self):
        assert self in self.running


def test_those_that_run_are_ended_if_the_last_does_not_start(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.course.term.JupyterLab", FakeLab)
    with pytest.raises(OSError, match="allocate"), running_labs(Term(tmp_path)):
        pytest.fail("the last did not start")
    assert FakeLab.running == []


def test_a_server_that_ends_by_itself_is_named(capsys):
    from autograder.commands.term import _stay

    dead = FakeLab(None)
    dead.has_ended = True
    with pytest.raises(CourseError, match=r"the JupyterLab of ada has ended by itself; its log is lab\.log"):
        _stay({"ada": dead})
