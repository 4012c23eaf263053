"""The period that a report is about, and those that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from repurchase_cli.analysis import periods
from repurchase_cli.analysis.periods import Period
from repurchase_cli.document import Text, written_day
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.shop.spans import beginning

if TYPE_CHECKING:
    from repurchase_cli.sales import Sales

Step = Literal["month", "quarter", "year"]
#: The periods of the series: a year of months, and the month a year before.
COUNT = 13
_IN_A_YEAR: dict[Step, int] = {"month": 12, "quarter": 4, "year": 1}
_DAY = timedelta(days=1)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class Days(NamedTuple):
    """The days that the user named, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """The period of a report and what it is compared with.

    ``series`` has the periods before it that the data cover, the oldest first, and itself last.
    ``step`` is None for days that the user named, unless they are a month.
    """

    step: Step | None
    series: tuple[Period, ...]
    year_before: Period | None

    @property
    def period(self) -> Period:
        """The period itself."""
        return self.series[-1]

    @property
    def previous(self) -> Period | None:
        """The one before it, where the data cover it."""
        return self.series[-2] if len(self.series) > 1 else None


def comparison(sales: Sales, wanted: Step | Days) -> Comparison:
    """Return the period that is wanted, with those that it is compared with.

    It is the last one that is complete at the as-of date. Where the data begin after its end, all
    days of the data are taken.

    Raises
    ------
    UsageError
        When the days are in the wrong order.
    TooLittleDataError
        When no sale lies in them.
    """
    begin = beginning(sales)
    step, period = _period(wanted, begin, sales.as_of)
    series = [period]
    while len(series) < COUNT and (earlier := _earlier(series[0], step)).first >= begin:
        series.insert(0, earlier)
    before = _year_before(period, step)
    covered = before is not None and before.first >= begin
    return Comparison(step, tuple(series), before if covered else None)


def _period(wanted: Step | Days, begin: date, as_of: date) -> tuple[Step | None, Period]:
    if isinstance(wanted, Days):
        return _named(wanted, begin, as_of)
    start = periods.floor(as_of + _DAY, wanted)
    period = Period(periods.shifted(start, wanted, -1), start - _DAY)
    return (wanted, period) if period.last >= begin else (None, Period(begin, as_of))


def _named(days: Days, begin: date, as_of: date) -> tuple[Step | None, Period]:
    """Return the days that the user named, as far as the data cover them."""
    if days.first > days.last:
        raise UsageError(
            f"--period {days.first}..{days.last} ends before it begins", hint="exchange the two"
        )
    period = Period(max(days.first, begin), min(days.last, as_of))
    if period.first > period.last:
        raise TooLittleDataError(
            f"the data run from {begin} to {as_of}; nothing lies in the days asked for",
            hint="choose a --period within them",
        )
    return ("month" if _is_month(period) else None), period


def _is_month(period: Period) -> bool:
    start = periods.floor(period.first, "month")
    return period.first == start and period.last + _DAY == periods.shifted(start, "month", 1)


def _earlier(period: Period, step: Step | None) -> Period:
    """Return the period before: as many months, or as many days."""
    if step is None:
        return Period(period.first - _DAY - (period.last - period.first), period.first - _DAY)
    return Period(periods.shifted(period.first, step, -1), period.first - _DAY)


def _year_before(period: Period, step: Step | None) -> Period | None:
    """Return the same period a year before; None where the two overlap."""
    if step is None:
        earlier = Period(_back(period.first), _back(period.last))
        return earlier if earlier.last < period.first else None
    first = periods.shifted(period.first, step, -_IN_A_YEAR[step])
    return Period(first, periods.shifted(first, step, 1) - _DAY)


def _back(day: date) -> date:
    """Return the same day a year before, 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def name_of(period: Period, step: Step | None) -> str:
    """Return how files name a period: 2026-06, 2026-Q2, 2026, 2026-06-01_2026-06-15."""
    return periods.name(period.first, step) if step else f"{period.first}_{period.last}"


def words_of(period: Period, step: Step | None) -> Text:
    """Return how people name a period."""
    first, quarter = period.first, (period.first.month + 2) // 3
    if step == "month":
        return Text(f"{_MONTHS[first.month - 1]} {first.year}", f"{first.year}年{first.month}月")
    if step == "quarter":
        return Text(f"Q{quarter} {first.year}", f"{first.year}年第{quarter}季度")
    if step == "year":
        return Text(f"{first.year}", f"{first.year}年")
    begin, end = written_day(first), written_day(period.last)
    return Text(f"{begin.en} to {end.en}", f"{begin.zh}至{end.zh}")


#: How the unit of the series is called.
UNITS: dict[Step | None, Text] = {
    "month": Text("month", "月"),
    "quarter": Text("quarter", "季度"),
    "year": Text("year", "年"),
    None: Text("period", "期"),
}
