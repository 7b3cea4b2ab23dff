"""The tree colorer as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses
from tests.browser.svg_demo import SvgDemo

COMPOSE = """\
import numpy as np

vectors = {word: np.array(v, float) for word, v in
           {"not": [0, 1], "good": [1, 0], "dull": [-1, 0], "very": [0, 0], "film": [0, 0]}.items()}


def class_probabilities(states):
    return np.eye(5)[np.clip(2 + states[:, 0], 0, 4).astype(int)] * 0.6 + 0.08


def tree_compose(left, right, parameters):
    parent = left + right
    parent[:, 0] = np.where(left[:, 1] == 1, -right[:, 0], parent[:, 0])
    parent[:, 1] = 0
    return parent, lambda d_parent: None
"""
STUB = (
    COMPOSE
    + """

def tree_compose(left, right, parameters):
    raise NotImplementedError()
"""
)
DEMO = """\
from demos import tree_colorer

demo = tree_colorer(tree_compose, vectors, (), class_probabilities,
                    [("film", ("not", ("very", "good"))), (("very", "good"), ("not", "dull"))])
demo
"""
CONTROLS = ["phrase", "pairs composed", "replace", "by", "Compose the next pair", "Compose all", "Only the words"]
MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def open_colorer(open_lab):
    def open_it(code=COMPOSE, **options):
        lab = open_lab([code, DEMO], **options)
        lab.run_all()
        return SvgDemo(lab)

    return open_it


def signs(demo):
    return demo.texts(".tree-sign")


def test_the_tree_is_coloured_pair_by_pair(open_colorer):
    demo = open_colorer()
    demo.wait_for("demo.composed", 0)
    assert signs(demo) == ["0", "0", "0", "+", "?", "?", "?"]
    demo.press("Compose the next pair")
    demo.wait_for("demo.composed", 1)
    assert signs(demo)[4:] == ["+", "?", "?"]
    demo.press("Compose all")
    demo.wait_for("demo.composed", 3)
    assert signs(demo)[4:] == ["+", MINUS, MINUS]
    expect(demo.live).to_contain_text("make a node that is negative")
    slider = demo.root.get_by_role("slider", name="pairs composed")
    slider.press("ArrowLeft")
    demo.wait_for("demo.composed", 2)
    assert slider.get_attribute("aria-valuetext") == "2"
    demo.press("Only the words")
    demo.wait_for("demo.composed", 0)


def test_a_flipped_word_travels_to_the_root(open_colorer):
    demo = open_colorer()
    demo.press("Compose all")
    demo.wait_for("demo.composed", 3)
    assert demo.root.locator(".tree-changed").count() == 0
    demo.box("replace").focus()
    demo.lab.page.keyboard.press("End")
    demo.wait_for("demo.word", 3)
    assert demo.texts(".tree-chosen") == ["good"]
    demo.box("by").focus()
    demo.lab.page.keyboard.press("Home")  # the first of the vocabulary
    demo.wait_for("demo.words[3]", "dull")
    assert signs(demo) == ["0", "0", "0", MINUS, MINUS, "+", "+"]
    assert demo.root.locator(".tree-changed").count() == 4
    expect(demo.live).to_contain_text("changed the class of 4 of the 7 nodes")
    demo.screenshot("tree-colorer-light")


def test_words_are_replaced_with_the_keyboard_and_the_focus_stays(open_colorer):
    demo = open_colorer()
    demo.box("by").focus()
    demo.lab.page.keyboard.press("ArrowDown")  # after film stands good
    demo.wait_for("demo.words[0]", "good")
    assert demo.texts(".tree-word") == ["good", "not", "very", "good"]
    assert demo.box("by").evaluate("(node) => node === document.activeElement")
    assert signs(demo)[0] == "+"


def test_another_phrase_has_another_tree(open_colorer):
    demo = open_colorer()
    demo.box("phrase").focus()
    demo.lab.page.keyboard.press("ArrowDown")
    demo.wait_for("demo.phrase", 1)
    assert demo.texts(".tree-word") == ["very", "good", "not", "dull"]
    demo.press("Compose all")
    demo.wait_for("demo.composed", 3)
    assert signs(demo) == ["0", "+", "0", MINUS, "+", "+", "++"]


def test_a_stub_is_told_what_is_missing(open_colorer):
    demo = open_colorer(STUB)
    expect(demo.live).to_contain_text("tree_compose is not written yet")
    demo.press("Compose all")
    demo.wait_for("demo.composed", 3)
    assert signs(demo) == ["0", "0", "0", "+", "?", "?", "?"]


def test_all_controls_have_names(open_colorer):
    assert open_colorer().names_of_controls() == CONTROLS


def test_both_themes(open_colorer):
    demo = open_colorer(theme="Light")
    light = demo.colours("svg .tree-word")
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(200)
    dark = demo.colours("svg .tree-word")
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] not in (light[0], dark[1])
    assert dark[1] != light[1]
    demo.press("Compose all")
    demo.wait_for("demo.composed", 3)
    demo.screenshot("tree-colorer-dark")


def test_every_key_press_is_answered(open_colorer):
    demo = open_colorer()
    demo.wait_for("demo.composed", 0)
    slider = demo.root.get_by_role("slider", name="pairs composed")
    measure_key_presses(demo.lab, slider, demo.picture, "tree_colorer", keys=("ArrowRight", "ArrowLeft"))
