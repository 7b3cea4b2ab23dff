"""Prepared notebooks as wholes: broken submissions, undamaged ones beside nbgrader's own way, anything JSON holds."""

import contextlib
import json
from copy import deepcopy
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.nbgraderformat import MetadataValidator

from autograder.checks.examine import examine
from autograder.engine.prepare import prepare, prepare_bytes
from autograder.subjects import LocalSubject
from tests.hostile.broken import BROKEN
from tests.hostile.case import as_bytes, hand_in

NBGRADER_S_OWN = ("ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata")


def marks_of(cell):
    return cell.metadata.get("nbgrader", {})


def assert_gradeable(prepared, released):
    """Every promise of `Prepared` that holds whatever was handed in."""
    notebook = prepared.notebook
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec == released.kernelspec
    json.dumps(notebook).encode()
    graded = [cell for cell in notebook.cells if marks_of(cell).get("grade")]
    assert [marks_of(cell)["grade_id"] for cell in graded] == [cell.grade_id for cell in released.cells if cell.grade]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
        if marks_of(cell):
            wanted = released.by_id[marks_of(cell)["grade_id"]]
            assert marks_of(cell) == wanted.marks()
            assert cell.cell_type == wanted.cell_type
            if wanted.locked:
                assert cell.source == wanted.source
                assert utils.compute_checksum(cell) == wanted.checksum
    told = notebook.cells[0].source if prepared.problems else ""
    assert all(problem in told for problem in prepared.problems)


def scores(notebook, lesson, released_notebook):
    """Return the share of each exercise's points that the notebook earns, its own code cells run one by one."""
    exercises = {exercise.name: exercise for exercise in lesson.exercises}
    # What draws and trains in the lesson defines nothing that an exercise needs, but its imports do.
    skipped = {cell.source for cell in released_notebook.cells[2:] if cell.cell_type == "code" and not marks_of(cell)}
    names, found = {}, {}
    for cell in notebook.cells:
        exercise = exercises.get(marks_of(cell).get("grade_id"))
        if exercise:
            function = names.get(exercise.name)
            earned = examine(exercise, LocalSubject(function), 3).score if callable(function) else 0
            found[exercise.name] = earned / exercise.points
        elif cell.cell_type == "code" and cell.source not in skipped:
            with contextlib.suppress(Exception):
                exec(cell.source, names)
    return found


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_a_broken_submission_is_scored_as_it_should_and_says_why(case, material, released, lesson, tmp_path):
    hand_in(case, material, tmp_path / "student" / lesson.name)
    prepared = prepare(released, tmp_path / "student" / lesson.name)
    assert_gradeable(prepared, released)
    assert case.says in " ".join(prepared.problems)
    found = scores(prepared.notebook, lesson, material.released)
    assert found == {name: float(case.expected_of(name) == "full") for name in material.exercises()}


def test_there_are_at_least_thirty_broken_submissions_of_different_names():
    assert len({case.name for case in BROKEN}) == len(BROKEN) >= 30


def test_what_is_unreadable_becomes_the_release(released):
    prepared = prepare_bytes(released, b"")
    assert not prepared.readable
    assert [cell.source for cell in prepared.notebook.cells[1:]] == [cell.source for cell in released.cells]
    # nbgrader tells by the checksum that nothing was written, and scores 0 without asking a person.
    answers = [cell for cell in prepared.notebook.cells if marks_of(cell).get("grade") and marks_of(cell)["solution"]]
    assert {utils.determine_grade(cell)[0] for cell in answers} == {0}


def test_an_undamaged_submission_is_prepared_as_nbgrader_would(built, submissions, released, db_url, lesson):
    """nbgrader's own list is the peer: same cells, same text, same marks, same order, and nothing to mend."""
    exporter = NotebookExporter(config=built.nbgrader().config)
    exporter._preprocessors = []
    for name in NBGRADER_S_OWN:
        exporter.register_preprocessor(f"nbgrader.preprocessors.{name}", enabled=True)
    about = {"student": "x", "assignment": lesson.name, "notebook": lesson.name, "db_url": db_url}
    for submission in submissions[::4]:
        prepared = prepare_bytes(released, as_bytes(submission.notebook))
        assert prepared.problems == ()
        assert prepared.readable
        text, _ = exporter.from_notebook_node(submission.notebook, resources={"nbgrader": about})
        expected = nbformat.reads(text, as_version=4)
        assert len(prepared.notebook.cells) == len(expected.cells)
        for cell, wanted in zip(prepared.notebook.cells, expected.cells, strict=True):
            assert (cell.cell_type, cell.id, cell.source) == (wanted.cell_type, wanted.id, wanted.source)
            assert cell.metadata.get("tags") == wanted.metadata.get("tags")
            assert marks_of(cell) == marks_of(wanted)


def test_preparing_what_was_prepared_changes_nothing(released, material):
    for case in BROKEN[::3]:
        made = case.make(material)
        if isinstance(made, bytes):
            once = prepare_bytes(released, made)
            twice = prepare_bytes(released, as_bytes(once.notebook))
            assert twice.problems == ()
            assert twice.notebook == once.notebook


def test_a_written_answer_is_kept_to_the_letter(released, material):
    notebook = material.solved_copy()
    answers = [cell for cell in notebook.cells if marks_of(cell).get("grade") and marks_of(cell)["solution"]]
    for cell in answers:
        cell.source = "Because $w_1 > 0$.\n\n![mine](attachment:p.png)  "
        cell.attachments = {"p.png": {"image/png": "aGk="}}
        cell.metadata.nbgrader["points"] = 99
    prepared = prepare_bytes(released, as_bytes(notebook))
    kept = [cell for cell in prepared.notebook.cells if marks_of(cell).get("grade") and marks_of(cell)["solution"]]
    assert [(cell.source, cell.attachments) for cell in kept] == [(cell.source, cell.attachments) for cell in answers]
    assert {utils.determine_grade(cell) for cell in kept} == {(None, 4.0)}


# Anything that JSON can hold, in any place of the notebook.

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
TELLING = (
    *("code", "markdown", "raw", "heading", "html", "source", "input", "cells", "worksheets", "metadata", "nbgrader"),
    *("grade", "grade_id", "solution", "locked", "task", "points", "threshold_neuron", "why-slow", "xor_network"),
    *("threshold_neuron-solution", "id", "tags", "attachments", "schema_version", "checksum", "p.png", "image/png"),
)
telling_values = json_values | st.sampled_from(TELLING) | st.dictionaries(st.sampled_from(TELLING), json_values)


def places(value, path=()):
    """Yield the path to everything in a JSON document."""
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*path, key))


@st.composite
def mutations(draw, document):
    """Return the document with up to twelve values replaced, removed, repeated, exchanged or moved."""
    mutated = SimpleNamespace(root=deepcopy(document))
    for _ in range(draw(st.integers(1, 12))):
        paths = [path for path in places(mutated.root) if path]
        if not paths:
            break
        # Shallow places are few: half of the draws go to whole cells, so that these are hit too.
        cells = [path for path in paths if len(path) == 2 and path[0] == "cells"]
        path = draw(st.sampled_from(cells if cells and draw(st.booleans()) else paths))
        holder = mutated.root
        for key in path[:-1]:
            holder = holder[key]
        key = path[-1]
        action = draw(st.sampled_from(["replace", "remove", "repeat", "exchange", "insert"]))
        if action == "replace" or (isinstance(holder, dict) and action in ("repeat", "insert")):
            holder[key] = draw(telling_values)
        elif action == "remove":
            del holder[key]
        elif action == "repeat":
            holder.insert(draw(st.integers(0, len(holder))), deepcopy(holder[key]))
        elif action == "insert":
            holder.insert(key, draw(telling_values))
        else:
            other = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
            holder[key], holder[other] = holder[other], holder[key]
    return mutated.root


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_mutation_of_the_notebook_stops_us(data, released, material):
    marked = [cell for cell in material.solved.cells if "nbgrader" in cell.metadata]
    # A shorter notebook: the marked cells, and the first two of the others.
    document = json.loads(
        as_bytes(nbformat.from_dict({**material.solved, "cells": material.solved.cells[:2] + marked}))
    )
    mutated = data.draw(mutations(document))
    assert_gradeable(prepare_bytes(released, json.dumps(mutated).encode()), released)


@settings(max_examples=100, deadline=None)
@given(value=telling_values)
def test_no_json_stops_us(value, released):
    assert_gradeable(prepare_bytes(released, json.dumps(value).encode()), released)
    assert_gradeable(prepare_bytes(released, json.dumps({"cells": value}).encode()), released)
    assert_gradeable(prepare_bytes(released, json.dumps({"cells": [value, {"source": value}]}).encode()), released)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_stop_us(data, released):
    assert_gradeable(prepare_bytes(released, data), released)
    assert_gradeable(prepare_bytes(released, b'{"cells":[' + data), released)


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 100_000), flips=st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=5))
def test_no_damage_to_the_file_stops_us(cut, flips, released, material):
    data = bytearray(as_bytes(material.solved))
    for place, value in flips:
        data[place % len(data)] = value
    assert_gradeable(prepare_bytes(released, bytes(data)), released)
    assert_gradeable(prepare_bytes(released, bytes(data[: cut % len(data)])), released)
