"""The package itself: modules load when they are first used, and a wrong name is answered with the right ones."""

import subprocess
import sys

import pytest

import lecturelib


def printed_by(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_loads_no_module_and_not_even_numpy():
    code = "import sys, lecturelib; print([n for n in sys.modules if n.startswith(('lecturelib.', 'numpy'))])"
    assert printed_by(code) == "[]"


def test_a_module_loads_when_it_is_first_named():
    code = "import sys, lecturelib; lecturelib.nested; print([n for n in sys.modules if n.startswith('lecturelib.')])"
    assert printed_by(code) == "['lecturelib.nested']"


def test_every_module_is_listed():
    assert {"activations", "arguments", "neurons", "verify"} <= set(lecturelib.__all__)
    assert lecturelib.__all__ == sorted(lecturelib.__all__)
    assert lecturelib.__getattr__("nested").leaves(1) == [1]


def test_dir_has_modules_and_attributes():
    assert {*lecturelib.__all__, "__getattr__", "__doc__"} <= set(dir(lecturelib))
    assert dir(lecturelib) == sorted(set(dir(lecturelib)))


def test_an_unknown_name_is_answered_with_the_known_ones():
    expected = f"^lecturelib has no module 'neurones'; it has {', '.join(lecturelib.__all__)}$"
    with pytest.raises(AttributeError, match=expected):
        lecturelib.neurones  # noqa: B018
    assert not hasattr(lecturelib, "neurones")
