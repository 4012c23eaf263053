"""How a column's dates and times are written, and the SQL that reads them.

A *shape* is one way of writing a date that its form alone gives away. Year-first, compact and
Chinese dates can be read wherever they occur. Day-first and month-first dates look alike: the
values of the whole column, over all files of the same header, decide (a part above 12 is a day), and
when they do not, the user does. The time zone is left out: a day is the day as written in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing dates: the form that gives it away and the SQL that reads it.

    ``sql`` reads the text ``{x}`` into a timestamp, NULL for a date that does not exist.
    """

    name: str
    form: re.Pattern[str]
    sql: str


def _shape(name: str, form: str, sql: str) -> Shape:
    return Shape(name, re.compile(rf"^\s*{form}\s*$"), sql)


#: Shapes that cannot be mistaken for one another, read wherever they occur.
PLAIN: tuple[Shape, ...] = (
    _shape("year first", rf"(?:19|20)\d\d[-/]\d{{1,2}}[-/]\d{{1,2}}{_TIME}", "year_first({x})"),
    _shape("compact", r"(?:19|20)\d{6}(?:\d{4}(?:\d\d)?)?", "compact_date({x})"),
)
#: Dates whose first two parts are day and month in an order that must be decided.
PARTS = re.compile(rf"^\s*\d{{1,2}}([-/.])\d{{1,2}}\1(?:\d{{4}}|\d\d){_TIME}\s*$")
#: A time of day alone, in a column beside the date.
CLOCK = re.compile(r"^\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?\s*$")

DAY_FIRST = "day first"
MONTH_FIRST = "month first"


def share_of_dates(values: Iterable[str]) -> float:
    """Return the share of the values that are not blank and look like a date."""
    filled = [value for value in values if value.strip()]
    hits = sum(looks_like_date(value) for value in filled)
    return hits / len(filled) if filled else 0.0


def looks_like_date(value: str) -> bool:
    """Whether a text has the form of a date."""
    return bool(PARTS.match(value)) or any(shape.form.match(value) for shape in PLAIN)


def needs_order(values: Iterable[str]) -> bool:
    """Whether some of the values are dates whose day and month must be told apart."""
    return any(PARTS.match(value) for value in values)


def expression(column: str, values: Iterable[str], order: str) -> str:
    """Return the SQL that reads a column: its own shapes first, then every plain one.

    Parameters
    ----------
    column
        SQL of the text.
    values
        A sample of the column.
    order
        ``day first``, ``month first``, or empty when no value needs it.
    """
    filled = [value for value in values if value.strip()]
    plain = sorted(PLAIN, key=lambda shape: -sum(bool(shape.form.match(v)) for v in filled))
    readers = [shape.sql.format(x=column) for shape in plain]
    if order:
        readers.insert(0, f"{order.replace(' ', '_')}({column})")
    return f"coalesce({', '.join(readers)})"


#: Evidence of the whole column: the highest first and second part of the dates in parts.
ORDER_EVIDENCE = (
    "select max(try_cast(regexp_extract({x}, '^\\s*(\\d+)', 1) as integer)),"
    " max(try_cast(regexp_extract({x}, '^\\s*\\d+[-/.](\\d+)', 1) as integer))"
    " from {{scan}} where regexp_matches({x}, '^\\s*\\d{{{{1,2}}}}[-/.]\\d{{{{1,2}}}}[-/.]\\d')"
)


def order_from_evidence(first: int, second: int) -> str:
    """Return the order that the highest first and second parts prove, empty when neither does."""
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return ""
