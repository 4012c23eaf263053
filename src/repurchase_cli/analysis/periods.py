"""Spans of days that a report compares: one span, or the weeks, months, quarters, years in it.

Weeks begin on Monday (ISO 8601). A span at either end of the data may be cut short, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Step = Literal["week", "month", "quarter", "year"]
_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both counted; ``whole`` unless the data cut it short."""

    first: date
    last: date
    whole: bool = True


def split(first: date, last: date, step: Step) -> list[Period]:
    """Return the periods of one length that touch the days from ``first`` to ``last``."""
    found = []
    start = floor(first, step)
    while start <= last:
        after = shifted(start, step, 1)
        whole = start >= first and after - _DAY <= last
        found.append(Period(max(start, first), min(after - _DAY, last), whole))
        start = after
    return found


def before(period: Period) -> Period:
    """Return the period just before: the month before a whole month, else one as long."""
    if period.first.day == 1 and (period.last + _DAY) == shifted(period.first, "month", 1):
        return Period(shifted(period.first, "month", -1), period.first - _DAY)
    length = period.last - period.first
    return Period(period.first - _DAY - length, period.first - _DAY)


def floor(day: date, step: Step) -> date:
    """Return the first day of the period that a day lies in."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[step]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def shifted(start: date, step: Step, count: int) -> date:
    """Return the first day of the period that lies ``count`` periods after one that begins so."""
    if step == "week":
        return start + timedelta(weeks=count)
    months = start.year * 12 + start.month - 1 + count * _MONTHS[step]
    return date(months // 12, months % 12 + 1, 1)


def name(start: date, step: Step) -> str:
    """Return how a period is called: 2024-W05, 2024-02, 2024-Q1, 2024."""
    if step == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if step == "month":
        return f"{start:%Y-%m}"
    return f"{start.year}-Q{(start.month + 2) // 3}" if step == "quarter" else str(start.year)
