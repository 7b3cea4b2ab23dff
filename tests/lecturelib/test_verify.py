"""The table: nothing public is without evidence, and no flaw put into an operation passes it."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import lecturelib
from lecturelib import evidence, verify
from tests.lecturelib.flaws import flaws_for

NO_OPERATIONS = {"arguments", "nested", "on_first_use", "plots", "verify", "evidence", "witnesses"}
OPERATIONS = sorted({claim.operation for claim in evidence.ALL_EVIDENCE})


def public_operations():
    for module_info in pkgutil.iter_modules(lecturelib.__path__):
        if module_info.name in NO_OPERATIONS:
            continue
        module = importlib.import_module(f"lecturelib.{module_info.name}")
        # A package's names load when they are first used: dir() has those that have not been.
        for name, value in ((name, getattr(module, name)) for name in dir(module)):
            is_operation = inspect.isfunction(value) or (inspect.isclass(value) and not issubclass(value, tuple))
            if is_operation and value.__module__.startswith(module.__name__) and not name.startswith("_"):
                yield f"{module_info.name}.{name}"


def claims_by_operation(operation):
    return [claim for claim in evidence.ALL_EVIDENCE if claim.operation == operation]


def test_every_public_operation_has_evidence():
    assert set(OPERATIONS) == set(public_operations())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_has_a_case_from_outside(operation):
    """A claim that an operation agrees with its own derivative or its own float32 says nothing about its value."""
    outside = {"by hand", "published", "loop", "all inputs", "theorem"}
    assert outside & {claim.kind for claim in claims_by_operation(operation)}


def test_every_trial_has_its_own_title():
    titles = [trial.title for trial in evidence.ALL_TRIALS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("claim", evidence.ALL_EVIDENCE, ids=lambda claim: f"{claim.operation}-{claim.kind}")
def test_evidence_holds(claim):
    finding = verify.measure([claim], seed=7, rounds=3)[0]
    assert finding.holds, f"worst error {finding.worst_error}"


def fails(claim):
    try:
        with np.errstate(all="ignore"):
            return not verify.measure([claim], seed=0, rounds=3)[0].holds
    except Exception:  # a flawed operation may break the measurement itself, which is noticed too
        return True


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_claim_can_fail(operation, monkeypatch):
    """Each claim about an operation notices at least one of the flaws that are put into it."""
    module_name, name = operation.split(".")
    home = importlib.import_module(f"lecturelib.evidence.{module_name}")
    right = getattr(home, name)
    unmoved = claims_by_operation(operation)
    for flaw in flaws_for(operation, right):
        monkeypatch.setattr(home, name, flaw(right))
        unmoved = [claim for claim in unmoved if not fails(claim)]
    assert not [f"{claim.kind}: {claim.source}" for claim in unmoved]
