"""The dropout viewer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo_on_page import DemoOnPage
from tests.browser.key_presses import measure_key_presses

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_06_functions.py").read_text(encoding="utf-8")
STUBS = WRITTEN + "\n\ndef dropout(x, rate, rng, training=True, form='inverted'):\n    raise NotImplementedError\n"
DEMO = """\
from demos import dropout_viewer

demo = dropout_viewer(dropout, monte_carlo_dropout)
demo
"""
# What the sentence below the picture must say, computed in the kernel from what the page was sent.
KERNEL = """[
    (lambda rows, outputs, averages: dict(
        shown=demo.shown, after=demo.after, kept=int((rows[demo.shown - 1] != 0).sum()), units=rows.shape[1],
        output=float(outputs[demo.shown - 1]), average=float(averages[demo.shown - 1]),
        afterwards=demo.afterwards, estimate=demo.estimate, description=demo.description,
    ))(__import__("numpy").frombuffer(demo.values, "<f4").reshape(-1, sum(demo.hidden)),
       __import__("numpy").frombuffer(demo.outputs, "<f4"), __import__("numpy").frombuffer(demo.averages, "<f4"))
][0]"""


class Viewer(DemoOnPage):
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

    def wait_for_rest(self):
        for _ in range(200):
            if self.agrees():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page says {self.live.inner_text()!r}")

    def agrees(self):
        """Tell whether every number on the page is the kernel's."""
        kernel, text = self.lab.ask(KERNEL), self.live.inner_text().strip()
        if self.canvas.get_attribute("aria-label") != f"{kernel['description']} {text}":
            return False
        if kernel["after"]:
            expected = [kernel["afterwards"], *kernel["estimate"]]
        else:
            head = [kernel["shown"], kernel["kept"], kernel["units"], kernel["output"]]
            many = [kernel["shown"]] if kernel["shown"] > 1 else []
            expected = [*head, *many, kernel["average"], kernel["afterwards"], *kernel["estimate"]]
        numbers = [float(word) for word in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]
        return numbers == pytest.approx(expected, abs=0.0051)


@pytest.fixture
def open_viewer(open_lab):
    def open_it(functions=WRITTEN, demo=DEMO, **options):
        lab = open_lab([functions, demo], **options)
        lab.run_all()
        return Viewer(lab)

    return open_it


def test_every_slider_answers_to_the_keyboard(open_viewer):
    viewer = open_viewer()
    viewer.wait_for_rest()
    for name, key, trait, value in [
        ("rate", "ArrowRight", "rate", pytest.approx(0.55)),
        ("masks shown", "ArrowRight", "shown", 2),
        ("masks shown", "End", "shown", 200),
    ]:
        before, label = viewer.pixels(), viewer.canvas.get_attribute("aria-label")
        viewer.slider(name).press(key)
        viewer.wait_for(trait, value)
        viewer.wait_for_rest()
        assert viewer.pixels() != before, name
        assert viewer.canvas.get_attribute("aria-label") != label
        assert viewer.slider(name).evaluate("(node) => node === document.activeElement")
        text = viewer.slider(name).get_attribute("aria-valuetext")
        assert float(text) == value
        assert viewer.slider(name).locator("xpath=following-sibling::output").inner_text() == text


def test_every_choice_and_button_answers_to_the_keyboard(open_viewer):
    viewer = open_viewer()
    viewer.wait_for_rest()
    for name, option, trait, value in [
        ("form", "classic", "form", "standard"),
        ("hidden layers", "two", "layers", 2),
        ("network", "afterwards", "after", True),
    ]:
        before = viewer.pixels()
        viewer.choose(name, option)
        viewer.wait_for(trait, value)
        viewer.wait_for_rest()
        assert viewer.pixels() != before, name
    for name, trait, value in [
        ("New masks", "seed", 1),
        ("Reset", "layers", 1),
        ("Next mask", "shown", 2),
    ]:
        before = viewer.pixels()
        viewer.press(name)
        viewer.wait_for(trait, value)
        viewer.wait_for_rest()
        assert viewer.pixels() != before, name


def test_play_shows_mask_after_mask(open_viewer):
    viewer = open_viewer()
    viewer.wait_for_rest()
    viewer.press("Play")
    seen = set()
    while (shown := viewer.slider("masks shown").input_value()) != "200":
        seen.add((shown, viewer.pixels()))
    assert len(seen) > 10
    viewer.wait_for("shown", 200)
    viewer.wait_for_rest()
    assert viewer.live.get_attribute("aria-live") == "polite"


def test_reduced_motion_shows_all_masks_at_once(open_viewer, page):
    page.emulate_media(reduced_motion="reduce")
    viewer = open_viewer()
    viewer.wait_for_rest()
    viewer.lab.page.evaluate("""() => {
        window.shown = new Set();
        const output = document.querySelectorAll('.demo-slider output')[1];
        new MutationObserver(() => window.shown.add(output.textContent)).observe(output, {childList: true});
    }""")
    viewer.press("Play")
    viewer.wait_for("shown", 200)
    viewer.wait_for_rest()
    assert viewer.lab.page.evaluate("[...window.shown]") == ["200"]


def test_python_moves_the_picture(open_viewer):
    viewer = open_viewer()
    viewer.wait_for_rest()
    before = viewer.pixels()
    viewer.lab.tell("demo.layers = 2; demo.rate = 0.8; demo.shown = 40")
    viewer.wait_for_rest()
    assert viewer.pixels() != before


def test_a_stub_is_told_what_is_missing(open_viewer):
    viewer = open_viewer(STUBS)
    expect(viewer.live).to_contain_text("dropout is not written yet")
    viewer.slider("rate").press("ArrowRight")
    viewer.wait_for("rate", pytest.approx(0.55))
    expect(viewer.live).to_contain_text("dropout is not written yet")


def test_all_controls_have_names(open_viewer):
    viewer = open_viewer()
    names = {
        "slider": ["rate", "masks shown"],
        "combobox": ["form", "hidden layers", "network"],
        "button": ["Next mask", "Play", "New masks", "Reset"],
    }
    for role, expected in names.items():
        assert viewer.root.get_by_role(role).count() == len(expected)
        for name in expected:
            assert viewer.root.get_by_role(role, name=name, exact=True).count() == 1


def test_both_themes(open_viewer):
    viewer = open_viewer(theme="Light")
    viewer.wait_for_rest()
    assert min(viewer.corner()) > 150
    viewer.lab.use_theme("Dark")  # the picture follows while it is open
    viewer.lab.page.wait_for_timeout(200)
    assert max(viewer.corner()) < 110


@pytest.mark.parametrize("width", [820, 1400])
def test_it_fits_its_place(open_viewer, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    viewer = open_viewer()
    viewer.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    found = f"(node) => [node, ...node.querySelectorAll('*')].filter((n) => !({fits})(n)).map((n) => n.outerHTML)"
    assert viewer.root.evaluate(found) == []
    box = viewer.canvas.bounding_box()
    assert box["width"] == pytest.approx(2 * box["height"], abs=3)


@pytest.mark.parametrize(
    ("slider", "who"), [("rate", "a rate, Python computes"), ("masks shown", "a mask, JavaScript draws")]
)
def test_every_key_press_is_answered(open_viewer, slider, who):
    viewer = open_viewer()
    viewer.slider("masks shown").press("End")
    viewer.wait_for("shown", 200)
    viewer.wait_for_rest()
    measure_key_presses(viewer.lab, viewer.slider(slider), viewer.canvas, f"dropout_viewer, {who}")
