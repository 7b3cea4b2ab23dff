"""Evidence for `lecturelib.datasets`."""

from __future__ import annotations

import math
import re
from datetime import datetime

import numpy as np

from lecturelib.arguments import Array
from lecturelib.datasets import (
    DATE_FORMATS,
    Alphabet,
    adding_task,
    blobs,
    copying_task,
    corpus,
    dates,
    digits,
    memory_task,
    moons,
    photographs,
    sentiment_labels,
    sentiment_trees,
    spirals,
    tagged_sentences,
    train_test_split,
    unigram_entropy,
    xor,
)
from lecturelib.datasets.sentences import LEXICON
from lecturelib.datasets.sentiment import INTENSIFIERS, NEGATIONS, SENTIMENTS
from lecturelib.witnesses.claim import Evidence, largest_error


def _deviations(sample: Array, mean: float, deviation: float) -> float:
    """How many standard errors the sample's mean is from what it should be; more than 5 is no chance."""
    return abs(float(np.mean(sample)) - mean) / (deviation / math.sqrt(sample.size))


def _digits_per_class(_: np.random.Generator) -> float:
    counts = np.bincount(digits()[1])
    return largest_error(counts, np.array([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]))


def _first_digit(_: np.random.Generator) -> float:
    rows = "00 00 05 13 09 01 00 00 | 00 00 13 15 10 15 05 00 | 00 03 15 02 00 11 08 00 | 00 04 12 00 00 08 08 00 | "
    rows += "00 05 08 00 00 09 08 00 | 00 04 11 00 01 12 07 00 | 00 02 14 05 10 12 00 00 | 00 00 06 13 10 00 00 00"
    ink = np.array([[int(number) for number in row.split()] for row in rows.split("|")])
    return largest_error(digits()[0][0], ink / 16)


def _digits_near_their_class(_: np.random.Generator) -> float:
    """Share of pictures that are nearer to another class's mean, beyond one in ten."""
    x, labels = digits()[0].reshape(1797, 64), digits()[1]
    means = np.stack([x[labels == digit].mean(axis=0) for digit in range(10)])
    nearest = np.argmin(((x[:, None] - means) ** 2).sum(axis=2), axis=1)
    return max(0.0, float(np.mean(nearest != labels)) - 0.1)


def _first_pixels(_: np.random.Generator) -> float:
    # The sky over the temple and the dark green behind the flower, as a viewer of pictures shows them.
    return largest_error(photographs()[:, :, 0, 0] * 255, np.array([[174.0, 201.0, 231.0], [2.0, 19.0, 13.0]]))


def _blob_centres(rng: np.random.Generator) -> float:
    x, labels = blobs(10, rng, centres=[(0, 1), (2, 3), (4, 5)], spread=0)
    expected = np.stack([2 * labels, 2 * labels + 1], axis=1).astype(float)
    return largest_error((x, np.sort(labels)), (expected, np.array([0] * 4 + [1] * 3 + [2] * 3)))


def _blobs_apart(rng: np.random.Generator) -> float:
    """Points on the wrong side of the middle, 16 standard deviations from both centres."""
    x, labels = blobs(1000, rng, spread=0.125)
    return float(np.sum((x[:, 0] > 0) != (labels == 1)))


def _xor_corners(rng: np.random.Generator) -> float:
    x, labels = xor(40, rng, noise=0)
    counts = [np.sum((x == corner).all(axis=1) & (labels == (corner[0] != corner[1]))) for corner in np.ndindex(2, 2)]
    return largest_error(np.array(counts), np.full(4, 10))


def _moon_circles(rng: np.random.Generator) -> float:
    worst = 0.0
    for (first, second), label in zip(*moons(200, rng, noise=0), strict=True):
        height = second if label == 0 else 0.5 - second
        worst = max(worst, abs(math.hypot(first - label, height) - 1), -height)
    return worst


def _spiral_arms(rng: np.random.Generator) -> float:
    worst = 0.0
    for (first, second), label in zip(*spirals(200, rng, classes=3, turns=2, noise=0), strict=True):
        radius = math.hypot(first, second)
        angle = 2 * math.pi * (label / 3 + 2 * radius)
        worst = max(worst, abs(first - radius * math.cos(angle)), abs(second - radius * math.sin(angle)))
    return worst


def _split_parts(rng: np.random.Generator) -> float:
    names = [f"{number}" for number in range(10)]
    (x, named), (test_x, test_named) = train_test_split(np.arange(10), names, rng=rng, share=0.3)
    everything = np.concatenate([x, test_x])
    pairs = float(named + test_named != [str(number) for number in everything])
    return pairs + largest_error((np.sort(everything), len(test_x)), (np.arange(10), 3))


def _encoded_by_hand(_: np.random.Generator) -> float:
    alphabet = Alphabet(["ba", "b"])
    ids, mask = alphabet.encode(["ab", "b"], start=True, stop=True)
    expected = (np.array([[1, 3, 4, 2], [1, 4, 2, 0]]), np.array([[1, 1, 1, 1], [1, 1, 1, 0]]))
    return largest_error((ids, mask.astype(int)), expected) + (alphabet.decode(ids) != ["ab", "b"])


def _encoded_and_back(rng: np.random.Generator) -> float:
    texts = [written for written, _ in dates(20, rng)]
    alphabet = Alphabet(texts)
    return float(alphabet.decode(alphabet.encode(texts, start=True, stop=True).ids) != texts)


def _corpus_sentences(rng: np.random.Generator) -> float:
    seed = int(rng.integers(1000))
    text = corpus(30, np.random.default_rng(seed))
    sentences = tagged_sentences(30, np.random.default_rng(seed))
    wrong = sum(not each[0].isupper() for each in text.rstrip(".").split(". "))
    written = [each.lower().split(" ") for each in text.rstrip(".").split(". ")]
    return float(wrong + (written != [[word.lower() for word in words] for words, _ in sentences]))


def _shannons_example(_: np.random.Generator) -> float:
    return largest_error(unigram_entropy("abacabda"), 7 / 4 * math.log(2))


def _read_by_the_standard_library(rng: np.random.Generator) -> float:
    readable = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%a %d %b %Y")
    wrong = 0
    for template, reading in zip(DATE_FORMATS, readable, strict=True):
        for written, numeric in dates(20, rng, formats=[template]):
            day = datetime.strptime(written, reading)
            names_its_weekday = "%a" not in reading.lower() or written.startswith(day.strftime("%a"))
            wrong += f"{day:%Y-%m-%d}" != numeric or not names_its_weekday or not 1950 <= day.year < 2050
    return float(wrong + len({numeric for _, numeric in dates(365, rng, years=(2021, 2022))}) - 365)


def _grammatical(rng: np.random.Generator) -> float:
    noun_phrase, wrong = "(DET (ADJ )?NOUN|PROPN)", 0
    known = {(word, tag) for tag, choices in LEXICON.values() for word in choices}
    sentence = re.compile(f"{noun_phrase} VERB( {noun_phrase})?( ADV| ADP {noun_phrase})?")
    for words, tags in tagged_sentences(100, rng):
        unknown = [pair for pair in zip(words, tags, strict=True) if pair not in known]
        wrong += bool(unknown) or not sentence.fullmatch(" ".join(tags))
    return float(wrong)


def _sentiments_by_hand(_: np.random.Generator) -> float:
    words = ["not", "very", "good", "and", "never", "dreadful"]
    labels = sentiment_labels(words, ((0, (1, 2)), (3, (4, 5))))
    return largest_error(labels, np.array([2, 2, 3, 2, 2, 0, 4, 0, 4, 4, 2]))


def _sentiments_by_stack(rng: np.random.Generator) -> float:
    """Recompute the labels from the tree's printed form, with a stack in place of recursion."""
    wrong = 0
    for words, tree, labels in sentiment_trees(40, rng):
        stack: list[tuple[int, str]] = []
        found: list[int] = []
        for sign in re.findall(r"\d+|\)", str(tree)):
            if sign != ")":
                stack.append((SENTIMENTS.get(words[int(sign)], 0), words[int(sign)]))
                continue
            (right, _), (left, word) = stack.pop(), stack.pop()
            stronger = right + (right > 0) - (right < 0)
            value = -right if word in NEGATIONS else stronger if word in INTENSIFIERS else left + right
            stack.append((min(max(value, -2), 2), ""))
            found.append(stack[-1][0])
        of_words = [SENTIMENTS.get(word, 0) for word in words]
        wrong += (np.array(of_words + found) + 2).tolist() != np.asarray(labels).tolist()
    return float(wrong)


def _added_by_loop(rng: np.random.Generator) -> float:
    x, targets = adding_task(50, 9, rng)
    sums = np.array([[sum(number for number, mark in row if mark == 1)] for row in x])
    halves = np.stack([x[:, :4, 1].sum(axis=1), x[:, 4:, 1].sum(axis=1)])
    return largest_error((targets, halves), (sums, np.ones((2, 50))))


def _answer_1(rng: np.random.Generator) -> float:
    # The square of a difference from the mean has the deviation sqrt(7 / 180) for a sum of two uniform numbers.
    return _deviations((adding_task(3000, 10, rng)[1] - 1) ** 2, 1 / 6, math.sqrt(7 / 180))


def _remembered_by_loop(rng: np.random.Generator) -> float:
    x, labels = memory_task(30, 8, rng, classes=3, distractors=2)
    symbols = [[list(step).index(1) for step in row] for row in x]
    first = np.array([row[0] for row in symbols])
    later = sum(symbol not in (3, 4) for row in symbols for symbol in row[1:]) + abs(x.sum() - 240)
    return float(later) + largest_error((labels, np.bincount(labels)), (first, np.full(3, 10)))


def _copied_by_loop(rng: np.random.Generator) -> float:
    ids, targets = copying_task(20, 5, rng, length=3, symbols=4)
    expected = [[*row[:3], *[0] * 5, 5, *[0] * 3] for row in ids.tolist()]
    answers = [[0] * 9 + row[:3] for row in ids.tolist()]
    outside = float(np.sum((ids[:, :3] < 1) | (ids[:, :3] > 4)))
    return outside + largest_error((ids, targets), (np.array(expected), np.array(answers)))


EVIDENCE = tuple(
    Evidence(f"datasets.{name}", kind, source, tolerance, measure)
    for name, kind, source, tolerance, measure in (
        ("digits", "published", "Alpaydin and Kaynak 1998: class counts", 0.0, _digits_per_class),
        ("digits", "published", "scikit-learn's manual: the first picture", 0.0, _first_digit),
        ("digits", "statistics", "nine in ten are nearest to their class's mean", 0.0, _digits_near_their_class),
        ("photographs", "published", "the first pixels, as a viewer shows them", 1e-12, _first_pixels),
        ("blobs", "by hand", "no spread: every point is a centre", 0.0, _blob_centres),
        ("blobs", "statistics", "16 deviations from the middle, none crosses it", 0.0, _blobs_apart),
        ("xor", "all inputs", "no noise: ten points at each corner", 0.0, _xor_corners),
        ("moons", "loop", "no noise: distance 1 from the centre, on one side", 1e-14, _moon_circles),
        ("spirals", "loop", "no noise: the angle follows from the radius", 1e-13, _spiral_arms),
        ("train_test_split", "by hand", "three of ten kept back, pairs together", 0.0, _split_parts),
        ("Alphabet", "by hand", "two texts of two letters", 0.0, _encoded_by_hand),
        ("Alphabet", "symmetry", "dates encoded and decoded", 0.0, _encoded_and_back),
        ("corpus", "loop", "taken apart into the grammar's sentences", 0.0, _corpus_sentences),
        ("unigram_entropy", "published", "Shannon 1948: 1/2, 1/4, 1/8, 1/8 have 7/4 bits", 1e-15, _shannons_example),
        ("dates", "loop", "read by the standard library's datetime", 0.0, _read_by_the_standard_library),
        ("tagged_sentences", "loop", "the grammar as a regular expression", 0.0, _grammatical),
        ("sentiment_labels", "by hand", "a negated good thing and a negated bad one", 0.0, _sentiments_by_hand),
        ("sentiment_trees", "loop", "labels recomputed with a stack", 0.0, _sentiments_by_stack),
        ("adding_task", "loop", "the marked numbers added up", 1e-15, _added_by_loop),
        ("adding_task", "statistics", "Le et al. 2015: answering 1 costs 1/6", 5.0, _answer_1),
        ("memory_task", "loop", "the first symbol of each row", 0.0, _remembered_by_loop),
        ("copying_task", "loop", "each row laid out again", 0.0, _copied_by_loop),
    )
)
