import numpy as np
import pytest

from lecturelib.training.objective import add_penalty, objective, what_is_not_finite
from tests.lecturelib.training.tiny import Line, half_squares


def squares(weights):
    return 0.5 * np.sum(weights**2), lambda d_value: d_value * weights


def test_loss_penalty_and_gradient_by_hand():
    network = Line()
    network.parameters["W"][:], network.parameters["b"][:] = 3, 1
    x, targets = np.array([[1.0], [2.0]]), np.array([[2.0], [7.0]])  # errors 2 and 0
    loss, penalty, gradients = objective(network, half_squares, x, targets)
    assert (loss, penalty) == (1, 0)
    assert gradients["W"].tolist() == [[1]] and gradients["b"].tolist() == [1]
    loss, penalty, gradients = objective(network, half_squares, x, targets, squares)
    assert (loss, penalty) == (1, 4.5)  # the bias goes free
    assert gradients["W"].tolist() == [[4]] and gradients["b"].tolist() == [1]
    assert network.modes == [True, True]
    assert type(loss) is type(penalty) is float


def test_the_penalty_is_summed_over_all_weights_and_gradients_are_not_written_to():
    class Two(Line):
        def forward(self, x, training=False):
            y, _ = super().forward(x, training)
            return y, lambda d_y: (d_y, self.given)

    network = Two()
    network.given = {"W": np.ones((1, 1)), "b": np.ones(1), "K": np.ones((2, 1, 1))}
    network.parameters["K"] = np.full((2, 1, 1), 2.0)
    network.parameters["W"][:] = 2
    _, penalty, gradients = objective(network, half_squares, np.ones((1, 1)), np.ones((1, 1)), squares)
    assert penalty == 6
    assert gradients["K"].tolist() == [[[3]], [[3]]]
    assert all(np.all(gradient == 1) for gradient in network.given.values())


def test_a_penalty_is_added_to_weights_and_to_nothing_else():
    parameters = {"b": np.array([5.0, 5.0]), "W": np.array([[2.0], [-3.0]]), "K": np.full((1, 1, 1, 1), 4.0)}
    gradients = {name: np.ones_like(array) for name, array in parameters.items()}
    total, penalised = add_penalty(parameters, gradients, squares)
    assert total == 2 + 4.5 + 8 and type(total) is float
    assert list(penalised) == ["b", "W", "K"]
    assert penalised["W"].tolist() == [[3], [-2]] and penalised["K"].item() == 5
    assert penalised["b"].tolist() == [1, 1]
    assert all((gradient == 1).all() for gradient in gradients.values())
    assert add_penalty({}, {}, squares) == (0.0, {})


def test_gradients_of_float32_stay_float32():
    network = Line(dtype=np.float32)
    x = np.ones((3, 1), np.float32)
    _, _, gradients = objective(network, half_squares, x, 2 * x, squares)
    assert {gradient.dtype for gradient in gradients.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_named(value):
    assert what_is_not_finite(value, {"W": np.full(1, value)}) == f"the loss is {value}"
    gradients = {"W": np.ones(2), "b": np.array([1.0, value])}
    assert what_is_not_finite(1e300, gradients) == "the gradient of b is not finite"
    assert what_is_not_finite(0.0, {"W": np.ones(2)}) == what_is_not_finite(0.0, {}) == ""


@pytest.mark.parametrize(("can_skip", "told"), [(True, {"need_d_x": False}), (False, {}), (None, {})])
def test_a_network_that_can_is_told_to_leave_out_the_gradient_of_its_data(can_skip, told):
    class Asked(Line):
        def forward(self, x, training=False):
            y, backward = super().forward(x, training)

            def note(d_y, **settings):
                assert settings == told
                return backward(d_y)

            return y, note

    network = Asked()
    if can_skip is not None:
        network.can_skip_d_x = can_skip
    _, _, gradients = objective(network, half_squares, np.ones((2, 1)), np.ones((2, 1)))
    assert gradients.keys() == network.parameters.keys()
