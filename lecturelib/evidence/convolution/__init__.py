"""Evidence for `lecturelib.convolution`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.convolution import (
    conv2d,
    conv_transpose2d,
    convolve2d,
    correlate1d,
    correlate2d,
    dense_parameter_count,
    is_equivariant,
    local_parameter_count,
    locally_connected2d,
    output_size,
    parameter_count,
    shared_parameter_count,
    upsample2d,
)
from lecturelib.evidence.convolution import cases, counterparts, measures
from lecturelib.evidence.convolution.counterparts import EACH_SIDE, UNEVEN
from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.trial import Trial

Measure = Callable[[np.random.Generator], float]
TRIALS = (
    Trial(
        "convolution.correlate1d",
        lambda signal, kernel: correlate1d(signal, kernel),
        cases.signal,
        cases.SIGNALS,
        pytorch=lambda torch, x, w: torch.nn.functional.conv1d(x[None, None], w[None, None])[0, 0],
    ),
    Trial(
        "convolution.correlate1d",
        lambda signal, kernel: correlate1d(signal, kernel, padding=(2, 1)),
        cases.signal,
        cases.SIGNALS,
        "padded",
        pytorch=lambda torch, x, w: torch.nn.functional.conv1d(
            torch.nn.functional.pad(x, (2, 1))[None, None], w[None, None]
        )[0, 0],
    ),
    Trial(
        "convolution.correlate2d",
        lambda image, kernel: correlate2d(image, kernel),
        cases.image,
        cases.PLAIN,
        pytorch=lambda torch, image, kernel: counterparts.correlated(torch, image, kernel),
    ),
    Trial(
        "convolution.correlate2d",
        lambda image, kernel: correlate2d(image, kernel, padding=EACH_SIDE),
        cases.image,
        cases.PLAIN,
        "uneven",
        pytorch=lambda torch, image, kernel: counterparts.correlated(torch, image, kernel, EACH_SIDE),
    ),
    Trial(
        "convolution.convolve2d",
        lambda image, kernel: convolve2d(image, kernel, padding=EACH_SIDE),
        cases.image,
        cases.PLAIN,
        pytorch=lambda torch, image, kernel: counterparts.correlated(torch, image, kernel.flip(0, 1), EACH_SIDE),
    ),
    Trial(
        "convolution.conv2d",
        lambda x, kernels, bias: conv2d(x, kernels, bias),
        cases.layer,
        cases.LAYERS,
        pytorch=lambda torch, x, kernels, bias: torch.nn.functional.conv2d(x, kernels, bias),
    ),
    Trial(
        "convolution.conv2d",
        lambda x, kernels: conv2d(x, kernels, stride=2, padding=1),
        lambda rng, sizes: cases.layer(rng, sizes)[:2],
        cases.LAYERS,
        "stride 2",
        pytorch=lambda torch, x, kernels: torch.nn.functional.conv2d(x, kernels, stride=2, padding=1),
    ),
    Trial(
        "convolution.conv2d",
        lambda x, kernels, bias: conv2d(x, kernels, bias, padding=EACH_SIDE, **UNEVEN),
        cases.layer,
        cases.LAYERS,
        "uneven",
        pytorch=counterparts.uneven_conv2d,
    ),
    Trial(
        "convolution.conv2d",
        lambda x, kernels, bias: conv2d(x, kernels, bias, padding="same"),
        cases.layer,
        cases.LAYERS,
        "same",
        pytorch=lambda torch, x, kernels, bias: torch.nn.functional.conv2d(
            torch.nn.functional.pad(x, (0, 1, 1, 1)), kernels, bias
        ),
    ),
    Trial(
        "convolution.conv_transpose2d",
        lambda x, kernels, bias: conv_transpose2d(x, kernels, bias),
        cases.transposed,
        cases.LAYERS,
        pytorch=lambda torch, x, kernels, bias: torch.nn.functional.conv_transpose2d(x, kernels, bias),
    ),
    Trial(
        "convolution.conv_transpose2d",
        lambda x, kernels: conv_transpose2d(x, kernels, stride=2, padding=1, output_padding=1),
        lambda rng, sizes: cases.transposed(rng, sizes)[:2],
        cases.LAYERS,
        "stride 2",
        pytorch=lambda torch, x, kernels: torch.nn.functional.conv_transpose2d(
            x, kernels, stride=2, padding=1, output_padding=1
        ),
    ),
    Trial(
        "convolution.conv_transpose2d",
        lambda x, kernels, bias: conv_transpose2d(x, kernels, bias, padding=EACH_SIDE, output_padding=(1, 0), **UNEVEN),
        cases.transposed,
        cases.LAYERS,
        "uneven",
        pytorch=counterparts.uneven_conv_transpose2d,
    ),
    Trial(
        "convolution.locally_connected2d",
        lambda x, kernels, bias: locally_connected2d(x, kernels, bias),
        cases.local,
        cases.LAYERS,
        pytorch=lambda torch, x, kernels, bias: counterparts.locally_connected(torch, x, kernels, bias),
    ),
    Trial(
        "convolution.locally_connected2d",
        lambda x, kernels: locally_connected2d(x, kernels, stride=(2, 1)),
        lambda rng, sizes: cases.local(rng, sizes, height=5)[:2],
        cases.LAYERS,
        "stride",
        pytorch=lambda torch, x, kernels: counterparts.locally_connected(torch, x, kernels, stride=(2, 1)),
    ),
    Trial(
        "convolution.upsample2d",
        lambda x: upsample2d(x),
        cases.images,
        cases.LAYERS,
        pytorch=lambda torch, x: counterparts.upsampled(torch, x, 2, 2),
    ),
    Trial(
        "convolution.upsample2d",
        lambda x: upsample2d(x, (3, 1)),
        cases.images,
        cases.LAYERS,
        "uneven",
        pytorch=lambda torch, x: counterparts.upsampled(torch, x, 3, 1),
    ),
)

_MEASURES: tuple[tuple[str, str, str, Measure], ...] = (
    (
        "correlate1d",
        "by hand",
        "differences of squares; place values",
        lambda rng: measures.signal_by_hand(correlate1d),
    ),
    ("correlate1d", "loop", "one product at a time", lambda rng: measures.signal_loop(correlate1d, rng)),
    ("correlate2d", "by hand", "Sobel's kernels on a step", lambda rng: measures.sobel_by_hand(correlate2d, 1.0)),
    ("correlate2d", "published", "ONNX, Conv", lambda rng: measures.onnx_plain(correlate2d)),
    ("correlate2d", "loop", "one product at a time", lambda rng: measures.image_loop(correlate2d, rng, False)),
    ("convolve2d", "by hand", "Sobel's kernels on a step", lambda rng: measures.sobel_by_hand(convolve2d, -1.0)),
    ("convolve2d", "loop", "one product at a time", lambda rng: measures.image_loop(convolve2d, rng, True)),
    ("convolve2d", "symmetry", "full convolution commutes", lambda rng: measures.convolution_commutes(convolve2d, rng)),
    ("conv2d", "published", "ONNX, Conv", lambda rng: measures.onnx_conv(conv2d)),
    ("conv2d", "loop", "one product at a time", lambda rng: measures.layer_loop(conv2d, rng)),
    ("conv2d", "symmetry", "a shift stays a shift", lambda rng: measures.shift_stays_a_shift(conv2d, rng)),
    (
        "conv_transpose2d",
        "published",
        "ONNX, ConvTranspose",
        lambda rng: measures.onnx_conv_transpose(conv_transpose2d),
    ),
    ("conv_transpose2d", "loop", "one product at a time", lambda rng: measures.transposed_loop(conv_transpose2d, rng)),
    ("conv_transpose2d", "adjoint", "the transpose of conv2d", lambda rng: measures.adjoint(conv_transpose2d, rng)),
    (
        "conv_transpose2d",
        "theorem",
        "Dumoulin and Visin 2016, relationship 9",
        lambda rng: measures.relationship_9(conv_transpose2d, rng),
    ),
    ("locally_connected2d", "by hand", "two places", lambda rng: measures.local_by_hand(locally_connected2d)),
    ("locally_connected2d", "loop", "one product at a time", lambda rng: measures.local_loop(locally_connected2d, rng)),
    (
        "locally_connected2d",
        "theorem",
        "equal kernels are shared",
        lambda rng: measures.shared_kernels(locally_connected2d, rng),
    ),
    ("upsample2d", "published", "ONNX, Upsample", lambda rng: measures.onnx_upsample(upsample2d)),
    ("upsample2d", "theorem", "Kronecker product with ones", lambda rng: measures.kronecker(upsample2d, rng)),
    ("output_size", "published", "Dumoulin and Visin 2016, figures", lambda rng: measures.published_sizes(output_size)),
    ("output_size", "loop", "places counted", lambda rng: measures.counted_sizes(output_size, rng)),
    (
        "is_equivariant",
        "by hand",
        "a ring, pairs, a ramp",
        lambda rng: measures.equivariance_by_hand(is_equivariant, rng),
    ),
    (
        "dense_parameter_count",
        "published",
        "Hastie et al. 2009; LeNet-5",
        lambda rng: measures.dense_counts(dense_parameter_count),
    ),
    (
        "local_parameter_count",
        "published",
        "Hastie et al. 2009",
        lambda rng: measures.local_counts(local_parameter_count),
    ),
    (
        "parameter_count",
        "published",
        "Hastie et al. 2009; LeNet-5",
        lambda rng: measures.counts_by_connections(parameter_count),
    ),
    (
        "parameter_count",
        "loop",
        "weights counted one by one",
        lambda rng: measures.counted_weights(parameter_count, rng),
    ),
    ("shared_parameter_count", "published", "LeNet-5", lambda rng: measures.shared_counts(shared_parameter_count)),
)
EVIDENCE = tuple(
    Evidence(f"convolution.{name}", kind, source, 1e-14, measure) for name, kind, source, measure in _MEASURES
)
