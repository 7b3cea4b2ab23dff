"""The gate explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses

FUNCTIONS = """\
import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def lstm_cell(x, h, c, parameters):
    U, W, b = parameters
    i, f, o, candidate = np.split(x @ U + h @ W + b, 4, axis=1)
    i, f, o, candidate = sigmoid(i), sigmoid(f), sigmoid(o), np.tanh(candidate)
    new_c = f * c + i * candidate

    def backward(d_h, d_c):
        d_cell = d_c + d_h * o * (1 - np.tanh(new_c) ** 2)
        return x, np.zeros_like(h), d_cell * f, parameters

    return (o * np.tanh(new_c), new_c), backward


def gru_cell(x, h, parameters):
    U, W, b = parameters
    z, r, candidate = np.split(x @ U + b, 3, axis=1)
    z, r = sigmoid(z), sigmoid(r)
    candidate = np.tanh(candidate + r * h * W[:, 2:])

    def backward(d_h):
        return x, d_h * (1 - z + z * (1 - candidate**2) * r), parameters

    return (1 - z) * h + z * candidate, backward
"""

STUBS = """\
def lstm_cell(*arguments):
    raise NotImplementedError


gru_cell = lstm_cell
"""

DEMO = """\
from demos import gate_explorer

explorer = gate_explorer(lstm_cell, gru_cell)
explorer
"""
GATES = ("input", "forget", "output", "update", "reset")


class Explorer:
    """The widget on the page, beside its traits in the kernel."""

    def __init__(self, lab):
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.canvas = self.root.get_by_role("img")
        self.live = self.root.locator("[aria-live]")
        self.canvas.wait_for()
        self.lab.page.wait_for_function("() => document.querySelector('.demo canvas').width > 300")

    def slider(self, name):
        return self.root.get_by_role("slider", name=name, exact=True)

    def choose(self, name, words):
        """Choose with the keyboard: typing the beginning of an option selects it."""
        self.root.get_by_role("combobox", name=name, exact=True).focus()
        self.lab.page.wait_for_timeout(1200)  # the browser takes letters that follow within a second for one word
        self.lab.page.keyboard.type(words)

    def pixels(self):
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def colour_of(self, row, step):
        """Return the colour in the middle of a gate of the LSTM's panel, from the geometry that the demo draws by."""
        return self.canvas.evaluate(
            """(canvas, [row, step]) => {
                const [width, height] = [canvas.clientWidth, canvas.clientHeight];
                const wide = (width - 22 - 16) / 2;
                const size = (wide - 92) / 12;
                const unit = (height - 26 - 30) / 15.6;
                const x = 8 + 92 + (step - 0.5) * size;
                const y = 30 + (2.6 + 0.35 + row * 1.4 + 0.3) * unit;
                const ratio = canvas.width / width;
                return [...canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data].slice(0, 3);
            }""",
            [row, step],
        )

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
        names = ["step", *[f"{name} gate" for name in GATES]]
        shown = [self.slider(name).locator("xpath=following-sibling::output").inner_text() for name in names]
        gates = ", ".join(f"'%.2f' % explorer.{name}[explorer.step - 1]" for name in GATES)
        kernel = self.lab.ask(f"[str(explorer.step), {gates}]")
        return shown == kernel and self.live.inner_text().endswith(self.lab.ask("explorer.message"))


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
    for name, key, value in (
        ("input gate", "ArrowRight", 0.05),
        ("forget gate", "ArrowLeft", 0.95),
        ("output gate", "ArrowLeft", 0.95),
        ("update gate", "ArrowRight", 0.05),
        ("reset gate", "ArrowRight", 0.05),
    ):
        before = explorer.pixels()
        explorer.slider(name).press(key)
        explorer.wait_for(f"{name.split()[0]}[5]", value)
        explorer.wait_for_rest()
        assert explorer.pixels() != before
        assert explorer.slider(name).get_attribute("aria-valuetext") == f"{value:.2f}"
        assert explorer.slider(name).evaluate("(node) => node === document.activeElement")
    assert explorer.lab.ask("explorer.forget") == [1] * 5 + [0.95] + [1] * 6  # of this step alone
    before = explorer.pixels()
    explorer.slider("step").press("ArrowRight")
    explorer.wait_for("step", 7)
    explorer.wait_for_rest()
    assert explorer.pixels() != before


def test_sliders_set_every_step_if_told_so(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    explorer.choose("sliders set", "every")
    explorer.wait_for("span", "every step")
    for _ in range(2):
        explorer.slider("forget gate").press("ArrowLeft")
    explorer.wait_for("forget", [0.9] * 12)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("of a change after step 1, 0.31 arrives at the end")


def test_a_scene_is_chosen_and_begun_again(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    explorer.choose("begin with", "let")
    explorer.wait_for("scene", "let everything in")
    explorer.wait_for_rest()
    before, words = explorer.pixels(), explorer.live.inner_text()
    assert "LSTM: the cell ends at 1.00" in words
    explorer.slider("input gate").press("Home")
    explorer.wait_for("input[5]", 0)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("LSTM: the cell ends at 1.70")
    explorer.root.get_by_role("button", name="Begin again").press("Enter")
    explorer.wait_for("input[5]", 1)
    explorer.wait_for_rest()
    assert (explorer.pixels(), explorer.live.inner_text()) == (before, words)


def test_a_click_chooses_a_step(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    box = explorer.canvas.bounding_box()
    size = ((box["width"] - 2 - 22 - 16) / 2 - 92) / 12  # the canvas has a border of one pixel
    explorer.canvas.click(position={"x": 1 + 8 + 92 + 2.5 * size, "y": box["height"] / 2})
    explorer.wait_for("step", 3)
    explorer.wait_for_rest()


def test_python_moves_the_picture(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    before = explorer.pixels()
    explorer.lab.tell("explorer.step, explorer.forget = 12, [0.5] * 12")
    explorer.wait_for_rest()
    assert explorer.pixels() != before


def test_stubs_are_told_what_is_missing(open_explorer):
    explorer = open_explorer(STUBS)
    explorer.wait_for_rest()
    expect(explorer.live).to_contain_text("lstm_cell is not written yet")
    expect(explorer.live).to_contain_text("gru_cell is not written yet")
    explorer.slider("input gate").press("ArrowRight")
    explorer.wait_for("input[5]", 0.05)
    explorer.wait_for_rest()


def test_all_controls_have_names(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    sliders = ["step", *[f"{name} gate" for name in GATES]]
    assert explorer.root.locator("input, select, button").count() == len(sliders) + 3
    assert all(explorer.slider(name).count() == 1 for name in sliders)
    for name in ("begin with", "sliders set"):
        assert explorer.root.get_by_role("combobox", name=name, exact=True).count() == 1
    assert explorer.root.get_by_role("button", name="Begin again", exact=True).count() == 1


def test_both_themes(open_explorer):
    explorer = open_explorer(theme="Light")
    explorer.wait_for_rest()
    assert min(explorer.colour_of(0, 3)) > 240  # the input gate is shut at step 3, the forget gate open
    assert explorer.colour_of(1, 3) == [0, 114, 178]
    explorer.lab.use_theme("Dark")  # the picture follows while it is open
    explorer.lab.page.wait_for_timeout(100)
    assert max(explorer.colour_of(0, 3)) < 40
    assert explorer.colour_of(1, 3) == [86, 180, 233]


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    explorer = open_explorer()
    explorer.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert explorer.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < explorer.canvas.bounding_box()["width"] <= 862


def test_the_notebook_keeps_its_own_shortcuts(open_explorer):
    explorer = open_explorer()
    count = explorer.lab.evaluate("panel.content.widgets.length")
    explorer.slider("forget gate").focus()
    for key in ["a", "b", "d", "d", "Enter", "ArrowDown", "j"]:
        explorer.lab.page.keyboard.press(key)
    assert explorer.lab.evaluate("panel.content.widgets.length") == count


def test_every_key_press_is_answered(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_rest()
    measure_key_presses(
        explorer.lab, explorer.slider("forget gate"), explorer.canvas, "gate_explorer", ("ArrowLeft", "ArrowRight")
    )
