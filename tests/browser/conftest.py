"""JupyterLab in Chromium, for tests of what a person sees.

A test asks for `open_lab`, gives it a notebook, and drives the page it returns::

    def test_greeting(open_lab):
        lab = open_lab(["greeting = 'hello'", "print(greeting)"])
        lab.run_all()
        assert "hello" in lab.notebook.inner_text()
        assert lab.ask("greeting") == "hello"

Every test fails on errors in the browser's console. These tests come last (`tests/conftest.py` orders them):
Playwright's event loop stays in the main thread, where another test may want to start one.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page

from autograder.course.jupyter_lab import START_SECONDS, JupyterLab, LabServer
from tests.browser.chromium import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES, LAPTOP, find_chromium
from tests.browser.shared_page import SharedPage, open_in_lab

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CELL_SECONDS = 60

# Messages that say nothing about what is tested. Add one only with its reason.
IGNORABLE = [
    # Chromium without a graphics card tells about its fallback when a page reads a canvas back.
    re.compile(r"Canvas2D: Multiple readback operations"),
]

# pytest-base-url 2.1, which pytest-playwright needs, warns under pytest 9.2 about its own code.
WARNING_OF_A_PLUGIN = "Session-scoped fixtures defined as instance methods are deprecated"


# Where no browser is found ------------------------------------------------------------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark this directory's tests, and skip them where there is no browser; in CI that is an error."""
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.filterwarnings(f"ignore:{WARNING_OF_A_PLUGIN}"))
    if not ours or find_chromium() is not None:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI has to run the browser tests, and found none of {', '.join(CHROMIUM_NAMES)}.")
    config.stash[SKIPPED] = len(ours)
    for item in ours:
        item.add_marker(pytest.mark.skip(reason="no Chromium"))


SKIPPED = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say loudly that browser tests did not run."""
    if count := config.stash.get(SKIPPED, 0):
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{count} tests of what a person sees were skipped: no Chromium. Install one (apt install chromium, or "
            "playwright install chromium) and run pytest tests/browser."
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is there."""
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Give pages the size of a lecturer's laptop."""
    return {**browser_context_args, "viewport": LAPTOP}


# JupyterLab ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def jupyter_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """Start JupyterLab on an empty directory, with settings of its own."""
    with running_lab(tmp_path_factory.mktemp("lab_home"), tmp_path_factory.mktemp("lab_root")) as server:
        yield server


@pytest.fixture
def start_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], LabServer]]:
    """Return a function that starts JupyterLab in a directory, such as a course's; it ends with the test."""
    with ExitStack() as servers:
        yield lambda root: servers.enter_context(running_lab(tmp_path_factory.mktemp("lab_home"), root))


@contextmanager
def running_lab(home: Path, root: Path) -> Iterator[LabServer]:
    """Run JupyterLab in `root`, with settings in `home`."""
    path = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {"PYTHONPATH": os.pathsep.join(path)}
    expose = ("--LabApp.expose_app_in_browser=True",)
    with JupyterLab(root, home, arguments=expose, environment=environment) as lab:
        yield lab.wait()


def ask_server(server: LabServer, method: str, path: str) -> Any:
    """Send a request to Jupyter's own interface and return its answer."""
    headers = {"Authorization": f"token {server.token}"}
    with urllib.request.urlopen(urllib.request.Request(server.url + path, method=method, headers=headers)) as answer:
        return json.loads(answer.read() or "null")


# A page with a notebook ---------------------------------------------------------------------------------------------

# The panel is looked up by its path: the shell has no current widget while the focus is elsewhere.
FIND_PANEL = """
    const panel = [...(window.jupyterapp?.shell.widgets('main') ?? [])].find((w) => w.context?.path === path);"""


class LabPage:
    """A notebook open in JupyterLab, its kernel ready.

    Attributes
    ----------
    page : Page
        Playwright's page.
    notebook : Locator
        The notebook's panel.
    """

    def __init__(self, page: Page, path: str) -> None:
        self.page = page
        self._path = path
        self.notebook: Locator = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def run_all(self, *, allow_errors: bool = False, seconds: float = CELL_SECONDS) -> None:
        """Run every cell and wait; fail if one did not run or, unless allowed, raised."""
        self.evaluate("window.jupyterapp.shell.activateById(panel.id)")
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_until(ALL_RAN, seconds)
        errors = self.evaluate(ERRORS)
        if errors and not allow_errors:
            raise AssertionError("cells raised:\n" + "\n".join(errors))

    def ask(self, expression: str) -> Any:
        """Return the value of a Python expression in the notebook's kernel; it must be plain data."""
        return json.loads(self.tell(f"import json as _json; print(_json.dumps({expression}))"))

    def tell(self, code: str) -> str:
        """Run Python statements in the notebook's kernel, outside the notebook, and return what they print."""
        answer = self.evaluate(f"({EXECUTE})({json.dumps(code)})")
        if answer["error"]:
            raise AssertionError(f"{code} raised {answer['error']}")
        return str(answer["text"])

    def wait_until(self, condition: str, seconds: float = 10) -> None:
        """Wait for a condition in JavaScript, in which `panel` is the notebook's panel; it may be a promise.

        Playwright's own `wait_for_function` takes a promise for true before it has an answer.
        """
        deadline = time.monotonic() + seconds
        while not self.evaluate(condition):
            if time.monotonic() > deadline:
                raise AssertionError(f"this did not come true within {seconds} s: {condition}")
            self.page.wait_for_timeout(50)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, in which `panel` is the notebook's panel."""
        return self.page.evaluate(f"async (path) => {{ {FIND_PANEL} return await ({expression}); }}", self._path)

    def use_theme(self, name: str) -> None:
        """Switch to "Light" or "Dark"."""
        theme = f"JupyterLab {name}"
        self.page.wait_for_selector("body[data-jp-theme-name]", state="attached")
        self.page.evaluate(f"window.jupyterapp.commands.execute('apputils:change-theme', {{theme: {theme!r}}})")
        # JupyterLab sets the attribute when the theme's stylesheet has arrived.
        self.page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")


ALL_RAN = """panel.content.widgets.every(
    (cell) => cell.model.type !== 'code' || !cell.model.sharedModel.getSource().trim()
        || (cell.model.executionCount !== null && cell.model.executionState !== 'running'))
    && panel.sessionContext.session?.kernel?.status === 'idle'"""

ERRORS = """panel.content.widgets.flatMap((cell) => cell.model.type !== 'code' ? [] :
    cell.model.outputs.toJSON().filter((output) => output.output_type === 'error')
        .map((output) => `${output.ename}: ${output.evalue}`))"""

EXECUTE = """async (code) => {
    const kernel = panel.sessionContext.session.kernel;
    const future = kernel.requestExecute({code, silent: false, store_history: false});
    const answer = {text: '', error: ''};
    future.onIOPub = ({header, content}) => {
        if (header.msg_type === 'stream' && content.name === 'stdout') answer.text += content.text;
        if (header.msg_type === 'error') answer.error = `${content.ename}: ${content.evalue}`;
    };
    await future.done;
    return answer;
}"""

KERNEL_READY = """panel && window.jupyterapp.restored
    .then(() => panel.revealed)
    .then(() => panel.sessionContext.ready)
    .then(() => panel.sessionContext.session?.kernel?.info)
    .then((info) => info?.status === 'ok')"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Tell the fixtures whether their test has failed."""
    report: Any = yield
    item.stash.setdefault(FAILED, False)
    item.stash[FAILED] |= report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def shared_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[SharedPage]:
    """Return the page that tests of notebooks share."""
    context = browser.new_context(**browser_context_args)
    yield SharedPage(context.new_page, browser_context_args["viewport"])
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return the shared page to a test that opens notebooks, and a page of its own to any other."""
    is_usual = request.node.get_closest_marker("browser_context_args") is None
    if not (is_usual and "open_lab" in request.fixturenames):
        yield request.getfixturevalue("context").new_page()
        return
    shared: SharedPage = request.getfixturevalue("shared_page")
    yield shared.take()
    shared.replace() if request.node.stash.get(FAILED, False) else shared.give_back()


@pytest.fixture
def console_errors(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about, and fail the test if it did; a test that provokes errors clears it."""
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    def hear(error: Error) -> None:
        errors.append(f"uncaught: {error}")

    page.on("console", listen)
    page.on("pageerror", hear)
    yield errors
    page.remove_listener("console", listen)
    page.remove_listener("pageerror", hear)
    unexpected = [error for error in errors if not any(pattern.search(error) for pattern in IGNORABLE)]
    assert not unexpected, "the browser's console shows errors:\n" + "\n".join(unexpected)


@pytest.fixture
def open_lab(
    jupyter_lab: LabServer, page: Page, console_errors: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., LabPage]]:
    """Return a function that opens a notebook: the sources of its code cells, or the path of an .ipynb file."""
    opened: list[str] = []

    def open_notebook(notebook: Sequence[str] | Path, theme: str = "Light") -> LabPage:
        name = re.sub(r"\W+", "_", request.node.name) + f"_{secrets.token_hex(4)}.ipynb"
        opened.append(name)
        if isinstance(notebook, Path):
            shutil.copy(notebook, jupyter_lab.root / name)
        else:
            nbformat.write(notebook_of(notebook), jupyter_lab.root / name)
        # A workspace of its own opens this notebook and nothing that another page left open.
        workspace = f"{jupyter_lab.url}lab/workspaces/{Path(name).stem}/tree/{name}?token={jupyter_lab.token}"
        open_in_lab(page, f"{jupyter_lab.url}lab/", name, workspace)
        lab = LabPage(page, name)
        lab.wait_until(KERNEL_READY, START_SECONDS)
        lab.use_theme(theme)
        return lab

    yield open_notebook
    for session in ask_server(jupyter_lab, "GET", "api/sessions"):
        if session["path"] in opened:  # a kernel holds some 80 MB
            ask_server(jupyter_lab, "DELETE", f"api/sessions/{session['id']}")


def notebook_of(sources: Sequence[str]) -> nbformat.NotebookNode:
    """Return a notebook with these code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
