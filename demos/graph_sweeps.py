"""What a reader's graph of numbers does, step by step: built operation by operation, its backward watched."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from demos.graph_programs import Operation, Program
from demos.student_function import StudentFunction, Unusable

MOST_WRITES = 500


@dataclass(frozen=True)
class Write:
    """A gradient that `backward` has set: whose it is, and the numbers before and after."""

    name: str
    before: float
    after: float


class Graph:
    """The nodes that the reader's class has made, under the program's names.

    Parameters
    ----------
    value_class : type
        The reader's ``Value``.
    program : Program
        What to compute.
    inputs : list of float
        Values of the program's inputs, in their order.

    Raises
    ------
    Unusable
        If the class is not written, fails, or makes something else than such nodes.
    """

    def __init__(self, value_class: Any, program: Program, inputs: list[float]) -> None:
        if not isinstance(value_class, type):
            raise Unusable("Value should be a class; pass the class itself: graph_stepper(Value).")
        self.program = program
        self._call = StudentFunction("Value", _compute)
        self.nodes: dict[str, Any] = {}
        self.values: dict[str, float] = {}
        for name, number in zip(program.inputs, inputs, strict=True):
            self._take_in(name, self._call(value_class, number))
        for operation in program.operations:
            operands = [self.nodes[operand] for operand in operation.operands]
            self._take_in(operation.name, self._call(operation, *operands))
        self.local_derivatives = {
            (operation.name, place): derivative
            for operation in program.operations
            for place, derivative in enumerate(self._local_derivatives(operation))
        }

    def sweep(self) -> list[Write]:
        """Call the reader's `backward` on the end of the graph and return every gradient that it set, in order.

        Raises
        ------
        Unusable
            If it is not written or fails, or sets something else than numbers.
        """
        names = {id(node): name for name, node in self.nodes.items()}
        before = dict.fromkeys(self.nodes, 0.0)
        writes: list[Write] = []

        def noted(node: Any, attribute: str, number: Any) -> None:
            object.__setattr__(node, attribute, number)
            if attribute != "gradient" or id(node) not in names:
                return
            name = names[id(node)]
            after = self._number(node, "gradient", name)
            writes.append(Write(name, before[name], after))
            before[name] = after
            if len(writes) > MOST_WRITES:
                raise Unusable(f"backward set more than {MOST_WRITES} gradients in a graph of {len(names)} nodes.")

        end = self.nodes[self.program.names[-1]]
        kind = type(end)
        own = kind.__dict__.get("__setattr__")
        kind.__setattr__ = noted  # type: ignore[assignment]
        try:
            StudentFunction("Value", _sweep)(end)
        except Unusable as failed:
            # What `noted` found out is told as it is, not as an error of the reader's.
            raise failed.__cause__ if isinstance(failed.__cause__, Unusable) else failed from None
        finally:
            if own is None:
                del kind.__setattr__
            else:
                kind.__setattr__ = own
        return writes

    def _take_in(self, name: str, node: Any) -> None:
        self.nodes[name] = node
        self.values[name] = self._number(node, "value", name)

    def _local_derivatives(self, operation: Operation) -> list[float]:
        node = self.nodes[operation.name]
        parents = getattr(node, "parents", None)
        expected = [self.nodes[operand] for operand in operation.operands]
        if not isinstance(parents, tuple | list) or list(map(id, parents)) != list(map(id, expected)):
            raise Unusable(f"the parents of {operation.name} = {operation.formula} should be {_list(operation)}.")
        numbers = getattr(node, "local_derivatives", None)
        if not isinstance(numbers, tuple | list) or len(numbers) != len(parents):
            raise Unusable(f"{operation.name} = {operation.formula} needs one local derivative for each parent.")
        return [_finite(number, f"a local derivative of {operation.name}") for number in numbers]

    def _number(self, node: Any, attribute: str, name: str) -> float:
        if not hasattr(node, attribute):
            raise Unusable(f"{name} is {type(node).__name__} without the attribute {attribute}; is there a return?")
        return _finite(getattr(node, attribute), f"the {attribute} of {name}")


def _list(operation: Operation) -> str:
    operands = operation.operands
    return f"({operands[0]}, {operands[1]})" if len(operands) > 1 else f"({operands[0]},)"


def _finite(number: Any, what: str) -> float:
    try:
        found = float(number)
    except (TypeError, ValueError):
        raise Unusable(f"{what} should be a number, but it is {type(number).__name__}.") from None
    if not math.isfinite(found):
        raise Unusable(f"{what} is not finite.")
    return found


def _compute(what: Any, *operands: Any) -> Any:
    """Do one thing with the reader's class: make an input, or carry out an operation."""
    if isinstance(what, type):
        return what(*operands)
    if what.kind == "tanh":
        return operands[0].tanh()
    return operands[0] + operands[1] if what.kind == "+" else operands[0] * operands[1]


def _sweep(end: Any) -> bool:
    end.backward()
    return True
