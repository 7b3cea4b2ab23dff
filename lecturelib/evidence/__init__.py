"""The evidence for every operation: what `python -m lecturelib.verify` runs and prints.

One file for each module of `lecturelib`. ``TRIALS`` says how each operation is called, and the witnesses turn that into
claims about derivatives, PyTorch, float32, awkward sizes and huge numbers; ``EVIDENCE`` holds the claims that are
written for one operation: cases worked by hand, slow loops, theorems, symmetries. A new operation brings its evidence
with it; a test fails for a public operation that has none.
"""

from __future__ import annotations

import importlib
import pkgutil

from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.contract import contract_claims
from lecturelib.witnesses.derivative import derivative_claims
from lecturelib.witnesses.pytorch import pytorch_claims
from lecturelib.witnesses.trial import Trial


def claims_of(trial: Trial) -> tuple[Evidence, ...]:
    """Return everything the witnesses say about a trial."""
    return (*derivative_claims(trial), *pytorch_claims(trial), *contract_claims(trial))


_MODULES = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]

ALL_TRIALS: tuple[Trial, ...] = tuple(trial for module in _MODULES for trial in getattr(module, "TRIALS", ()))
ALL_EVIDENCE: tuple[Evidence, ...] = tuple(
    sorted(
        [claim for trial in ALL_TRIALS for claim in claims_of(trial)]
        + [claim for module in _MODULES for claim in getattr(module, "EVIDENCE", ())],
        key=lambda claim: claim.operation,
    )
)
