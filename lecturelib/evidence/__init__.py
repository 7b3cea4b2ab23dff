"""The evidence for every operation: what `python -m lecturelib.verify` runs and prints.

One file for each module of `lecturelib`, each with a tuple ``EVIDENCE``. A new operation brings its evidence with it;
a test fails for a public operation that has none.
"""

from lecturelib.evidence import activations, boolean_functions, neurons, perceptron
from lecturelib.evidence.claim import Evidence

ALL_EVIDENCE: tuple[Evidence, ...] = (
    *activations.EVIDENCE,
    *neurons.EVIDENCE,
    *perceptron.EVIDENCE,
    *boolean_functions.EVIDENCE,
)
