"""The neuron explorer as a reader meets it: in JupyterLab, with mouse and keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses

FUNCTIONS = """\
import numpy as np


def threshold_neuron(x, w, b):
    return (x @ w + b > 0).astype(float)


def perceptron_update(w, b, x, y):
    answer = 1 if threshold_neuron(x[np.newaxis], w, b)[0] == 1 else -1
    return (w, b) if answer == y else (w + y * x, b + y)
"""

STUBS = """\
def threshold_neuron(x, w, b):
    raise NotImplementedError


def perceptron_update(w, b, x, y):
    raise NotImplementedError
"""

DEMO = """\
from demos import neuron_explorer

explorer = neuron_explorer(threshold_neuron, perceptron_update)
explorer
"""

SLIDERS = {"w1": "weight w1", "w2": "weight w2", "bias": "bias b"}


class Explorer:
    """The widget on the page, beside its traits in the kernel."""

    def __init__(self, lab):
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.canvas = self.root.get_by_role("img")
        self.live = self.root.locator("[aria-live]")
        self.canvas.wait_for()
        self.lab.page.wait_for_function("() => document.querySelector('.demo canvas').width > 300")

    def slider(self, trait):
        return self.root.get_by_role("slider", name=SLIDERS[trait])

    def press(self, name):
        """Press a button with the keyboard."""
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def pixels(self):
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def pixel(self, x1, x2):
        """Return the colour at a place of the plane."""
        return self.canvas.evaluate(
            """(canvas, [x1, x2]) => [...canvas.getContext('2d').getImageData(
                (x1 + 4) / 8 * canvas.width, (4 - x2) / 8 * canvas.height, 1, 1).data].slice(0, 3)""",
            [x1, x2],
        )

    def fact(self, name):
        return self.root.locator(f"dt:text-is('{name}') + dd").inner_text()

    def shown_weights(self):
        texts = [self.slider(trait).locator("xpath=following-sibling::output").inner_text() for trait in SLIDERS]
        return [float(text.replace("−", "-")) for text in texts]

    def wait_for(self, trait, value):
        """Wait until the kernel's trait has a value."""
        for _ in range(100):
            if (found := self.lab.ask(f"explorer.{trait}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"explorer.{trait} is {found!r}, not {value!r}")

    def wait_for_rest(self):
        """Wait until the page shows what the kernel holds: answers have arrived, and no animation plays."""
        for _ in range(200):
            description = self.lab.ask("explorer.description")
            if self.canvas.get_attribute("aria-label") == description and self.agrees():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page does not show {description!r}")

    def agrees(self):
        """Tell whether every number on the page is the kernel's."""
        numbers = "explorer.w1, explorer.w2, explorer.bias, explorer.mistakes, explorer.epoch, explorer.step_index"
        *weights, mistakes, epoch, index = self.lab.ask(f"[{numbers}]")
        facts = [self.fact("mistakes"), self.fact("epoch"), self.fact("next point")]
        return (
            self.shown_weights() == pytest.approx(weights, abs=0.006)
            and facts == [f"{'?' if mistakes is None else mistakes} of 24", str(epoch), f"{index + 1} of 24"]
            and self.live.inner_text().endswith(self.lab.ask("explorer.message"))
        )


@pytest.fixture
def open_explorer(open_lab):
    def open_it(functions=FUNCTIONS, **options):
        lab = open_lab([functions, DEMO], **options)
        lab.run_all()
        return Explorer(lab)

    return open_it


def test_every_slider_answers_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    for trait in SLIDERS:
        before, value = explorer.pixels(), explorer.lab.ask(f"explorer.{trait}")
        for _ in range(5):
            explorer.slider(trait).press("ArrowRight")
        explorer.wait_for(trait, pytest.approx(value + 0.5))
        explorer.wait_for_rest()
        assert explorer.pixels() != before
        assert explorer.slider(trait).evaluate("(node) => node === document.activeElement")
        assert explorer.slider(trait).get_attribute("aria-valuetext") == f"{value + 0.5:.1f}".replace("-", "−")
    # The shading is the kernel's answer, not only the line that the page draws itself.
    explorer.slider("bias").press("End")
    explorer.wait_for("bias", 5)
    explorer.wait_for_rest()
    fires = explorer.pixel(-0.5, -3.5)
    explorer.slider("bias").press("Home")
    explorer.wait_for("bias", -5)
    explorer.wait_for_rest()
    assert explorer.pixel(-0.5, -3.5) != fires


def test_buttons_and_data_answer_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    first = explorer.pixels()
    explorer.press("Step")
    explorer.wait_for("visited", 0)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("Point 1 was")
    assert explorer.pixels() != first
    explorer.press("Reset")
    explorer.wait_for("visited", None)
    explorer.wait_for_rest()
    assert explorer.pixels() == first
    data = explorer.root.get_by_role("combobox", name="data")
    data.focus()
    explorer.lab.page.keyboard.press("ArrowDown")
    explorer.wait_for("data", "xor")
    explorer.wait_for_rest()
    assert explorer.pixels() != first
    assert data.input_value() == "xor"


def test_an_epoch_is_played_point_by_point(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    explorer.press("Run an epoch")
    explorer.wait_for("epoch", 2)
    seen = set()
    while (next_point := explorer.fact("next point")) != "1 of 24" or not seen:
        seen.add((next_point, explorer.pixels()))
        assert explorer.live.get_attribute("aria-live") == "off"
    assert len(seen) > 8
    explorer.wait_for_rest()
    assert explorer.live.get_attribute("aria-live") == "polite"
    assert explorer.live.inner_text() == explorer.lab.ask("explorer.message")


def test_a_step_ends_the_animation(open_explorer):
    explorer = open_explorer()
    explorer.press("Run an epoch")
    explorer.wait_for("epoch", 2)
    explorer.press("Step")
    explorer.wait_for("step_index", 1)
    assert explorer.fact("next point") == "2 of 24"
    explorer.wait_for_rest()


def test_reduced_motion_jumps_to_the_end(open_explorer, page):
    page.emulate_media(reduced_motion="reduce")
    explorer = open_explorer()
    explorer.lab.page.evaluate(
        """() => {
            const fact = document.querySelectorAll('.neuron-facts dd')[2];
            window.points = [];
            new MutationObserver(() => window.points.push(fact.textContent)).observe(fact, {childList: true});
        }"""
    )
    explorer.press("Run an epoch")
    explorer.wait_for("epoch", 2)
    explorer.wait_for_rest()
    assert explorer.lab.page.evaluate("window.points") == []  # from "1 of 24" to "1 of 24", with nothing in between


def test_xor_cycles_for_all_to_read(open_explorer, page):
    page.emulate_media(reduced_motion="reduce")
    explorer = open_explorer()
    explorer.root.get_by_label("data").select_option("XOR")
    explorer.wait_for("data", "xor")
    for epoch in range(2, 30):
        explorer.press("Run an epoch")
        explorer.wait_for("epoch", epoch)
        if "cycle" in explorer.lab.ask("explorer.message"):
            break
    explorer.wait_for_rest()
    assert re.search(r"Still \d+ mistakes after \d+ epochs.*cycle", explorer.live.inner_text())


def test_python_moves_the_picture(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    before = explorer.pixels()
    explorer.lab.tell("explorer.w1, explorer.bias = -6.25, 1.5")
    explorer.wait_for_rest()
    assert explorer.pixels() != before
    assert explorer.shown_weights() == [-6.25, -1.0, 1.5]
    assert explorer.slider("w1").get_attribute("min") == "-7"  # the slider grows with what it has to show


def test_the_mouse_drags_line_and_arrow(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    box = explorer.canvas.bounding_box()

    def drag(start, end):
        mouse = explorer.lab.page.mouse
        places = [
            (box["x"] + (x1 + 4) / 8 * box["width"], box["y"] + (4 - x2) / 8 * box["height"]) for x1, x2 in [start, end]
        ]
        mouse.move(*places[0])
        mouse.down()
        mouse.move(*places[1], steps=5)
        mouse.up()

    drag((1, -1), (2, 1))  # the arrow's tip
    explorer.wait_for("w1", pytest.approx(2, abs=0.11))
    explorer.wait_for("w2", pytest.approx(1, abs=0.11))
    explorer.lab.tell("explorer.w1, explorer.w2, explorer.bias = 1, 0, 0")
    explorer.wait_for_rest()
    drag((0, 3), (-2, 2.5))  # the line x1 = 0 becomes x1 = -2
    explorer.wait_for("bias", pytest.approx(2, abs=0.11))
    explorer.wait_for_rest()
    drag((3, 3), (0, 3))  # nothing lies there
    explorer.wait_for_rest()
    assert explorer.lab.ask("explorer.bias") == pytest.approx(2, abs=0.11)


def test_stubs_are_told_what_is_missing(open_explorer):
    explorer = open_explorer(STUBS)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("threshold_neuron is not written yet")
    assert explorer.fact("mistakes") == "? of 24"
    before = explorer.pixels()
    explorer.slider("bias").press("ArrowRight")
    explorer.wait_for("bias", 0.1)
    explorer.wait_for_rest()
    assert explorer.pixels() != before
    explorer.press("Step")
    explorer.root.get_by_text("perceptron_update is not written yet").wait_for()
    explorer.press("Run an epoch")
    explorer.wait_for("runs", 1)
    explorer.wait_for_rest()


def test_all_controls_have_names(open_explorer):
    explorer = open_explorer()
    nodes = explorer.root.locator("input, select, button")
    names = ["data", *SLIDERS.values(), "Step", "Run an epoch", "Reset"]
    assert nodes.count() == len(names)
    for name in names:
        for role in ["slider", "combobox", "button"]:
            if found := explorer.root.get_by_role(role, name=name, exact=True).count():
                assert found == 1
                break
        else:
            raise AssertionError(f"no control is called {name}")


def test_both_themes(open_explorer):
    explorer = open_explorer(theme="Light")
    explorer.wait_for_rest()
    silent, fires = explorer.pixel(-3.5, 3.2), explorer.pixel(3.2, -3.5)
    assert min(silent) > 240
    assert fires != silent
    explorer.lab.use_theme("Dark")  # the picture follows while it is open
    explorer.lab.page.wait_for_timeout(100)
    silent, fires = explorer.pixel(-3.5, 3.2), explorer.pixel(3.2, -3.5)
    assert max(silent) < 40
    assert fires != silent


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    explorer = open_explorer()
    explorer.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert explorer.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    box = explorer.canvas.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=2)
    assert 320 < box["width"] <= 522


@pytest.mark.browser_context_args(device_scale_factor=2)
def test_it_is_sharp_on_a_dense_screen(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    assert explorer.canvas.evaluate("(canvas) => canvas.width / canvas.clientWidth") == pytest.approx(2, abs=0.02)


def test_the_notebook_keeps_its_own_shortcuts(open_explorer):
    explorer = open_explorer()
    cells = "panel.content.widgets.length"
    count = explorer.lab.evaluate(cells)
    explorer.slider("bias").focus()
    for key in ["a", "b", "d", "d", "Enter", "ArrowDown", "j"]:  # in command mode: add, add, delete a cell, ...
        explorer.lab.page.keyboard.press(key)
    assert explorer.lab.evaluate(cells) == count
    assert explorer.lab.evaluate("panel.context.model.dirty")
    explorer.lab.page.keyboard.press("Control+s")
    explorer.lab.wait_until("!panel.context.model.dirty")


def test_every_key_press_is_answered(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    measure_key_presses(explorer.lab, explorer.slider("bias"), explorer.canvas, "neuron_explorer")
