"""How many weights a layer has that maps an image to an image: fully connected, locally connected, or shared."""

from __future__ import annotations

from lecturelib.arguments import require_pair, require_whole
from lecturelib.convolution.geometry import Pair


def parameter_count(
    connections: str,
    image: int | Pair,
    places: int | Pair,
    kernel: int | Pair,
    channels: int = 1,
    filters: int = 1,
    bias: bool = True,
) -> int:
    r"""Return how many parameters a layer has that maps C images of H x W to F images of OH x OW.

    ============  ====================================================
    connections   parameters, with biases
    ============  ====================================================
    dense         :math:`(C H W + 1) \cdot F \cdot OH \cdot OW`
    local         :math:`(C \cdot KH \cdot KW + 1) \cdot F \cdot OH \cdot OW`
    shared        :math:`(C \cdot KH \cdot KW + 1) \cdot F`
    ============  ====================================================

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.2, compares sparse and shared with full
    connections.

    Parameters
    ----------
    connections : {"dense", "local", "shared"}
        Whether an output sees every input, a patch through a kernel of its own, or through its channel's.
    image, places, kernel : int or pair of int
        Height and width of the input, of the output, and of a patch, which plays no part in a dense layer.
    channels, filters : int
        Channels C of the input, and F of the output.
    bias : bool
        Whether there are biases: one for every output, or, if connections are shared, for every output channel.

    Returns
    -------
    count : int
        Number of parameters.

    Raises
    ------
    ValueError
        If `connections` is none of the three, or a size is no whole number of at least 1.

    Examples
    --------
    >>> [parameter_count(each, 28, 24, 5, filters=6) for each in ("dense", "local", "shared")]
    [2712960, 89856, 156]
    """
    height, width = require_pair("image", image, 1)
    rows, columns = require_pair("places", places, 1)
    if connections == "dense":
        units = require_whole("filters", filters, 1) * rows * columns
        return dense_parameter_count(require_whole("channels", channels, 1) * height * width, units, bias)
    if connections == "local":
        return local_parameter_count((rows, columns), kernel, channels, filters, bias)
    if connections == "shared":
        return shared_parameter_count(kernel, channels, filters, bias)
    raise ValueError(f"connections must be 'dense', 'local' or 'shared'; got {connections!r}")


def dense_parameter_count(inputs: int, units: int, bias: bool = True) -> int:
    r"""Return how many parameters a fully connected layer has.

    .. math:: \text{inputs} \cdot \text{units} \; (+ \; \text{units})

    Parameters
    ----------
    inputs, units : int
        Numbers that come in, and that go out: an image of H x W has H W for each channel.
    bias : bool
        Whether every unit has a bias.

    Returns
    -------
    count : int
        Number of parameters.

    Raises
    ------
    ValueError
        If a size is no whole number of at least 1.

    Examples
    --------
    An image of 200 x 200 pixels into as many units:

    >>> dense_parameter_count(200 * 200, 40_000, bias=False)
    1600000000
    """
    return require_whole("units", units, 1) * (require_whole("inputs", inputs, 1) + bool(bias))


def local_parameter_count(
    places: int | Pair, kernel: int | Pair, channels: int = 1, filters: int = 1, bias: bool = True
) -> int:
    r"""Return how many parameters a locally connected layer has: kernels of its own for every place.

    .. math:: OH \cdot OW \cdot F \cdot (C \cdot KH \cdot KW \; (+ \; 1))

    Parameters
    ----------
    places : int or pair of int
        Size OH, OW of the output.
    kernel : int or pair of int
        Size KH, KW of a kernel.
    channels, filters : int
        Channels C of the image, and F of the output.
    bias : bool
        Whether every output has a bias.

    Returns
    -------
    count : int
        Number of parameters.

    Raises
    ------
    ValueError
        If a size is no whole number of at least 1.

    Examples
    --------
    40,000 units that see 10 x 10 pixels each:

    >>> local_parameter_count(200, 10, bias=False)
    4000000
    """
    rows, columns = require_pair("places", places, 1)
    return rows * columns * shared_parameter_count(kernel, channels, filters, bias)


def shared_parameter_count(kernel: int | Pair, channels: int = 1, filters: int = 1, bias: bool = True) -> int:
    r"""Return how many parameters a convolutional layer has: whatever the size of the image.

    .. math:: F \cdot (C \cdot KH \cdot KW \; (+ \; 1))

    Parameters
    ----------
    kernel : int or pair of int
        Size KH, KW of a kernel.
    channels, filters : int
        Channels C of the image, and F of the output.
    bias : bool
        Whether every output channel has a bias.

    Returns
    -------
    count : int
        Number of parameters.

    Raises
    ------
    ValueError
        If a size is no whole number of at least 1.

    Examples
    --------
    The first layer of LeNet-5, six kernels of 5 x 5:

    >>> shared_parameter_count(5, channels=1, filters=6)
    156
    """
    height, width = require_pair("kernel", kernel, 1)
    inputs = require_whole("channels", channels, 1) * height * width
    return dense_parameter_count(inputs, require_whole("filters", filters, 1), bias)
