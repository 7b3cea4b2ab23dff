"""The training monitor without a browser: it trains with the reader's pieces, and says what is missing or wrong."""

import numpy as np
import pytest

from autograder.exercises.lesson_13_capstone import references as written
from demos import training_monitor
from demos.training_monitor import MOST_EPOCHS

DATA = tuple(each[:200] for each in written.split_digits())


def build(width, rng):
    return written.Network(
        [written.AffineLayer(64, width, rng), written.ReluLayer(), written.AffineLayer(width, 10, rng)]
    )


def optimizer(learning_rate):
    return written.Optimizer(written.momentum, learning_rate=learning_rate)


def monitor(**replaced):
    given = {"build": build, "optimizer_with": optimizer, "fit": written.fit, "evaluate": written.evaluate} | replaced
    return training_monitor(**given, data=DATA)


def curves(found):
    return np.frombuffer(found.curves, "<f4").reshape(-1, 3)


def stub(*arguments):
    raise NotImplementedError


class UnwrittenLayer:
    def __init__(self, inputs, outputs, rng):
        raise NotImplementedError


def test_it_shows_an_epoch_and_goes_on_by_the_buttons():
    found = monitor()
    assert len(curves(found)) == 1 and found.can_go_on
    for press, epochs in (("one", 2), ("ten", 12)):
        found._button_was_pressed(found, {"press": press}, None)
        assert len(curves(found)) == epochs
    training, held_out, accuracy = curves(found).T
    assert training[-1] < 0.2 < training[0]
    assert f"Epoch 12: training loss {training[-1]:.3f}, held-out loss {held_out[-1]:.3f}" in found.message
    assert f"held-out accuracy {accuracy[-1]:.1%}" in found.message
    assert found.message in found.description


def test_the_digits_are_held_out_and_read_by_the_network_as_it_is():
    found = monitor()
    found.advance(15)
    pictures = np.frombuffer(found.digits, "<f4").reshape(10, 64)
    for picture, label in zip(pictures, found.labels, strict=True):
        place = np.flatnonzero((DATA[2].astype("<f4") == picture).all(axis=1))[0]
        assert DATA[3][place] == label
    mistakes = [(label, read) for label, read in zip(found.labels, found.read_as, strict=True) if label != read]
    assert len(mistakes) < 4
    assert ("all are read right" in found.description) == (not mistakes)
    for label, read in mistakes:
        assert f"a {label} as a {read}" in found.description


def test_settings_begin_anew_and_a_seed_repeats_itself():
    found = monitor()
    found.advance(3)
    before = curves(found)
    for name, value in (("learning_rate", 0.01), ("width", 8), ("seed", 4)):
        setattr(found, name, value)
        assert len(curves(found)) == 1
        assert not np.allclose(curves(found)[0], before[0])
    found.reset()
    assert (found.learning_rate, found.width, found.seed) == (0.1, 32, 0)
    found.advance(3)
    assert np.array_equal(curves(found), before)


def test_it_ends_at_the_end():
    found = monitor()
    found.advance(100)
    assert len(curves(found)) == MOST_EPOCHS and not found.can_go_on
    assert "no number" not in found.message


def test_a_loss_that_is_no_number_is_told():
    found = monitor(fit=lambda *arguments: np.array([np.nan]))
    assert len(curves(found)) == 0 and not found.can_go_on and not found.problem
    assert found.message.endswith("The loss is no number any more: the steps are too long.")


@pytest.mark.parametrize(
    ("replaced", "words"),
    [
        ({"build": lambda width, rng: UnwrittenLayer(64, width, rng)}, "one of its classes is not written yet"),
        ({"build": stub}, "stub is not written yet"),
        ({"optimizer_with": stub}, "stub is not written yet"),
        ({"fit": stub}, "fit is not written yet"),
        ({"evaluate": stub}, "evaluate is not written yet"),
        ({"evaluate": lambda *arguments: 0.5}, "evaluate should return two things, the loss and the accuracy"),
        ({"fit": lambda *arguments: np.zeros(3)}, "one loss for one epoch"),
        ({"build": lambda width, rng: written.AffineLayer(64, 3, rng)}, "stopped with"),
        ({"build": lambda width, rng: 7, "fit": lambda *a: np.zeros(1), "evaluate": lambda *a: (1.0, 0.5)}, "forward"),
    ],
)
def test_what_is_missing_or_wrong_is_said(replaced, words):
    found = monitor(**replaced)
    assert words in found.problem
    assert not found.can_go_on
    found.advance(2)
    assert words in found.problem
