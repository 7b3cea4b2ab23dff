"""A picture pooled before and after a shift with the reader's pooling, and a mark on every number that changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.sliding_pictures import FARTHEST, PICTURES, SIZE, Array, shifted_picture
from demos.student_function import StudentFunction, Unusable
from demos.value_and_backward import pair_of

KINDS = {"maximum": "max_pool2d", "average": "avg_pool2d"}
LARGEST = 5  # window and stride


def pooling_explorer(max_pool2d: Callable[..., Any], avg_pool2d: Callable[..., Any]) -> PoolingExplorer:
    """Pool a picture, shift it to the right, pool it again, and mark what has changed.

    Parameters
    ----------
    max_pool2d, avg_pool2d : callable
        The reader's functions, ``max_pool2d(x, size, stride)``, which return y and `backward`.

    Returns
    -------
    PoolingExplorer
        A widget. `picture`, `kind`, `window`, `stride` and `shift` may be set from Python.
    """
    return PoolingExplorer(max_pool2d, avg_pool2d)


class PoolingExplorer(anywidget.AnyWidget):
    """The widget behind `pooling_explorer`; its traits are its whole state.

    Parameters
    ----------
    max_pool2d, avg_pool2d : callable
        The reader's functions.
    **state : Any
        First values of the traits that may be set. The other traits are results.
    """

    _esm = javascript("pooling_explorer.js")
    _css = stylesheet("pooling_explorer.css")

    picture = traitlets.Enum(list(PICTURES), default_value="noise").tag(sync=True)
    kind = traitlets.Enum(list(KINDS), default_value="maximum").tag(sync=True)
    window = traitlets.Int(3, min=1, max=LARGEST, help="Side of a window.").tag(sync=True)
    stride = traitlets.Int(1, min=1, max=LARGEST).tag(sync=True)
    shift = traitlets.Int(1, min=0, max=FARTHEST, help="By how many pixels the picture moves right.").tag(sync=True)

    size = traitlets.Int(SIZE).tag(sync=True)
    farthest = traitlets.Int(FARTHEST).tag(sync=True)
    largest = traitlets.Int(LARGEST).tag(sync=True)
    pictures = traitlets.List(traitlets.Unicode(), list(PICTURES)).tag(sync=True)
    kinds = traitlets.List(traitlets.Unicode(), list(KINDS)).tag(sync=True)
    places = traitlets.Int(1, help="Rows and columns of windows.").tag(sync=True)
    pixels = traitlets.Bytes(help="float32 (2, size, size): brightness before and after the shift.").tag(sync=True)
    pooled = traitlets.Bytes(help="float32 (2, places, places); empty while it is unknown.").tag(sync=True)
    changed = traitlets.Bytes(help="uint8 (places, places): 1 where the pooled number has changed.").tag(sync=True)
    changed_pixels = traitlets.Int(0, help="How many pixels have changed.").tag(sync=True)
    changed_places = traitlets.Int(None, allow_none=True, help="How many pooled numbers have.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, max_pool2d: Callable[..., Any], avg_pool2d: Callable[..., Any], **state: Any) -> None:
        functions = dict(zip(KINDS, (max_pool2d, avg_pool2d), strict=True))
        self._unmoved: tuple[Any, Array] | None = None
        self._functions = {kind: StudentFunction(KINDS[kind], function) for kind, function in functions.items()}
        super().__init__(**state)
        self._was_set(None)
        self.observe(self._was_set, ["picture", "kind", "window", "stride", "shift"])

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._evaluate()
            self._tell()

    def _evaluate(self) -> None:
        """Ask the reader's function for the picture before and after the shift."""
        images = np.stack([shifted_picture(self.picture, shift) for shift in (0, self.shift)])
        self.pixels = images.astype("<f4").tobytes()
        self.changed_pixels = int(_differs(*images).sum())
        self.places = len(range(0, SIZE - self.window + 1, self.stride))
        self.pooled, self.changed, self.changed_places, self.problem = b"", b"", None, ""
        try:
            before, after = self._pool_unmoved(images[0]), self._pool(images[1])
        except Unusable as unusable:
            self.problem = str(unusable)
            return
        differs = _differs(before, after)
        self.pooled = np.stack([before, after]).astype("<f4").tobytes()
        self.changed, self.changed_places = differs.astype(np.uint8).tobytes(), int(differs.sum())

    def _pool_unmoved(self, image: Array) -> Array:
        """Return the pooled picture in its first place, kept as long as nothing but the shift changes."""
        settings = self.picture, self.kind, self.window, self.stride
        if self._unmoved is None or self._unmoved[0] != settings:
            self._unmoved = settings, self._pool(image)
        return self._unmoved[1]

    def _pool(self, image: Array) -> Array:
        function = self._functions[self.kind]
        result = function(image[np.newaxis, np.newaxis], self.window, self.stride)
        y, _ = pair_of(function, result, "y and backward")
        return function.numbers(y, (1, 1, self.places, self.places), "y")[0, 0]

    def _tell(self) -> None:
        shifted = f"The shift by {self.shift} {'pixel' if self.shift == 1 else 'pixels'}"
        pixels = f"{shifted} changed {_share(self.changed_pixels, SIZE**2)} pixels"
        what = "maxima" if self.kind == "maximum" else "means"
        if self.changed_places is None:
            self.message = f"{pixels}."
        else:
            self.message = f"{pixels} and {_share(self.changed_places, self.places**2)} {what}."
        self.description = (
            f"Above, {PICTURES[self.picture]}, before and after it moved to the right; below, its {what} over windows "
            f"of {self.window} by {self.window} at stride {self.stride}, {self.places} by {self.places} of them. "
            f"{self.message}"
        )


def _differs(one: Array, other: Array) -> Any:
    return ~np.isclose(one, other, rtol=1e-9, atol=1e-9)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)"
