"""Formgrader's page for marking: when it is ready to be written to."""

import time

from playwright.sync_api import Page

SECONDS = 60
LOADED = "Boolean(window.formgrader?.grades?.loaded && window.formgrader.comments?.loaded)"


def wait_until_loaded(page: Page) -> None:
    """Wait until the page shows what the gradebook holds."""
    wait_until(page, LOADED)


def wait_until(page: Page, condition: str) -> None:
    """Wait for a condition in JavaScript.

    Playwright's own `wait_for_function` evaluates a string in the page, which the page's policy forbids.
    """
    give_up_at = time.monotonic() + SECONDS
    while not page.evaluate(condition):
        assert time.monotonic() < give_up_at, f"this did not come true: {condition}"
        page.wait_for_timeout(50)
