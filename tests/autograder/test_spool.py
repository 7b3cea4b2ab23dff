"""The spool: what was kept comes back, in any order, and the disk is free afterwards."""

from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.spool import Spool


@given(st.lists(st.binary(max_size=50), max_size=20), st.randoms())
def test_what_was_kept_comes_back_in_any_order(pieces, random):
    with Spool() as spool:
        kept = [(spool.keep(piece), piece) for piece in pieces]
        random.shuffle(kept)
        assert all(spool.read(place) == piece for place, piece in kept)


def test_what_is_added_after_a_reading_overwrites_nothing():
    with Spool() as spool:
        first, second = spool.keep(b"first"), spool.keep(b"second")
        assert spool.read(first) == b"first"
        third = spool.keep(b"third")
        assert [spool.read(kept) for kept in (first, second, third)] == [b"first", b"second", b"third"]


def test_its_file_has_no_name_and_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Spool() as spool:
        spool.keep(b"x" * 100_000)
        assert list(tmp_path.iterdir()) == []
    assert spool._file.closed
