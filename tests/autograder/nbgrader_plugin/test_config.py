"""The settings of a course."""

import json
from importlib import import_module

from traitlets.config import Config

from autograder.nbgrader_plugin.config import configure
from autograder.nbgrader_plugin.feedback_page import FeedbackExporter


def configured(tmp_path):
    config = Config()
    configure(config, tmp_path / "nbgrader_config.py")
    return config


def test_formgrader_can_show_the_settings(tmp_path):
    """Its page prints them as JSON, and complains at every visit if it cannot."""
    assert "PreparingExporter" in json.dumps(configured(tmp_path))


def test_every_name_in_the_settings_leads_somewhere(tmp_path):
    config = configured(tmp_path)
    names = [
        config.Autograde.exporter_class,
        config.AssignLatePenalties.plugin_class,
        config.Autograde.pre_convert_hook,
        *config.Autograde.sanitize_preprocessors,
        *config.Autograde.autograde_preprocessors,
        *config.HTMLExporter.filters.values(),
        config.GenerateFeedback.exporter_class,
        *config.GenerateFeedback.preprocessors,
    ]
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert callable(getattr(import_module(module), attribute))


def test_scores_are_saved_after_the_run(tmp_path):
    order = [name.rpartition(".")[2] for name in configured(tmp_path).Autograde.autograde_preprocessors]
    assert order.index("ConfinedExecute") < order.index("SaveVerdicts")


def test_feedback_has_our_template_whatever_nbgrader_names(tmp_path):
    config = configured(tmp_path)
    config.HTMLExporter.template_name = "feedback"  # as nbgrader's converter and its API do
    exporter = FeedbackExporter(config=config)
    assert (exporter.template_name, exporter.sanitize_html) == ("lesson_feedback", True)
    assert exporter.template.filename.endswith("lesson_feedback/index.html.j2")
