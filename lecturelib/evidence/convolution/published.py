"""Worked examples of convolution and pooling that others have published, as they print them.

ONNX: node tests of the Open Neural Network Exchange (onnx/backend/test/case/node); its operators' documentation prints
them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

ONES = np.ones((1, 1, 3, 3))
# (rows of the image, which counts up from 0 by rows of 5; padding; stride; output)
ONNX_CONV = (
    (
        5,
        1,
        1,
        [[12, 21, 27, 33, 24], [33, 54, 63, 72, 51], [63, 99, 108, 117, 81], [93, 144, 153, 162, 111],
         [72, 111, 117, 123, 84]],
    ),
    (5, 0, 1, [[54, 63, 72], [99, 108, 117], [144, 153, 162]]),
    (7, 1, 2, [[12, 27, 24], [63, 108, 81], [123, 198, 141], [112, 177, 124]]),
    (7, 0, 2, [[54, 72], [144, 162], [234, 252]]),
    (7, (1, 0), 2, [[21, 33], [99, 117], [189, 207], [171, 183]]),
)  # fmt: skip
# The image 0 to 8 through two channels of ones: (settings of conv_transpose2d, either channel of the output)
ONNX_CONV_TRANSPOSE: tuple[tuple[dict[str, Any], list[list[int]]], ...] = (
    (
        {},
        [[0, 1, 3, 3, 2], [3, 8, 15, 12, 7], [9, 21, 36, 27, 15], [9, 20, 33, 24, 13], [6, 13, 21, 15, 8]],
    ),
    (
        {"stride": (3, 2), "output_padding": 1},
        [[0, 0, 1, 1, 3, 2, 2, 0]] * 3 + [[3, 3, 7, 4, 9, 5, 5, 0]] * 3 + [[6, 6, 13, 7, 15, 8, 8, 0]] * 3 + [[0] * 8],
    ),
    (
        {"stride": (3, 2), "padding": (1, 2)},
        [[1, 1, 3]] * 2 + [[7, 4, 9]] * 3 + [[13, 7, 15]] * 2,
    ),
)
# Figures 2.1 to 2.7 and 5.1 of Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016:
# sizes of image and kernel, then stride, padding, dilation, and the size of the output.
DUMOULIN_VISIN = (
    (4, 3, 1, 0, 1, 2),
    (5, 4, 1, 2, 1, 6),
    (5, 3, 1, 1, 1, 5),
    (5, 3, 1, 2, 1, 7),
    (5, 3, 2, 0, 1, 2),
    (5, 3, 2, 1, 1, 3),
    (6, 3, 2, 1, 1, 3),
    (7, 3, 1, 0, 2, 3),
)
# The image 1 to 25, in rows of 5: (size, stride, padding, output)
ONNX_MAX_POOL = (
    (
        5,
        1,
        2,
        [[13, 14, 15, 15, 15], [18, 19, 20, 20, 20], [23, 24, 25, 25, 25], [23, 24, 25, 25, 25], [23, 24, 25, 25, 25]],
    ),
    (2, 2, 0, [[7, 9], [17, 19]]),
    (3, 2, 1, [[7, 9, 10], [17, 19, 20], [22, 24, 25]]),
)
# (size, stride, padding, whether padding counts, output)
ONNX_AVERAGE_POOL = (
    (
        5,
        1,
        2,
        False,
        [[7, 7.5, 8, 8.5, 9], [9.5, 10, 10.5, 11, 11.5], [12, 12.5, 13, 13.5, 14], [14.5, 15, 15.5, 16, 16.5],
         [17, 17.5, 18, 18.5, 19]],
    ),
    (
        5,
        1,
        2,
        True,
        [[2.52, 3.6, 4.8, 4.08, 3.24], [4.56, 6.4, 8.4, 7.04, 5.52], [7.2, 10, 13, 10.8, 8.4],
         [6.96, 9.6, 12.4, 10.24, 7.92], [6.12, 8.4, 10.8, 8.88, 6.84]],
    ),
    (2, 2, 0, True, [[4, 6], [14, 16]]),
    (3, 2, 1, False, [[4, 5.5, 7], [11.5, 13, 14.5], [19, 20.5, 22]]),
)  # fmt: skip
