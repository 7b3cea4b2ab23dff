"""Exercise Value: reverse mode on a graph of numbers, examined by expressions that probes build of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_04_backpropagation import value_mistakes as mistakes
from autograder.sent_functions import SentFunction
from lecturelib.autodiff import ScalarValue


@SentFunction
def values(number: Any, x: float, y: float) -> Any:
    a, b = number(x), number(y)
    results = [a + b, a * b, a.tanh(), a + 2.0, 2.0 + a, a * 2.0, 2.0 * a, (a * b + a).tanh() * b]
    return np.array([each.value for each in results])


@SentFunction
def trees(number: Any, x: float, y: float) -> Any:
    """Every number is used once."""
    a, b, c, d = number(x), number(y), number(x - 1), number(y + 2)
    left, right = a * b, c.tanh()
    (left + right * d).backward()
    return np.array([each.gradient for each in (a, b, c, d, left, right)])


@SentFunction
def shared(number: Any, x: float, y: float) -> Any:
    """Numbers are used several times: at once, on both sides of a diamond, and at different depths."""
    a, b = number(x), number(y)
    square = a * a
    left, right = square.tanh() * b, square + b
    middle = left * right + a
    end = middle * left + 2.0 * middle
    end.backward()
    return np.array([each.gradient for each in (a, b, square, left, right, middle, end)])


@SentFunction
def two_sweeps(number: Any, x: float, y: float) -> Any:
    """From the same end twice, then from another end that shares numbers with the first."""
    a, b = number(x), number(y)
    product = a * b
    end, other = product + a, product * b
    end.backward()
    end.backward()
    first = [each.gradient for each in (a, b, product)]
    other.backward()
    return np.array([*first, *(each.gradient for each in (a, b, product))])


@SentFunction
def many_paths(number: Any, x: float, y: float) -> Any:
    """Twenty doublings: a million paths through forty nodes. Multiplications are counted, and end at ten thousand."""

    class Counted(float):
        multiplications = 0

        def __mul__(self, other: float) -> Any:
            Counted.multiplications += 1
            if Counted.multiplications > 10_000:
                raise RuntimeError("a graph of 40 nodes took more than 10,000 multiplications")
            return Counted(float(self) * float(other))

        __rmul__ = __mul__

    start, weight = number(x), number(Counted(0.5 + 0.01 * y))
    end = start
    for _ in range(20):
        end = (end + end) * weight
    end.backward()
    return float(end.value), float(start.gradient), float(weight.gradient)


@SentFunction
def long_chain(number: Any, x: float, y: float, nodes: int) -> Any:
    import gc

    start, rate = number(x), number(1e-5 * y)
    end = start
    # Many new objects make Python look for garbage over and over; here there is none.
    gc.disable()
    try:
        for _ in range(nodes // 2):
            end = end * rate + start
        end.backward()
    finally:
        gc.enable()
    return float(end.value), float(start.gradient), float(rate.gradient)


def _pairs(rng: np.random.Generator) -> list[Case]:
    labels = ("two numbers", "two more", "equal numbers", "small numbers", "a zero")
    drawn = [tuple(float(v) for v in rng.uniform(0.3, 1.4, 2) * rng.choice([-1.0, 1.0], 2)) for _ in labels]
    changed = [drawn[0], drawn[1], (drawn[2][0],) * 2, tuple(v / 100 for v in drawn[3]), (0.0, drawn[4][1])]
    return [Case(label, pair) for label, pair in zip(labels, changed, strict=True)]


def draw_long(rng: np.random.Generator) -> list[Case]:
    """Draw a short chain, which tells most mistakes apart cheaply, and one of 100,000 nodes."""
    x, y = (float(v) for v in rng.uniform(0.5, 1.5, 2))
    return [Case("a chain of 10 nodes", (x, y, 10)), Case("a chain of 100,000 nodes", (x, y, 100_000))]


EXERCISE = Exercise(
    name="Value",
    number="4.3",
    reference=ScalarValue,
    seeds_to_prove=4,
    parts=(
        Part("value", 1, _pairs, probed(values, "value")),
        Part("trees", 1, _pairs, probed(trees, "gradients")),
        Part("shared numbers", 1, _pairs, probed(shared, "gradients")),
        Part("two sweeps", 1, _pairs, probed(two_sweeps, "gradients")),
        Part("many paths", 1, _pairs, probed(many_paths, "value", "gradient of x", "gradient of the weight")),
        Part(
            "100,000 nodes", 1, draw_long, probed(long_chain, "value", "gradient of the start", "gradient of the rate")
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.OverwritesTheGradient,
            "a number that is used twice keeps what came last: its gradient is a sum over all its uses",
        ),
        WrongAnswer(
            mistakes.GoesDepthFirst,
            "a number passes its gradient on before all of it has arrived: when may a node be visited?",
        ),
        WrongAnswer(
            mistakes.ForgetsToZero,
            "a second sweep adds to what the first one left behind: where does each sweep have to start?",
        ),
        WrongAnswer(
            mistakes.ZeroesTheEndOnly,
            "a second sweep clears the end of the graph alone; the numbers behind it keep what the first one left",
        ),
        WrongAnswer(
            mistakes.SortsByRecursion,
            "your sort calls itself once for every level of the graph, and Python allows about a thousand such calls; "
            "keep the nodes that are still to do in a list of your own",
        ),
        WrongAnswer(
            mistakes.WalksEveryPath,
            "the gradients are right but you walk every path by itself, and 40 nodes can have a million paths: let "
            "each node first collect all that arrives, then pass it on once",
        ),
        WrongAnswer(
            mistakes.NeverStartsTheSweep, "every gradient stays 0: what is the derivative of the end by itself?"
        ),
        WrongAnswer(
            mistakes.PassesOnLocalDerivativesOnly,
            "each number receives the local derivative alone; by what is it multiplied on its way back?",
        ),
        WrongAnswer(
            mistakes.SwapsTheLocalDerivativesOfTheProduct,
            "the local derivatives of a product stand in the wrong order: nudge the first factor; what decides how far "
            "the product moves?",
        ),
        WrongAnswer(
            mistakes.TakesTanhForItsSlope,
            "the local derivative of tanh is taken to be tanh itself; how steep is it at 0?",
        ),
    ),
)
