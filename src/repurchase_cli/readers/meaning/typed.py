"""Which columns a scan can type by itself: the purchase's time and the numbers of its amount.

So it is where the sample has nothing but plain values in them: times of one format that strptime
knows, numbers that stand alone, and no blank. A record that is written otherwise is rejected by the
scan, which keeps its text, and is read with care.
"""

from __future__ import annotations

from collections.abc import Mapping

from repurchase_cli.grammars.calendars import OURS
from repurchase_cli.grammars.dates import time_format
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sources import Typed
from repurchase_cli.values.moments import Dated
from repurchase_cli.values.numbers import Amount, Number
from repurchase_cli.values.parts import parts_of
from repurchase_cli.values.texts import First, Value

#: Fields that only records are asked for which are read with care.
_OF_ODD_RECORDS = ("moment", "moment_text", "amount_text", "label")


def typed_columns(table: Table, fields: Mapping[str, Value]) -> Typed | None:
    """Return the columns that a scan can type, None where these are not all that a sale needs."""
    moment, amount = _only(fields["moment"]), fields["amount"]
    if not isinstance(moment, Dated) or not isinstance(amount, Amount):
        return None
    numbers = {part for part in parts_of(amount.base) if isinstance(part, Number)}
    form = time_format(table.values(moment.column)) if moment.forms.calendar == OURS else ""
    if not form or not numbers or not all(_is_plain(table, number) for number in numbers):
        return None
    columns = {number.column for number in numbers}
    if {moment.column, *columns} & _read_as_text(fields):
        return None
    return Typed(moment.column, form, tuple(sorted(columns)))


def _only(value: Value) -> Value:
    """Return the value that is the only one to choose from, else the value itself."""
    return value.values[0] if isinstance(value, First) and len(value.values) == 1 else value


def _is_plain(table: Table, number: Number) -> bool:
    return number.bare and number.decimal == "point" and all(table.values(number.column))


def _read_as_text(fields: Mapping[str, Value]) -> set[int]:
    """Return the columns that a line's fields read as texts."""
    values = [value for name, value in fields.items() if name not in _OF_ODD_RECORDS]
    parts = [part for part in parts_of(tuple(values)) if not isinstance(part, Number)]
    return {column for part in parts if (column := getattr(part, "column", None)) is not None}
