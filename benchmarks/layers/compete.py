"""One case in one dtype: prepare every library, hold its answers against the others', then time them."""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.layers.case import Case, Contender, MissingError
from benchmarks.layers.measure import Timing, interleaved
from lecturelib.witnesses.claim import relative_error

OURS, TORCH = "lecturelib", "torch"
TOLERANCE = {np.float32: 1e-3, np.float64: 1e-9}


class DisagreementError(Exception):
    """A library computes something else, so that comparing times would mean nothing."""


@dataclass
class Result:
    """What was measured of a case in one dtype: timings by library, and who was missing."""

    timings: dict[str, Timing] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def ours(self) -> float:
        """Our time / torch's; NaN if either is missing."""
        return self.timings[OURS].ratio if {OURS, TORCH} <= set(self.timings) else np.nan

    @property
    def best_peer(self) -> tuple[str, float]:
        """Name and time / torch of the fastest of the other libraries; an empty name if there is none."""
        peers = [(timing.ratio, name) for name, timing in self.timings.items() if name not in (OURS, TORCH)]
        if not peers or TORCH not in self.timings:
            return "", np.nan
        ratio, name = min(peers)
        return name, ratio


def compete(case: Case, dtype: type, budget: float, rounds: int | None) -> Result:
    """Return the timings of a case.

    Raises
    ------
    DisagreementError
        If two libraries give different values or gradients.
    """
    result, contenders = Result(), {}
    for name, prepare in case.contenders.items():
        try:
            contenders[name] = prepare(case.arrays(dtype))
        except MissingError as missing:
            result.missing.append(str(missing))
    agree(case, dtype, contenders)
    steps = {name: each.step for name, each in contenders.items() if name not in case.only_compared}
    against = TORCH if TORCH in steps else OURS
    if against in steps:
        result.timings = interleaved(steps, against, budget, rounds, leading=(OURS, TORCH))
    return result


def agree(case: Case, dtype: type, contenders: dict[str, Contender]) -> None:
    """Raise `DisagreementError` unless all give the same values and gradients."""
    outcomes = {
        name: contender.outcome(contender.step())
        for name, contender in contenders.items()
        if name not in case.never_compared
    }
    reference = OURS if OURS in outcomes else next(iter(outcomes), "")
    for name, outcome in outcomes.items():
        error = relative_error(outcome, outcomes[reference])
        if error > TOLERANCE[dtype]:
            raise DisagreementError(
                f"{case.operation}, {case.setting}, {np.dtype(dtype)}: {name} is {error:.2g} from {reference}"
            )
