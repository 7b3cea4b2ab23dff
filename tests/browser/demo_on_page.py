"""A demo of lesson 02 on the page, beside its widget in the kernel."""

import re
from pathlib import Path

WRITTEN = (Path(__file__).parents[1] / "demos" / "lesson_02_functions.py").read_text(encoding="utf-8")


class DemoOnPage:
    """The demo that a notebook's second cell made under the name `demo`."""

    def __init__(self, lab):
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.canvas = self.root.get_by_role("img")
        self.canvas.wait_for()
        lab.page.wait_for_function("() => document.querySelector('.demo canvas').width > 300")

    def slider(self, name):
        return self.root.get_by_role("slider", name=name, exact=True)

    def choose(self, name, words):
        """Choose with the keyboard: typing the beginning of an option selects it."""
        box = self.root.get_by_role("combobox", name=name, exact=True)
        box.focus()
        # The browser takes letters that follow within a second for one word.
        self.lab.page.wait_for_timeout(1200)
        self.lab.page.keyboard.type(words)

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def pixels(self):
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def corner(self):
        """Return the colour of a pixel near the upper left corner."""
        return self.canvas.evaluate("(c) => [...c.getContext('2d').getImageData(5, 5, 1, 1).data].slice(0, 3)")

    def wait_for_rest(self):
        """Wait until the page shows what the kernel holds, message and description."""
        for _ in range(300):
            description, message = self.lab.ask("[demo.description, demo.message]")
            if self.canvas.get_attribute("aria-label") == description and message in self.root.inner_text():
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"the page does not show {description!r}")

    def moves_with_the_keyboard(self, name, trait, key="ArrowRight"):
        """Press a key on a slider, and check trait, picture, readout and focus."""
        slider = self.slider(name)
        before, value = self.pixels(), self.lab.ask(f"demo.{trait}")
        slider.press(key)
        for _ in range(100):
            if (now := self.lab.ask(f"demo.{trait}")) != value:
                break
            self.lab.page.wait_for_timeout(50)
        assert now != value, f"{name} does not move demo.{trait}"
        self.wait_for_rest()
        assert self.pixels() != before, f"{name} does not change the picture"
        shown = slider.locator("xpath=following-sibling::output").inner_text().replace("−", "-")
        assert abs(float(shown) - now) < 0.006
        assert slider.get_attribute("aria-valuetext").replace("−", "-") == shown
        assert slider.evaluate("(node) => node === document.activeElement")

    def names_of_visible_controls(self):
        """Return the accessible name of every control, each of which must have one."""
        controls = self.root.locator("input:visible, select:visible, button:visible")
        names = [
            control.evaluate("(node) => (node.labels?.[0] ?? node).textContent.trim()") for control in controls.all()
        ]
        assert all(re.search(r"\w", name) for name in names)
        return names
