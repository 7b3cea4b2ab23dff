"""Open what a learning platform has exported: a zip file, or the folder that it was unpacked to."""

from __future__ import annotations

import calendar
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from autograder.course.course import CourseError
from autograder.intake.limits import MOST_MEMBERS
from autograder.intake.member import Member, path_parts

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNIX = 3
_OTHER_KINDS = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}
_KINDS_OF_FILES = {
    stat.S_IFLNK: "a link, which is not followed",
    stat.S_IFDIR: "a folder under a file's name",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
# A link is refused, a pipe without a writer does not make us wait for one. Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def opened_archive(path: Path) -> Iterator[list[Member]]:
    """Open a zip file or a folder and list its files; they can be read until the end of the block.

    Raises
    ------
    CourseError
        If it is neither, or a zip file that is not whole.
    """
    if path.is_dir():
        yield _bounded(path, _in_folder(path))
    elif not path.exists():
        raise CourseError(f"there is no archive at {path}: expected a zip file, or a folder that one was unpacked to")
    elif not path.is_file():
        raise CourseError(f"{path} is neither a zip file nor a folder")
    else:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise CourseError(f"{path} is {_instead(path)} ({error})") from None
        with archive:
            yield _bounded(path, members_of(archive))


def members_of(archive: zipfile.ZipFile) -> list[Member]:
    """Return the files that a zip file claims to hold, in its order, folders left out."""
    return [_in_zip(archive, entry) for entry in archive.infolist() if not _is_folder(entry)]


def _bounded(path: Path, members: list[Member]) -> list[Member]:
    if len(members) > MOST_MEMBERS:
        raise CourseError(f"{path} holds {len(members):,} files, more than {MOST_MEMBERS:,}: take it in by parts")
    if not members:
        raise CourseError(f"{path} holds no file: export the submissions again")
    return members


def _instead(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    for mark, kind in _OTHER_KINDS.items():
        if start.startswith(mark):
            return f"{kind}, which is not read: unpack it and give the folder"
    if start.startswith(b"PK"):
        return "a zip file that is not whole: download it again"
    return "no zip file: give the archive as it was exported, or the folder it was unpacked to"


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.orig_filename.endswith(("/", "\\")) and entry.file_size == 0


def _in_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    name = _name_of(entry)
    parts, refused = path_parts(name)
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if kind and kind != stat.S_IFREG:
        refused = f"it is {_KINDS_OF_FILES.get(kind, 'no ordinary file')}"
    elif entry.flag_bits & _ENCRYPTED:
        refused = refused or "it is encrypted: ask for it without a password"
    modified = _seconds(entry.date_time)
    return Member(
        name, parts, entry.file_size, partial(archive.open, entry), modified, refused, packed=entry.compress_size
    )


def _name_of(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _UTF8_NAME:
        return entry.orig_filename
    # A name without a mark is in code page 437, says the format; many programs write UTF-8 all the same.
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.orig_filename


def _seconds(moment: tuple[int, int, int, int, int, int]) -> float:
    try:
        return float(calendar.timegm(moment))
    except ValueError:  # month 0 and its like
        return 0.0


def _in_folder(root: Path) -> list[Member]:
    members = []
    for folder, folders, files in os.walk(root):
        folders.sort()
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        members += [_on_disk(root, Path(folder) / name) for name in sorted([*files, *links])]
    return members


def _on_disk(root: Path, path: Path) -> Member:
    name = path.relative_to(root).as_posix()
    found = path.lstat()
    kind = stat.S_IFMT(found.st_mode)
    refused = "" if kind == stat.S_IFREG else f"it is {_KINDS_OF_FILES.get(kind, 'no ordinary file')}"
    return Member(name, tuple(name.split("/")), found.st_size, partial(_open, path), found.st_mtime, refused)


def _open(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, _FLAGS), "rb")
