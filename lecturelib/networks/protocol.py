"""What every layer is to the code that trains, saves and prints it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, ClassVar, NamedTuple

from lecturelib.arguments import Array

Gradients = dict[str, Array]
LayerBackward = Callable[..., tuple[Any, Gradients]]
Initialization = Callable[..., Array]


class Row(NamedTuple):
    """A line of a summary: a layer's place in the network, its title, the shape of its output, how much it learns."""

    place: str
    title: str
    shape: str
    learned: int


class Layer:
    """A step of a network, with its parameters.

    A layer of your own names its fields and has a `forward`; a layer made of others names these in `parts`.

    Attributes
    ----------
    parameter_names, buffer_names : tuple of str
        The fields that are trained, and those that are only kept, such as running statistics. A field that is ``None``,
        such as an absent bias, counts as none.
    can_skip_d_x : bool
        Whether the layer's backward function can be told ``need_d_x=False``, so that it leaves dJ/dx out: the first
        layer's is what training does without.

    Examples
    --------
    >>> import numpy as np
    >>> class Scale(Layer):
    ...     parameter_names = ("factor",)
    ...
    ...     def __init__(self):
    ...         self.factor = np.array([2.0])
    ...
    ...     def forward(self, x, training=False):
    ...         return self.factor * x, lambda d_y: (self.factor * d_y, {"factor": np.sum(x * d_y, keepdims=True)})
    >>> scale = Scale()
    >>> scale.parameters
    {'factor': array([2.])}
    >>> y, backward = scale.forward(np.array([3.0, 4.0]))
    >>> backward(np.array([1.0, 10.0]))
    (array([ 2., 20.]), {'factor': array([43.])})
    """

    parameter_names: ClassVar[tuple[str, ...]] = ()
    buffer_names: ClassVar[tuple[str, ...]] = ()
    can_skip_d_x: ClassVar[bool] = False

    @property
    def parts(self) -> dict[str, Layer]:
        """The layers inside this one, by name; the names of their parameters begin with it, as in ``"0.W"``."""
        return {}

    @property
    def parameters(self) -> dict[str, Array]:
        """The arrays that are trained, by name: the layer's own, to be changed in place."""
        inner = {f"{part}.{name}": a for part, layer in self.parts.items() for name, a in layer.parameters.items()}
        return self._fields(self.parameter_names) | inner

    @property
    def buffers(self) -> dict[str, Array]:
        """The arrays that belong to the layer's state but are not trained, by name: the layer's own."""
        inner = {f"{part}.{name}": a for part, layer in self.parts.items() for name, a in layer.buffers.items()}
        return self._fields(self.buffer_names) | inner

    def _fields(self, names: tuple[str, ...]) -> dict[str, Array]:
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}

    def name_gradients(self, *gradients: Array | None) -> Gradients:
        """Return gradients by name, given in the order of `parameter_names`; ``None`` is left out."""
        named = zip(self.parameter_names, gradients, strict=True)
        return {name: gradient for name, gradient in named if gradient is not None}

    def forward(self, x: Any, training: bool = False) -> tuple[Any, LayerBackward]:
        """Return the layer's output for a batch, and the function that differentiates it.

        Parameters
        ----------
        x : ndarray
            A batch of inputs, the batch first.
        training : bool
            Whether to drop units, and to normalise by the batch's statistics and gather them.

        Returns
        -------
        y : ndarray
            Outputs.
        backward : callable
            Maps dJ/dy to dJ/dx, ``None`` for inputs that are whole numbers, and a dict with dJ/d parameter for every
            name in `parameters`. If `can_skip_d_x`, it takes ``need_d_x=False``, and then dJ/dx is ``None``.

        Raises
        ------
        ValueError
            If `x` does not fit the layer.
        """
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    @property
    def title(self) -> str:
        """What the layer is called in summaries and error messages."""
        return type(self).__name__

    def rows(self, x: Any, place: str = "") -> Generator[Row, None, Any]:
        """Yield the lines of `summary`, and pass `x` on: the value of this generator is the layer's output."""
        y, _ = self.forward(x)
        first = y[0] if isinstance(y, tuple) else y
        shape = f"({', '.join(['N', *map(str, first.shape[1:])])}{',' if first.ndim == 1 else ''})"
        yield Row(place, self.title, shape, sum(array.size for array in self.parameters.values()))
        return y

    def summary(self, x: Any) -> str:
        """Return a table of the layers, the shapes of their outputs and the numbers of their parameters.

        Parameters
        ----------
        x : ndarray
            A batch of inputs, such as one example; it goes through the network as in use, not as in training.

        Returns
        -------
        table : str
            A line for each layer.

        Examples
        --------
        >>> import numpy as np
        >>> from lecturelib.activations import relu
        >>> from lecturelib.networks import Activation, Affine, Sequential
        >>> rng = np.random.default_rng(0)
        >>> print(Sequential(Affine(4, 100, rng), Activation(relu), Affine(100, 3, rng)).summary(np.zeros((1, 4))))
        place  layer             output    parameters
        0      Affine            (N, 100)         500
        1      Activation(relu)  (N, 100)           0
        2      Affine            (N, 3)           303
               total                              803
        """
        rows = list(self.rows(x))
        total = Row("", "total", "", sum(row.learned for row in rows))
        texts = [("place", "layer", "output", "parameters")]
        texts += [(row.place, row.title, row.shape, f"{row.learned:,}") for row in [*rows, total]]
        wide = [max(len(text[column]) for text in texts) for column in range(4)]
        lines = [f"{a:{wide[0]}}  {b:{wide[1]}}  {c:{wide[2]}}  {d:>{wide[3]}}" for a, b, c, d in texts]
        return "\n".join(lines)
