"""The style that both pages share: its words, and colours that can be told apart."""

import re
from importlib import resources

import pytest

from autograder.reports.pages import change, number, percent, tint

CSS = resources.files("autograder.reports").joinpath("pages.css").read_text(encoding="utf-8")


def colours(scheme):
    """Return the variables of a colour scheme; the dark one replaces those of the light one."""
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in CSS.split("@media screen")[:2])
    return light if scheme == "light" else light | dark


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_it_is_defined():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(scheme):
    found = colours(scheme)
    for ink in ("ink", "quiet", "link"):
        assert contrast(found[ink], found["paper"]) >= 4.5, ink
    for mark in ("earned", "no-result"):
        assert contrast(found[mark], found["paper"]) >= 3, mark


def test_words_for_numbers():
    assert [number(each, 2) for each in (3.0, 2.5, 2.255)] == ["3", "2.5", "2.25"]
    assert [change(each) for each in (2, -1.5, 0, 0.04)] == ["+2", "−1.5", "±0", "±0"]
    assert (percent(3, 4), percent(0, 0)) == ("75\xa0%", "0\xa0%")
    assert (tint(5, 10), tint(12, 10), tint(1, 0)) == ("20%", "40%", "0%")
