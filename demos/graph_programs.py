"""The example expressions of the graph stepper: inputs, operations in order, and where the nodes are drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """One node that is computed: its name, what is done, and to which nodes."""

    name: str
    kind: str  # "+", "*" or "tanh"
    operands: tuple[str, ...]

    @property
    def formula(self) -> str:
        """The right-hand side in words of the course: "a + b", "s × b", "tanh(a)"."""
        if self.kind == "tanh":
            return f"tanh({self.operands[0]})"
        return {"+": " + ", "*": " × "}[self.kind].join(self.operands)


@dataclass(frozen=True)
class Program:
    """An expression as a computer carries it out: inputs with first values, then one operation after the other."""

    title: str
    inputs: dict[str, float]
    operations: tuple[Operation, ...]

    @property
    def names(self) -> list[str]:
        """Every node: the inputs, then what is computed, the end last."""
        return [*self.inputs, *(operation.name for operation in self.operations)]

    def edges(self) -> list[tuple[str, str, int]]:
        """Return (from, to, place) for every use of a node: place 1 is the second operand."""
        return [
            (operand, operation.name, place)
            for operation in self.operations
            for place, operand in enumerate(operation.operands)
        ]

    def places(self) -> dict[str, tuple[float, float]]:
        """Return each node's place: operations go from left to right, and an input stands before its first use."""
        column = dict.fromkeys(self.inputs, 0)
        for operation in self.operations:
            column[operation.name] = 1 + max(column[operand] for operand in operation.operands)
        for name in self.inputs:
            column[name] = min(column[to] for start, to, _ in self.edges() if start == name) - 1
        last = max(column.values())
        computed_first = [*(operation.name for operation in self.operations), *self.inputs]
        rows = {number: [name for name in computed_first if column[name] == number] for number in range(last + 1)}
        return {
            name: (number / last, (row + 1) / (len(names) + 1))
            for number, names in rows.items()
            for row, name in enumerate(names)
        }


def _program(title: str, inputs: dict[str, float], *lines: str) -> Program:
    operations = []
    for line in lines:
        name, kind, *operands = line.split()
        operations.append(Operation(name, kind, tuple(operands)))
    return Program(title, inputs, tuple(operations))


PROGRAMS = {
    "two paths": _program("y = (a + b) × b", {"a": 2.0, "b": 3.0}, "s + a b", "y * s b"),
    "a neuron": _program("o = tanh(w × x + b)", {"w": 0.5, "x": 2.0, "b": -0.5}, "p * w x", "a + p b", "o tanh a"),
    "a squared error": _program(
        "E = (w × x + m)², where m is minus the target",
        {"w": 2.0, "x": 3.0, "m": -4.0},
        "p * w x",
        "e + p m",
        "E * e e",
    ),
    "eight paths": _program("c = x⁸, by squaring three times", {"x": 1.1}, "a * x x", "b * a a", "c * b b"),
    "order matters": _program(
        "y = tanh(p) × p, where p = x × v", {"x": 0.5, "v": 1.5}, "p * x v", "h tanh p", "y * h p"
    ),
}
