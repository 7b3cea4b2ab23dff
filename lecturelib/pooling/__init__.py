"""Pooling: one number for many, so that small shifts matter less."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.pooling.whole import global_avg_pool2d as global_avg_pool2d
    from lecturelib.pooling.whole import global_max_pool2d as global_max_pool2d
    from lecturelib.pooling.windows import avg_pool2d as avg_pool2d
    from lecturelib.pooling.windows import max_pool2d as max_pool2d

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "whole": ("global_avg_pool2d", "global_max_pool2d"),
        "windows": ("avg_pool2d", "max_pool2d"),
    },
)
