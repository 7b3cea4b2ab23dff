"""Derivatives: `backward` against a derivative that is found from the forward pass alone."""

from __future__ import annotations

import numpy as np

from lecturelib.gradients import complex_step, projection_error
from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.trial import Trial


def derivative_claims(trial: Trial) -> tuple[Evidence, ...]:
    """Return the claims that `backward` is the derivative: at typical sizes, and at all sizes with 1 and 0 among them.

    Parameters
    ----------
    trial : Trial
        The call to examine.

    Returns
    -------
    claims : tuple of Evidence
        Two, or none for an operation without `backward`.
    """
    method = trial.method
    if method is None:
        return ()
    kind, source = (
        ("complex step", "Squire and Trapp 1998")
        if method is complex_step
        else ("central difference", "Abramowitz and Stegun, table 25.2")
    )

    def at_typical_sizes(rng: np.random.Generator) -> float:
        return projection_error(trial.call, trial.typical(rng), rng, method)

    def at_any_size(rng: np.random.Generator) -> float:
        return projection_error(trial.call, trial.any_size(rng), rng, method, projections=1)

    return (
        trial.claim(kind, source, trial.tolerance, at_typical_sizes),
        trial.claim("sizes 0 and 1", f"{kind}, awkward sizes", trial.tolerance, at_any_size),
    )
