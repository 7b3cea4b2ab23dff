"""Evidence for `lecturelib.saving`."""

from __future__ import annotations

import ast
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from lecturelib.networks import Affine, BatchNorm, Sequential
from lecturelib.saving import load_parameters, save_parameters
from lecturelib.witnesses.claim import Evidence


def _network(rng: np.random.Generator) -> Any:
    """Return a network of two dtypes whose arrays hold any bits at all, those of NaN and -0.0 included."""
    network = Sequential(Affine(3, 2, rng), BatchNorm(2, dtype=np.float32))
    for array in [*network.parameters.values(), *network.buffers.values()]:
        array[...] = np.frombuffer(rng.bytes(array.nbytes), array.dtype).reshape(array.shape)
    network.parameters["0.b"][...] = np.nan, -0.0
    return network


def _bits(network: Any) -> dict[str, bytes]:
    parameters = {f"parameters/{name}": array.tobytes() for name, array in network.parameters.items()}
    return parameters | {f"buffers/{name}": array.tobytes() for name, array in network.buffers.items()}


def _member(array: Any) -> bytes:
    """Return an array in the .npy format, version 1.0, composed by hand."""
    header = f"{{'descr': '{array.dtype.str}', 'fortran_order': False, 'shape': {array.shape}, }}"
    header = header.ljust(117) + "\n"  # with the ten bytes before it a multiple of 64
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + array.tobytes()


def _read_by_hand(rng: np.random.Generator) -> float:
    """How many arrays in the file are not the network's, by the published layout of the bytes."""
    network = _network(rng)
    with tempfile.TemporaryDirectory() as folder:
        save_parameters(network, Path(folder) / "network.npz")
        with zipfile.ZipFile(Path(folder) / "network.npz") as archive:
            members = {name.removesuffix(".npy"): archive.read(name) for name in archive.namelist()}
    found = {}
    for name, member in members.items():
        (length,) = struct.unpack("<H", member[8:10])
        header = ast.literal_eval(member[10 : 10 + length].decode())
        array = np.frombuffer(member[10 + length :], header["descr"]).reshape(header["shape"])
        found[name] = array.tobytes()
    expected = _bits(network)
    return float(sum(found.get(name) != bits for name, bits in expected.items()) + len(found.keys() - expected.keys()))


def _written_by_hand(rng: np.random.Generator) -> float:
    """How many arrays are not as in a file composed by hand."""
    network, other = _network(rng), _network(rng)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(Path(folder) / "network.npz", "w") as archive:
            for kind in ("parameters", "buffers"):
                for name, array in getattr(network, kind).items():
                    archive.writestr(f"{kind}/{name}.npy", _member(array))
        load_parameters(other, Path(folder) / "network.npz")
    expected = _bits(network)
    return float(sum(bits != expected[name] for name, bits in _bits(other).items()))


def _round_trip(rng: np.random.Generator) -> float:
    """How many arrays come back changed by a bit."""
    network, other = _network(rng), _network(rng)
    expected = _bits(network)
    with tempfile.TemporaryDirectory() as folder:
        save_parameters(network, str(Path(folder) / "network"))
        load_parameters(other, str(Path(folder) / "network"))
    return float(sum(bits != expected[name] for name, bits in _bits(other).items()))


_FORMAT = "NumPy Enhancement Proposal 1: the .npy format"
EVIDENCE = (
    Evidence("saving.save_parameters", "published", _FORMAT, 0.0, _read_by_hand),
    Evidence("saving.save_parameters", "round trip", "every bit", 0.0, _round_trip),
    Evidence("saving.load_parameters", "published", _FORMAT, 0.0, _written_by_hand),
    Evidence("saving.load_parameters", "round trip", "every bit", 0.0, _round_trip),
)
