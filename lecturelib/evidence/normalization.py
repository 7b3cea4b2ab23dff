"""Evidence for `lecturelib.normalization`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.normalization import BatchNorm, batch_norm, group_norm, instance_norm, layer_norm
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, Any, Any]:
    x = rng.normal(loc=1.0, scale=2.0, size=[sizes[letter] for letter in "NCTHW" if letter in sizes])
    return x, rng.uniform(0.5, 2, sizes["C"]), rng.standard_normal(sizes["C"])


def _draw_statistics(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, Any, Any]:
    return _draw(rng, sizes)[0], rng.standard_normal(sizes["C"]), rng.uniform(0.5, 2, sizes["C"])


def _draw_rows(rng: np.random.Generator, sizes: Sizes, shared: str) -> tuple[Any, Any, Any]:
    shape = [sizes[letter] for letter in shared]
    x = rng.normal(loc=1.0, scale=2.0, size=[sizes[letter] for letter in sizes])
    return x, rng.uniform(0.5, 2, shape), rng.standard_normal(shape)


def _fresh(x: Any) -> tuple[Any, Any]:
    """Return the running statistics before the first batch."""
    return np.zeros(x.shape[1], dtype=x.real.dtype), np.ones(x.shape[1], dtype=x.real.dtype)


def _gathered(x: Any) -> tuple[Any, Any]:
    """Return some running statistics after training, the same every time."""
    channels = x.shape[1]
    return np.linspace(-1, 1, channels).astype(x.real.dtype), np.linspace(0.5, 2, channels).astype(x.real.dtype)


def _output(result: tuple[BatchNorm, Callable[..., Any]]) -> tuple[Any, Callable[..., Any]]:
    return result[0].y, result[1]


def _constants(torch: Any, x: Any) -> tuple[Any, Any]:
    mean, variance = _gathered(x.detach().numpy())
    return torch.from_numpy(mean), torch.from_numpy(variance)


def _running_in_pytorch(torch: Any, x: Any, mean: Any, variance: Any) -> Any:
    mean, variance = mean.detach().clone(), variance.detach().clone()
    torch.nn.functional.batch_norm(x, mean, variance, training=True, momentum=0.25)
    return mean, variance


_ROWS, _STEPS = {"N": (6, 2, 0), "C": (3, 1)}, {"N": (4, 1, 0), "C": (3, 1), "T": (4, 2)}
_IMAGES = {"N": (4, 1, 0), "C": (4, 2), "H": (3, 1), "W": (2,)}
TRIALS = (
    *(
        Trial(
            "normalization.batch_norm",
            lambda x, gamma, beta: _output(batch_norm(x, gamma, beta, *_fresh(x))),
            _draw,
            sizes,
            setting=setting,
            pytorch=lambda torch, x, gamma, beta: torch.nn.functional.batch_norm(x, None, None, gamma, beta, True),
        )
        for setting, sizes in (("rows", _ROWS), ("sequences", _STEPS), ("images", _IMAGES))
    ),
    Trial(
        "normalization.batch_norm",
        lambda x, gamma, beta: _output(batch_norm(x, gamma, beta, *_gathered(x), training=False, eps=0.1)),
        _draw,
        {"N": (4, 1, 0), "C": (3, 1), "T": (4, 1)},
        setting="after training",
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.batch_norm(
            x, *_constants(torch, x), gamma, beta, eps=0.1
        ),
    ),
    Trial(
        "normalization.batch_norm",
        lambda x, mean, variance: tuple(
            batch_norm(x, np.ones_like(mean), np.zeros_like(mean), mean, variance, momentum=0.25)[0][1:]
        ),
        _draw_statistics,
        _STEPS,
        setting="running statistics",
        pytorch=_running_in_pytorch,
        method=None,
    ),
    Trial(
        "normalization.layer_norm",
        lambda x, gamma, beta: layer_norm(x, gamma, beta),
        lambda rng, sizes: _draw_rows(rng, sizes, "D"),
        {"N": (4, 1, 0), "T": (2, 1), "D": (5, 1)},
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta),
    ),
    Trial(
        "normalization.layer_norm",
        lambda x, gamma, beta: layer_norm(x, gamma, beta, eps=0.1),
        lambda rng, sizes: _draw_rows(rng, sizes, "CHW"),
        _IMAGES,
        setting="images",
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps=0.1),
    ),
    Trial(
        "normalization.group_norm",
        lambda x, gamma, beta: group_norm(x, gamma, beta, groups=2),
        _draw,
        _IMAGES,
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.group_norm(x, 2, gamma, beta),
    ),
    Trial(
        "normalization.instance_norm",
        lambda x, gamma, beta: instance_norm(x, gamma, beta),
        _draw,
        _IMAGES,
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.instance_norm(x, weight=gamma, bias=beta),
    ),
)


def _normalised(values: list[float], eps: float) -> list[float]:
    """Return a list of numbers less their mean, over their standard deviation, by the textbook."""
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / len(values)
    return [(value - mean) / math.sqrt(variance + eps) for value in values]


def _slow(x: Any, gamma: Any, beta: Any, share: Callable[[tuple[int, ...]], Any]) -> Any:
    """Normalise together the places for which `share` gives the same answer; gamma and beta belong to channels."""
    expected, places = np.zeros(x.shape), list(np.ndindex(x.shape))
    for key in {share(place) for place in places}:
        together = [place for place in places if share(place) == key]
        for place, value in zip(together, _normalised([x[place] for place in together], 1e-5), strict=True):
            expected[place] = gamma[place[1]] * value + beta[place[1]]
    return expected


def _batch_norm_loop(rng: np.random.Generator) -> float:
    x, gamma, beta = _draw(rng, {"N": 3, "C": 2, "H": 2, "W": 3})
    value, _ = batch_norm(x, gamma, beta, *_fresh(x))
    return largest_error(value.y, _slow(x, gamma, beta, lambda place: place[1]))


def _group_norm_loop(rng: np.random.Generator) -> float:
    x, gamma, beta = _draw(rng, {"N": 2, "C": 6, "H": 2, "W": 2})
    expected = _slow(x, gamma, beta, lambda place: (place[0], place[1] // 2))
    return largest_error(group_norm(x, gamma, beta, 3)[0], expected)


def _instance_norm_loop(rng: np.random.Generator) -> float:
    x, gamma, beta = _draw(rng, {"N": 2, "C": 3, "H": 2, "W": 3})
    return largest_error(instance_norm(x, gamma, beta)[0], _slow(x, gamma, beta, lambda place: place[:2]))


def _layer_norm_loop(rng: np.random.Generator) -> float:
    x, gamma, beta = _draw(rng, {"N": 4, "C": 5})
    return largest_error(layer_norm(x, gamma, beta)[0], _slow(x, gamma, beta, lambda place: place[0]))


def _batch_norm_by_hand(_: np.random.Generator) -> float:
    # Mean 2 and variance 8 (unbiased 32 / 3), so that with eps 1 the deviation is 3.
    x, gamma, beta = np.array([[-2.0], [2.0], [2.0], [6.0]]), np.array([6.0]), np.array([1.0])
    value, backward = batch_norm(x, gamma, beta, np.array([4.0]), np.array([2.0]), momentum=0.75, eps=1.0)
    # Incoming gradients 3 and 0: their mean is 3/4, d_gamma -4, and d_x = 2 (d_y - 3/4 + x_hat).
    d_x, d_gamma, d_beta = backward(np.array([[3.0], [0.0], [0.0], [0.0]]))
    got = (value.y, value.running_mean, value.running_var, d_x, d_gamma, d_beta)
    expected = (
        np.array([[-7.0], [1.0], [1.0], [9.0]]),
        np.array([2.5]),
        np.array([8.5]),
        2 * (np.array([[3.0], [0.0], [0.0], [0.0]]) - 0.75 + np.array([[-4.0], [0.0], [0.0], [4.0]]) / 3),
        np.array([-4.0]),
        np.array([3.0]),
    )
    return largest_error(got, expected)


def _after_training_by_hand(_: np.random.Generator) -> float:
    x, gamma, beta = np.array([[5.0]]), np.array([6.0]), np.array([1.0])
    value, backward = batch_norm(x, gamma, beta, np.array([-1.0]), np.array([8.0]), training=False, eps=1.0)
    expected = (np.array([[13.0]]), (np.array([[4.0]]), np.array([4.0]), np.array([2.0])))
    return largest_error((value.y, backward(np.array([[2.0]]))), expected)


def _large_means(rng: np.random.Generator) -> float:
    """How far the outputs move when the inputs are moved far away, exactly."""
    x = rng.integers(-8, 9, (8, 3, 4)).astype(float)
    gamma, beta = rng.uniform(0.5, 2, 3), rng.standard_normal(3)
    near, far = (batch_norm(each, gamma, beta, *_fresh(x))[0].y for each in (x, x + 2.0**30))
    return largest_error(far, near)


def _gradient_keeps_to_the_outputs_directions(rng: np.random.Generator) -> float:
    """How much of dJ/dx lies along shifts and stretches of a channel, which (without eps) the outputs ignore."""
    x, gamma, beta = _draw(rng, {"N": 5, "C": 3, "T": 4})
    _, backward = batch_norm(x, gamma, beta, *_fresh(x), eps=1e-14)
    d_x = backward(rng.standard_normal(x.shape))[0]
    return largest_error((d_x.sum(axis=(0, 2)), (d_x * x).sum(axis=(0, 2))), (np.zeros(3), np.zeros(3)))


def _one_group_is_layer_norm(rng: np.random.Generator) -> float:
    x, gamma, beta = _draw(rng, {"N": 3, "C": 4, "H": 2, "W": 3})
    wide = np.ones((4, 2, 3))
    by_group = group_norm(x, gamma, beta, 1)[0]
    return largest_error(by_group, layer_norm(x, wide * gamma[:, None, None], wide * beta[:, None, None])[0])


EVIDENCE = (
    Evidence("normalization.batch_norm", "loop", "channel by channel", 1e-13, _batch_norm_loop),
    Evidence("normalization.batch_norm", "by hand", "a batch of four", 1e-14, _batch_norm_by_hand),
    Evidence("normalization.batch_norm", "by hand", "after training", 1e-14, _after_training_by_hand),
    Evidence("normalization.batch_norm", "symmetry", "inputs moved by 2^30", 1e-13, _large_means),
    Evidence(
        "normalization.batch_norm",
        "theorem",
        "no gradient along shifts and stretches",
        1e-12,
        _gradient_keeps_to_the_outputs_directions,
    ),
    Evidence("normalization.layer_norm", "loop", "example by example", 1e-13, _layer_norm_loop),
    Evidence("normalization.layer_norm", "theorem", "is group_norm of one group", 1e-13, _one_group_is_layer_norm),
    Evidence("normalization.group_norm", "loop", "group by group", 1e-13, _group_norm_loop),
    Evidence("normalization.group_norm", "theorem", "one group is layer_norm", 1e-13, _one_group_is_layer_norm),
    Evidence("normalization.instance_norm", "loop", "channel by channel of each example", 1e-13, _instance_norm_loop),
)
