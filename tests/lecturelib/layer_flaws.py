"""Flaws put into layers on purpose: a flawed layer is a subclass whose `forward` or whose arrays go wrong."""

import copy

from lecturelib import networks

LAYERS = [name for name in networks.__all__ if name != "Layer"]


def flawed_forward(flaw):
    """Return the flaw of an operation as a flaw of a layer, seen as an operation of its input and its parameters."""

    def flawed_class(layer):
        class Flawed(layer):
            def forward(self, x, training=False):
                names = list(self.parameters)

                def operation(x, *parameters):
                    y, backward = super(Flawed, self).forward(x, training)

                    def in_a_row(d_y):
                        d_x, gradients = backward(d_y)
                        return d_x, *(gradients[name] for name in names)

                    return y, in_a_row

                y, backward = flaw(operation)(x, *self.parameters.values())

                def by_name(d_y):
                    d_x, *gradients = backward(d_y)
                    return d_x, dict(zip(names, gradients, strict=True))

                return y, by_name

        return Flawed

    return flawed_class


def arrays_that_are_copies(layer):
    class Flawed(layer):
        @property
        def parameters(self):
            return {name: array.copy() for name, array in super().parameters.items()}

    return Flawed


def decodes_one_step_too_few(network):
    class Flawed(network):
        def greedy_decode(self, *a, **k):
            return super().greedy_decode(*a, **k)[:, :-1]

    return Flawed


def decodes_another_symbol(network):
    class Flawed(network):
        def greedy_decode(self, *a, **k):
            return 1 - super().greedy_decode(*a, **k)

    return Flawed


def saves_other_numbers(save):
    def flawed(network, path):
        other = copy.deepcopy(network)
        next(iter(other.parameters.values()))[...] = 7
        save(other, path)

    return flawed


def loads_other_numbers(load):
    def flawed(network, path):
        load(network, path)
        next(iter(network.buffers.values()))[...] = 7

    return flawed


def layer_flaws(flaws):
    """Return the flaws of every class of `lecturelib.networks`, made from those of operations, and of saving them."""
    by_name = {f"networks.{name}": tuple(flawed_forward(flaw) for flaw in flaws) for name in LAYERS}
    by_name["networks.EncoderDecoder"] += (decodes_one_step_too_few, decodes_another_symbol)
    by_name["networks.Layer"] = (arrays_that_are_copies,)
    by_name["saving.save_parameters"] = (saves_other_numbers,)
    by_name["saving.load_parameters"] = (loads_other_numbers,)
    return by_name
