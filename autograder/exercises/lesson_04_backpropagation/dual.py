"""Exercise Dual: numbers that carry their derivative, examined by expressions that probes build of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_04_backpropagation import dual_mistakes as mistakes
from autograder.sent_functions import SentFunction
from lecturelib.autodiff import Dual


@SentFunction
def sums_and_products(number: Any, x: float, y: float, d_x: float, d_y: float) -> Any:
    a, b = number(x, d_x), number(y, d_y)
    results = [a + b, a * b, a * a, a * b + a, a + 3.0, 3.0 + a, a * 3.0, 3.0 * a, a * (b + 1.0) * b]
    return np.array([each.value for each in results]), np.array([each.derivative for each in results])


@SentFunction
def quotients(number: Any, x: float, y: float, d_x: float, d_y: float) -> Any:
    a, b = number(x, d_x), number(y, d_y)
    results = [a / b, b / a, a / 4.0, a / a, (a / b) / b, number(1.0) / b]
    return np.array([each.value for each in results]), np.array([each.derivative for each in results])


@SentFunction
def functions(number: Any, x: float, y: float, d_x: float, d_y: float) -> Any:
    # No operator here: a mistake in one would cost these points too.
    a, b = number(x, d_x), number(y, d_y)
    results = [a.exp(), b.sin(), a.sin().exp(), b.exp().sin(), number(0.0, 1.0).exp(), number(0.0, 1.0).sin()]
    return np.array([each.value for each in results]), np.array([each.derivative for each in results])


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw numbers with their derivatives: a variable and a constant, two that vary, one that stands still."""

    def pair() -> tuple[float, float]:
        x, y = rng.uniform(0.5, 2.0, 2) * rng.choice([-1.0, 1.0], 2)
        return float(x), float(y)

    return [
        Case("x is the variable, y a constant", (*pair(), 1.0, 0.0)),
        Case("y is the variable, x a constant", (*pair(), 0.0, 1.0)),
        Case("both vary", (*pair(), float(rng.uniform(0.5, 2)), float(rng.uniform(-2, -0.5)))),
        Case("nothing varies", (*pair(), 0.0, 0.0)),
        Case("both vary, other numbers", (*pair(), *(float(v) for v in rng.uniform(0.5, 2, 2)))),
    ]


EXERCISE = Exercise(
    name="Dual",
    number="4.2",
    reference=Dual,
    parts=(
        Part("sums and products", 2, draw_cases, probed(sums_and_products, "value", "derivative")),
        Part("quotients", 1, draw_cases, probed(quotients, "value", "derivative")),
        Part("functions", 1, draw_cases, probed(functions, "value", "derivative")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.DropsATermOfTheProduct,
            "one of the two terms of the product rule is missing: in a b, both factors may vary",
        ),
        WrongAnswer(
            mistakes.MultipliesTheDerivatives,
            "the derivative of a product is taken to be the product of the derivatives; multiply (a + a' e)(b + b' e) "
            "out and see what e e = 0 leaves",
        ),
        WrongAnswer(
            mistakes.SwapsTheTermsOfTheQuotient,
            "the derivative of a quotient has the wrong sign: which of its two terms is subtracted?",
        ),
        WrongAnswer(
            mistakes.DividesOnceByTheDenominator,
            "in the derivative of a quotient the denominator is not squared; check it on 1 / b",
        ),
        WrongAnswer(
            mistakes.ForgetsTheInnerDerivative,
            "exp and sin return the slope at x and drop the derivative that x carries: a link of the chain is missing",
        ),
        WrongAnswer(
            mistakes.TakesTheInnerDerivativeAlone,
            "exp and sin pass on the derivative of their argument and leave out their own slope",
        ),
        WrongAnswer(
            mistakes.TakesConstantsForVariables,
            "a plain number such as the 3 in 3 x is given the derivative 1; how does a constant change?",
        ),
        WrongAnswer(
            mistakes.ReversesTheSignOfTheSlopeOfSin, "the slope of the sine has the wrong sign; how steep is sin at 0?"
        ),
    ),
)
