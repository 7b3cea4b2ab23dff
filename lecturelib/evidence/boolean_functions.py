"""Evidence for `lecturelib.boolean_functions`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from lecturelib.boolean_functions import boolean_weights, xor_network
from lecturelib.witnesses.claim import Evidence

_MEANINGS: dict[str, Callable[[list[bool]], bool]] = {
    "and": all,
    "or": any,
    "majority": lambda literals: sum(literals) > len(literals) / 2,
}


def _truth_tables(_: np.random.Generator) -> float:
    """Count the wrong rows over all functions, all negations and all inputs, for one to four inputs."""
    wrong = 0
    for function, meaning in _MEANINGS.items():
        for n in range(1, 5):
            for negated in product([False, True], repeat=n):
                w, b = boolean_weights(function, negated)
                for bits in product([0, 1], repeat=n):
                    fires = sum(wi * xi for wi, xi in zip(w, bits, strict=True)) + b > 0
                    wrong += fires != meaning([bit != flip for bit, flip in zip(bits, negated, strict=True)])
    return float(wrong)


def _xor_table(_: np.random.Generator) -> float:
    W1, b1, w2, b2 = xor_network()
    wrong = 0
    for x1, x2 in product([0, 1], repeat=2):
        hidden = [x1 * W1[0, j] + x2 * W1[1, j] + b1[j] > 0 for j in range(2)]
        wrong += (hidden[0] * w2[0] + hidden[1] * w2[1] + b2 > 0) != (x1 != x2)
    return float(wrong)


EVIDENCE = (
    Evidence("boolean_functions.boolean_weights", "all inputs", "all truth tables up to n = 4", 0.0, _truth_tables),
    Evidence("boolean_functions.xor_network", "all inputs", "the truth table of XOR", 0.0, _xor_table),
)
