"""The counterparts in PyTorch, where it is installed: what they compute now is what the operations compute."""

import numpy as np
import pytest

from lecturelib.evidence import ALL_TRIALS
from lecturelib.witnesses.pytorch import live_claims

TRIALS = [trial for trial in ALL_TRIALS if trial.operation.startswith(("convolution.", "pooling."))]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.title)
def test_the_counterpart_agrees(trial):
    torch = pytest.importorskip("torch")
    (claim,) = live_claims(trial, torch)
    assert claim.measure(np.random.default_rng(0)) < 1e-12
