"""The softmax explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses

FUNCTIONS = """\
import numpy as np


def softmax(scores, axis=-1):
    exponentials = np.exp(scores - scores.max(axis=axis, keepdims=True))
    p = exponentials / exponentials.sum(axis=axis, keepdims=True)
    return p, lambda d_p: p * (d_p - (p * d_p).sum(axis=axis, keepdims=True))


def softmax_cross_entropy(scores, labels, reduction="mean"):
    p, _ = softmax(scores)
    rows = np.arange(len(labels))
    return -np.log(p[rows, labels]).mean(), lambda d_loss: d_loss * (p - np.eye(3)[labels]) / len(labels)
"""

STUBS = """\
def softmax(scores, axis=-1):
    raise NotImplementedError


def softmax_cross_entropy(scores, labels, reduction="mean"):
    raise NotImplementedError
"""

DEMO = """\
from demos import softmax_explorer

explorer = softmax_explorer(softmax, softmax_cross_entropy)
explorer
"""
WITHOUT_LOSS = DEMO.replace(", softmax_cross_entropy)", ")")
SLIDERS = {
    "score_a": "score of A",
    "score_b": "score of B",
    "score_c": "score of C",
    "temperature": "temperature",
}


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
        return self.root.get_by_role("slider", name=SLIDERS[trait], exact=True)

    def press(self, name):
        """Press a button with the keyboard."""
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def pixels(self):
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def pixel(self, across, down):
        """Return the colour at a place given by its shares of the picture's width and height."""
        return self.canvas.evaluate(
            """(canvas, [across, down]) => [...canvas.getContext('2d').getImageData(
                across * canvas.width, down * canvas.height, 1, 1).data].slice(0, 3)""",
            [across, down],
        )

    def shown(self, trait):
        """Return the number beside a slider."""
        text = self.slider(trait).locator("xpath=following-sibling::output").inner_text()
        return float(text.replace("−", "-"))

    def wait_for(self, trait, value):
        """Wait until the kernel's trait has a value."""
        for _ in range(100):
            if (found := self.lab.ask(f"explorer.{trait}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"explorer.{trait} is {found!r}, not {value!r}")

    def wait_for_rest(self):
        """Wait until the page shows what the kernel holds."""
        for _ in range(200):
            description = self.lab.ask("explorer.description")
            if self.canvas.get_attribute("aria-label") == description and self.agrees():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page does not show {description!r}")

    def agrees(self):
        """Tell whether every number on the page is the kernel's."""
        values = self.lab.ask(f"[{', '.join(f'explorer.{trait}' for trait in SLIDERS)}]")
        loss = self.lab.ask("explorer.loss")
        return (
            [self.shown(trait) for trait in SLIDERS] == pytest.approx(values, abs=0.006)
            and self.root.locator("dd").inner_text() == ("?" if loss is None else f"{loss:.3f} nats")
            and self.live.inner_text().endswith(self.lab.ask("explorer.message"))
        )


@pytest.fixture
def open_explorer(open_lab):
    def open_it(functions=FUNCTIONS, demo=DEMO, **options):
        lab = open_lab([functions, demo], **options)
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
        after = value * 10**0.25 if trait == "temperature" else value + 0.5
        explorer.wait_for(trait, pytest.approx(after, rel=0.01))
        explorer.wait_for_rest()
        assert explorer.pixels() != before
        assert explorer.slider(trait).evaluate("(node) => node === document.activeElement")
        words = explorer.slider(trait).get_attribute("aria-valuetext")
        assert float(words.replace("−", "-")) == pytest.approx(after, rel=0.01)
    explorer.slider("temperature").press("Home")
    explorer.wait_for("temperature", 0.1)
    explorer.slider("temperature").press("End")
    explorer.wait_for("temperature", 10)
    explorer.wait_for_rest()


def test_target_and_buttons_answer_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    first = explorer.pixels()
    explorer.root.get_by_role("combobox", name="target").focus()
    explorer.lab.page.keyboard.press("ArrowDown")
    explorer.wait_for("target", "B")
    explorer.wait_for_rest()
    assert explorer.pixels() != first
    expect(explorer.live).to_contain_text("and wrong")
    for count in (1, 2, 3):
        before, loss = explorer.pixels(), explorer.lab.ask("explorer.loss")
        explorer.press("Step downhill")
        explorer.root.get_by_text(f"Step {count}:").wait_for()
        explorer.wait_for_rest()
        assert explorer.pixels() != before
        assert explorer.lab.ask("explorer.loss") < loss
    explorer.press("Reset")
    explorer.wait_for("trail", [])
    explorer.lab.tell("explorer.target = 'A'")
    explorer.wait_for_rest()
    assert explorer.pixels() == first


def test_the_bars_are_the_kernels_numbers(open_explorer):
    """A class that is nearly certain has a long bar, and a function that answers otherwise is drawn as it answers."""
    explorer = open_explorer()
    explorer.lab.tell("explorer.score_a, explorer.score_b, explorer.score_c = 5, -5, -5")
    explorer.wait_for_rest()
    certain = explorer.pixel(0.85, 0.16)
    assert explorer.pixel(0.85, 0.25) != certain  # B has none
    explorer.lab.tell("explorer.score_a, explorer.score_b = -5, 5")
    explorer.wait_for_rest()
    assert explorer.pixel(0.85, 0.25) == certain
    assert explorer.pixel(0.85, 0.16) != certain


def test_python_moves_the_picture(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    before = explorer.pixels()
    explorer.lab.tell("explorer.score_a, explorer.temperature = -6.25, 0.5")
    explorer.wait_for_rest()
    assert explorer.pixels() != before
    assert explorer.slider("score_a").get_attribute("min") == "-7"  # the slider grows with what it has to show


def test_without_a_loss_only_the_probabilities_are_there(open_explorer):
    explorer = open_explorer(demo=WITHOUT_LOSS)
    names = [*SLIDERS.values(), "Reset"]
    visible = explorer.root.locator("input:visible, select:visible, button:visible")
    assert visible.count() == len(names)
    before = explorer.canvas.get_attribute("aria-label")
    explorer.slider("score_b").press("ArrowRight")
    explorer.lab.page.wait_for_function(
        "(before) => document.querySelector('.demo canvas').ariaLabel !== before", arg=before
    )
    assert "target" not in explorer.canvas.get_attribute("aria-label")


def test_stubs_are_told_what_is_missing(open_explorer):
    explorer = open_explorer(STUBS)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("softmax is not written yet")
    expect(explorer.live).to_contain_text("softmax_cross_entropy is not written yet")
    explorer.slider("score_b").press("ArrowRight")
    explorer.wait_for("score_b", pytest.approx(0.6))
    explorer.wait_for_rest()
    explorer.press("Step downhill")
    explorer.wait_for_rest()


def test_all_controls_have_names(open_explorer):
    explorer = open_explorer()
    names = [*SLIDERS.values(), "target", "Step downhill", "Reset"]
    assert explorer.root.locator("input, select, button").count() == len(names)
    for name in names:
        roles = ["slider", "combobox", "button"]
        assert sum(explorer.root.get_by_role(role, name=name, exact=True).count() for role in roles) == 1


def test_both_themes(open_explorer):
    explorer = open_explorer(theme="Light")
    explorer.wait_for_rest()
    corner, bar = explorer.pixel(0.03, 0.03), explorer.pixel(0.59, 0.16)
    assert min(corner) > 240
    assert bar != corner
    explorer.lab.use_theme("Dark")  # the picture follows while it is open
    explorer.lab.page.wait_for_timeout(100)
    corner, bar = explorer.pixel(0.03, 0.03), explorer.pixel(0.59, 0.16)
    assert max(corner) < 40
    assert bar != corner


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    explorer = open_explorer()
    explorer.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert explorer.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < explorer.canvas.bounding_box()["width"] <= 622


def test_the_notebook_keeps_its_own_shortcuts(open_explorer):
    explorer = open_explorer()
    count = explorer.lab.evaluate("panel.content.widgets.length")
    for trait in ("score_a", "temperature"):
        explorer.slider(trait).focus()
        for key in ["a", "b", "d", "d", "Enter", "ArrowDown", "j"]:
            explorer.lab.page.keyboard.press(key)
    assert explorer.lab.evaluate("panel.content.widgets.length") == count


def test_every_key_press_is_answered(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    measure_key_presses(explorer.lab, explorer.slider("score_b"), explorer.canvas, "softmax_explorer")
