"""Exercise sequence_tagger: a tag for every word, from the words so far."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks.layers import (
    Array,
    Recurrent,
    affine,
    draw_weights,
    fading_layer,
)
from lecturelib.sequence_models import sequence_tagger

Weights = tuple[Array, ...]


def _case(rng: np.random.Generator, label: str, words: Any, d: int, hidden: int, tags: int) -> Case:
    numbers = np.array(words)
    shapes = ((5, d), (d, hidden), (hidden, hidden), (hidden,), (hidden, tags), (tags,))
    return Case(
        label,
        (fading_layer, numbers, draw_weights(rng, *shapes)),
        incoming=rng.standard_normal((*numbers.shape, tags)),
    )


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw sentences; in most of them a word comes more than once."""
    return [
        _case(rng, "one word", [[3]], 2, 3, 2),
        _case(rng, "a word that comes twice in a sentence", [[1, 4, 1]], 2, 3, 4),
        _case(rng, "two sentences with words in common", [[0, 2, 3, 1], [2, 0, 0, 4]], 3, 2, 3),
        _case(rng, "as many sentences as words and units", [[4, 1, 2], [1, 3, 3], [0, 0, 0]], 3, 3, 3),
    ]


def tags_each_word_by_itself(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    n, steps = words.shape
    states, back_to_x = rnn(E[words.reshape(-1, 1)], np.zeros((n * steps, len(W))), (U, W, b))
    scores, back_to_states = affine(states.reshape(n, steps, -1), V, c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states.reshape(n * steps, 1, -1))
        d_E = np.zeros_like(E)
        np.add.at(d_E, words, d_x.reshape(n, steps, -1))
        return d_E, d_U, d_W, d_b, d_V, d_c

    return scores, backward


def reads_from_the_right(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    turned = words[:, ::-1]
    states, back_to_x = rnn(E[turned], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states[:, ::-1], V, c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states[:, ::-1])
        d_E = np.zeros_like(E)
        np.add.at(d_E, turned, d_x)
        return d_E, d_U, d_W, d_b, d_V, d_c

    return scores, backward


def gives_the_sentence_one_tag(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_state = affine(states[:, -1], V, c)

    def backward(d_scores: Array) -> Any:
        d_states = np.zeros_like(states)
        d_states[:, -1], d_V, d_c = back_to_state(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states)
        d_E = np.zeros_like(E)
        np.add.at(d_E, words, d_x)
        return d_E, d_U, d_W, d_b, d_V, d_c

    return scores, backward


def leaves_out_the_bias_c(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, 0 * c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states)
        d_E = np.zeros_like(E)
        np.add.at(d_E, words, d_x)
        return d_E, d_U, d_W, d_b, d_V, 0 * d_c

    return scores, backward


def turns_scores_into_probabilities(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    p = np.exp(scores - scores.max(axis=2, keepdims=True))
    p = p / p.sum(axis=2, keepdims=True)

    def backward(d_p: Array) -> Any:
        d_states, d_V, d_c = back_to_states(p * (d_p - (p * d_p).sum(axis=2, keepdims=True)))
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states)
        d_E = np.zeros_like(E)
        np.add.at(d_E, words, d_x)
        return d_E, d_U, d_W, d_b, d_V, d_c

    return p, backward


def writes_over_the_gradient_of_a_word(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states)
        d_E = np.zeros_like(E)
        d_E[words] += d_x
        return d_E, d_U, d_W, d_b, d_V, d_c

    return scores, backward


def averages_the_gradient_of_a_word(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_x(d_states)
        d_E, times = np.zeros_like(E), np.zeros((len(E), 1))
        np.add.at(d_E, words, d_x)
        np.add.at(times, words, 1.0)
        return d_E / np.maximum(times, 1), d_U, d_W, d_b, d_V, d_c

    return scores, backward


def keeps_the_vectors_as_they_are(rnn: Recurrent, words: Array, parameters: Weights) -> Any:
    E, U, W, b, V, c = parameters
    states, back_to_x = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)

    def backward(d_scores: Array) -> Any:
        d_states, d_V, d_c = back_to_states(d_scores)
        _, _, (d_U, d_W, d_b) = back_to_x(d_states)
        return np.zeros_like(E), d_U, d_W, d_b, d_V, d_c

    return scores, backward


EXERCISE = Exercise(
    name="sequence_tagger",
    number="10.7",
    reference=sequence_tagger,
    parts=(
        Part("scores", 1, draw_cases, value_of_pair("scores")),
        Part("gradient", 2, draw_cases, gradients("d_E", "d_U", "d_W", "d_b", "d_V", "d_c")),
    ),
    wrong_answers=(
        WrongAnswer(
            tags_each_word_by_itself,
            "each word is tagged as if it stood alone, from a state of zeros: then `saw` gets the same tag everywhere",
        ),
        WrongAnswer(
            reads_from_the_right, "your sentences are read from the last word to the first; the network reads as you do"
        ),
        WrongAnswer(
            gives_the_sentence_one_tag,
            "only the last state is turned into scores: that sorts whole sentences; here every word has a tag",
        ),
        WrongAnswer(leaves_out_the_bias_c, "the scores lack a term: which parameter do you never use?"),
        WrongAnswer(
            turns_scores_into_probabilities,
            "a softmax has been applied already; the loss takes the scores and applies its own",
        ),
        WrongAnswer(
            writes_over_the_gradient_of_a_word,
            "where a word comes twice, one of its two gradients is lost: `d_E[words] += d_x` looks up each row "
            "once, and "
            "the last one written stays",
        ),
        WrongAnswer(
            averages_the_gradient_of_a_word,
            "the gradient of a word that comes often is divided by how often it comes; shared parameters collect a sum",
        ),
        WrongAnswer(
            keeps_the_vectors_as_they_are,
            "the words' vectors get no gradient, so that they stay as they were drawn; they are parameters like the "
            "others",
        ),
    ),
)
