import numpy as np
import pytest

from lecturelib import plots


@pytest.mark.parametrize("steps", [2, 4])
def test_the_sketch_has_a_cell_for_each_step_and_the_same_weights_on_all(drawn, steps):
    plots.unrolled_sketch(steps)
    (ax,) = drawn().axes
    words = [text.get_text() for text in ax.texts]
    for step in range(1, steps + 1):
        assert [words.count(f"${letter}_{step}$") for letter in "xho"] == [1, 1, 1]
    assert f"$h_{steps + 1}$" not in words
    assert [words.count(f"${letter}$") for letter in "UVW"] == [steps + 1] * 3
    assert len(ax.patches) == 3 * (steps + 1)


def test_gradients_stand_at_their_distance_from_the_loss(drawn):
    plots.gradient_reach({"one": np.array([4.0, 2.0, 1.0]), "two": np.array([1e-3, 1.0])})
    (ax,) = drawn().axes
    one, two = ax.lines
    assert one.get_xydata().tolist() == [[2, 4], [1, 2], [0, 1]]
    assert two.get_xydata().tolist() == [[1, 1e-3], [0, 1]]
    assert ax.get_yscale() == "log"
    assert [text.get_text() for text in ax.texts] == ["one", "two"]
    assert one.get_linestyle() != two.get_linestyle()


def test_one_state_alone_can_be_drawn(drawn):
    plots.gradient_reach({"one": np.array([1.0])})
    assert drawn().axes[0].get_xlim() == (0, 1.3)


def test_losses_are_held_against_guesses(drawn):
    plots.losses_of_text(np.array([0, 10]), np.array([3.0, 1.0]), {"alike": 3.5, "frequent": 2.5})
    (ax,) = drawn().axes
    curve, *levels = ax.lines
    assert curve.get_xydata().tolist() == [[0, 3], [10, 1]]
    assert [level.get_ydata()[0] for level in levels] == [3.5, 2.5]
    assert [text.get_text() for text in ax.texts] == ["alike", "frequent"]
    assert ax.get_ylim()[0] == 0
    assert ax.get_ylim()[1] > 3.5
