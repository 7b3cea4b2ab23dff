"""Networks of stages, observed through the border between grader and submission."""

import numpy as np
import pytest

from autograder.checks.answers import pair_of, several
from autograder.checks.examine import examine
from autograder.exercises import find_exercise
from autograder.exercises.lesson_09_convolutional_networks.stages import (
    draw_stages,
    draw_transposed_stages,
    stage_gradients,
)
from autograder.subjects import LocalSubject, SubjectRefusedError
from lecturelib import convolutional_networks

CNN, AUTOENCODER = find_exercise("cnn"), find_exercise("conv_autoencoder")


def changed(change_responses=lambda responses: responses, change_gradients=lambda gradients: gradients):
    """Return the right cnn with what it gives back changed."""

    def answer(x, stages, W, b, training=False, rate=0.25, seed=0):
        responses, backward = convolutional_networks.cnn(x, stages, W, b, training, rate, seed)
        return change_responses(responses), lambda d_scores: change_gradients(backward(d_scores))

    return LocalSubject(answer)


def scores(report):
    return [part.score for part in report.parts]


def sentences(report):
    return [" ".join(part.failure.sentences) if part.failure else "" for part in report.parts]


def test_lists_and_tuples_are_both_welcome():
    report = examine(
        CNN, changed(list, lambda gradients: [gradients[0], list(map(list, gradients[1])), *gradients[2:]]), 3
    )
    assert report.score == report.points


def test_the_forward_pass_alone_earns_its_points():
    def raises(gradients):
        raise NotImplementedError

    report = examine(CNN, changed(change_gradients=raises), 3)
    assert scores(report) == [2, 0, 0, 0]


def test_scores_without_the_other_layers_are_a_sentence():
    report = examine(CNN, changed(lambda responses: responses[-1]), 3)
    assert scores(report)[:2] == [0, 2]
    assert (
        "the list of responses holds a single value where 7 are expected: convolution 1, ReLU 1" in sentences(report)[0]
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda gradients: gradients[1:], "backward returns 3 values where 4 are expected: d_x, d_stages, d_W, d_b"),
        (lambda gradients: (*gradients[:1], None, *gradients[2:]), "d_stages should hold 2 pairs, one for each stage"),
        (
            lambda gradients: (gradients[0], [each[0] for each in gradients[1]], *gradients[2:]),
            "each entry of d_stages should be a pair: d_kernels and d_bias of a stage",
        ),
    ],
)
def test_gradients_of_another_form_are_a_sentence(change, sentence):
    report = examine(CNN, changed(change_gradients=change), 3)
    assert scores(report)[:2] == [2, 0]
    assert sentence in sentences(report)[1]


def test_the_layer_that_is_wrong_is_named():
    def second_activation_spoiled(responses):
        return [each + (place == 4) for place, each in enumerate(responses)]

    report = examine(CNN, changed(second_activation_spoiled), 3)
    assert "ReLU 2 is wrong at" in sentences(report)[0]


def test_an_autoencoder_without_codes_is_a_sentence():
    def answer(x, encoder, decoder):
        (reconstruction, _), backward = convolutional_networks.conv_autoencoder(x, encoder, decoder)
        return reconstruction, backward

    report = examine(AUTOENCODER, LocalSubject(answer), 3)
    assert scores(report) == [0, 2, 1]
    assert "holds a single value where 2 are expected: reconstruction, codes" in sentences(report)[0]


def test_a_gradient_of_no_stage_is_told_from_one_of_several():
    stages = draw_stages(np.random.default_rng(0), 1, 2, 3)
    assert [k.shape for k, _ in stages] == [(2, 1, 3, 3), (3, 2, 3, 3)]
    assert list(stage_gradients("d_stages", stages, stages)) == [
        f"{what} of stage {number}" for number in (1, 2) for what in ("d_kernels", "d_bias")
    ]
    with pytest.raises(SubjectRefusedError, match="should hold 2 pairs, one for each stage; it holds 1"):
        stage_gradients("d_stages", stages[:1], stages)


def test_kernels_of_a_decoder_have_the_channels_first():
    assert [k.shape for k, _ in draw_transposed_stages(np.random.default_rng(0), 4, 3, 1)] == [
        (4, 3, 2, 2),
        (3, 1, 2, 2),
    ]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [(None, "is there a return"), (np.zeros(3), "no pair"), ((1, 2), "no pair"), ((1, len, 3), "no pair")],
)
def test_what_is_no_pair_is_a_sentence(answer, sentence):
    with pytest.raises(SubjectRefusedError, match=sentence):
        pair_of(answer)


def test_too_few_values_are_counted():
    with pytest.raises(SubjectRefusedError, match="backward returns 1 values where 2 are expected: a, b"):
        several([1], ("a", "b"), "backward returns")
