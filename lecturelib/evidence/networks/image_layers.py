"""Evidence for layers of feature maps: convolution, pooling, upsampling."""

from __future__ import annotations

import numpy as np

import lecturelib.evidence.networks as home
from lecturelib.evidence.networks.calling import as_operation, normal, rng, two_sizes, worked
from lecturelib.witnesses.trial import Trial

_IMAGES = {"N": (2, 1, 0), "C": (2, 1), "F": (3, 1)}
TRIALS = (
    Trial(
        "networks.Conv2d",
        lambda x, kernels, bias: as_operation(
            home.Conv2d(kernels.shape[1], len(kernels), (3, 2), rng(), stride=(2, 1), padding=1), x, (kernels, bias)
        ),
        lambda random, sizes: normal(random, sizes, "NC54", "FC32", "F"),
        _IMAGES,
        pytorch=lambda torch, x, kernels, bias: torch.nn.functional.conv2d(x, kernels, bias, (2, 1), 1),
    ),
    Trial(
        "networks.Conv2d",
        lambda x, kernels: as_operation(
            home.Conv2d(kernels.shape[1], len(kernels), 2, rng(), dilation=2, bias=False), x, (kernels,)
        ),
        lambda random, sizes: normal(random, sizes, "NC54", "FC22"),
        _IMAGES,
        setting="dilation, no bias",
        pytorch=lambda torch, x, kernels: torch.nn.functional.conv2d(x, kernels, dilation=2),
    ),
    Trial(
        "networks.ConvTranspose2d",
        lambda x, kernels, bias: as_operation(
            home.ConvTranspose2d(*two_sizes(kernels), (3, 2), rng(), stride=2, padding=1, output_padding=1),
            x,
            (kernels, bias),
        ),
        lambda random, sizes: normal(random, sizes, "NC23", "CF32", "F"),
        _IMAGES,
        pytorch=lambda torch, x, kernels, bias: torch.nn.functional.conv_transpose2d(x, kernels, bias, 2, 1, 1),
    ),
    Trial(
        "networks.ConvTranspose2d",
        lambda x, kernels: as_operation(
            home.ConvTranspose2d(*two_sizes(kernels), 2, rng(), dilation=2, bias=False), x, (kernels,)
        ),
        lambda random, sizes: normal(random, sizes, "NC23", "CF22"),
        _IMAGES,
        setting="dilation, no bias",
        pytorch=lambda torch, x, kernels: torch.nn.functional.conv_transpose2d(x, kernels, dilation=2),
    ),
    Trial(
        "networks.MaxPool2d",
        lambda x: as_operation(home.MaxPool2d(3, stride=2, padding=1), x),
        lambda random, sizes: normal(random, sizes, "NC54"),
        _IMAGES,
        pytorch=lambda torch, x: torch.nn.functional.max_pool2d(x, 3, 2, 1),
    ),
    Trial(
        "networks.AvgPool2d",
        lambda x: as_operation(home.AvgPool2d(3, stride=2, padding=1), x),
        lambda random, sizes: normal(random, sizes, "NC54"),
        _IMAGES,
        pytorch=lambda torch, x: torch.nn.functional.avg_pool2d(x, 3, 2, 1),
    ),
    Trial(
        "networks.GlobalAvgPool2d",
        lambda x: as_operation(home.GlobalAvgPool2d(), x),
        lambda random, sizes: normal(random, sizes, "NC32"),
        _IMAGES,
        pytorch=lambda torch, x: torch.nn.functional.adaptive_avg_pool2d(x, 1).flatten(1),
    ),
    Trial(
        "networks.Upsample2d",
        lambda x: as_operation(home.Upsample2d((2, 3)), x),
        lambda random, sizes: normal(random, sizes, "NC32"),
        _IMAGES,
        pytorch=lambda torch, x: torch.nn.functional.interpolate(x, scale_factor=(2, 3)),
    ),
)


def _image(*rows: list[float]) -> np.ndarray:
    """Return one example of one channel."""
    return np.array([[list(rows)]])


_SQUARE = _image([1.0, 2.0], [4.0, 3.0])
EVIDENCE = (
    worked(
        "Conv2d",
        "a kernel that subtracts the right neighbour",
        lambda: home.Conv2d(1, 1, (1, 2), rng()),
        _SQUARE,
        (_image([1.0, -1.0]), np.array([0.5])),
        _image([1.0], [10.0]),
        (_image([-0.5], [1.5]), _image([1.0, -1.0], [10.0, -10.0]), _image([41.0, 32.0]), [11.0]),
    ),
    worked(
        "ConvTranspose2d",
        "two numbers spread two apart",
        lambda: home.ConvTranspose2d(1, 1, (1, 3), rng(), stride=2),
        _image([1.0, 2.0]),
        (_image([1.0, 10.0, 100.0]), np.array([0.5])),
        _image([1.0, 2.0, 3.0, 4.0, 5.0]),
        (_image([1.5, 10.5, 102.5, 20.5, 200.5]), _image([321.0, 543.0]), _image([7.0, 10.0, 13.0]), [15.0]),
    ),
    worked(
        "MaxPool2d",
        "the fourth of four",
        lambda: home.MaxPool2d(),
        _SQUARE,
        (),
        _image([5.0]),
        (_image([4.0]), _image([0.0, 0.0], [5.0, 0.0])),
    ),
    worked(
        "AvgPool2d",
        "the mean of four",
        lambda: home.AvgPool2d(),
        _SQUARE,
        (),
        _image([4.0]),
        (_image([2.5]), _image([1.0, 1.0], [1.0, 1.0])),
    ),
    worked(
        "GlobalAvgPool2d",
        "the mean of four",
        lambda: home.GlobalAvgPool2d(),
        _SQUARE,
        (),
        [[4.0]],
        ([[2.5]], _image([1.0, 1.0], [1.0, 1.0])),
    ),
    worked(
        "Upsample2d",
        "every pixel twice in both directions",
        lambda: home.Upsample2d(),
        _image([1.0, 2.0]),
        (),
        _image([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]),
        (_image([1.0, 1.0, 2.0, 2.0], [1.0, 1.0, 2.0, 2.0]), _image([14.0, 22.0])),
    ),
)
