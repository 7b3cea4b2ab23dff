import numpy as np

from lecturelib.training import History


def history(epochs=(4.0, 2.0), validation=(), metrics=None, best_epoch=None, stopped="", steps=3):
    epochs, validation = np.array(epochs), np.array(validation)
    seconds = np.full(len(epochs), 0.5)
    return History(np.ones(steps), epochs, validation, metrics or {}, np.ones(steps), seconds, 3, best_epoch, stopped)


def test_a_record_is_read_at_a_glance():
    printed = repr(
        history(
            (4.0, 2.0, 1.23456),
            (3.0, 1.5, 2.5),
            {"accuracy": np.array([0.1, 0.5, 0.4])},
            best_epoch=2,
            stopped="stopped after epoch 3: none of the last 1 was better",
            steps=6,
        )
    )
    assert printed.splitlines() == [
        "3 epochs, 6 steps, 1.50 s",
        "  training loss    4 -> 1.235",
        "  validation loss  3 -> 2.5, least 1.5 after epoch 2",
        "  accuracy         0.1 -> 0.4",
        "  weights of epoch 2",
        "  stopped after epoch 3: none of the last 1 was better",
    ]


def test_what_was_not_measured_is_not_printed():
    assert repr(history()).splitlines() == ["2 epochs, 3 steps, 1.00 s", "  training loss    4 -> 2"]
    assert repr(history((4.0,), steps=1)).splitlines()[0] == "1 epoch, 1 step, 0.50 s"
    assert repr(history((), steps=0)) == "0 epochs, 0 steps, 0.00 s"
    assert "a long name of it  1 -> 1" in repr(history((4.0,), (1.0,), {"a long name of it": np.ones(1)}))
