import numpy as np
import pytest

from lecturelib import plots


def test_the_sketch_gives_the_shape_of_every_layer(drawn):
    plots.stages_sketch(np.eye(8), filters=(6, 12))
    (ax,) = drawn().axes
    words = [text.get_text() for text in ax.texts]
    for shape in ("1 × 8 × 8", "6 × 8 × 8", "6 × 4 × 4", "12 × 4 × 4", "12 × 2 × 2", "10 scores"):
        assert words.count(shape) == 1
    assert [words.count(name) for name in ("first stage", "second stage", "pooling")] == [1, 1, 2]
    assert ax.images[0].get_array().tolist() == np.eye(8).tolist()
    # Stacks of maps are drawn to scale, and the ten scores as ten boxes.
    sizes = [patch.get_width() for patch in ax.patches if patch.get_width() == patch.get_height()]
    assert [sizes.count(size) for size in (8, 4, 2, 1)] == [1 + 6, 6 + 6, 6, 10]


def test_rows_of_pictures_stand_in_order_with_their_names(drawn):
    pictures = np.arange(24.0).reshape(2, 3, 4)
    plots.picture_rows({"one": pictures, "two": -pictures}, signed=["two"])
    first, second = drawn().axes
    assert [ax.texts[0].get_text() for ax in (first, second)] == ["one", "two"]
    shown = first.images[0].get_array()
    assert shown.shape == (24, 2 * 32 + 4)
    np.testing.assert_array_equal(shown[4::8, 4:32:8], pictures[0])
    np.testing.assert_array_equal(shown[4::8, 40::8], pictures[1])
    assert np.isnan(np.ma.getdata(shown)[:, 32:36]).all()
    assert second.images[0].get_clim() == (-23, 23)
    assert first.images[0].get_clim() == (0, 23)


@pytest.mark.parametrize("pictures", [np.zeros((3, 2, 2)), np.full((1, 1, 1), -2.0)])
def test_rows_without_ink_can_be_drawn(drawn, pictures):
    plots.picture_rows({"row": pictures})
    low, high = drawn().axes[0].images[0].get_clim()
    assert low < high


def test_rows_of_pictures_of_several_sizes_stand_beneath_each_other(drawn):
    plots.picture_rows({"small": np.zeros((5, 3, 3)), "large": np.zeros((5, 8, 8))})
    small, large = (ax.patches for ax in drawn().axes)
    for one, other in zip(small, large, strict=True):
        assert one.get_x() / 3 == pytest.approx(other.get_x() / 8)
