"""Training: mini-batches, the loop, what it records, when it stops, and how well the result does.

What the loop expects of networks, losses and optimizers is written down in `lecturelib.training.protocols`.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.training.batches import minibatches as minibatches
    from lecturelib.training.early_stopping import EarlyStopping as EarlyStopping
    from lecturelib.training.evaluation import accuracy as accuracy
    from lecturelib.training.evaluation import evaluate as evaluate
    from lecturelib.training.evaluation import predict as predict
    from lecturelib.training.fitting import fit as fit
    from lecturelib.training.history import History as History
    from lecturelib.training.objective import add_penalty as add_penalty
    from lecturelib.training.searching import SearchResults as SearchResults
    from lecturelib.training.searching import grid_search as grid_search

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "batches": ("minibatches",),
        "early_stopping": ("EarlyStopping",),
        "evaluation": ("accuracy", "evaluate", "predict"),
        "fitting": ("fit",),
        "history": ("History",),
        "objective": ("add_penalty",),
        "searching": ("SearchResults", "grid_search"),
    },
)
