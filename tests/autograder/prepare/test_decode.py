"""Bytes to a document, or a reason that a student understands."""

import json

import pytest

from autograder.engine.prepare import decode as module
from autograder.engine.prepare.decode import UnreadableError, decode

DOCUMENT = {"cells": [{"source": "Grüße, 你好, 🙂"}]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(encoding):
    assert decode(json.dumps(DOCUMENT, ensure_ascii=False).encode(encoding)) == DOCUMENT


def test_latin_1_is_read_where_unicode_fails():
    assert decode(json.dumps({"x": "Grüße"}, ensure_ascii=False).encode("latin-1")) == {"x": "Grüße"}


def test_lone_surrogates_are_read():
    assert decode(b'{"x": "\\ud800"}') == {"x": "\ud800"}
    assert decode('{"x": "\ud800"}'.encode("utf-8", "surrogatepass")) == {"x": "\ud800"}


def test_padding_is_no_damage():
    assert decode(b"\n{} \0\0\0") == {}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\0", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"{", "breaks off in the middle"),
        (b'{"cells": [{"source": "def', "breaks off in the middle"),
        (b'{"cells": [1, 2', "breaks off in the middle"),
        (b'{"a": 1,\n "b" 2}', "damaged in line 2"),
        (b'{"a": 1} {"b": 2}', "damaged in line 1"),
        (b"<html>", "no notebook but something else"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no notebook but something else"),
        (b"[1]", "holds JSON, but no notebook"),
        (b'"text"', "holds JSON, but no notebook"),
        (b'{"a": ' * 100_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "a number that is too long"),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


def test_neither_size_nor_brackets_fill_the_memory(monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 50)
    monkeypatch.setattr(module, "MAX_CONTAINERS", 5)
    assert decode(b'{"a": [[], [], []]}') == {"a": [[], [], []]}
    with pytest.raises(UnreadableError, match="too many lists and objects"):
        decode(b'{"a": [[], [], [], []]}')
    with pytest.raises(UnreadableError, match="larger than"):
        decode(b"{" + b" " * 60 + b"}")
