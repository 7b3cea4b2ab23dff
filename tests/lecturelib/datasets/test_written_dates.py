from datetime import date

import numpy as np
import pytest

from lecturelib.datasets import DATE_FORMATS, dates

THIRD_OF_MARCH = (
    "3 March 2021",
    "March 3, 2021",
    "3 Mar 2021",
    "Wednesday, 3 March 2021",
    "Wednesday, March 3, 2021",
    "Wed 3 Mar 2021",
)


@pytest.mark.parametrize(("template", "written"), list(zip(DATE_FORMATS, THIRD_OF_MARCH, strict=True)))
def test_each_format(template, written):
    year = dates(365, np.random.default_rng(0), formats=[template], years=(2021, 2022))
    assert (written, "2021-03-03") in year


def test_every_day_of_a_leap_year_comes_once():
    days = [numeric for _, numeric in dates(366, np.random.default_rng(0), years=(2024, 2025))]
    assert sorted(days) == [date.fromordinal(date(2024, 1, 1).toordinal() + k).isoformat() for k in range(366)]
    assert days != sorted(days)


def test_formats_and_years_if_nothing_is_said():
    pairs = dates(3000, np.random.default_rng(0))
    years = [int(numeric[:4]) for _, numeric in pairs]
    assert (min(years), max(years)) == (1950, 2049)
    with_comma = np.mean(["," in text for text, _ in pairs])
    with_weekday = np.mean([text[:3] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") for text, _ in pairs])
    assert (with_comma, with_weekday) == pytest.approx((3 / 6, 3 / 6), abs=0.04)


def test_the_same_seed_gives_the_same_dates():
    assert dates(20, np.random.default_rng(4)) == dates(20, np.random.default_rng(4))
    assert dates(0, np.random.default_rng(4)) == []


def test_bad_arguments_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^n must be at most 365, the number of days in those years; got 366$"):
        dates(366, rng, years=(2021, 2022))
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 0; got -1$"):
        dates(-1, rng)
    with pytest.raises(ValueError, match=r"^formats must hold at least one format; got none$"):
        dates(1, rng, formats=[])
