"""Fonts in memory draw what fonts in files draw."""

import io
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from autograder.confined.fonts import hold_fonts_in_memory


def drawn(kind):
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.4, r"abc äß $\alpha_1^2$ -1.5")
    file = io.BytesIO()
    dates = {"png": None, "pdf": {"CreationDate": None}, "svg": {"Date": None}}
    with mpl.rc_context({"svg.hashsalt": "same"}):
        figure.savefig(file, format=kind, metadata=dates[kind])
    return file.getvalue()


@pytest.fixture
def in_memory(monkeypatch):
    monkeypatch.setattr(font_manager, "ft2font", font_manager.ft2font)
    yield hold_fonts_in_memory
    font_manager._get_font.cache_clear()


@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
def test_the_same_bytes(kind, in_memory):
    from_files = drawn(kind)
    in_memory()
    assert drawn(kind) == from_files
    path = font_manager.findfont("DejaVu Sans")
    assert str(font_manager.ft2font.FT2Font(path).fname) == str(path)


def test_no_file_stays_open(in_memory):
    in_memory()
    before = open_files()
    drawn("png")
    assert open_files() <= before


def open_files():
    listing = Path("/proc/self/fd")
    return (
        {each.name: each.readlink() for each in listing.iterdir() if each.exists()}.items() if listing.exists() else {}
    )
