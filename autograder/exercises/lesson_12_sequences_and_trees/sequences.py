"""What the exercises on sequences share: the lesson's layers, and decoders that are drawn."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.answers import pair_of
from autograder.checks.grouped_gradients import Group
from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject
from lecturelib import layers, recurrent

Array = np.ndarray[Any, np.dtype[Any]]
Parameters = tuple[Array, ...]

# The layers as the lesson imports them. Mistakes hand on whatever comes, so that their types are left open.
affine: Any = layers.affine
embedding: Any = layers.embedding
gru: Any = recurrent.gru

OF_THE_ENCODER = Group("d_encoder", ("d_E", "d_U", "d_W", "d_b"))
OF_THE_DECODER = Group("d_decoder", (*OF_THE_ENCODER.members, "d_V", "d_c"))


def draw_encoder(rng: np.random.Generator, symbols: int, features: int, hidden: int) -> Parameters:
    """Draw vectors of symbols and the parameters of a GRU, large enough that its states move."""
    return (
        rng.standard_normal((symbols, features)),
        rng.standard_normal((features, 3 * hidden)),
        rng.standard_normal((hidden, 3 * hidden)),
        0.5 * rng.standard_normal(3 * hidden),
    )


def draw_decoder(rng: np.random.Generator, symbols: int, features: int, hidden: int) -> Parameters:
    """Draw what an encoder has, and weights and bias of the scores."""
    scores = rng.standard_normal((hidden, symbols)), rng.standard_normal(symbols)
    return (*draw_encoder(rng, symbols, features, hidden), *scores)


def scores(subject: Subject, case: Case) -> Observation:
    """Observe the scores; `backward` need not work yet."""
    return {"scores": pair_of(subject(*case.args))[0]}
