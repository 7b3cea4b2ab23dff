"""Broken submissions: files, names and cells in every state in which honest and less honest students hand them in.

Each is made from the solved notebook, so "full" means that the damage cost the student nothing.
"""

import json
from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode

from tests.hostile.case import Content, Folder, HostileCase, Link, Pipe, SubmissionMaterial, as_bytes

FULL, ZERO = "full", "zero"
BROKEN: list[HostileCase] = []
Maker = Callable[[SubmissionMaterial], bytes | dict[str, Content]]


def broken(name: str, expected: Any, says: str = "", seen_by_nbgrader: bool = True) -> Callable[[Maker], Maker]:
    def add(make: Maker) -> Maker:
        BROKEN.append(HostileCase(name, make, expected, says, seen_by_nbgrader))
        return make

    return add


def edited(name: str, expected: Any, says: str = "") -> Callable[[Callable[[NotebookNode], None]], Any]:
    """Add a case that edits the solved notebook in place."""

    def add(edit: Callable[[NotebookNode], None]) -> Any:
        def make(material: SubmissionMaterial) -> bytes:
            notebook = material.solved_copy()
            edit(notebook)
            return as_bytes(notebook)

        BROKEN.append(HostileCase(name, make, expected, says))
        return edit

    return add


def solved_bytes(material: SubmissionMaterial) -> bytes:
    return as_bytes(material.solved)


def solved_json(material: SubmissionMaterial) -> dict[str, Any]:
    return json.loads(solved_bytes(material))


def marks_of(cell: Any) -> dict[str, Any]:
    return cell["metadata"].get("nbgrader", {})


def marked(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


def tests_of(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in marked(notebook) if marks_of(cell)["grade"] and not marks_of(cell)["solution"]]


def solutions_of(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in marked(notebook) if marks_of(cell)["solution"] and not marks_of(cell)["grade"]]


def place_of(notebook: NotebookNode, cell: NotebookNode) -> int:
    return next(place for place, each in enumerate(notebook.cells) if each is cell)


def code(source: Any, **fields: Any) -> NotebookNode:
    return NotebookNode(
        cell_type="code", metadata=NotebookNode(), source=source, outputs=[], execution_count=None, id="own", **fields
    )


# The file.


@broken("an empty file", ZERO, "the file is empty")
def _(material):
    return b""


@broken("zeros, as a full disk leaves", ZERO, "the file is empty")
def _(material):
    return bytes(4096)


@broken("bad JSON", ZERO, "the file is damaged in line")
def _(material):
    return solved_bytes(material).replace(b'"cells"', b"cells", 1)


@broken("cut off in the middle", ZERO, "breaks off in the middle")
def _(material):
    data = solved_bytes(material)
    return data[: len(data) * 2 // 3]


@broken("binary", ZERO, "holds no notebook but something else")
def _(material):
    return bytes(range(256)) * 40


@broken("a page of a web site", ZERO, "holds no notebook but something else")
def _(material):
    return b"<!DOCTYPE html><html><body>Please log in</body></html>"


@broken("nested deeply", ZERO, "nested too deeply")
def _(material):
    return b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@broken("more brackets than memory", ZERO, "too many lists and objects")
def _(material):
    return b'{"cells": [' + b"[]," * 6_000_000 + b"[]]}"


@broken("a number of ten thousand digits", ZERO, "a number that is too long")
def _(material):
    return b'{"cells": [], "nbformat": ' + b"9" * 10_000 + b"}"


@broken("a list", ZERO, "holds JSON, but no notebook")
def _(material):
    return json.dumps(solved_json(material)["cells"]).encode()


@broken("null", ZERO, "holds JSON, but no notebook")
def _(material):
    return b"null"


@broken("an object without cells", ZERO, "it has no list of cells")
def _(material):
    return b'{"metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@broken("cells that are no list", ZERO, "it has no list of cells")
def _(material):
    return json.dumps({**solved_json(material), "cells": {"first": 1}}).encode()


@broken("no cell at all", ZERO, "were missing and were put back")
def _(material):
    return json.dumps({**solved_json(material), "cells": []}).encode()


@broken("byte order mark", FULL)
def _(material):
    return b"\xef\xbb\xbf" + solved_bytes(material)


@broken("UTF-16", FULL)
def _(material):
    return solved_bytes(material).decode().encode("utf-16")


@broken("UTF-16 without a mark", FULL)
def _(material):
    return solved_bytes(material).decode().encode("utf-16-le")


@broken("Latin-1", FULL)
def _(material):
    document = solved_json(material)
    document["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "Grüße", "id": "own"})
    text = json.dumps(document, ensure_ascii=False)
    return "".join(character if ord(character) < 256 else "?" for character in text).encode("latin-1")


@broken("30 MB of outputs", FULL)
def _(material):
    notebook = material.solved_copy()
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.outputs = [NotebookNode(output_type="stream", name="stdout", text="x" * 30_000_000)]
    return as_bytes(notebook)


@broken("larger than any notebook", ZERO, "larger than 64 MB")
def _(material):
    return solved_bytes(material) + b" " * (64 * 2**20)


# The folder.


@broken("no notebook", ZERO, "There is no notebook called", seen_by_nbgrader=False)
def _(material):
    return {"notes.txt": b"I could not finish."}


@broken("an empty folder", ZERO, "There is no notebook called", seen_by_nbgrader=False)
def _(material):
    return {}


@broken("renamed", FULL, '"my homework.ipynb" was graded in its place')
def _(material):
    return {"my homework.ipynb": solved_bytes(material)}


@broken("name in capitals", FULL, "was graded in its place")
def _(material):
    return {f"{material.lesson.upper()}.ipynb": solved_bytes(material)}


@broken("ending in capitals", FULL, "was graded in its place", seen_by_nbgrader=False)
def _(material):
    return {material.file_name.upper(): solved_bytes(material)}


@broken("name of a second download", FULL, "(1).ipynb")
def _(material):
    return {f"{material.lesson} (1).ipynb": solved_bytes(material)}


@broken("name of a copy, beside a foreign notebook", FULL, "Of 2 other notebooks")
def _(material):
    foreign = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return {f"Copy of {material.file_name}": solved_bytes(material), "scratch.ipynb": json.dumps(foreign).encode()}


@broken("renamed, beside the untouched release", FULL, "it holds most of the lesson's work")
def _(material):
    return {"a.ipynb": solved_bytes(material), "z.ipynb": as_bytes(material.released)}


@broken("damaged, beside a good copy", FULL, "was graded in its place")
def _(material):
    return {material.file_name: b"{", "copy.ipynb": solved_bytes(material)}


@broken("a name that is a script", FULL, "was graded in its place")
def _(material):
    return {"<script>alert(1)<!-- `**.ipynb": solved_bytes(material)}


@broken("a folder in its place", ZERO, "it is a folder")
def _(material):
    return {material.file_name: Folder({material.file_name: solved_bytes(material)})}


@broken("a pipe in its place", ZERO, "it is a pipe")
def _(material):
    return {material.file_name: Pipe()}


@broken("a link to another's work", ZERO, "a link, which is not followed")
def _(material):
    return {material.file_name: Link("good.txt"), "good.txt": solved_bytes(material)}


@broken("a link out of the submission", ZERO, "a link, which is not followed")
def _(material):
    return {material.file_name: Link("/etc/hostname")}


@broken("a dangling link", ZERO, "a link, which is not followed")
def _(material):
    return {material.file_name: Link("nowhere.ipynb")}


@broken("a link, beside a good notebook", FULL, "was graded in its place")
def _(material):
    return {material.file_name: Link("/dev/zero"), "good.ipynb": solved_bytes(material)}


# The format.


@broken("format 3", FULL, "old format 3")
def _(material):
    document = solved_json(material)
    for cell in document["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
            cell["language"] = "python"
    document["cells"].insert(0, {"cell_type": "heading", "level": 1, "source": "Mine", "metadata": {}})
    document["worksheets"] = [{"cells": document.pop("cells"), "metadata": {}}]
    return json.dumps({**document, "nbformat": 3, "nbformat_minor": 0}).encode()


@broken("format 4.0 without cell ids", FULL)
def _(material):
    document = solved_json(material)
    for cell in document["cells"]:
        del cell["id"]
    return json.dumps({**document, "nbformat_minor": 0}).encode()


@broken("format 4 without a minor", FULL)
def _(material):
    document = solved_json(material)
    del document["nbformat_minor"]
    return json.dumps(document).encode()


@broken("format 5", FULL, "does not say that it is in format 4")
def _(material):
    return json.dumps({**solved_json(material), "nbformat": 5, "nbformat_minor": 99}).encode()


@broken("an absurd format", FULL, "does not say that it is in format 4")
def _(material):
    return json.dumps({**solved_json(material), "nbformat": "four", "nbformat_minor": None}).encode()


@broken("no metadata", FULL)
def _(material):
    document = solved_json(material)
    document["metadata"] = None
    for cell in document["cells"]:
        if not marks_of(cell):
            del cell["metadata"]
    return json.dumps(document).encode()


@broken("extra keys", FULL)
def _(material):
    document = solved_json(material)
    document["extra"] = {"deep": [1, 2, {"deeper": None}]}
    for cell in document["cells"]:
        cell["extra"] = ["x"]
        cell["metadata"]["extra"] = {"collapsed": "perhaps"}
        marks_of(cell)["extra"] = 1
    return json.dumps(document).encode()


@broken("a kernel that nobody has", FULL)
def _(material):
    document = solved_json(material)
    document["metadata"] = {"kernelspec": {"name": "conda-env-mine", "display_name": "Mine"}}
    return json.dumps(document).encode()


@broken("another language", FULL, 'its language is "R"')
def _(material):
    document = solved_json(material)
    document["metadata"] = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}
    return json.dumps(document).encode()


# Cells.


@edited("duplicate cell ids", FULL)
def _(notebook):
    for cell in notebook.cells:
        if not marks_of(cell):
            cell["id"] = "same"


@edited("malformed cell ids", FULL)
def _(notebook):
    for place, cell in enumerate(notebook.cells):
        if not marks_of(cell):
            cell["id"] = ["", "ä b", "x" * 100, 7, None][place % 5]


@edited("text that is none", FULL, "held something other than text")
def _(notebook):
    notebook.cells[:0] = [code(None), code(7), code([1, 2]), code({"a": "b"}), code(["1", None, " + 1"])]


@edited("lone surrogates", FULL)
def _(notebook):
    notebook.cells.insert(0, code("name = '\ud800'"))


@edited("cells without a type", FULL, "had no type or an unknown one")
def _(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            del cell["cell_type"]


@edited("cells of unknown types", FULL, "had no type or an unknown one")
def _(notebook):
    for place, cell in enumerate(solutions_of(notebook)):
        cell["cell_type"] = ["python", 3, None, ["code"]][place % 4]


@edited("entries that are no cells", FULL, "were no cells and were left out")
def _(notebook):
    notebook.cells[:0] = [None, 1, "text", []]


@edited("a huge cell", FULL, "was too long")
def _(notebook):
    notebook.cells.insert(0, code("x = '" + "y" * 5_000_000 + "'"))


@edited("fifty thousand cells", FULL, "cells after the first 5,000 were left out")
def _(notebook):
    notebook.cells.extend([code("1")] * 50_000)


@edited("magic and shell lines", FULL)
def _(notebook):
    notebook.cells.insert(0, code("%matplotlib inline\n!true\n%nosuchmagic"))


# Test cells.


@edited("test cells deleted", FULL, "were missing and were put back")
def _(notebook):
    gone = tests_of(notebook)
    notebook.cells = [cell for cell in notebook.cells if not any(cell is each for each in gone)]


@edited("a test cell deleted", FULL, "was missing and was put back")
def _(notebook):
    del notebook.cells[place_of(notebook, tests_of(notebook)[0])]


@edited("a test cell duplicated", FULL)
def _(notebook):
    test = tests_of(notebook)[0]
    notebook.cells.insert(place_of(notebook, test), NotebookNode({**test, "id": "copy"}))


@edited("a test cell split", FULL)
def _(notebook):
    test = tests_of(notebook)[0]
    cut = test.source.index("(") + 1
    notebook.cells.insert(
        place_of(notebook, test) + 1, NotebookNode({**test, "id": "half", "source": test.source[cut:]})
    )
    test.source = test.source[:cut]


@edited("a solution merged with its test", FULL, "was missing and was put back")
def _(notebook):
    solution, test = solutions_of(notebook)[0], tests_of(notebook)[0]
    solution.source += "\n\n" + test.source
    del notebook.cells[place_of(notebook, test)]


@edited("a test merged with the next solution", FULL, "had been altered: it was put back as released")
def _(notebook):
    test, solution = tests_of(notebook)[0], solutions_of(notebook)[1]
    test.source += "\n\n" + solution.source
    del notebook.cells[place_of(notebook, solution)]


@edited("test cells altered", FULL, "had been altered: they were put back as released")
def _(notebook):
    for test in tests_of(notebook):
        test.source = "print('all points, please')"


@edited("a solution written in its test cell", FULL, "had been altered: it was put back as released")
def _(notebook):
    solution, test = solutions_of(notebook)[0], tests_of(notebook)[0]
    test.source, solution.source = solution.source, ""


@edited("test cells turned into Markdown", FULL, "were turned back")
def _(notebook):
    for test in tests_of(notebook):
        test.cell_type = "markdown"
        del test["outputs"], test["execution_count"]


@edited("a test cell turned into raw text", FULL, "was turned back")
def _(notebook):
    tests_of(notebook)[0].cell_type = "raw"


@edited("the first test cell at the top", FULL, "had been moved and was put back")
def _(notebook):
    test = tests_of(notebook)[0]
    notebook.cells.insert(0, notebook.cells.pop(place_of(notebook, test)))


@edited("all test cells at the end, backwards", FULL, "had been moved and were put back")
def _(notebook):
    tests = tests_of(notebook)
    notebook.cells = [cell for cell in notebook.cells if not any(cell is each for each in tests)] + tests[::-1]


@edited("grade ids renamed", FULL, "grading marks")
def _(notebook):
    for number, cell in enumerate(marked(notebook)):
        cell.metadata.nbgrader["grade_id"] = f"mine-{number}"


@edited("grade ids and cell ids renamed", FULL, "grading marks")
def _(notebook):
    for number, cell in enumerate(tests_of(notebook)):
        cell.metadata.nbgrader["grade_id"] = cell["id"] = f"mine-{number}"


@edited("the same grade id everywhere", FULL)
def _(notebook):
    first = tests_of(notebook)[0].metadata.nbgrader["grade_id"]
    for test in tests_of(notebook):
        test.metadata.nbgrader["grade_id"] = first


@edited("grade ids exchanged", FULL)
def _(notebook):
    solution, test = solutions_of(notebook)[0], tests_of(notebook)[0]
    solution.metadata.nbgrader, test.metadata.nbgrader = test.metadata.nbgrader, solution.metadata.nbgrader


@edited("flags turned round", FULL, "grading marks")
def _(notebook):
    for cell in marked(notebook):
        for flag in ("grade", "solution", "locked", "task"):
            cell.metadata.nbgrader[flag] = not cell.metadata.nbgrader.get(flag)


@edited("flags and points of odd types", FULL, "grading marks")
def _(notebook):
    odd = ["yes", ["x"], None, -3, float("nan"), {"a": 1}, 10**30, "", True]
    for number, cell in enumerate(marked(notebook)):
        marks = cell.metadata.nbgrader
        for shift, key in enumerate(("grade", "solution", "locked", "points", "schema_version", "task", "checksum")):
            marks[key] = odd[(number + shift) % len(odd)]


@edited("a hundred points for each test", FULL, "grading marks")
def _(notebook):
    for test in tests_of(notebook):
        test.metadata.nbgrader["points"] = 100


@edited("an old schema", FULL)
def _(notebook):
    for number, cell in enumerate(marked(notebook)):
        cell.metadata.nbgrader["schema_version"] = number % 3


@edited("a schema of the future", FULL)
def _(notebook):
    for cell in marked(notebook):
        cell.metadata.nbgrader["schema_version"] = 4


@edited("grading metadata stripped", FULL, "grading marks")
def _(notebook):
    for cell in marked(notebook):
        del cell.metadata["nbgrader"]


@broken("grading metadata and cell ids stripped", FULL, "grading marks")
def _(material):
    document = solved_json(material)
    for cell in document["cells"]:
        del cell["id"]
        cell["metadata"] = {}
    return json.dumps(document).encode()


@broken("as Colab writes it", FULL)
def _(material):
    document = solved_json(material)
    for cell in document["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        cell["metadata"].pop("nbgrader", None)
    document["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return json.dumps({**document, "nbformat_minor": 0}).encode()


@broken("as an old VS Code writes it", FULL)
def _(material):
    document = solved_json(material)
    for cell in document["cells"]:
        del cell["id"]
        cell["metadata"] = {"custom": {"metadata": cell["metadata"]}}
    return json.dumps(document).encode()


@edited("grading metadata that is no dictionary", FULL, "grading marks")
def _(notebook):
    for number, cell in enumerate(marked(notebook)):
        cell.metadata["nbgrader"] = ["yes", 1, None, [1]][number % 4]


# Solution cells.


@broken("solution cells deleted", ZERO)
def _(material):
    notebook = material.solved_copy()
    gone = solutions_of(notebook)
    notebook.cells = [cell for cell in notebook.cells if not any(cell is each for each in gone)]
    return as_bytes(notebook)


@edited("a solution in a new cell above the emptied one", FULL)
def _(notebook):
    solution = solutions_of(notebook)[0]
    notebook.cells.insert(place_of(notebook, solution), code(solution.source))
    solution.source = ""


@edited("a solution in a new cell, with solution and test deleted", FULL, "was missing and was put back")
def _(notebook):
    solution, test = solutions_of(notebook)[0], tests_of(notebook)[0]
    notebook.cells[place_of(notebook, solution)] = code(solution.source)
    del notebook.cells[place_of(notebook, test)]


@edited("a solution duplicated", FULL, "was there more than once")
def _(notebook):
    solution = solutions_of(notebook)[0]
    first = NotebookNode({**solution, "id": "copy", "source": "raise RuntimeError('a first try')"})
    notebook.cells.insert(place_of(notebook, solution), first)


@broken("a solution and a copy of the empty cell below it", FULL)
def _(material):
    notebook = material.solved_copy()
    empty = solutions_of(material.released)[0]
    notebook.cells.insert(place_of(notebook, solutions_of(notebook)[0]) + 1, NotebookNode({**empty, "id": "copy"}))
    return as_bytes(notebook)


@edited("a solution turned into Markdown", FULL, "was turned back")
def _(notebook):
    solution = solutions_of(notebook)[0]
    solution.cell_type = "markdown"
    del solution["outputs"], solution["execution_count"]


@edited("a solution turned into raw text", FULL, "was turned back")
def _(notebook):
    solutions_of(notebook)[0].cell_type = "raw"


@broken("one solution deleted", {"threshold_neuron": ZERO})
def _(material):
    notebook = material.solved_copy()
    del notebook.cells[place_of(notebook, solutions_of(notebook)[0])]
    return as_bytes(notebook)


@edited("the second exercise above the first", FULL, "had been moved and was put back")
def _(notebook):
    solution, test = solutions_of(notebook)[1], tests_of(notebook)[1]
    moved = [notebook.cells.pop(place_of(notebook, cell)) for cell in (solution, test)]
    first = place_of(notebook, solutions_of(notebook)[0])
    notebook.cells[first:first] = moved
