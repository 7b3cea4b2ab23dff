"""How far an operation of `lecturelib.convolution` is from what is known of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution import conv2d
from lecturelib.evidence.convolution import cases, loops, published
from lecturelib.evidence.convolution.counterparts import EACH_SIDE, UNEVEN
from lecturelib.witnesses.claim import largest_error, relative_error

Operation = Any
Generator = np.random.Generator
STEP_EDGE = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 4, axis=0)
SOBEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])


def signal_by_hand(correlate1d: Operation) -> float:
    """Check differences of neighbours, and a sum of three with a zero at either end."""
    s, backward = correlate1d(np.array([1.0, 4.0, 9.0, 16.0]), np.array([-1.0, 1.0]))
    padded, _ = correlate1d(np.array([1.0, 2.0]), np.array([1.0, 10.0, 100.0]), padding=1)
    expected = np.array([3.0, 5.0, 7.0]), (np.array([-1.0, 0.0, 0.0, 1.0]), np.array([14.0, 29.0])), [210.0, 21.0]
    return largest_error((s, backward(np.ones(3)), padded), (*expected[:2], np.array(expected[2])))


def signal_loop(correlate1d: Operation, rng: Generator) -> float:
    """Check the sum over a, one product at a time."""
    x, w = rng.standard_normal(9), rng.standard_normal(4)
    padded = [0.0, 0.0, *x, 0.0]
    expected = [sum(w[a] * padded[t + a] for a in range(4)) for t in range(9)]
    return largest_error(correlate1d(x, w, padding=(2, 1))[0], np.array(expected))


def sobel_by_hand(operation: Operation, sign: float) -> float:
    """Check Sobel's kernels on a vertical step: 4 beside the edge across it, 0 along it; flipped, the sign changes."""
    across, along = operation(STEP_EDGE, SOBEL)[0], operation(STEP_EDGE, SOBEL.T)[0]
    return largest_error((across, along), (sign * np.array([[0.0, 4.0, 4.0, 0.0]] * 2), np.zeros((2, 4))))


def image_loop(operation: Operation, rng: Generator, flipped: bool) -> float:
    """Check the sum over m and n, one product at a time, for the kernel as it is or turned by half a turn."""
    image, kernel = rng.standard_normal((4, 5)), rng.standard_normal((3, 2))
    used = np.array([row[::-1] for row in kernel[::-1]]) if flipped else kernel
    expected = loops.correlation(image[None, None], used[None, None], np.zeros(1), around=EACH_SIDE)[0, 0]
    return largest_error(operation(image, kernel, padding=EACH_SIDE)[0], expected)


def convolution_commutes(convolve2d: Operation, rng: Generator) -> float:
    """Check that the full convolution of a with b is that of b with a."""
    a, b = rng.standard_normal((4, 3)), rng.standard_normal((3, 5))
    return largest_error(convolve2d(a, b, padding=(2, 4))[0], convolve2d(b, a, padding=(3, 2))[0])


def onnx_conv(operation: Operation) -> float:
    """Check a kernel of ones on the image that counts up from 0."""
    errors = []
    for rows, padding, stride, expected in published.ONNX_CONV:
        x = np.arange(5.0 * rows).reshape(1, 1, rows, 5)
        errors.append(largest_error(operation(x, published.ONES, None, stride, padding)[0], np.array([[expected]])))
    return max(errors)


def onnx_plain(correlate2d: Operation) -> float:
    """Check the same examples, those of stride 1, on a plain image."""
    image, kernel = np.arange(25.0).reshape(5, 5), published.ONES[0, 0]
    cases_of_stride_1 = [(case[1], case[3]) for case in published.ONNX_CONV if case[2] == 1]
    return max(largest_error(correlate2d(image, kernel, p)[0], np.array(s)) for p, s in cases_of_stride_1)


def layer_loop(operation: Operation, rng: Generator) -> float:
    """Check every product by itself, with everything different on the two axes."""
    x, kernels, bias = cases.layer(rng, cases.TYPICAL)
    expected = loops.correlation(x, kernels, bias, UNEVEN["stride"], EACH_SIDE, UNEVEN["dilation"])
    return relative_error(operation(x, kernels, bias, padding=EACH_SIDE, **UNEVEN)[0], expected)


def shift_stays_a_shift(operation: Operation, rng: Generator) -> float:
    """Check that an image in a margin of zeros, moved by a row and two columns, gives the output moved likewise."""
    x, (_, kernels, _) = np.zeros((1, 2, 9, 9)), cases.layer(rng, cases.TYPICAL)
    x[:, :, 3:6, 3:5] = rng.standard_normal((1, 2, 3, 2))
    moved = np.roll(operation(x, kernels)[0], (1, 2), axis=(2, 3))
    return largest_error(operation(np.roll(x, (1, 2), axis=(2, 3)), kernels)[0], moved)


def onnx_conv_transpose(operation: Operation) -> float:
    """Check the image 0 to 8 through two channels of ones."""
    x, kernels = np.arange(9.0).reshape(1, 1, 3, 3), np.ones((1, 2, 3, 3))
    results = [(operation(x, kernels, **setting)[0], y) for setting, y in published.ONNX_CONV_TRANSPOSE]
    return max(largest_error(got, np.array([[y, y]])) for got, y in results)


def transposed_loop(operation: Operation, rng: Generator) -> float:
    """Check that every pixel spreads its kernel."""
    x, kernels, bias = cases.transposed(rng, cases.TYPICAL)
    expected = loops.transposed_correlation(x, kernels, bias, UNEVEN["stride"], EACH_SIDE, (1, 0), UNEVEN["dilation"])
    got, _ = operation(x, kernels, bias, padding=EACH_SIDE, output_padding=(1, 0), **UNEVEN)
    return relative_error(got, expected)


def adjoint(conv_transpose2d: Operation, rng: Generator) -> float:
    """Check <conv2d(u), v> = <u, conv_transpose2d(v)>, for every size of u that gives the same size of v."""
    worst = 0.0
    for extra in (0, 1):
        u, kernels = rng.standard_normal((2, 3, 7 + extra, 6)), rng.standard_normal((4, 3, 3, 2))
        setting: Any = {"stride": (2, 1), "padding": (1, 0), "dilation": (1, 2)}
        y, _ = conv2d(u, kernels, **setting)
        v = rng.standard_normal(y.shape)
        z, _ = conv_transpose2d(v, kernels, output_padding=(extra, 0), **setting)
        # vdot refuses arrays of different sizes.
        worst = max(worst, abs(float(np.vdot(y, v)) - float(np.vdot(u, z))) / float(np.sum(np.abs(y * v))))
    return worst


def relationship_9(conv_transpose2d: Operation, rng: Generator) -> float:
    """Check that at stride 1 it is the correlation with the flipped kernel and padding k - 1 - p."""
    x, kernels, _ = cases.transposed(rng, cases.TYPICAL)
    flipped = np.array(kernels.swapaxes(0, 1)[:, :, ::-1, ::-1])
    expected = loops.correlation(x, flipped, np.zeros(len(flipped)), around=((1, 1), (1, 1)))
    return relative_error(conv_transpose2d(x, kernels, padding=(1, 0))[0], expected)


def local_loop(operation: Operation, rng: Generator) -> float:
    """Check every product by itself."""
    x, kernels, bias = cases.local(rng, cases.TYPICAL, height=5)
    return relative_error(operation(x, kernels, bias, (2, 1))[0], loops.unshared_correlation(x, kernels, bias, (2, 1)))


def local_by_hand(operation: Operation) -> float:
    """Check two places, of which one looks left and the other adds up; biases 10 and 20."""
    kernels = np.array([[1.0, 0.0], [1.0, 1.0]]).reshape(1, 2, 1, 1, 1, 2)
    y, backward = operation(np.array([[[[1.0, 2.0, 4.0]]]]), kernels, np.array([[[10.0, 20.0]]]))
    d_x, d_kernels, d_bias = backward(np.array([[[[3.0, 5.0]]]]))
    expected = [11.0, 26.0], [3.0, 5.0, 5.0], [3.0, 6.0, 10.0, 20.0], [3.0, 5.0]
    got = (array.ravel() for array in (y, d_x, d_kernels, d_bias))
    return largest_error(tuple(got), tuple(np.array(each) for each in expected))


def shared_kernels(operation: Operation, rng: Generator) -> float:
    """Check that with the same kernels everywhere it is the convolutional layer."""
    x, kernels, bias = cases.layer(rng, cases.TYPICAL)
    everywhere = np.broadcast_to(kernels, (2, 2, *kernels.shape))
    expected = loops.correlation(x, kernels, bias)
    return relative_error(operation(x, everywhere, np.broadcast_to(bias[:, None, None], (3, 2, 2)))[0], expected)


def onnx_upsample(operation: Operation) -> float:
    """Check 2 x 2 pixels, made twice as high and three times as wide; and the sum over the copies."""
    y, backward = operation(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), (2, 3))
    expected = [[1, 1, 1, 2, 2, 2]] * 2 + [[3, 3, 3, 4, 4, 4]] * 2
    d_x = np.array([[[[24.0, 42.0], [96.0, 114.0]]]])
    return largest_error((y, backward(np.arange(24.0).reshape(1, 1, 4, 6))), (np.array([[expected]]), d_x))


def kronecker(operation: Operation, rng: Generator) -> float:
    """Check the Kronecker product with a block of ones."""
    (x,) = cases.images(rng, cases.TYPICAL)
    expected: Array = np.kron(x, np.ones((1, 1, 2, 2)))
    return largest_error(operation(x)[0], expected)


def published_sizes(output_size: Operation) -> float:
    """Check the figures of Dumoulin and Visin."""
    sizes = [(output_size(i, k, stride=s, padding=p, dilation=d), o) for i, k, s, p, d, o in published.DUMOULIN_VISIN]
    return largest_error([got for got, _ in sizes], [o for _, o in sizes])


def counted_sizes(output_size: Operation, rng: Generator) -> float:
    """Check sizes by counting places."""
    worst = 0.0
    for _ in range(30):
        size, stride, dilation = (int(rng.integers(low, high)) for low, high in ((5, 12), (1, 4), (1, 3)))
        kernel, around = int(rng.integers(1, 4)), (int(rng.integers(0, 3)), int(rng.integers(0, 3)))
        expected = len(loops.places(size, kernel, stride, around, dilation))
        worst = max(worst, largest_error(output_size(size, kernel, stride, around, dilation), expected))
    return worst


def equivariance_by_hand(is_equivariant: Operation, rng: Generator) -> float:
    """Check that correlation on a ring keeps a shift a shift; a maximum of pairs, a ramp and a selection do not."""
    x = rng.standard_normal(8)

    def shift(a: Array) -> Array:
        return np.roll(a, 1)

    answers = [
        is_equivariant(lambda a: 3 * a - 2 * np.roll(a, 2), shift, x),
        is_equivariant(lambda a: (a**2, None), shift, x),
        is_equivariant(lambda a: np.maximum(a[::2], a[1::2]), shift, np.arange(8.0)),
        is_equivariant(lambda a: a * np.arange(8), shift, x),
        is_equivariant(lambda a: a[a > a[0]], shift, np.arange(8.0)),
    ]
    return largest_error([int(answer) for answer in answers], [1, 1, 0, 0, 0])


def dense_counts(dense_parameter_count: Operation) -> float:
    """Check Net-1 and Net-2 (Hastie, Tibshirani and Friedman, table 11.1), LeNet-5's F6, and the course's example."""
    counts = [
        dense_parameter_count(256, 10),
        dense_parameter_count(256, 12) + dense_parameter_count(12, 10),
        dense_parameter_count(120, 84),
        dense_parameter_count(200 * 200, 40_000, bias=False),
    ]
    return largest_error(counts, [2570, 3214, 10_164, 1_600_000_000])


def local_counts(local_parameter_count: Operation) -> float:
    """Check Net-3: 8 x 8 places of 3 x 3, 4 x 4 places of 5 x 5, then 10 units that see all (same table)."""
    return largest_error(local_parameter_count(8, 3) + local_parameter_count(4, 5) + 10 * (16 + 1), 1226)


def shared_counts(shared_parameter_count: Operation) -> float:
    """Check LeNet-5's layers C1 and C5 (LeCun et al. 1998, section II.B)."""
    return largest_error([shared_parameter_count(5, 1, 6), shared_parameter_count(5, 16, 120)], [156, 48_120])


def counts_by_connections(parameter_count: Operation) -> float:
    """Check Net-1, the first layers of Net-3 (same table) and of LeNet-5 in its three variants."""
    counts = [
        parameter_count("dense", 16, (1, 10), 16),
        parameter_count("local", 16, 8, 3)
        + parameter_count("local", 8, 4, 5)
        + parameter_count("dense", 4, (1, 10), 4),
        parameter_count("shared", 32, 28, 5, filters=6),
        parameter_count("shared", 5, 1, 5, channels=16, filters=120),
    ]
    return largest_error(counts, [2570, 1226, 156, 48_120])


def counted_weights(parameter_count: Operation, rng: Generator) -> float:
    """Check counts by drawing every connection, and collecting the weights that they carry."""
    height, width, channels, filters = (int(number) for number in rng.integers(2, 5, 4))
    kernel = int(rng.integers(1, height + 1)), int(rng.integers(1, width + 1))
    places = height - kernel[0] + 1, width - kernel[1] + 1
    weights: dict[str, set[tuple[int, ...]]] = {"dense": set(), "local": set(), "shared": set()}
    for f, i, j, c, row, column in np.ndindex(filters, *places, channels, height, width):
        weights["dense"].add((f, i, j, c, row, column))
        k, m = row - i, column - j
        if 0 <= k < kernel[0] and 0 <= m < kernel[1]:
            weights["local"].add((f, i, j, c, k, m))
            weights["shared"].add((f, c, k, m))
    counts = [parameter_count(each, (height, width), places, kernel, channels, filters, bias=False) for each in weights]
    return largest_error(counts, [len(found) for found in weights.values()])
