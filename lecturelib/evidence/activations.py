"""Evidence for `lecturelib.activations`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from lecturelib.activations import elu, leaky_relu, log_softmax, maxout, prelu, relu, sigmoid, softmax, srelu, tanh
from lecturelib.evidence._measures import Call, for_each_number, the_same, worked
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_ROWS = {"N": (4, 1, 0), "D": (5, 1)}
_PIECES = {"N": (4, 1, 0), "D": (3, 1), "K": (3, 1)}
_MAPS = {"N": (2, 1, 0), "C": (3, 1), "H": (2, 1), "W": (3, 1)}


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.normal(scale=3, size=tuple(sizes.values())),)


def _draw_prelu(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return *_draw(rng, sizes), rng.normal(size=sizes.get("C", ()))


def _draw_srelu(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    shape = sizes.get("C", ())
    thresholds = rng.uniform(0.5, 2, shape), rng.uniform(-2, -0.5, shape)
    return *_draw(rng, sizes), thresholds[0], rng.normal(size=shape), thresholds[1], rng.normal(size=shape)


def _srelu_in_pytorch(torch: Any, a: Any, *parameters: Any) -> Any:
    shape = (-1, 1, 1) if parameters[0].ndim else ()
    t_right, a_right, t_left, a_left = (parameter.reshape(shape) for parameter in parameters)
    above = torch.where(a > t_right, t_right + a_right * (a - t_right), a)
    return torch.where(a < t_left, t_left + a_left * (a - t_left), above)


def _trial(
    name: str,
    call: Call,
    pytorch: Call,
    sizes: Mapping[str, tuple[int, ...]] = _ROWS,
    setting: str = "",
    draw: Call = _draw,
) -> Trial:
    return Trial(f"activations.{name}", call, draw, sizes, setting, pytorch)


TRIALS = (
    _trial("sigmoid", lambda a: sigmoid(a), lambda torch, a: torch.sigmoid(a)),
    _trial("tanh", lambda a: tanh(a), lambda torch, a: torch.tanh(a)),
    _trial("relu", lambda a: relu(a), lambda torch, a: torch.relu(a)),
    _trial("leaky_relu", lambda a: leaky_relu(a), lambda torch, a: torch.nn.functional.leaky_relu(a)),
    _trial(
        "leaky_relu",
        lambda a: leaky_relu(a, slope=0.1),
        lambda torch, a: torch.nn.functional.leaky_relu(a, 0.1),
        setting="slope 0.1",
    ),
    _trial("elu", lambda a: elu(a), lambda torch, a: torch.nn.functional.elu(a)),
    _trial("elu", lambda a: elu(a, alpha=0.3), lambda torch, a: torch.nn.functional.elu(a, 0.3), setting="alpha 0.3"),
    _trial(
        "prelu",
        lambda a, slope: prelu(a, slope),
        lambda torch, a, slope: torch.nn.functional.prelu(a, slope.reshape(1)),
        setting="one slope",
        draw=_draw_prelu,
    ),
    _trial(
        "prelu",
        lambda a, slope: prelu(a, slope),
        lambda torch, a, slope: torch.nn.functional.prelu(a, slope),
        _MAPS,
        "a slope for each channel",
        _draw_prelu,
    ),
    _trial("srelu", lambda *all_five: srelu(*all_five), _srelu_in_pytorch, _ROWS, "shared", _draw_srelu),
    _trial("srelu", lambda *all_five: srelu(*all_five), _srelu_in_pytorch, _MAPS, "for each channel", _draw_srelu),
    _trial("maxout", lambda a: maxout(a), lambda torch, a: torch.max(a, dim=-1).values, _PIECES),
    _trial("softmax", lambda s: softmax(s), lambda torch, s: torch.softmax(s, dim=-1)),
    _trial("softmax", lambda s: softmax(s, axis=1), lambda torch, s: torch.softmax(s, dim=1), _MAPS, "axis 1 of 4"),
    _trial("log_softmax", lambda s: log_softmax(s), lambda torch, s: torch.log_softmax(s, dim=-1)),
    _trial(
        "log_softmax",
        lambda s: log_softmax(s, axis=1),
        lambda torch, s: torch.log_softmax(s, dim=1),
        _MAPS,
        "axis 1 of 4",
    ),
)


def _prelu_loop(rng: np.random.Generator) -> float:
    a, slope, d = rng.normal(size=(2, 3, 2, 2)), rng.normal(size=3), rng.normal(size=(2, 3, 2, 2))
    value, backward = prelu(a, slope)
    expected, d_a, d_slope = np.zeros_like(a), np.zeros_like(a), np.zeros(3)
    for n, c, h, w in product(range(2), range(3), range(2), range(2)):
        one, incoming = a[n, c, h, w], d[n, c, h, w]
        expected[n, c, h, w] = one if one > 0 else slope[c] * one
        d_a[n, c, h, w] = incoming if one > 0 else slope[c] * incoming
        d_slope[c] += 0 if one > 0 else one * incoming
    return largest_error((value, backward(d)), (expected, (d_a, d_slope)))


def _softmax_loop(rng: np.random.Generator) -> float:
    s = rng.normal(scale=3, size=(3, 4, 2))
    expected = np.zeros_like(s)
    for i, k, j in product(range(3), range(4), range(2)):
        expected[i, k, j] = math.exp(s[i, k, j]) / sum(math.exp(s[i, m, j]) for m in range(4))
    got = softmax(s, axis=1)[0], np.exp(log_softmax(s, axis=1)[0])
    return largest_error(got, (expected, expected))


_KINK, _TENS = np.array([-2.0, 0.0, 3.0]), [10.0, 20.0, 30.0]
_EULER = np.array([-math.log(2.0), 0.0, 3.0])
_LOGS = np.log([1.0, 2.0, 3.0])
_BENDS = tuple(np.array(numbers) for numbers in ([1.0, 2.0], [0.5, 4.0], [-1.0, -2.0], [0.25, 3.0]))
_SUMS = np.array([[3.0, 3.0], [1.0, -2.0], [-5.0, -4.0]])  # above both; at a right and a left threshold; below both
_TIES = np.array([[1.0, 5.0, 2.0], [4.0, 3.0, 4.0]])
_ODDS, _P = np.array([0.0, math.log(3.0), 1.0, -2.0, 1e4, -1e4]), [0.5, 0.75, 0.731058578630005, 0.119202922022118]

_BY_HAND = {
    "sigmoid": worked(lambda: sigmoid(_ODDS), _P + [1, 0], [4, 3, 0, 0, 0, 0], d_value=[16, 16, 0, 0, 1, 1]),
    "tanh": worked(lambda: tanh(_LOGS), [0, 0.6, 0.8], [1, 0.64, 0.36], d_value=[1, 1, 1]),
    "relu": worked(lambda: relu(_KINK), [0, 0, 3], [0, 0, 30], d_value=_TENS),
    "leaky_relu": worked(lambda: leaky_relu(_KINK, 0.5), [-1, 0, 3], [5, 10, 30], d_value=_TENS),
    "elu": worked(lambda: elu(_EULER, 0.5), [-0.25, 0, 3], [2.5, 10, 30], d_value=_TENS),
    "prelu": worked(lambda: prelu(_KINK, np.array(0.5)), [-1, 0, 3], [5, 10, 30], -20, d_value=_TENS),
    "srelu": worked(
        lambda: srelu(_SUMS, *_BENDS),
        [[2, 6], [1, -2], [-2, -8]],
        [[0.5, 40], [1, 10], [0.5, 60]],
        [0.5, -30],
        [2, 10],
        [1.5, -40],
        [-8, -40],
        d_value=[[1, 10], [1, 10], [2, 20]],
    ),
    "maxout": worked(lambda: maxout(_TIES), [5, 4], [[0, 10, 0], [20, 0, 0]], d_value=[10, 20]),
    "softmax": worked(lambda: softmax(_LOGS), [1 / 6, 1 / 3, 1 / 2], [5 / 6, -1 / 3, -1 / 2], d_value=[6, 0, 0]),
    "log_softmax": worked(lambda: log_softmax(_LOGS), _LOGS - math.log(6.0), [5, -2, -3], d_value=[6, 0, 0]),
}
_OTHERS = (
    ("sigmoid", "loop", "1 / (1 + exp(-a))", for_each_number(lambda a: sigmoid(a), lambda a: 1 / (1 + math.exp(-a)))),
    ("sigmoid", "symmetry", "g(-a) = 1 - g(a)", the_same(lambda a: sigmoid(-a)[0], lambda a: 1 - sigmoid(a)[0], 9)),
    ("tanh", "loop", "Python's own tanh", for_each_number(lambda a: tanh(a), math.tanh)),
    ("tanh", "theorem", "2 g(2 a) - 1", the_same(lambda a: tanh(a)[0], lambda a: 2 / (1 + np.exp(-2 * a)) - 1, 9)),
    ("tanh", "symmetry", "tanh(-a) = -tanh(a)", the_same(lambda a: tanh(-a)[0], lambda a: -tanh(a)[0], 9)),
    ("relu", "loop", "0 or the number", for_each_number(lambda a: relu(a), lambda a: a if a > 0 else 0)),
    (
        "leaky_relu",
        "published",
        "PyTorch's manual: max(0, x) + 0.01 min(0, x)",
        for_each_number(lambda a: leaky_relu(a), lambda a: max(0, a) + 0.01 * min(0, a)),
    ),
    (
        "elu",
        "published",
        "PyTorch's manual: max(0, x) + min(0, alpha (exp(x) - 1))",
        for_each_number(lambda a: elu(a), lambda a: max(0, a) + min(0, math.exp(a) - 1)),
    ),
    ("prelu", "loop", "number by number, slopes for channels", _prelu_loop),
    ("maxout", "theorem", "max(a, -a) = |a|", the_same(lambda a: maxout(np.stack([a, -a], -1))[0], np.abs, 4, 3)),
    ("softmax", "loop", "exp(s) over their sum, along axis 1", _softmax_loop),
    ("log_softmax", "loop", "exp(s) over their sum, along axis 1", _softmax_loop),
    ("softmax", "symmetry", "shift of all", the_same(lambda s: softmax(s + 9)[0], lambda s: softmax(s)[0], 4, 5)),
    (
        "softmax",
        "published",
        "softmax of (1, 2, 3) to 8 digits",
        worked(lambda: softmax(np.array([1.0, 2.0, 3.0]))[0], [0.09003057, 0.24472847, 0.66524096]),
    ),
)
EVIDENCE = tuple(
    Evidence(f"activations.{name}", "by hand", "powers of 2 and e; kinks and ties", 1e-14, measure)
    for name, measure in _BY_HAND.items()
) + tuple(
    Evidence(f"activations.{name}", kind, source, 5e-9 if kind == "published" else 1e-14, measure)
    for name, kind, source, measure in _OTHERS
)
