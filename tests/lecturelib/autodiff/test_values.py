"""lecturelib.autodiff.values: operators and methods reach the right operation, from both sides; apply."""

import operator

import numpy as np
import pytest

from lecturelib.activations import sigmoid
from lecturelib.autodiff import Value, apply
from lecturelib.gradients import complex_step
from lecturelib.neurons import sigmoid_neuron

BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
A, B = np.array([[0.5, 2.0, 3.0], [1.5, 0.7, 1.1]]), np.array([1.2, 0.4, 2.5])


def assert_differentiates(function, *arrays, plain=None):
    """Hold value and gradients of a function of Values against the same function of arrays, by complex step."""
    plain = plain or function
    values = [Value(array) for array in arrays]
    end = function(*values)
    assert isinstance(end, Value)
    np.testing.assert_allclose(end.value, plain(*arrays), rtol=1e-14)
    rng = np.random.default_rng(0)
    d_end, directions = rng.standard_normal(end.shape), [rng.standard_normal(np.shape(array)) for array in arrays]
    end.backward(d_end)
    found = sum(np.sum(value.gradient * v) for value, v in zip(values, directions, strict=True))
    assert found == pytest.approx(np.sum(d_end * complex_step(plain, arrays, directions)), rel=1e-12)


@pytest.mark.parametrize("operation", BINARY)
def test_operators(operation):
    assert_differentiates(operation, A, B)
    for constant in (2, 2.5, np.float64(2.5), B, np.array(1.5)):
        assert_differentiates(lambda x, c=constant: operation(x, c), A)
        assert_differentiates(lambda x, c=constant: operation(c, x), A)


def test_matrix_products():
    assert_differentiates(operator.matmul, A, B)
    assert_differentiates(lambda x: x @ B, A)
    assert_differentiates(lambda x: A @ x, B)
    assert_differentiates(lambda x: np.matmul(A, x), B)
    nested = Value(B).__rmatmul__(A)
    np.testing.assert_allclose(nested.value, A @ B)


@pytest.mark.parametrize("name", ["exp", "log", "sin", "cos", "sqrt", "tanh"])
def test_functions(name):
    assert_differentiates(getattr(np, name), A)
    assert_differentiates(lambda x: getattr(x, name)(), A, plain=getattr(np, name))


def test_numpys_operators_by_name():
    for function in (np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum):
        assert_differentiates(function, A, B)
        assert_differentiates(lambda x, f=function: f(x, 2.2), A)
        assert_differentiates(lambda x, f=function: f(B, x), A)
    for function in (np.add, np.subtract, np.multiply, np.divide, np.power):
        assert_differentiates(lambda x, f=function: f(2.0, x), A)
    assert_differentiates(np.negative, A)
    assert_differentiates(operator.neg, A)
    assert_differentiates(lambda x: np.power(x, 2), -A)


def test_other_methods():
    assert_differentiates(lambda x: x.sigmoid(), A, plain=lambda x: sigmoid(x)[0])
    assert_differentiates(lambda x: x.relu(), A - 1, plain=lambda x: np.maximum(x, 0))
    assert_differentiates(lambda x, y: x.maximum(y), A, B, plain=np.maximum)
    for name in ("sum", "mean", "max"):
        for settings in ({}, {"axis": 0}, {"axis": 1, "keepdims": True}, {"keepdims": True}):
            plain = lambda x, name=name, settings=settings: getattr(np, name)(x, **settings)  # noqa: E731
            assert_differentiates(lambda x, n=name, s=settings: getattr(x, n)(**s), A, plain=plain)
        plain = lambda x, name=name: getattr(np, name)(x, 1, keepdims=True)  # noqa: E731
        assert_differentiates(lambda x, n=name: getattr(x, n)(1, True), A, plain=plain)
    assert_differentiates(lambda x: x.reshape(3, 2), A)
    assert_differentiates(lambda x: x.reshape(-1), A)
    assert_differentiates(lambda x: x.transpose(), A)
    assert_differentiates(lambda x: x.transpose(0, 1), A)
    assert_differentiates(lambda x: x[1], A)
    assert_differentiates(lambda x: x[:, [0, 0]], A)
    assert len(list(Value(A))) == 2


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes_are_kept(dtype):
    x = Value(A.astype(dtype))
    results = (
        x + 1,
        2 / x,
        2.0**x,
        x**0.5,
        x**-1,
        x**x,
        1 - x,
        -x,
        x.mean(),
        x.max(axis=0),
        x.sigmoid(),
        x @ x[0],
        np.exp(x),
    )
    for result in results:
        x.zero_gradient()
        result.backward(np.ones(result.shape))
        assert result.value.dtype == x.gradient.dtype == dtype
        assert x.gradient.any()


def test_what_numpy_cannot_do_with_values():
    for wrong in (
        lambda x: np.arctan(x),
        lambda x: np.add.outer(x, x),
        lambda x: np.exp(x, out=np.ones(2)),
        lambda x: np.add.reduce(x),
    ):
        with pytest.raises(TypeError):
            wrong(Value(np.ones(2)))


def test_values_are_told_apart_by_identity():
    x, y = Value(1.0), Value(1.0)
    assert x != y and len({x, y, x}) == 2


def test_it_is_shown_with_its_numbers():
    assert repr(Value([1, 2])) == "Value([1. 2.])"


def test_apply_takes_constants_anywhere():
    rng = np.random.default_rng(0)
    x, w, b = rng.standard_normal((4, 3)), rng.standard_normal(3), 0.5
    g, backward = sigmoid_neuron(x, w, b)
    d_g = rng.standard_normal(4)
    expected = dict(zip("xwb", backward(d_g), strict=True))
    plain = {"x": x, "w": w, "b": b}
    for chosen in ("x", "w", "b", "xw", "wb", "xb", "xwb"):
        values = {name: Value(plain[name]) for name in chosen}
        end = apply(sigmoid_neuron, *(values.get(name, plain[name]) for name in "xwb"))
        np.testing.assert_array_equal(end.value, g)
        assert end.parents == tuple(values.values())
        end.backward(d_g)
        for name, value in values.items():
            np.testing.assert_allclose(value.gradient, expected[name])


def test_apply_takes_an_operation_of_one_argument():
    x = Value(np.zeros(2))
    apply(sigmoid, x).backward(np.array([1.0, 4.0]))
    np.testing.assert_array_equal(x.gradient, [0.25, 1])


def test_a_network_learns_xor_in_the_graph():
    """The whole loop of lesson 4: forward, backward, a step, forget."""
    rng = np.random.default_rng(1)
    x, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
    parameters = [Value(rng.standard_normal(shape)) for shape in ((2, 8), (8,), (8, 1), (1,))]
    for _ in range(600):
        w1, b1, w2, b2 = parameters
        loss = (((x @ w1 + b1).tanh() @ w2 + b2 - y) ** 2).mean()
        loss.backward()
        parameters = [Value(each.value - 0.05 * each.gradient) for each in parameters]
    assert loss.value < 0.01
