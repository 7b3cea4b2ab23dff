"""Encoder and decoder: one recurrent network reads a sequence, another writes one."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_classes
from lecturelib.networks.affine_layers import Affine, Embedding
from lecturelib.networks.protocol import Gradients, Layer, LayerBackward
from lecturelib.networks.recurrent_layers import GRU, LSTM, RNN, States

CELLS: dict[str, type[RNN]] = {"rnn": RNN, "lstm": LSTM, "gru": GRU}


class EncoderDecoder(Layer):
    r"""A network from sequences of symbols to sequences of symbols.

    .. math::

        h_t = \mathrm{encoder}(x_t, h_{t-1}), \qquad g_0 = h_S, \qquad
        g_t = \mathrm{decoder}(y_{t-1}, g_{t-1}), \qquad s_t = g_t V + c

    with vectors x and y for the symbols: the state after the last symbol of the source starts the decoder (and the
    cell, for an LSTM), and the scores s tell the next symbol of the target. Cho, van Merrienboer and others, "Learning
    phrase representations using RNN encoder-decoder for statistical machine translation", 2014; Sutskever, Vinyals and
    Le, "Sequence to sequence learning with neural networks", 2014.

    Parameters
    ----------
    source_symbols, target_symbols : int
        How many symbols there are on either side.
    features : int
        Size of the symbols' vectors.
    hidden : int
        Size of the state H.
    rng : numpy.random.Generator
        Source of the first parameters.
    cell : {"lstm", "gru", "rnn"}
        What both recurrent networks are made of.
    padding : int, optional
        The source's symbol that fills up short sequences: the encoder passes over it.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    source, target : Embedding
        Vectors of the symbols.
    encoder, decoder : LSTM, GRU or RNN
        The two recurrent networks.
    output : Affine
        From the decoder's states to scores.

    Raises
    ------
    ValueError
        If `cell` is another word; by `forward` and `greedy_decode`, if ids have the wrong shape or lie outside.

    Examples
    --------
    >>> network = EncoderDecoder(5, 7, 4, 8, np.random.default_rng(0), padding=0)
    >>> scores, backward = network.forward((np.array([[3, 4, 0], [1, 2, 3]]), np.array([[1, 5], [1, 6]])))
    >>> scores.shape
    (2, 2, 7)
    >>> network.greedy_decode(np.array([[3, 4, 0]]), start=1, stop=2, max_steps=4).shape[0]
    1
    """

    source: Embedding
    encoder: RNN
    target: Embedding
    decoder: RNN
    output: Affine
    padding: int | None

    def __init__(
        self,
        source_symbols: int,
        target_symbols: int,
        features: int,
        hidden: int,
        rng: np.random.Generator,
        cell: Literal["lstm", "gru", "rnn"] = "lstm",
        padding: int | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        if cell not in CELLS:
            raise ValueError(f'cell must be "lstm", "gru" or "rnn"; got {cell!r}')
        self.source = Embedding(source_symbols, features, rng, dtype)
        self.encoder = CELLS[cell](features, hidden, rng, dtype=dtype)
        self.target = Embedding(target_symbols, features, rng, dtype)
        self.decoder = CELLS[cell](features, hidden, rng, dtype=dtype)
        self.output = Affine(hidden, target_symbols, rng, dtype=dtype)
        self.padding = padding

    @property
    def parts(self) -> dict[str, Layer]:
        """The five layers by name."""
        return {
            "source": self.source,
            "encoder": self.encoder,
            "target": self.target,
            "decoder": self.decoder,
            "output": self.output,
        }

    def forward(self, x: tuple[Array, Array], training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the scores of every next symbol, the decoder being told the true symbols so far (teacher forcing).

        Parameters
        ----------
        x : pair of ndarray of int, shapes (N, S) and (N, T)
            Source symbols; and target symbols as the decoder's inputs, from the start symbol to the last but one.
        training : bool
            Of no effect.

        Returns
        -------
        scores : ndarray, shape (N, T, target symbols)
            Unnormalised log-probabilities of the symbol after each of the inputs.
        backward : callable
            Maps dJ/d scores to ``None``, as symbols have no gradient, and the gradients by name.
        """
        if not isinstance(x, tuple) or len(x) != 2:
            raise ValueError(f"x must be a pair of arrays, source and target symbols; got {type(x).__name__}")
        source, told = x
        states, last, encode_backward, source_backward = self._encode(source)
        require_classes("target", told, (len(source), "T"), len(self.target.table))
        vectors, target_backward = self.target.forward(told)
        written, _, decode_backward = self.decoder.scan(vectors, last)
        scores, output_backward = self.output.forward(written)

        def backward(d_scores: Array) -> tuple[None, Gradients]:
            d_written, d_output = output_backward(d_scores)
            d_vectors, d_last, d_decoder = decode_backward(d_written, (None,))
            d_source, _, d_encoder = encode_backward(np.zeros_like(states), d_last)
            gradients = {
                "source": source_backward(d_source)[1],
                "encoder": self.encoder.name_gradients(*d_encoder),
                "target": target_backward(d_vectors)[1],
                "decoder": self.decoder.name_gradients(*d_decoder),
                "output": d_output,
            }
            return None, {f"{part}.{name}": d for part, own in gradients.items() for name, d in own.items()}

        return scores, backward

    def _encode(self, source: Array) -> tuple[Array, States, Any, LayerBackward]:
        require_classes("source", source, ("N", "S"), len(self.source.table))
        vectors, source_backward = self.source.forward(source)
        mask = None if self.padding is None else source != self.padding
        states, last, encode_backward = self.encoder.scan(vectors, (None,) * self.encoder.state_count, mask)
        return states, last, encode_backward, source_backward

    def greedy_decode(self, source: Array, start: int, stop: int, max_steps: int) -> Array:
        """Return the target that the decoder writes when it is told its own symbols, always the likeliest.

        Parameters
        ----------
        source : ndarray of int, shape (N, S)
            Source symbols.
        start, stop : int
            The symbol that the decoder is told first, and the one that ends a sequence.
        max_steps : int
            Most symbols to write, at least 1.

        Returns
        -------
        ids : ndarray of int64, shape (N, T)
            Symbols written, T at most `max_steps`: up to the stop symbol, which is repeated where others go on longer.
        """
        if not isinstance(max_steps, int | np.integer) or max_steps < 1:
            raise ValueError(f"max_steps must be a whole number of at least 1; got {max_steps!r}")
        require_classes("start and stop", np.array([start, stop]), (2,), len(self.target.table))
        _, state, _, _ = self._encode(source)
        symbol, stopped = np.full(len(source), start), np.zeros(len(source), dtype=bool)
        written: list[Array] = []
        while len(written) < max_steps and not stopped.all():
            vectors, _ = self.target.forward(symbol[:, None])
            states, state, _ = self.decoder.scan(vectors, state)
            scores, _ = self.output.forward(states[:, 0])
            symbol = np.where(stopped, stop, scores.argmax(axis=1))
            stopped = symbol == stop
            written.append(symbol)
        return np.stack(written, axis=1) if written else np.zeros((len(source), 0), dtype=np.int64)
