"""What a new exercise may be called, and which arguments it takes."""

from __future__ import annotations

import ast
import builtins
import inspect
import keyword
import re
from pathlib import Path
from types import FunctionType

from autograder.course.course import CourseError

_FORM = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 60


def require_name(name: str, taken: dict[str, str]) -> None:
    """Refuse a name that no exercise may have.

    Parameters
    ----------
    name : str
        What the function is to be called.
    taken : mapping of str to str
        Names that are in use, and by what.

    Raises
    ------
    CourseError
        With the reason.
    """
    if not _FORM.fullmatch(name) or len(name) > _LONGEST:
        raise CourseError(
            f"an exercise has its function's name, in small letters and underscores such as huber_loss; got {name!r}"
        )
    if keyword.iskeyword(name) or hasattr(builtins, name):
        raise CourseError(f"{name!r} is a word of Python itself; choose another name")
    if name in taken:
        raise CourseError(f"{name!r} is taken: {taken[name]}; choose another name")


def names_in_script(script: Path) -> dict[str, str]:
    """Return the names that a lesson's script imports, defines or gives to a cell, and what has each."""
    text = script.read_text(encoding="utf-8")
    taken = dict.fromkeys(
        re.findall(r'^# %%.*\bwritten="([^"]+)"', text, re.MULTILINE), "a written question is so called"
    )
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
            taken |= dict.fromkeys(names, f"{script.name} imports it")
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            taken[node.name] = f"{script.name} defines it"
        elif isinstance(node, ast.Assign):
            names = [each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            taken |= dict.fromkeys(names, f"{script.name} uses it as a variable")
    return taken


def parsed_arguments(signature: str) -> ast.arguments:
    """Return the arguments written in `signature`, such as ``x, delta=1.0``.

    Raises
    ------
    CourseError
        If it is anything but names, with plain values as defaults.
    """
    refusal = CourseError(f'--signature takes names and plain defaults, such as "x, delta=1.0"; got {signature!r}')
    try:
        tree = ast.parse(f"def function({signature}): ...")
    except (SyntaxError, ValueError):
        raise refusal from None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef) or len(tree.body[0].body) != 1:
        raise refusal
    arguments = tree.body[0].args
    plain = not (arguments.vararg or arguments.kwarg or arguments.posonlyargs or arguments.kwonlyargs)
    try:
        [ast.literal_eval(default) for default in arguments.defaults]
    except ValueError:
        raise refusal from None
    if not plain or not arguments.args or any(argument.annotation for argument in arguments.args):
        raise refusal
    return arguments


def formatted(arguments: ast.arguments) -> str:
    """Return the arguments as the formatter would write them.

    Examples
    --------
    >>> formatted(parsed_arguments("x,reduction='mean'"))
    'x, reduction="mean"'
    """
    text = ast.unparse(arguments)
    return text if '"' in text else text.replace("'", '"')


def typed(arguments: ast.arguments) -> str:
    """Return the arguments with the annotation Any."""
    for argument in arguments.args:
        argument.annotation = ast.Name("Any")
    text = formatted(arguments)
    for argument in arguments.args:
        argument.annotation = None
    return re.sub(r"(: Any)=", r"\1 = ", text)


def reference_in_lecturelib(name: str) -> tuple[str, str] | None:
    """Return from where a public function of `lecturelib` is imported, and its arguments; None if there is none."""
    import importlib

    import lecturelib

    root = Path(lecturelib.__file__).parent
    apart = {"evidence", "witnesses", "verify", "plots", "datasets"}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        if apart & set(parts) or path.name.startswith("_"):
            continue
        found = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
        if name in [node.name for node in found]:
            module = ".".join(parts)
            function = getattr(importlib.import_module(module), name)
            package = module.rpartition(".")[0]
            public = name in getattr(importlib.import_module(package), "__all__", ()) and package != "lecturelib"
            return (package if public else module), _arguments_of(function)
    return None


def _arguments_of(function: FunctionType) -> str:
    parameters = inspect.signature(function).parameters.values()
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    return str(inspect.Signature(plain)).removeprefix("(").removesuffix(")")
