"""The pooling explorer without a browser: what it computes with the reader's functions, and what it counts."""

import numpy as np
import pytest
import traitlets

from demos import pooling_explorer
from demos.pooling_explorer import PoolingExplorer
from demos.sliding_pictures import SIZE, shifted_picture

NOT_WRITTEN = "is not written yet: write it in its exercise above, then run this cell again."


def pooling(reduce):
    def pool(x, size=2, stride=None):
        step = stride or size
        places = (x.shape[2] - size) // step + 1
        y = np.zeros((*x.shape[:2], places, places))
        for i, j in np.ndindex(places, places):
            y[:, :, i, j] = reduce(x[:, :, i * step : i * step + size, j * step : j * step + size], axis=(2, 3))
        return y, lambda d_y: None

    return pool


max_pool2d, avg_pool2d = pooling(np.max), pooling(np.mean)


def stub(*_arguments):
    raise NotImplementedError


def pooled(explorer):
    return np.frombuffer(explorer.pooled, "<f4").reshape(2, explorer.places, explorer.places)


def crosses(explorer):
    return np.frombuffer(explorer.changed, np.uint8).reshape(explorer.places, explorer.places)


@pytest.mark.parametrize(("kind", "pool"), [("maximum", max_pool2d), ("average", avg_pool2d)])
@pytest.mark.parametrize(("window", "stride"), [(2, 2), (3, 1), (1, 1), (4, 5)])
def test_what_is_pooled_is_what_the_readers_function_answers(kind, pool, window, stride):
    explorer = PoolingExplorer(
        max_pool2d, avg_pool2d, picture="flower", kind=kind, window=window, stride=stride, shift=2
    )
    before, after = (pool(shifted_picture("flower", s)[None, None], window, stride)[0][0, 0] for s in (0, 2))
    assert pooled(explorer) == pytest.approx(np.stack([before, after]), abs=1e-6)
    assert (crosses(explorer) == (np.abs(before - after) > 1e-8)).all()
    assert explorer.changed_places == crosses(explorer).sum()


def test_the_pixels_are_those_before_and_after():
    explorer = PoolingExplorer(max_pool2d, avg_pool2d, picture="digit", shift=3)
    pixels = np.frombuffer(explorer.pixels, "<f4").reshape(2, SIZE, SIZE)
    before, after = shifted_picture("digit", 0), shifted_picture("digit", 3)
    assert pixels == pytest.approx(np.stack([before, after]), abs=1e-6)
    assert explorer.changed_pixels == (before != after).sum()


def test_about_half_of_the_maxima_of_noise_change_and_nearly_all_means():
    explorer = pooling_explorer(max_pool2d, avg_pool2d)
    assert (explorer.picture, explorer.window, explorer.stride, explorer.shift) == ("noise", 3, 1, 1)
    assert explorer.changed_pixels == SIZE**2
    assert 0.45 < explorer.changed_places / explorer.places**2 < 0.55
    explorer.kind = "average"
    assert explorer.changed_places == explorer.places**2


def test_without_a_shift_nothing_changes():
    explorer = PoolingExplorer(max_pool2d, avg_pool2d, shift=0)
    assert explorer.message == "The shift by 0 pixels changed 0 of 576 (0 %) pixels and 0 of 484 (0 %) maxima."
    assert not crosses(explorer).any()


def test_the_description_tells_what_the_picture_shows():
    explorer = PoolingExplorer(max_pool2d, avg_pool2d, picture="temple", kind="average", window=2, stride=2)
    assert explorer.description.startswith(
        "Above, a temple, before and after it moved to the right; below, its means over windows of 2 by 2 at stride 2, "
        "12 by 12 of them. The shift by 1 pixel changed"
    )
    assert explorer.description.endswith(explorer.message)


@pytest.mark.parametrize("state", [{"window": 0}, {"window": 6}, {"stride": 0}, {"shift": 7}, {"kind": "median"}])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        PoolingExplorer(max_pool2d, avg_pool2d, **state)


def test_an_unwritten_function_is_named_and_the_other_works():
    explorer = pooling_explorer(stub, avg_pool2d)
    assert explorer.problem == f"max_pool2d {NOT_WRITTEN}"
    assert (explorer.pooled, explorer.changed, explorer.changed_places) == (b"", b"", None)
    assert explorer.message == "The shift by 1 pixel changed 576 of 576 (100 %) pixels."
    explorer.kind = "average"
    assert explorer.problem == ""
    assert explorer.changed_places == 484


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda *a: max_pool2d(*a)[0], "max_pool2d should return two things, y and backward."),
        (lambda *a: (max_pool2d(*a)[0][..., :-1], None), "max_pool2d returned y in the shape (1, 1, 22, 21); expected"),
        (lambda *a: None, "max_pool2d returned None"),
    ],
)
def test_nonsense_is_told(function, sentence):
    assert pooling_explorer(function, avg_pool2d).problem.startswith(sentence)


def test_the_page_needs_nothing_from_elsewhere():
    explorer = pooling_explorer(max_pool2d, avg_pool2d)
    assert "import" not in [line.split(" ")[0] for line in explorer._esm.splitlines()]
    assert "http" not in explorer._esm + explorer._css
    assert "url(" not in explorer._css
