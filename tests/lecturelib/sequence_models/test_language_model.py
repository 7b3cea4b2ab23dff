"""lecturelib.sequence_models.language_model: chances, what the model is told, any recurrent layer, and refusals."""

import numpy as np
import pytest

from lecturelib.recurrent import gru, gru_cell, rnn, rnn_cell
from lecturelib.sequence_models import LanguageModelParameters, character_language_model, generate_text


def drawn(seed, k=4, h=3, blocks=1):
    rng = np.random.default_rng(seed)
    shapes = ((k, blocks * h), (h, blocks * h), (blocks * h,), (h, k), (k,))
    return LanguageModelParameters(*(rng.standard_normal(shape) for shape in shapes))


def test_the_chances_of_all_texts_add_up_to_1():
    texts = np.array([[0, i, j, k] for i in range(3) for j in range(3) for k in range(3)])
    chances = [np.exp(-character_language_model(rnn, text[None], drawn(0, k=3))[0]) for text in texts]
    assert np.isclose(sum(chances), 1, rtol=1e-12)


def test_a_text_is_no_chain_of_pairs():
    """The last symbol's cost hangs on the first one, though both texts have the same symbol before it."""
    costs = []
    for first in (0, 1):
        whole, begun = (character_language_model(rnn, np.array([[first, 2, 3][:n]]), drawn(1))[0] for n in (3, 2))
        costs.append(whole - begun)
    assert abs(costs[0] - costs[1]) > 1e-3


def test_one_symbol_alone_costs_nothing():
    loss, backward = character_language_model(rnn, np.array([[1], [2]]), drawn(2))
    assert loss == 0
    assert not any(gradient.any() for gradient in backward(1.0))


def test_other_recurrent_layers_fit():
    parameters = drawn(3, blocks=3)
    loss, backward = character_language_model(gru, np.array([[0, 1, 2]]), parameters)
    assert loss > 0
    assert [g.shape for g in backward(1.0)] == [p.shape for p in parameters]
    assert generate_text(gru_cell, np.array([0]), np.full(5, 0.5), parameters).shape == (5,)


def test_symbols_come_as_often_as_they_are_likely():
    parameters = drawn(4, h=1)._replace(V=np.zeros((1, 4)), c=np.log([0.1, 0.2, 0.3, 0.4]))
    draws = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(generate_text(rnn_cell, np.array([0]), draws, parameters)).tolist() == [100, 200, 300, 400]
    squared = np.bincount(generate_text(rnn_cell, np.array([0]), draws, parameters, temperature=0.5)) / 1000
    np.testing.assert_allclose(squared, np.array([1, 4, 9, 16]) / 30, atol=1e-3)


def test_what_was_written_goes_on_like_a_prompt():
    parameters, draws = drawn(5), np.random.default_rng(5).random(8)
    whole = generate_text(rnn_cell, np.array([1, 3]), draws, parameters)
    later = generate_text(rnn_cell, np.concatenate([[1, 3], whole[:3]]), draws[3:], parameters)
    assert whole[3:].tolist() == later.tolist()


def test_a_cold_model_takes_the_likeliest():
    parameters = drawn(6)
    draws = np.array([0.001, 0.999])
    written = generate_text(rnn_cell, np.array([0, 1]), draws, parameters, temperature=1e-6)
    h = np.zeros((1, 3))
    for symbol in (0, 1):
        h, _ = rnn_cell(np.eye(4)[[symbol]], h, parameters[:3])
    assert written[0] == (h @ parameters.V + parameters.c).argmax()


def test_the_largest_draw_below_1_is_a_symbol():
    parameters = LanguageModelParameters(*(0 * each for each in drawn(7, k=7)))
    assert generate_text(rnn_cell, np.array([0]), np.array([np.nextafter(1, 0)]), parameters).tolist() == [6]


def test_bad_arguments_are_named():
    parameters, prompt, draws = drawn(8), np.array([0]), np.array([0.5])
    with pytest.raises(ValueError, match=r"^ids must lie in \[0, 4\); got 4$"):
        character_language_model(rnn, np.array([[0, 4]]), parameters)
    with pytest.raises(ValueError, match=r"^ids must have shape \(N, T\); got shape \(2,\)$"):
        character_language_model(rnn, np.array([0, 1]), parameters)
    with pytest.raises(ValueError, match=r"^prompt must lie in \[0, 4\); got -1$"):
        generate_text(rnn_cell, np.array([-1]), draws, parameters)
    with pytest.raises(ValueError, match=r"^prompt must hold at least one symbol; got none$"):
        generate_text(rnn_cell, prompt[:0], draws, parameters)
    with pytest.raises(ValueError, match=r"^draws must have shape \(S,\); got shape \(1, 1\)$"):
        generate_text(rnn_cell, prompt, draws[None], parameters)
    with pytest.raises(ValueError, match=r"^temperature must be"):
        generate_text(rnn_cell, prompt, draws, parameters, temperature=0.0)
