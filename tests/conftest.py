"""Order of the tests."""

from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts a time; a busy machine is slow.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright's event loop stays in the main thread, where nbclient wants its own."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
