"""Which customers stand in which cohort, and what the engine is asked about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast, get_args

from repurchase_cli.analysis import cohorts, periods
from repurchase_cli.analysis.periods import Step
from repurchase_cli.document import Text
from repurchase_cli.errors import UsageError
from repurchase_cli.rows import quoted
from repurchase_cli.rules import did_you_mean
from repurchase_cli.shop.groups import line_fields
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.analysis.cohorts import Cohorts
    from repurchase_cli.sales import Reduction, Sales

STEPS: dict[str, Text] = {
    "week": Text("week", "周"),
    "month": Text("month", "月"),
    "quarter": Text("quarter", "季度"),
    "year": Text("year", "年"),
}
#: Length in days of the periods of cohorts that are no span of time.
PERIOD_DAYS = 30
#: Fields that name an item, where postage and the like are none.
_ITEMS = ("product", "sku")
_NO_ITEM = "lower(trim(value)) in (select name from no_items)"
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a customer's days are cut into periods, in SQL over days since 1970.

    ``start`` is the number that periods are counted from, ``period`` that of the day ``d.day`` of
    the customer ``m``, ``complete`` how many of the customer's periods are over.
    """

    start: str
    period: str
    complete: str


@dataclass(frozen=True, slots=True)
class Way:
    """How customers are put into cohorts: by a span of time, or by a field of the line."""

    clock: Clock
    label: Text
    called: Callable[[object], str]
    step: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """Cohorts, and all their customers together, each counted once."""

    apart: Cohorts
    together: Cohorts


def asked(sales: Sales, by: str) -> Way:
    """Return the way of making cohorts that has this name.

    Raises
    ------
    UsageError
        For a name that is no span of time and no field that the files have.
    """
    if by in get_args(Step):
        return _by_time(cast("Step", by), sales.as_of)
    fields = line_fields(sales)
    if by not in fields:
        known = [*STEPS, *fields]
        raise UsageError(
            f"the files have nothing to make cohorts by called {by!r}{did_you_mean(by, known)}",
            hint=f"choose of: {', '.join(known)}; or name its column: --map FIELD=HEADER",
        )
    clock = Clock(
        start="c.first_day",
        period=f"(d.day - m.start) // {PERIOD_DAYS}",
        complete=f"({number(sales.as_of)} - c.first_day + 1) // {PERIOD_DAYS}",
    )
    label = fields[by]
    label = Text(f"first {label.en.lower()}", f"首购{label.zh}")
    return Way(clock, label, str, field=by)


def _by_time(step: Step, as_of: date) -> Way:
    """Return cohorts of those who first bought in the same week, month, quarter or year."""
    zero = periods.floor(_EPOCH, step)  # of weeks a Monday: the engine counts from the day it gets

    def index(day: str) -> str:
        return f"datediff('{step}', date '{zero}', date '{_EPOCH}' + {day})"

    def called(start: object) -> str:
        return periods.name(periods.shifted(zero, step, cast("int", start)), step)

    clock = Clock(
        start=index("c.first_day"),
        period=f"{index('d.day')} - m.start",
        complete=f"{index(str(number(as_of + timedelta(days=1))))} - {index('c.first_day')}",
    )
    label = Text(f"{STEPS[step].en} of first purchase", f"首购{STEPS[step].zh}")
    return Way(clock, label, called, step=step)


def follow(sales: Sales, reduction: Reduction, way: Way, first: date, last: date) -> Followed:
    """Follow those whose first purchase lies between two days; ``parts`` must be made."""
    clock = way.clock
    window = {"first": str(number(first)), "last": str(number(last))}
    words = {"start": clock.start, "complete": clock.complete, **window}
    reduction.make("cohort_customers", "cohort_customers", words)
    reduction.make("cohort_periods", "cohort_periods", {"period": clock.period})
    reduction.make("cohort_lives", "cohort_lives")
    together = _asked(reduction, {"cohort": "''", "joins": ""}, ("part",))
    if not way.field:
        return Followed(_asked(reduction, {"cohort": "m.start", "joins": ""}), together)
    sales.make("no_items", "no_items")
    no_item = _NO_ITEM if way.field in _ITEMS else "false"
    wanted = {"field": quoted(way.field), "no_item": no_item}
    reduction.make("cohort_values", "cohort_values", wanted)
    values = {"cohort": "v.cohort", "joins": "join cohort_values v on v.row = m.row"}
    return Followed(_asked(reduction, values), together)


def _asked(
    reduction: Reduction, words: dict[str, str], keys: tuple[str, ...] = ("part", "cohort")
) -> Cohorts:
    cells, ends = (reduction.ask(f"cohort_{name}", words) for name in ("cells", "ends"))
    return cohorts.followed(cells, ends, keys)
