import numpy as np
import pytest

from demos.loss_surfaces import LOSS_SURFACES


@pytest.mark.parametrize("name", LOSS_SURFACES)
def test_gradients_are_those_of_the_values(name):
    surface, rng = LOSS_SURFACES[name], np.random.default_rng(0)
    for w in rng.uniform(-2, 2, size=(20, 2)):
        direction, h = rng.standard_normal(2), 1e-5
        slope = (surface.value(w + h * direction) - surface.value(w - h * direction)) / (2 * h)
        assert surface.gradient(w) @ direction == pytest.approx(slope, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("name", LOSS_SURFACES)
def test_minima_are_lowest_and_start_and_minima_are_in_the_window(name):
    surface = LOSS_SURFACES[name]
    left, right, bottom, top = surface.window
    assert right - left == top - bottom
    for place in [*surface.minima, surface.start]:
        assert left < place[0] < right
        assert bottom < place[1] < top
    lowest = [float(surface.value(np.array(place))) for place in surface.minima]
    assert lowest == pytest.approx([lowest[0]] * len(lowest))
    assert surface.heights(101).min() >= lowest[0] - 1e-12
    for place in surface.minima:
        assert surface.gradient(np.array(place)) == pytest.approx([0, 0], abs=1e-12)


def test_the_gradient_is_an_array_of_its_own():
    w = np.array([1.0, 2.0])
    for surface in LOSS_SURFACES.values():
        assert not np.shares_memory(surface.gradient(w), w)


def test_the_ravine_is_that_of_the_text():
    assert LOSS_SURFACES["ravine"].gradient(np.array([1.0, 1.0])).tolist() == [0.1, 4.0]


def test_the_top_row_of_the_heights_is_the_top_of_the_window():
    surface = LOSS_SURFACES["rosenbrock"]
    heights = surface.heights(5)
    left, _, bottom, top = surface.window
    assert heights[0, 0] == surface.value(np.array([left, top]))
    assert heights[-1, 0] == surface.value(np.array([left, bottom]))
