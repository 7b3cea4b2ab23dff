"""Evidence for `lecturelib.sequence_models`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence._measures import worked
from lecturelib.recurrent import rnn, rnn_cell
from lecturelib.sequence_models import (
    LanguageModelParameters,
    TaggerParameters,
    character_language_model,
    generate_text,
    sequence_tagger,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_MODEL = {"N": (2, 1, 0), "T": (4, 2, 1), "K": (3, 1), "H": (2, 1)}
_TAGGER = {"N": (2, 1, 0), "T": (3, 1), "K": (4, 1), "D": (2, 1), "H": (3, 1), "M": (2, 1)}
_WRITER = {"P": (3, 1), "S": (5, 1, 0), "K": (4, 1), "H": (3, 1)}


def _draw_parameters(rng: np.random.Generator, k: int, h: int) -> LanguageModelParameters:
    return LanguageModelParameters(*(rng.standard_normal(shape) for shape in ((k, h), (h, h), (h,), (h, k), (k,))))


def _draw_model(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    ids = rng.integers(0, sizes["K"], (sizes["N"], sizes["T"]))
    return ids, _draw_parameters(rng, sizes["K"], sizes["H"])


def _draw_tagger(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    n, t, k, d, h, m = (sizes[letter] for letter in "NTKDHM")
    shapes: tuple[tuple[int, ...], ...] = ((k, d), (d, h), (h, h), (h,), (h, m), (m,))
    return rng.integers(0, k, (n, t)), TaggerParameters(*(rng.standard_normal(shape) for shape in shapes))


def _draw_writer(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    prompt = rng.integers(0, sizes["K"], sizes["P"])
    # In thousandths, as whole numbers: what is drawn is not rounded with the parameters, and does not grow with them.
    return prompt, rng.integers(0, 1000, sizes["S"]), _draw_parameters(rng, sizes["K"], sizes["H"])


def _states_in_pytorch(torch: Any, x: Any, W: Any, b: Any) -> Any:
    """Return the states (N, T, H) for what the inputs add to the sums, already multiplied by U."""
    h, states = torch.zeros(len(x), len(W), dtype=W.dtype), []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] + h @ W + b)
        states.append(h)
    return torch.stack(states, dim=1) if states else torch.zeros(len(x), 0, len(W), dtype=W.dtype)


def _model_in_pytorch(torch: Any, ids: Any, parameters: Any) -> Any:
    U, W, b, V, c = parameters
    scores = _states_in_pytorch(torch, U[ids[:, :-1]], W, b) @ V + c
    cross_entropy = torch.nn.functional.cross_entropy
    return cross_entropy(scores.flatten(0, 1), ids[:, 1:].flatten(), reduction="sum") / max(len(ids), 1)


def _tagger_in_pytorch(torch: Any, words: Any, parameters: Any) -> Any:
    E, U, W, b, V, c = parameters
    return _states_in_pytorch(torch, E[words] @ U, W, b) @ V + c


def _writer_in_pytorch(torch: Any, prompt: Any, draws: Any, parameters: Any) -> Any:
    U, W, b, V, c = parameters
    told: list[int] = [int(symbol) for symbol in prompt]
    for draw in draws:
        h = _states_in_pytorch(torch, U[torch.tensor(told)][None], W, b)[0, -1]
        sums = torch.cumsum(torch.softmax((h @ V + c) / 0.7, dim=0), dim=0)
        told.append(min(int((sums <= draw / 1000).sum()), len(c) - 1))
    return torch.tensor(told[len(prompt) :], dtype=torch.int64)


TRIALS = (
    Trial(
        "sequence_models.character_language_model",
        lambda ids, parameters: character_language_model(rnn, ids, parameters),
        _draw_model,
        _MODEL,
        pytorch=_model_in_pytorch,
    ),
    Trial(
        "sequence_models.sequence_tagger",
        lambda words, parameters: sequence_tagger(rnn, words, parameters),
        _draw_tagger,
        _TAGGER,
        pytorch=_tagger_in_pytorch,
    ),
    Trial(
        "sequence_models.generate_text",
        lambda prompt, draws, parameters: generate_text(rnn_cell, prompt, draws / 1000, parameters, 0.7),
        _draw_writer,
        _WRITER,
        pytorch=_writer_in_pytorch,
        method=None,
    ),
)


def _state(told: Any, U: Array, W: Array, b: Array) -> list[float]:
    """Return the state after the inputs `told`, one vector a step, number by number."""
    h = [0.0] * len(b)
    for x in told:
        h = [
            math.tanh(
                math.fsum(
                    [*(x[d] * U[d, j] for d in range(len(x))), *(h[i] * W[i, j] for i in range(len(h))), float(b[j])]
                )
            )
            for j in range(len(b))
        ]
    return h


def _scores(told: Any, U: Array, W: Array, b: Array, V: Array, c: Array) -> list[float]:
    h = _state(told, U, W, b)
    return [math.fsum([*(h[i] * V[i, k] for i in range(len(h))), float(c[k])]) for k in range(len(c))]


def _one_hot(symbols: Any, k: int) -> list[list[float]]:
    return [[1.0 if symbol == each else 0.0 for each in range(k)] for symbol in symbols]


def _model_loop(rng: np.random.Generator) -> float:
    """Take the probability of each symbol after all before it, read from the beginning each time."""
    ids, parameters = _draw_model(rng, {"N": 3, "T": 4, "K": 3, "H": 2})
    losses = []
    for text in ids:
        for t in range(1, len(text)):
            weights = [math.exp(score) for score in _scores(_one_hot(text[:t], 3), *parameters)]
            losses.append(-math.log(weights[text[t]] / math.fsum(weights)))
    return largest_error(character_language_model(rnn, ids, parameters)[0], np.array(math.fsum(losses) / 3))


def _tagger_loop(rng: np.random.Generator) -> float:
    words, parameters = _draw_tagger(rng, {"N": 2, "T": 3, "K": 4, "D": 2, "H": 3, "M": 2})
    E, *others = parameters
    expected = [[_scores(E[text[: t + 1]].tolist(), *others) for t in range(3)] for text in words]
    return largest_error(sequence_tagger(rnn, words, parameters)[0], np.array(expected))


def _writer_loop(rng: np.random.Generator) -> float:
    prompt, draws, parameters = _draw_writer(rng, {"P": 2, "S": 6, "K": 4, "H": 3})
    told = prompt.tolist()
    for draw in draws / 1000:
        weights = [math.exp(score / 1.5) for score in _scores(_one_hot(told, 4), *parameters)]
        symbol, left = 0, draw * math.fsum(weights)
        while left >= weights[symbol] and symbol < 3:
            left -= weights[symbol]
            symbol += 1
        told.append(symbol)
    return largest_error(generate_text(rnn_cell, prompt, draws / 1000, parameters, 1.5), np.array(told[2:]))


_FOUR = LanguageModelParameters(
    np.zeros((4, 1)), np.zeros((1, 1)), np.zeros(1), np.zeros((1, 4)), np.log([1.0, 1.0, 2.0, 4.0])
)
_ONE = np.ones((1, 1))
_TWO_WORDS = TaggerParameters(np.array([[0.0], [2.0]]), _ONE, 3 * _ONE, np.zeros(1), 5 * _ONE, np.ones(1))
EVIDENCE = tuple(
    Evidence(f"sequence_models.{name}", kind, source, 1e-13, measure)
    for name, kind, source, measure in (
        (
            "character_language_model",
            "by hand",
            "states of 0, probabilities of eighths: the first symbol is not predicted",
            worked(
                lambda: character_language_model(rnn, np.array([[3, 0, 2], [3, 3, 1]]), _FOUR),
                math.log(8 * 4 * 2 * 8) / 2,
                np.zeros((4, 1)),
                [[0.0]],
                [0.0],
                np.zeros((1, 4)),
                [-0.25, -0.25, 0.0, 0.5],
                d_value=1.0,
            ),
        ),
        ("character_language_model", "loop", "each text read from its beginning for each symbol", _model_loop),
        (
            "sequence_tagger",
            "by hand",
            "a word of zeros, twice, collects 5 (1 + 3) at its first place and 5 at its second",
            worked(
                lambda: sequence_tagger(rnn, np.array([[0, 0]]), _TWO_WORDS),
                [[[1.0], [1.0]]],
                [[25.0], [0.0]],
                [[0.0]],
                [[0.0]],
                [25.0],
                [[0.0]],
                [2.0],
                d_value=[[[1.0], [1.0]]],
            ),
        ),
        ("sequence_tagger", "loop", "each sentence read from its beginning for each word", _tagger_loop),
        (
            "generate_text",
            "by hand",
            "symbols that fill eighths: 1, 1, 2 and 4 of them",
            worked(
                lambda: generate_text(rnn_cell, np.array([2]), np.array([0.0, 0.12, 0.13, 0.26, 0.51, 0.99]), _FOUR),
                [0, 0, 1, 2, 3, 3],
            ),
        ),
        ("generate_text", "loop", "the text read from its beginning for each symbol", _writer_loop),
    )
)
