"""Where customers stand on a day, and how many went from where to where until another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from repurchase_cli import tables
from repurchase_cli.analysis import migration, periods
from repurchase_cli.document import Text
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.rows import text
from repurchase_cli.rules import ROLES, Role, Rule, position
from repurchase_cli.shop import spans
from repurchase_cli.shop.segmentation import segment_customers

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Rows
    from repurchase_cli.sales import Relation, Sales
    from repurchase_cli.shop.segmentation import Segmentation

Kind = Literal[
    "class", "tier", "lifecycle_stage", "customer_group", "r_score", "f_score", "m_score"
]
Every = Literal["week", "month", "quarter"]
#: The key of those who are no customers on a day.
NONE = "(none)"
_SCORES = (1, 2, 3, 4, 5)
_MONTHS = {"month": 1, "quarter": 3}
_DAY = timedelta(days=1)


class Dates(NamedTuple):
    """The two days that are compared, and those of the series in order."""

    first: date
    last: date
    series: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that customers move between: their keys by number, and what people read.

    ``roles`` has the numbers of the classes that the business speaks of.
    """

    kind: Kind
    title: Text
    column: str
    keys: Mapping[int, str]
    texts: Mapping[str, Text]
    roles: Mapping[Role, int] = field(default_factory=dict)

    def text(self, number: int) -> Text:
        """Return what people read for a label's number."""
        return self.texts[self.keys[number]]

    def sql(self, number: str) -> str:
        """Return the SQL of the key of a label's number."""
        if self.kind.endswith("_score"):
            return f"cast({number} as varchar)"
        return f"[{', '.join(text(key) for key in self.keys.values())}][{number} + 1]"

    def named(self, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """Return a frame with the labels' numbers replaced by their keys."""
        keys = {**self.keys, migration.NOBODY: NONE}
        return frame.assign(**{name: frame[name].map(keys) for name in columns})


def labels_of(kind: Kind, segmentation: Segmentation) -> Labels:
    """Return the labels of a kind."""
    columns = (*tables.LABEL_COLUMNS, *tables.SCORE_COLUMNS)
    title = next(column.label for column in columns if column.id == kind)
    if kind in segmentation.rules:
        rules = segmentation.rules[kind]
        keys = {number: rule.name for number, rule in enumerate(rules)}
        texts = {rule.name: rule.label for rule in rules}
        return Labels(kind, title, f"{kind}_index", keys, texts, _roles(kind, rules))
    return Labels(kind, title, kind, {score: str(score) for score in _SCORES}, {})


def _roles(kind: Kind, rules: Sequence[Rule]) -> dict[Role, int]:
    """Return the numbers of the classes that have a role; other labels have none."""
    numbers = {role: position(rules, role) for role in ROLES if kind == "class"}
    return {role: number for role, number in numbers.items() if number is not None}


def dates(sales: Sales, first: date | None, last: date | None, every: Every | None) -> Dates:
    """Return the days to compare.

    By default the as-of date, and the end of the month before (of the week or quarter before, with
    ``every``); when the second day is no end of one, the same day of the month before. The series
    has the ends of all periods from the first day on, by default from the start of the data.

    Raises
    ------
    UsageError
        When the days are in the wrong order.
    TooLittleDataError
        When there is no sale up to the first day, or no period between the two for a series.
    """
    begin = spans.beginning(sales)
    last_day = min(last or sales.as_of, sales.as_of)
    first_day = first or earlier(max(last_day, begin), every or "month")
    if first and first >= last_day:
        raise UsageError(f"--from {first} is not before {last_day}", hint="name an earlier day")
    if min(first_day, last_day) < begin:
        raise TooLittleDataError(
            f"the data begin on {begin}; there are no customers on {min(first_day, last_day)}",
            hint=f"choose --from and --to between {begin} and {sales.as_of}",
        )
    series = tuple(ends(first or begin, last_day, every)) if every else ()
    if every and len(series) < 2:
        raise TooLittleDataError(
            f"no whole {every} lies between {first or begin} and {last_day}",
            hint="choose a shorter --every, or days further apart",
        )
    return Dates(first_day, last_day, series)


def earlier(day: date, step: Every) -> date:
    """Return the day one step before: of an end of month the end of the one before."""
    if step == "week":
        return day - timedelta(weeks=1)
    start = periods.floor(day, "month")
    after = periods.shifted(start, "month", 1 - _MONTHS[step])
    if day + _DAY == periods.shifted(start, "month", 1):
        return after - _DAY
    return (after - _DAY).replace(day=min(day.day, (after - _DAY).day))


def ends(first: date, last: date, step: Every) -> Iterator[date]:
    """Yield the last days of the periods that end between two days."""
    for period in periods.split(first, last, step):
        if period.last + _DAY == periods.floor(period.last + _DAY, step):
            yield period.last


class Standing(NamedTuple):
    """How customers were labelled on a day, and where each of them stood."""

    segmentation: Segmentation
    customers: Relation


def stand(
    sales: Sales, day: date, settings: Settings, kind: Kind, like: Segmentation | None = None
) -> Standing:
    """Return where customers stand on a day.

    With ``like``, by the cuts and thresholds of another day.
    """
    reduction = sales if day == sales.as_of else sales.until(day)
    segmentation = segment_customers(reduction, settings, like)
    words = {"label": labels_of(kind, segmentation).column}
    customers = reduction.derive("migrate/standing", words, labels=segmentation.labels)
    return Standing(segmentation, customers.made())


def changes(sales: Sales, before: Standing, after: Standing) -> Relation:
    """Return every customer of two days with both labels."""
    return sales.derive("migrate/changes", before=before.customers, after=after.customers)


def moves(sales: Sales, changes: Relation, labels: Labels) -> pd.DataFrame:
    """Return how many went from where to where."""
    sums = sales.derive("migrate/sums", changes=changes).frame()
    return migration.matrix(sums, list(labels.keys))


def movers(sales: Sales, changes: Relation, labels: Labels) -> Rows:
    """Return the customers whose label changed."""
    words = {
        "label_from": labels.sql("from_label"),
        "label_to": labels.sql("to_label"),
        "none": text(NONE),
    }
    return sales.derive("migrate/movers", words, changes=changes).ordered("customer_id")


def series(
    sales: Sales, settings: Settings, days: tuple[date, ...], labels: Labels, like: Segmentation
) -> list[tuple[date, pd.DataFrame]]:
    """Return the moves up to each day from the one before it."""
    by_day = []
    before = stand(sales, days[0], settings, labels.kind, like)
    for day in days[1:]:
        after = stand(sales, day, settings, labels.kind, like)
        by_day.append((day, moves(sales, changes(sales, before, after), labels)))
        before = after
    return by_day
