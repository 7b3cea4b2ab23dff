"""A language model of the reader's that writes, at any moment of its training, and its state after every symbol."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

LENGTH = 112  # symbols to write
UNITS = 24  # of the state that are shown, at most
PROMPTS = ("The ", "Every ", "Ada saw ", "A small r", "s")
COLDEST, HOTTEST = 0.1, 5.0
Parameters = tuple[Array, ...]


def text_generator(
    generate_text: Callable[..., Any],
    rnn_cell: Callable[..., Any],
    recorded: Mapping[int, Parameters],
    alphabet: Any,
) -> TextGenerator:
    """Let the reader's language model write, and show its state symbol by symbol.

    Parameters
    ----------
    generate_text : callable
        The reader's ``generate_text(rnn_cell, prompt, draws, parameters, temperature)``.
    rnn_cell : callable
        The reader's ``rnn_cell(x, h, (U, W, b))``.
    recorded : mapping of int to (U, W, b, V, c)
        The parameters after some numbers of training steps.
    alphabet : Alphabet
        The symbols: ``encode`` and ``symbols`` are used.

    Returns
    -------
    TextGenerator
        A widget. `record`, `temperature`, `prompt`, `seed` and `shown` may be set from Python.
    """
    return TextGenerator(generate_text, rnn_cell, recorded, alphabet)


class TextGenerator(anywidget.AnyWidget):
    """The widget behind `text_generator`; its traits are its whole state.

    Parameters
    ----------
    generate_text, rnn_cell : callable
        The reader's functions.
    recorded : mapping of int to (U, W, b, V, c)
        Parameters by the number of training steps.
    alphabet : Alphabet
        The symbols.
    **state : Any
        First values of `record`, `temperature`, `prompt`, `seed` and `shown`. The other traits are results.

    Raises
    ------
    ValueError
        If nothing was recorded.
    """

    _esm = javascript("text_generator.js")
    _css = stylesheet("wide_demo.css")

    record = traitlets.Int(0, min=0, help="Which of the records, in the order of training.").tag(sync=True)
    temperature = traitlets.CFloat(1.0, min=COLDEST, max=HOTTEST).tag(sync=True)
    prompt = traitlets.Unicode(PROMPTS[0]).tag(sync=True)
    seed = traitlets.Int(0, min=0, help="Of the numbers that are drawn.").tag(sync=True)
    shown = traitlets.Int(LENGTH, min=0, max=LENGTH, help="How many of the written symbols are shown.").tag(sync=True)

    records = traitlets.List(traitlets.Int(), help="Training steps of each record.").tag(sync=True)
    prompts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    limits = traitlets.List(traitlets.Float(), [COLDEST, HOTTEST], help="Of the temperature.").tag(sync=True)
    length = traitlets.Int(LENGTH).tag(sync=True)
    written = traitlets.Unicode("", help="What the model wrote.").tag(sync=True)
    units = traitlets.Int(0, help="How many units of the state are shown.").tag(sync=True)
    states = traitlets.Bytes(help="float32 (symbols read, units): the state after each symbol.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self,
        generate_text: Callable[..., Any],
        rnn_cell: Callable[..., Any],
        recorded: Mapping[int, Parameters],
        alphabet: Any,
        **state: Any,
    ) -> None:
        if not recorded:
            raise ValueError("recorded must hold the parameters after some training steps; got none")
        self._generate = StudentFunction("generate_text", generate_text)
        self._cell = StudentFunction("rnn_cell", rnn_cell)
        self._recorded = [tuple(np.array(each) for each in parameters) for parameters in recorded.values()]
        self._alphabet = alphabet
        prompts = [prompt for prompt in PROMPTS if set(prompt) <= set(alphabet.symbols)] or [alphabet.symbols[0]]
        super().__init__(
            **{"record": len(recorded) - 1, "prompt": prompts[0], **state},
            records=[int(steps) for steps in recorded],
            prompts=prompts,
        )
        self._write()
        self.observe(self._was_set, ["record", "temperature", "prompt", "seed"])
        self.observe(self._was_shown, ["shown"])

    @traitlets.validate("record")
    def _existing_record(self, proposal: dict[str, Any]) -> int:
        return min(int(proposal["value"]), len(self._recorded) - 1)

    @traitlets.validate("prompt")
    def _known_symbols(self, proposal: dict[str, Any]) -> str:
        unknown = set(proposal["value"]) - set(self._alphabet.symbols)
        if unknown or not proposal["value"]:
            raise traitlets.TraitError(f"prompt must be made of known symbols, at least one; got {proposal['value']!r}")
        return str(proposal["value"])

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._write()

    def _was_shown(self, _change: object) -> None:
        with self.hold_sync():
            self._tell()

    def _write(self) -> None:
        """Let the reader's model write, note its states, and tell."""
        parameters = tuple(each.copy() for each in self._recorded[self.record])
        hidden, symbols = len(parameters[1]), len(parameters[4])
        states: list[Array] = []
        troubles: list[Unusable] = []

        def cell(x: Any, h: Any, weights: Any) -> Any:
            try:
                answer = pair_of(self._cell, self._cell(x, h, weights), "new_h and backward")
                states.append(self._cell.numbers(answer[0], (1, hidden), "the new state")[0])
            except Unusable as trouble:
                troubles.append(trouble)
                raise
            return answer

        ids = self._alphabet.encode([self.prompt]).ids[0]
        draws = np.random.default_rng(self.seed).random(LENGTH)
        try:
            answer = self._generate(cell, ids, draws, parameters, self.temperature)
            found = self._generate.numbers(answer, (LENGTH,), "the symbols")
            if not ((found == np.rint(found)) & (found >= 0) & (found < symbols)).all():
                raise Unusable("generate_text returned symbols that the alphabet does not have.")
            self.written, self.problem = "".join(map(self._letter, found.astype(int).tolist())), ""
        except Unusable as unusable:
            self.written, self.problem = "", str(troubles[0] if troubles else unusable)
            states.clear()
        self.units = min(UNITS, hidden)
        kept = states[: len(ids) + LENGTH]
        self.states = np.array(kept, "<f4").reshape(len(kept), hidden)[:, : self.units].tobytes()
        self._tell()

    def _letter(self, number: int) -> str:
        """Return a symbol, and for padding, start and stop, which no text holds, a point in the middle."""
        return str(self._alphabet.symbols[number - 3]) if number >= 3 else "\u00b7"

    def _tell(self) -> None:
        when = f"After {self.records[self.record]} training steps, at the temperature {self.temperature:.3g}"
        if not self.written:
            self.message = f"{when}: no text that could be shown."
        elif self.shown == LENGTH:
            self.message = f"{when}, with all {LENGTH} symbols written."
        else:
            self.message = f"{when}, with {self.shown} of {LENGTH} symbols written."
        self.description = self.message
        if self.written:
            self.description += (
                f" The text: {self.prompt}{self.written[: self.shown]} Beneath each letter stands a column of "
                f"{self.units} cells, the state after it."
            )
