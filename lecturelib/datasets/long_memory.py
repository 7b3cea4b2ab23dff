"""Tasks that need a long memory: what must be remembered came many steps ago."""

from __future__ import annotations

import numpy as np

from lecturelib.arguments import Array, require_whole


def adding_task(n: int, steps: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return sequences of numbers of which two are marked; the target is the sum of the two.

    Hochreiter and Schmidhuber, "Long short-term memory", 1997, experiment 4, in the form of Le, Jaitly and Hinton, "A
    simple way to initialize recurrent networks of rectified linear units", 2015: one mark in each half. Who always
    answers 1 has a mean squared error of 1/6.

    Parameters
    ----------
    n : int
        Number of sequences.
    steps : int
        Their length, at least 2.
    rng : numpy.random.Generator
        Source of the numbers and the marks.

    Returns
    -------
    x : ndarray, shape (n, steps, 2), float64
        Numbers in [0, 1), and beside each its mark, 1 or 0.
    targets : ndarray, shape (n, 1), float64
        Sums of the two marked numbers.

    Raises
    ------
    ValueError
        If `n` is negative or `steps` is less than 2.

    Examples
    --------
    >>> x, targets = adding_task(1, 2, np.random.default_rng(0))  # in two steps both are marked
    >>> x[0].round(2), targets.round(2)
    (array([[0.64, 1.  ],
           [0.27, 1.  ]]), array([[0.91]]))
    """
    require_whole("n", n, 0)
    require_whole("steps", steps, 2)
    numbers = rng.random((n, steps))
    marks = np.zeros((n, steps))
    rows = np.arange(n)
    first, second = rng.integers(0, steps // 2, n), rng.integers(steps // 2, steps, n)
    marks[rows, first] = marks[rows, second] = 1
    return np.stack([numbers, marks], axis=2), (numbers * marks).sum(axis=1, keepdims=True)


def memory_task(
    n: int, steps: int, rng: np.random.Generator, classes: int = 2, distractors: int = 2
) -> tuple[Array, Array]:
    """Return sequences of symbols whose first one must be remembered to the end.

    The first symbol is one of `classes`; all that follow are drawn from `distractors` others and say nothing. After
    Hochreiter and Schmidhuber, "Long short-term memory", 1997, experiment 2.

    Parameters
    ----------
    n : int
        Number of sequences; every class comes the same number of times, or once more.
    steps : int
        Their length, at least 1.
    rng : numpy.random.Generator
        Source of the symbols.
    classes, distractors : int
        Numbers of symbols that count and that do not, each at least 1.

    Returns
    -------
    x : ndarray, shape (n, steps, classes + distractors), float64
        A one-hot vector for each symbol.
    labels : ndarray of int, shape (n,)
        The first symbol.

    Raises
    ------
    ValueError
        If `n` is negative, or one of the others is less than 1.

    Examples
    --------
    >>> x, labels = memory_task(1, 3, np.random.default_rng(1), classes=2, distractors=1)
    >>> x[0], labels
    (array([[1., 0., 0.],
           [0., 0., 1.],
           [0., 0., 1.]]), array([0]))
    """
    require_whole("n", n, 0)
    require_whole("steps", steps, 1)
    require_whole("classes", classes, 1)
    require_whole("distractors", distractors, 1)
    symbols = rng.integers(classes, classes + distractors, (n, steps))
    labels = rng.permutation(n) % classes
    symbols[:, 0] = labels
    return np.eye(classes + distractors)[symbols], labels


def copying_task(
    n: int, delay: int, rng: np.random.Generator, length: int = 10, symbols: int = 8
) -> tuple[Array, Array]:
    """Return sequences whose first symbols must be repeated after a delay.

    The input is `length` symbols, `delay` blanks, a sign to begin, and `length` blanks; the target is blank up to the
    sign, and from there on the symbols. Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural networks",
    2016, section 5.1, after Hochreiter and Schmidhuber 1997; there the sign replaces the last blank of the delay.

    Parameters
    ----------
    n : int
        Number of sequences.
    delay : int
        Number of blanks before the sign.
    rng : numpy.random.Generator
        Source of the symbols.
    length, symbols : int
        How many symbols must be repeated, and how many different ones there are.

    Returns
    -------
    ids : ndarray of int, shape (n, T), T = 2 length + delay + 1
        0 is blank, 1 to `symbols` are the symbols, `symbols` + 1 is the sign.
    targets : ndarray of int, shape (n, T)
        What must be said at each step, 0 to `symbols`.

    Raises
    ------
    ValueError
        If `n` or `delay` is negative, or `length` or `symbols` is less than 1.

    Examples
    --------
    >>> ids, targets = copying_task(1, 3, np.random.default_rng(0), length=2, symbols=8)
    >>> ids, targets
    (array([[7, 6, 0, 0, 0, 9, 0, 0]]), array([[0, 0, 0, 0, 0, 0, 7, 6]]))
    """
    require_whole("n", n, 0)
    require_whole("delay", delay, 0)
    require_whole("length", length, 1)
    require_whole("symbols", symbols, 1)
    said = rng.integers(1, symbols + 1, (n, length))
    ids = np.zeros((n, 2 * length + delay + 1), dtype=np.int64)
    targets = np.zeros_like(ids)
    ids[:, :length] = targets[:, -length:] = said
    ids[:, length + delay] = symbols + 1
    return ids, targets
