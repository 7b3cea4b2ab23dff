"""The pooling explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

# Loops over every window, as a beginner's functions do: the demo has to be lively with these.
SLOW = """\
import numpy as np


def pooled(x, size, stride, reduce):
    step = size if stride is None else stride
    high, wide = ((length - size) // step + 1 for length in x.shape[2:])
    y = np.zeros((*x.shape[:2], high, wide))
    for n, c, i, j in np.ndindex(y.shape):
        y[n, c, i, j] = reduce(x[n, c, i * step : i * step + size, j * step : j * step + size])
    return y, lambda d_y: None


def max_pool2d(x, size=2, stride=None):
    return pooled(x, size, stride, np.max)


def avg_pool2d(x, size=2, stride=None):
    return pooled(x, size, stride, np.mean)
"""

STUBS = """\
def max_pool2d(x, size=2, stride=None):
    raise NotImplementedError


def avg_pool2d(x, size=2, stride=None):
    raise NotImplementedError
"""

DEMO = """\
from demos import pooling_explorer

demo = pooling_explorer(max_pool2d, avg_pool2d)
demo
"""
SLIDERS = {"window": "window", "stride": "stride", "shift right": "shift"}


def screenshot(demo, name):
    if folder := os.environ.get("SCREENSHOTS"):
        demo.lab.page.wait_for_timeout(300)
        demo.root.screenshot(path=Path(folder) / f"{name}.png")


def wait_for(demo, trait, value):
    for _ in range(100):
        if (found := demo.lab.ask(f"demo.{trait}")) == value:
            return
        demo.lab.page.wait_for_timeout(50)
    raise AssertionError(f"demo.{trait} is {found!r}, not {value!r}")


@pytest.fixture
def open_explorer(open_lab):
    def open_it(functions=SLOW, **options):
        lab = open_lab([functions, DEMO], **options)
        lab.run_all()
        demo = DemoOnPage(lab)
        demo.wait_for_rest()
        return demo

    return open_it


def test_every_slider_answers_to_the_keyboard(open_explorer):
    demo = open_explorer()
    for name, trait in SLIDERS.items():
        demo.moves_with_the_keyboard(name, trait)
    changed, places = demo.lab.ask("[demo.changed_places, demo.places]")
    expect(demo.root).to_contain_text(f"{changed} of {places**2}")


def test_choices_answer_to_the_keyboard(open_explorer):
    demo = open_explorer()
    for name, words, trait in [("pooling", "average", "kind"), ("picture", "digit", "picture")]:
        before = demo.pixels()
        demo.choose(name, words)
        wait_for(demo, trait, words)
        demo.wait_for_rest()
        assert demo.pixels() != before


def test_what_changed_is_crossed_out(open_explorer):
    """A function whose answers do not depend on the shift has no crosses; one number that changes has one."""
    demo = open_explorer(
        "import numpy as np\nmax_pool2d = avg_pool2d = lambda x, q, s: (np.ones((1, 1, 22, 22)), None)"
    )
    expect(demo.root).to_contain_text("0 of 484 (0 %) maxima")
    plain = demo.pixels()
    marked = """
def max_pool2d(x, q, s):
    y = np.full((1, 1, 22, 22), 1.0)
    y[0, 0, 3, 4] += x[0, 0, 0, 0] * 1e-6
    return y, None
demo._functions["maximum"]._function = max_pool2d
demo._was_set(None)"""
    demo.lab.tell(f"exec({marked!r}, globals())")
    wait_for(demo, "changed_places", 1)
    demo.wait_for_rest()
    assert demo.pixels() != plain


def test_python_moves_the_picture(open_explorer):
    demo = open_explorer()
    before = demo.pixels()
    demo.lab.tell("demo.picture = 'flower'; demo.window = 2; demo.stride = 2")
    demo.wait_for_rest()
    assert demo.pixels() != before


def test_stubs_are_told_what_is_missing(open_explorer):
    demo = open_explorer(STUBS)
    expect(demo.root).to_contain_text("max_pool2d is not written yet")
    demo.choose("pooling", "average")
    wait_for(demo, "kind", "average")
    demo.wait_for_rest()
    expect(demo.root).to_contain_text("avg_pool2d is not written yet")
    demo.slider("shift right").press("ArrowRight")
    wait_for(demo, "shift", 2)
    demo.wait_for_rest()


def test_all_controls_have_names(open_explorer):
    demo = open_explorer()
    assert demo.names_of_visible_controls() == ["picture", "pooling", *SLIDERS]


def test_both_themes(open_explorer):
    demo = open_explorer(theme="Light")
    screenshot(demo, "pooling_explorer_light")
    assert min(demo.corner()) > 240
    demo.lab.use_theme("Dark")  # the picture follows while it is open
    demo.lab.page.wait_for_timeout(200)
    assert max(demo.corner()) < 40
    demo.lab.tell("demo.picture = 'flower'; demo.window = 2; demo.stride = 2")
    demo.wait_for_rest()
    screenshot(demo, "pooling_explorer_dark")


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    demo = open_explorer()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert demo.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < demo.canvas.bounding_box()["width"] <= 562


def test_every_key_press_is_answered(open_explorer):
    demo = open_explorer()
    measure_key_presses(demo.lab, demo.slider("shift right"), demo.canvas, "pooling_explorer, loops")
