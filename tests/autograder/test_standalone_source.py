import numpy as np
import pytest

from autograder.standalone_source import standalone_source


class Right:
    """A number."""

    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = value

    def doubled(self) -> "Right":
        """Return twice the number."""
        return type(self)(self.value * 2)

    def again(self) -> "Right":
        return self.doubled()


class Wrong(Right):
    def doubled(self) -> "Right":
        return type(self)(self.value + 2)


def own(source, name):
    namespace = {"np": np}
    exec(source, namespace)
    return namespace[name]


def test_a_class_brings_along_what_it_inherits():
    source = standalone_source(Wrong, "Number")
    assert source.startswith("class Number:")
    assert source.count("def doubled") == 1
    assert "float" not in source and "twice" not in source
    Number = own(source, "Number")
    assert Number.__mro__[1:] == (object,)
    assert Number(5.0).again().value == 7.0
    assert own(standalone_source(Right, "Number"), "Number")(5.0).again().value == 10.0


def test_a_function_loses_annotations_decorators_and_docstrings():
    def add(x: float, *rest: float, **named: int) -> float:
        """Add."""

        def inner(y: float) -> float:
            return x + y

        return inner(rest[0])

    source = standalone_source(add, "plus")
    assert ":" not in source.splitlines()[0].rstrip(":") and "Add." not in source and "->" not in source
    assert own(source, "plus")(1.0, 2.0) == 3.0


def test_what_is_neither_is_refused():
    with pytest.raises(TypeError, match="ordinary function"):
        standalone_source(lambda x: x, "f")
