"""Networks on disk: nothing half-written, nothing half-loaded, every fault a sentence."""

import copy
import io
import re
import zipfile

import numpy as np
import pytest

from lecturelib.networks import Affine, BatchNorm, Sequential
from lecturelib.saving import load_parameters, save_parameters


def network(seed=0, outputs=2, dtype=np.float64):
    rng = np.random.default_rng(seed)
    made = Sequential(Affine(3, outputs, rng, dtype=dtype), BatchNorm(outputs, dtype=dtype))
    made.forward(rng.standard_normal((4, 3)).astype(dtype), training=True)
    return made


def arrays(made):
    return [array.copy() for array in (*made.parameters.values(), *made.buffers.values())]


def same(left, right):
    return all(a.tobytes() == b.tobytes() for a, b in zip(left, right, strict=True))


def rejected(made, path, message, error=ValueError):
    """Check that loading says so, and changes nothing."""
    before = arrays(made)
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        load_parameters(made, path)
    assert same(arrays(made), before)


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_a_round_trip_restores_what_was_trained(tmp_path, kind):
    trained, fresh = network(0), network(1)
    live = {**fresh.parameters, **fresh.buffers}
    assert not same(arrays(trained), arrays(fresh))
    save_parameters(trained, kind(tmp_path / "trained.npz"))
    assert load_parameters(fresh, kind(tmp_path / "trained.npz")) is None
    assert same(arrays(trained), arrays(fresh))
    assert all({**fresh.parameters, **fresh.buffers}[name] is array for name, array in live.items())
    assert [path.name for path in tmp_path.iterdir()] == ["trained.npz"]


def test_an_older_file_is_replaced(tmp_path):
    save_parameters(network(0), tmp_path / "a.npz")
    save_parameters(network(1), tmp_path / "a.npz")
    fresh = network(2)
    load_parameters(fresh, tmp_path / "a.npz")
    assert same(arrays(fresh), arrays(network(1)))


def test_an_interrupted_write_leaves_the_older_file(tmp_path, monkeypatch):
    save_parameters(network(0), tmp_path / "a.npz")
    before = (tmp_path / "a.npz").read_bytes()

    def interrupted(member, array, allow_pickle):
        member.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(np.lib.format, "write_array", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_parameters(network(1), tmp_path / "a.npz")
    assert (tmp_path / "a.npz").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_a_missing_folder(tmp_path):
    path = tmp_path / "none" / "a.npz"
    message = f"{path} cannot be written: there is no folder {path.parent}"
    with pytest.raises(FileNotFoundError, match=f"^{re.escape(message)}$"):
        save_parameters(network(), path)


def test_a_missing_file(tmp_path):
    rejected(network(), tmp_path / "a.npz", f"there is no file {tmp_path / 'a.npz'}", FileNotFoundError)


def no_archive(path):
    path.write_text("hello", encoding="utf-8")


def empty(path):
    path.touch()


def single_array(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


@pytest.mark.parametrize("write", [no_archive, empty, single_array, lambda path: path.mkdir()])
def test_no_archive_at_all(tmp_path, write):
    write(tmp_path / "a.npz")
    rejected(network(), tmp_path / "a.npz", f"{tmp_path / 'a.npz'} is no .npz file")


def cut_short(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + whole[300:])


def with_objects(path):
    np.savez(path, **{"parameters/0.W": np.array([{"an": "object"}])})


def without_a_header(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("parameters/0.W.npy", b"\x93NUMPY\x01\x00")


def wrong_bits(path):
    saved = io.BytesIO()
    np.savez_compressed(saved, **{"parameters/0.W": np.arange(1000.0)})
    spoilt = bytearray(saved.getvalue())
    spoilt[200:230] = bytes(30)
    path.write_bytes(spoilt)


@pytest.mark.parametrize("spoil", [cut_short, with_objects, without_a_header, wrong_bits])
def test_damaged_archives(tmp_path, spoil):
    save_parameters(network(), tmp_path / "a.npz")
    spoil(tmp_path / "a.npz")
    message = f"{tmp_path / 'a.npz'} is damaged or holds something else than arrays of numbers"
    rejected(network(1), tmp_path / "a.npz", message)


def test_other_names(tmp_path):
    path = tmp_path / "a.npz"
    save_parameters(network(), path)
    rng = np.random.default_rng(0)
    must = f"{path} must hold the arrays of this network; "
    rejected(
        Sequential(Affine(3, 2, rng)),
        path,
        must + "buffers/1.running_mean, buffers/1.running_var, parameters/1.beta, parameters/1.gamma unknown",
    )
    rejected(
        Sequential(Affine(3, 2, rng, bias=False), BatchNorm(2), Affine(2, 2, rng, bias=False)),
        path,
        must + "parameters/2.W missing and parameters/0.b unknown",
    )
    save_parameters(Sequential(Affine(3, 2, rng, bias=False)), path)
    rejected(Sequential(Affine(3, 2, rng)), path, must + "parameters/0.b missing")


def test_other_shapes_and_dtypes(tmp_path):
    path = tmp_path / "a.npz"
    save_parameters(network(), path)
    rejected(
        network(outputs=4),
        path,
        f"parameters/0.W in {path} must have shape (3, 4) and dtype float64; got shape (3, 2) and dtype float64",
    )
    rejected(
        network(dtype=np.float32),
        path,
        f"parameters/0.W in {path} must have shape (3, 2) and dtype float32; got shape (3, 2) and dtype float64",
    )


def test_nothing_is_loaded_if_the_last_array_does_not_fit(tmp_path):
    saved = network()
    saved.layers[1].running_var = np.ones(5)
    save_parameters(saved, tmp_path / "a.npz")
    got = "shape (2,) and dtype float64; got shape (5,) and dtype float64"
    rejected(network(1), tmp_path / "a.npz", f"buffers/1.running_var in {tmp_path / 'a.npz'} must have {got}")


def test_objects_are_not_pickled(tmp_path):
    made = network()
    made.layers[0].b = np.array([{"an": "object"}, None])
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        save_parameters(made, tmp_path / "a.npz")
    assert not list(tmp_path.iterdir())


def test_saving_changes_nothing(tmp_path):
    made = network()
    before = copy.deepcopy(arrays(made))
    save_parameters(made, tmp_path / "a.npz")
    assert same(arrays(made), before)
