"""A digit that the reader draws, and what each layer of the reader's network answers at each epoch of training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

# Its data load when they are first used: another lesson, which withholds them, has this file as well.
import lecturelib
from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable

SIDE = 8  # the picture has SIDE x SIDE pixels,
DOTS = 4  # each of which counts the ink in DOTS x DOTS dots, as those of the data set do
FULL = DOTS * DOTS
Parameters = tuple[Sequence[tuple[Array, Array]], Array, Array]


def feature_maps(cnn: Callable[..., Any], recorded: Sequence[Parameters]) -> FeatureMaps:
    """Let the reader draw a digit, and show what each layer of the reader's network makes of it.

    Parameters
    ----------
    cnn : callable
        The reader's ``cnn(x, stages, W, b)``, which returns (responses, backward).
    recorded : sequence of (stages, W, b)
        The parameters before training and after each epoch, of networks that read pictures of one channel, 8 by 8.

    Returns
    -------
    FeatureMaps
        A widget. `ink` and `epoch` may be set from Python; `next_digit()` and `clear()` do what its buttons do.
    """
    return FeatureMaps(cnn, recorded)


class FeatureMaps(anywidget.AnyWidget):
    """The widget behind `feature_maps`; its traits are its whole state.

    Parameters
    ----------
    cnn : callable
        The reader's network.
    recorded : sequence of (stages, W, b)
        Parameters, epoch by epoch.
    **state : Any
        First values of `ink`, `epoch`, `pen` and `down`. The other traits are results.

    Raises
    ------
    ValueError
        If nothing was recorded.
    """

    _esm = javascript("feature_maps.js")
    _css = stylesheet("feature_maps.css")

    ink = traitlets.List(traitlets.Int(min=0, max=FULL), minlen=SIDE * SIDE, maxlen=SIDE * SIDE).tag(sync=True)
    pen = traitlets.List(traitlets.Int(min=0, max=SIDE * DOTS), [8, 6], minlen=2, maxlen=2).tag(sync=True)
    down = traitlets.Bool(False, help="Whether the pen draws where it goes.").tag(sync=True)
    epoch = traitlets.Int(0, min=0).tag(sync=True)
    epochs = traitlets.Int(0, help="How many epochs were recorded after the start.").tag(sync=True)

    layers = traitlets.List(traitlets.Dict(), help="Each row of pictures: name, shape, whether it has signs.").tag(
        sync=True
    )
    values = traitlets.Bytes(help="The pictures of all rows, one after the other, in float32.").tag(sync=True)
    scores = traitlets.List(traitlets.Float()).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, cnn: Callable[..., Any], recorded: Sequence[Parameters], **state: Any) -> None:
        if not recorded:
            raise ValueError("recorded must hold the parameters before training at least; got none")
        self._cnn = StudentFunction("cnn", cnn)
        self._recorded = [_copied(parameters) for parameters in recorded]
        self._shown = 0
        self._asked: tuple[int, tuple[int, ...]] | None = None
        self._label: int | None = None
        super().__init__(**{"ink": [0] * SIDE * SIDE, "epoch": len(recorded) - 1, **state}, epochs=len(recorded) - 1)
        if "ink" not in state:
            self._show_digit()
        self._answer()
        self.observe(self._was_drawn, ["ink"])
        self.observe(self._was_set, ["epoch", "pen", "down"])
        self.on_msg(self._button_was_pressed)

    @traitlets.validate("epoch")
    def _existing_epoch(self, proposal: dict[str, Any]) -> int:
        return min(int(proposal["value"]), len(self._recorded) - 1)

    def next_digit(self) -> None:
        """Show another digit of the data set."""
        self._shown += 1
        with self.hold_sync():
            self._show_digit()
            self._answer()

    def clear(self) -> None:
        """Wipe the pad, and lift the pen."""
        with self.hold_sync():
            self.down = False
            self.ink = [0] * SIDE * SIDE
            self._label = None
            self._answer()

    def _show_digit(self) -> None:
        images, labels = lecturelib.datasets.digits()
        number = int(np.random.default_rng(2).permutation(len(labels))[self._shown % len(labels)])
        self.ink = [int(ink) for ink in np.rint(FULL * images[number]).ravel()]
        self._label = int(labels[number])

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if action := {"next_digit": self.next_digit, "clear": self.clear}.get(content.get("press", "")):
            action()

    def _was_drawn(self, _change: object) -> None:
        self._label = None
        self._was_set(_change)

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._answer()

    def _answer(self) -> None:
        """Ask the reader's network about the drawing, unless only the pen has moved, and tell what it says."""
        asked = self.epoch, tuple(self.ink)
        if asked != self._asked:
            self._asked = asked
            self._ask_and_show()
        self._tell()

    def _ask_and_show(self) -> None:
        stages, W, b = _copied(self._recorded[self.epoch])
        rows = [("filters 1", stages[0][0][:, 0], True)]
        try:
            found, scores = self._ask(stages, W, b)
            rows += found
            self.scores, self.problem = scores.tolist(), ""
        except Unusable as unusable:
            self.scores, self.problem = [], str(unusable)
        self.layers = [{"name": name, "shape": list(array.shape), "signed": signed} for name, array, signed in rows]
        self.values = b"".join(array.astype("<f4").tobytes() for _, array, _ in rows)

    def _ask(
        self, stages: Sequence[tuple[Array, Array]], W: Array, b: Array
    ) -> tuple[list[tuple[str, Array, bool]], Array]:
        x = np.array(self.ink, float).reshape(1, 1, SIDE, SIDE) / FULL
        answer = self._cnn(x, stages, W, b)
        if not isinstance(answer, tuple | list) or len(answer) != 2:
            raise Unusable("cnn should return the two values responses, backward.")
        responses, expected = answer[0], 3 * len(stages) + 1
        if not isinstance(responses, tuple | list) or len(responses) != expected:
            raise Unusable(f"cnn should return a list of {expected} responses: three for each stage, and the scores.")
        rows, side = [], SIDE
        for number, (kernels, _) in enumerate(stages, start=1):
            for place, layer in enumerate(("convolution", "ReLU", "pooling")):
                side = side // 2 if layer == "pooling" else side
                name = f"{layer} {number}"
                response = self._cnn.numbers(
                    responses[3 * (number - 1) + place], (1, len(kernels), side, side), f"the response of {name}"
                )
                rows.append((name, response[0], layer == "convolution"))
        return rows, self._cnn.numbers(responses[-1], (1, len(b)), "the scores")[0]

    def _tell(self) -> None:
        pictures = ", ".join(
            "{0} pictures of {1} by {2} for {name}".format(*row["shape"], name=row["name"]) for row in self.layers
        )
        if self.scores:
            order = np.argsort(self.scores)[::-1]
            self.message = (
                f"Epoch {self.epoch} of {self.epochs}: your network reads a {order[0]}, with a score of "
                f"{self.scores[order[0]]:.1f}; next comes the {order[1]}, with {self.scores[order[1]]:.1f}."
            )
            if self._label is not None:
                self.message += f" The data set calls it a {self._label}."
        else:
            self.message = f"Epoch {self.epoch} of {self.epochs}: no response that could be shown."
        row, column = self.pen[1] / DOTS, self.pen[0] / DOTS
        self.description = (
            f"{self.message} Rows of small pictures, from the picture to the scores: {pictures}. The drawing holds "
            f"{sum(self.ink) / FULL:.1f} pixels of ink; the pen is {'down' if self.down else 'up'}, "
            f"{row:.1f} pixels from the top and {column:.1f} from the left."
        )


def _copied(parameters: Parameters) -> tuple[list[tuple[Array, Array]], Array, Array]:
    stages, W, b = parameters
    return [(np.array(kernels), np.array(bias)) for kernels, bias in stages], np.array(W), np.array(b)
