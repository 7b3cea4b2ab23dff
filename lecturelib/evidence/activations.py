"""Evidence for `lecturelib.activations`."""

from __future__ import annotations

import math

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Trial

TRIALS = (
    Trial(
        "activations.sigmoid",
        lambda a: sigmoid(a),
        lambda rng, sizes: (rng.normal(scale=3, size=(sizes["N"], sizes["D"])),),
        {"N": (4, 1, 0), "D": (5, 1)},
        pytorch=lambda torch, a: torch.sigmoid(a),
    ),
)


def _textbook_formula(rng: np.random.Generator) -> float:
    a = rng.uniform(-30, 30, size=200)
    return largest_error(sigmoid(a)[0], np.array([1 / (1 + math.exp(-each)) for each in a]))


def _published_values(_: np.random.Generator) -> float:
    # log(3) has odds 3 to 1; the other values follow from e and its square to 15 digits.
    a = np.array([0.0, math.log(3.0), 1.0, -2.0, 1e4, -1e4])
    expected = np.array([0.5, 0.75, 0.731058578630005, 0.119202922022118, 1.0, 0.0])
    return largest_error(sigmoid(a)[0], expected)


def _point_symmetry(rng: np.random.Generator) -> float:
    a = rng.normal(scale=10, size=(20, 3))
    return largest_error(sigmoid(-a)[0], 1 - sigmoid(a)[0])


EVIDENCE = (
    Evidence("activations.sigmoid", "loop", "1 / (1 + exp(-a)), one number at a time", 1e-15, _textbook_formula),
    Evidence("activations.sigmoid", "by hand", "odds of 3 to 1; powers of e", 1e-15, _published_values),
    Evidence("activations.sigmoid", "symmetry", "g(-a) = 1 - g(a)", 1e-15, _point_symmetry),
)
