"""The bump builder as a reader meets it: in JupyterLab, with mouse and keyboard, in both themes."""

import pytest

from tests.browser.demo_on_page import WRITTEN, DemoOnPage
from tests.browser.key_presses import measure_key_presses

DEMO = """\
from demos import bump_builder

demo = bump_builder(bump)
demo
"""
STUB = """\
def bump(x, left, right, steepness, levels=(0.0, 1.0, 0.0)):
    raise NotImplementedError
"""
SLIDERS = {"bumps": "count", "steepness k": "steepness", "pen: place": "place", "pen: height": "height"}


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
    assert demo.names_of_visible_controls() == ["curve", *SLIDERS]
    for name, trait in SLIDERS.items():
        demo.moves_with_the_keyboard(name, trait, key="ArrowLeft")
    assert demo.lab.ask("demo.curve") == "drawn"
    assert demo.root.get_by_role("combobox").input_value() == "drawn"
    before = demo.pixels()
    demo.choose("curve", "a wave")
    demo.lab.page.wait_for_timeout(200)
    demo.wait_for_rest()
    assert demo.lab.ask("demo.curve") == "wave"
    assert demo.pixels() != before


def test_the_mouse_draws_a_curve_and_the_bumps_follow(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    before = demo.pixels()
    box = demo.canvas.bounding_box()

    def to(x, y):
        return box["x"] + x * box["width"], box["y"] + (1.25 - y) / 2.5 * box["height"]

    mouse = demo.lab.page.mouse
    mouse.move(*to(0.2, -0.5))
    mouse.down()
    mouse.move(*to(0.6, 0.5), steps=4)
    mouse.up()
    demo.lab.page.wait_for_timeout(300)
    demo.wait_for_rest()
    target = demo.lab.ask("demo.target")
    assert target[8] == pytest.approx(-0.5, abs=0.08)
    assert target[16] == pytest.approx(0.0, abs=0.08)
    assert target[24] == pytest.approx(0.5, abs=0.08)
    assert demo.lab.ask("demo.curve") == "drawn"
    assert demo.pixels() != before


def test_an_unwritten_bump_is_named_and_the_pen_still_draws(open_demo):
    demo = open_demo(STUB)
    demo.root.get_by_text("bump is not written yet").wait_for()
    demo.wait_for_rest()
    before = demo.pixels()
    demo.slider("pen: height").press("ArrowLeft")
    demo.lab.page.wait_for_timeout(200)
    demo.wait_for_rest()
    assert demo.pixels() != before


def test_both_themes(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    light = demo.corner()
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(200)
    assert min(light) > 150
    assert max(demo.corner()) < 110


def test_every_key_press_is_answered(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    measure_key_presses(demo.lab, demo.slider("bumps"), demo.canvas, "bump_builder")
