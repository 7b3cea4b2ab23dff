"""The convolution explorer as a reader meets it: in JupyterLab, with mouse and keyboard, in both themes."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

# Loops over every place, as a beginner's function does: the demo has to be lively with this one.
SLOW = """\
import numpy as np


def conv2d(x, kernels, bias, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows, columns = kernels.shape[2:]
    high = (padded.shape[2] - rows) // stride + 1
    wide = (padded.shape[3] - columns) // stride + 1
    y = np.zeros((len(x), len(kernels), high, wide))
    for n, f, i, j in np.ndindex(y.shape):
        window = padded[n, :, i * stride : i * stride + rows, j * stride : j * stride + columns]
        y[n, f, i, j] = np.sum(window * kernels[f]) + bias[f]
    return y, lambda d_y: None
"""

STUB = """\
def conv2d(x, kernels, bias, stride=1, padding=0):
    raise NotImplementedError
"""

DEMO = """\
from demos import convolution_explorer

demo = convolution_explorer(conv2d)
demo
"""
SLIDERS = ["row", "column", "shift right", "stride", "padding"]


class Explorer(DemoOnPage):
    """The demo, and the numbers that stand beside it."""

    def answer(self):
        return self.root.locator(".convolution-answer").inner_text()

    def weight(self, row, column):
        return self.root.get_by_role("spinbutton", name=f"weight in row {row}, column {column}", exact=True)

    def wait_for(self, trait, value):
        for _ in range(100):
            if (found := self.lab.ask(f"demo.{trait}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"demo.{trait} is {found!r}, not {value!r}")

    def agrees(self):
        """Tell whether every number on the page is the kernel's."""
        answer, window, kernel = self.lab.ask("[demo.answer, demo.window, demo.kernel]")
        shown = [float(text.replace("−", "-")) for text in self.root.locator(".kernel-pixel").all_inner_texts()]
        weights = [float(field.input_value()) for field in self.root.get_by_role("spinbutton").all()]
        words = "?" if answer is None else f"{answer + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
        return (
            shown == pytest.approx(window, abs=0.0051)
            and weights == pytest.approx(kernel)
            and self.answer().replace("−0.00", "0.00") == f"answer: {words}"
        )

    def screenshot(self, name):
        if folder := os.environ.get("SCREENSHOTS"):
            self.lab.page.wait_for_timeout(300)
            self.root.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def open_explorer(open_lab):
    def open_it(functions=SLOW, **options):
        lab = open_lab([functions, DEMO], **options)
        lab.run_all()
        explorer = Explorer(lab)
        explorer.wait_for_rest()
        return explorer

    return open_it


def test_every_slider_answers_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    assert explorer.agrees()
    for name in SLIDERS:
        explorer.moves_with_the_keyboard(name, "shift" if name == "shift right" else name)
        assert explorer.agrees()
    explorer.slider("row").press("End")
    explorer.wait_for("row", explorer.lab.ask("demo.places") - 1)
    explorer.wait_for_rest()


def test_choices_answer_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    for name, words, trait in [("kernel", "blur", "preset"), ("picture", "flower", "picture")]:
        before = explorer.pixels()
        explorer.choose(name, words)
        explorer.wait_for(trait, words)
        explorer.wait_for_rest()
        assert explorer.pixels() != before
        assert explorer.agrees()


def test_weights_can_be_typed(open_explorer):
    explorer = open_explorer()
    before = explorer.pixels()
    explorer.weight(1, 2).focus()
    explorer.lab.page.keyboard.press("ArrowUp")
    explorer.wait_for("kernel", [-1, 0, 1, -2, 0, 2.5, -1, 0, 1])
    explorer.wait_for("preset", "your own")
    explorer.wait_for_rest()
    assert explorer.pixels() != before
    assert explorer.agrees()
    explorer.weight(0, 0).fill("-0.25")
    explorer.wait_for("kernel", [-0.25, 0, 1, -2, 0, 2.5, -1, 0, 1])
    explorer.weight(0, 0).fill("")  # nothing is sent while a field is empty
    explorer.lab.page.wait_for_timeout(200)
    assert explorer.lab.ask("demo.kernel")[0] == -0.25


def test_a_shift_stays_a_shift(open_explorer):
    explorer = open_explorer()
    explorer.slider("shift right").press("ArrowRight")
    explorer.wait_for("shift", 1)
    explorer.wait_for_rest()
    expect(explorer.root).to_contain_text("of 462 old answers, 462 stand 1 place further right")
    explorer.slider("stride").press("ArrowRight")
    explorer.wait_for("stride", 2)
    explorer.wait_for_rest()
    expect(explorer.root).to_contain_text("no old answer has a place to move to")


def test_the_kernel_slides_over_all_places_and_ends_at_the_last(open_explorer):
    explorer = open_explorer()
    full = explorer.pixels()
    explorer.press("Slide")
    explorer.lab.page.wait_for_timeout(800)
    half = explorer.pixels()
    explorer.lab.page.wait_for_timeout(400)
    assert len({full, half, explorer.pixels()}) == 3
    explorer.slider("row").press("ArrowLeft")  # any control stops it
    explorer.wait_for("row", 2)
    explorer.wait_for_rest()
    stopped = explorer.pixels()
    explorer.lab.page.wait_for_timeout(300)
    assert explorer.pixels() == stopped
    explorer.press("Slide")
    explorer.lab.page.wait_for_timeout(8500)
    explorer.wait_for("row", 21)
    explorer.wait_for("column", 21)
    explorer.wait_for_rest()


def test_reduced_motion_jumps_to_the_last_place(open_explorer, page):
    page.emulate_media(reduced_motion="reduce")
    explorer = open_explorer()
    explorer.press("Slide")
    explorer.wait_for("row", 21)
    explorer.wait_for_rest()


def test_a_click_moves_the_kernel(open_explorer):
    explorer = open_explorer()
    box = explorer.canvas.bounding_box()
    explorer.canvas.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
    explorer.wait_for("row", pytest.approx(11, abs=2))
    explorer.wait_for("column", pytest.approx(11, abs=2))
    explorer.canvas.click(position={"x": box["width"] - 12, "y": box["height"] * 0.5})
    explorer.wait_for("column", 21)
    explorer.wait_for_rest()
    assert explorer.agrees()


def test_python_moves_the_picture(open_explorer):
    explorer = open_explorer()
    before = explorer.pixels()
    explorer.lab.tell("demo.kernel = [0.5] * 9; demo.stride = 3; demo.padding = 2")
    explorer.wait_for_rest()
    assert explorer.pixels() != before
    assert explorer.agrees()
    assert explorer.slider("row").get_attribute("max") == "8"


def test_a_stub_is_told_what_is_missing(open_explorer):
    explorer = open_explorer(STUB)
    expect(explorer.root).to_contain_text("conv2d is not written yet")
    assert explorer.answer() == "answer: ?"
    explorer.slider("column").press("ArrowRight")
    explorer.wait_for("column", 14)
    explorer.wait_for_rest()
    assert explorer.agrees()


def test_all_controls_have_names(open_explorer):
    explorer = open_explorer()
    names = {
        "slider": SLIDERS,
        "combobox": ["picture", "kernel"],
        "button": ["Slide"],
        "spinbutton": [f"weight in row {row}, column {column}" for row in range(3) for column in range(3)],
    }
    assert explorer.root.locator("input, select, button").count() == sum(map(len, names.values()))
    for role, expected in names.items():
        for name in expected:
            assert explorer.root.get_by_role(role, name=name, exact=True).count() == 1


def test_both_themes(open_explorer):
    explorer = open_explorer(theme="Light")
    explorer.screenshot("convolution_explorer_light")
    assert min(explorer.corner()) > 240
    explorer.lab.use_theme("Dark")  # the picture follows while it is open
    explorer.lab.page.wait_for_timeout(200)
    assert max(explorer.corner()) < 40
    explorer.lab.tell("demo.padding = 2; demo.preset = 'sharpen'; demo.shift = 2")
    explorer.wait_for_rest()
    explorer.screenshot("convolution_explorer_dark")


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    explorer = open_explorer()
    explorer.screenshot(f"convolution_explorer_{width}")
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert explorer.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < explorer.canvas.bounding_box()["width"] <= 762


def test_the_notebook_keeps_its_own_shortcuts(open_explorer):
    explorer = open_explorer()
    count = explorer.lab.evaluate("panel.content.widgets.length")
    for control in (explorer.slider("row"), explorer.weight(1, 1)):
        control.focus()
        for key in ["a", "b", "d", "d", "Enter", "ArrowDown", "j"]:
            explorer.lab.page.keyboard.press(key)
    assert explorer.lab.evaluate("panel.content.widgets.length") == count


@pytest.mark.parametrize(
    ("control", "keys", "who"),
    [("column", ("ArrowLeft", "ArrowRight"), "a place"), ("weight", ("ArrowUp", "ArrowDown"), "a weight")],
)
def test_every_key_press_is_answered(open_explorer, control, keys, who):
    explorer = open_explorer()
    node = explorer.weight(1, 1) if control == "weight" else explorer.slider(control)
    measure_key_presses(explorer.lab, node, explorer.canvas, f"convolution_explorer, {who}, loops", keys)
