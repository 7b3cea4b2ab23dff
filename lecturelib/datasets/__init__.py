"""Data for the lessons: real pictures, points in the plane, sequences, dates, sentences and trees.

What is generated takes ``rng`` and gives the same data for the same seed. Pictures come from scikit-learn's files.

A set is loaded when it is first used, so that a lesson that withholds one can use the others.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.datasets.alphabets import Alphabet as Alphabet
    from lecturelib.datasets.corpora import corpus as corpus
    from lecturelib.datasets.corpora import unigram_entropy as unigram_entropy
    from lecturelib.datasets.long_memory import adding_task as adding_task
    from lecturelib.datasets.long_memory import copying_task as copying_task
    from lecturelib.datasets.long_memory import memory_task as memory_task
    from lecturelib.datasets.pictures import digits as digits
    from lecturelib.datasets.pictures import photographs as photographs
    from lecturelib.datasets.points import blobs as blobs
    from lecturelib.datasets.points import moons as moons
    from lecturelib.datasets.points import spirals as spirals
    from lecturelib.datasets.points import xor as xor
    from lecturelib.datasets.sentences import tagged_sentences as tagged_sentences
    from lecturelib.datasets.sentiment import sentiment_labels as sentiment_labels
    from lecturelib.datasets.sentiment import sentiment_trees as sentiment_trees
    from lecturelib.datasets.splitting import train_test_split as train_test_split
    from lecturelib.datasets.written_dates import DATE_FORMATS as DATE_FORMATS
    from lecturelib.datasets.written_dates import dates as dates

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "alphabets": ("Alphabet",),
        "corpora": ("corpus", "unigram_entropy"),
        "long_memory": ("adding_task", "copying_task", "memory_task"),
        "pictures": ("digits", "photographs"),
        "points": ("blobs", "moons", "spirals", "xor"),
        "sentences": ("tagged_sentences",),
        "sentiment": ("sentiment_labels", "sentiment_trees"),
        "splitting": ("train_test_split",),
        "written_dates": ("DATE_FORMATS", "dates"),
    },
)
