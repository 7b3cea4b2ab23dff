from pathlib import Path

import pytest

from autograder.intake.moves import Moves
from tests.autograder.intake.exports import tree


@pytest.fixture
def place(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    return tmp_path


def move(place, renames, error=None):
    with Moves() as moves:
        for source, target in renames:
            moves.move(place / source, place / target)
        if error:
            raise error


def test_all_is_done(place):
    move(place, [("a", "new/sub/a"), ("b", "a")])
    assert tree(place) == {"new/sub/a/file": b"a", "a/file": b"b"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), SystemExit()])
def test_or_all_is_undone(place, error):
    before = tree(place)
    with pytest.raises(type(error)):
        move(place, [("a", "new/sub/a"), ("b", "a")], error)
    assert tree(place) == before
    assert sorted(path.name for path in place.iterdir()) == ["a", "b"]


def test_an_interrupted_rename_is_undone(place, monkeypatch):
    before = tree(place)
    rename = Path.rename

    def interrupted(self, target):
        monkeypatch.setattr(Path, "rename", rename)
        rename(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        move(place, [("a", "new")])
    assert tree(place) == before


def test_nothing_is_overwritten(place):
    before = tree(place)
    with pytest.raises(FileExistsError):
        move(place, [("a", "c"), ("c", "b")])
    assert tree(place) == before
