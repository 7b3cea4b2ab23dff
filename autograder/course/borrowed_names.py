"""What a wrong answer takes from the file that it stands in: a student's cell has none of it."""

from __future__ import annotations

import ast
import inspect
import symtable
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from autograder.standalone_source import standalone_source


def borrowed_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names which a function or class uses and its own file defines, in alphabetical order.

    Parameters
    ----------
    function : callable
        A wrong answer. Its annotations don't count, nor do the classes it inherits from: they are left out, or written
        into it, when it is handed in.

    Examples
    --------
    >>> borrowed_names(borrowed_names)
    ('_defined_in', '_globals_of')
    """
    source = standalone_source(function, function.__name__)
    used = _globals_of(symtable.symtable(source, "<cell>", "exec"))
    return tuple(sorted((used & _defined_in(inspect.getsourcefile(function) or "")) - {function.__name__}))


def _globals_of(table: symtable.SymbolTable) -> set[str]:
    here = {
        each.get_name()
        for each in table.get_symbols()
        if each.is_referenced() and each.is_global() and not each.is_assigned()
    }
    return here.union(*(_globals_of(child) for child in table.get_children()))


@cache
def _defined_in(path: str) -> frozenset[str]:
    body = ast.parse(Path(path).read_text(encoding="utf-8")).body
    names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    assigned = {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return frozenset(names | assigned)
