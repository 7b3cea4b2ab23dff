import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.training import accuracy, evaluate, predict
from lecturelib.training.evaluation import means
from tests.lecturelib.training.tiny import Line, half_squares, line_data


def a_line():
    network = Line()
    network.parameters["W"][:], network.parameters["b"][:] = 3, 0.5
    return network


@pytest.mark.parametrize("batch_size", [1, 3, 7, 100])
def test_batches_do_not_matter(batch_size):
    network, (x, targets) = a_line(), line_data(7)
    assert predict(network, x, batch_size) == pytest.approx(3 * x + 0.5)
    expected = np.mean([0.5 * (3 * a + 0.5 - t) ** 2 for a, t in zip(x[:, 0], targets[:, 0], strict=True)])
    assert evaluate(network, half_squares, x, targets, batch_size) == pytest.approx(expected, rel=1e-14)
    assert not any(network.modes)
    assert network.buffers["passes"] == 0


def test_256_examples_at_a_time_if_nothing_is_said():
    network, (x, targets) = a_line(), line_data(257)
    predict(network, x)
    assert len(network.modes) == 2
    predict(network, x[:256])
    assert len(network.modes) == 3
    evaluate(network, half_squares, x, targets)
    assert len(network.modes) == 5
    means(network, {}, x, targets)
    assert len(network.modes) == 7
    evaluate(network, half_squares, x, targets, batch_size=100)
    assert len(network.modes) == 10


def test_no_example_has_an_empty_output_and_no_loss():
    network, x = a_line(), np.zeros((0, 1))
    assert predict(network, x).shape == (0, 1)
    assert evaluate(network, half_squares, x, x) == 0
    assert isinstance(evaluate(network, half_squares, *line_data(3)), float)
    assert evaluate(network, half_squares, np.ones((1, 1)), np.ones((1, 1))) == 3.125  # one example: 2.5 too much


def test_all_metrics_come_from_one_pass():
    network, (x, targets) = a_line(), line_data(5)
    metrics = {"largest": lambda output, _: output.max(), "targets": lambda _, targets: targets.mean()}
    found = means(network, metrics, x, targets, batch_size=2)
    output = 3 * x[:, 0] + 0.5
    largest = (2 * output[:2].max() + 2 * output[2:4].max() + output[4]) / 5
    assert found == pytest.approx({"largest": largest, "targets": targets.mean()})
    assert len(network.modes) == 3


@given(st.integers(0, 9), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
def test_accuracy_one_answer_at_a_time(n, steps, classes, seed):
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 3, (n, steps, classes)).astype(np.float32)
    labels, mask = rng.integers(0, classes, (n, steps)), rng.random((n, steps)) < 0.5
    right = [list(scores[i, t]).index(max(scores[i, t])) == labels[i, t] for i, t in np.ndindex(n, steps) if mask[i, t]]
    assert accuracy(scores, labels, mask) == (sum(right) / len(right) if right else 0)
    every = accuracy(scores, labels)
    assert every == accuracy(scores.reshape(-1, classes), labels.ravel())
    assert isinstance(every, float)


def test_labels_where_the_mask_is_false_may_be_anything():
    assert accuracy(np.eye(2)[None], np.array([[0, -1]]), np.array([[True, False]])) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((np.zeros(3), np.zeros(3, int)), "scores must have shape (N, K); got shape (3,)"),
        ((np.zeros((1, 2, 3, 4)), np.zeros(3, int)), "scores must have shape (N, K); got shape (1, 2, 3, 4)"),
        ((np.zeros((3, 2)), np.zeros(4, int)), "labels must have shape (3,); got shape (4,)"),
        ((np.zeros((3, 2)), np.array([0, 1, 2])), "labels must lie in [0, 2); got 2"),
        ((np.zeros((3, 2)), np.zeros(3)), "labels must be an array of whole numbers; got dtype float64"),
        (
            (np.zeros((3, 2), int), np.zeros(3, int)),
            "scores must be an array of floating-point numbers; got dtype int64",
        ),
        ((np.zeros((3, 2)), np.zeros(3, int), np.ones(2, bool)), "mask must have shape (3,); got shape (2,)"),
        ((np.zeros((3, 2)), np.zeros(3, int), np.ones(3)), "mask must be an array of bool; got dtype float64"),
    ],
)
def test_bad_arguments_are_named(arguments, sentence):
    with pytest.raises(ValueError) as raised:
        accuracy(*arguments)
    assert str(raised.value) == sentence


def test_bad_batches_are_named():
    with pytest.raises(ValueError, match=r"^batch_size must be a whole number of at least 1; got 0$"):
        predict(a_line(), np.zeros((3, 1)), 0)
    with pytest.raises(ValueError, match=r"^all arrays must have the same number of examples"):
        evaluate(a_line(), half_squares, np.zeros((3, 1)), np.zeros((4, 1)))
