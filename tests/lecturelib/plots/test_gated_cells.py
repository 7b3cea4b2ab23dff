import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.patches import Circle, FancyBboxPatch

from lecturelib import plots


def words_of(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def arrows_of(ax):
    """Return start and end of every arrow."""
    return [(text.xyann, text.xy) for text in ax.texts if getattr(text, "arrow_patch", None)]


@pytest.mark.parametrize(
    ("draw", "boxes", "signs"),
    [
        (plots.lstm_cell_sketch, ["$f$", "$i$", r"$\tilde c$", "$o$", "tanh"], ["+", "×", "×", "×"]),
        (plots.gru_cell_sketch, ["$r$", r"$\tilde h$"], ["+", "×", "×", "×"]),
    ],
)
def test_a_sketch_has_every_gate_and_every_knot(drawn, draw, boxes, signs):
    draw()
    (ax,) = drawn().axes
    words = words_of(ax)
    assert set(boxes) <= set(words)
    assert sorted(word for word in words if word in "+×") == signs
    assert sum(isinstance(patch, Circle) for patch in ax.patches) == len(signs)
    assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == {5: 5, 2: 3}[len(boxes)]


@pytest.mark.parametrize("draw", [plots.lstm_cell_sketch, plots.gru_cell_sketch])
def test_what_is_kept_runs_along_the_top(drawn, draw):
    """From the old cell or state to the new one there are a product and a sum, and no box."""
    draw()
    (ax,) = drawn().axes
    thick = [text for text in ax.texts if getattr(text, "arrow_patch", None) and text.arrow_patch.get_linewidth() > 2]
    assert len(thick) == 3
    assert {text.xyann[1] for text in thick} == {4.4}
    assert {mpl.colors.to_hex(text.arrow_patch.get_edgecolor()) for text in thick} == {"#0072b2"}


@pytest.mark.parametrize("draw", [plots.lstm_cell_sketch, plots.gru_cell_sketch])
def test_every_knot_joins_two_arrows(drawn, draw):
    draw()
    (ax,) = drawn().axes
    ends = np.array([end for _, end in arrows_of(ax)])
    for patch in ax.patches:
        if isinstance(patch, Circle):
            assert (np.hypot(*(ends - patch.center).T) < 0.5).sum() == 2


def test_gradient_is_drawn_by_powers_of_ten(drawn):
    plots.gradient_by_step({"plain": 0.5 ** np.arange(4.0)[::-1], "gated": np.array([0.0, 1.0, 1.0, 1.0])})
    (ax,) = drawn().axes
    assert ax.get_yscale() == "log"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step", "size of the gradient")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["plain", "gated"]
    plain, gated, _ = ax.lines
    assert plain.get_xdata().tolist() == [1, 2, 3, 4]
    assert plain.get_ydata().tolist() == [0.125, 0.25, 0.5, 1]
    assert np.isnan(gated.get_ydata()[0])  # zero has no place on this scale
    assert plain.get_linestyle() != gated.get_linestyle()
