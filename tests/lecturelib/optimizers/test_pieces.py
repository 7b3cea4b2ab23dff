"""lecturelib.optimizers.pieces: every number is visited once, in place or in a copy, whatever the memory layout."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.optimizers import pieces
from lecturelib.optimizers.pieces import in_pieces, zeros_for
from tests.lecturelib.optimizers.of_every_rule import shapes


def test_half_a_megabyte_at_a_time():
    assert pieces.PIECE_BYTES == 524288
    w = np.zeros(200_001, np.float32)
    _, walk = in_pieces(w, w, w, in_place=False)
    assert [[len(each) for each in piece] for piece in walk] == [[131072] * 4, [68929] * 4]


@given(shapes, st.booleans(), st.sampled_from([8, 24, 1000]), st.sampled_from([np.float32, np.float64]))
def test_every_number_is_visited_once(shape, in_place, size, dtype):
    w = np.arange(np.prod(shape, dtype=int), dtype=dtype).reshape(shape)
    g, state = np.asarray(10 * w), np.asarray(100 * w)
    before = w.copy(), state.copy()
    pieces_before, pieces.PIECE_BYTES = pieces.PIECE_BYTES, size
    try:
        (changed, changed_state), walk = in_pieces(w, g, state, in_place=in_place)
        for w_piece, g_piece, state_piece, scratch in walk:
            assert scratch.shape == w_piece.shape and scratch.dtype == dtype
            assert w_piece.nbytes <= size
            scratch[...] = g_piece
            w_piece += scratch
            state_piece += w_piece
    finally:
        pieces.PIECE_BYTES = pieces_before
    assert (changed is w) == (changed_state is state) == in_place
    assert changed.shape == changed_state.shape == shape and changed.dtype == changed_state.dtype == dtype
    np.testing.assert_array_equal(changed, 11 * before[0])
    np.testing.assert_array_equal(changed_state, 111 * before[0])
    if not in_place:
        np.testing.assert_array_equal(w, before[0])
        np.testing.assert_array_equal(state, before[1])


@pytest.mark.parametrize("in_place", [False, True])
def test_transposed_and_strided_arrays(in_place):
    base, gradient = np.arange(24.0).reshape(4, 6), np.arange(8.0).reshape(4, 2).T
    w = base.T[::3]
    expected = w - gradient
    (changed,), walk = in_pieces(w, gradient, in_place=in_place)
    for w_piece, g_piece, scratch in walk:
        assert scratch.shape == w_piece.shape
        w_piece -= g_piece
    np.testing.assert_array_equal(changed, expected)
    np.testing.assert_array_equal(base.T[::3], expected if in_place else np.arange(24.0).reshape(4, 6).T[::3])


def test_numbers_count_as_arrays_without_axes():
    (changed,), walk = in_pieces(np.float32(3), np.float32(1), in_place=False)
    for w_piece, g_piece, _ in walk:
        w_piece -= g_piece
    assert changed == 2 and changed.shape == () and changed.dtype == np.float32
    assert zeros_for(np.float32(3)).shape == () and zeros_for(np.float32(3)).dtype == np.float32
    with pytest.raises(ValueError, match=r"^parameter must be an array of floating-point numbers; got int$"):
        zeros_for(3)


@pytest.mark.parametrize(("shape", "expected"), [((256, 512), [(256, 512)]), ((1, 131073), [(131072,), (1,)])])
@pytest.mark.parametrize("in_place", [False, True])
def test_up_to_half_a_megabyte_is_one_piece_as_it_is(shape, expected, in_place):
    w = np.ones(shape, np.float32)
    _, walk = in_pieces(w, w, w, in_place=in_place)
    assert [[each.shape for each in piece] for piece in walk] == [[each] * 4 for each in expected]


def test_a_large_array_without_flat_views_is_one_piece():
    w = np.ones((2, 131073), np.float32)[:, ::2]
    (changed,), walk = in_pieces(w, np.ones((2, 65537), np.float32), in_place=True)
    assert [[each.shape for each in piece] for piece in walk] == [[(2, 65537)] * 3]
    assert changed is w


def test_the_gradient_s_size_decides():
    """A gradient of float64 for a parameter of float32: half as many numbers at a time."""
    w = np.ones(65537, np.float32)
    _, walk = in_pieces(w, w.astype(np.float64), in_place=True)
    pieces_of_each = [[(each.size, each.dtype.name) for each in piece] for piece in walk]
    assert pieces_of_each == [[(count, "float32"), (count, "float64"), (count, "float32")] for count in (65536, 1)]
