import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from autograder.course.course import CourseError
from autograder.intake import archive as archive_module
from autograder.intake.archive import opened_archive
from tests.autograder.intake.exports import zipped


def members(path):
    with opened_archive(path) as found:
        return {member.name: member for member in found}


def content_of(member):
    with member.open() as file:
        return file.read()


def with_mode(name, mode, system=3):
    entry = zipfile.ZipInfo(name)
    entry.create_system = system
    entry.external_attr = mode << 16
    return entry


def test_a_zip_file_and_the_folder_it_was_unpacked_to_hold_the_same(tmp_path):
    files = {"ada/x.ipynb": b"{}", "ada/sub/data.csv": b"1", "top.txt": b""}
    path = zipped(tmp_path / "a.zip", files)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "folder")
    for source in (path, tmp_path / "folder"):
        with opened_archive(source) as found:
            assert {member.name: content_of(member) for member in found} == files
            assert {member.parts for member in found} == {tuple(name.split("/")) for name in files}
            assert not any(member.refused for member in found)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (stat.S_IFLNK | 0o777, "a link"),
        (stat.S_IFCHR | 0o600, "a device"),
        (stat.S_IFBLK | 0o600, "a device"),
        (stat.S_IFIFO | 0o600, "a pipe"),
        (stat.S_IFSOCK | 0o600, "a socket"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, mode, words):
    path = zipped(tmp_path / "a.zip", [(with_mode("x.ipynb", mode), "/etc/passwd")])
    assert words in members(path)["x.ipynb"].refused


def test_modes_of_other_systems_say_nothing(tmp_path):
    path = zipped(tmp_path / "a.zip", [(with_mode("x.ipynb", stat.S_IFLNK, system=0), "{}")])
    assert members(path)["x.ipynb"].refused == ""


def test_an_encrypted_member_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"x.ipynb": b"{}"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in members(path)["x.ipynb"].refused


def test_names_in_old_encodings(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(without_mark("Jürgen.txt".encode("cp437")))
    assert list(members(path)) == ["Jürgen.txt"]
    path.write_bytes(without_mark("王小明.txt".encode()))
    assert list(members(path)) == ["王小明.txt"]


def without_mark(name):
    """A zip file whose one member has these bytes for a name, and nothing says in which encoding."""
    stand_in = "x" * len(name)
    path = zipped_bytes({stand_in: b"1"})
    return path.replace(stand_in.encode(), name)


def zipped_bytes(files):
    buffer = io.BytesIO()
    zipped(buffer, files)
    return buffer.getvalue()


def test_in_a_folder_links_and_pipes_are_refused(tmp_path):
    root = tmp_path / "folder"
    root.mkdir()
    (root / "x.ipynb").write_text("{}")
    (root / "link.ipynb").symlink_to("/etc/passwd")
    (root / "ada").symlink_to("/etc", target_is_directory=True)
    os.mkfifo(root / "pipe")
    found = members(root)
    assert set(found) == {"x.ipynb", "link.ipynb", "ada", "pipe"}
    assert [name for name, member in sorted(found.items()) if not member.refused] == ["x.ipynb"]
    with pytest.raises(OSError):  # had it been changed to a link since
        found["link.ipynb"].open()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no zip file"),
        (b"7z\xbc\xaf\x27\x1c....", "a 7z archive, which is not read"),
        (b"Rar!....", "a RAR archive"),
        (b"\x1f\x8b....", "a gzip archive"),
        (b"PK\x03\x04 half", "not whole: download it again"),
    ],
)
def test_what_is_no_zip_file_is_said_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=words) as error:
        members(path)
    assert "\n" not in str(error.value)


def test_every_half_of_a_zip_file_is_known_for_one(tmp_path):
    whole = zipped(tmp_path / "a.zip", {"ada/x.ipynb": b"{}" * 100, "bob/x.ipynb": b"[]" * 100}).read_bytes()
    for length in range(4, len(whole), 7):
        path = tmp_path / "half.zip"
        path.write_bytes(whole[:length])
        with pytest.raises(CourseError, match="download it again"):
            members(path)


def test_too_many_and_none(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip", {"a": b"", "b": b""})
    monkeypatch.setattr(archive_module, "MOST_MEMBERS", 1)
    with pytest.raises(CourseError, match="holds 2 files, more than 1"):
        members(path)
    with pytest.raises(CourseError, match="holds no file"):
        members(zipped(tmp_path / "empty.zip", {}))
    with pytest.raises(CourseError, match="there is no archive at"):
        members(tmp_path / "nowhere.zip")


def test_a_device_is_no_archive():
    with pytest.raises(CourseError, match="neither a zip file nor a folder"):
        members(Path(os.devnull))
