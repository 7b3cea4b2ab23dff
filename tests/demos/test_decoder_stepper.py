"""The decoder stepper without a browser: what it asks the reader's function, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import decoder_stepper
from demos.decoder_stepper import LONGEST, DecoderStepper
from lecturelib.datasets import Alphabet

READING, WRITING = Alphabet(["ab"]), Alphabet(["xy"])
X, Y = 3, 4


def read(texts):
    return np.array([[0.5, -0.25] for _ in texts])


def scores_of_the_length(source, told, encoder, decoder):
    """Like x best after an even number of symbols, y after an odd one, and stop after three."""
    scores = np.zeros((1, told.shape[1], 5))
    for t in range(told.shape[1]):
        scores[0, t, 2 if t >= 3 else X + t % 2] = 2.0
    return scores, lambda d_scores: None


def stepper(function=scores_of_the_length, **state):
    return DecoderStepper(function, ("E",), ("F",), READING, WRITING, read, ["ab", "ba"], **state)


def test_the_function_is_told_the_start_symbol_and_what_was_written():
    calls = []

    def listening(source, told, encoder, decoder):
        calls.append((source.tolist(), told.tolist(), encoder, decoder))
        return scores_of_the_length(source, told, encoder, decoder)

    demo = stepper(listening)
    demo.written = [X, Y]
    assert calls == [([[3, 4]], [[1]], ("E",), ("F",)), ([[3, 4]], [[1, X, Y]], ("E",), ("F",))]


def test_probabilities_are_the_softmax_of_the_last_scores():
    demo = stepper(written=[X])
    expected = np.exp([0, 0, 0, 0, 2.0])
    assert demo.probabilities == pytest.approx(expected / expected.sum())
    assert demo.message == f"Likeliest next: y, {100 * expected[4] / expected.sum():.1f} %."
    assert "Written so far: x." in demo.description


def test_zeros_are_a_source_that_is_padding():
    sources = []

    def listening(source, told, encoder, decoder):
        sources.append(source.tolist())
        return scores_of_the_length(source, told, encoder, decoder)

    demo = stepper(listening)
    assert demo.handed_over == [0.5, -0.25]
    demo.state = "zeros"
    assert sources[-1] == [[0]]
    assert demo.handed_over == [0.0, 0.0]
    assert "Started from zeros" in demo.description


def test_another_source_or_state_asks_for_another_answer():
    demo = stepper(written=[X])
    demo.source = "ba"
    assert demo.written == []
    assert "Read: ba." in demo.description
    demo.written = [Y]
    demo.state = "zeros"
    assert demo.written == []


def test_the_stop_symbol_and_the_longest_answer_end_it():
    demo = stepper(written=[X, Y, X])
    assert not demo.finished
    demo.written = [X, Y, X, 2]
    assert demo.finished
    assert demo.message == "Written: xyx. The answer has ended."
    demo.written = [X] * LONGEST
    assert demo.finished


def test_what_is_missing_is_said():
    def stub(*_):
        raise NotImplementedError

    demo = decoder_stepper(stub, (), (), READING, WRITING, read, ["ab"])
    assert demo.problem.startswith("encoder_decoder is not written yet")
    assert demo.probabilities == []
    assert demo.message == ""


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (None, "returned None"),
        (np.zeros((1, 1, 5)), "should return two things, scores and backward"),
        ((np.zeros((1, 2, 5)), None), "the scores in the shape"),
        ((np.full((1, 1, 5), np.nan), None), "not finite"),
    ],
)
def test_nonsense_is_named(answer, problem):
    assert problem in stepper(lambda *_: answer).problem


def test_what_cannot_be_is_refused():
    demo = stepper()
    with pytest.raises(traitlets.TraitError, match="source cannot be read"):
        demo.source = "c"
    with pytest.raises(traitlets.TraitError, match="written must hold at most"):
        demo.written = [5]
    with pytest.raises(traitlets.TraitError, match="written must hold at most"):
        demo.written = [X] * (LONGEST + 1)
