"""lecturelib.autodiff.graph: the order of the walk, its depth, and how gradients add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import Value
from lecturelib.autodiff.graph import Node, topological_order


@given(st.integers(1, 12), st.integers(0, 2**31))
def test_every_node_comes_once_and_after_its_parents(size, seed):
    rng = np.random.default_rng(seed)
    nodes = [Node(0.0)]
    for _ in range(size):
        nodes.append(Node(0.0, tuple(nodes[i] for i in rng.integers(0, len(nodes), rng.integers(0, 4)))))
    order = topological_order(nodes[-1])
    place = {node: number for number, node in enumerate(order)}
    assert len(place) == len(order) and order[-1] is nodes[-1]
    assert all(place[parent] < place[node] for node in order for parent in node.parents)


def test_a_chain_of_a_hundred_thousand():
    x = Value(1.0)
    y = x
    for _ in range(100_000):
        y = y + 0.5
    y.backward()
    assert x.gradient == 1 and y.value == 50_001
    y.zero_gradient()
    assert x.gradient == 0


def test_two_hundred_doublings_visit_two_hundred_nodes():
    """There are 2^200 paths."""
    x = Value(1.0)
    y = x
    for _ in range(200):
        y = y + y
    y.backward()
    assert x.gradient == 2.0**200


def test_gradients_add_up_at_every_node_but_do_not_pass_twice():
    x = Value(np.array([3.0]))
    middle = x * x
    end = middle * 2
    for calls in (1, 2, 3):
        end.backward()
        assert (x.gradient, middle.gradient, end.gradient) == (12 * calls, 2 * calls, calls)
    middle.backward(np.array([10.0]))
    assert (x.gradient, middle.gradient, end.gradient) == (96, 16, 3)
    middle.zero_gradient()
    assert (x.gradient, middle.gradient, end.gradient) == (0, 0, 3)


def test_gradients_are_arrays_of_their_own():
    """Addition hands the same array to both operands, a sum a view that repeats one number."""
    x, y = Value(np.ones(3)), Value(np.ones(3))
    d_end = np.array([1.0, 2.0, 3.0])
    end = x + y
    end.backward(d_end)
    x.gradient[...] = 7
    np.testing.assert_array_equal((y.gradient, end.gradient, d_end), [[1, 2, 3]] * 3)
    y.sum().backward()
    np.testing.assert_array_equal(y.gradient, [2, 3, 4])
    z = Value(np.ones(3))
    z.sum().backward()
    z.gradient[0] = 5
    np.testing.assert_array_equal(z.gradient, [5, 1, 1])


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_one_number_starts_with_one(shape):
    x = Value(np.full(shape, 3.0, np.float32))
    x.backward()
    assert x.gradient.shape == shape and x.gradient.dtype == np.float32 and x.gradient.item() == 1


def test_gradients_have_shape_and_dtype_of_their_values():
    small, large = Value(np.ones((2, 1), np.float32)), Value(np.ones(3))
    (small * large).backward(np.ones((2, 3)))
    assert small.gradient.shape == (2, 1) and small.gradient.dtype == np.float32
    assert large.gradient.shape == (3,) and large.gradient.dtype == np.float64
    untouched = Value(np.ones(2, np.float32)).gradient
    assert untouched.dtype == np.float32 and not untouched.any()


def test_attributes():
    x = Node(np.ones((2, 3)))
    end = Node(np.ones(2), (x, 5, None, x))
    assert end.shape == (2,) and x.shape == (2, 3)
    assert end.parents == (x, x) and x.parents == ()
    assert list(x.sent_back(np.ones((2, 3)))) == []


def test_whole_numbers_become_floating_and_arrays_are_not_copied():
    assert Node(3).value.dtype == Node([1, 2]).value.dtype == Node(True).value.dtype == np.float64
    array = np.ones(2, np.float32)
    assert Node(array).value is array
    assert Node(1j).value.dtype == complex


def test_what_is_refused():
    for wrong in ("3", None, ["a"]):
        name = type(wrong).__name__
        with pytest.raises(ValueError, match=f"^value must be a number or an array of numbers; got {name}$"):
            Node(wrong)
    x = Value(np.ones(3))
    with pytest.raises(
        ValueError, match=r"^d_self must be given for a value of several numbers; this one has shape \(3,\)$"
    ):
        x.backward()
    with pytest.raises(ValueError, match=r"^d_self must have the shape of the value, \(3,\); got shape \(1,\)$"):
        x.backward(np.ones(1))
    two = Node(1.0, (Node(1.0), 5), lambda d: d)
    message = "backward of an operation must return 2 gradients, one for each argument; got 1"
    with pytest.raises(ValueError, match=f"^{message}$"):
        two.backward()
    assert not x.gradient.any()
