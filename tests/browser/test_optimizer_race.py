"""The optimizer race as a reader meets it: in JupyterLab, with mouse and keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses

RULES = """\
import numpy as np


def sgd(parameter, gradient, state, learning_rate=0.01):
    return parameter - learning_rate * gradient, None


def momentum(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
    velocity = momentum * (np.zeros_like(parameter) if state is None else state) - learning_rate * gradient
    return parameter + velocity, velocity
"""

STUBS = """\
def sgd(parameter, gradient, state, learning_rate=0.01):
    raise NotImplementedError


def momentum(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
    return parameter - learning_rate * gradient, None
"""

DEMO = """\
from demos import optimizer_race

race = optimizer_race(surface="ravine", sgd=sgd, momentum=momentum)
race
"""

LOSS_AT = "float(race.trail({name!r})[min({step}, len(race.trail({name!r})) - 1), 2])"


class Race:
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

    def press(self, name):
        """Press a button with the keyboard."""
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def pixels(self):
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def losses(self):
        return self.root.locator(".race-loss").all_inner_texts()

    def wait_for(self, expression, value):
        """Wait until an expression about the race has a value in the kernel."""
        for _ in range(200):
            if (found := self.lab.ask(f"race.{expression}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"race.{expression} is {found!r}, not {value!r}")

    def wait_for_rest(self):
        """Wait until the page shows what the kernel holds."""
        for _ in range(200):
            if self.agrees():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page shows {self.losses()}, {self.canvas.get_attribute('aria-label')}")

    def agrees(self):
        """Tell whether losses, description and steps on the page are the kernel's."""
        step, description = self.lab.ask("[race.shown, race.description]")
        label = self.canvas.get_attribute("aria-label")
        if not label.startswith(f"{description} Losses after {step} steps: "):
            return False
        for name, shown in zip(self.lab.ask("list(race.rates)"), self.losses(), strict=True):
            if f"{name} {shown}" not in label:
                return False
            if shown not in ("no result", "diverged"):
                loss = self.lab.ask(LOSS_AT.format(name=name, step=step))
                if float(shown.replace("−", "-")) != pytest.approx(loss, rel=6e-3, abs=1e-30):
                    return False
        return self.slider("steps shown").input_value() == str(step)


@pytest.fixture
def open_race(open_lab):
    def open_it(rules=RULES, **options):
        lab = open_lab([rules, DEMO], **options)
        lab.run_all()
        return Race(lab)

    return open_it


def test_every_control_answers_to_the_keyboard(open_race):
    race = open_race()
    race.wait_for_rest()
    for name, key, expression, value in [
        ("start w1", "ArrowRight", "start1", -3.48),
        ("start w2", "ArrowLeft", "start2", 1.98),
        ("learning rate of sgd", "ArrowRight", "rates['sgd']", 0.112),
        ("learning rate of momentum", "ArrowLeft", "rates['momentum']", 0.0282),
        ("steps shown", "ArrowLeft", "shown", 149),
    ]:
        before, label = race.pixels(), race.canvas.get_attribute("aria-label")
        race.slider(name).press(key)
        race.wait_for(expression, pytest.approx(value))
        race.wait_for_rest()
        assert race.pixels() != before, name
        assert race.canvas.get_attribute("aria-label") != label
        assert race.slider(name).evaluate("(node) => node === document.activeElement")
        text = race.slider(name).get_attribute("aria-valuetext")
        assert float(text.replace("−", "-")) == pytest.approx(value)
        assert race.slider(name).locator("xpath=following-sibling::output").inner_text() == text
    before = race.pixels()
    race.root.get_by_role("combobox", name="loss surface").focus()
    race.lab.page.keyboard.press("ArrowDown")
    race.wait_for("surface", "saddle")
    race.wait_for_rest()
    assert race.pixels() != before
    race.press("Reset")
    race.wait_for("start1", 3.0)
    race.wait_for_rest()


def test_a_race_is_run_step_by_step(open_race):
    race = open_race()
    race.wait_for_rest()
    expect(race.live).to_contain_text("Press Race")
    race.press("Race")
    seen = set()
    while (step := race.slider("steps shown").input_value()) != "150":
        seen.add((step, *race.losses(), race.pixels()))
    assert len(seen) > 5
    race.wait_for("shown", 150)
    race.wait_for_rest()
    assert race.live.get_attribute("aria-live") == "polite"
    assert re.search(r"After 150 steps the lowest loss is .*momentum", race.live.inner_text())


def test_reduced_motion_shows_the_whole_trails_at_once(open_race, page):
    page.emulate_media(reduced_motion="reduce")
    race = open_race()
    race.wait_for_rest()
    race.lab.page.evaluate("""() => {
        window.steps = new Set();
        const output = [...document.querySelectorAll('.demo-slider')].at(-1).querySelector('output');
        new MutationObserver(() => window.steps.add(output.textContent)).observe(output, {childList: true});
    }""")
    race.press("Race")
    race.wait_for("shown", 150)
    race.wait_for_rest()
    assert race.lab.page.evaluate("[...window.steps]") == ["150"]


def test_a_click_moves_the_start(open_race):
    race = open_race()
    race.wait_for_rest()
    box = race.canvas.bounding_box()
    race.canvas.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    race.wait_for("start1", pytest.approx(2, abs=0.05))
    race.wait_for("start2", pytest.approx(2, abs=0.05))
    race.wait_for_rest()


def test_a_rule_that_diverges_is_named(open_race):
    race = open_race()
    race.slider("learning rate of sgd").press("End")
    race.wait_for("rates['sgd']", 10.0)
    race.wait_for_rest()
    assert race.losses()[0] == "diverged"
    expect(race.live).to_contain_text("Left the picture for good: sgd.")


def test_python_moves_the_picture(open_race):
    race = open_race()
    race.wait_for_rest()
    before = race.pixels()
    race.lab.tell("race.surface = 'rosenbrock'; race.start1 = 1.0; race.shown = 40")
    race.wait_for_rest()
    assert race.pixels() != before
    assert race.slider("start w2").get_attribute("max") == "3"
    assert race.slider("start w1").get_attribute("max") == "2"


def test_a_stub_is_told_what_is_missing_and_the_other_rule_races(open_race):
    race = open_race(STUBS)
    race.wait_for_rest()
    expect(race.live).to_contain_text("sgd is not written yet")
    assert race.losses()[0] == "no result"
    before = race.pixels()
    race.slider("steps shown").press("End")
    race.wait_for("shown", 150)
    race.wait_for_rest()
    assert race.pixels() != before


def test_all_controls_have_names(open_race):
    race = open_race()
    names = {
        "combobox": ["loss surface"],
        "slider": ["start w1", "start w2", "learning rate of sgd", "learning rate of momentum", "steps shown"],
        "button": ["Race", "Reset"],
    }
    for role, expected in names.items():
        assert race.root.get_by_role(role).count() == len(expected)
        for name in expected:
            assert race.root.get_by_role(role, name=name, exact=True).count() == 1


def test_both_themes(open_race):
    race = open_race(theme="Light")
    race.wait_for_rest()
    corner = "(canvas) => [...canvas.getContext('2d').getImageData(canvas.width - 3, 2, 1, 1).data].slice(0, 3)"
    assert min(race.canvas.evaluate(corner)) > 150
    race.lab.use_theme("Dark")  # the picture follows while it is open
    race.lab.page.wait_for_timeout(200)
    assert max(race.canvas.evaluate(corner)) < 110


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_race, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    race = open_race()
    race.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert race.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    box = race.canvas.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=2)
    assert 300 < box["width"] <= 522


@pytest.mark.parametrize(
    ("slider", "who"),
    [("learning rate of momentum", "a rate, Python computes"), ("steps shown", "steps, JavaScript draws")],
)
def test_every_key_press_is_answered(open_race, slider, who):
    race = open_race()
    race.slider("steps shown").press("End")
    race.wait_for("shown", 150)
    race.wait_for_rest()
    measure_key_presses(race.lab, race.slider(slider), race.canvas, f"optimizer_race, {who}")
