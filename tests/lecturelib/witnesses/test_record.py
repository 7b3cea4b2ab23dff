"""lecturelib.witnesses.record: what is written, what is called stale, and what is said where torch is missing."""

import importlib
import re
import subprocess
import sys

import numpy as np
import pytest

from lecturelib.witnesses import pytorch, record
from lecturelib.witnesses.trial import Trial
from tests.lecturelib.witnesses.stand_in import Torch


def trial(operation, **settings):
    return Trial(
        operation,
        lambda x: (2 * x, lambda d_y: 2 * d_y),
        lambda rng, sizes: (rng.standard_normal(3),),
        **{"pytorch": lambda torch, x: x * 2.0} | settings,
    )


TRIALS = (
    trial("powers.double"),
    trial("powers.double", setting="again"),
    trial("powers.alone", pytorch=None),
    trial("roots.half"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "pytorch"
    monkeypatch.setattr(pytorch, "FOLDER", folder)
    monkeypatch.setattr(record, "ALL_TRIALS", TRIALS)
    monkeypatch.setattr(record, "import_pytorch", lambda: Torch)
    pytorch.load.cache_clear()
    yield folder
    pytorch.load.cache_clear()


def run(*arguments):
    pytorch.load.cache_clear()
    return record.main(arguments)


class TestImportPyTorch:
    @pytest.fixture(autouse=True)
    def _real(self, monkeypatch):
        monkeypatch.undo()

    def test_sets_one_thread(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "torch", Torch)
        monkeypatch.setattr(Torch, "threads", None)
        assert record.import_pytorch() is Torch
        assert Torch.threads == 1

    def test_says_what_installs_it_where_it_is_missing(self, monkeypatch):
        def missing(name):
            assert name == "torch"
            raise ModuleNotFoundError(name)

        monkeypatch.setattr(importlib, "import_module", missing)
        with pytest.raises(SystemExit) as stopped:
            record.import_pytorch()
        assert stopped.value.code == ("PyTorch is not installed in this environment; pip install torch==2.13.0 adds it")


class TestRecord:
    def test_one_file_for_each_module_named_by_title(self, folder):
        files = record.record(TRIALS, Torch)
        assert set(files) == {folder / "powers.npz", folder / "roots.npz"}
        names = {"argument0", "value0", "d_value0", "gradient0"}
        titles = {"powers.double", "powers.double, again"}
        assert set(files[folder / "powers.npz"]) == {f"{title}/{name}" for title in titles for name in names}

    def test_the_seed_is_the_titles(self, folder):
        vectors = record.record(TRIALS, Torch)[folder / "roots.npz"]
        expected = np.random.default_rng(pytorch.seed_of(TRIALS[3])).standard_normal(3)
        assert np.array_equal(vectors["roots.half/argument0"], expected)


class TestDifferences:
    def test_added_dropped_and_changed_arrays_are_named_in_order(self):
        old = {"d": np.ones(2), "c": np.ones(2), "a": np.ones(2)}
        new = {"b": np.ones(2), "a": np.ones(2), "d": np.ones(3)}
        assert record.differences(old, new) == ["b", "c", "d"]

    def test_rounding_is_no_difference(self):
        assert record.differences({"a": np.ones(2)}, {"a": np.ones(2) + 0.9e-13}) == []
        assert record.differences({"a": np.ones(2)}, {"a": np.ones(2) + 1.1e-13}) == ["a"]


class TestCommand:
    def test_records_what_is_missing_and_then_nothing(self, folder, capsys):
        assert run() == 0
        printed = capsys.readouterr().out
        again = "powers.double, again"
        assert printed == (
            f"powers.npz: {again}/argument0, {again}/d_value0, {again}/gradient0, {again}/value0, "
            "powers.double/argument0, powers.double/d_value0 and more\n"
            "roots.npz: roots.half/argument0, roots.half/d_value0, roots.half/gradient0, roots.half/value0\n"
            "3 trials, 2 files, 2 renewed\n"
        )
        assert {path.name for path in folder.iterdir()} == {"powers.npz", "roots.npz"}
        before = (folder / "powers.npz").stat().st_mtime_ns
        assert run() == 0
        assert capsys.readouterr().out == "3 trials, 2 files, 0 renewed\n"
        assert (folder / "powers.npz").stat().st_mtime_ns == before

    def test_what_is_recorded_is_read_back(self):
        run()
        pytorch.load.cache_clear()
        (claim,) = pytorch.pytorch_claims(TRIALS[1])
        assert claim.measure(np.random.default_rng(0)) < 1e-12

    @pytest.mark.parametrize(("values", "more"), [(5, ""), (6, " and more")])
    def test_up_to_six_changes_are_named(self, values, more, capsys, monkeypatch):
        tried = trial("powers.many", pytorch=lambda torch, x: (x * 2.0,) * values, method=None)
        monkeypatch.setattr(record, "ALL_TRIALS", (tried,))
        run()
        named = ["argument0", *(f"value{number}" for number in range(5))]
        expected = ", ".join(f"powers.many/{name}" for name in named)
        assert capsys.readouterr().out.splitlines()[0] == f"powers.npz: {expected}{more}"

    def test_check_changes_nothing_and_fails_while_something_is_stale(self, folder, capsys):
        assert run("--check") == 1
        assert capsys.readouterr().out.endswith("3 trials, 2 files, 2 stale\n")
        assert not folder.exists()
        run()
        assert run("--check") == 0
        assert capsys.readouterr().out.endswith("3 trials, 2 files, 0 stale\n")

    def test_modules_may_be_named(self, folder, capsys):
        assert run("roots") == 0
        assert capsys.readouterr().out.endswith("1 trials, 1 files, 1 renewed\n")
        assert [path.name for path in folder.iterdir()] == ["roots.npz"]

    def test_an_unknown_module_is_a_sentence(self, capsys):
        with pytest.raises(SystemExit) as stopped:
            run("roots", "wood", "branches")
        assert stopped.value.code == 2
        assert "no trial belongs to branches, wood; there are powers, roots" in capsys.readouterr().err

    def test_files_that_no_trial_uses_are_dropped(self, folder, capsys):
        run()
        capsys.readouterr()
        np.savez(folder / "branches.npz", a=np.ones(1))
        assert run("--check") == 1
        assert capsys.readouterr().out == ("branches.npz: no trial uses it any more\n3 trials, 2 files, 1 stale\n")
        assert (folder / "branches.npz").is_file()
        assert run("--check", "roots") == 1
        assert run() == 0
        assert not (folder / "branches.npz").exists()
        assert "1 renewed" in capsys.readouterr().out

    def test_a_file_of_trials_that_lost_their_counterpart_is_dropped(self, folder, monkeypatch):
        run()
        monkeypatch.setattr(record, "ALL_TRIALS", (*TRIALS[:3], trial("roots.half", pytorch=None)))
        assert run() == 0
        assert [path.name for path in folder.iterdir()] == ["powers.npz"]

    def test_help_says_what_it_does(self, capsys):
        with pytest.raises(SystemExit):
            run("--help")
        printed = re.sub(r"\s+", " ", capsys.readouterr().out)
        assert printed.startswith(
            "usage: python -m lecturelib.witnesses.record [-h] [--check] [MODULE ...] Record PyTorch"
        )
        assert "such as convolution; all if none is named" in printed
        assert "change no file; fail if recording would change one" in printed


def test_the_module_runs_as_a_command():
    command = [sys.executable, "-m", "lecturelib.witnesses.record", "wood"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no trial belongs to wood; there are activations, " in done.stderr
