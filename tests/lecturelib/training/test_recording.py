import numpy as np
import pytest

from lecturelib.training.recording import VALIDATION_LOSS, Recorder


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_notes_become_a_history():
    clock = Clock()
    record = Recorder(epochs=2, examples=5, steps=2, metrics=[VALIDATION_LOSS, "accuracy"], clock=clock)
    for validation, scored, seconds in ((3.0, 0.25, 2.0), (2.5, 0.5, 4.0)):
        record.start_epoch()
        record.note_step(4.0, 0.1, examples=3)
        record.note_step(9.0, 0.2, examples=2)
        clock.now += seconds
        record.end_epoch({VALIDATION_LOSS: validation, "accuracy": scored})
    history = record.history(best_epoch=1, stopped="why")
    assert history.step_losses.tolist() == [4, 9, 4, 9]
    assert history.learning_rates.tolist() == [0.1, 0.2, 0.1, 0.2]
    assert history.epoch_losses.tolist() == [6, 6]  # (3 * 4 + 2 * 9) / 5
    assert history.validation_losses.tolist() == [3, 2.5]
    assert list(history.metrics) == ["accuracy"] and history.metrics["accuracy"].tolist() == [0.25, 0.5]
    assert history.seconds.tolist() == [2, 4]
    assert (history.steps_per_epoch, history.best_epoch, history.stopped) == (2, 1, "why")


def test_an_epoch_that_is_not_over_counts_in_steps_alone():
    record = Recorder(epochs=2, examples=5, steps=2)
    record.start_epoch()
    record.note_step(4.0, 0.1, examples=3)
    history = record.history()
    assert len(history.step_losses) == len(history.learning_rates) == 1
    for empty in (history.epoch_losses, history.validation_losses, history.seconds):
        assert empty.shape == (0,) and empty.dtype == np.float64
    assert (history.metrics, history.best_epoch, history.stopped) == ({}, None, "")


def test_the_line_says_how_it_goes():
    clock = Clock()
    record = Recorder(epochs=4, examples=10, steps=2, metrics=[VALIDATION_LOSS], clock=clock)
    record.start_epoch()
    record.note_step(2.0, 0.1, examples=6)
    assert (record.line, record.done) == ("epoch 1/4  loss 2", pytest.approx(0.15))
    record.note_step(1.0, 0.1, examples=4)
    clock.now = 1.5
    record.end_epoch({VALIDATION_LOSS: 3.25})
    assert (record.line, record.done) == ("epoch 1/4  loss 1.6  validation loss 3.25  1.5 s an epoch", 0.25)
    record.start_epoch()
    record.note_step(8.0, 0.1, examples=5)
    assert (record.line, record.done) == ("epoch 2/4  loss 8  validation loss 3.25  1.5 s an epoch", 0.375)
    record.note_step(8.0, 0.1, examples=5)
    clock.now = 2.0
    record.end_epoch({VALIDATION_LOSS: 3.0})
    assert record.line == "epoch 2/4  loss 8  validation loss 3  1 s an epoch"
