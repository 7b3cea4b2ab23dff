"""Evidence for `lecturelib.pooling`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution import conv2d
from lecturelib.evidence.convolution import loops, published
from lecturelib.pooling import avg_pool2d, global_avg_pool2d, global_max_pool2d, max_pool2d
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.standard_normal((sizes["N"], sizes["C"], 5, 4)),)


_SIZES = {"N": (2, 1, 0), "C": (2, 1)}
TRIALS = (
    Trial(
        "pooling.max_pool2d",
        lambda x: max_pool2d(x),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: torch.nn.functional.max_pool2d(x, 2),
    ),
    Trial(
        "pooling.max_pool2d",
        lambda x: max_pool2d(x, (3, 2), (2, 1), (1, 0)),
        _draw,
        _SIZES,
        "overlapping",
        pytorch=lambda torch, x: torch.nn.functional.max_pool2d(x, (3, 2), (2, 1), (1, 0)),
    ),
    Trial(
        "pooling.avg_pool2d",
        lambda x: avg_pool2d(x),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: torch.nn.functional.avg_pool2d(x, 2),
    ),
    Trial(
        "pooling.avg_pool2d",
        lambda x: avg_pool2d(x, (3, 2), (2, 1), 1),
        _draw,
        _SIZES,
        "overlapping",
        pytorch=lambda torch, x: torch.nn.functional.avg_pool2d(x, (3, 2), (2, 1), 1),
    ),
    Trial(
        "pooling.avg_pool2d",
        lambda x: avg_pool2d(x, 3, 2, 1, count_padding=False),
        _draw,
        _SIZES,
        "padding not counted",
        pytorch=lambda torch, x: torch.nn.functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False),
    ),
    Trial(
        "pooling.global_avg_pool2d",
        lambda x: global_avg_pool2d(x),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: x.mean((2, 3)),
    ),
    Trial(
        "pooling.global_max_pool2d",
        lambda x: global_max_pool2d(x),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: x.flatten(2).max(2).values,
    ),
)
COUNTING: Array = np.arange(1.0, 26.0).reshape(1, 1, 5, 5)


def _onnx_max(_: np.random.Generator) -> float:
    """Check the winners, and that each gets the gradient of the windows it won: all numbers differ."""
    errors = []
    for size, stride, padding, expected in published.ONNX_MAX_POOL:
        y, backward = max_pool2d(COUNTING, size, stride, padding)
        d_x = [[np.sum(np.array(expected) == number) for number in row] for row in COUNTING[0, 0]]
        errors.append(largest_error((y, backward(np.ones_like(y))), (np.array([[expected]]), np.array([[d_x]]))))
    return max(errors)


def _first_of_equals(_: np.random.Generator) -> float:
    """Check four equal numbers, and equals in one column: the gradient goes to the first in reading order."""
    x = np.array([[[[7.0, 7.0, 1.0, 5.0], [7.0, 7.0, 0.0, 5.0]]]])
    y, backward = max_pool2d(x)
    d_x = np.array([[[[2.0, 0.0, 0.0, 3.0], [0.0, 0.0, 0.0, 0.0]]]])
    return largest_error((y, backward(np.array([[[[2.0, 3.0]]]]))), (np.array([[[[7.0, 5.0]]]]), d_x))


def _max_loop(rng: np.random.Generator) -> float:
    (x,) = _draw(rng, {"N": 2, "C": 3})
    expected = loops.pooled(max, x, (3, 2), (2, 1), ((1, 1), (0, 0)), None)
    return largest_error(max_pool2d(x, (3, 2), (2, 1), (1, 0))[0], expected)


def _onnx_average(_: np.random.Generator) -> float:
    pairs = [(avg_pool2d(COUNTING, *case[:4])[0], case[4]) for case in published.ONNX_AVERAGE_POOL]
    return max(largest_error(got, np.array([[y]])) for got, y in pairs)


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _average_loop(rng: np.random.Generator) -> float:
    (x,) = _draw(rng, {"N": 2, "C": 3})
    expected = [loops.pooled(_mean, x, (3, 2), (2, 1), ((1, 1), (1, 1)), padding) for padding in (0.0, None)]
    got = [avg_pool2d(x, (3, 2), (2, 1), 1, counted)[0] for counted in (True, False)]
    return largest_error(got, expected)


def _average_is_a_convolution(rng: np.random.Generator) -> float:
    x = rng.standard_normal((3, 1, 6, 5))
    expected = conv2d(x, np.full((1, 1, 3, 2), 1 / 6), None, stride=2, padding=1)[0]
    return largest_error(avg_pool2d(x, (3, 2), 2, 1)[0], expected)


def _global_by_hand(operation: Any, value: float, gradient: list[list[float]]) -> float:
    """Compare with what the image 1, 6, 6, 3 gives, and the gradient for an incoming 8."""
    y, backward = operation(np.array([[[[1.0, 6.0], [6.0, 3.0]]]]))
    return largest_error((y, backward(np.array([[8.0]]))), (np.array([[value]]), np.array([[gradient]])))


def _global_loop(operation: Any, reduce: Any, rng: np.random.Generator) -> float:
    (x,) = _draw(rng, {"N": 2, "C": 3})
    expected = [[reduce([float(number) for row in channel for number in row]) for channel in image] for image in x]
    return largest_error(operation(x)[0], np.array(expected))


EVIDENCE = (
    Evidence("pooling.max_pool2d", "published", "ONNX, MaxPool", 0.0, _onnx_max),
    Evidence("pooling.max_pool2d", "by hand", "the first of equals wins", 0.0, _first_of_equals),
    Evidence("pooling.max_pool2d", "loop", "one window at a time", 0.0, _max_loop),
    Evidence("pooling.avg_pool2d", "published", "ONNX, AveragePool", 1e-14, _onnx_average),
    Evidence("pooling.avg_pool2d", "loop", "one window at a time", 1e-14, _average_loop),
    Evidence("pooling.avg_pool2d", "theorem", "a convolution with 1/size", 1e-14, _average_is_a_convolution),
    Evidence(
        "pooling.global_avg_pool2d",
        "by hand",
        "the image 1, 6, 6, 3",
        0.0,
        lambda rng: _global_by_hand(global_avg_pool2d, 4.0, [[2.0, 2.0], [2.0, 2.0]]),
    ),
    Evidence(
        "pooling.global_avg_pool2d",
        "loop",
        "one pixel at a time",
        1e-14,
        lambda rng: _global_loop(global_avg_pool2d, _mean, rng),
    ),
    Evidence(
        "pooling.global_max_pool2d",
        "by hand",
        "the image 1, 6, 6, 3",
        0.0,
        lambda rng: _global_by_hand(global_max_pool2d, 6.0, [[0.0, 8.0], [0.0, 0.0]]),
    ),
    Evidence(
        "pooling.global_max_pool2d",
        "loop",
        "one pixel at a time",
        0.0,
        lambda rng: _global_loop(global_max_pool2d, max, rng),
    ),
)
