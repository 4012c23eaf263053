"""Which customers stand in which cohort, and what the engine counts of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from repurchase_cli.analysis import cohorts, periods
from repurchase_cli.analysis.periods import Step
from repurchase_cli.document import Text
from repurchase_cli.errors import UsageError
from repurchase_cli.rows import quoted
from repurchase_cli.rules import did_you_mean
from repurchase_cli.sales import Clause
from repurchase_cli.shop.groups import line_fields
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.analysis.cohorts import Cohorts
    from repurchase_cli.sales import Reduction, Relation, Sales
    from repurchase_cli.shop.groups import Parted

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
_NO_ITEM = Clause("lower(trim(value)) in (select name from {no_items})")
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
class Definition:
    """What the customers of a cohort share: a span of time, or a field of the line.

    ``name`` gives the name of a cohort from its key; ``step`` or ``field`` is empty.
    """

    clock: Clock
    label: Text
    name: Callable[[object], str]
    step: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class CohortViews:
    """The cohorts one by one, and all of them as a single cohort that counts a customer once."""

    separate: Cohorts
    combined: Cohorts


def definition(sales: Sales, by: str) -> Definition:
    """Return the definition of cohorts that has this name.

    Raises
    ------
    UsageError
        For a name that is no span of time and no field that the files have.
    """
    if by in get_args(Step):
        return _by_time(cast("Step", by), sales.as_of)
    fields = line_fields(sales)
    if by not in fields:
        choices = [*STEPS, *fields]
        raise UsageError(
            f"the files have nothing to make cohorts by called {by!r}{did_you_mean(by, choices)}",
            hint=f"choose of: {', '.join(choices)}; or name its column: --map FIELD=HEADER",
        )
    clock = Clock(
        start="c.first_day",
        period=f"(d.day - m.start) // {PERIOD_DAYS}",
        complete=f"({number(sales.as_of)} - c.first_day + 1) // {PERIOD_DAYS}",
    )
    label = fields[by]
    label = Text(f"first {label.en.lower()}", f"首购{label.zh}")
    return Definition(clock, label, str, field=by)


def _by_time(step: Step, as_of: date) -> Definition:
    """Return cohorts of those who first bought in the same week, month, quarter or year."""
    zero = periods.floor(_EPOCH, step)  # of weeks a Monday: the engine counts from the day it gets

    def index(day: str) -> str:
        return f"datediff('{step}', date '{zero}', date '{_EPOCH}' + {day})"

    def name(start: object) -> str:
        return periods.name(periods.shifted(zero, step, cast("int", start)), step)

    clock = Clock(
        start=index("c.first_day"),
        period=f"{index('d.day')} - m.start",
        complete=f"{index(str(number(as_of + timedelta(days=1))))} - {index('c.first_day')}",
    )
    label = Text(f"{STEPS[step].en} of first purchase", f"首购{STEPS[step].zh}")
    return Definition(clock, label, name, step=step)


class _Histories(NamedTuple):
    """What the members of cohorts bought, period by period; see the texts in ``sql/cohorts``."""

    reduction: Reduction
    members: Relation
    periods: Relation
    lives: Relation

    def cohorts(
        self, cohort: str, keys: tuple[str, ...], joins: str = "", **inputs: Relation
    ) -> Cohorts:
        """Return the cohorts that an SQL expression tells apart, with the relations it reads."""
        words = {"cohort": cohort, "joins": Clause(joins)}
        read = {"members": self.members, "lives": self.lives, **inputs}
        cells = self.reduction.derive("cohorts/cells", words, periods=self.periods, **read)
        ends = self.reduction.derive("cohorts/ends", words, **read)
        return cohorts.followed(cells.frame(), ends.frame(), keys)


def follow(parted: Parted, definition: Definition, first: date, last: date) -> CohortViews:
    """Return the cohorts of those whose first purchase lies between two days, part by part."""
    histories = _histories(parted, definition.clock, first, last)
    combined = histories.cohorts("''", ("part",))
    keys = ("part", "cohort")
    if not definition.field:
        return CohortViews(histories.cohorts("m.start", keys), combined)
    values = _values(histories, definition.field)
    joins = "join {values} v on v.row = m.row"
    return CohortViews(histories.cohorts("v.cohort", keys, joins, values=values), combined)


def _histories(parted: Parted, clock: Clock, first: date, last: date) -> _Histories:
    words = {
        "start": clock.start,
        "complete": clock.complete,
        "first": str(number(first)),
        "last": str(number(last)),
    }
    reduction = parted.reduction
    members = reduction.derive("cohorts/members", words, parts=parted.parts)
    lived = reduction.derive("cohorts/periods", {"period": clock.period}, members=members)
    lives = reduction.derive("cohorts/lives", periods=lived)
    return _Histories(reduction, members, lived, lives)


def _values(histories: _Histories, field: str) -> Relation:
    """Return what stood in one field of the lines of each member's first purchase."""
    no_item = _NO_ITEM if field in _ITEMS else "false"
    words = {"field": quoted(field), "no_item": no_item}
    return histories.reduction.derive("cohorts/values", words, members=histories.members)
