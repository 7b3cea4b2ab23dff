"""The training monitor as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

SCRIPT = (Path(__file__).resolve().parents[2] / "solutions" / "13-capstone.py").read_text(encoding="utf-8")


def cell(beginning, last=None):
    """Return the lesson's cells from the one that holds `beginning` to the one that holds `last`, without prose."""
    cells = SCRIPT.split("\n# %%")
    first = next(n for n, each in enumerate(cells) if beginning in each)
    end = next(n for n, each in enumerate(cells) if last in each) if last else first
    chosen = [each for each in cells[first : end + 1] if not each.startswith((" [markdown]", " check="))]
    return "\n".join(each.partition("\n")[2] for each in chosen)


WRITTEN = "\n".join(
    [cell("from contextlib"), *(cell(f"class {name}") for name in ("ActivationLayer:", "AffineLayer:", "Network:")),
     cell("class Optimizer:"), cell("def evaluate("), cell("def fit("), cell("all_labels = digits()")]
)  # fmt: skip
STUB = WRITTEN + "\n\ndef fit(*arguments):\n    raise NotImplementedError\n"
DEMO = cell("training_monitor(two_layers").replace("training_monitor(two", "demo = training_monitor(two") + "\ndemo\n"
CURVES = "__import__('numpy').frombuffer(demo.curves, '<f4').reshape(-1, 3).tolist()"


class Monitor(DemoOnPage):
    """The widget on the page, beside its traits in the kernel."""

    def check_the_readout(self):
        """Wait for the page to show what the kernel holds; compare its words with the curves."""
        self.wait_for_rest()
        curves = self.lab.ask(CURVES)
        shown = re.search(
            r"Epoch (\d+): training loss ([\d.]+), held-out loss ([\d.]+), held-out accuracy ([\d.]+)%",
            self.root.inner_text(),
        )
        assert int(shown[1]) == len(curves)
        assert [float(shown[2]), float(shown[3]), float(shown[4]) / 100] == pytest.approx(curves[-1], abs=6e-4)


@pytest.fixture
def open_monitor(open_lab):
    def open_it(functions=WRITTEN, **options):
        lab = open_lab([functions, DEMO], **options)
        lab.run_all()
        return Monitor(lab)

    return open_it


def test_every_control_answers_to_the_keyboard(open_monitor):
    monitor = open_monitor()
    monitor.check_the_readout()
    for name, epochs in (("One epoch more", 2), ("Ten epochs more", 12)):
        before, label = monitor.pixels(), monitor.canvas.get_attribute("aria-label")
        monitor.press(name)
        for _ in range(100):
            if len(monitor.lab.ask(CURVES)) == epochs:
                break
            monitor.lab.page.wait_for_timeout(50)
        monitor.check_the_readout()
        assert monitor.pixels() != before
        assert monitor.canvas.get_attribute("aria-label") != label
    monitor.moves_with_the_keyboard("learning rate", "learning_rate")
    monitor.moves_with_the_keyboard("hidden units", "width")
    monitor.check_the_readout()
    before = monitor.lab.ask(CURVES)
    monitor.press("Another seed")
    for _ in range(100):
        if monitor.lab.ask("demo.seed") == 1:
            break
        monitor.lab.page.wait_for_timeout(50)
    monitor.check_the_readout()
    assert monitor.lab.ask(CURVES) != before
    monitor.press("Reset")
    for _ in range(100):
        if monitor.lab.ask("[demo.seed, demo.width, demo.learning_rate]") == [0, 32, 0.1]:
            break
        monitor.lab.page.wait_for_timeout(50)
    monitor.check_the_readout()
    assert monitor.slider("hidden units").get_attribute("aria-valuetext") == "32"


def test_python_moves_the_picture(open_monitor):
    monitor = open_monitor()
    monitor.check_the_readout()
    before = monitor.pixels()
    monitor.lab.tell("demo.advance(5)")
    monitor.check_the_readout()
    assert monitor.pixels() != before
    assert len(monitor.lab.ask(CURVES)) == 6


def test_an_unwritten_piece_is_named(open_monitor):
    monitor = open_monitor(STUB)
    expect(monitor.root).to_contain_text("fit is not written yet")
    button = monitor.root.get_by_role("button", name="One epoch more", exact=True)
    assert button.get_attribute("aria-disabled") == "true"
    monitor.slider("hidden units").press("ArrowRight")
    monitor.wait_for_rest()
    expect(monitor.root).to_contain_text("fit is not written yet")


def test_all_controls_have_names(open_monitor):
    names = open_monitor().names_of_visible_controls()
    buttons = ["One epoch more", "Ten epochs more", "Another seed", "Reset"]
    assert names == ["learning rate", "hidden units", *buttons]


def test_both_themes(open_monitor):
    monitor = open_monitor(theme="Light")
    monitor.check_the_readout()
    assert min(monitor.corner()) > 150
    monitor.lab.use_theme("Dark")  # the picture follows while it is open
    monitor.lab.page.wait_for_timeout(200)
    assert max(monitor.corner()) < 110


@pytest.mark.parametrize("width", [820, 1400])
def test_it_fits_its_place(open_monitor, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    monitor = open_monitor()
    monitor.check_the_readout()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    found = f"(node) => [node, ...node.querySelectorAll('*')].filter((n) => !({fits})(n)).map((n) => n.outerHTML)"
    assert monitor.root.evaluate(found) == []


def test_every_key_press_is_answered(open_monitor):
    monitor = open_monitor()
    monitor.check_the_readout()
    name = "training_monitor, Python trains an epoch"
    measure_key_presses(monitor.lab, monitor.slider("learning rate"), monitor.canvas, name)
