"""lecturelib.autodiff.scalar_values: operators, the order of the walk, its depth, and fresh gradients."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import ScalarValue, Value

numbers = st.floats(-3, 3)


@given(numbers, numbers)
def test_it_agrees_with_the_values_of_arrays(a, b):
    def expression(x, y):
        return (2 * x - y * 3 + 1) * (x * y).tanh() - (4 - x) * -y + (0.5 + y)

    found = []
    for kind in (ScalarValue, Value):
        x, y = kind(a), kind(b)
        end = expression(x, y)
        end.backward()
        found.append([float(each) for each in (end.value, x.gradient, y.gradient)])
    np.testing.assert_allclose(*found, rtol=1e-12, atol=1e-12)


@given(st.integers(1, 12), st.integers(0, 2**31))
def test_every_node_comes_once_and_after_its_parents(size, seed):
    rng = np.random.default_rng(seed)
    nodes = [ScalarValue(0.0)]
    for _ in range(size):
        parents = tuple(nodes[i] for i in rng.integers(0, len(nodes), rng.integers(0, 4)))
        nodes.append(ScalarValue(0.0, parents, (1.0,) * len(parents)))
    order = nodes[-1].ordered()
    place = {node: number for number, node in enumerate(order)}
    assert len(place) == len(order) and order[-1] is nodes[-1]
    assert all(place[parent] < place[node] for node in order for parent in node.parents)


def test_local_derivatives_stand_beside_the_parents():
    x, y = ScalarValue(3.0), ScalarValue(5.0)
    assert ((x + y).parents, (x + y).local_derivatives) == ((x, y), (1.0, 1.0))
    assert (x * y).local_derivatives == (5.0, 3.0)
    assert x.tanh().local_derivatives == (pytest.approx(1 - math.tanh(3.0) ** 2),)


def test_each_sweep_starts_from_zeros_and_leaves_other_graphs_alone():
    x = ScalarValue(2.0)
    y, z = x * x, 3 * x
    y.backward()
    y.backward()
    assert x.gradient == 4
    z.backward()
    assert (x.gradient, y.gradient) == (3, 1)


def test_a_chain_of_a_hundred_thousand():
    x = ScalarValue(1.0)
    y = x
    for _ in range(100_000):
        y = y + x
    y.backward()
    assert x.gradient == 100_001


def test_it_shows_its_number():
    assert repr(ScalarValue(0.5)) == "ScalarValue(0.5)"


def test_before_a_sweep_the_gradient_is_nought():
    assert ScalarValue(2.0).gradient == 0.0
