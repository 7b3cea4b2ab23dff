"""Data for the lessons: real pictures, points in the plane, sequences, dates, sentences and trees.

What is generated takes ``rng`` and gives the same data for the same seed. Pictures come from scikit-learn, which is
imported when they are asked for.
"""

from lecturelib.datasets.alphabets import Alphabet
from lecturelib.datasets.corpora import corpus, unigram_entropy
from lecturelib.datasets.long_memory import adding_task, copying_task, memory_task
from lecturelib.datasets.pictures import digits, photographs
from lecturelib.datasets.points import blobs, moons, spirals, xor
from lecturelib.datasets.sentences import tagged_sentences
from lecturelib.datasets.sentiment import sentiment_labels, sentiment_trees
from lecturelib.datasets.splitting import train_test_split
from lecturelib.datasets.written_dates import DATE_FORMATS, dates

__all__ = [
    "DATE_FORMATS",
    "Alphabet",
    "adding_task",
    "blobs",
    "copying_task",
    "corpus",
    "dates",
    "digits",
    "memory_task",
    "moons",
    "photographs",
    "sentiment_labels",
    "sentiment_trees",
    "spirals",
    "tagged_sentences",
    "train_test_split",
    "unigram_entropy",
    "xor",
]
