import numpy as np

from lecturelib import plots


def test_signed_panels_have_a_symmetric_scale_and_a_colour_bar(drawn):
    signed = np.array([[-3.0, 1.0], [0.0, 2.0]])
    plots.pixel_panels({"ink": np.eye(2), "weights": signed, "zero": np.zeros((2, 2))}, signed=["weights", "zero"])
    figure = drawn()
    assert [ax.get_title() for ax in figure.axes] == ["ink", "weights", "zero"]
    assert [len(ax.child_axes) for ax in figure.axes] == [0, 1, 1]  # a bar of colours beside each signed panel
    assert figure.axes[1].images[0].get_clim() == (-3, 3)
    assert figure.axes[2].images[0].get_clim() == (-1, 1)
    assert figure.axes[0].images[0].get_cmap().name == "gray_r"


def test_pictures_have_no_ticks(drawn):
    plots.pixel_panels({"ink": np.eye(2)})
    (ax,) = drawn().axes
    assert len(ax.get_xticks()) == len(ax.get_yticks()) == 0


def test_panels_may_share_a_scale(drawn):
    plots.pixel_panels({"a": np.full((2, 2), 3.0), "b": np.zeros((2, 2))}, darkest=4)
    assert [ax.images[0].get_clim() for ax in drawn().axes] == [(0, 4), (0, 4)]
