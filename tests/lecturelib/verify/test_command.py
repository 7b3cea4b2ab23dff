"""lecturelib.verify.command: options, where findings go, exit codes."""

import importlib
import re
import subprocess
import sys

import numpy as np
import pytest

from lecturelib.verify import command
from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.trial import Trial
from tests.lecturelib.witnesses.stand_in import Torch


def claim(operation, error=0.0):
    return Evidence(operation, "by hand", "a case", 0.0, lambda rng: error)


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Measure three claims instead of hundreds."""
    three = (claim("layers.affine"), claim("neurons.sigmoid_neuron"), claim("neurons.threshold_neuron"))
    monkeypatch.setattr(command, "ALL_EVIDENCE", three)


def refused(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    return re.sub(r"\s+", " ", capsys.readouterr().err).partition("error: ")[2].strip()


def test_prints_the_table_and_the_summary_last(capsys):
    assert command.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("operation ")
    assert [line for line in lines if line and not line.startswith(" ")][1:3] == ["layers", "neurons"]
    assert lines[-2:] == ["", "3 operations, 3 pieces of evidence, 0 failed"]


@pytest.mark.parametrize("error", [1e-300, np.nan])
def test_fails_when_evidence_fails(monkeypatch, capsys, error):
    monkeypatch.setattr(command, "ALL_EVIDENCE", (claim("layers.affine"), claim("neurons.sigmoid_neuron", error)))
    assert command.main([]) == 1
    printed = capsys.readouterr().out
    assert printed.count("FAIL") == 1
    assert printed.endswith("2 operations, 2 pieces of evidence, 1 failed\n")


def test_seed_and_rounds_are_those_asked_for(monkeypatch, capsys):
    seen = []
    noted = Evidence("layers.affine", "loop", "", 1.0, lambda rng: seen.append(rng.random()) or 0.0)
    monkeypatch.setattr(command, "ALL_EVIDENCE", (noted,))
    command.main([])
    assert seen == list(np.random.default_rng(0).random(5))
    seen.clear()
    command.main(["--seed", "4", "--rounds", "1"])
    assert seen == list(np.random.default_rng(4).random(1))


def test_only_some_modules(capsys):
    command.main(["--only", "neurons"])
    assert capsys.readouterr().out.endswith("2 operations, 2 pieces of evidence, 0 failed\n")
    command.main(["--only", "neurons", "layers"])
    assert capsys.readouterr().out.endswith("3 operations, 3 pieces of evidence, 0 failed\n")


def test_live_adds_the_installed_pytorch_beside_each_operations_evidence(monkeypatch, capsys):
    trial = Trial(
        "layers.affine",
        lambda x: (2 * x, lambda d_y: 2 * d_y),
        lambda rng, sizes: (rng.standard_normal(3),),
        pytorch=lambda torch, x: x * 2.0,
        tolerance=1e-9,
    )
    monkeypatch.setattr(command, "ALL_TRIALS", (trial,))
    monkeypatch.setattr(command, "import_pytorch", lambda: Torch)
    assert command.main(["--live"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1:3] for line in lines[3:5]] == [["by", "hand"], ["PyTorch", "live"]]
    assert lines[-1] == "3 operations, 4 pieces of evidence, 0 failed"


class TestHtml:
    def test_writes_a_page_and_says_so(self, tmp_path, capsys):
        path = tmp_path / "verified.html"
        assert command.main(["--html", str(path), "--seed", "7", "--rounds", "2"]) == 0
        assert capsys.readouterr().out == f"wrote {path}\n3 operations, 3 pieces of evidence, 0 failed\n"
        written = path.read_text(encoding="utf-8")
        assert written.startswith("<!DOCTYPE html>")
        assert "2 rounds of random cases for each piece of evidence, seed 7" in written

    def test_failures_are_printed_too(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr(command, "ALL_EVIDENCE", (claim("layers.affine", 1.0), claim("layers.dropout")))
        path = tmp_path / "verified.html"
        assert command.main(["--html", str(path)]) == 1
        assert "What fails" in path.read_text(encoding="utf-8")
        printed = capsys.readouterr().out
        assert printed.count("FAIL") == 1
        assert "dropout" not in printed
        assert printed.endswith("\n\n2 operations, 2 pieces of evidence, 1 failed\n")

    def test_a_place_that_cannot_be_written_is_refused_before_anything_is_measured(self, tmp_path, capsys, monkeypatch):
        monkeypatch.setattr(command, "measure", None)
        missing = tmp_path / "missing" / "verified.html"
        expected = f"--html needs a file that can be written; {missing}: No such file or directory"
        assert refused(capsys, "--html", str(missing)) == expected
        expected = f"--html needs a file that can be written; {tmp_path}: Is a directory"
        assert refused(capsys, "--html", str(tmp_path)) == expected


class TestBadOptionsAreASentence:
    def test_rounds(self, capsys):
        assert refused(capsys, "--rounds", "0") == "--rounds must be at least 1; got 0"

    def test_seed(self, capsys):
        assert refused(capsys, "--seed", "-1") == "--seed must not be negative; got -1"

    def test_modules(self, capsys):
        expected = "no evidence belongs to axons, brains; there are layers, neurons"
        assert refused(capsys, "--only", "neurons", "brains", "axons") == expected


def test_help_says_what_each_option_does(capsys):
    with pytest.raises(SystemExit) as stopped:
        command.main(["--help"])
    assert stopped.value.code == 0
    printed = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert printed.startswith("usage: python -m lecturelib.verify ")
    for sentence in (
        "Measure what the correctness of every operation rests on; the exit code is 1 if anything fails.",
        "--only MODULE [MODULE ...] such as convolution; all if none is named",
        "--live hold every operation against the installed PyTorch too",
        "--html FILE write a page with a matrix and plots to FILE",
        "--seed SEED seed of the random cases (default 0)",
        "--rounds ROUNDS fresh random cases for each line (default 5)",
    ):
        assert sentence in printed


def test_the_package_runs_as_a_command():
    assert importlib.import_module("lecturelib.verify.__main__").main is command.main
    done = subprocess.run(
        [sys.executable, "-m", "lecturelib.verify", "--only", "perceptron"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("2 operations, ")
