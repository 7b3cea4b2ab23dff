"""A decoder, stepped symbol by symbol: the handed-over state, what has been written, and what may come next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

STATES = ("handed over", "zeros")
LONGEST = 14
NAMES_OF_SPECIALS = ("padding", "start", "stop")


def decoder_stepper(
    encoder_decoder: Callable[..., Any],
    encoder: Sequence[Array],
    decoder: Sequence[Array],
    reading: Any,
    writing: Any,
    read: Callable[[list[str]], Array],
    sources: Sequence[str],
) -> DecoderStepper:
    """Write an answer symbol by symbol, with the reader's network saying how likely each next symbol is.

    Parameters
    ----------
    encoder_decoder : callable
        The reader's function, ``encoder_decoder(source, told, encoder, decoder)``, which returns scores and `backward`.
    encoder, decoder : sequence of ndarray
        Its parameters.
    reading, writing : Alphabet
        The symbols on either side.
    read : callable
        Maps a list of texts to the states that are handed over, one a row.
    sources : sequence of str
        The texts that may be chosen.

    Returns
    -------
    DecoderStepper
        A widget. `source`, `state` and `written` may be set from Python.
    """
    return DecoderStepper(encoder_decoder, encoder, decoder, reading, writing, read, sources)


class DecoderStepper(anywidget.AnyWidget):
    """The widget behind `decoder_stepper`; its traits are its whole state.

    Parameters
    ----------
    encoder_decoder, encoder, decoder, reading, writing, read, sources
        As in `decoder_stepper`.
    **state : Any
        First values of `source`, `state` and `written`. The other traits are results.
    """

    _esm = javascript("decoder_stepper.js")
    _css = stylesheet("decoder_stepper.css")

    source = traitlets.Unicode("", help="The text that is read.").tag(sync=True)
    state = traitlets.Enum(STATES, default_value=STATES[0], help="What starts the decoder.").tag(sync=True)
    written = traitlets.List(traitlets.Int(), help="Numbers of the symbols written so far.").tag(sync=True)

    sources = traitlets.List(traitlets.Unicode()).tag(sync=True)
    states = traitlets.List(traitlets.Unicode(), list(STATES)).tag(sync=True)
    symbols = traitlets.List(traitlets.Unicode(), help="The names of all symbols, by number.").tag(sync=True)
    handed_over = traitlets.List(traitlets.Float(), help="The numbers of the first state.").tag(sync=True)
    probabilities = traitlets.List(traitlets.Float(), help="Of each next symbol; empty if unknown.").tag(sync=True)
    finished = traitlets.Bool(False, help="Whether the answer ends in the stop symbol or is full.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self,
        encoder_decoder: Callable[..., Any],
        encoder: Sequence[Array],
        decoder: Sequence[Array],
        reading: Any,
        writing: Any,
        read: Callable[[list[str]], Array],
        sources: Sequence[str],
        **state: Any,
    ) -> None:
        self._function = StudentFunction("encoder_decoder", encoder_decoder)
        self._parameters = tuple(encoder), tuple(decoder)
        self._reading, self._writing, self._read = reading, writing, read
        super().__init__(**{"source": sources[0], **state})
        self.sources = list(sources)
        self.symbols = [*NAMES_OF_SPECIALS, *writing.symbols]
        self._evaluate()
        self.observe(self._was_set, ["source", "state", "written"])

    @traitlets.validate("source")
    def _can_be_read(self, proposal: Any) -> str:
        try:
            self._reading.encode([proposal["value"]])
        except ValueError as error:
            raise traitlets.TraitError(f"source cannot be read: {error}") from error
        return str(proposal["value"])

    @traitlets.validate("written")
    def _are_symbols(self, proposal: Any) -> list[int]:
        numbers = [int(number) for number in proposal["value"]]
        if len(numbers) > LONGEST or not all(0 <= number < len(self._writing) for number in numbers):
            raise traitlets.TraitError(
                f"written must hold at most {LONGEST} numbers below {len(self._writing)}; got {numbers}"
            )
        return numbers

    def _was_set(self, change: Any) -> None:
        with self.hold_sync():
            # Another source or state asks for another answer.
            if change["name"] != "written" and self.written:
                self.written = []
            else:
                self._evaluate()

    def _evaluate(self) -> None:
        """Ask the reader's function for the scores after all that has been written."""
        stop = self._writing.STOP
        self.finished = len(self.written) == LONGEST or stop in self.written
        handed_over = self._read([self.source])[0]
        source = self._reading.encode([self.source]).ids
        if self.state == "zeros":
            # Of padding alone an encoder reads nothing, so that its last state is its first.
            source, handed_over = np.full((1, 1), self._reading.PADDING), np.zeros_like(handed_over)
        self.handed_over = [float(number) for number in handed_over]
        told = np.array([[self._writing.START, *self.written]])
        try:
            scores, _ = pair_of(self._function, self._function(source, told, *self._parameters), "scores and backward")
            scores = self._function.numbers(scores, (1, told.shape[1], len(self._writing)), "the scores")[0, -1]
        except Unusable as unusable:
            self.probabilities, self.problem = [], str(unusable)
        else:
            p = np.exp(scores - scores.max())
            self.probabilities, self.problem = (p / p.sum()).tolist(), ""
        self._tell()

    def _tell(self) -> None:
        answer = " ".join(self.symbols[number] for number in self.written) or "nothing"
        started = "the state that was handed over" if self.state == STATES[0] else "zeros"
        so_far = f"Read: {self.source}. Started from {started}. Written so far: {answer}."
        if self.finished:
            self.message = f"Written: {self._writing.decode(np.array([self.written]))[0]}. The answer has ended."
        elif self.probabilities:
            best = int(np.argmax(self.probabilities))
            self.message = f"Likeliest next: {self.symbols[best]}, {100 * self.probabilities[best]:.1f} %."
        else:
            self.message = ""
        self.description = f"{so_far} {self.message}".strip()
