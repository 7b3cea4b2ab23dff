"""The text generator without a browser: what the reader's model writes, the states beneath it, and what is said."""

import numpy as np
import pytest
import traitlets

from demos import text_generator
from demos.text_generator import LENGTH
from lecturelib.datasets import Alphabet
from tests.demos import lesson_10_functions as written

ALPHABET = Alphabet(["The Evry Ada saw smal r"])
RECORDED = {step: written.language_model(step, len(ALPHABET)) for step in (0, 50, 200)}


def generator(generate_text=written.generate_text, rnn_cell=written.rnn_cell, recorded=RECORDED, alphabet=ALPHABET):
    return text_generator(generate_text, rnn_cell, recorded, alphabet)


def states_of(demo):
    return np.frombuffer(demo.states, "<f4").reshape(-1, demo.units)


def test_the_text_is_what_the_readers_model_writes():
    demo = generator()
    assert (demo.records, demo.record) == ([0, 50, 200], 2)
    for record, temperature, seed in ((2, 1.0, 0), (0, 0.5, 3), (1, 2.0, 1)):
        demo.record, demo.temperature, demo.seed = record, temperature, seed
        prompt = ALPHABET.encode([demo.prompt]).ids[0]
        draws = np.random.default_rng(seed).random(LENGTH)
        ids = written.generate_text(written.rnn_cell, prompt, draws, [*RECORDED.values()][record], temperature)
        assert demo.written == ALPHABET.decode(ids[np.newaxis])[0]
        assert f"After {demo.records[record]} training steps, at the temperature {temperature:.3g}" in demo.message


def test_under_each_letter_stands_the_state_after_it():
    demo = generator()
    ids = ALPHABET.encode([demo.prompt + demo.written]).ids[0]
    U, W, b, _, _ = RECORDED[200]
    expected, _ = written.rnn(np.eye(len(U))[ids][np.newaxis], np.zeros((1, len(W))), (U, W, b))
    np.testing.assert_allclose(states_of(demo), expected[0], rtol=1e-5, atol=1e-6)
    assert demo.units == 6


def test_of_many_units_the_first_are_shown():
    demo = generator(recorded={7: written.language_model(0, len(ALPHABET), hidden=40)})
    assert demo.units == 24
    assert states_of(demo).shape == (len(demo.prompt) + LENGTH, 24)


def test_the_description_holds_the_text_that_is_shown():
    demo = generator()
    assert f"The text: {demo.prompt}{demo.written}" in demo.description
    assert f"with all {LENGTH} symbols written" in demo.message
    demo.shown = 10
    assert f"{demo.prompt}{demo.written[:10]} Beneath" in demo.description
    assert f"with 10 of {LENGTH} symbols written" in demo.message


def test_showing_more_asks_for_nothing():
    asked = []

    def counting(*arguments):
        asked.append(1)
        return written.generate_text(*arguments)

    demo = generator(counting)
    demo.shown = 3
    assert len(asked) == 1
    demo.prompt = "Ada saw "
    assert len(asked) == 2


def test_prompts_are_those_that_the_alphabet_can_write():
    assert generator().prompts == ["The ", "Every ", "Ada saw ", "A small r", "s"]
    without = Alphabet(["The Evry s"])
    assert generator(recorded={0: written.language_model(0, len(without))}, alphabet=without).prompts[1:] == [
        "Every ",
        "s",
    ]
    assert generator(recorded={0: written.language_model(0, 5)}, alphabet=Alphabet(["xy"])).prompts == ["x"]


def test_symbols_that_no_text_holds_are_points():
    c = np.full(len(ALPHABET), -90.0)
    c[:3] = 0.0
    silent = (*written.language_model(0, len(ALPHABET))[:3], np.zeros((6, len(ALPHABET))), c)
    assert generator(recorded={0: silent}).written == "\u00b7" * LENGTH


@pytest.mark.parametrize(
    ("functions", "sentence"),
    [
        ({"generate_text": written.unwritten}, "generate_text is not written yet"),
        ({"rnn_cell": written.unwritten}, "rnn_cell is not written yet"),
        ({"rnn_cell": lambda x, h, p: h}, "rnn_cell should return two things"),
        ({"rnn_cell": lambda x, h, p: (x, None)}, "rnn_cell returned the new state in the shape"),
        (
            {"generate_text": lambda *a: written.generate_text(*a)[1:]},
            "generate_text returned the symbols in the shape",
        ),
        ({"generate_text": lambda *a: np.full(LENGTH, 99)}, "symbols that the alphabet does not have"),
        ({"generate_text": lambda *a: np.full(LENGTH, 3.5)}, "symbols that the alphabet does not have"),
        ({"generate_text": lambda *a: "text"}, "where numbers were expected"),
    ],
)
def test_what_is_missing_or_wrong_is_told(functions, sentence):
    demo = generator(**functions)
    assert sentence in demo.problem
    assert demo.written == ""
    assert demo.states == b""
    assert "no text that could be shown" in demo.message


def test_records_cannot_be_spoilt():
    def greedy(cell, prompt, draws, parameters, temperature):
        answer = written.generate_text(cell, prompt, draws, parameters, temperature)
        for each in parameters:
            each[...] = 0
        return answer

    demo = generator(greedy)
    before = demo.written
    demo.seed = 1
    demo.seed = 0
    assert demo.written == before


def test_nothing_recorded_is_a_sentence():
    with pytest.raises(ValueError, match="recorded must hold the parameters"):
        generator(recorded={})


@pytest.mark.parametrize("state", [("prompt", ""), ("prompt", "z"), ("temperature", 0), ("shown", LENGTH + 1)])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError):
        setattr(generator(), *state)


def test_a_record_beyond_the_last_is_the_last():
    demo = generator()
    demo.record = 9
    assert demo.record == 2
