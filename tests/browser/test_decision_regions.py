"""The decision regions as a reader meets them: in JupyterLab, with the keyboard, in both themes."""

import pytest

from tests.browser.demo_on_page import WRITTEN, DemoOnPage
from tests.browser.key_presses import measure_key_presses

DEMO = """\
from demos import decision_regions

demo = decision_regions(mlp, sigmoid, tanh, relu)
demo
"""
STUB = """\
def mlp(x, weights, biases, activation):
    raise NotImplementedError
"""


@pytest.fixture
def open_demo(open_lab):
    def open_it(*more, **options):
        lab = open_lab([WRITTEN, *more, DEMO], **options)
        lab.run_all()
        return DemoOnPage(lab)

    return open_it


def test_every_control_answers_to_the_keyboard(open_demo, page):
    page.emulate_media(reduced_motion="reduce")
    demo = open_demo()
    demo.wait_for_rest()
    names = ["data", "activation", "hidden layers", "units in each", "Train", "New weights", "Reset"]
    assert demo.names_of_visible_controls() == names
    demo.moves_with_the_keyboard("units in each", "units")
    demo.moves_with_the_keyboard("hidden layers", "layers")
    for name, words, trait, value in [("data", "moons", "data", "moons"), ("activation", "ReLU", "activation", "relu")]:
        before = demo.root.inner_text()
        demo.choose(name, words)
        demo.lab.page.wait_for_timeout(200)
        demo.wait_for_rest()
        assert demo.lab.ask(f"demo.{trait}") == value
        # Another activation may leave the picture of an untrained network as it is, but not its loss.
        assert demo.root.inner_text() != before
    first = demo.pixels()
    demo.press("Train")
    demo.root.get_by_text("After 60 steps").wait_for()
    demo.wait_for_rest()
    assert demo.pixels() != first
    demo.press("Reset")
    demo.root.get_by_text("After 0 steps").wait_for()
    demo.wait_for_rest()
    assert demo.pixels() == first
    demo.press("New weights")
    demo.lab.page.wait_for_timeout(200)
    demo.wait_for_rest()
    assert demo.lab.ask("demo.seed") == 1
    assert demo.pixels() != first


def test_a_training_is_played(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    demo.lab.page.evaluate(
        """() => {
            const words = document.querySelector('.demo .demo-message');
            window.steps = [];
            new MutationObserver(() => window.steps.push(words.textContent)).observe(words, {childList: true});
        }"""
    )
    demo.press("Train")
    demo.root.get_by_text("After 60 steps").wait_for()
    played = [words for words in demo.lab.page.evaluate("window.steps") if words.startswith("Step ")]
    assert [words.split(":")[0] for words in played] == [f"Step {number}" for number in range(6, 61, 6)]
    demo.wait_for_rest()


def test_an_unwritten_network_is_named_and_the_points_are_shown(open_demo):
    demo = open_demo(STUB)
    demo.root.get_by_text("mlp is not written yet").wait_for()
    before = demo.pixels()
    demo.choose("data", "rings")
    demo.lab.page.wait_for_timeout(200)
    demo.wait_for_rest()
    assert demo.pixels() != before
    demo.press("Train")
    demo.root.get_by_text("mlp is not written yet").wait_for()


def test_both_themes(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    light = demo.corner()
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(200)
    assert min(light) > 150
    assert max(demo.corner()) < 110


def test_every_key_press_is_answered(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    measure_key_presses(demo.lab, demo.slider("units in each"), demo.canvas, "decision_regions")
