"""The frames of the graph stepper: what is on show at each step of the two sweeps, and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demos.graph_sweeps import Graph, Write

Frame = dict[str, Any]


def short(number: float) -> str:
    """Return a number with at most four digits and a true minus sign."""
    text = f"{number:.4g}" if abs(number) >= 0.001 or number == 0 else f"{number:.1e}"
    return text.replace("-", "−")


def forward_frames(graph: Graph) -> Iterator[Frame]:
    """Yield a frame for the inputs, and one for each operation."""
    program = graph.program
    known = {name: graph.values[name] for name in program.inputs}
    given = ", ".join(f"{name} = {short(value)}" for name, value in known.items())
    yield _frame(known, {}, message=f"{program.title}. The inputs are given: {given}.")
    for operation in program.operations:
        numbers = [short(known[operand]) for operand in operation.operands]
        known = known | {operation.name: graph.values[operation.name]}
        local = [
            f"{short(graph.local_derivatives[operation.name, place])} towards {operand}"
            for place, operand in enumerate(operation.operands)
        ]
        message = (
            f"Forward: {operation.name} = {operation.formula}, from {' and '.join(numbers)}, is "
            f"{short(known[operation.name])}. Local derivatives: {', '.join(local)}."
        )
        edges = [[operation.name, place] for place in range(len(operation.operands))]
        yield _frame(known, {}, message=message, node=operation.name, edges=edges)


def backward_frames(graph: Graph, writes: list[Write]) -> Iterator[Frame]:
    """Yield a frame for each gradient that the reader's `backward` set; zeros at the beginning share one."""
    end = graph.program.names[-1]
    gradients: dict[str, float] = {}
    used: set[tuple[str, int]] = set()
    zeros = 0
    while zeros < len(writes) and writes[zeros].after == writes[zeros].before == 0:
        gradients[writes[zeros].name] = 0.0
        zeros += 1
    if zeros:
        yield _frame(graph.values, dict(gradients), message="Backward: every sweep starts from gradients of 0.")
    for write in writes[zeros:]:
        edge, note = _cause(graph, gradients, used, write)
        gradients = gradients | {write.name: write.after}
        if edge is not None:
            used.add(edge)
        elif write.name == end and write.after == 1:
            note = f"Backward: the derivative of {end} with respect to itself is 1."
        yield _frame(graph.values, gradients, message=note, node=write.name, edges=[list(edge)] if edge else [])


def _cause(
    graph: Graph, gradients: dict[str, float], used: set[tuple[str, int]], write: Write
) -> tuple[tuple[str, int] | None, str]:
    """Find the edge along which a gradient came, and say so; demos hold no derivative of their own to compare with."""
    coming = [(to, place) for start, to, place in graph.program.edges() if start == write.name]
    coming.sort(key=lambda edge: edge in used)
    for edge in coming:
        local, upstream = graph.local_derivatives[edge], gradients.get(edge[0], 0.0)
        product = f"{short(local)} × {short(upstream)}"
        if _near(write.after - write.before, local * upstream):
            before = f"{short(write.before)} + " if write.before else ""
            return edge, f"Backward from {edge[0]} to {write.name}: {before}{product} = {short(write.after)}."
        if _near(write.after, local * upstream):
            lost = f" The {short(write.before)} that had arrived before is overwritten."
            return edge, f"Backward from {edge[0]} to {write.name}: {product} = {short(write.after)}.{lost}"
    return None, f"Backward: the gradient of {write.name} is set to {short(write.after)}; no edge brings that much."


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * (1 + abs(one) + abs(other))


def _frame(values: dict[str, float], gradients: dict[str, float], message: str, **active: Any) -> Frame:
    frame = {
        "values": {name: short(value) for name, value in values.items()},
        "gradients": {name: short(gradient) for name, gradient in gradients.items()},
        "message": message,
        "node": "",
        "edges": [],
    } | active
    known = ", ".join(f"{name} = {value}" for name, value in frame["values"].items())
    arrived = ", ".join(f"{name}: {gradient}" for name, gradient in frame["gradients"].items())
    frame["description"] = f"{message} Values: {known}." + (f" Gradients: {arrived}." if arrived else "")
    return frame
