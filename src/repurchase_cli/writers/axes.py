"""The marks of an axis: round numbers, first days of months, or the names that fit."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from repurchase_cli.document import Kind

ROUND = (1, 2, 2.5, 5, 10)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
DATE_MARKS = 6
MONTH_DAYS = 30.4


class Axis(NamedTuple):
    """The ends of an axis, and its marks with what they say."""

    low: float
    high: float
    marks: dict[float, str]

    def part(self, at: float) -> float:
        """Return where a number stands, from 0 at the low end to 1 at the high one."""
        return (at - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def upright(low: float, high: float, kind: Kind, count: int) -> Axis:
    """Return an axis that starts at zero, unless something lies below, and ends at a mark."""
    low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) or 1.0, count)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    marks = [at * step for at in range(first, last + 1)]
    return Axis(marks[0], marks[-1], _labels(marks, kind))


def across(xs: list[float], kind: Kind, ticks: Mapping[float, str], count: int) -> Axis:
    """Return an axis from the least to the largest x; what is no number says its ``ticks``."""
    low, high = min(xs), max(xs)
    if kind == "date":
        return Axis(low, high, _dates(low, high))
    if kind not in values.NUMERIC:
        return Axis(low, high, dict(ticks))
    step = _step((high - low) or 1.0, count)
    marks = [at * step for at in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return Axis(low, high, _labels(marks or [low], kind))


def _step(span: float, count: int) -> float:
    """Return the round distance at which no more than ``count`` marks follow the first."""
    size = 10.0 ** math.floor(math.log10(span / count))
    return next(one * size for one in ROUND if one * size * count >= span * (1 - 1e-9))


def _labels(marks: list[float], kind: Kind) -> dict[float, str]:
    """Say numbers alike: in one unit, with the decimals that all of them need."""
    share = kind == "share"
    largest = max(1.0, *map(abs, marks))
    letter, size = [unit for unit in values.UNITS if unit[1] <= largest][-1]
    if share:
        letter, size = "%", 0.01
    decimals = next((at for at in range(9) if all(_whole(one / size * 10**at) for one in marks)), 9)
    return {at: f"{at / size:.{decimals}f}{letter}" if at or share else "0" for at in marks}


def _whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-6


def _dates(low: float, high: float) -> dict[float, str]:
    first, last = date.fromordinal(round(low)), date.fromordinal(round(high))
    months = (high - low) / MONTH_DAYS
    if months < 2:
        days = max(1, math.ceil((high - low) / (DATE_MARKS - 1)))
        found = [first + timedelta(at) for at in range(0, (last - first).days + 1, days)]
        return {float(day.toordinal()): day.isoformat() for day in found}
    step = next((one for one in MONTHS if months <= one * DATE_MARKS), MONTHS[-1])
    return {float(day.toordinal()): f"{day:%Y-%m}" for day in _months(first, last, step)}


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """Yield the first days of every so many months, counted from January."""
    number = first.year * 12 + first.month - 1
    for at in range(number - number % step, last.year * 12 + last.month, step):
        day = date(at // 12, at % 12 + 1, 1)
        if day >= first:
            yield day
