"""The parameters of an encoder, of a decoder, and of the bridge that turns features into a first state."""

from __future__ import annotations

from typing import NamedTuple

from lecturelib.arguments import Array


class EncoderParameters(NamedTuple):
    """What reads: vectors E (K, D) of its K symbols, and a GRU with U (D, 3H), W (H, 3H), b (3H,)."""

    E: Array
    U: Array
    W: Array
    b: Array


class DecoderParameters(NamedTuple):
    """What writes: as an encoder has them, E, U, W and b, and from states to scores V (H, K), c (K,)."""

    E: Array
    U: Array
    W: Array
    b: Array
    V: Array
    c: Array


class BridgeParameters(NamedTuple):
    """From features to a state: weights A (F, H), bias a (H,)."""

    A: Array
    a: Array
