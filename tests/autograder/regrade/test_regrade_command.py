"""``autograder regrade`` as a person uses it: shown first, applied when agreed, and every mistake one sentence."""

import shutil
import sqlite3

import pytest
from rich.prompt import Confirm

from autograder.cli import main
from autograder.commands import regrade as command
from autograder.engine.regrade import regrade as engine
from autograder.engine.regrade.ledger import LedgerWriter
from tests.autograder.recorded import files, rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import AFTER, BEFORE, NAME, grade_of


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command with ready verdicts; return the exit code and what was printed."""
    monkeypatch.setattr(command, "LocalPool", ready.Ready(AFTER))
    monkeypatch.setattr(command, "confinement_from", lambda *_: ready.CONFINEMENT)

    def running(course, *arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["regrade", NAME, "--course", str(course.root), *arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return stopped.value.code, printed

    return running


def assert_one_sentence(printed, words):
    assert printed.err.startswith("error: ")
    assert words in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def test_without_a_terminal_it_only_shows(changed, run):
    before = rows(changed)
    code, printed = run(changed)
    assert code == 0
    assert "2 rise, 1 fall, 2 stay" in printed.out
    assert "1.1 threshold_neuron: value: 0 → 2 of 2 points (was: fires at the threshold; now: right)" in printed.out
    assert f"Nothing was changed. To go on: autograder regrade {NAME} --yes" in printed.out
    assert rows(changed) == before and not changed.ledgers.exists()
    assert "no grade has been changed" in (changed.root / "reports" / f"{NAME}-regrade.html").read_text()


def test_told_to_it_applies_and_undoes_and_replays(changed, run):
    before = rows(changed)
    code, printed = run(changed, "--yes")
    assert code == 0
    assert "Applied as run 1." in printed.out
    assert f"autograder regrade {NAME} --undo 1" in printed.out
    assert ready.auto_scores(changed)["bob"] == 2.0
    assert "Applied as run 1." in (changed.root / "reports" / f"{NAME}-regrade.html").read_text()
    assert run(changed, "--replay")[0] == 0
    code, printed = run(changed, "--undo")
    assert code == 0 and "3 grades of 3 students go back; so does what 2 more read" in printed.out
    assert f"To go on: autograder regrade {NAME} --undo 1 --yes" in printed.out
    assert ready.auto_scores(changed)["bob"] == 2.0
    code, printed = run(changed, "--undo", "1", "--yes")
    assert code == 0 and "3 students have the grades from before run 1" in printed.out
    assert rows(changed) == before
    code, printed = run(changed, "--history")
    assert code == 0 and "undo of run 1" in printed.out and "undone by run 2" in printed.out
    assert printed.out.count("3 grades of 3 students") == 2


def test_a_regrade_of_wordings_alone_is_a_run_that_can_be_taken_back(changed, run, monkeypatch):
    monkeypatch.setattr(command, "LocalPool", ready.Ready({**BEFORE, "eve": AFTER["eve"]}))
    written = files(changed)
    code, printed = run(changed, "--yes")
    assert code == 0 and "Applied as run 1." in printed.out
    assert files(changed) != written
    code, printed = run(changed, "--undo", "--yes")
    assert code == 0 and "0 grades of 0 students go back; so does what 5 more read" in printed.out
    assert files(changed) == written


@pytest.mark.parametrize("answer", [True, False])
def test_at_a_terminal_it_asks(changed, run, monkeypatch, answer):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(type(command.out), "is_terminal", True)
    monkeypatch.setattr(Confirm, "ask", lambda question, **_: asked.append(question) or answer)
    code, _ = run(changed)
    assert code == 0 and asked == ["Change 3 grades of 3 students?"]
    assert ready.auto_scores(changed)["bob"] == (2.0 if answer else 0.0)


def test_nothing_is_different(graded, run):
    code, printed = run(graded)
    assert code == 0 and "there is nothing to apply" in printed.out


def test_an_older_copy_of_the_gradebook_is_told_and_brought_up(changed, run):
    shutil.copy(changed.root / "gradebook.db", changed.root / "old.db")
    run(changed, "--yes")
    after = rows(changed)
    shutil.copy(changed.root / "old.db", changed.root / "gradebook.db")
    code, printed = run(changed, "--replay")
    assert code == 1
    assert_one_sentence(printed, "3 grades are older than the ledger")
    code, printed = run(changed, "--replay", "--yes")
    assert code == 0 and "3 grades are where the ledger ends" in printed.out
    assert rows(changed) == after


def test_what_was_changed_since_is_named_and_the_rest_goes_back(changed, run):
    run(changed, "--yes")
    ready.change(changed, lambda book: setattr(grade_of(book, "bob", "threshold_neuron"), "manual_score", 1.0))
    code, printed = run(changed, "--undo", "--yes")
    assert code == 1
    assert_one_sentence(printed, "somebody has changed grades since, and they stay as they are: bob")
    assert ready.auto_scores(changed) == {"ada": 2.0, "bob": 2.0, "cem": 2.0, "dora": 2.0, "eve": 2.0}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--undo"], "nothing was regraded yet"),
        (["--replay"], "there is no ledger of 01-neurons"),
        (["--undo", "--replay"], "exclude each other"),
        (["3"], "give it with --undo"),
        (["--db", "gradebook.db"], "expected something like postgresql://USER@HOST/DATABASE"),
    ],
)
def test_mistakes_are_one_sentence(graded, run, arguments, words):
    before = (graded.root / "gradebook.db").read_bytes()
    code, printed = run(graded, *arguments)
    assert code == 1
    assert_one_sentence(printed, words)
    assert (graded.root / "gradebook.db").read_bytes() == before


def test_a_wrong_lesson_is_one_sentence(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["regrade", "99-nothing"])
    assert stopped.value.code == 1
    assert_one_sentence(capsys.readouterr(), "there is no lesson called '99-nothing'")


def test_a_lesson_without_history_says_so(graded, run):
    code, printed = run(graded, "--history")
    assert code == 0 and "was never regraded" in printed.out


def test_a_tampered_ledger_is_named_before_anything_is_done(changed, run):
    run(changed, "--yes")
    file = changed.ledgers / f"{NAME}.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"bob"', b'"eve"'))
    before = (changed.root / "gradebook.db").read_bytes()
    for arguments in ([], ["--yes"], ["--undo", "--yes"], ["--replay", "--yes"], ["--history"]):
        code, printed = run(changed, *arguments)
        assert code == 1
        assert_one_sentence(printed, "line 2 was altered")
    assert (changed.root / "gradebook.db").read_bytes() == before


def test_a_locked_gradebook(changed, run):
    before = (changed.root / "gradebook.db").read_bytes()
    with sqlite3.connect(changed.root / "gradebook.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, printed = run(changed, "--yes", "--db", f"sqlite:///{changed.root / 'gradebook.db'}?timeout=0.1")
        other.execute("ROLLBACK")
    assert code == 1
    assert_one_sentence(printed, "the gradebook is locked by another program")
    assert (changed.root / "gradebook.db").read_bytes() == before


def test_a_damaged_gradebook(changed, run):
    run(changed, "--yes")
    (changed.root / "gradebook.db").write_bytes(b"this is no database" * 1000)
    for arguments in ([], ["--undo", "--yes"], ["--replay", "--yes"]):
        code, printed = run(changed, *arguments)
        assert code == 1
        assert_one_sentence(printed, "the gradebook is damaged (file is not a database)")


def test_a_full_disk(changed, run, monkeypatch):
    before = rows(changed)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as filled:
        filled.setattr(LedgerWriter, "_write", full)
        code, printed = run(changed, "--yes")
    assert code == 1
    assert_one_sentence(printed, "the disk is full")
    whole = type(changed.root).replace

    def full_for_the_page(path, target):
        return full() if target.name.endswith(".html") else whole(path, target)

    with monkeypatch.context() as filled:
        filled.setattr(type(changed.root), "replace", full_for_the_page)
        code, printed = run(changed, "--yes")
    assert code == 1
    assert_one_sentence(printed, "the disk is full")
    assert [path.name for path in (changed.root / "reports").iterdir() if "partial" in path.name] == []
    assert rows(changed) == before


@pytest.mark.parametrize("moment", ["while it examines", "while it applies"])
def test_ctrl_c(changed, run, monkeypatch, moment):
    before = rows(changed)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        if moment == "while it examines":
            stopping.setattr(ready.Ready, "reached", stop)
        else:
            stopping.setattr(engine.Regrading, "_write_files", stop)
        code, printed = run(changed, "--yes")
    assert code == 1
    assert_one_sentence(printed, "stopped; each student's grades are either changed and in the ledger or as they were")
    assert rows(changed) == before
    assert run(changed, "--yes")[0] == 0
    assert ready.auto_scores(changed)["bob"] == 2.0


def test_a_student_s_name_is_no_markup(changed, run):
    shutil.copytree(changed.submitted / "bob", changed.submitted / "[red]bob")
    code, printed = run(changed)
    assert code == 0 and "not regraded: [red]bob: was never graded" in printed.out
