"""The text generator as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

from pathlib import Path

import pytest

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses
from tests.browser.seen_pictures import GATHER_PICTURES

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_10_functions.py").read_text(encoding="utf-8")
DEMO = """\
from demos import text_generator
from lecturelib.datasets import Alphabet

alphabet = Alphabet(["The Evry Ada saw smal r"])
recorded = {step: language_model(step, len(alphabet), hidden=64) for step in (0, 60, 120, 480)}
demo = text_generator(generate_text, rnn_cell, recorded, alphabet)
demo
"""
STUB = "def generate_text(rnn_cell, prompt, draws, parameters, temperature=1.0):\n    raise NotImplementedError"


@pytest.fixture
def open_demo(open_lab):
    def open_it(*more, **options):
        lab = open_lab([WRITTEN, *more, DEMO], **options)
        lab.run_all()
        return DemoOnPage(lab)

    return open_it


def test_every_control_answers_to_the_keyboard(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    names = ["training", "temperature", "letters shown", "prompt", "Write", "Another text"]
    assert demo.names_of_visible_controls() == names
    demo.moves_with_the_keyboard("letters shown", "shown", key="ArrowLeft")
    before = demo.pixels()
    demo.slider("training").press("ArrowLeft")
    demo.root.get_by_text("After 120 training steps").wait_for()
    demo.wait_for_rest()
    assert demo.slider("training").get_attribute("aria-valuetext") == "120"
    assert demo.pixels() != before
    demo.slider("temperature").press("ArrowLeft")
    demo.root.get_by_text("at the temperature 0.891").wait_for()
    assert demo.slider("temperature").get_attribute("aria-valuetext") == "0.89"
    before = demo.pixels()
    demo.choose("prompt", "Ada")
    for _ in range(100):
        if demo.lab.ask("demo.prompt") == "Ada saw ":
            break
        demo.lab.page.wait_for_timeout(50)
    demo.wait_for_rest()
    assert demo.lab.ask("demo.prompt") == "Ada saw "
    assert demo.pixels() != before
    before, text = demo.pixels(), demo.lab.ask("demo.written")
    demo.press("Another text")
    demo.lab.page.wait_for_timeout(300)
    demo.wait_for_rest()
    assert demo.lab.ask("demo.written") != text
    assert demo.pixels() != before


def test_the_page_shows_the_text_of_the_reader_s_model(open_demo):
    demo = open_demo()
    demo.lab.tell("demo.record, demo.temperature, demo.shown = 1, 0.5, 30")
    demo.wait_for_rest()
    expected = demo.lab.ask(
        "[demo.prompt + demo.written[:30], alphabet.decode(generate_text(rnn_cell, "
        "alphabet.encode([demo.prompt]).ids[0], __import__('numpy').random.default_rng(0).random(112), "
        "recorded[60], 0.5)[None])[0]]"
    )
    assert expected[0].endswith(expected[1][:30])
    assert expected[0] in demo.canvas.get_attribute("aria-label")


def test_letters_come_as_they_are_written(open_demo):
    demo = open_demo()
    demo.lab.tell("demo.shown = 5")
    demo.wait_for_rest()
    demo.lab.page.evaluate(GATHER_PICTURES)
    demo.press("Write")
    demo.lab.page.wait_for_function("() => window.pictures.size > 20")
    demo.root.get_by_text("with all 112 symbols written").wait_for()
    assert demo.lab.ask("demo.shown") == 112


def test_reduced_motion_shows_the_whole_text_at_once(open_demo, page):
    page.emulate_media(reduced_motion="reduce")
    demo = open_demo()
    demo.lab.tell("demo.shown = 5")
    demo.wait_for_rest()
    demo.press("Write")
    demo.root.get_by_text("with all 112 symbols written").wait_for(timeout=4000)


def test_an_unwritten_model_is_named_and_the_controls_live(open_demo):
    demo = open_demo(STUB)
    demo.root.get_by_text("generate_text is not written yet").wait_for()
    demo.slider("training").press("ArrowLeft")
    demo.root.get_by_text("After 120 training steps").wait_for()
    assert demo.lab.ask("demo.record") == 2


def test_both_themes(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    light = demo.corner()
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(300)
    assert min(light) > 150
    assert max(demo.corner()) < 110


def test_every_key_press_is_answered(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    measure_key_presses(demo.lab, demo.slider("temperature"), demo.canvas, "text_generator, temperature", presses=20)
