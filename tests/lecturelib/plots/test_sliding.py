import numpy as np
from matplotlib.colors import to_hex

from lecturelib import plots
from lecturelib.plots.style import BLUE

KERNEL = np.array([[1, 0], [2, -1]])
IMAGE = np.array([[1, 2, 0], [3, 1, 1], [0, 2, 4]])


def test_the_sketch_shows_the_right_numbers(drawn):
    plots.sliding_kernel_sketch()
    (ax,) = drawn().axes
    written = [text.get_text().replace("\N{MINUS SIGN}", "-") for text in ax.texts]
    cells = [int(text) for text in written if text.lstrip("-").isdigit()]
    image, on_image, kernel, response = np.split(np.array(cells), [9, 13, 17])
    assert image.tolist() == IMAGE.ravel().tolist()
    assert on_image.tolist() == kernel.tolist() == KERNEL.ravel().tolist()
    windows = [IMAGE[i : i + 2, j : j + 2] for i in range(2) for j in range(2)]
    assert response.tolist() == [int(np.sum(window * KERNEL)) for window in windows]


def test_connections_are_as_many_as_the_titles_say(drawn):
    plots.connection_sketches()
    dense, local, shared = drawn().axes
    assert [len(ax.lines) for ax in (dense, local, shared)] == [24, 12, 12]
    assert dense.get_title() == "dense: 24 weights"
    assert local.get_title() == "local: 12 weights"
    looks = {(line.get_color(), line.get_linestyle()) for line in shared.lines}
    assert len(looks) == 3
    for line in shared.lines:
        (source, output), same = line.get_xdata(), (line.get_color(), line.get_linestyle())
        others = [each for each in shared.lines if (each.get_color(), each.get_linestyle()) == same]
        assert {each.get_xdata()[1] - each.get_xdata()[0] for each in others} == {output - source}


def test_places_are_as_many_as_the_titles_say(drawn):
    plots.places_sketch()
    for ax, count, stride, cells in zip(drawn().axes, (5, 7, 4), (1, 1, 2), (7, 9, 9), strict=True):
        assert ax.get_title().endswith(f"{count} places")
        middles = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
        assert len(middles) == count
        assert np.diff(middles).tolist() == [stride] * (count - 1)
        assert len(ax.patches) == cells


def test_responses_stand_below_their_signal(drawn):
    signal = np.array([0.0, 0.0, 1.0, 1.0])
    plots.signal_and_responses(signal, {"difference": np.array([0.0, 1.0, 0.0]), "mean": np.array([0.0, 0.5, 1.0])})
    above, below = drawn().axes
    assert above.lines[0].get_ydata().tolist() == signal.tolist()
    assert [line.get_ydata().tolist() for line in below.lines[1:]] == [[0, 1, 0], [0, 0.5, 1]]
    assert [text.get_text() for text in below.get_legend().get_texts()] == ["difference", "mean"]
    assert above.get_xlim() == below.get_xlim()


def test_signed_panels_are_white_at_zero_and_others_grey(drawn):
    plots.brightness_panels({"photo": np.eye(2, 3), "edges": np.array([[-4.0, 0.0, 2.0]] * 2)}, signed=["edges"])
    photo, edges = drawn().axes
    assert photo.images[0].get_cmap().name == "gray"
    picture = edges.images[0]
    assert picture.get_clim() == (-4, 4)
    assert min(picture.cmap(picture.norm(0.0))) > 0.99
    assert to_hex(picture.cmap(picture.norm(4.0))) == BLUE.lower()
    assert len(photo.get_xticks()) == len(photo.get_yticks()) == 0


def test_a_signed_panel_of_zeros_has_a_scale(drawn):
    plots.brightness_panels({"nothing": np.zeros((2, 2))}, signed=["nothing"])
    assert drawn().axes[0].images[0].get_clim() == (-1, 1)
