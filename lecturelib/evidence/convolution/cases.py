"""Random arguments for every operation of `lecturelib.convolution`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.witnesses.trial import Sizes

Arguments = tuple[Any, ...]


def signal(rng: np.random.Generator, sizes: Sizes) -> Arguments:
    """Return a signal and a kernel."""
    return rng.standard_normal(sizes["T"]), rng.standard_normal(sizes["A"])


def image(rng: np.random.Generator, sizes: Sizes) -> Arguments:
    """Return a plain image and a plain kernel."""
    return rng.standard_normal((sizes["H"], 6)), rng.standard_normal((sizes["K"], 2))


def layer(rng: np.random.Generator, sizes: Sizes) -> Arguments:
    """Return images, kernels and biases for `conv2d`."""
    n, c, f = sizes["N"], sizes["C"], sizes["F"]
    return rng.standard_normal((n, c, 4, 3)), rng.standard_normal((f, c, 3, 2)), rng.standard_normal(f)


def transposed(rng: np.random.Generator, sizes: Sizes) -> Arguments:
    """Return images, kernels and biases for `conv_transpose2d`."""
    n, c, f = sizes["N"], sizes["C"], sizes["F"]
    return rng.standard_normal((n, c, 3, 2)), rng.standard_normal((c, f, 3, 2)), rng.standard_normal(f)


def local(rng: np.random.Generator, sizes: Sizes, height: int = 4) -> Arguments:
    """Return images of `height` rows, kernels and biases for `locally_connected2d`, which has 2 x 3 places."""
    n, c, f = sizes["N"], sizes["C"], sizes["F"]
    x, kernels = rng.standard_normal((n, c, height, 4)), rng.standard_normal((2, 3, f, c, 3, 2))
    return x, kernels, rng.standard_normal((f, 2, 3))


def images(rng: np.random.Generator, sizes: Sizes) -> Arguments:
    """Return images alone."""
    return (rng.standard_normal((sizes["N"], sizes["C"], 2, 3)),)


SIGNALS = {"T": (6, 3), "A": (3, 1)}
PLAIN = {"H": (4, 3), "K": (3, 1)}
LAYERS = {"N": (2, 1, 0), "C": (2, 1), "F": (3, 1)}
TYPICAL = {"N": 2, "C": 2, "F": 3}
