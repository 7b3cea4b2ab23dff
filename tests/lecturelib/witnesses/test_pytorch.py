"""lecturelib.witnesses.pytorch: vectors are computed, named, read back and compared; torch is a stand-in here."""

import re
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from lecturelib.witnesses import pytorch
from lecturelib.witnesses.trial import Trial
from tests.lecturelib.witnesses.stand_in import Torch


def scaled(x, k, table, factor=2.0):
    """The operation under test: x * factor and x + table; k is a constant."""

    def backward(d_y, d_z):
        return d_y * factor + d_z, None, d_z.sum(axis=0)

    return (x * factor, x + table), backward


def trial(call=scaled, **settings):
    return Trial(
        "powers.scaled",
        call,
        lambda rng, sizes: (rng.standard_normal((sizes["N"], 2)), np.array([3, 4]), rng.standard_normal(2)),
        {"N": (3, 1)},
        **{"pytorch": lambda torch, x, k, table: (x * 2.0, x + table), "setting": "here"} | settings,
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(pytorch, "FOLDER", tmp_path)
    pytorch.load.cache_clear()
    yield tmp_path
    pytorch.load.cache_clear()


def save(path, tried, vectors):
    np.savez_compressed(path, **{f"{tried.title}/{name}": array for name, array in vectors.items()})


class TestComputed:
    def test_numbers_leaf_by_leaf(self):
        vectors = pytorch.computed(trial(), Torch, np.random.default_rng(5))
        x, k, table = trial().typical(np.random.default_rng(5))
        assert set(vectors) == {
            *("argument0", "argument1", "argument2"),
            *("value0", "value1", "d_value0", "d_value1"),
            *("gradient0", "gradient1"),
        }
        assert all(np.array_equal(vectors[f"argument{n}"], a) for n, a in enumerate((x, k, table)))
        assert np.array_equal(vectors["value0"], 2 * x)
        assert np.array_equal(vectors["value1"], x + table)

    def test_gradients_are_those_for_the_drawn_incoming_ones(self):
        vectors = pytorch.computed(trial(), Torch, np.random.default_rng(5))
        rng = np.random.default_rng(5)
        trial().typical(rng)
        d_y, d_z = rng.standard_normal((3, 2)), rng.standard_normal((3, 2))
        assert np.array_equal(vectors["d_value0"], d_y)
        assert np.array_equal(vectors["d_value1"], d_z)
        assert np.allclose(vectors["gradient0"], 2 * d_y + d_z, rtol=1e-9)
        assert np.allclose(vectors["gradient1"], d_z.sum(axis=0), rtol=1e-9)

    def test_an_argument_that_does_not_matter_has_a_gradient_of_zeros(self):
        unused = trial(pytorch=lambda torch, x, k, table: x * 2.0)
        vectors = pytorch.computed(unused, Torch, np.random.default_rng(5))
        assert np.array_equal(vectors["gradient1"], np.zeros(2))

    def test_without_derivative_there_are_values_alone(self):
        bare = trial(lambda x, k, table: x * 2, pytorch=lambda torch, x, k, table: x * 2.0, method=None)
        vectors = pytorch.computed(bare, Torch, np.random.default_rng(5))
        assert set(vectors) == {"argument0", "argument1", "argument2", "value0"}

    def test_a_trial_without_counterpart_is_refused(self):
        with pytest.raises(ValueError, match=r"^powers\.scaled, here names no counterpart in PyTorch$"):
            pytorch.computed(trial(pytorch=None), Torch, np.random.default_rng(0))


class TestRecorded:
    def test_reads_the_trials_own_vectors(self, folder):
        save(folder / "powers.npz", trial(), {"value0": np.ones(2)})
        (name, array), *others = pytorch.recorded(trial()).items()
        assert (name, list(array), others) == ("value0", [1.0, 1.0], [])
        with pytest.raises(ValueError, match="no vectors of PyTorch are recorded for powers"):
            pytorch.recorded(trial(setting="elsewhere"))

    def test_a_title_that_begins_alike_is_another_trial(self, folder):
        save(folder / "powers.npz", trial(setting="here and there"), {"value0": np.ones(2)})
        with pytest.raises(ValueError, match="no vectors"):
            pytorch.recorded(trial())

    def test_says_how_vectors_are_made(self, folder):
        sentence = (
            "no vectors of PyTorch are recorded for powers.scaled, here; "
            "python -m lecturelib.witnesses.record makes them"
        )
        with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
            pytorch.recorded(trial())

    def test_files_are_read_once_and_never_unpickle(self, folder):
        path = folder / "powers.npz"
        save(path, trial(), {"value0": np.ones(2)})
        assert pytorch.load(path) is pytorch.load(path)
        np.savez(folder / "objects.npz", a=np.array([None]))
        with pytest.raises(ValueError, match="allow_pickle=False"):
            pytorch.load(folder / "objects.npz")
        assert pytorch.load(folder / "missing.npz") == {}


def test_one_file_for_each_module_beside_the_evidence():
    assert pytorch.file_of(trial()) == pytorch.FOLDER / "powers.npz"
    assert Path(pytorch.FOLDER).parts[-3:] == ("lecturelib", "evidence", "pytorch")


def test_the_seed_is_a_checksum_of_the_title():
    assert pytorch.seed_of(trial()) == crc32(b"powers.scaled, here") != pytorch.seed_of(trial(setting=""))


class TestClaims:
    def test_none_without_counterpart(self):
        assert pytorch.pytorch_claims(trial(pytorch=None)) == ()
        assert pytorch.live_claims(trial(pytorch=None), Torch) == ()

    def test_a_recorded_claim_reads_its_vectors_when_it_is_measured(self, folder):
        (claim,) = pytorch.pytorch_claims(trial(tolerance=1e-9))
        assert (claim.kind, claim.source, claim.tolerance) == ("PyTorch", "PyTorch 2.13, recorded; here", 1e-9)
        save(folder / "powers.npz", trial(), pytorch.computed(trial(), Torch, np.random.default_rng(0)))
        assert claim.measure(np.random.default_rng(0)) < 1e-9

    def test_a_live_claim_draws_fresh_arguments(self):
        seen = []

        def noted(x, k, table):
            seen.append(x)
            return scaled(x, k, table)

        (claim,) = pytorch.live_claims(trial(noted, tolerance=1e-9), Torch)
        assert (claim.kind, claim.source, claim.tolerance) == ("PyTorch live", "PyTorch 0.0; here", 1e-9)
        assert max(claim.measure(np.random.default_rng(seed)) for seed in (1, 2)) < 1e-9
        assert not np.array_equal(seen[0], seen[1])

    @pytest.mark.parametrize("flaw", ["value", "gradient", "gradient of the last argument"])
    def test_either_claim_notices_a_flaw(self, folder, flaw):
        def flawed(x, k, table):
            value, backward = scaled(x, k, table)
            if flaw == "value":
                return (value[0] + 0.5, value[1]), backward
            last = flaw == "gradient of the last argument"
            return value, lambda *d: tuple(
                None if g is None else g + 0.5 * ((g.ndim == 1) == last) for g in backward(*d)
            )

        save(folder / "powers.npz", trial(), pytorch.computed(trial(), Torch, np.random.default_rng(0)))
        for claim in (*pytorch.pytorch_claims(trial(flawed)), *pytorch.live_claims(trial(flawed), Torch)):
            assert claim.measure(np.random.default_rng(0)) > 0.05

    def test_more_than_ten_leaves_keep_their_order(self, folder):
        many = Trial(
            "powers.many",
            lambda *parts: tuple(parts),
            lambda rng, sizes: tuple(np.full(1, float(n)) for n in range(12)),
            pytorch=lambda torch, *parts: parts,
            method=None,
        )
        save(folder / "powers.npz", many, pytorch.computed(many, Torch, np.random.default_rng(0)))
        assert pytorch.pytorch_claims(many)[0].measure(np.random.default_rng(0)) == 0.0
