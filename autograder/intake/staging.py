"""Copy members of an archive to numbered files of ours, whatever they are called, and count what is written."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autograder.course.course import CourseError
from autograder.intake import limits
from autograder.intake.archive import members_of
from autograder.intake.member import Member

_AT_ONCE = 2**20
# What Python's readers raise for damaged or malicious archives.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class UnreadableMemberError(Exception):
    """A member cannot be read; the message is a clause that says why."""


@dataclass(frozen=True)
class Staged:
    """A member's copy.

    Attributes
    ----------
    name : str
        As the archive writes it; what lies in a zip file within has that one's name before it.
    parts : tuple of str
        Its path within the submission.
    file : Path
        Where its bytes are.
    digest : str
        SHA-256 of them.
    newness : tuple of float
        Grows with the time of handing in, as far as the archive says: the platform's number, then the file's date.
    inner : bool
        Whether it comes from a zip file within the submission.
    """

    name: str
    parts: tuple[str, ...]
    file: Path
    digest: str
    newness: tuple[float, float] = (0.0, 0.0)
    inner: bool = False


class Staging:
    """A folder of numbered copies.

    Parameters
    ----------
    folder : Path
        Where they go; it exists, and is removed by whoever made it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._written = 0

    def copy(self, member: Member, parts: tuple[str, ...] | None = None, order: float = 0.0) -> Staged:
        """Copy a member.

        Raises
        ------
        UnreadableMemberError
            If it is refused, damaged, or larger than a file may be.
        CourseError
            If the archive as a whole holds more than one may.
        """
        if member.refused:
            raise UnreadableMemberError(member.refused)
        _require_modest(member)
        try:
            source = member.open()
        except _DAMAGE as error:
            raise UnreadableMemberError(_what_is_wrong(error)) from None
        self._made += 1
        target = self._folder / f"{self._made:06d}"
        try:
            with source, target.open("xb") as file:
                digest = self._pour(member, source, file)
        except UnreadableMemberError:
            target.unlink()
            raise
        return Staged(member.name, parts or member.parts, target, digest, (order, member.modified))

    def unpack(self, archive: Staged, depth: int = 1) -> tuple[list[Staged], list[str]]:
        """Copy what a zip file within a submission holds, and zip files in it in turn.

        Returns
        -------
        copies : list of Staged
            In a folder named like the zip file, beside it.
        troubles : list of str
            A sentence for each thing that was not unpacked.
        """
        try:
            opened = zipfile.ZipFile(archive.file)
        except _DAMAGE as error:
            return [], [f"{archive.name} was not unpacked: it is no whole zip file ({error})."]
        with opened:
            members = members_of(opened)
            try:
                _require_small(members)
            except UnreadableMemberError as error:
                return [], [f"{archive.name} was not unpacked: {error}."]
            return self._copies(archive, members, depth)

    def _copies(self, archive: Staged, members: list[Member], depth: int) -> tuple[list[Staged], list[str]]:
        copies: list[Staged] = []
        troubles = []
        into = (*archive.parts[:-1], archive.parts[-1][: -len(".zip")] or "zip")
        for member in members:
            if member.no_work_of_a_student:
                continue
            try:
                copy = self.copy(member, (*into, *member.parts), archive.newness[0])
            except UnreadableMemberError as error:
                troubles.append(f"{archive.name} > {member.name} was not unpacked: {error}.")
                continue
            copy = Staged(f"{archive.name} > {member.name}", copy.parts, copy.file, copy.digest, copy.newness, True)
            copies.append(copy)
            if is_zip(copy) and depth < limits.DEEPEST_INNER_ARCHIVE:
                within, more = self.unpack(copy, depth + 1)
                copies += within
                troubles += more
        return copies, troubles

    def _pour(self, member: Member, source: IO[bytes], file: IO[bytes]) -> str:
        digest = hashlib.sha256()
        size = 0
        while True:
            try:
                piece = source.read(_AT_ONCE)
            except _DAMAGE as error:
                raise UnreadableMemberError(_what_is_wrong(error)) from None
            if not piece:
                return digest.hexdigest()
            size += len(piece)
            _require_modest(member, size)
            self._written += len(piece)
            if self._written > limits.MOST_BYTES:
                most = limits.MOST_BYTES // limits.MEGABYTE
                raise CourseError(f"the archive holds more than {most} MB: take it in by parts; nothing was filed")
            digest.update(piece)
            file.write(piece)


def is_zip(staged: Staged) -> bool:
    """Whether a copy is called like a zip file and begins like one."""
    if not staged.parts[-1].casefold().endswith(".zip"):
        return False
    with staged.file.open("rb") as file:
        return file.read(2) == b"PK"


def _require_modest(member: Member, size: int = 0) -> None:
    size = max(size, member.size)
    if size > limits.MOST_BYTES_OF_A_FILE:
        raise UnreadableMemberError(f"it is larger than {limits.MOST_BYTES_OF_A_FILE // limits.MEGABYTE} MB")
    if (
        member.packed is not None
        and size > limits.SUSPICIOUS_BYTES
        and size > limits.MOST_GROWTH * max(member.packed, 1)
    ):
        raise UnreadableMemberError(
            f"it unpacks to more than {limits.MOST_GROWTH} times its size, as a file made to fill disks does"
        )


def _require_small(members: list[Member]) -> None:
    if len(members) > limits.MOST_MEMBERS_OF_AN_INNER_ARCHIVE:
        raise UnreadableMemberError(f"it holds {len(members):,} files")
    if sum(member.size for member in members) > limits.MOST_BYTES_OF_AN_INNER_ARCHIVE:
        most = limits.MOST_BYTES_OF_AN_INNER_ARCHIVE // limits.MEGABYTE
        raise UnreadableMemberError(f"it holds more than {most} MB")


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "you are not permitted to read it"
    if isinstance(error, NotImplementedError):
        return "it is compressed in a way that Python cannot read"
    return "its bytes are damaged in the archive (" + (str(error).splitlines() or [type(error).__name__])[0] + ")"
