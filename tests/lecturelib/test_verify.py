"""The table: nothing public is without evidence, and no flaw put into an operation passes it."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import lecturelib
from lecturelib import evidence, verify
from lecturelib.witnesses.claim import Evidence, largest_error, relative_error
from tests.lecturelib.flaws import flaws_for

NO_OPERATIONS = {"arguments", "nested", "plots", "verify", "evidence", "witnesses"}
OPERATIONS = sorted({claim.operation for claim in evidence.ALL_EVIDENCE})


def public_operations():
    for module_info in pkgutil.iter_modules(lecturelib.__path__):
        if module_info.name in NO_OPERATIONS:
            continue
        module = importlib.import_module(f"lecturelib.{module_info.name}")
        for name, value in vars(module).items():
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


def test_the_command_prints_the_table_and_succeeds(capsys):
    assert verify.main(["--rounds", "1"]) == 0
    printed = capsys.readouterr().out
    assert "neurons.sigmoid_neuron" in printed and "complex step" in printed
    assert printed.rstrip().endswith("0 failed")


def test_the_command_fails_when_evidence_fails(monkeypatch, capsys):
    broken = Evidence("neurons.threshold_neuron", "by hand", "a broken case", 0.0, lambda rng: float("nan"))
    monkeypatch.setattr(verify, "ALL_EVIDENCE", (broken,))
    assert verify.main([]) == 1
    assert "FAIL" in capsys.readouterr().out


def test_bad_options_are_a_sentence(capsys):
    with pytest.raises(SystemExit) as stopped:
        verify.main(["--rounds", "0"])
    assert stopped.value.code == 2
    assert "--rounds must be at least 1; got 0" in capsys.readouterr().err


@pytest.mark.parametrize("error", [largest_error, relative_error])
def test_errors_do_not_overlook_missing_or_infinite_values(error):
    assert error((1.0,), (1.0, 2.0)) == np.inf
    assert error(np.array([np.nan]), np.array([0.0])) == np.inf
