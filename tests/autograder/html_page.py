"""An HTML page as a test reads it: its elements, its words, and whether it stands alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "input", "img", "hr", "wbr", "source", "col"}


class Page(HTMLParser):
    """What a page holds; refuses elements that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        self.words = re.sub(r"\s+", " ", self.words)
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.words += data + " "

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def assert_stands_alone(text: str) -> None:
    """Fail unless a page loads nothing, and can be read without seeing it."""
    page = Page(text)
    assert not re.search(r"https?://|@import|url\(", text)
    loading = {"src", "srcset", "href", "data", "action", "xlink:href"}
    addresses = [value or "" for _, found in page.elements for name, value in found.items() if name in loading]
    assert all(address.startswith("#") for address in addresses)
    assert len(page.all("script")) == len(page.all("h1")) == 1
    assert all(each.get("role") == "img" and each.get("aria-label") for each in page.all("svg"))
    assert all(each.get("scope") for each in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert {each["href"] for each in page.all("a")} <= {f"#{each}" for each in ids}
