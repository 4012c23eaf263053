"""Weeks, months, quarters and years: where they begin and end, and what they are called."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from repurchase_cli.analysis.periods import Period, before, floor, name, shifted, split

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("of", "step", "first", "called"),
    [
        ("2024-01-01", "week", "2024-01-01", "2024-W01"),  # a Monday
        ("2024-01-07", "week", "2024-01-01", "2024-W01"),
        ("2023-01-01", "week", "2022-12-26", "2022-W52"),  # ISO 8601
        ("2024-12-31", "week", "2024-12-30", "2025-W01"),
        ("2021-01-03", "week", "2020-12-28", "2020-W53"),
        ("2024-02-29", "month", "2024-02-01", "2024-02"),
        ("2024-12-31", "month", "2024-12-01", "2024-12"),
        ("2024-03-31", "quarter", "2024-01-01", "2024-Q1"),
        ("2024-04-01", "quarter", "2024-04-01", "2024-Q2"),
        ("2024-12-01", "quarter", "2024-10-01", "2024-Q4"),
        ("2024-06-30", "year", "2024-01-01", "2024"),
    ],
)
def test_the_period_of_a_day(of: str, step: Step, first: str, called: str) -> None:
    assert floor(day(of), step) == day(first)
    assert name(day(first), step) == called


@pytest.mark.parametrize(
    ("start", "step", "count", "expected"),
    [
        ("2024-02-26", "week", 1, "2024-03-04"),
        ("2024-01-01", "week", -1, "2023-12-25"),
        ("2024-01-01", "month", -1, "2023-12-01"),
        ("2024-12-01", "month", 1, "2025-01-01"),
        ("2024-01-01", "month", 25, "2026-02-01"),
        ("2024-01-01", "quarter", -1, "2023-10-01"),
        ("2024-10-01", "quarter", 2, "2025-04-01"),
        ("2024-01-01", "year", -4, "2020-01-01"),
    ],
)
def test_periods_later(start: str, step: Step, count: int, expected: str) -> None:
    assert shifted(day(start), step, count) == day(expected)


@pytest.mark.parametrize(
    ("first", "last", "step", "expected"),
    [
        ("2024-01-01", "2024-02-29", "month",
         [("2024-01-01", "2024-01-31", True), ("2024-02-01", "2024-02-29", True)]),
        ("2024-01-02", "2024-02-28", "month",
         [("2024-01-02", "2024-01-31", False), ("2024-02-01", "2024-02-28", False)]),
        ("2024-01-15", "2024-01-15", "month", [("2024-01-15", "2024-01-15", False)]),
        ("2024-01-07", "2024-01-15", "week",
         [("2024-01-07", "2024-01-07", False), ("2024-01-08", "2024-01-14", True),
          ("2024-01-15", "2024-01-15", False)]),
        ("2023-12-31", "2024-12-31", "year",
         [("2023-12-31", "2023-12-31", False), ("2024-01-01", "2024-12-31", True)]),
    ],
)  # fmt: skip
def test_split(first: str, last: str, step: Step, expected: list[tuple[str, str, bool]]) -> None:
    assert split(day(first), day(last), step) == (
        [Period(day(one), day(other), whole) for one, other, whole in expected]
    )


@pytest.mark.parametrize("step", ["week", "month", "quarter", "year"])
def test_every_day_lies_in_one_period(step: Step) -> None:
    first, last = day("2023-11-17"), day("2025-03-05")
    periods = split(first, last, step)
    days = [
        one.first + timedelta(i) for one in periods for i in range((one.last - one.first).days + 1)
    ]
    assert days == [first + timedelta(i) for i in range((last - first).days + 1)]
    assert all(one.whole for one in periods[1:-1])
    assert len({name(one.first, step) for one in periods}) == len(periods)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-03-01", "2024-03-31", ("2024-02-01", "2024-02-29")),  # the month before
        ("2024-01-01", "2024-01-31", ("2023-12-01", "2023-12-31")),
        ("2024-02-01", "2024-02-28", ("2024-01-04", "2024-01-31")),  # no whole month: as long
        ("2024-03-01", "2024-04-30", ("2023-12-31", "2024-02-29")),
        ("2024-03-05", "2024-03-05", ("2024-03-04", "2024-03-04")),
    ],
)
def test_the_period_before(first: str, last: str, expected: tuple[str, str]) -> None:
    found = before(Period(day(first), day(last)))
    assert (found.first, found.last) == (day(expected[0]), day(expected[1]))
