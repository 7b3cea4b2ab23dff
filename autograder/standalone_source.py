"""A definition's source on its own: as a student's cell would hold it, or as it is sent beside student code."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any


def standalone_source(definition: Callable[..., Any], name: str) -> str:
    """Return the source of a function or class, called `name`, without annotations, decorators and docstrings.

    What a class inherits from other classes is written into it, so that a mistaken class can be a subclass that differs
    from the right one in one method. Such classes make new instances by ``type(self)`` and don't use ``super()``.

    Parameters
    ----------
    definition : function or class
        Its source must be at hand.
    name : str
        What it is called in the source that is returned.

    Raises
    ------
    TypeError
        If `definition` is no ordinary function or class.

    Examples
    --------
    >>> print(standalone_source(ast.unparse, "shown").splitlines()[0])
    def shown(ast_obj):
    """
    found = _class(definition) if isinstance(definition, type) else _parsed(definition)
    if not isinstance(found, ast.FunctionDef | ast.ClassDef):
        raise TypeError(f"{getattr(definition, '__name__', definition)} must be an ordinary function or class")
    found.name = name
    found.decorator_list = []
    for node in ast.walk(found):
        _strip(node)
    return ast.unparse(ast.fix_missing_locations(found))


def _parsed(definition: Callable[..., Any]) -> ast.stmt:
    return ast.parse(textwrap.dedent(inspect.getsource(definition))).body[0]


def _class(definition: type) -> ast.ClassDef:
    members: dict[str, ast.stmt] = {}
    for each in reversed(definition.__mro__[:-1]):
        parsed = _parsed(each)
        if isinstance(parsed, ast.ClassDef):
            # A method that is written again stays in its place; a docstring has no name and is dropped.
            members.update((_name_of(member), member) for member in parsed.body if _name_of(member))
    return ast.ClassDef("", [], [], list(members.values()), [])


def _name_of(member: ast.stmt) -> str:
    if isinstance(member, ast.Assign) and isinstance(member.targets[0], ast.Name):
        return member.targets[0].id
    return member.name if isinstance(member, ast.FunctionDef) else ""


def _strip(node: ast.AST) -> None:
    if not isinstance(node, ast.FunctionDef):
        return
    node.returns = None
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg):
        if argument is not None:
            argument.annotation = None
    if ast.get_docstring(node) is not None and len(node.body) > 1:
        del node.body[0]
