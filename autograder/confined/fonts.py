"""Matplotlib's fonts, held in memory.

A font normally reads its glyphs from an open file, one small seek after another. In a sandbox each seek takes a trip
through the supervisor, which made figures four times as slow; and a fork that closes its descriptors breaks every font
that was loaded before it. A font that reads from memory suffers from neither, so the worker loads it once for all.
"""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock


def hold_fonts_in_memory() -> None:
    """Make matplotlib open its fonts in memory from now on."""
    from matplotlib import font_manager

    module: Any = font_manager
    module.ft2font = _FontsInMemory(module.ft2font)
    module._get_font.cache_clear()


class _FontFile(io.BytesIO):
    name: str


class _FontsInMemory(ModuleType):
    """`matplotlib.ft2font` with another way to open a font."""

    def __init__(self, original: ModuleType) -> None:
        super().__init__(original.__name__)
        self._original = original

    def FT2Font(self, file: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 (the name it stands in for)
        # FT2Font calls io.open by that name. It must get the path itself, which savefig asks for to embed the font.
        content = _FontFile(Path(file).read_bytes())
        content.name = str(file)
        with mock.patch.object(io, "open", return_value=content):
            return self._original.FT2Font(file, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)
