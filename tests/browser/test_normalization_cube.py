"""The normalization cube as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses

FUNCTIONS = """\
import numpy as np


def normalised(x, axes, eps):
    return (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + eps)


def batch_norm(x, gamma, beta, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    if not training:
        mean, var = (each.reshape(1, -1, 1, 1) for each in (running_mean, running_var))
        return ((x - mean) / np.sqrt(var + eps), running_mean, running_var), None
    mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    running = (1 - momentum) * running_mean + momentum * mean, (1 - momentum) * running_var + momentum * var
    return (normalised(x, (0, 2, 3), eps), *running), None


def layer_norm(x, gamma, beta, eps=1e-5):
    return normalised(x, (1, 2, 3), eps), None


def instance_norm(x, gamma, beta, eps=1e-5):
    return normalised(x, (2, 3), eps), None


def group_norm(x, gamma, beta, groups, eps=1e-5):
    return normalised(x.reshape(len(x), groups, -1), 2, eps).reshape(x.shape), None
"""

STUBS = """\
def batch_norm(*arguments):
    raise NotImplementedError


layer_norm = instance_norm = group_norm = batch_norm
"""

DEMO = """\
from demos import normalization_cube

cube = normalization_cube(batch_norm, layer_norm, instance_norm, group_norm)
cube
"""
SLIDERS = ("example", "channel", "position")


class Cube:
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

    def colour_of(self, example, channel, position):
        """Return the colour in the middle of a cell of the block, from the geometry that the demo draws by."""
        return self.canvas.evaluate(
            """(canvas, [n, c, l]) => {
                const [width, height] = [canvas.clientWidth, 0.62 * canvas.clientHeight];
                const sheet = (width - 34 - 14 - 16 * 3) / 4;
                const down = (height - 30 - 26 - 0.16 * sheet) / 6;
                const x = 34 + n * (sheet + 16) + (l + 0.5) * sheet / 16;
                const y = 30 + 0.16 * sheet + (c + 0.5) * down - 0.16 * (l + 0.5) * sheet / 16;
                const ratio = canvas.width / width;
                return [...canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data].slice(0, 3);
            }""",
            [example, channel, position],
        )

    def lit_cells(self):
        """Return what the picture shows: every cell's colour compared with that of the kernel's lit cells."""
        moved = self.lab.ask("cube.moved")
        colours = [
            tuple(self.colour_of(n, c, p)) for n in range(4) for c in range(6) for p in range(0, 16, 5)
        ]  # every fifth position: 96 cells
        wanted = [moved[(n * 6 + c) * 16 + p] for n in range(4) for c in range(6) for p in range(0, 16, 5)]
        return colours, wanted

    def wait_for(self, trait, value):
        """Wait until the kernel's trait has a value."""
        for _ in range(100):
            if (found := self.lab.ask(f"cube.{trait}")) == value:
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"cube.{trait} is {found!r}, not {value!r}")

    def wait_for_rest(self):
        """Wait until the page shows what the kernel holds."""
        for _ in range(200):
            description = self.lab.ask("cube.description")
            if self.canvas.get_attribute("aria-label") == description and self.agrees():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page does not show {description!r}")

    def agrees(self):
        """Tell whether every number on the page is the kernel's."""
        cells = [text.replace("−", "-") for text in self.root.locator("table tbody td").all_inner_texts()]
        numbers = self.lab.ask("[each.get(key) for each in (cube.before, cube.after) for key in ('mean', 'deviation')]")
        wanted = ["?" if number is None else f"{number:.2f}".replace("-0.00", "0.00") for number in numbers]
        shown = [self.slider(name).locator("xpath=following-sibling::output").inner_text() for name in SLIDERS]
        kernel = self.lab.ask(f"[{', '.join(f'str(cube.{name})' for name in SLIDERS)}]")
        return cells == wanted and shown == kernel and self.live.inner_text().endswith(self.lab.ask("cube.message"))


@pytest.fixture
def open_cube(open_lab):
    def open_it(functions=FUNCTIONS, demo=DEMO, **options):
        lab = open_lab([functions, demo], **options)
        lab.run_all()
        return Cube(lab)

    return open_it


def test_every_slider_answers_to_the_keyboard(open_cube):
    cube = open_cube()
    cube.wait_for_rest()
    for name in SLIDERS:
        before, value = cube.pixels(), cube.lab.ask(f"cube.{name}")
        cube.slider(name).press("ArrowRight")
        cube.wait_for(name, value + 1)
        cube.wait_for_rest()
        assert cube.pixels() != before
        assert cube.slider(name).get_attribute("aria-valuetext") == str(value + 1)
        assert cube.slider(name).evaluate("(node) => node === document.activeElement")


def test_the_picture_lights_what_the_kernel_says(open_cube):
    """For each norm the lit cells have one colour, and no other cell has it."""
    cube = open_cube()
    cube.lab.tell("cube.position = 8")  # none of the cells that are looked at: the nudged one has a border
    for words, count in (("batch", 64), ("layer", 96), ("instance", 16), ("group", 48)):
        cube.choose("norm", words)
        cube.wait_for("norm", f"{words}_norm")
        cube.wait_for_rest()
        expect(cube.live).to_contain_text(f"{count} of 384 outputs moved")
        colours, wanted = cube.lit_cells()
        lit = {colour for colour, is_lit in zip(colours, wanted, strict=True) if is_lit}
        dark = {colour for colour, is_lit in zip(colours, wanted, strict=True) if not is_lit}
        assert len(lit) == 1 and not lit & dark


def test_modes_and_groups_stand_where_they_matter(open_cube):
    cube = open_cube()
    cube.wait_for_rest()
    visible = cube.root.locator("select:visible")
    assert visible.count() == 2
    before = cube.pixels()
    cube.choose("batch norm in", "inf")
    cube.wait_for("mode", "inference")
    cube.wait_for_rest()
    expect(cube.live).to_contain_text("1 of 384 outputs moved: example 0, channel 0, position 5.")
    assert cube.pixels() != before
    cube.choose("norm", "group")
    cube.wait_for("norm", "group_norm")
    cube.wait_for_rest()
    assert visible.count() == 2
    cube.choose("groups", "3")
    cube.wait_for("groups", 3)
    cube.wait_for_rest()
    expect(cube.live).to_contain_text("example 0, channels 0 to 1, all 16 positions")
    cube.choose("norm", "layer")
    cube.wait_for("norm", "layer_norm")
    cube.wait_for_rest()
    assert visible.count() == 1


def test_a_click_chooses_a_number(open_cube):
    cube = open_cube()
    cube.wait_for_rest()
    box = cube.canvas.bounding_box()
    sheet = (box["width"] - 2 - 34 - 14 - 48) / 4  # the canvas has a border of one pixel
    cube.canvas.click(position={"x": 1 + 34 + 2 * (sheet + 16) + sheet * 3.5 / 16, "y": 0.62 * box["height"] / 2})
    cube.wait_for("example", 2)
    cube.wait_for("position", 3)
    cube.wait_for_rest()


def test_python_moves_the_picture(open_cube):
    cube = open_cube()
    cube.wait_for_rest()
    before = cube.pixels()
    cube.lab.tell("cube.norm, cube.example, cube.channel, cube.position = 'group_norm', 3, 5, 15")
    cube.wait_for_rest()
    assert cube.pixels() != before
    assert cube.root.get_by_role("combobox", name="norm", exact=True).input_value() == "group_norm"


def test_stubs_are_told_what_is_missing(open_cube):
    cube = open_cube(STUBS)
    cube.wait_for_rest()
    expect(cube.live).to_contain_text("batch_norm is not written yet")
    cube.choose("norm", "layer")
    cube.wait_for("norm", "layer_norm")
    cube.wait_for_rest()
    expect(cube.live).to_contain_text("layer_norm is not written yet")
    assert cube.root.locator("table tbody td").all_inner_texts() == ["?"] * 4
    cube.slider("channel").press("ArrowRight")
    cube.wait_for("channel", 1)
    cube.wait_for_rest()


def test_all_controls_have_names(open_cube):
    cube = open_cube()
    names = [*SLIDERS, "norm", "batch norm in", "groups"]
    cube.root.evaluate("(node) => node.querySelectorAll('[hidden]').forEach((each) => (each.hidden = false))")
    assert cube.root.locator("input, select, button").count() == len(names)
    for name in names:
        roles = ["slider", "combobox"]
        assert sum(cube.root.get_by_role(role, name=name, exact=True).count() for role in roles) == 1


def test_both_themes(open_cube):
    cube = open_cube(theme="Light")
    cube.wait_for_rest()
    assert min(cube.colour_of(1, 3, 10)) > 240
    assert cube.colour_of(1, 0, 10) == [0, 114, 178]
    cube.lab.use_theme("Dark")  # the picture follows while it is open
    cube.lab.page.wait_for_timeout(100)
    assert max(cube.colour_of(1, 3, 10)) < 40
    assert cube.colour_of(1, 0, 10) == [86, 180, 233]


@pytest.mark.parametrize("width", [820, 1000, 1400])
def test_it_fits_its_place(open_cube, page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    cube = open_cube()
    cube.wait_for_rest()
    fits = "(n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth"
    assert cube.root.evaluate(f"(node) => [node, ...node.querySelectorAll('*')].every({fits})")
    assert 320 < cube.canvas.bounding_box()["width"] <= 702


def test_the_notebook_keeps_its_own_shortcuts(open_cube):
    cube = open_cube()
    count = cube.lab.evaluate("panel.content.widgets.length")
    cube.slider("channel").focus()
    for key in ["a", "b", "d", "d", "Enter", "ArrowDown", "j"]:
        cube.lab.page.keyboard.press(key)
    assert cube.lab.evaluate("panel.content.widgets.length") == count


def test_every_key_press_is_answered(open_cube):
    cube = open_cube()
    cube.wait_for_rest()
    measure_key_presses(
        cube.lab, cube.slider("channel"), cube.canvas, "normalization_cube", ("ArrowRight", "ArrowLeft")
    )
