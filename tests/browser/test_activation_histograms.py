"""The activation histograms as a reader meets them: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

FUNCTION = """\
import numpy as np


def batch_norm(x, gamma, beta, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    return ((x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps), running_mean, running_var), None
"""
STUB = """\
def batch_norm(*arguments):
    raise NotImplementedError
"""
DEMO = """\
from demos import activation_histograms

demo = activation_histograms(batch_norm)
demo
"""


@pytest.fixture
def open_demo(open_lab):
    def open_it(function=FUNCTION, **options):
        lab = open_lab([function, DEMO], **options)
        lab.run_all()
        demo = DemoOnPage(lab)
        demo.wait_for_rest()
        return demo

    return open_it


def half(demo, side):
    """Return the picture's left or right half as numbers, one for each pixel."""
    return demo.canvas.evaluate(
        """(c, right) => [...c.getContext('2d').getImageData(
            right ? c.width / 2 + 30 : 0, 50, c.width / 2 - 100, c.height - 100).data].filter((_, i) => i % 4 === 0)""",
        side == "right",
    )


def test_every_control_answers_to_the_keyboard(open_demo):
    demo = open_demo()
    demo.moves_with_the_keyboard("weights times", "size")
    demo.moves_with_the_keyboard("unit", "unit")
    before = demo.pixels()
    demo.choose("activation", "tanh")
    for _ in range(100):
        if demo.lab.ask("demo.activation") == "tanh":
            break
        demo.lab.page.wait_for_timeout(50)
    demo.wait_for_rest()
    assert demo.lab.ask("demo.activation") == "tanh"
    assert demo.pixels() != before
    assert demo.names_of_visible_controls() == ["activation", "weights times", "unit"]


def test_larger_weights_move_the_left_half_only(open_demo):
    demo = open_demo()
    left, right = half(demo, "left"), half(demo, "right")
    demo.lab.tell("demo.size = 4")
    demo.wait_for_rest()
    demo.lab.page.wait_for_timeout(100)
    changed = sum(a != b for a, b in zip(half(demo, "right"), right, strict=True)) / len(right)
    assert changed < 0.02
    assert sum(a != b for a, b in zip(half(demo, "left"), left, strict=True)) / len(left) > changed + 0.01


def test_a_stub_is_told_what_is_missing(open_demo):
    demo = open_demo(STUB)
    expect(demo.root).to_contain_text("batch_norm is not written yet")
    demo.moves_with_the_keyboard("weights times", "size")
    assert len(set(half(demo, "left"))) > 2  # the plain network is drawn
    assert "with it: unknown." in demo.canvas.get_attribute("aria-label")


def test_both_themes(open_demo):
    demo = open_demo(theme="Light")
    assert min(demo.corner()) > 240
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(100)
    assert max(demo.corner()) < 40


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_demo, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    demo = open_demo()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert demo.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < demo.canvas.bounding_box()["width"] <= 642


def test_every_key_press_is_answered(open_demo):
    demo = open_demo()
    measure_key_presses(demo.lab, demo.slider("weights times"), demo.canvas, "activation_histograms")
