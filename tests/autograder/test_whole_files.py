import errno
import os
from pathlib import Path

import pytest

from autograder.course import whole_files
from autograder.course.whole_files import write_together


def contents(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_made_and_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "old").write_text("before")
    (tmp_path / "old").chmod(0o600)
    write_together({tmp_path / "old": "after", tmp_path / "deeper" / "new": "fresh"})
    assert contents(tmp_path) == {"old": "after", "deeper/new": "fresh"}
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("moment", range(1, 6))
def test_whenever_it_fails_all_is_as_before(tmp_path, monkeypatch, error, moment):
    """The first two moments are while files are written beside, the others while they are put in their places."""
    (tmp_path / "old").write_text("before")
    calls = []

    def failing(original):
        def call(*given, **more):
            calls.append(given)
            if len(calls) == moment:
                for each in given:
                    if isinstance(each, int):
                        os.close(each)
                raise error
            return original(*given, **more)

        return call

    monkeypatch.setattr(whole_files.os, "fdopen", failing(os.fdopen))
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", failing(replace))
    with pytest.raises(type(error)):
        write_together({tmp_path / "new": "fresh", tmp_path / "old": "after"})
    assert len(calls) >= moment
    assert contents(tmp_path) == {"old": "before"}
