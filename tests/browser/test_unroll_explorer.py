"""The unroll explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses
from tests.browser.seen_pictures import GATHER_PICTURES

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_10_functions.py").read_text(encoding="utf-8")
DEMO = "from demos import unroll_explorer\n\ndemo = unroll_explorer(rnn)\ndemo\n"
STUB = "def rnn(x, h0, parameters):\n    raise NotImplementedError"


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
    assert demo.names_of_visible_controls() == [
        "steps",
        "radius of W",
        "size of inputs",
        "Fold",
        "Play the way back",
    ]
    for name, trait in (("steps", "steps"), ("radius of W", "radius"), ("size of inputs", "inputs")):
        demo.moves_with_the_keyboard(name, trait)
    unfolded = demo.pixels()
    demo.press("Fold")
    demo.root.get_by_role("button", name="Unfold").wait_for()
    demo.wait_for_rest()
    assert demo.lab.ask("demo.folded")
    assert demo.pixels() != unfolded
    demo.press("Unfold")
    demo.root.get_by_role("button", name="Fold", exact=True).wait_for()
    demo.wait_for_rest()
    assert demo.pixels() == unfolded


def test_the_readout_agrees_with_the_reader_s_layer(open_demo):
    demo = open_demo()
    demo.lab.tell("demo.steps, demo.radius, demo.inputs = 5, 1.4, 0.0")
    demo.wait_for_rest()
    expect(demo.root).to_contain_text("the gradient at the first state is 3.8 times that at the last")
    assert demo.lab.ask("abs(demo.sizes[0] - 1.4**4) < 1e-9")
    assert "1: 3.8, 2: 2.7, 3: 2, 4: 1.4, 5: 1." in demo.canvas.get_attribute("aria-label")


def test_the_way_back_is_played(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    at_rest = demo.pixels()
    demo.lab.page.evaluate(GATHER_PICTURES)
    demo.press("Play the way back")
    demo.lab.page.wait_for_function("() => window.pictures.size > 5")
    demo.lab.page.wait_for_timeout(3500)
    assert demo.pixels() == at_rest


def test_reduced_motion_plays_nothing(open_demo, page):
    page.emulate_media(reduced_motion="reduce")
    demo = open_demo()
    demo.wait_for_rest()
    demo.lab.page.evaluate(GATHER_PICTURES)
    demo.press("Play the way back")
    demo.lab.page.wait_for_timeout(600)
    assert demo.lab.page.evaluate("window.pictures.size") == 1


def test_an_unwritten_layer_is_named_and_the_controls_live(open_demo):
    demo = open_demo(STUB)
    demo.root.get_by_text("rnn is not written yet").wait_for()
    before = demo.pixels()
    demo.slider("steps").press("ArrowRight")
    demo.wait_for_rest()
    assert demo.lab.ask("demo.steps") == 9
    assert demo.pixels() != before


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
    demo.lab.tell("demo.steps = 23")
    demo.wait_for_rest()
    measure_key_presses(demo.lab, demo.slider("radius of W"), demo.canvas, "unroll_explorer, 23 steps", presses=20)
