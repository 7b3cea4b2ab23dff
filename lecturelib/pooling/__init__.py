"""Pooling: one number for many, so that small shifts matter less."""

from lecturelib.pooling.whole import global_avg_pool2d, global_max_pool2d
from lecturelib.pooling.windows import avg_pool2d, max_pool2d

__all__ = ["avg_pool2d", "global_avg_pool2d", "global_max_pool2d", "max_pool2d"]
