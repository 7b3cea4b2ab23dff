"""A computational graph, swept forward and backward node by node by the reader's own class."""

from __future__ import annotations

import math
from typing import Any

import anywidget
import traitlets

from demos.assets import javascript, stylesheet
from demos.graph_frames import Frame, backward_frames, forward_frames
from demos.graph_programs import PROGRAMS
from demos.graph_sweeps import Graph
from demos.student_function import Unusable


def graph_stepper(value_class: Any, example: str = "two paths", inputs: list[float] | None = None) -> GraphStepper:
    """Show what the reader's class does with an expression, one operation at a time, and one gradient at a time.

    Parameters
    ----------
    value_class : type
        The reader's ``Value``: ``value``, ``parents``, ``local_derivatives`` and ``gradient`` are read, ``+``, ``*``,
        ``tanh`` and ``backward`` are called.
    example : str
        ``two paths``, ``a neuron``, ``a squared error``, ``eight paths`` or ``order matters``.
    inputs : list of float, optional
        Values of the example's inputs.

    Returns
    -------
    GraphStepper
        A widget. `example`, `inputs` and `step` may be set from Python.
    """
    return GraphStepper(value_class, example=example, **({} if inputs is None else {"inputs": inputs}))


class GraphStepper(anywidget.AnyWidget):
    """The widget behind `graph_stepper`; its traits are its whole state.

    Parameters
    ----------
    value_class : type
        The reader's class.
    **state : Any
        First values of `example` and `inputs`. The other traits are results.
    """

    _esm = javascript("graph_stepper.js")
    _css = stylesheet("graph_stepper.css")

    example = traitlets.Enum(list(PROGRAMS), default_value="two paths").tag(sync=True)
    inputs = traitlets.List(traitlets.CFloat(), help="Values of the example's inputs, in order.").tag(sync=True)
    step = traitlets.Int(0, min=0, help="Which frame is on show.").tag(sync=True)

    examples = traitlets.List(traitlets.Unicode(), list(PROGRAMS)).tag(sync=True)
    input_names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    nodes = traitlets.List(traitlets.List(), help="Each node as [name, across, down], places from 0 to 1.").tag(
        sync=True
    )
    edges = traitlets.List(traitlets.List(), help="Each edge as [from, to, place, local derivative].").tag(sync=True)
    frames = traitlets.List(traitlets.Dict(), help="What is on show at each step.").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's class.").tag(sync=True)

    def __init__(self, value_class: Any, **state: Any) -> None:
        self._value_class = value_class
        self._setting_up = True
        super().__init__(**state)
        self._setting_up = False
        if not self.inputs:
            self.inputs = list(PROGRAMS[self.example].inputs.values())
        self._sweep()
        self.observe(self._example_was_chosen, "example")
        self.observe(self._inputs_were_set, "inputs")

    @property
    def description(self) -> str:
        """The picture on show, in words."""
        return str(self.frames[min(self.step, len(self.frames) - 1)]["description"]) if self.frames else ""

    @traitlets.validate("inputs")
    def _as_many_numbers_as_inputs(self, proposal: Any) -> list[float]:
        numbers = [float(number) for number in proposal["value"]]
        expected = len(PROGRAMS[self.example].inputs)
        if not all(map(math.isfinite, numbers)):
            raise traitlets.TraitError(f"inputs must be finite numbers; got {numbers}")
        if not self._setting_up and len(numbers) != expected:
            raise traitlets.TraitError(f"{self.example!r} has {expected} inputs; got {len(numbers)} numbers")
        return numbers

    def _example_was_chosen(self, _change: object) -> None:
        with self.hold_sync():
            self.step = 0
            first = list(PROGRAMS[self.example].inputs.values())
            # Equal numbers are no change: the sweep must run all the same.
            if self.inputs == first:
                self._sweep()
            self.inputs = first

    def _inputs_were_set(self, _change: object) -> None:
        with self.hold_sync():
            self._sweep()

    def _sweep(self) -> None:
        """Run the reader's class on the example, forward and backward, and lay out what is to be shown."""
        program = PROGRAMS[self.example]
        frames: list[Frame] = []
        derivatives: dict[tuple[str, int], float] = {}
        problem = ""
        try:
            graph = Graph(self._value_class, program, self.inputs)
            derivatives = graph.local_derivatives
            frames += forward_frames(graph)
            frames += backward_frames(graph, graph.sweep())
        except Unusable as unusable:
            problem = str(unusable)
        self.input_names = list(program.inputs)
        self.nodes = [[name, *place] for name, place in program.places().items()]
        self.edges = [[*edge, derivatives.get(edge[1:])] for edge in program.edges()]
        self.frames = frames or [_nothing_yet(program.title)]
        self.problem = problem
        self.step = min(self.step, len(self.frames) - 1)


def _nothing_yet(title: str) -> Frame:
    words = f"{title}. Nothing is computed yet."
    return {"values": {}, "gradients": {}, "message": "", "node": "", "edges": [], "description": words}
