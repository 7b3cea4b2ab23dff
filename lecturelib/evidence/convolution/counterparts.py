"""What PyTorch has for every layer of `lecturelib.convolution`, and settings that both sides are called with."""

from __future__ import annotations

from typing import Any

EACH_SIDE = ((1, 0), (0, 2))
UNEVEN = {"stride": (2, 1), "dilation": (1, 2)}


def correlated(torch: Any, image: Any, kernel: Any, sides: Any = ((0, 0), (0, 0))) -> Any:
    """Return a plain image correlated with a plain kernel."""
    padded = torch.nn.functional.pad(image, (*sides[1], *sides[0]))
    return torch.nn.functional.conv2d(padded[None, None], kernel[None, None])[0, 0]


def uneven_conv2d(torch: Any, x: Any, kernels: Any, bias: Any) -> Any:
    """Return `conv2d` with another number for each side and axis."""
    padded = torch.nn.functional.pad(x, (*EACH_SIDE[1], *EACH_SIDE[0]))
    return torch.nn.functional.conv2d(padded, kernels, bias, **UNEVEN)


def uneven_conv_transpose2d(torch: Any, x: Any, kernels: Any, bias: Any) -> Any:
    """Return `conv_transpose2d` with another number for each side and axis: padding is what is cut off."""
    (top, bottom), (left, right) = EACH_SIDE
    y = torch.nn.functional.conv_transpose2d(x, kernels, bias, output_padding=(1, 0), **UNEVEN)
    return y[:, :, top : y.shape[2] - bottom, left : y.shape[3] - right]


def locally_connected(torch: Any, x: Any, kernels: Any, bias: Any = 0.0, stride: Any = 1) -> Any:
    """Return the product of every patch with its own kernels."""
    rows, columns, filters = kernels.shape[:3]
    patches = torch.nn.functional.unfold(x, kernels.shape[4:], stride=stride)
    weights = kernels.reshape(rows * columns, filters, patches.shape[1])
    y = torch.einsum("nkp,pfk->nfp", patches, weights)
    return y.reshape(len(x), filters, rows, columns) + bias


def upsampled(torch: Any, x: Any, down: int, right: int) -> Any:
    """Return every pixel repeated."""
    return x.repeat_interleave(down, dim=2).repeat_interleave(right, dim=3)
