"""The table: nothing public is without evidence, and wrong operations fail it."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import lecturelib
from lecturelib import evidence, verify
from lecturelib.evidence.claim import Evidence, largest_error

NO_OPERATIONS = {"arguments", "gradients", "plots", "verify", "evidence"}


def public_operations():
    for module_info in pkgutil.iter_modules(lecturelib.__path__):
        if module_info.name in NO_OPERATIONS:
            continue
        module = importlib.import_module(f"lecturelib.{module_info.name}")
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module_info.name}.{name}"


def test_every_public_operation_has_evidence():
    assert {each.operation for each in evidence.ALL_EVIDENCE} == set(public_operations())


@pytest.mark.parametrize("claim", evidence.ALL_EVIDENCE, ids=lambda claim: f"{claim.operation}-{claim.kind}")
def test_evidence_holds(claim):
    finding = verify.measure([claim], seed=7, rounds=5)[0]
    assert finding.holds, f"worst error {finding.worst_error}"


# One plausible flaw for each operation; the evidence must notice every one of them.
FLAWS = {
    "activations.sigmoid": lambda f: lambda a: (f(a)[0], lambda d: d * f(a)[0]),
    "neurons.threshold_neuron": lambda f: lambda x, w, b: (x @ w + b >= 0).astype(float),
    "neurons.sigmoid_neuron": lambda f: lambda x, w, b: (f(x, w, b)[0], lambda d: (0 * x, 0 * w, 0.0)),
    "neurons.train_sigmoid_neuron": lambda f: lambda x, y, w, b, eta, steps: f(x, y, w, b, eta / len(x), steps),
    "perceptron.perceptron_update": lambda f: lambda w, b, x, y: (w + y * x, b + y),
    "perceptron.fit_perceptron": lambda f: lambda x, y, max_epochs=100: f(x, y, 1),
    "boolean_functions.boolean_weights": lambda f: lambda name, negated: (np.ones(len(negated)), f(name, negated)[1]),
    "boolean_functions.xor_network": lambda f: lambda: f()._replace(b2=-1.5),
}


@pytest.mark.parametrize("operation", sorted({each.operation for each in evidence.ALL_EVIDENCE}))
def test_a_flawed_operation_fails_its_evidence(operation, monkeypatch):
    module_name, name = operation.split(".")
    home = importlib.import_module(f"lecturelib.evidence.{module_name}")
    flawed = FLAWS[operation](getattr(home, name))
    monkeypatch.setattr(home, name, flawed)
    claims = [claim for claim in evidence.ALL_EVIDENCE if claim.operation == operation]
    caught = []
    for claim in claims:
        # Claims that hold the operation itself, not through their module, are rebuilt on the flawed one.
        measure = claim.measure
        if "projection_error" in measure.__code__.co_names:
            measure = type(measure)(measure.__code__, {**vars(home)}, closure=measure.__closure__)
        caught.append(
            not verify.measure([Evidence(operation, claim.kind, "", claim.tolerance, measure)], 0, 5)[0].holds
        )
    assert any(caught)


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


def test_largest_error_does_not_overlook_missing_or_infinite_values():
    assert largest_error((1.0,), (1.0, 2.0)) == np.inf
    assert largest_error(np.array([np.nan]), np.array([0.0])) == np.inf
