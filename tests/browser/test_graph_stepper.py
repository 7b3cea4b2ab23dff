"""The graph stepper as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses
from tests.browser.lesson_pages import screenshot

VALUE = """\
import math


class Value:
    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0.0

    def __add__(self, other):
        return Value(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.value * other.value, (self, other), (other.value, self.value))

    def tanh(self):
        t = math.tanh(self.value)
        return Value(t, (self,), (1 - t * t,))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local_derivative in zip(node.parents, node.local_derivatives):
                parent.gradient += local_derivative * node.gradient
"""

STUB = """\
class Value:
    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value

    def __add__(self, other):
        raise NotImplementedError()

    def __mul__(self, other):
        raise NotImplementedError()
"""

DEMO = """\
from demos import graph_stepper

stepper = graph_stepper(Value)
stepper
"""


class Stepper:
    """The widget on the page, beside its traits in the kernel."""

    def __init__(self, lab):
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.picture = self.root.get_by_role("img")
        self.live = self.root.locator("[aria-live]")
        self.steps = self.root.get_by_role("slider", name="step", exact=True)
        self.picture.wait_for()

    def press(self, name):
        """Press a button with the keyboard."""
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def wait_for(self, expression, value):
        """Wait until a Python expression of the kernel has a value, and the page shows what the kernel holds."""
        for _ in range(200):
            found, description = self.lab.ask(f"[{expression}, stepper.description]")
            if found == value and self.picture.get_attribute("aria-label") == description:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"{expression} is {found!r}, not {value!r}, or the page does not show {description!r}")


@pytest.fixture
def open_stepper(open_lab):
    def open_it(code=VALUE, **options):
        lab = open_lab([code, DEMO], **options)
        lab.run_all()
        return Stepper(lab)

    return open_it


def svg_texts(stepper, kind):
    return stepper.root.evaluate(
        "(root, kind) => [...root.querySelectorAll(`text.graph-${kind}`)].map((t) => t.textContent).filter(Boolean)",
        kind,
    )


def test_the_steps_answer_to_the_keyboard(open_stepper):
    stepper = open_stepper()
    stepper.wait_for("stepper.step", 0)
    assert svg_texts(stepper, "value") == ["2", "3", "?", "?"]
    stepper.press("Next step")
    stepper.wait_for("stepper.step", 1)
    assert svg_texts(stepper, "value") == ["2", "3", "5", "?"]
    assert svg_texts(stepper, "derivative") == ["1", "1"]
    expect(stepper.live).to_contain_text("s = a + b, from 2 and 3, is 5")
    stepper.steps.press("End")
    last = stepper.lab.ask("len(stepper.frames) - 1")
    stepper.wait_for("stepper.step", last)
    assert svg_texts(stepper, "gradient") == ["grad 3", "grad 8", "grad 3", "grad 1"]
    assert stepper.steps.get_attribute("aria-valuetext") == f"{last + 1} of {last + 1}"
    stepper.steps.press("ArrowLeft")
    stepper.wait_for("stepper.step", last - 1)
    stepper.press("Previous step")
    stepper.wait_for("stepper.step", last - 2)
    stepper.press("First step")
    stepper.wait_for("stepper.step", 0)
    assert svg_texts(stepper, "gradient") == []


def test_active_edges_are_marked_on_both_ways(open_stepper):
    stepper = open_stepper()
    stepper.press("Next step")
    stepper.wait_for("stepper.step", 1)
    assert stepper.root.locator("path.graph-ahead").count() == 2
    stepper.steps.press("End")
    stepper.wait_for("stepper.step", stepper.lab.ask("len(stepper.frames) - 1"))
    assert stepper.root.locator("path.graph-back").count() == 1
    assert stepper.root.locator("path.graph-ahead").count() == 0


def test_the_example_answers_to_the_keyboard(open_stepper):
    stepper = open_stepper()
    choice = stepper.root.get_by_role("combobox", name="example")
    choice.focus()
    for name, inputs in [("a neuron", 3), ("a squared error", 3), ("eight paths", 1), ("order matters", 2)]:
        stepper.lab.page.keyboard.press("ArrowDown")
        stepper.wait_for("stepper.example", name)
        assert stepper.root.get_by_role("slider").count() == inputs + 1
        stepper.steps.press("End")
        stepper.wait_for("stepper.step", stepper.lab.ask("len(stepper.frames) - 1"))
        assert len(svg_texts(stepper, "gradient")) == len(stepper.lab.ask("stepper.nodes"))
        screenshot(stepper.lab, f"graph-stepper-{name.replace(' ', '-')}")
        choice.focus()


def test_an_input_answers_to_the_keyboard_and_agrees_with_python(open_stepper):
    stepper = open_stepper()
    a = stepper.root.get_by_role("slider", name="input a")
    for _ in range(5):
        a.press("ArrowRight")
    stepper.wait_for("stepper.inputs", [2.5, 3.0])
    stepper.steps.press("End")
    stepper.wait_for("stepper.step", stepper.lab.ask("len(stepper.frames) - 1"))
    assert svg_texts(stepper, "value") == ["2.5", "3", "5.5", "16.5"]
    found = stepper.lab.ask("""(lambda a, b: (((a + b) * b).backward(), a.gradient, b.gradient)[1:])(
        Value(2.5), Value(3.0))""")
    assert svg_texts(stepper, "gradient")[:2] == [f"grad {number:g}" for number in found]


def test_python_moves_the_picture(open_stepper):
    stepper = open_stepper()
    stepper.lab.tell("stepper.example = 'a neuron'; stepper.step = 2")
    stepper.wait_for("[stepper.example, stepper.step]", ["a neuron", 2])
    stepper.lab.tell("stepper.inputs = [-7.0, 1.0, 0.0]")
    stepper.wait_for("stepper.inputs", [-7.0, 1.0, 0.0])
    assert stepper.root.get_by_role("slider", name="input w").get_attribute("min") == "-7"


def test_a_stub_is_told_what_is_missing(open_stepper):
    stepper = open_stepper(STUB)
    expect(stepper.live).to_contain_text("__add__ is not written yet, and Value needs it")
    assert set(svg_texts(stepper, "value")) == {"?"}
    choice = stepper.root.get_by_role("combobox", name="example")
    choice.focus()
    stepper.lab.page.keyboard.press("ArrowDown")
    stepper.wait_for("stepper.example", "a neuron")
    expect(stepper.live).to_contain_text("__mul__ is not written yet")


def test_all_controls_have_names(open_stepper):
    stepper = open_stepper()
    names = ["example", "input a", "input b", "step", "Previous step", "Next step", "First step"]
    assert stepper.root.locator("input, select, button").count() == len(names)
    for name in names:
        roles = ["slider", "combobox", "button"]
        assert sum(stepper.root.get_by_role(role, name=name, exact=True).count() for role in roles) == 1


def test_both_themes(open_stepper):
    stepper = open_stepper(theme="Light")
    colours = "(root) => ['.graph-picture', '.graph-value'].map((q) => getComputedStyle(root.querySelector(q)))"
    read = f"(root) => {{ const [p, t] = ({colours})(root); return [p.backgroundColor, t.fill]; }}"
    light = stepper.root.evaluate(read)
    stepper.lab.use_theme("Dark")
    stepper.lab.page.wait_for_timeout(200)
    dark = stepper.root.evaluate(read)
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] != light[0] and dark[1] != light[1] and dark[0] != dark[1]
    screenshot(stepper.lab, "graph-stepper-dark")


@pytest.mark.parametrize("width", [820, 1400])
def test_it_fits_its_place(open_stepper, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    stepper = open_stepper()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert stepper.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")


def test_the_notebook_keeps_its_own_shortcuts(open_stepper):
    stepper = open_stepper()
    cells = "panel.content.widgets.length"
    count = stepper.lab.evaluate(cells)
    stepper.steps.focus()
    for key in ["a", "b", "d", "d", "Enter", "j"]:  # in command mode: add, add, delete a cell, ...
        stepper.lab.page.keyboard.press(key)
    assert stepper.lab.evaluate(cells) == count


OVERLAPS = """(root) => {
    const frame = root.querySelector('svg.graph-picture').getBoundingClientRect();
    const texts = [...root.querySelectorAll('svg.graph-picture text')].filter((t) => t.textContent)
        .map((t) => ({words: t.textContent, box: t.getBoundingClientRect()}));
    const found = texts.filter(({box}) => box.left < frame.left || box.right > frame.right
        || box.top < frame.top || box.bottom > frame.bottom).map(({words}) => `${words} sticks out`);
    texts.forEach(({words, box}, i) => texts.slice(i + 1).forEach((other) => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 1 && down > 4) found.push(`${words} lies on ${other.words}`);
    }));
    return found;
}"""


def test_no_number_lies_on_another(open_stepper):
    stepper = open_stepper()
    for example in stepper.lab.ask("stepper.examples"):
        stepper.lab.tell(f"stepper.example = {example!r}; stepper.step = len(stepper.frames) - 1")
        stepper.wait_for("stepper.example", example)
        assert stepper.root.evaluate(OVERLAPS) == []


def test_every_step_is_answered(open_stepper):
    stepper = open_stepper()
    stepper.wait_for("stepper.step", 0)
    keys = ("ArrowRight", "ArrowLeft")
    measure_key_presses(stepper.lab, stepper.steps, stepper.picture, "graph_stepper, steps", keys=keys)


def test_every_key_press_is_answered(open_stepper):
    stepper = open_stepper()
    stepper.wait_for("stepper.step", 0)
    # At the first step the inputs themselves are told, so that each press changes the description.
    a = stepper.root.get_by_role("slider", name="input a")
    measure_key_presses(stepper.lab, a, stepper.picture, "graph_stepper")
