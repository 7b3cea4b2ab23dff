"""Flaws of data and training, which return texts, iterators and records: no noise can be added to these."""

import numpy as np


def confused_symbols(alphabet):
    class Flawed(alphabet):
        def encode(self, *a, **k):
            ids, mask = super().encode(*a, **k)
            return ids[:, ::-1], mask

    return Flawed


def deaf_to_the_stop(alphabet):
    class Flawed(alphabet):
        def decode(self, ids):
            return [text + self.symbols[0] for text in super().decode(ids)]

    return Flawed


def last_item_spoilt(spoilt):
    """Return a flaw that replaces the last item of a returned list."""

    def flaw(operation):
        def flawed(*a, **k):
            *others, last = operation(*a, **k)
            return [*others, spoilt(last)]

        return flawed

    return flaw


def without_the_last_batch(minibatches):
    return lambda arrays, batch_size, rng=None: minibatches(arrays, batch_size, rng, drop_last=True)


def never_shuffled(minibatches):
    return lambda arrays, batch_size, rng=None: minibatches(arrays, batch_size)


def labels_shuffled_apart(minibatches):
    def flawed(arrays, batch_size, rng=None):
        return zip(*(next(zip(*minibatches((array,), batch_size, rng), strict=True)) for array in arrays), strict=True)

    return flawed


def one_epoch_too_few(fit):
    return lambda *a, epochs, **k: fit(*a, epochs=epochs - 1, **k)


def shuffled_as_it_likes(fit):
    return lambda *a, rng, **k: fit(*a, rng=np.random.default_rng(), **k)


def targets_turned_round(fit):
    return lambda network, loss, optimizer, x, targets, **k: fit(network, loss, optimizer, x, targets[::-1], **k)


def last_weights_kept(early_stopping):
    class Flawed(early_stopping):
        def restore(self, *arrays):
            pass

    return Flawed


TRAINING_FLAWS = {
    "datasets.Alphabet": (confused_symbols, deaf_to_the_stop),
    "datasets.corpus": (lambda corpus: lambda *a: corpus(*a).lower(), lambda corpus: lambda *a: corpus(*a) + " Ada."),
    "datasets.dates": (last_item_spoilt(lambda pair: (pair[0], "2021-02-03")),),
    "datasets.tagged_sentences": (last_item_spoilt(lambda sentence: (sentence.words, sentence.tags[::-1])),),
    "datasets.sentiment_trees": (last_item_spoilt(lambda each: (each.words, each.tree, each.labels[::-1])),),
    "datasets.train_test_split": (
        lambda split: lambda *a, **k: (split(*a, **k)[0], split(*a, **k)[1]),  # dealt twice: some are on both sides
        lambda split: lambda *a, **k: tuple((part[0], part[1][::-1]) for part in split(*a, **k)),
    ),
    "training.EarlyStopping": (last_weights_kept,),
    "training.fit": (one_epoch_too_few, shuffled_as_it_likes, targets_turned_round),
    "training.grid_search": (
        lambda search: lambda *a: search(*a)._replace(results=search(*a).results[::-1]),
        lambda search: lambda *a: search(*a)._replace(best=search(*a).results[-1][0]),
    ),
    "training.minibatches": (without_the_last_batch, never_shuffled, labels_shuffled_apart),
}
