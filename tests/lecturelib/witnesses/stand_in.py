"""A stand-in for the module torch: tensors that are arrays, and gradients of linear functions."""

import numpy as np


class Tensor:
    """An array that remembers which function of which tensors it is."""

    def __init__(self, array, function=None, parents=()):
        self.array, self.function, self.parents = np.asarray(array), function, parents

    def requires_grad_(self):
        return self

    def is_floating_point(self):
        return self.array.dtype.kind == "f"

    @property
    def shape(self):
        return self.array.shape

    def detach(self):
        return self

    def numpy(self):
        return self.array

    def __mul__(self, number):
        return Tensor(self.array * number, lambda a: a * number, (self,))

    def __add__(self, other):
        return Tensor(self.array + other.array, lambda a, b: a + b, (self, other))

    def at(self, tensor, array):
        """Return the value with `tensor` replaced by `array`."""
        if self is tensor:
            return array
        if self.function is None:
            return self.array
        return self.function(*(parent.at(tensor, array) for parent in self.parents))

    def depends_on(self, tensor):
        return self is tensor or any(parent.depends_on(tensor) for parent in self.parents)


def _grad(values, moving, d_values, allow_unused):
    """Differentiate by differences, which are exact to rounding for linear functions."""
    assert allow_unused
    gradients = []
    for tensor in moving:
        if not any(value.depends_on(tensor) for value in values):
            gradients.append(None)
            continue
        gradient = np.zeros(tensor.shape)
        for place in np.ndindex(tensor.shape):
            moved = tensor.array.copy()
            moved[place] += 1
            gradient[place] = sum(
                np.sum(d.array * (value.at(tensor, moved) - value.array))
                for value, d in zip(values, d_values, strict=True)
            )
        gradients.append(Tensor(gradient))
    return tuple(gradients)


class Torch:
    """What the witnesses use of torch."""

    __version__ = "0.0"
    threads = None

    class autograd:  # noqa: N801
        grad = staticmethod(_grad)

    @staticmethod
    def from_numpy(array):
        return Tensor(array)

    @staticmethod
    def zeros_like(tensor):
        return Tensor(np.zeros(tensor.shape))

    @classmethod
    def set_num_threads(cls, number):
        cls.threads = number
