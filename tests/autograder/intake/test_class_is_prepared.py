"""A class on its whole way: from an archive, in whatever state its notebooks are, to notebooks that can be scored."""

import json
import zipfile
from copy import deepcopy

import nbformat
import pytest

from autograder.course.roster import roster_for
from autograder.engine.prepare import Released, prepare
from autograder.intake.outcome import What
from autograder.intake.take_in import take_in
from tests.autograder.intake.exports import LESSON, empty_course

MARK = "# this student's own line"


@pytest.fixture(scope="module")
def released(built, lesson):
    return Released.from_gradebook(built.nbgrader().coursedir.db_url, lesson.name)


@pytest.fixture(scope="module")
def solved(submissions):
    notebook = deepcopy(submissions[0].notebook)
    answer = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution"))
    answer.source += f"\n{MARK}"
    return notebook


def written(notebook):
    return nbformat.writes(notebook).encode()


def without_kernelspec(notebook):
    document = json.loads(written(notebook))
    document["metadata"] = {}
    return json.dumps(document).encode()


def by_colab(notebook):
    document = json.loads(written(notebook))
    document["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    document |= {"nbformat": 4, "nbformat_minor": 0}
    for cell in document["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), **cell["metadata"]}
    return json.dumps(document).encode()


def by_vs_code(notebook):
    document = json.loads(written(notebook))
    document["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    for cell in document["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
    return json.dumps(document, indent=1).encode()


def in_format_3(notebook):
    return nbformat.writes(nbformat.convert(deepcopy(notebook), 3), version=3).encode()


def halves(notebook):
    half = len(notebook.cells) // 2
    return [
        written(nbformat.from_dict({**notebook, "cells": cells}))
        for cells in (notebook.cells[:half], notebook.cells[half:])
    ]


def states(notebook):
    """Each student's files."""
    first, second = halves(notebook)
    return {
        "plain": {f"{LESSON}.ipynb": written(notebook)},
        "renamed": {"Мой блокнот (1).ipynb": written(notebook)},
        "marked": {f"{LESSON}.ipynb": b"\xef\xbb\xbf" + written(notebook)},
        "utf16": {f"{LESSON}.ipynb": written(notebook).decode().encode("utf-16")},
        "unspecified": {f"{LESSON}.ipynb": without_kernelspec(notebook)},
        "colab": {"Copy of 01-neurons.ipynb": by_colab(notebook)},
        "vscode": {f"{LESSON}.ipynb": by_vs_code(notebook)},
        "old": {f"{LESSON}.ipynb": in_format_3(notebook)},
        "again": {f"{LESSON}.ipynb": b"{}", f"{LESSON}-1.ipynb": written(notebook)},
        "halfway": {f"{LESSON}.ipynb": written(notebook), f"{LESSON}-1.ipynb": written(notebook)[:9000]},
        "split": {"part-1.ipynb": first, "part-2.ipynb": second},
    }


def test_a_class_goes_from_archive_to_valid_notebooks(tmp_path, released, solved):
    handed_in = states(solved)
    rows = "".join(f"{student},{student.title()},Student\n" for student in handed_in)
    course = empty_course(tmp_path, "id,first_name,last_name\n" + rows)
    archive = tmp_path / "submissions.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for number, (student, files) in enumerate(handed_in.items()):
            for attachment, (name, content) in enumerate(files.items()):
                opened.writestr(f"student{student}_{number}_{100 * number + attachment}_{name}", content)
    intake = take_in(course, LESSON, archive, roster_for(course))
    assert len(intake.those(What.FILED)) == len(handed_in), intake.outcomes
    for student, files in handed_in.items():
        folder = course.submitted / student / LESSON
        assert sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file()) == sorted(files.values())
        prepared = prepare(released, folder)
        assert prepared.readable, student
        nbformat.validate(prepared.notebook)
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in prepared.notebook.cells]
        assert {cell.grade_id for cell in released.cells if cell.graded} <= set(ids)
        if student != "split":
            assert any(MARK in cell.source for cell in prepared.notebook.cells), student
