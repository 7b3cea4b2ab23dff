"""Read a YAML file that a Ruby program wrote, as plain data, whatever it holds."""

from __future__ import annotations

from typing import Any

import yaml

from autograder.course.course import CourseError
from autograder.intake.limits import MEGABYTE
from autograder.intake.member import Member

_MOST_BYTES = 64 * MEGABYTE
_DEEPEST = 50


class _PlainLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Takes objects of Ruby for the mappings that they are written as, and makes nothing but plain data."""


def _plain(loader: Any, suffix: str, node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_PlainLoader.add_multi_constructor("!", _plain)


def read_ruby_yaml(member: Member) -> dict[Any, Any]:
    """Return the mapping in a YAML file of an archive.

    Raises
    ------
    CourseError
        If there is none.
    """
    expected = f"{member.name} in the archive cannot be read: export the submissions again"
    if member.refused or member.size > _MOST_BYTES:
        raise CourseError(f"{expected} ({member.refused or 'it is too large'})")
    try:
        with member.open() as file:
            data = file.read(_MOST_BYTES + 1)
        _require_shallow(data)
        document = yaml.load(data, Loader=_PlainLoader)  # noqa: S506 - it makes plain data only
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise CourseError(f"{expected} ({' '.join(str(error).split())[:200]})") from None
    except Exception as error:  # whatever zipfile raises for damage
        raise CourseError(f"{expected} ({type(error).__name__}: {error})") from None
    if not isinstance(document, dict):
        raise CourseError(f"{expected} (it lists no submissions)")
    return document


def _require_shallow(data: bytes) -> None:
    # The parser in C calls itself for each level, and would end the process rather than raise.
    depth = 0
    for event in yaml.parse(data, Loader=_PlainLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("its lists are nested too deeply")
