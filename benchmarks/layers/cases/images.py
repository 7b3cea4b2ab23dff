"""Convolution, pooling and normalisation of images (N, C, H, W)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.layers.case import Arrays, Case, in_autograd, in_mygrad, in_torch, ours

Draw = Callable[[np.random.Generator], Arrays]


def _images_and_kernels(n: int, c: int, height: int, f: int, k: int) -> Draw:
    return lambda rng: (
        rng.standard_normal((n, c, height, height)),
        rng.standard_normal((f, c, k, k)) / np.sqrt(c * k * k),
        rng.standard_normal(f),
    )


def _conv2d(setting: str, draw: Draw, target: tuple[float, float], **sliding: int) -> Case:
    contenders = {
        "lecturelib": ours("convolution.conv2d", **sliding),
        "torch": in_torch(lambda torch, x, w, b: torch.nn.functional.conv2d(x, w, b, **sliding)),
    }
    if "stride" not in sliding:  # MyGrad refuses strides that leave a row of the image over
        contenders["mygrad"] = in_mygrad(
            lambda mygrad, x, w, b: mygrad.nnet.conv_nd(x, w, stride=1, **sliding) + b.reshape(1, -1, 1, 1)
        )
    return Case("conv2d", setting, draw, contenders, target)


def _batch_norm(library: Any, x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> tuple[np.ndarray, ...]:
    return x, gamma, beta, np.zeros_like(gamma), np.ones_like(gamma)


def _batch_norm_in_torch(torch: Any, x: Any, gamma: Any, beta: Any) -> Any:
    running = torch.zeros_like(gamma), torch.ones_like(gamma)
    return torch.nn.functional.batch_norm(x, *running, gamma, beta, training=True, momentum=0.1, eps=1e-5)


def _batch_norm_in_autograd(numpy: Any, x: Any, gamma: Any, beta: Any) -> Any:
    centred = x - numpy.mean(x, axis=(0, 2, 3), keepdims=True)
    deviation = numpy.sqrt(numpy.mean(centred**2, axis=(0, 2, 3), keepdims=True) + 1e-5)
    return gamma.reshape(1, -1, 1, 1) * (centred / deviation) + beta.reshape(1, -1, 1, 1)


def _blocks(x: Any) -> Any:
    n, c, height, width = x.shape
    return x.reshape(n, c, height // 2, 2, width // 2, 2)


def _feature_maps(rng: np.random.Generator) -> Arrays:
    return (rng.standard_normal((32, 32, 32, 32)),)


def _feature_maps_and_scales(rng: np.random.Generator) -> Arrays:
    return rng.standard_normal((32, 32, 32, 32)), rng.uniform(0.5, 2, 32), rng.standard_normal(32)


CASES = (
    _conv2d("N32 C16 32x32 F32 k3 pad1", _images_and_kernels(32, 16, 32, 32, 3), (1.8, 0.6), padding=1),
    _conv2d("LeNet: N64 1x28x28 F6 k5", _images_and_kernels(64, 1, 28, 6, 5), (0.6, 0.9)),
    _conv2d(
        "N32 C16 32x32 F32 k3 pad1 stride 2",
        _images_and_kernels(32, 16, 32, 32, 3),
        (1.7, 1.2),
        stride=2,
        padding=1,
    ),
    Case(
        "max_pool2d",
        "2x2 on 32x32x32x32",
        _feature_maps,
        {
            "lecturelib": ours("pooling.max_pool2d"),
            "torch": in_torch(lambda torch, x: torch.nn.functional.max_pool2d(x, 2)),
            "autograd": in_autograd(lambda numpy, x: numpy.max(_blocks(x), axis=(3, 5))),
            "mygrad": in_mygrad(lambda mygrad, x: mygrad.nnet.max_pool(x, (2, 2), 2)),
        },
        (0.7, 1.0),
    ),
    Case(
        "batch_norm",
        "32x32x32x32",
        _feature_maps_and_scales,
        {
            "lecturelib": ours("normalization.batch_norm", _batch_norm),
            "torch": in_torch(_batch_norm_in_torch),
            "autograd": in_autograd(_batch_norm_in_autograd),
            "mygrad": in_mygrad(
                lambda mygrad, x, gamma, beta: mygrad.nnet.batchnorm(x, gamma=gamma, beta=beta, eps=1e-5)
            ),
        },
        (1.25, 1.6),
    ),
    Case(
        "avg_pool2d",
        "2x2 on 32x32x32x32",
        _feature_maps,
        {
            "lecturelib": ours("pooling.avg_pool2d"),
            "torch": in_torch(lambda torch, x: torch.nn.functional.avg_pool2d(x, 2)),
            "autograd": in_autograd(lambda numpy, x: numpy.mean(_blocks(x), axis=(3, 5))),
            "mygrad": in_mygrad(lambda mygrad, x: mygrad.mean(_blocks(x), axis=(3, 5))),
        },
    ),
    Case(
        "conv_transpose2d",
        "N32 C32 16x16 F16 k4 stride 2 pad1",
        lambda rng: (
            rng.standard_normal((32, 32, 16, 16)),
            rng.standard_normal((32, 16, 4, 4)) / 16,
            rng.standard_normal(16),
        ),
        {
            "lecturelib": ours("convolution.conv_transpose2d", stride=2, padding=1),
            "torch": in_torch(
                lambda torch, x, w, b: torch.nn.functional.conv_transpose2d(x, w, b, stride=2, padding=1)
            ),
        },
    ),
)
