"""Dates as people write them, and the same dates as machines write them: a translation with a right answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from lecturelib.arguments import require_whole

# Only formats that name the month: 3/4/2021 is March in one country and April in another.
DATE_FORMATS = (
    "{day} {month} {year}",
    "{month} {day}, {year}",
    "{day} {month:.3} {year}",
    "{weekday}, {day} {month} {year}",
    "{weekday}, {month} {day}, {year}",
    "{weekday:.3} {day} {month:.3} {year}",
)

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


def dates(
    n: int,
    rng: np.random.Generator,
    formats: Sequence[str] = DATE_FORMATS,
    years: tuple[int, int] = (1950, 2050),
) -> list[tuple[str, str]]:
    """Return dates in words, each with its translation to year-month-day (ISO 8601).

    No day comes twice, so that a day kept back for testing was never seen, in no format.

    Parameters
    ----------
    n : int
        Number of dates.
    rng : numpy.random.Generator
        Source of the days and formats.
    formats : sequence of str
        Format strings with the fields day, month, year and weekday; ``{month:.3}`` keeps three letters.
    years : pair of int
        First year, and the year after the last.

    Returns
    -------
    pairs : list of n pairs of str
        Such as ``("3 March 2021", "2021-03-03")``.

    Raises
    ------
    ValueError
        If `n` is negative or larger than the number of days, or there is no format.

    Examples
    --------
    >>> for written, numeric in dates(3, np.random.default_rng(1)):
    ...     print(written, "->", numeric)
    7 March 2001 -> 2001-03-07
    Saturday, April 26, 1997 -> 1997-04-26
    Tue 8 Jul 2025 -> 2025-07-08
    """
    require_whole("n", n, 0)
    first = date(years[0], 1, 1)
    days = (date(years[1], 1, 1) - first).days
    if n > days:
        raise ValueError(f"n must be at most {days}, the number of days in those years; got {n}")
    if not formats:
        raise ValueError("formats must hold at least one format; got none")
    chosen = [first + timedelta(days=int(number)) for number in rng.choice(days, n, replace=False)]
    return [(_written(day, formats[int(rng.integers(len(formats)))]), day.isoformat()) for day in chosen]


def _written(day: date, template: str) -> str:
    names = {"month": _MONTHS[day.month - 1], "weekday": _WEEKDAYS[day.weekday()]}
    return template.format(day=day.day, year=day.year, **names)
