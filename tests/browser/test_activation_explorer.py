"""The activation explorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest

from tests.browser.demo_on_page import WRITTEN, DemoOnPage
from tests.browser.key_presses import measure_key_presses

DEMO = """\
from demos import activation_explorer

demo = activation_explorer(sigmoid, tanh, relu, leaky_relu, prelu, elu, srelu, maxout)
demo
"""
STUB = """\
def relu(a):
    raise NotImplementedError
"""
SETTINGS = {
    "leaky ReLU": {"slope": "slope"},
    "ELU": {"alpha": "alpha"},
    "SReLU": {"tright": "t_right", "aright": "a_right", "tleft": "t_left", "aleft": "a_left"},
    "maxout": {"2nd piece": "piece"},
}


@pytest.fixture
def open_demo(open_lab):
    def open_it(*more, **options):
        lab = open_lab([WRITTEN, *more, DEMO], **options)
        lab.run_all()
        return DemoOnPage(lab)

    return open_it


def test_every_control_answers_to_the_keyboard(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    assert demo.names_of_visible_controls() == ["activation", "bias"]
    demo.moves_with_the_keyboard("bias", "bias")
    for words, sliders in SETTINGS.items():
        before = demo.pixels()
        demo.choose("activation", words)
        demo.root.get_by_role("slider").nth(1).wait_for()
        demo.wait_for_rest()
        assert demo.pixels() != before
        assert demo.names_of_visible_controls() == ["activation", "bias", *sliders]
        for name, trait in sliders.items():
            demo.moves_with_the_keyboard(name, trait)


def test_a_relu_dies_before_the_readers_eyes(open_demo):
    demo = open_demo()
    demo.choose("activation", "ReLU")
    demo.slider("bias").press("Home")
    demo.root.get_by_text("The unit is dead for these examples").wait_for()
    demo.wait_for_rest()
    assert demo.lab.ask("[demo.activation, demo.bias]") == ["relu", -10]


def test_an_unwritten_activation_is_named_and_the_others_are_shown(open_demo):
    demo = open_demo(STUB)
    demo.wait_for_rest()
    curve = demo.pixels()
    demo.choose("activation", "ReLU")
    demo.root.get_by_text("relu is not written yet").wait_for()
    demo.wait_for_rest()
    assert demo.pixels() != curve
    demo.choose("activation", "sigmoid")
    demo.root.get_by_text("relu is not written yet").wait_for(state="hidden")


def test_both_themes(open_demo):
    demo = open_demo()
    demo.lab.tell("demo.activation = 'tanh'; demo.bias = 0")
    demo.wait_for_rest()
    light = demo.corner()
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(200)
    assert min(light) > 200
    assert max(demo.corner()) < 90


def test_every_key_press_is_answered(open_demo):
    demo = open_demo()
    demo.wait_for_rest()
    measure_key_presses(demo.lab, demo.slider("bias"), demo.canvas, "activation_explorer")
