"""Training: mini-batches, the loop, what it records, when it stops, and how well the result does.

What the loop expects of networks, losses and optimizers is written down in `lecturelib.training.protocols`.
"""

from lecturelib.training.batches import minibatches
from lecturelib.training.early_stopping import EarlyStopping
from lecturelib.training.evaluation import accuracy, evaluate, predict
from lecturelib.training.fitting import fit
from lecturelib.training.history import History
from lecturelib.training.searching import SearchResults, grid_search

__all__ = [
    "EarlyStopping",
    "History",
    "SearchResults",
    "accuracy",
    "evaluate",
    "fit",
    "grid_search",
    "minibatches",
    "predict",
]
