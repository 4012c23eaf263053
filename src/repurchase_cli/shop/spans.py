"""``--from``, ``--to`` and ``--by``: the periods that a report looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.analysis import periods
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.shop.phrases import no_purchases

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Period, Step
    from repurchase_cli.sales import Sales

_EPOCH = date(1970, 1, 1)
#: The period before the first one that is shown, where the data reach back to its beginning.
PREVIOUS = -1


@dataclass(frozen=True, slots=True)
class Spans:
    """The periods of a report in order, and the one before the first, if the data reach so far.

    ``begin`` is the day of the first sale.
    """

    shown: tuple[Period, ...]
    previous: Period | None
    begin: date

    def is_whole(self, index: int) -> bool:
        """Whether all days of a period are in the data; not so before the first that is known."""
        return self.previous is not None if index == PREVIOUS else self.shown[index].whole

    def has_history(self, index: int) -> bool:
        """Whether there are sales before a period, so that customers can have bought before it."""
        return self.shown[index].first > self.begin

    def calendar(self) -> pd.DataFrame:
        """Return one row per day that counts: ``day`` since 1970, and the index of its period."""
        named = [(PREVIOUS, self.previous)] if self.previous else []
        rows = [
            (day, index)
            for index, period in (*named, *enumerate(self.shown))
            for day in range(number(period.first), number(period.last) + 1)
        ]
        return pd.DataFrame(rows, columns=["day", "period"], dtype="int32")


def asked(sales: Sales, first: date | None, last: date | None, step: Step | None) -> Spans:
    """Return the periods between two days; by default from the first sale to the as-of date.

    Raises
    ------
    UsageError
        When the days are in the wrong order.
    TooLittleDataError
        When no sale lies between them.
    """
    if first and last and first > last:
        raise UsageError(f"--from {first} is after --to {last}", hint="exchange the two")
    begin = beginning(sales)
    low, high = max(first or begin, begin), min(last or sales.as_of, sales.as_of)
    if low > high:
        raise TooLittleDataError(
            f"the data run from {begin} to {sales.as_of}; nothing lies in the days asked for",
            hint="choose --from and --to within them",
        )
    shown = [periods.Period(low, high)] if step is None else periods.split(low, high, step)
    if step is None:
        previous = periods.before(shown[0])
    else:
        start = periods.shifted(periods.floor(shown[0].first, step), step, -1)
        previous = periods.Period(start, periods.floor(shown[0].first, step) - _ONE)
    return Spans(tuple(shown), previous if previous.first >= begin else None, begin)


def beginning(sales: Sales) -> date:
    """Return the day of the first sale.

    Raises
    ------
    TooLittleDataError
        When there is none up to the as-of date.
    """
    if sales.intake.first is None:
        raise no_purchases()
    return sales.intake.first


def number(day: date) -> int:
    """Return a day as the number of days since 1970."""
    return (day - _EPOCH).days


_ONE = date(1970, 1, 2) - _EPOCH
