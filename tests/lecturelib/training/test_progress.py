import io
import sys

from lecturelib.training.progress import SECONDS_BETWEEN, ProgressLine, rewrites_lines


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def in_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    return sys.stdout


def test_the_line_rewrites_itself(monkeypatch, capsys):
    terminal = in_a_terminal(monkeypatch)
    line = ProgressLine(clock=Clock())
    line.show("a long text", 0.5)
    line.show("short", 1.0)
    line.close()
    assert terminal.getvalue() == f"\r[{'#' * 10}{'.' * 10}] a long text\r[{'#' * 20}] short      \n"
    assert capsys.readouterr().err == ""


def test_the_bar_fills(monkeypatch):
    terminal = in_a_terminal(monkeypatch)
    line = ProgressLine(clock=Clock())
    for done, filled in ((0.0, 0), (0.02, 0), (0.03, 1), (0.97, 19), (0.98, 20), (1.0, 20)):
        line.show("", done)
        assert terminal.getvalue().rpartition("\r")[2].count("#") == filled


def test_a_few_lines_a_second_are_enough(monkeypatch):
    in_a_terminal(monkeypatch)
    clock = Clock()
    line = ProgressLine(clock=clock)
    assert not line.is_due
    clock.now += SECONDS_BETWEEN - 0.01
    assert not line.is_due
    clock.now = 100 + SECONDS_BETWEEN
    assert line.is_due
    line.show("first", 0)
    assert not line.is_due
    clock.now += SECONDS_BETWEEN + 1e-9
    assert line.is_due
    assert SECONDS_BETWEEN == 0.2


def test_nothing_is_written_where_nobody_watches(monkeypatch, capsys):
    for wanted, stream in ((True, io.StringIO()), (False, Terminal())):
        monkeypatch.setattr(sys, "stdout", stream)
        line = ProgressLine(wanted)
        line.show("text", 0.5)
        line.close("last words")
        monkeypatch.setattr(line, "_next", 0)
        assert not line.is_due
        assert stream.getvalue() == ""
        line.close("urgent words", even_if_silent=True)
        assert stream.getvalue() == "urgent words\n"
    assert capsys.readouterr().err == ""


def test_last_words_have_a_line_of_their_own(monkeypatch):
    terminal = in_a_terminal(monkeypatch)
    line = ProgressLine(clock=Clock())
    line.close("nothing was shown")
    line.show("text", 0)
    line.close("last words")
    line.close()
    assert terminal.getvalue() == f"nothing was shown\n\r[{'.' * 20}] text\nlast words\n"


def test_progress_is_wanted_if_nothing_is_said(monkeypatch):
    terminal = in_a_terminal(monkeypatch)
    line = ProgressLine()
    line.show("text", 0)
    assert "text" in terminal.getvalue()


def test_notebooks_and_terminals_rewrite_lines():
    notebook = type("OutStream", (), {"__module__": "ipykernel.iostream"})()
    assert rewrites_lines(notebook) and rewrites_lines(Terminal())
    assert not rewrites_lines(io.StringIO()) and not rewrites_lines(object())
