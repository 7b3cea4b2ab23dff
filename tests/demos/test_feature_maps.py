"""The feature maps without a browser: what the reader's network answers, and how the demo says it."""

import numpy as np
import pytest
import traitlets

from demos import feature_maps
from demos.feature_maps import FeatureMaps
from lecturelib.datasets import digits
from tests.demos import lesson_09_functions as written

RECORDED = [written.parameters(seed) for seed in range(4)]
LAYERS = ["filters 1", *(f"{layer} {stage}" for stage in (1, 2) for layer in ("convolution", "ReLU", "pooling"))]


def demo_of(cnn=written.cnn, recorded=RECORDED, **state):
    return FeatureMaps(cnn, recorded, **state)


def rows_of(demo):
    """Return what the page draws: the rows' arrays by name."""
    numbers, rows = np.frombuffer(demo.values, "<f4"), {}
    for layer in demo.layers:
        count = int(np.prod(layer["shape"]))
        rows[layer["name"]], numbers = numbers[:count].reshape(layer["shape"]), numbers[count:]
    assert numbers.size == 0
    return rows


def answers(demo, epoch):
    x = np.array(demo.ink, float).reshape(1, 1, 8, 8) / 16
    return written.cnn(x, *RECORDED[epoch])[0]


def test_every_layer_shows_what_the_reader_s_network_answers():
    demo = demo_of()
    rows, responses = rows_of(demo), answers(demo, 3)
    assert list(rows) == LAYERS
    for name, response in zip(LAYERS[1:], responses[:-1], strict=True):
        np.testing.assert_allclose(rows[name], response[0], rtol=1e-6)
    np.testing.assert_allclose(rows["filters 1"], RECORDED[3][0][0][0][:, 0], rtol=1e-6)
    np.testing.assert_allclose(demo.scores, responses[-1][0])
    assert [layer["signed"] for layer in demo.layers] == [True, True, False, False, True, False, False]


def test_it_begins_with_the_last_epoch_and_a_real_digit():
    demo = feature_maps(written.cnn, RECORDED)
    assert (demo.epoch, demo.epochs) == (3, 3)
    images, labels = digits()
    (number,) = np.flatnonzero((16 * images.reshape(-1, 64) == demo.ink).all(axis=1))
    assert f"The data set calls it a {labels[number]}." in demo.message


def test_the_message_names_the_highest_scores():
    demo = demo_of()
    first, second = np.argsort(demo.scores)[::-1][:2]
    assert f"reads a {first}, with a score of {demo.scores[first]:.1f}" in demo.message
    assert f"next comes the {second}, with {demo.scores[second]:.1f}" in demo.message
    assert demo.message in demo.description


def test_another_epoch_asks_the_network_with_its_parameters():
    demo = demo_of()
    demo.epoch = 1
    np.testing.assert_allclose(demo.scores, answers(demo, 1)[-1][0])
    np.testing.assert_allclose(rows_of(demo)["filters 1"], RECORDED[1][0][0][0][:, 0], rtol=1e-6)
    assert demo.message.startswith("Epoch 1 of 3:")
    demo.epoch = 99
    assert demo.epoch == 3


def test_ink_is_counted_in_sixteenths():
    demo = demo_of()
    demo.ink = [16, 8, *[0] * 62]
    np.testing.assert_allclose(demo.scores, answers(demo, 3)[-1][0])
    assert "holds 1.5 pixels of ink" in demo.description
    assert "The data set" not in demo.message


def test_the_pen_is_told_in_the_description():
    demo = demo_of()
    demo.pen, demo.down = [10, 20], True
    assert "the pen is down, 5.0 pixels from the top and 2.5 from the left" in demo.description


def test_the_network_is_asked_only_when_the_drawing_or_the_epoch_has_changed():
    asked = []

    def counting(*arguments):
        asked.append(arguments)
        return written.cnn(*arguments)

    demo = demo_of(counting)
    assert len(asked) == 1
    demo.pen, demo.down = [3, 4], True
    assert len(asked) == 1
    demo.epoch, demo.ink = 0, [1] * 64
    assert len(asked) == 3


def test_next_digit_and_clear():
    demo = demo_of()
    first = demo.ink
    demo.down = True
    demo._handle_custom_msg({"press": "next_digit"}, [])
    assert demo.ink != first
    assert "The data set calls it" in demo.message
    demo._handle_custom_msg({"press": "clear"}, [])
    assert (sum(demo.ink), demo.down) == (0, False)
    assert "The data set" not in demo.message
    before = demo.description
    demo._handle_custom_msg({"press": "__init__"}, [])  # nothing else can be called from a page
    assert demo.description == before


def test_recorded_parameters_are_the_demo_s_own():
    recorded = [written.parameters(0)]
    demo = demo_of(recorded=recorded)
    before = demo.scores
    recorded[0][1][...] = 0

    def greedy(x, stages, W, b):
        answer = written.cnn(x, stages, W, b)
        stages[0][0][...] = 0
        return answer

    demo.pen = [0, 0]
    assert demo.scores == before
    demo = demo_of(greedy)
    before = demo.scores
    demo.pen = [0, 0]
    assert demo.scores == before


def test_a_network_of_one_stage():
    demo = demo_of(recorded=[written.parameters(0, filters=(4,))])
    assert list(rows_of(demo)) == LAYERS[:4]
    assert rows_of(demo)["pooling 1"].shape == (4, 4, 4)


def test_an_unwritten_network_is_named_and_filters_and_pad_stay():
    demo = demo_of(written.unwritten)
    assert demo.problem.startswith("cnn is not written yet")
    assert list(rows_of(demo)) == ["filters 1"]
    assert demo.scores == []
    assert sum(demo.ink) > 0
    before = demo.description
    demo.epoch = 0
    assert demo.description != before


@pytest.mark.parametrize(
    ("cnn", "sentence"),
    [
        (lambda *arguments: written.cnn(*arguments)[0], "should return the two values responses, backward"),
        (lambda *arguments: (written.cnn(*arguments)[0][-1], None), "a list of 7 responses"),
        (lambda *arguments: (written.cnn(*arguments)[0][1:], None), "a list of 7 responses"),
        (lambda *arguments: (written.cnn(*arguments)[0][::-1], None), "the response of convolution 1 in the shape"),
        (lambda x, *rest: (written.cnn(x * np.nan, *rest)[0], None), "a value that is not finite"),
    ],
)
def test_nonsense_is_described(cnn, sentence):
    demo = demo_of(cnn)
    assert sentence in demo.problem
    assert "no response that could be shown" in demo.message


def test_nothing_recorded_is_a_sentence():
    with pytest.raises(ValueError, match="recorded must hold the parameters before training at least"):
        feature_maps(written.cnn, [])


@pytest.mark.parametrize("state", [("ink", [0] * 63), ("ink", [17] * 64), ("pen", [33, 0]), ("epoch", -1)])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError):
        setattr(demo_of(), *state)


def test_first_state_can_be_given():
    demo = demo_of(ink=[3] * 64, epoch=2)
    assert (demo.ink, demo.epoch) == ([3] * 64, 2)
    np.testing.assert_allclose(demo.scores, answers(demo, 2)[-1][0])
