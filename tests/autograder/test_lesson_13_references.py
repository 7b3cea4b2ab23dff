"""The small framework that lesson 13's exercises are held against, against what it was not made of."""

from pathlib import Path

import numpy as np
import pytest

from autograder.exercises.lesson_13_capstone import references
from lecturelib import losses, networks


def framework_and_sequence(widths=(4, 6, 3)):
    """Return a network of the lesson's, and one of lecturelib's with the same weights."""
    rng = np.random.default_rng(1)
    first, second = references.AffineLayer(*widths[:2], rng), references.AffineLayer(*widths[1:], rng)
    ours = references.Network([first, references.ReluLayer(), second])
    return ours, [first.parameters, second.parameters], rng


def test_gradients_are_central_differences():
    network, _, rng = framework_and_sequence()
    x, labels = rng.standard_normal((5, 4)), np.array([0, 1, 2, 0, 1])
    scores, backward = network.forward(x)
    _, gradients = backward(losses.softmax_cross_entropy(scores, labels)[1](1.0))
    assert gradients.keys() == network.parameters.keys() == {"0.W", "0.b", "2.W", "2.b"}
    for name, array in network.parameters.items():
        for place in np.ndindex(array.shape):
            here = array[place]
            found = []
            for moved in (here + 1e-6, here - 1e-6):
                array[place] = moved
                found.append(references.evaluate(network, x, labels)[0])
            array[place] = here
            assert gradients[name][place] == pytest.approx((found[0] - found[1]) / 2e-6, abs=1e-7)


def test_outputs_are_those_of_lecturelibs_network():
    ours, weights, rng = framework_and_sequence()
    layers = [networks.Affine(4, 6, rng), networks.Activation(references.relu), networks.Affine(6, 3, rng)]
    for layer, given in zip((layers[0], layers[2]), weights, strict=True):
        layer.parameters["W"][...], layer.parameters["b"][...] = given["W"], given["b"]
    x = rng.standard_normal((5, 4))
    theirs, _ = networks.Sequential(*layers).forward(x)
    assert ours.forward(x)[0] == pytest.approx(theirs)


def test_a_training_by_hand():
    """One affine layer from zeros, one batch: the first loss is ln 2, the step is along (softmax - one-hot) / N."""
    layer = references.AffineLayer(1, 2, np.random.default_rng(0))
    layer.parameters["W"][...] = 0
    network = references.Network([layer])
    x, labels = np.array([[1.0], [3.0]]), np.array([0, 1])
    found = references.fit(network, references.Optimizer(references.momentum, learning_rate=1.0), x, labels, 1, 2, 0)
    assert found == pytest.approx([np.log(2)])
    assert network.parameters["0.W"] == pytest.approx(np.array([[-0.5, 0.5]]))
    assert network.parameters["0.b"] == pytest.approx(np.zeros(2))


def test_no_digit_is_both_learned_from_and_held_out():
    x, labels, new_x, new_labels = references.split_digits()
    assert (len(x), len(new_x)) == (1200, 597) and len(labels) + len(new_labels) == 1797
    assert len(np.unique(np.concatenate([x, new_x]), axis=0)) == len(np.unique(x, axis=0)) + len(
        np.unique(new_x, axis=0)
    )


def test_the_notebook_splits_the_digits_alike():
    script = Path(__file__).resolve().parents[2] / "solutions" / "13-capstone.py"
    (cell,) = [cell for cell in script.read_text(encoding="utf-8").split("\n# %%") if "all_labels = digits()" in cell]
    namespace = {"np": np, "digits": references.digits}
    exec(cell.partition("\n")[2].split("\n# ")[0], namespace)
    names = ("train_x", "train_y", "test_x", "test_y")
    for name, wanted in zip(names, references.split_digits(), strict=True):
        assert np.array_equal(namespace[name], wanted)
