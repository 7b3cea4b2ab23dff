"""Jacobians of element-wise maps: diagonal, so that a product with one needs no matrix."""

from __future__ import annotations

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape


def elementwise_jacobian(slope: Array) -> Array:
    r"""Return the Jacobian of a map that treats every number by itself, as a matrix; meant for small examples.

    .. math:: y_i = f(x_i), \qquad J_{ij} = \frac{\partial y_i}{\partial x_j} = f'(x_i)\,\delta_{ij}

    A map of 2048 numbers has a Jacobian of 2048 x 2048 numbers, 34 megabytes in float64; a batch of 100 such rows one
    of 204,800 x 204,800, 336 gigabytes. All but the diagonal are zeros: see `vector_jacobian_product`.

    Parameters
    ----------
    slope : ndarray, any shape, floating
        The derivative f' at every number.

    Returns
    -------
    jacobian : ndarray, shape (n, n), dtype of `slope`
        J, where n is the size of `slope` and its numbers are counted row by row.

    Raises
    ------
    ValueError
        If `slope` is not an array of floating-point numbers.

    Examples
    --------
    >>> elementwise_jacobian(np.array([2.0, 3.0]))
    array([[2., 0.], [0., 3.]])
    """
    require_floating("slope", slope)
    return np.diag(np.ravel(slope))


def vector_jacobian_product(d_y: Array, slope: Array) -> Array:
    r"""Return the gradient behind a map that treats every number by itself, without building its Jacobian.

    .. math::

        \frac{\partial J}{\partial x_j} = \sum_i \frac{\partial J}{\partial y_i} \frac{\partial y_i}{\partial x_j}
        = \frac{\partial J}{\partial y_j} f'(x_j)

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 6.46: back-propagation multiplies by a Jacobian, and
    a product is all it needs.

    Parameters
    ----------
    d_y : ndarray, any shape, floating
        Gradient of the map's outputs.
    slope : ndarray, shape of `d_y`, floating
        The derivative f' at every number.

    Returns
    -------
    d_x : ndarray, shape of `d_y`
        Gradient of the map's inputs.

    Raises
    ------
    ValueError
        If an argument is not an array of floating-point numbers, or the shapes differ.

    Examples
    --------
    >>> vector_jacobian_product(np.array([10.0, 100.0]), slope=np.array([2.0, 3.0]))
    array([ 20., 300.])
    """
    require_floating("d_y", d_y)
    require_floating("slope", slope)
    require_shape("slope", slope, d_y.shape)
    return d_y * slope
