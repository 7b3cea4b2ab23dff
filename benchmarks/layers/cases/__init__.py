"""The cases: what is measured, in the order of the table."""

from benchmarks.layers.cases import dense, epoch, images, recurrent, training

CASES = (*images.CASES, *dense.CASES, *recurrent.CASES, *training.CASES, *epoch.CASES)
