"""What all layers share: names, live arrays, summaries."""

import numpy as np
import pytest

from lecturelib.networks import Affine, BatchNorm, Embedding, Layer, Sequential


class Twice(Layer):
    parameter_names = ("factor", "none")
    buffer_names = ("seen", "nothing")

    def __init__(self):
        self.factor, self.none, self.seen, self.nothing = np.array([2.0]), None, np.zeros(1), None

    def forward(self, x, training=False):
        return self.factor * x, lambda d_y: (self.factor * d_y, {"factor": np.sum(x * d_y, keepdims=True)})


class Both(Layer):
    parameter_names = ("own",)
    buffer_names = ("kept",)

    def __init__(self):
        self.own, self.kept, self.left, self.right = (
            np.ones(1),
            np.ones(2),
            Twice(),
            Affine(1, 1, None, bias=False, initialization=lambda shape, rng, dtype: np.full(shape, 5.0)),
        )

    @property
    def parts(self):
        return {"left": self.left, "right": self.right}


def test_names_of_arrays():
    layer = Both()
    assert list(layer.parameters) == ["own", "left.factor", "right.W"]
    assert list(layer.buffers) == ["kept", "left.seen"]
    assert layer.parameters["left.factor"] is layer.left.factor
    assert layer.buffers["left.seen"] is layer.left.seen


def test_a_layer_without_fields_has_no_arrays():
    assert Layer().parameters == Layer().buffers == Layer().parts == {}
    with pytest.raises(NotImplementedError, match=r"^Layer has no forward$"):
        Layer().forward(np.zeros(1))


def test_gradients_by_name():
    layer = Twice()
    assert layer.name_gradients(1.0, None) == {"factor": 1.0}
    assert layer.name_gradients(1.0, 2.0) == {"factor": 1.0, "none": 2.0}
    with pytest.raises(ValueError, match="shorter"):
        layer.name_gradients(1.0)


def test_layers_are_in_use_unless_told_that_they_train():
    layer = BatchNorm(1)
    layer.forward(np.array([[1.0], [5.0]]))
    assert layer.running_mean == 0.0
    layer.forward(np.array([[1.0], [5.0]]), True)
    assert np.allclose(layer.running_mean, 0.3)


def test_summary_of_one_layer():
    assert Twice().summary(np.zeros(3)) == (
        "place  layer  output  parameters\n       Twice  (N,)             1\n       total                   1"
    )


def test_summary_of_nested_networks():
    rng = np.random.default_rng(0)
    network = Sequential(Sequential(Affine(1000, 20, rng), BatchNorm(20)), Affine(20, 3, rng))
    before = network.buffers["0.1.running_mean"].copy()
    assert network.summary(np.ones((2, 7, 1000))[:, 0]).splitlines() == [
        "place  layer      output   parameters",
        "0.0    Affine     (N, 20)      20,020",
        "0.1    BatchNorm  (N, 20)          40",
        "1      Affine     (N, 3)           63",
        "       total                   20,123",
    ]
    assert np.array_equal(network.buffers["0.1.running_mean"], before)


def test_summary_of_what_carries_a_mask():
    ids = np.zeros((2, 3), dtype=int)
    lines = Embedding(4, 5, np.random.default_rng(0)).summary((ids, ids == 0)).splitlines()
    assert lines[1].split() == ["Embedding", "(N,", "3,", "5)", "20"]
