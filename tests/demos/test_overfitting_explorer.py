"""The overfitting explorer without a browser: it trains with the reader's functions, and says what is wrong."""

import numpy as np
import pytest
import traitlets

from demos import overfitting_explorer
from demos.overfitting_explorer import EPOCHS, EPOCHS_AT_FIRST, EPOCHS_AT_ONCE, OverfittingExplorer
from tests.demos import lesson_06_functions as written

NAMES = ("l2_penalty", "l1_penalty", "dropout", "EarlyStopping")


def stub(*arguments):
    raise NotImplementedError


def explorer(**replaced):
    return OverfittingExplorer({name: replaced.get(name, getattr(written, name)) for name in NAMES})


def losses(found):
    return np.frombuffer(found.losses, "<f4").reshape(-1, 2)


def trained(**settings):
    found = explorer()
    for name, value in settings.items():
        setattr(found, name, value)
    found.finish()
    return found


def test_it_shows_the_first_epochs_and_waits_to_be_asked_for_more():
    found = overfitting_explorer(*(getattr(written, name) for name in NAMES))
    assert len(losses(found)) == EPOCHS_AT_FIRST and found.running
    assert "Training has begun" in found.description
    found.advance()
    assert len(losses(found)) == EPOCHS_AT_FIRST + EPOCHS_AT_ONCE
    found.finish()
    assert len(losses(found)) == EPOCHS and not found.running
    before = found.losses
    found.advance()  # the page may ask once too often
    assert found.losses == before


def test_nothing_holds_it_back_so_it_learns_by_heart():
    training, validation = losses(trained()).T
    assert training[-1] < 0.01 < training[10]
    assert validation[-1] > 2 * validation.min()
    assert validation.argmin() < 50


@pytest.mark.parametrize(
    "settings", [{"kind": "l2", "strength": 0.01}, {"kind": "l1", "strength": 0.003}, {"rate": 0.1}, {"patience": 10}]
)
def test_every_remedy_raises_the_training_loss_and_lowers_the_other(settings):
    plain, held = trained(), trained(**settings)
    last = losses(held)[held.best_epoch - 1 if held.best_epoch else -1]
    assert last[0] > losses(plain)[-1, 0]
    assert last[1] < 0.7 * losses(plain)[-1, 1]
    assert held.description != plain.description


def test_early_stopping_brings_the_best_weights_back():
    found = trained(patience=10)
    training, validation = losses(found).T
    assert found.best_epoch == validation.argmin() + 1
    assert len(validation) == found.best_epoch + 10
    assert f"The weights of epoch {found.best_epoch} are back" in found.message
    assert f"validation loss {validation.min():.3f}" in found.message
    assert f"training loss {training[found.best_epoch - 1]:.3f}" in found.message


def test_new_data_and_reset():
    found = trained(kind="l2", strength=0.1, rate=0.5, patience=4)
    points = found.points
    found.seed = 1
    assert found.points != points and len(losses(found)) == EPOCHS_AT_FIRST
    found.reset()
    assert (found.kind, found.rate, found.patience, found.seed, found.strength) == ("none", 0, 0, 0, 0.01)
    assert found.points == points and len(found.points) == 16 and len(found.validation) == 40


def test_the_curve_is_that_of_the_network_on_the_page():
    found = trained()
    curve = np.frombuffer(found.curve, "<f4")
    x, y = np.array(found.points).T
    assert np.interp(x, np.linspace(-1, 1, len(curve)), curve) == pytest.approx(y, abs=0.5)


def test_what_is_not_written_is_said_at_once_and_the_rest_trains():
    found = explorer(dropout=stub, EarlyStopping=stub)
    assert "dropout is not written yet" in found.problem
    assert "EarlyStopping is not written yet" in found.problem
    assert "l2_penalty" not in found.problem
    found.kind = "l2"
    found.finish()
    assert len(losses(found)) == EPOCHS
    found.rate = 0.5
    assert len(losses(found)) == 0 and not found.running
    assert found.message == "No training with these settings."
    found.rate = 0.0
    assert len(losses(found)) == EPOCHS_AT_FIRST


class StopsNever(written.EarlyStopping):
    def should_stop(self, loss, weights):
        return None


class WithoutRestore(written.EarlyStopping):
    def restore(self, weights):
        raise NotImplementedError


class Fails(written.EarlyStopping):
    def restore(self, weights):
        raise KeyError("W")


class CountsFromZero(written.EarlyStopping):
    def restore(self, weights):
        self.best_epoch = 0


@pytest.mark.parametrize(
    ("replaced", "settings", "words"),
    [
        ({"l2_penalty": lambda w, s: s}, {"kind": "l2"}, "l2_penalty should return two things"),
        ({"l1_penalty": lambda w, s: (0.0, stub)}, {"kind": "l1"}, "the backward of l1_penalty is not written yet"),
        ({"l2_penalty": lambda w, s: (0.0, lambda d: w.T[:, :1])}, {"kind": "l2"}, "its gradient in the shape"),
        ({"dropout": lambda x, rate, rng, training: (x, stub)}, {"rate": 0.5}, "the backward of dropout is not"),
        ({"dropout": lambda x, rate, rng, training: (x * np.nan, stub)}, {"rate": 0.5}, "not finite"),
        ({"EarlyStopping": StopsNever}, {"patience": 10}, "EarlyStopping's should_stop returned None"),
        ({"EarlyStopping": WithoutRestore}, {"patience": 10}, "restore is not written yet"),
        ({"EarlyStopping": Fails}, {"patience": 10}, "restore stopped with KeyError"),
        ({"EarlyStopping": CountsFromZero}, {"patience": 10}, "best_epoch should be a number from 1 on; it is 0"),
        ({"EarlyStopping": lambda patience: 7}, {"patience": 10}, "should_stop should be a function"),
    ],
)
def test_what_is_wrong_is_said(replaced, settings, words):
    found = explorer(**replaced)
    for name, value in settings.items():
        setattr(found, name, value)
    found.finish()
    assert words in found.problem
    assert not found.running


def test_bad_settings_are_a_sentence():
    found = explorer()
    for trait, value in (("kind", "l3"), ("rate", 1.0), ("patience", -1), ("seed", -1), ("strength", -1.0)):
        with pytest.raises(traitlets.TraitError, match=trait):
            setattr(found, trait, value)
