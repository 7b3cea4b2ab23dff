"""`attack`: a hostile submission written as a function, whose body is what stands in the submission's cell.

    @attack(says="special kind of array")
    def masked_array():
        "The wrong entries are masked."

        def threshold_neuron(x, w, b): ...

becomes a case called ``masked-array``: a submission that is right everywhere but in ``threshold_neuron``, where the
body stands. The bodies never run here. They find what the notebook imports (NumPy as np), and os, sys and time.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from copy import deepcopy
from types import ModuleType

from nbformat import NotebookNode

from tests.hostile.case import HostileCase, SubmissionMaterial, as_bytes

FIRST = "threshold_neuron"
NOT_WRITTEN = "is not written yet"
_REGISTERED: dict[str, list[HostileCase]] = {}


def attack(
    says: str = NOT_WRITTEN,
    at: str = FIRST,
    expected: str | Mapping[str, str] | None = None,
    blank: bool = False,
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Return a decorator that registers a function's body as a hostile submission.

    Parameters
    ----------
    says : str
        A fragment of what the student reads at the first exercise that scores zero.
    at : str
        The exercise in whose solution cell the body stands.
    expected : str or mapping, optional
        See `HostileCase`; if not given, `at` alone scores zero.
    blank : bool
        Whether the other exercises are left as they were released, and the whole submission scores zero. The body
        then stands in a cell of its own before all others.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        source = f"import os, sys, time\n\n{body_of(function)}"

        def make(material: SubmissionMaterial) -> bytes:
            notebook = short(material.released if blank else material.solved)
            if blank:
                notebook.cells.insert(1, NotebookNode(_cell("attack", source)))
            else:
                solution = next(cell for cell in notebook.cells if _grade_id(cell) == f"{at}-solution")
                solution.source = source
            return as_bytes(notebook)

        outcome = expected or ("zero" if blank else {at: "zero"})
        case = HostileCase(function.__name__.replace("_", "-"), make, outcome, says)
        _REGISTERED.setdefault(function.__module__, []).append(case)
        return function

    return register


def attacks_of(module: ModuleType) -> list[HostileCase]:
    """Return the cases that `attack` has registered for a module's functions, in their order."""
    return _REGISTERED[module.__name__]


def body_of(function: Callable[[], None]) -> str:
    """Return the source of a function's body, without its docstring."""
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    if not isinstance(definition, ast.FunctionDef) or ast.get_docstring(definition) is None:
        raise TypeError("an attack is a function with a docstring that says what it tries")
    documented, first = definition.body[0], definition.body[1]
    decorators = [node.lineno for node in getattr(first, "decorator_list", [])]
    start = min([first.lineno, *decorators])
    assert documented.end_lineno is not None and start > documented.end_lineno
    return textwrap.dedent("\n".join(source.splitlines()[documented.end_lineno :])).strip() + "\n"


def short(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with its imports, its solution and test cells, and nothing that only shows something."""
    kept = deepcopy(notebook)
    imports = next(cell for cell in kept.cells if cell.cell_type == "code")
    kept.cells = [cell for cell in kept.cells if _grade_id(cell) or cell is imports]
    return kept


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _cell(name: str, source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
