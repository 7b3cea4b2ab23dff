"""One browser page with JupyterLab for many tests: loading it takes four seconds, opening a notebook in it one."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

# Documents are thrown away as they are: nobody is asked whether to save them.
CLOSE_EVERYTHING = """() => {
    for (const widget of [...(window.jupyterapp?.shell.widgets('main') ?? [])]) widget.dispose();
    for (const dialog of document.querySelectorAll('.jp-Dialog')) dialog.remove();
}"""

OPEN = "(path) => window.jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'})"

MOST_TESTS = 40  # on a page, which may keep something of each

UNTOUCHED = {"media": "null", "color_scheme": "null", "reduced_motion": "null", "forced_colors": "null"}


class SharedPage:
    """A page that tests take one after the other; it is replaced when one has left it in an unknown state.

    Parameters
    ----------
    make_page : callable
        Opens an empty page.
    viewport : dict
        The size that each test finds.
    """

    def __init__(self, make_page: Callable[[], Page], viewport: dict[str, int]) -> None:
        self._make_page = make_page
        self._viewport = viewport
        self._page: Page | None = None
        self._taken = 0

    def take(self) -> Page:
        """Return the page as a test expects it: of the usual size, with no preferences and no document."""
        if self._taken >= MOST_TESTS:
            self.replace()
        if self._page is None or self._page.is_closed():
            self._page, self._taken = self._make_page(), 0
        self._taken += 1
        self._page.set_viewport_size(self._viewport)  # type: ignore[arg-type]
        self._page.emulate_media(**UNTOUCHED)  # type: ignore[arg-type]
        return self._page

    def give_back(self) -> None:
        """Close what a test has opened."""
        if self._page is not None:
            self._page.evaluate(CLOSE_EVERYTHING)

    def replace(self) -> None:
        """Close the page; the next test gets another."""
        if self._page is not None:
            self._page.close()
        self._page = None


def open_in_lab(page: Page, address_of_lab: str, path: str, first_address: str) -> None:
    """Open a document: in the JupyterLab that the page shows, or at `first_address` if it shows another or none."""
    if page.url.startswith(address_of_lab) and page.evaluate("Boolean(window.jupyterapp)"):
        page.evaluate(OPEN, path)
    else:
        page.goto(first_address)
