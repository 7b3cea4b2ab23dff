"""Networks of lecturelib, trained by lecturelib on data of lecturelib, learn what they are known to learn.

Nothing here rests on a lucky seed: with TRAINING_SEEDS=12 in the environment, every test is repeated with twelve.
"""

import os

import numpy as np
import pytest

from lecturelib.activations import relu, sigmoid, tanh
from lecturelib.datasets import (
    DATE_FORMATS,
    Alphabet,
    corpus,
    dates,
    digits,
    memory_task,
    train_test_split,
    unigram_entropy,
    xor,
)
from lecturelib.losses import binary_cross_entropy_with_logits, sequence_cross_entropy, softmax_cross_entropy
from lecturelib.networks import (
    LSTM,
    RNN,
    Activation,
    Affine,
    Conv2d,
    Dropout,
    Embedding,
    EncoderDecoder,
    Flatten,
    MaxPool2d,
    Sequential,
)
from lecturelib.optimizers import Optimizer, adam
from lecturelib.regularizers import l2_penalty
from lecturelib.schedules import cosine
from lecturelib.training import accuracy, evaluate, fit, predict

SEEDS = range(int(os.environ.get("TRAINING_SEEDS", "1")))
F32 = np.float32

pytestmark = pytest.mark.parametrize("seed", SEEDS)


def test_two_layers_learn_xor(seed):
    rng = np.random.default_rng(seed)
    x, labels = xor(4, rng, noise=0)
    network = Sequential(Affine(2, 4, rng), Activation(tanh), Affine(4, 1, rng))
    targets = labels[:, None].astype(float)
    settings = {"epochs": 300, "batch_size": 4, "rng": rng, "progress": False}
    optimizer = Optimizer(adam, learning_rate=0.05)
    history = fit(network, binary_cross_entropy_with_logits, optimizer, x, targets, **settings)
    assert np.array_equal(predict(network, x)[:, 0] > 0, labels == 1)
    assert history.epoch_losses[-1] < 0.02 < 0.5 < history.epoch_losses[0]


def test_three_hidden_units_learn_a_binary_code_for_eight_inputs(seed):
    """Without the penalty some hidden values stay near 1/2: any eight points that no plane mixes up would do."""
    rng = np.random.default_rng(seed)
    encoder = Sequential(Affine(8, 3, rng), Activation(sigmoid))
    network = Sequential(encoder, Affine(3, 8, rng))
    x, labels = np.eye(8), np.arange(8)
    settings = {"epochs": 1500, "batch_size": 8, "rng": rng, "progress": False}
    optimizer = Optimizer(adam, learning_rate=0.05)
    fit(network, softmax_cross_entropy, optimizer, x, labels, penalty=lambda W: l2_penalty(W, 0.001), **settings)
    codes = predict(encoder, x)
    assert accuracy(predict(network, x), labels) == 1
    assert np.all(np.abs(codes - 0.5) > 0.3)
    assert len({tuple(code) for code in (codes > 0.5).tolist()}) == 8


def test_a_convolutional_network_reads_digits_that_it_has_never_seen(seed):
    rng = np.random.default_rng(seed)
    images, labels = digits(F32)
    (x, y), (test_x, test_y) = train_test_split(images[:, None], labels, rng=rng, share=1 / 3)
    network = Sequential(
        Conv2d(1, 24, 3, rng, padding=1, dtype=F32),
        Activation(relu),
        Conv2d(24, 24, 3, rng, padding=1, dtype=F32),
        Activation(relu),
        MaxPool2d(2),
        Conv2d(24, 48, 3, rng, padding=1, dtype=F32),
        Activation(relu),
        MaxPool2d(2),
        Flatten(),
        Dropout(0.5, rng),
        Affine(192, 10, rng, dtype=F32),
    )
    epochs, batch_size = 12, 32
    steps = epochs * -(-len(x) // batch_size)
    settings = {"epochs": epochs, "batch_size": batch_size, "rng": rng, "progress": False}
    settings["schedule"] = lambda step: cosine(step, initial=0.005, steps=steps)
    fit(network, softmax_cross_entropy, Optimizer(adam), x, y, **settings)
    assert len(test_x) == 599
    assert accuracy(predict(network, test_x), test_y) > 0.98


def memory(kind, seed):
    """Return the share of right answers of a network that must remember the first of 100 symbols."""
    rng = np.random.default_rng(seed)
    layer = kind(10, 8, rng, last=True, dtype=F32)
    if kind is LSTM:
        # To begin with it keeps for about 100 steps and writes little: Tallec and Ollivier, 2018.
        layer.b[8:16] = np.log(100)
        layer.b[:8] = -np.log(100)
    (x, labels), (test_x, test_labels) = (memory_task(n, 100, rng, distractors=8) for n in (512, 256))
    network = Sequential(layer, Affine(8, 2, rng, dtype=F32))
    settings = {"epochs": 10, "batch_size": 32, "rng": rng, "max_gradient_norm": 1.0, "progress": False}
    optimizer = Optimizer(adam, learning_rate=0.005)
    fit(network, softmax_cross_entropy, optimizer, x.astype(F32), labels, **settings)
    return accuracy(predict(network, test_x.astype(F32)), test_labels)


def test_an_lstm_remembers_what_a_plain_network_forgets(seed):
    """The median, because about one plain network in a hundred has luck."""
    seeds = range(3 * seed, 3 * seed + 3)
    assert min(memory(LSTM, each) for each in seeds) > 0.98
    assert np.median([memory(RNN, each) for each in seeds]) < 0.65


def windows(ids, steps):
    """Return stretches of a text, and the same stretches one character further on."""
    count = (len(ids) - 1) // steps
    return ids[: count * steps].reshape(count, steps), ids[1 : count * steps + 1].reshape(count, steps)


def test_a_character_model_uses_what_came_before(seed):
    rng, steps = np.random.default_rng(seed), 50
    text, new_text = corpus(400, rng), corpus(80, rng)
    alphabet = Alphabet([text, new_text])
    (x, targets), new = (windows(alphabet.encode([each]).ids[0], steps) for each in (text, new_text))
    size = len(alphabet)
    network = Sequential(
        Embedding(size, 16, rng, dtype=F32), RNN(16, 64, rng, dtype=F32), Affine(64, size, rng, dtype=F32)
    )
    settings = {"epochs": 8, "batch_size": 32, "rng": rng, "max_gradient_norm": 5.0, "progress": False}
    untrained = evaluate(network, sequence_cross_entropy, *new) / steps
    fit(network, sequence_cross_entropy, Optimizer(adam, learning_rate=0.005), x, targets, **settings)
    entropy, loss = unigram_entropy(new_text), evaluate(network, sequence_cross_entropy, *new) / steps
    assert 2.5 < entropy < untrained
    assert loss < 0.4 * entropy


def test_an_encoder_decoder_translates_dates_that_it_has_never_seen(seed):
    rng = np.random.default_rng(seed)
    pairs = dates(2500, rng, formats=DATE_FORMATS[:3])
    written, numeric = Alphabet(source for source, _ in pairs), Alphabet(target for _, target in pairs)
    train, test = pairs[:2000], pairs[2000:]
    source = written.encode([each for each, _ in train]).ids
    told = numeric.encode([each for _, each in train], start=True).ids
    targets = tuple(numeric.encode([each for _, each in train], stop=True))
    network = EncoderDecoder(len(written), len(numeric), 16, 64, rng, padding=written.PADDING, dtype=F32)

    def translated():
        ids = written.encode([each for each, _ in test]).ids
        found = numeric.decode(network.greedy_decode(ids, numeric.START, numeric.STOP, max_steps=12))
        return np.mean([a == b for a, (_, b) in zip(found, test, strict=True)])

    assert translated() == 0
    epochs, batch_size = 14, 32
    steps = epochs * -(-len(train) // batch_size)
    settings = {"epochs": epochs, "batch_size": batch_size, "rng": rng, "max_gradient_norm": 1.0, "progress": False}
    settings["schedule"] = lambda step: cosine(step, initial=0.01, steps=steps)
    loss = lambda scores, labels: sequence_cross_entropy(scores, *labels)  # noqa: E731
    fit(network, loss, Optimizer(adam), (source, told), targets, **settings)
    assert translated() > 0.95
