"""Activations as layers: settings and titles."""

from functools import partial

import numpy as np

from lecturelib.activations import elu, relu
from lecturelib.networks import Activation


def test_an_activation_with_settings():
    layer = Activation(elu, alpha=2.0)
    assert np.allclose(layer.forward(np.array([-1.0, 1.0]))[0], [2 * (np.exp(-1) - 1), 1])
    assert (layer.function, layer.settings) == (elu, {"alpha": 2.0})
    assert layer.forward(np.ones(1))[1](np.ones(1))[1] == {}


def test_titles():
    assert Activation(relu).title == "Activation(relu)"
    assert Activation(partial(elu, alpha=2.0)).title.startswith("Activation(functools.partial(<function elu")
