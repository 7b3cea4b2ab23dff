"""The feature maps as a reader meets them: in JupyterLab, with keyboard and mouse, in both themes."""

from pathlib import Path

import pytest

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_09_functions.py").read_text(encoding="utf-8")
DEMO = """\
from demos import feature_maps

demo = feature_maps(cnn, [parameters(seed, filters=(16, 32)) for seed in range(11)])
demo
"""
STUB = "def cnn(x, stages, W, b, training=False, rate=0.25, seed=0):\n    raise NotImplementedError"


class MapsOnPage(DemoOnPage):
    """The demo with its pad, on which the reader draws, and its picture of the maps."""

    def __init__(self, lab):
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.canvas = self.root.get_by_role("img")
        self.pad = self.root.get_by_role("application", name="drawing pad")
        self.canvas.wait_for()
        lab.page.wait_for_function("() => document.querySelector('.maps-canvas').height > 300")

    def drawing(self):
        return self.pad.evaluate("(canvas) => canvas.toDataURL()")

    def press_on_pad(self, *keys):
        self.pad.focus()
        for key in keys:
            self.lab.page.keyboard.press(key)
            self.lab.page.wait_for_timeout(60)
        self.wait_for_rest()


@pytest.fixture
def open_demo(open_lab):
    def open_it(*more, **options):
        lab = open_lab([WRITTEN, *more, DEMO], **options)
        lab.run_all()
        return MapsOnPage(lab) if not more else lab

    return open_it


def test_every_control_answers_to_the_keyboard(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    assert demo.names_of_visible_controls() == ["Next digit", "Clear", "epoch"]
    demo.moves_with_the_keyboard("epoch", "epoch", key="ArrowLeft")
    for name in ("Next digit", "Clear"):
        before, ink = demo.pixels(), demo.lab.ask("demo.ink")
        demo.press(name)
        demo.lab.page.wait_for_timeout(300)
        demo.wait_for_rest()
        assert demo.lab.ask("demo.ink") != ink
        assert demo.pixels() != before


def test_arrows_draw_while_the_pen_is_down(open_demo):
    demo = open_demo()
    demo.press("Clear")
    demo.lab.page.wait_for_timeout(300)
    demo.wait_for_rest()
    empty, drawing = demo.pixels(), demo.drawing()
    demo.press_on_pad("ArrowRight", "ArrowDown")
    assert demo.lab.ask("[demo.pen, sum(demo.ink)]") == [[10, 8], 0]
    assert demo.drawing() != drawing
    demo.press_on_pad("Space", *["ArrowDown"] * 4)
    down, pen, ink = demo.lab.ask("[demo.down, demo.pen, demo.ink]")
    assert (down, pen) == (True, [10, 16])
    # A vertical stroke: ink in the third column of pixels, and none in the columns at the right.
    assert sum(ink[2::8]) > 30
    assert sum(sum(ink[column::8]) for column in range(4, 8)) == 0
    assert demo.pixels() != empty
    demo.press_on_pad("Space", "ArrowRight", "ArrowRight", "ArrowRight")
    assert demo.lab.ask("[demo.down, demo.pen, demo.ink]") == [False, [16, 16], ink]


def test_the_mouse_draws_and_adds_to_what_is_there(open_demo):
    demo = open_demo()
    before = demo.lab.ask("demo.ink")
    box = demo.pad.bounding_box()
    mouse = demo.lab.page.mouse
    mouse.move(box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.1)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.9, steps=8)
    mouse.up()
    demo.lab.page.wait_for_timeout(300)
    demo.wait_for_rest()
    ink = demo.lab.ask("demo.ink")
    assert sum(ink[::8]) > sum(before[::8]) + 60
    assert ink[3::8] == before[3::8]
    assert all(now >= then for now, then in zip(ink, before, strict=True))


def test_the_picture_and_the_readout_agree_with_the_reader_s_network(open_demo):
    demo = open_demo()
    demo.press("Next digit")
    demo.lab.page.wait_for_timeout(300)
    demo.wait_for_rest()
    demo.lab.tell(
        "import numpy as np; x = np.array(demo.ink).reshape(1, 1, 8, 8) / 16; "
        "responses = cnn(x, *parameters(demo.epoch, filters=(16, 32)))[0]"
    )
    best, score = demo.lab.ask("[int(responses[-1].argmax()), float(responses[-1].max())]")
    assert f"reads a {best}, with a score of {score:.1f};" in demo.root.inner_text().replace("−", "-")
    shapes, agrees = demo.lab.ask(
        "[[layer['shape'] for layer in demo.layers], bool(np.allclose(np.frombuffer(demo.values, '<f4')[16 * 9:], "
        "np.concatenate([response.ravel() for response in responses[:-1]]), rtol=1e-5))]"
    )
    assert shapes == [[16, 3, 3], [16, 8, 8], [16, 8, 8], [16, 4, 4], [32, 4, 4], [32, 4, 4], [32, 2, 2]]
    assert agrees


def test_an_unwritten_network_is_named_and_the_pad_is_alive(open_demo):
    lab = open_demo(STUB)
    demo = lab.notebook.locator(".demo")
    demo.get_by_text("cnn is not written yet").wait_for()
    before = lab.ask("demo.ink")
    demo.get_by_role("button", name="Next digit").press("Enter")
    lab.page.wait_for_timeout(300)
    assert lab.ask("demo.ink") != before
    demo.get_by_text("cnn is not written yet").wait_for()


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
    demo.press_on_pad("Space")
    measure_key_presses(demo.lab, demo.pad, demo.canvas, "feature_maps, drawing")


def test_every_key_press_is_answered_on_the_slider(open_demo):
    demo = open_demo()
    measure_key_presses(demo.lab, demo.slider("epoch"), demo.canvas, "feature_maps, epoch")
