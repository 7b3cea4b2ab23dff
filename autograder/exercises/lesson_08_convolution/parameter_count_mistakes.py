"""Mistakes in parameter_count, runnable and named."""

from __future__ import annotations

from autograder.exercises.declaration import WrongAnswer

Size = tuple[int, int]


def forgets_the_bias(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * channels * image[0] * image[1]
    if connections == "local":
        return outputs * patch
    return filters * patch


def dense_bias_for_every_input(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return (outputs + bias) * channels * image[0] * image[1]
    if connections == "local":
        return outputs * (patch + bias)
    return filters * (patch + bias)


def dense_forgets_the_channels(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * (patch + bias)


def dense_layer_sees_a_patch(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (patch + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * (patch + bias)


def local_bias_is_shared(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * patch + filters * bias
    return filters * (patch + bias)


def local_forgets_the_filters(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return places[0] * places[1] * (patch + bias)
    return filters * (patch + bias)


def shared_bias_for_every_place(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * patch + outputs * bias


def shared_bias_for_every_channel(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * channels * (kernel[0] * kernel[1] + bias)


def shared_counts_the_places(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return outputs * (patch + bias)


def one_kernel_for_all_channels(
    connections: str, image: Size, places: Size, kernel: Size, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    outputs = filters * places[0] * places[1]
    patch = kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * (patch + bias)


WRONG_ANSWERS = (
    WrongAnswer(forgets_the_bias, "the biases are missing: each is a parameter that has to be learned"),
    WrongAnswer(dense_bias_for_every_input, "the dense layer has a bias for every input; to what is a bias added?"),
    WrongAnswer(
        dense_forgets_the_channels,
        "in the dense layer an output sees one channel of the image; it is connected to all of them",
    ),
    WrongAnswer(
        dense_layer_sees_a_patch, "in the dense layer an output sees only a patch: that is the locally connected layer"
    ),
    WrongAnswer(
        local_bias_is_shared,
        "in the local layer all places of a filter share one bias; there every place has parameters of its own",
    ),
    WrongAnswer(
        local_forgets_the_filters, "the local layer has one kernel at each place; how many outputs stand there?"
    ),
    WrongAnswer(shared_bias_for_every_place, "the shared layer has a bias for every place; what is shared there?"),
    WrongAnswer(
        shared_bias_for_every_channel,
        "the shared layer has a bias for every pair of channel and filter; the channels are summed before the "
        "bias is added",
    ),
    WrongAnswer(
        shared_counts_the_places,
        "the shared layer is counted once for every place: the same kernel is used at all of them",
    ),
    WrongAnswer(
        one_kernel_for_all_channels,
        "a kernel is counted as one flat patch; it reaches through all channels of the image, with weights for each",
    ),
)
