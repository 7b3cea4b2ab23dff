"""python -m benchmarks: names, each followed by its options."""

import sys

import pytest

from benchmarks import __main__ as command
from benchmarks.__main__ import requests

KNOWN = ["demos", "grading", "layers", "reports"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        (["demos", "layers"], [("demos", []), ("layers", [])]),
        (["layers", "--only", "conv2d", "lstm"], [("layers", ["--only", "conv2d", "lstm"])]),
        (["grading", "layers", "--quick"], [("grading", []), ("layers", ["--quick"])]),
        (["layers", "--rounds", "5", "demos"], [("layers", ["--rounds", "5"]), ("demos", [])]),
    ],
)
def test_options_belong_to_the_name_before_them(words, expected):
    assert requests(words, KNOWN) == expected


@pytest.mark.parametrize(("words", "unknown"), [(["layer"], "layer"), (["--quick", "layers"], "--quick")])
def test_an_unknown_name_is_a_sentence(words, unknown):
    with pytest.raises(SystemExit) as stopped:
        requests(words, KNOWN)
    assert stopped.value.code == f"there is no benchmark called {unknown}; there are demos, grading, layers, reports"


def test_options_for_a_benchmark_without_any_are_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "demos", "--quick"])
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert stopped.value.code == "the benchmark demos takes no options; got --quick"
