"""How many numbers a recurrent layer learns."""

from __future__ import annotations

import numpy as np

from lecturelib.recurrent.parameters import GATE_BLOCKS


def recurrent_parameter_count(kind: str, inputs: int, hidden: int) -> int:
    r"""Return how many numbers a recurrent layer learns.

    .. math:: G\,(D H + H^2 + H), \qquad G = 1 \text{ (rnn)}, \; 4 \text{ (lstm)}, \; 3 \text{ (gru)}

    One set of weights for each block G; the length of the sequence does not matter, because all steps share them.
    PyTorch's layers hold G H more, since they add two biases where one says as much.

    Parameters
    ----------
    kind : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    inputs, hidden : int
        Sizes D of the input and H of the state, each at least 1.

    Returns
    -------
    count : int
        The number of parameters.

    Raises
    ------
    ValueError
        If the kind is unknown, or a size is no whole number of at least 1.

    Examples
    --------
    Three inputs, two hidden units: 6 input weights, 4 recurrent weights and 2 biases for each block.

    >>> [recurrent_parameter_count(kind, 3, 2) for kind in ("rnn", "lstm", "gru")]
    [12, 48, 36]
    """
    if kind not in GATE_BLOCKS:
        raise ValueError(f"kind must be 'rnn', 'lstm' or 'gru'; got {kind!r}")
    for name, size in (("inputs", inputs), ("hidden", hidden)):
        if not isinstance(size, int | np.integer) or isinstance(size, bool) or size < 1:
            raise ValueError(f"{name} must be a whole number of at least 1; got {size!r}")
    return GATE_BLOCKS[kind] * int(inputs * hidden + hidden * hidden + hidden)
