"""Rectifiers whose shape is learned with the weights: PReLU and SReLU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating


def _for_each_unit(name: str, parameter: Array, a: Array) -> Array:
    """Return a parameter that all units share, or that has one number for each entry of axis 1, shaped to meet `a`."""
    require_floating(name, parameter)
    if parameter.ndim == 0:
        return parameter
    if a.ndim < 2 or parameter.shape != a.shape[1:2]:
        allowed = "()" if a.ndim < 2 else f"() or ({a.shape[1]},)"
        raise ValueError(f"{name} must have shape {allowed} for a of shape {a.shape}; got shape {parameter.shape}")
    return parameter.reshape(-1, *(1 for _ in a.shape[2:]))


def _summed_like(parameter: Array, d_elements: Array) -> Array:
    """Return the gradient of a parameter: the sum over all elements of `a` that share it."""
    if parameter.ndim == 0:
        return np.sum(d_elements)
    return np.sum(d_elements, axis=tuple(axis for axis in range(d_elements.ndim) if axis != 1))


def prelu(a: Array, slope: Array) -> tuple[Array, Callable[[Array], tuple[Array, Array]]]:
    r"""Return every element of `a`, multiplied by a learned slope where it is negative, and the derivative function.

    .. math::

        r(a) = \max(0, a) + s \min(0, a), \qquad
        \frac{\partial r}{\partial a} = 1 \text{ if } a > 0, \text{ else } s, \qquad
        \frac{\partial r}{\partial s} = \min(0, a)

    He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, eq. 1 to 3. The slope at 0 is s, as in PyTorch.

    Parameters
    ----------
    a : ndarray, any shape, floating
        Weighted sums, such as (N, D) or (N, C, H, W).
    slope : ndarray, shape () or (D,) or (C,), floating
        The slope s for negative sums: one for all units, or one for each entry of axis 1.

    Returns
    -------
    r : ndarray, shape and dtype of `a`
        Values.
    backward : callable
        Maps dJ/dr, shape of `a`, to dJ/da, shape of `a`, and dJ/ds, shape of `slope`: summed over all that share it.

    Raises
    ------
    ValueError
        If an argument is not an array of floating-point numbers, or the shape of `slope` does not fit.

    Examples
    --------
    >>> value, backward = prelu(np.array([[-2.0, 3.0], [-4.0, -1.0]]), np.array([0.5, 0.25]))
    >>> value
    array([[-1.  ,  3.  ], [-2.  , -0.25]])
    >>> d_a, d_slope = backward(np.ones((2, 2)))
    >>> d_a, d_slope
    (array([[0.5 , 1.  ], [0.5 , 0.25]]), array([-6., -1.]))
    """
    require_floating("a", a)
    s = _for_each_unit("slope", slope, a)
    negative_part = np.minimum(a, 0)

    def backward(d_r: Array) -> tuple[Array, Array]:
        return d_r * (s + (1 - s) * (a > 0)), _summed_like(slope, d_r * negative_part)

    return np.maximum(a, 0) + s * negative_part, backward


def srelu(
    a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array, Array, Array]]]:
    r"""Return the S-shaped rectified linear unit of every element of `a`, and the function that differentiates it.

    .. math::

        h(a) = \begin{cases}
            t_r + a_r\,(a - t_r) & \text{if } a > t_r \\
            a & \text{if } t_l \le a \le t_r \\
            t_l + a_l\,(a - t_l) & \text{if } a < t_l
        \end{cases}

    Jin, Xu, Feng, Wei, Xiong and Yan, "Deep learning with S-shaped rectified linear activation units", 2015. At either
    threshold the slope is 1. Should learning push :math:`t_l` above :math:`t_r`, both changes of slope apply between
    them.

    Parameters
    ----------
    a : ndarray, any shape, floating
        Weighted sums, such as (N, D) or (N, C, H, W).
    t_right, t_left : ndarray, shape () or (D,) or (C,), floating
        Thresholds: one for all units, or one for each entry of axis 1.
    a_right, a_left : ndarray, shape () or (D,) or (C,), floating
        Slopes above `t_right` and below `t_left`.

    Returns
    -------
    h : ndarray, shape and dtype of `a`
        Values.
    backward : callable
        Maps dJ/dh, shape of `a`, to the gradients of all five arguments, in their order and shapes; those of the
        parameters are summed over all that share them.

    Raises
    ------
    ValueError
        If an argument is not an array of floating-point numbers, or the shape of a parameter does not fit.

    Examples
    --------
    >>> parameters = (np.array(1.0), np.array(0.5), np.array(-1.0), np.array(0.25))
    >>> value, backward = srelu(np.array([-5.0, 0.5, 3.0]), *parameters)
    >>> value
    array([-2. ,  0.5,  2. ])
    >>> d_a, d_t_right, d_a_right, d_t_left, d_a_left = backward(np.array([1.0, 1.0, 10.0]))
    >>> d_a
    array([0.25, 1.  , 5.  ])
    >>> [float(gradient) for gradient in (d_t_right, d_a_right, d_t_left, d_a_left)]
    [5.0, 20.0, 0.75, -4.0]
    """
    require_floating("a", a)
    right, right_slope = _for_each_unit("t_right", t_right, a), _for_each_unit("a_right", a_right, a)
    left, left_slope = _for_each_unit("t_left", t_left, a), _for_each_unit("a_left", a_left, a)
    # How far each sum lies beyond a threshold: there the slope 1 of the identity is exchanged for another.
    beyond_right, beyond_left = np.maximum(a - right, 0), np.minimum(a - left, 0)

    def backward(d_h: Array) -> tuple[Array, Array, Array, Array, Array]:
        d_change_right = d_h * (a > right) * (right_slope - 1)
        d_change_left = d_h * (a < left) * (left_slope - 1)
        return (
            d_h + d_change_right + d_change_left,
            _summed_like(t_right, -d_change_right),
            _summed_like(a_right, d_h * beyond_right),
            _summed_like(t_left, -d_change_left),
            _summed_like(a_left, d_h * beyond_left),
        )

    return a + (right_slope - 1) * beyond_right + (left_slope - 1) * beyond_left, backward
