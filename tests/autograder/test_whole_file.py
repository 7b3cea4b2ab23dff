import errno
from pathlib import Path

import pytest

from autograder.course.whole_file import write_whole


def test_a_file_and_its_folder_are_made(tmp_path):
    write_whole(tmp_path / "reports" / "x.csv", b"new")
    assert (tmp_path / "reports" / "x.csv").read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_in_the_middle_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, error):
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    honest = Path.write_bytes

    def half(self, content):
        honest(self, content[:2])
        raise error

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(type(error)):
        write_whole(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
