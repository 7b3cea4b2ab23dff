"""One unit on twelve numbers: set its gates by hand, and see what is kept and how far gradient reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos import gate_sentences as say
from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

STEPS = 12
# What could be new at each step, between -1 and 1.
CANDIDATES = (0.8, -0.5, 0.4, -0.3, 0.6, -0.7, 0.5, -0.4, 0.3, 0.7, -0.6, 0.2)
GATES = {"lstm": ("input", "forget", "output"), "gru": ("update", "reset")}
_FIRST = (1.0,) + (0.0,) * (STEPS - 1)
_OPEN, _SHUT = (1.0,) * STEPS, (0.0,) * STEPS
SCENES: dict[str, dict[str, Sequence[float]]] = {
    "keep the first": {"input": _FIRST, "forget": _OPEN, "output": _OPEN, "update": _FIRST, "reset": _SHUT},
    "let everything in": {"input": _OPEN, "forget": _OPEN, "output": _OPEN, "update": _OPEN, "reset": _OPEN},
    "only the latest": {"input": _OPEN, "forget": _SHUT, "output": _OPEN, "update": _OPEN, "reset": _SHUT},
    "half of everything": dict.fromkeys(("input", "forget", "output", "update", "reset"), (0.5,) * STEPS),
}
# A sigmoid is never quite 0 or 1: this near is shown as such.
_NEARLY_SHUT = 1e-4


def gate_explorer(lstm_cell: Callable[..., Any], gru_cell: Callable[..., Any] | None = None) -> GateExplorer:
    """Open and shut the gates of the reader's cells along a sequence.

    Parameters
    ----------
    lstm_cell : callable
        The reader's ``(new_h, new_c), backward = lstm_cell(x, h, c, (U, W, b))``.
    gru_cell : callable or None
        The reader's ``new_h, backward = gru_cell(x, h, (U, W, b))``, shown beside it.

    Returns
    -------
    GateExplorer
        A widget. `step`, `span`, `scene` and the five rows of gates may be set from Python.
    """
    return GateExplorer(lstm_cell, gru_cell)


class GateExplorer(anywidget.AnyWidget):
    """The widget behind `gate_explorer`; its traits are its whole state.

    Parameters
    ----------
    lstm_cell, gru_cell : callable
        The reader's functions; the second may be None.
    **state : Any
        First values of `step`, `span`, `scene` and the rows of gates. The other traits are results.
    """

    _esm = javascript("gate_explorer.js")
    _css = stylesheet("wide_demo.css")

    step = traitlets.CInt(6, help="Whose gates the sliders show, from 1.").tag(sync=True)
    span = traitlets.Enum(["this step", "every step"], default_value="this step").tag(sync=True)
    scene = traitlets.Enum(list(SCENES), default_value="keep the first").tag(sync=True)
    input = traitlets.List(traitlets.CFloat()).tag(sync=True)
    forget = traitlets.List(traitlets.CFloat()).tag(sync=True)
    output = traitlets.List(traitlets.CFloat()).tag(sync=True)
    update = traitlets.List(traitlets.CFloat()).tag(sync=True)
    reset = traitlets.List(traitlets.CFloat()).tag(sync=True)

    begun = traitlets.CInt(0, help="How often the scene was begun again.").tag(sync=True)
    gates = traitlets.Dict(help="Names of the gates of each cell that is shown.").tag(sync=True)
    candidates = traitlets.List(traitlets.Float(), help="What could be new at each step.").tag(sync=True)
    scenes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    lstm = traitlets.Dict(help="Rows `cells`, `states` and `reach`; empty while unknown.").tag(sync=True)
    gru = traitlets.Dict(help="Rows `states` and `reach`; empty while unknown.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, lstm_cell: Callable[..., Any], gru_cell: Callable[..., Any] | None = None, **state: Any) -> None:
        given = {"lstm": lstm_cell} if gru_cell is None else {"lstm": lstm_cell, "gru": gru_cell}
        self._functions = {name: StudentFunction(f"{name}_cell", function) for name, function in given.items()}
        scene = SCENES.get(state.get("scene", ""), SCENES["keep the first"])
        super().__init__(
            **{**{name: list(row) for name, row in scene.items()}, **state},
            gates={name: list(GATES[name]) for name in given},
            candidates=list(CANDIDATES),
            scenes=list(SCENES),
        )
        self._evaluate()
        self.observe(self._was_set, ["step", "input", "forget", "output", "update", "reset"])
        self.observe(self._begin, ["scene", "begun"])

    @traitlets.validate("step")
    def _inside(self, proposal: Any) -> int:
        if not 1 <= proposal["value"] <= STEPS:
            raise traitlets.TraitError(f"step must lie from 1 to {STEPS}; got {proposal['value']}")
        return int(proposal["value"])

    @traitlets.validate("input", "forget", "output", "update", "reset")
    def _shares(self, proposal: Any) -> list[float]:
        row = proposal["value"]
        if len(row) != STEPS or not all(0 <= share <= 1 for share in row):
            name = proposal["trait"].name
            raise traitlets.TraitError(f"{name} must hold {STEPS} numbers from 0 to 1; got {row}")
        return list(row)

    def _begin(self, _change: object) -> None:
        with self.hold_sync(), self.hold_trait_notifications():
            for name, row in SCENES[self.scene].items():
                setattr(self, name, list(row))

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._evaluate()

    def _evaluate(self) -> None:
        """Send the sequence through the reader's cells, and gradient back."""
        problems: list[str] = []
        found = {name: self._run(name, problems) for name in self._functions}
        self.lstm, self.gru = found["lstm"], found.get("gru", {})
        self.problem, self.message = " ".join(problems), say.tell_the_end(found)
        chosen = {name: {gate: getattr(self, gate)[self.step - 1] for gate in GATES[name]} for name in found}
        self.description = say.describe(self.step, chosen, found)

    def _run(self, name: str, problems: list[str]) -> dict[str, list[float]]:
        """Return the rows of one cell, as many as the reader's function gives; say what is missing."""
        rows: dict[str, list[float]] = {}
        try:
            memories, ways_back = self._forward(name)
            # One row for each thing that is handed on: state and cell, or the state alone.
            rows = dict(zip(("states", "cells"), np.transpose(memories).tolist(), strict=False)) | {"reach": []}
            rows["reach"] = self._backward(name, ways_back)
        except Unusable as unusable:
            problems.append(str(unusable))
        return rows

    def _forward(self, name: str) -> tuple[list[list[float]], list[Any]]:
        function, blocks = self._functions[name], len(GATES[name]) + 1
        W = np.zeros((1, blocks))
        W[0, -1] = name == "gru"  # the GRU's candidate sees the state that the reset gate lets through
        memory = [np.zeros((1, 1)) for _ in range(2 if name == "lstm" else 1)]
        memories, ways_back = [], []
        for x in self._inputs(name):
            answer, way_back = pair_of(function, function(x, *memory, (np.eye(blocks), W, np.zeros(blocks))))
            parts = pair_of(function, answer, "new_h and new_c, as its value") if name == "lstm" else (answer,)
            names = ("new_h", "new_c")
            memory = [function.numbers(part, (1, 1), what) for part, what in zip(parts, names, strict=False)]
            memories.append([float(part[0, 0]) for part in memory])
            ways_back.append(way_back)
        return memories, ways_back

    def _inputs(self, name: str) -> list[Array]:
        """Return inputs that make the sums of gates and candidate what the sliders say, one array (1, D) a step."""
        shares = np.array([getattr(self, gate) for gate in GATES[name]]).clip(_NEARLY_SHUT, 1 - _NEARLY_SHUT)
        sums = [*np.log(shares / (1 - shares)), np.arctanh(CANDIDATES)]
        return [x[None] for x in np.transpose(sums)]

    def _backward(self, name: str, ways_back: list[Any]) -> list[float]:
        """Return the gradient of the last cell, or state, with respect to that after every step."""
        gradients = [np.zeros((1, 1)), np.ones((1, 1))] if name == "lstm" else [np.ones((1, 1))]
        reach = []
        for way_back in reversed(ways_back):
            reach.append(float(gradients[-1][0, 0]))
            function = StudentFunction(f"the backward of {name}_cell", way_back)
            answer, count = function(*gradients), len(gradients) + 2
            if not isinstance(answer, tuple | list) or len(answer) != count:
                raise Unusable(f"{function.name} should return {count} things, the last of them d_parameters.")
            names = ("d_h", "d_c")
            gradients = [function.numbers(part, (1, 1), what) for part, what in zip(answer[1:-1], names, strict=False)]
        return reach[::-1]
