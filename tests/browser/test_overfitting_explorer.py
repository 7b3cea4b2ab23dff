"""The overfitting explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses
from tests.browser.seen_pictures import GATHER_PICTURES

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_06_functions.py").read_text(encoding="utf-8")
STUBS = WRITTEN + "\n\ndef dropout(x, rate, rng, training=True, form='inverted'):\n    raise NotImplementedError\n"
DEMO = """\
from demos import overfitting_explorer

demo = overfitting_explorer(l2_penalty, l1_penalty, dropout, EarlyStopping)
demo
"""
LOSSES = "__import__('numpy').frombuffer(demo.losses, '<f4').reshape(-1, 2).tolist()"


class Explorer(DemoOnPage):
    """The widget on the page, beside its traits in the kernel."""

    def __init__(self, lab):
        super().__init__(lab)
        self.live = self.root.locator("[aria-live]")

    def wait_for(self, trait, value):
        for _ in range(200):
            if (found := self.lab.ask(f"demo.{trait}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"demo.{trait} is {found!r}, not {value!r}")

    def wait_for_the_end(self):
        """Wait until training is over and the page shows it; then check the page's numbers against the losses."""
        for _ in range(400):
            running, message, description = self.lab.ask("[demo.running, demo.message, demo.description]")
            label = self.canvas.get_attribute("aria-label")
            if not running and message in self.live.inner_text() and label == description:
                break
            self.lab.page.wait_for_timeout(50)
        else:
            raise AssertionError(
                f"running: {running}; the page says {self.live.inner_text()!r}, the kernel {message!r}"
            )
        losses = self.lab.ask(LOSSES)
        best = self.lab.ask("demo.best_epoch")
        shown = re.search(r"training loss (\S+), validation loss (\d\.\d+)", self.live.inner_text())
        assert [float(each) for each in shown.groups()] == pytest.approx(losses[best - 1], abs=6e-4)
        assert self.live.get_attribute("aria-live") == "polite"


@pytest.fixture
def open_explorer(open_lab, page):
    def open_it(functions=WRITTEN, is_moving=False, **options):
        # The end at once, where a test asks for the end: two hundred epochs before one's eyes take some seconds.
        page.emulate_media(reduced_motion="no-preference" if is_moving else "reduce")
        lab = open_lab([functions, DEMO], **options)
        lab.run_all()
        return Explorer(lab)

    return open_it


def test_the_curves_grow_before_the_readers_eyes(open_explorer):
    explorer = open_explorer(is_moving=True)
    explorer.wait_for_the_end()
    explorer.lab.page.evaluate(GATHER_PICTURES)
    explorer.press("Train again")
    explorer.lab.page.wait_for_function("() => window.pictures.size > 8")
    explorer.wait_for_the_end()
    assert explorer.lab.ask("len(demo.losses)") == 200 * 2 * 4


def test_reduced_motion_shows_the_end_at_once(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_the_end()
    explorer.lab.page.evaluate("""() => {
        window.words = new Set();
        const message = document.querySelector('.demo-message');
        new MutationObserver(() => window.words.add(message.textContent)).observe(message, {childList: true});
    }""")
    explorer.slider("dropout rate").press("ArrowRight")
    explorer.wait_for("rate", 0.05)
    explorer.wait_for_the_end()
    assert len(explorer.lab.page.evaluate("[...window.words]")) <= 2


def test_every_control_answers_to_the_keyboard(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_the_end()
    assert explorer.slider("strength").is_disabled()
    before = explorer.pixels()
    explorer.choose("penalty", "L2")
    explorer.wait_for("kind", "l2")
    explorer.wait_for_the_end()
    assert explorer.pixels() != before
    for name, key, trait, value in [
        ("strength", "ArrowRight", "strength", pytest.approx(0.0112)),
        ("dropout rate", "ArrowRight", "rate", pytest.approx(0.05)),
        ("patience", "ArrowRight", "patience", 2),
    ]:
        before, label = explorer.pixels(), explorer.canvas.get_attribute("aria-label")
        explorer.slider(name).press(key)
        explorer.wait_for(trait, value)
        explorer.wait_for_the_end()
        assert explorer.pixels() != before, name
        assert explorer.canvas.get_attribute("aria-label") != label
        assert explorer.slider(name).evaluate("(node) => node === document.activeElement")
        text = explorer.slider(name).get_attribute("aria-valuetext")
        assert float(text) == pytest.approx(value.expected if hasattr(value, "expected") else value, rel=0.05)
        assert explorer.slider(name).locator("xpath=following-sibling::output").inner_text() == text
    assert re.search(r"Ended after epoch \d+. The weights of epoch \d+ are back", explorer.live.inner_text())
    before = explorer.pixels()
    explorer.press("New data")
    explorer.wait_for("seed", 1)
    explorer.wait_for_the_end()
    assert explorer.pixels() != before
    explorer.press("Reset")
    explorer.wait_for("kind", "none")
    explorer.wait_for_the_end()
    assert explorer.slider("patience").get_attribute("aria-valuetext") == "off"


def test_python_moves_the_picture(open_explorer):
    explorer = open_explorer()
    explorer.wait_for_the_end()
    before = explorer.pixels()
    explorer.lab.tell("demo.patience = 10")
    explorer.wait_for_the_end()
    assert explorer.pixels() != before
    assert explorer.slider("patience").input_value() == "10"


def test_a_stub_is_told_what_is_missing_and_the_rest_works(open_explorer):
    explorer = open_explorer(STUBS)
    explorer.wait_for_the_end()
    expect(explorer.live).to_contain_text("dropout is not written yet")
    explorer.slider("dropout rate").press("ArrowRight")
    explorer.wait_for("message", "No training with these settings.")
    explorer.slider("dropout rate").press("Home")
    explorer.wait_for_the_end()
    expect(explorer.live).to_contain_text("dropout is not written yet")


def test_all_controls_have_names(open_explorer):
    explorer = open_explorer()
    names = {
        "slider": ["strength", "dropout rate", "patience"],
        "combobox": ["penalty"],
        "button": ["Train again", "New data", "Reset"],
    }
    for role, expected in names.items():
        assert explorer.root.get_by_role(role).count() == len(expected)
        for name in expected:
            assert explorer.root.get_by_role(role, name=name, exact=True).count() == 1


def test_both_themes(open_explorer):
    explorer = open_explorer(theme="Light")
    explorer.wait_for_the_end()
    assert min(explorer.corner()) > 150
    explorer.lab.use_theme("Dark")  # the picture follows while it is open
    explorer.lab.page.wait_for_timeout(200)
    assert max(explorer.corner()) < 110


@pytest.mark.parametrize("width", [820, 1400])
def test_it_fits_its_place(open_explorer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    explorer = open_explorer()
    explorer.wait_for_the_end()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    found = f"(node) => [node, ...node.querySelectorAll('*')].filter((n) => !({fits})(n)).map((n) => n.outerHTML)"
    assert explorer.root.evaluate(found) == []


def test_every_key_press_is_answered(open_explorer):
    explorer = open_explorer(is_moving=True)
    explorer.wait_for_the_end()
    name, keys = "overfitting_explorer, Python trains", ("ArrowRight", "ArrowLeft")
    slider = explorer.slider("dropout rate")
    # The label changes once more when the training that a press has begun is over.
    measure_key_presses(explorer.lab, slider, explorer.canvas, name, keys, answer="Training has begun")
