"""A demo whose picture is an SVG, on the page beside its widget in the kernel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


class SvgDemo:
    """The demo that a notebook's second cell made under the name `demo`."""

    def __init__(self, lab: Any) -> None:
        self.lab = lab
        self.root = lab.notebook.locator(".demo")
        self.picture = self.root.get_by_role("img")
        self.live = self.root.locator("[aria-live]")
        self.picture.wait_for()

    def press(self, name: str) -> None:
        """Press a button with the keyboard."""
        self.root.get_by_role("button", name=name, exact=True).press("Enter")

    def box(self, name: str) -> Any:
        """Return a choice by its label."""
        return self.root.get_by_role("combobox", name=name, exact=True)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the picture that a CSS selector finds."""
        code = "(root, selector) => [...root.querySelectorAll(selector)].map((node) => node.textContent)"
        found: list[str] = self.root.evaluate(code, selector)
        return found

    def wait_for(self, expression: str, value: object) -> None:
        """Wait until a Python expression of the kernel has a value, and the page shows what the kernel holds."""
        for _ in range(200):
            found, description = self.lab.ask(f"[{expression}, demo.description]")
            if found == value and self.picture.get_attribute("aria-label") == description:
                self.lab.page.wait_for_timeout(50)  # the frame that draws it
                return
            self.lab.page.wait_for_timeout(50)
        raise AssertionError(f"{expression} is {found!r}, not {value!r}, or the page does not show {description!r}")

    def names_of_controls(self) -> list[str]:
        """Return the accessible names of all controls in their order."""
        controls = self.root.locator("input, select, button").all()
        return [c.evaluate("(node) => (node.labels?.[0] ?? node).textContent.trim()") for c in controls]

    def colours(self, text: str) -> list[str]:
        """Return the colours of the picture's paper and of a text in it."""
        code = (
            "(root, text) => [['svg', 'backgroundColor'], [text, 'fill']].map(([s, p]) => "
            "getComputedStyle(root.querySelector(s))[p])"
        )
        found: list[str] = self.root.evaluate(code, text)
        return found

    def screenshot(self, name: str) -> None:
        """Keep a picture where SCREENSHOTS says, for a person to look at."""
        if folder := os.environ.get("SCREENSHOTS"):
            self.lab.page.wait_for_timeout(300)
            self.root.screenshot(path=Path(folder) / f"{name}.png")
