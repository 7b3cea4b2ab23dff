"""A kernel that slides over a picture, with the reader's conv2d."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos import convolution_sentences as say
from demos.assets import javascript, stylesheet
from demos.sliding_pictures import FARTHEST, PICTURES, SIZE, Array, shifted_picture
from demos.student_function import StudentFunction, Unusable
from demos.value_and_backward import pair_of

SIDE = 3  # of the kernel
STRIDES, PADDINGS = (1, 3), (0, 2)
PRESETS = {
    "Sobel across": [-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0],
    "Sobel down": [-1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 1.0],
    "blur": [0.11] * 9,
    "sharpen": [0.0, -1.0, 0.0, -1.0, 5.0, -1.0, 0.0, -1.0, 0.0],
    "identity": [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
}
OWN = "your own"


def convolution_explorer(conv2d: Callable[..., Any]) -> ConvolutionExplorer:
    """Slide a kernel of 3 by 3 over a small picture.

    Parameters
    ----------
    conv2d : callable
        The reader's ``conv2d(x, kernels, bias, stride, padding)``, which returns y and `backward`.

    Returns
    -------
    ConvolutionExplorer
        A widget. `picture`, `kernel`, `preset`, `stride`, `padding`, `shift`, `row` and `column` may be set from
        Python.
    """
    return ConvolutionExplorer(conv2d)


class ConvolutionExplorer(anywidget.AnyWidget):
    """The widget behind `convolution_explorer`; its traits are its whole state.

    Parameters
    ----------
    conv2d : callable
        The reader's function.
    **state : Any
        First values of the traits that may be set. The other traits are results.
    """

    _esm = javascript("convolution_explorer.js")
    _css = stylesheet("convolution_explorer.css")

    picture = traitlets.Enum(list(PICTURES), default_value="temple").tag(sync=True)
    preset = traitlets.Enum([*PRESETS, OWN], default_value="Sobel across").tag(sync=True)
    kernel = traitlets.List(traitlets.CFloat(), PRESETS["Sobel across"], help="Nine weights, row by row.").tag(
        sync=True
    )
    stride = traitlets.Int(1, min=STRIDES[0], max=STRIDES[1]).tag(sync=True)
    padding = traitlets.Int(0, min=PADDINGS[0], max=PADDINGS[1]).tag(sync=True)
    shift = traitlets.Int(0, min=0, max=FARTHEST, help="By how many pixels the picture has moved right.").tag(sync=True)
    row = traitlets.Int(3, min=0, help="Row of the place, counted from 0.").tag(sync=True)
    column = traitlets.Int(13, min=0, help="Column of the place, counted from 0.").tag(sync=True)

    size = traitlets.Int(SIZE).tag(sync=True)
    farthest = traitlets.Int(FARTHEST).tag(sync=True)
    pictures = traitlets.List(traitlets.Unicode(), list(PICTURES)).tag(sync=True)
    presets = traitlets.List(traitlets.Unicode(), [*PRESETS, OWN]).tag(sync=True)
    places = traitlets.Int(1, help="Rows and columns of places.").tag(sync=True)
    pixels = traitlets.Bytes(help="float32 (size, size): brightness.").tag(sync=True)
    response = traitlets.Bytes(help="float32 (places, places); empty while it is unknown.").tag(sync=True)
    window = traitlets.List(traitlets.Float(), help="The nine pixels beneath the kernel.").tag(sync=True)
    answer = traitlets.Float(None, allow_none=True, help="The response at the place.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, conv2d: Callable[..., Any], **state: Any) -> None:
        self._conv2d = StudentFunction("conv2d", conv2d)
        self._answers: Array | None = None
        self._told_shift = ""
        self._unmoved: tuple[Any, Array] | None = None
        self._is_settling = False
        if "kernel" not in state and "preset" in state:
            state["kernel"] = PRESETS.get(state["preset"], PRESETS["identity"])
        super().__init__(**state)
        self._was_set(None)
        self.observe(self._was_set, ["picture", "kernel", "stride", "padding", "shift"])
        self.observe(self._preset_was_chosen, "preset")
        self.observe(self._place_was_set, ["row", "column"])

    @traitlets.validate("kernel")
    def _nine_numbers(self, proposal: Any) -> list[float]:
        weights: list[float] = proposal["value"]
        if len(weights) != SIDE**2 or not all(math.isfinite(weight) for weight in weights):
            raise traitlets.TraitError(f"kernel must hold nine finite numbers, row by row; got {weights}")
        return weights

    @traitlets.validate("row", "column")
    def _inside(self, proposal: Any) -> int:
        # A page may ask for a place that a longer stride has just taken away.
        return min(int(proposal["value"]), self._count_places() - 1)

    def _count_places(self) -> int:
        return len(range(0, SIZE + 2 * self.padding - SIDE + 1, self.stride))

    def _preset_was_chosen(self, _change: object) -> None:
        if not self._is_settling and self.preset != OWN:
            self.kernel = list(PRESETS[self.preset])

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._is_settling = True
            self.preset = next((name for name, weights in PRESETS.items() if weights == self.kernel), OWN)
            self.places = self._count_places()
            self.row, self.column = min(self.row, self.places - 1), min(self.column, self.places - 1)
            self._is_settling = False
            self._evaluate()
            self._show_place()

    def _place_was_set(self, _change: object) -> None:
        if not self._is_settling:
            with self.hold_sync():
                self._show_place()

    def _evaluate(self) -> None:
        """Ask the reader's function for the picture as it is, and, if it has moved, as it was."""
        image = shifted_picture(self.picture, self.shift)
        self.pixels = image.astype("<f4").tobytes()
        self._answers, self._told_shift, self.problem = None, "", ""
        try:
            self._answers = self._respond(image)
            before = self._answers_unmoved() if self.shift else self._answers
            self._told_shift = say.tell_shift(before, self._answers, self.shift, self.stride)
        except Unusable as unusable:
            self.problem = str(unusable)
        self.response = b"" if self._answers is None else self._answers.astype("<f4").tobytes()

    def _answers_unmoved(self) -> Array:
        """Return the answers for the picture in its first place, kept as long as nothing but the shift changes."""
        settings = (self.picture, tuple(self.kernel), self.stride, self.padding)
        if self._unmoved is None or self._unmoved[0] != settings:
            self._unmoved = settings, self._respond(shifted_picture(self.picture, 0))
        return self._unmoved[1]

    def _respond(self, image: Array) -> Array:
        kernel = np.array(self.kernel).reshape(1, 1, SIDE, SIDE)
        result = self._conv2d(image[np.newaxis, np.newaxis], kernel, np.zeros(1), self.stride, self.padding)
        y, _ = pair_of(self._conv2d, result, "y and backward")
        return self._conv2d.numbers(y, (1, 1, self.places, self.places), "y")[0, 0]

    def _show_place(self) -> None:
        """Say what lies beneath the kernel, and what the answer is."""
        padded = np.pad(shifted_picture(self.picture, self.shift), self.padding)
        top, left = self.row * self.stride, self.column * self.stride
        window = padded[top : top + SIDE, left : left + SIDE]
        known = self._answers is not None
        self.window = window.ravel().tolist()
        self.answer = None if self._answers is None else float(self._answers[self.row, self.column])
        self.message = " ".join(filter(None, (say.tell_answer(self.row, self.column, self.answer), self._told_shift)))
        self.description = say.describe(
            PICTURES[self.picture],
            np.array(self.kernel).reshape(SIDE, SIDE),
            (self.stride, self.padding, self.shift),
            self.places if known else 0,
            window,
            self.answer,
        )
