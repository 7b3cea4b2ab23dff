"""Why a score changes: what an earlier report said of each part, and what the new one says."""

from __future__ import annotations

from autograder.checks.report import PartResult, Report


def differences(before: Report | None, after: Report) -> tuple[str, ...]:
    """Return what differs between two reports on the same work, part by part; nothing if points and mistakes agree.

    Parameters
    ----------
    before : Report or None
        The report that the old score comes from; None if it is not known any more.
    after : Report
        The new one.

    Examples
    --------
    >>> value = PartResult("value", 0, 2, 9, 3)
    >>> right = PartResult("value", 2, 2, 9, 0)
    >>> differences(Report("affine", 7, (value,)), Report("affine", 7, (right,)))
    ('value: 0 → 2 of 2 points (was: an error without a name; now: right)',)
    """
    if before is None:
        return (f"now {_now(after)}; the report that the old score came from is not kept",)
    said: list[str] = []
    earlier = {part.name: part for part in before.parts}
    for part in after.parts:
        was = earlier.pop(part.name, None)
        if was is None:
            said.append(f"{part.name}: a new part, {part.score} of {_points(part.points)} (now: {_found(after, part)})")
        elif (was.score, was.points, _found(before, was)) != (part.score, part.points, _found(after, part)):
            said.append(
                f"{part.name}: {was.score} → {part.score} of {_points(part.points)} "
                f"(was: {_found(before, was)}; now: {_found(after, part)})"
            )
    said += [
        f"{name}: {part.score} of {_points(part.points)} before, no longer asked" for name, part in earlier.items()
    ]
    return tuple(said)


def _now(report: Report) -> str:
    parts = ", ".join(f"{part.name} {part.score} of {part.points} ({_found(report, part)})" for part in report.parts)
    return parts or report.state


def _found(report: Report, part: PartResult) -> str:
    if report.state != "examined":
        return report.state
    if part.failure is not None and part.failure.named:
        return part.failure.named
    return "right" if part.score == part.points else "an error without a name"


def _points(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"
