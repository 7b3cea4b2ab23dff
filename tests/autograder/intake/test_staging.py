import errno
import io
import zipfile

import pytest

from autograder.course.course import CourseError
from autograder.intake import limits
from autograder.intake.archive import opened_archive
from autograder.intake.member import Member
from autograder.intake.staging import Staging, UnreadableMemberError, is_zip
from tests.autograder.intake.exports import zipped


@pytest.fixture
def staging(tmp_path):
    folder = tmp_path / "staging"
    folder.mkdir()
    return Staging(folder)


def staged(staging, path, name=None):
    with opened_archive(path) as members:
        return staging.copy(next(member for member in members if name in (None, member.name)))


def inner(files):
    buffer = io.BytesIO()
    zipped(buffer, files)
    return buffer.getvalue()


def test_bytes_are_not_changed(tmp_path, staging):
    content = bytes(range(256)) * 5000
    copy = staged(staging, zipped(tmp_path / "a.zip", {"../weird\x01name": b"", "ada/x.ipynb": content}), "ada/x.ipynb")
    assert copy.file.read_bytes() == content
    assert copy.parts == ("ada", "x.ipynb")
    assert copy.file.parent.name == "staging"


def damaged(path):
    """The same archive with a byte of its first member changed."""
    data = bytearray(path.read_bytes())
    data[data.index(b"payload")] ^= 1
    path.write_bytes(data)
    return path


def stored(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_wrong_checksum_is_told_and_leaves_nothing(tmp_path, staging):
    path = damaged(stored(tmp_path / "a.zip", {"x.ipynb": b"payload"}))
    with pytest.raises(UnreadableMemberError, match="damaged in the archive"):
        staged(staging, path)
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_refused_member_is_not_opened(tmp_path, staging):
    with pytest.raises(UnreadableMemberError, match="leads out"):
        staged(staging, zipped(tmp_path / "a.zip", {"../x": b"1"}))


def test_an_unknown_compression_is_told(tmp_path, staging):
    path = stored(tmp_path / "a.zip", {"x": b"payload"})
    data = path.read_bytes().replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
    )
    path.write_bytes(data)
    with pytest.raises(UnreadableMemberError, match="cannot read"):
        staged(staging, path)


def test_a_bomb_is_not_unpacked(tmp_path, staging):
    path = zipped(tmp_path / "a.zip", {"x.ipynb": bytes(limits.SUSPICIOUS_BYTES + 1)})
    with pytest.raises(UnreadableMemberError, match="made to fill disks"):
        staged(staging, path)


def test_a_bomb_that_lies_about_its_size_is_cut_short(staging):
    content = bytes(limits.SUSPICIOUS_BYTES + 9)
    lying = Member("x.ipynb", ("x.ipynb",), 10, lambda: io.BytesIO(content), packed=5)
    with pytest.raises(UnreadableMemberError, match="made to fill disks"):
        staging.copy(lying)


def test_large_files_and_archives(tmp_path, staging, monkeypatch):
    path = zipped(tmp_path / "a.zip", {"x": b"12345678901"})
    monkeypatch.setattr(limits, "MOST_BYTES_OF_A_FILE", 10)
    with pytest.raises(UnreadableMemberError, match="larger than"):
        staged(staging, path)
    monkeypatch.setattr(limits, "MOST_BYTES_OF_A_FILE", 100)
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    with pytest.raises(CourseError, match="take it in by parts; nothing was filed"):
        staged(staging, path)


def test_a_full_disk_is_not_taken_for_damage(tmp_path, staging, monkeypatch):
    path = zipped(tmp_path / "a.zip", {"x": b"1"})

    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.open", lambda *given, **more: Full())
    with opened_archive(path) as (member,), pytest.raises(OSError, match="No space left"):
        staging.copy(member)


def test_archives_within_are_unpacked_beside_themselves(tmp_path, staging):
    deep = inner({"deep.ipynb": b"3"})
    outer = inner({"x.ipynb": b"1", "more/inner.zip": deep, "__MACOSX/._x.ipynb": b"", "../y": b"2"})
    archive = staged(staging, zipped(tmp_path / "a.zip", {"work.ZIP": outer}))
    copies, troubles = staging.unpack(archive)
    assert {copy.parts: copy.inner for copy in copies} == {
        ("work", "x.ipynb"): True,
        ("work", "more", "inner.zip"): True,
        ("work", "more", "inner", "deep.ipynb"): True,
    }
    assert copies[0].name == "work.ZIP > x.ipynb"
    assert len(troubles) == 1 and "work.ZIP > ../y was not unpacked: its path leads out" in troubles[0]


def test_archives_in_archives_end(tmp_path, staging):
    data = inner({"x": b"1"})
    for _ in range(6):
        data = inner({"a.zip": data})
    copies, _ = staging.unpack(staged(staging, zipped(tmp_path / "a.zip", {"a.zip": data})))
    assert len(copies) == limits.DEEPEST_INNER_ARCHIVE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 half", "no whole zip file"),
        (inner({f"{number}": b"" for number in range(9)}), "holds 9 files"),
        (inner({"x": bytes(2000)}), "holds more than"),
    ],
)
def test_an_archive_within_that_is_not_unpacked(tmp_path, staging, monkeypatch, content, words):
    monkeypatch.setattr(limits, "MOST_MEMBERS_OF_AN_INNER_ARCHIVE", 8)
    monkeypatch.setattr(limits, "MOST_BYTES_OF_AN_INNER_ARCHIVE", 1000)
    copies, troubles = staging.unpack(staged(staging, zipped(tmp_path / "a.zip", {"w.zip": content})))
    assert copies == []
    assert len(troubles) == 1 and words in troubles[0]


@pytest.mark.parametrize(
    ("name", "content", "expected"), [("a.zip", b"PK", True), ("a.zip", b"no", False), ("a", b"PK", False)]
)
def test_what_is_taken_for_a_zip_file(tmp_path, staging, name, content, expected):
    assert is_zip(staged(staging, zipped(tmp_path / "outer.zip", {name: content}))) is expected
