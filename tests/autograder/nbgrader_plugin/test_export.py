"""The exporters as nbgrader runs them."""

import logging
import subprocess
import sys

import pytest
from traitlets import TraitError

from autograder.course.gradebook import opened_gradebook
from autograder.nbgrader_plugin.export import CanvasExporter, ExercisesExporter, MoodleExporter, ScoresExporter
from tests.autograder.exports.canvas_exports import canvas_export
from tests.autograder.graded_class import NETWORKS, NEURONS, make_graded_class


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_graded_class(tmp_path_factory.mktemp("plugins") / "course")


@pytest.fixture
def export(course, tmp_path, caplog):
    """Export as nbgrader's app does, and return the file's text and what was logged."""

    def run(kind, **settings):
        plugin = kind(to=str(tmp_path / "out.csv"), log=logging.getLogger("plugin"), **settings)
        with opened_gradebook(course) as gradebook:
            plugin.export(gradebook)
        return (tmp_path / "out.csv").read_text(encoding="utf-8-sig"), caplog.text

    return run


def nbgrader_export(course, *arguments):
    command = [sys.executable, "-m", "nbgrader", "export", *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=120, check=False)


def test_nbgrader_s_own_command_runs_them_with_the_course_s_settings(course, tmp_path):
    config = course.root / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(before + "\nget_config().MoodleExporter.by = 'id'\n")
    exporter = "--exporter=autograder.nbgrader_plugin.export.MoodleExporter"
    done = nbgrader_export(course, exporter, f"--to={tmp_path / 'm.csv'}", f"--assignment=['{NETWORKS}']")
    config.write_text(before)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "m.csv").read_text().splitlines() == [f"Username,{NETWORKS} (Real)", "emmy,4", "ümit,2"]
    assert "have handed in nothing" in done.stderr


def test_nbgrader_s_own_command_ends_with_a_sentence_and_not_with_a_traceback(course, tmp_path):
    exporter = "--exporter=autograder.nbgrader_plugin.export.CanvasExporter"
    done = nbgrader_export(course, exporter, f"--to={tmp_path / 'c.csv'}", "--assignment=['nothing']")
    assert done.returncode == 1
    assert "nothing was exported: the gradebook has no assignment called nothing" in done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "c.csv").exists()


def test_settings_reach_the_file(export):
    text, log = export(CanvasExporter, missing="zero", assignment=[NEURONS])
    assert "grace,,0" in text and "wait for a person's mark" in log
    text, _ = export(MoodleExporter, feedback=True, separator=";", student=["ada"])
    assert f"{NEURONS} (Feedback)" in text and "ada@example.org;7,5" in text
    text, _ = export(ExercisesExporter, waiting="empty")
    assert text.startswith("student,last_name")


def test_scores_are_filled_in_to_what_canvas_exported(export, tmp_path):
    like = tmp_path / "canvas.csv"
    like.write_bytes(canvas_export())
    text, log = export(CanvasExporter, like=str(like), columns={NEURONS: "01-neurons (501)"})
    assert '"Noether, Emmy",11,S1,emmy,Group A,likes algebra,10,4,55.0,20.0' in text
    assert "no row of their own" in log
    assert like.read_bytes() == canvas_export()


def test_the_file_that_canvas_exported_is_not_replaced(export, tmp_path, caplog):
    (tmp_path / "out.csv").write_bytes(canvas_export())
    with pytest.raises(SystemExit):
        export(CanvasExporter, like=str(tmp_path / "out.csv"))
    assert "name another file to write" in caplog.text
    assert (tmp_path / "out.csv").read_bytes() == canvas_export()


def test_settings_that_do_not_exist_are_refused():
    with pytest.raises(TraitError):
        MoodleExporter(by="shoe size")
    with pytest.raises(NotImplementedError):
        ScoresExporter().table(None)
