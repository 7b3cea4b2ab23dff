import matplotlib as mpl
import numpy as np
import pytest

from lecturelib import plots

BLUE = pytest.approx(mpl.colors.to_rgba("#0072B2"))


def sheets_of(ax):
    """Return the middles of the blue cells, and of the others, of one panel."""
    blue, pale = [], []
    for collection in ax.collections:
        middles = [path.vertices[:4].mean(axis=0) for path in collection.get_paths()]
        (blue if tuple(collection.get_facecolor()[0]) == BLUE else pale).extend(middles)
    return np.array(blue), np.array(pale)


def test_each_normalisation_has_a_panel_with_the_numbers_that_share_a_mean(drawn):
    plots.shared_statistics()
    axes = drawn().axes
    lit = {ax.texts[0].get_text(): sheets_of(ax) for ax in axes}
    assert {title: len(blue) for title, (blue, _) in lit.items()} == {
        "batch norm": 3 * 6,
        "layer norm": 4 * 6,
        "instance norm": 6,
        "group norm, 2 groups": 2 * 6,
    }
    assert all(len(blue) + len(pale) == 3 * 4 * 6 for blue, pale in lit.values())
    # Batch norm's cells lie on three sheets far apart, all others on the front sheet alone.
    reach = {title: np.ptp(blue[:, 1]) for title, (blue, _) in lit.items()}
    assert reach["batch norm"] > 10 > 6 > max(reach[title] for title in reach if title != "batch norm")


def test_the_cells_of_a_block_do_not_cover_one_another(drawn):
    plots.shared_statistics()
    cells = np.concatenate([each for each in sheets_of(drawn().axes[0]) if len(each)])
    distances = np.abs(cells[:, None] - cells[None]).max(axis=2)
    assert (distances + np.eye(len(cells))).min() > 0.9


def test_the_sketch_has_every_quantity_and_seven_arrows(drawn):
    plots.three_ways_sketch()
    (ax,) = drawn().axes
    words = [text.get_text() for text in ax.texts]
    assert {r"$\mu$", r"$\sigma^2$", r"$\hat x_i$", "$x_i$", "$y_i$"} <= set(words)
    arrows = [text.arrow_patch for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 7
    assert {arrow.get_linestyle() for arrow in arrows} == {"-", "--", ":"}  # no way is told by its colour alone


def test_each_layer_has_a_histogram_and_its_deviation(drawn):
    rng = np.random.default_rng(0)
    layers = [rng.normal(scale=scale, size=400) for scale in (1.0, 0.1, 0.01)]
    plots.layer_histograms({"one": layers, "two": layers[:2]}, "value")
    one, two = drawn().axes
    assert [ax.get_title() for ax in (one, two)] == ["one", "two"]
    assert one.get_ylabel() == "layer" and one.get_xlabel() == "value"
    assert [len(ax.patches) for ax in (one, two)] == [3, 2]
    shown = [text.get_text() for text in one.texts if text.get_text() != "deviation"]
    assert shown == [f"{layer.std():.1g}" for layer in reversed(layers)]
    # The narrow histogram of the third layer stands in few bins, that of the first in many.
    filled = [np.count_nonzero(patch.get_data().values > patch.get_data().baseline) for patch in one.patches]
    assert filled[0] < 5 < 30 < filled[2]


def test_a_layer_that_never_changes_is_drawn(drawn):
    plots.layer_histograms({"constant": [np.zeros(5), np.linspace(-1, 1, 5)]}, "value")
    assert "0" in [text.get_text() for text in drawn().axes[0].texts]


def test_clouds_have_one_scale(drawn):
    near, far = np.array([[0.5, -0.5], [0.0, 1.0]]), np.array([[4.0, 0.0], [-2.0, -3.0]])
    plots.channel_scatter({"near": near, "far": far})
    axes = drawn().axes
    assert [ax.get_title() for ax in axes] == ["near", "far"]
    assert [ax.collections[0].get_offsets().tolist() for ax in axes] == [near.tolist(), far.tolist()]
    assert {ax.get_xlim() for ax in axes} == {ax.get_ylim() for ax in axes} == {(-4.4, 4.4)}
