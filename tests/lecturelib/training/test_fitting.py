"""The training loop on a straight line, where every number can be recomputed."""

import io
import math
import sys

import numpy as np
import pytest

from lecturelib.training import EarlyStopping, evaluate, fit, minibatches
from lecturelib.training.progress import ProgressLine
from tests.lecturelib.training.tiny import Descent, Line, half_squares, line_data


def trained(network=None, optimizer=None, data=None, loss=half_squares, **settings):
    network = network or Line()
    x, targets = data or line_data()
    settings = {"epochs": 3, "batch_size": 8, "rng": np.random.default_rng(0), "progress": False} | settings
    return network, fit(network, loss, optimizer or Descent(), x, targets, **settings)


def same(first, second):
    """Whether two histories agree to the last bit, but for the seconds."""
    pairs = [(first[place], second[place]) for place in (0, 1, 2, 4)]
    metrics = [(first.metrics[name], second.metrics[name]) for name in first.metrics]
    return all(np.array_equal(a, b) for a, b in pairs + metrics) and first[6:] == second[6:]


def test_every_step_recomputed():
    (x, targets), w, b, losses = line_data(), 0.0, 0.0, []
    rng = np.random.default_rng(5)
    for _ in range(3):
        for batch_x, batch_targets in minibatches((x[:, 0], targets[:, 0]), 8, rng):
            errors = [w * each + b - t for each, t in zip(batch_x, batch_targets, strict=True)]
            losses.append(sum(0.5 * error**2 for error in errors) / len(errors))
            d_w = sum(e * each for e, each in zip(errors, batch_x, strict=True)) / len(errors)
            w, b = w - 0.1 * d_w, b - 0.1 * sum(errors) / len(errors)
    network, history = trained(rng=np.random.default_rng(5))
    assert history.step_losses == pytest.approx(np.array(losses), rel=1e-13)
    assert (network.parameters["W"].item(), network.parameters["b"].item()) == pytest.approx((w, b), rel=1e-13)
    expected = [np.average(losses[k : k + 3], weights=[8, 8, 4]) for k in (0, 3, 6)]
    assert history.epoch_losses == pytest.approx(np.array(expected), rel=1e-13)
    assert history.learning_rates.tolist() == [0.1] * 9
    assert len(history.seconds) == 3 and np.all(history.seconds > 0)
    assert (history.metrics, history.steps_per_epoch, history.best_epoch, history.stopped) == ({}, 3, None, "")
    assert history.validation_losses.shape == (0,)


def test_the_same_seed_gives_the_same_history_and_another_seed_another():
    settings = {"validation": line_data(9, seed=1), "metrics": {"mean": lambda output, _: output.mean()}}
    first, again, other = (trained(rng=np.random.default_rng(seed), **settings)[1] for seed in (3, 3, 4))
    assert same(first, again) and not same(first, other)


def test_without_rng_the_examples_keep_their_order():
    seen = []

    def loss(output, targets):
        seen.extend(targets[:, 0])
        return half_squares(output, targets)

    _, targets = line_data()
    trained(loss=loss, rng=None, epochs=2)
    assert seen == [*targets[:, 0]] * 2


def test_validation_and_metrics_are_measured_after_each_epoch_in_inference_mode():
    validation = line_data(5, seed=1)
    network, history = trained(
        validation=validation, metrics={"mean": lambda output, targets: (output - targets).mean()}
    )
    assert history.validation_losses[-1] == evaluate(network, half_squares, *validation)
    x, targets = validation
    errors = x * network.parameters["W"] + network.parameters["b"] - targets
    assert history.metrics["mean"][-1] == pytest.approx(errors.mean())
    assert len(history.validation_losses) == len(history.metrics["mean"]) == 3
    assert network.modes[:-1] == [True, True, True, False] * 3
    assert network.buffers["passes"] == 9


def test_a_schedule_sets_the_rate_of_every_step():
    optimizer = Descent()
    _, history = trained(optimizer=optimizer, schedule=lambda step: 0.1 / (1 + step), epochs=2)
    assert history.learning_rates == pytest.approx(0.1 / np.arange(1, 7))
    assert optimizer.rates == history.learning_rates.tolist()
    network, slow = trained(schedule=lambda step: np.float64(0))
    assert not network.parameters["W"].any()
    assert slow.learning_rates.tolist() == [0] * 9


def test_the_optimizers_own_rate_is_noted():
    class Silent(Descent):
        def __init__(self):
            super().__init__()
            del self.settings

        def update_in_place(self, parameters, gradients, learning_rate=None):
            assert learning_rate is None

    def rule(parameter, gradient, state, learning_rate=0.125):
        pass

    def rule_without(parameter, gradient, state, rate=0.5):
        pass

    def rule_that_must_be_told(parameter, gradient, state, learning_rate):
        pass

    for given, expected in (
        (None, math.nan),
        (rule, 0.125),
        (rule_without, math.nan),
        (rule_that_must_be_told, math.nan),
    ):
        optimizer = Silent()
        optimizer.rule = given
        rates = trained(optimizer=optimizer)[1].learning_rates
        assert np.array_equal(rates, np.full(9, expected), equal_nan=True)


def test_early_stopping_puts_the_best_weights_and_buffers_back():
    x, targets = line_data()
    network, stopping = Line(), EarlyStopping(patience=2)
    stopping.should_stop(-1.0)  # from another training: forgotten
    # The validation examples follow another line, w = 1 and b = -0.5, which training passes on its way to 2 and -1.
    _, history = trained(
        network, data=(x, targets), validation=(x, x - 0.5), early_stopping=stopping, epochs=50, batch_size=20
    )
    assert history.best_epoch == np.argmin(history.validation_losses) + 1 == stopping.best_epoch
    assert len(history.validation_losses) == history.best_epoch + 2 < 50
    assert evaluate(network, half_squares, x, x - 0.5) == history.validation_losses.min()
    assert network.buffers["passes"] == history.best_epoch
    last = history.best_epoch + 2
    assert history.stopped == f"stopped after epoch {last}: none of the last 2 was better"


def test_best_weights_are_put_back_also_if_patience_lasts():
    x, targets = line_data()
    stopping = EarlyStopping(patience=100)
    network, history = trained(validation=(x, x - 0.5), early_stopping=stopping, epochs=30, data=(x, targets))
    assert history.stopped == "" and history.best_epoch < 30
    assert evaluate(network, half_squares, x, x - 0.5) == history.validation_losses.min()


def test_a_penalty_shrinks_the_weights_and_is_in_no_loss():
    def squares(weights):
        return 5 * np.sum(weights**2), lambda d_value: 10 * d_value * weights

    settings = {"epochs": 200, "batch_size": 20}
    free, _ = trained(**settings)
    shrunk, history = trained(penalty=squares, **settings)
    x, targets = line_data()
    design = np.hstack([x, np.ones_like(x)])
    W, b = np.linalg.solve(design.T @ design / 20 + np.diag([10, 0]), design.T @ targets / 20)
    assert (shrunk.parameters["W"].item(), shrunk.parameters["b"].item()) == pytest.approx((W.item(), b.item()))
    assert free.parameters["W"].item() == pytest.approx(2, abs=1e-3)
    assert history.epoch_losses[-1] == pytest.approx(evaluate(shrunk, half_squares, x, targets))


def test_gradients_are_clipped_to_a_joint_norm():
    steps = []

    class Watched(Descent):
        def update_in_place(self, parameters, gradients, learning_rate=None):
            steps.append(math.sqrt(sum(np.sum(gradient**2) for gradient in gradients.values())))
            super().update_in_place(parameters, gradients, learning_rate)

    trained(optimizer=Watched())
    free = steps.copy()
    steps.clear()
    trained(optimizer=Watched(), max_gradient_norm=0.5)
    assert free[0] > 0.5 and steps[0] == pytest.approx(0.5)
    assert max(steps) <= 0.5 + 1e-12


@pytest.mark.parametrize("progress", [True, False])
def test_divergence_ends_training_before_the_step_and_in_a_sentence(progress, capsys):
    network, history = trained(optimizer=Descent(1e200), progress=progress)
    assert history.stopped == "diverged: the loss is inf in step 2, with the learning rate 1e+200"
    assert len(history.step_losses) == len(history.learning_rates) == 2 and len(history.epoch_losses) == 0
    assert np.isfinite(network.parameters["W"]).all()
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (f"{history.stopped}\n", "")


def test_a_gradient_or_a_penalty_that_is_not_finite_is_divergence_too():
    def steep(output, targets):
        return half_squares(output, targets)[0], lambda d_value: np.full_like(output, np.inf)

    for clipping in (None, 1.0):
        network, history = trained(loss=steep, max_gradient_norm=clipping, rng=None)
        assert history.stopped == "diverged: the gradient of W is not finite in step 1, with the learning rate 0.1"
        assert not network.parameters["W"].any()
    _, history = trained(penalty=lambda weights: (np.nan, lambda d_value: weights))
    assert history.stopped == "diverged: the loss is nan in step 1, with the learning rate 0.1"
    loss = lambda output, targets: (np.inf, half_squares(output, targets)[1])  # noqa: E731
    _, history = trained(loss=loss, penalty=lambda weights: (np.inf, lambda d_value: weights))
    assert history.stopped == "diverged: the loss is inf in step 1, with the learning rate 0.1"


@pytest.mark.parametrize("trouble", [np.log, np.reciprocal, np.sqrt, lambda zero: np.exp(zero + 1e4)])
def test_trouble_with_numbers_is_no_warning(trouble):
    """Warnings are errors in this test run, as they are failures to nbgrader."""

    def loss(output, targets):
        return trouble(np.minimum(output, 0).sum() - (trouble is np.sqrt)), lambda d_value: output

    _, history = trained(loss=loss, validation=line_data(3))
    assert history.stopped.startswith("diverged: the loss is ")


def test_a_validation_loss_that_is_never_a_number_puts_nothing_back():
    x, targets = line_data()
    network, history = trained(validation=(x * np.nan, targets), early_stopping=EarlyStopping(patience=2), epochs=9)
    assert history.best_epoch is None
    assert history.stopped == "stopped after epoch 2: none of the last 2 was better"
    assert network.buffers["passes"] == 6


def test_an_interrupt_keeps_the_history_so_far():
    x, targets = line_data()
    calls = []

    def loss(output, given):
        calls.append(None)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return half_squares(output, given)

    stopping = EarlyStopping(patience=9)
    network, history = trained(loss=loss, validation=(x[:4], targets[:4]), early_stopping=stopping, data=(x, targets))
    assert history.stopped == "interrupted in epoch 2"
    assert len(history.step_losses) == 3 and len(history.epoch_losses) == 1
    assert history.best_epoch == 1
    assert evaluate(network, half_squares, x[:4], targets[:4]) == history.validation_losses[0]


def test_inputs_and_targets_may_be_groups():
    class Sum(Line):
        def forward(self, x, training=False):
            return super().forward(x[0] + x[1], training)

    def masked(output, targets):
        values, mask = targets
        return half_squares(output[mask], values[mask])[0], lambda d_value: (output - values) * mask * d_value

    x, values = line_data()
    data = ((x, -x), (values, np.ones((20, 1), bool)))
    network, history = trained(Sum(), loss=masked, data=data, validation=data, epochs=2)
    assert len(history.validation_losses) == 2
    assert network.parameters["W"].item() == 0 and network.parameters["b"].item() != 0


def test_no_epoch_is_no_change():
    network, history = trained(epochs=0)
    assert len(history.step_losses) == len(history.epoch_losses) == 0
    assert not network.parameters["W"].any()


def test_float32_stays_float32():
    x, targets = (array.astype(np.float32) for array in line_data())
    network, history = trained(Line(dtype=np.float32), data=(x, targets))
    assert network.parameters["W"].dtype == np.float32
    assert history.step_losses.dtype == np.float64


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_a_line_that_ends(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    x, targets = line_data()
    history = fit(
        Line(), half_squares, Descent(), x, targets, epochs=2, batch_size=20, rng=None, validation=(x, targets)
    )
    printed = sys.stdout.getvalue()
    assert printed.startswith(f"\r[{'#' * 20}] epoch 2/2  loss {history.epoch_losses[-1]:.4g}  validation loss ")
    assert printed.endswith(" s an epoch\n")


def test_the_end_is_said_where_progress_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    x, _ = line_data()
    settings = {"validation": (x, x - 0.5), "early_stopping": EarlyStopping(patience=1), "epochs": 50, "progress": True}
    _, history = trained(**settings)
    assert history.stopped.startswith("stopped after") and sys.stdout.getvalue().endswith(f"{history.stopped}\n")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"epochs": -1}, "epochs must be a whole number of at least 0; got -1"),
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1; got 0"),
        ({"max_gradient_norm": 0}, "max_gradient_norm must be a number in (0, inf); got 0"),
        ({"metrics": {"a": abs}}, "metrics must come with validation examples; got none"),
        ({"early_stopping": EarlyStopping(1)}, "early_stopping must come with validation examples; got none"),
        ({"data": (np.zeros((0, 1)), np.zeros((0, 1)))}, "x and targets must hold at least one example; got none"),
        (
            {"data": (np.zeros((3, 1)), np.zeros((4, 1)))},
            "all arrays must have the same number of examples along the first axis; got shapes (3, 1), (4, 1)",
        ),
        (
            {"validation": (np.zeros((3, 1)), np.zeros((4, 1)))},
            "all arrays must have the same number of examples along the first axis; got shapes (3, 1), (4, 1)",
        ),
    ],
)
def test_bad_arguments_are_named_before_training(settings, sentence):
    network = Line()
    with pytest.raises(ValueError) as raised:
        trained(network, **settings)
    assert str(raised.value) == sentence
    assert network.modes == []


def test_progress_is_shown_within_an_epoch_when_it_is_due(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(ProgressLine, "is_due", True)
    trained(epochs=2, progress=True)
    shown = sys.stdout.getvalue().split("\r")[1:]
    assert [line.count("#") for line in shown] == [4, 8, 10, 10, 14, 18, 20, 20]
    assert [line.split()[2] for line in shown] == ["1/2"] * 4 + ["2/2"] * 4
