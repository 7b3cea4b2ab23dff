"""Evidence for `lecturelib.autodiff`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.autodiff import Dual, ScalarValue, Value, apply, derivative, jacobian_vector_product
from lecturelib.evidence import _autodiff_cases as cases
from lecturelib.evidence import _numbers
from lecturelib.gradients import complex_step
from lecturelib.neurons import sigmoid_neuron
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Trial


def _through_a_graph(expression: Callable[..., Any], *arrays: Any) -> Any:
    """Return the value and `backward` of an expression of Values."""
    starts = [Value(array) for array in arrays]
    end = expression(*starts)

    def backward(d_end: Any) -> tuple[Any, ...]:
        end.zero_gradient()
        end.backward(d_end)
        return tuple(start.gradient for start in starts)

    return end.value, backward


def _through_dual_numbers(expression: Callable[..., Any], *arrays: Any) -> Any:
    """Return the value and `backward` of an expression that acts on every element alone."""

    def along(chosen: int) -> Any:
        return expression(*(Dual(a, np.ones_like(a) * (place == chosen)) for place, a in enumerate(arrays))).derivative

    def backward(d_end: Any) -> tuple[Any, ...]:
        return tuple(d_end * along(place) for place in range(len(arrays)))

    return expression(*(Dual(array) for array in arrays)).value, backward


_SIZES = {"N": (4, 1, 0), "D": (3, 1)}


def _trial(name: str, setting: str, call: Any, draw: Any, pytorch: Any, sizes: Any = _SIZES, **others: Any) -> Trial:
    return Trial(f"autodiff.{name}", call, draw, sizes, setting, pytorch=pytorch, **others)


TRIALS = (
    _trial(
        "Value",
        "layers",
        lambda x, w, b: _through_a_graph(cases.layers, x, w, b),
        cases.draw_layers,
        lambda torch, x, w, b: cases.layers(x, w, b),
        _SIZES | {"M": (2, 1)},
    ),
    _trial(
        "Value",
        "rearranged",
        lambda x: _through_a_graph(cases.rearranged, x),
        lambda rng, sizes: (rng.standard_normal((sizes["N"], 3)),),
        lambda torch, x: cases.rearranged(x),
    ),
    _trial(
        "Value",
        "largest",
        lambda x, y: _through_a_graph(cases.largest, x, y),
        cases.pair_of(-3, 3),
        cases.torch_largest,
    ),
    _trial(
        "Value",
        "powers",
        lambda x, y: _through_a_graph(cases.powers, x, y),
        cases.pair_of(0.5, 2),
        cases.torch_powers,
        extreme=None,
    ),
    _trial("Value", "waves", lambda x, y: _through_a_graph(cases.waves, x, y), cases.pair_of(-3, 3), cases.torch_waves),
    _trial(
        "Dual",
        "powers",
        lambda x, y: _through_dual_numbers(cases.powers, x, y),
        cases.pair_of(0.5, 2),
        cases.torch_powers,
        extreme=None,
    ),
    _trial(
        "Dual", "waves", lambda x, y: _through_dual_numbers(cases.waves, x, y), cases.pair_of(-3, 3), cases.torch_waves
    ),
    Trial(
        "autodiff.apply",
        lambda x, w, b: _through_a_graph(lambda *values: apply(sigmoid_neuron, *values), x, w, b),
        cases.draw_neuron,
        pytorch=lambda torch, x, w, b: torch.sigmoid(x @ w + b),
    ),
    Trial(
        "autodiff.derivative",
        lambda x: derivative(cases.bell, x),
        lambda rng, sizes: (rng.standard_normal((4, 3)),),
        pytorch=lambda torch, x: torch.autograd.grad(cases.bell(x).sum(), x)[0],
        method=None,
        extreme=None,
    ),
    Trial(
        "autodiff.jacobian_vector_product",
        lambda x, w, v_x, v_w: jacobian_vector_product(cases.mixed, (x, w), (v_x, v_w)),
        cases.draw_direction,
        _SIZES,
        pytorch=lambda torch, x, w, v_x, v_w: torch.func.jvp(cases.mixed, (x, w), (v_x, v_w)),
        method=None,
    ),
)


# f(2, 5) and its derivatives, printed to three digits; the formulas give the rest.
_SURVEY_VALUE, _SURVEY_SLOPES = math.log(2) + 10 - math.sin(5), (1 / 2 + 5, 2 - math.cos(5))
_PUBLISHED = 11.652, (5.5, 1.716)


def _survey(differentiate: Callable[..., Any]) -> float:
    value, backward = differentiate(cases.survey_example, 2.0, 5.0)
    rounded = round(float(value), 3), tuple(round(float(slope), 3) for slope in backward(1.0))
    exact = largest_error((value, backward(1.0)), (_SURVEY_VALUE, _SURVEY_SLOPES))
    return max(largest_error(rounded, _PUBLISHED), exact)


def _used_twice(_: np.random.Generator) -> float:
    """Gradients add up over uses, over the two sides of a diamond, and over calls, until they are forgotten."""
    x = Value(3.0)
    both = x * x + x  # derivative 2 x + 1
    both.backward()
    once = float(x.gradient)
    both.backward()
    twice = float(x.gradient)
    both.zero_gradient()
    left, right = x * 2, x + 4
    (left * right).backward()  # 2 x^2 + 8 x
    return largest_error((once, twice, float(x.gradient), float(left.gradient)), (7.0, 14.0, 20.0, 7.0))


def _all_paths(rng: np.random.Generator) -> float:
    """Local derivatives multiplied along each path of a random graph, and summed over exponentially many paths."""
    numbers = [float(rng.uniform(0.5, 1.5))]
    nodes = [Value(numbers[0])]
    edges: list[list[tuple[int, float]]] = [[]]
    for _ in range(7):
        i, j = (int(place) for place in rng.integers(0, len(nodes), 2))
        if rng.random() < 0.5:
            nodes, numbers = [*nodes, nodes[i] * nodes[j]], [*numbers, numbers[i] * numbers[j]]
            edges.append([(i, numbers[j]), (j, numbers[i])])
        else:
            nodes, numbers = [*nodes, nodes[i] - nodes[j]], [*numbers, numbers[i] - numbers[j]]
            edges.append([(i, 1.0), (j, -1.0)])

    def over_paths(node: int) -> float:
        return 1.0 if node == 0 else sum(local * over_paths(parent) for parent, local in edges[node])

    end = sum(nodes[1:], nodes[0])
    end.backward()
    expected = sum(over_paths(node) for node in range(len(nodes)))
    return largest_error(float(nodes[0].gradient), expected) / max(1.0, abs(expected))


def _modes_agree(rng: np.random.Generator) -> float:
    # A program of twenty operations, with its random numbers drawn before it runs.
    choices = rng.integers(0, 6, 20), rng.integers(0, 2**31, (20, 2))

    def program(x: Any, y: Any) -> Any:
        stack = [x, y]
        for kind, (i, j) in zip(*choices, strict=True):
            a, b = stack[i % len(stack)], stack[j % len(stack)]
            results = (a + b, a - 2 * b, a * b, a / (2 + b * b), a.sin(), (0.3 * a).tanh())
            stack.append(results[kind])
        return (stack[-1] * stack[-2]).tanh()

    x, y, v, u = rng.uniform(-1, 1, (4, 3))
    value, backward = _through_a_graph(program, x, y)
    d_x, d_y = backward(np.ones(3))
    return largest_error((value, d_x * v + d_y * u), jacobian_vector_product(program, (x, y), (v, u)))


def _element_by_element(rng: np.random.Generator) -> float:
    x = rng.standard_normal(20)
    return largest_error(derivative(cases.bell, x), complex_step(lambda z: z * np.exp(-z * z), [x], [np.ones(20)]))


def _derivatives_by_hand(_: np.random.Generator) -> float:
    # 3 x^2 at 2 and -1; 1 / x at 4; 0 for a constant.
    got = (
        derivative(lambda x: x**3, np.array([2.0, -1.0])),
        derivative(np.log, 4.0),
        derivative(lambda x: 5, np.ones(2)),
    )
    return largest_error(got, (np.array([12.0, 3.0]), 0.25, np.zeros(2)))


def _product_by_hand(_: np.random.Generator) -> float:
    # f(x) = (x1 x2, x1^2) at (3, 4) has the Jacobian ((4, 3), (6, 0)); along (1, 10) that is (34, 6).
    point, along = [np.array([3.0, 4.0])], [np.array([1.0, 10.0])]
    got = jacobian_vector_product(lambda x: np.array([[0.0, 1.0], [1.0, 0.0]]) @ x * x[0], point, along)
    return largest_error(got, (np.array([12.0, 9.0]), np.array([34.0, 6.0])))


def _neuron_by_hand(_: np.random.Generator) -> float:
    # A sum of log 3 gives odds of 3 to 1; the slope there is 3/16.
    x, w, b = np.array([[1.0, 2.0]]), Value(np.array([math.log(3.0), 0.0])), Value(0.0)
    end = apply(sigmoid_neuron, x, w, b)
    end.backward(np.array([16.0]))
    return largest_error((end.value, w.gradient, b.gradient), (np.array([0.75]), np.array([3.0, 6.0]), 3.0))


_SURVEY = "Baydin et al. 2018, ln(x1) + x1 x2 - sin(x2)"
EVIDENCE = (
    Evidence("autodiff.Value", "published", _SURVEY, 1e-14, lambda rng: _survey(_through_a_graph)),
    Evidence("autodiff.Value", "by hand", "used twice; a diamond; two calls", 0.0, _used_twice),
    Evidence("autodiff.Value", "loop", "all paths of a random graph", 1e-12, _all_paths),
    Evidence("autodiff.Value", "symmetry", "random programs, by dual numbers too", 1e-13, _modes_agree),
    Evidence(
        "autodiff.ScalarValue",
        "by hand",
        "used twice; a diamond; two calls",
        0.0,
        lambda _: _numbers.by_hand(ScalarValue),
    ),
    Evidence(
        "autodiff.ScalarValue",
        "complex step",
        "a small network",
        1e-14,
        lambda rng: _numbers.by_complex_step(ScalarValue, rng),
    ),
    Evidence(
        "autodiff.ScalarValue",
        "theorem",
        "100,000 nodes; 2^60 paths",
        1e-12,
        lambda _: _numbers.long_chains(ScalarValue),
    ),
    Evidence("autodiff.Dual", "published", _SURVEY, 1e-14, lambda rng: _survey(_through_dual_numbers)),
    Evidence("autodiff.derivative", "by hand", "3 x^2; 1 / x; a constant", 1e-15, _derivatives_by_hand),
    Evidence("autodiff.derivative", "complex step", "Squire and Trapp 1998", 1e-14, _element_by_element),
    Evidence("autodiff.jacobian_vector_product", "by hand", "a Jacobian of 2 by 2", 1e-15, _product_by_hand),
    Evidence("autodiff.jacobian_vector_product", "symmetry", "random programs, backward too", 1e-13, _modes_agree),
    Evidence("autodiff.apply", "by hand", "odds of 3 to 1", 1e-15, _neuron_by_hand),
)
