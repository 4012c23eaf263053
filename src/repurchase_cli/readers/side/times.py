"""Times of a side file that carry a zone: as one clock showed them, so that they can be compared.

A reply in UTC to a message in Shanghai's time came after it, whatever the digits say. With the
setting ``timezone`` all are the shop's; without, each is moved to the offset of the file's first
column of times, and a file of which only some columns carry an offset is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.zones import has_offset, offset_of_header
from repurchase_cli.readers.meaning.dates import have_clock
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes


def zoned(table: Table, columns: Sequence[int], wishes: Wishes, *, file: str) -> dict[int, str]:
    """Return, for columns of times, SQL in which ``{moment}`` is what is read of the column.

    Raises
    ------
    InputError
        When some columns carry an offset, others do not, and nothing says whose time these are.
    """
    timed = [i for i in columns if have_clock(table.values(i))]
    ahead = {i: _ahead(table, i) for i in timed}
    with_offset = {i: sql for i, sql in ahead.items() if sql}
    if wishes.timezone:
        return {i: _in_shop_zone(sql, wishes) for i, sql in ahead.items()}
    if not with_offset:
        return {}
    if len(with_offset) < len(ahead):
        raise _mixed(table, with_offset, [i for i in timed if i not in with_offset], file)
    first = next(iter(with_offset.values()))
    return {
        i: f"({{moment}} - to_minutes(coalesce({sql} - {first}, 0)))"
        for i, sql in with_offset.items()
    }


def _ahead(table: Table, column: int) -> str:
    """Return the SQL of the minutes that a column's times are ahead of UTC, empty for none."""
    own = offset_of_header(table.headers[column])
    if any(map(has_offset, table.values(column))):
        told = f"offset_minutes(c{column})"
        return told if own is None else f"coalesce({told}, {own})"
    return "" if own is None else str(own)


def _in_shop_zone(ahead: str, wishes: Wishes) -> str:
    """Return the SQL of a moment as the shop's clocks showed it."""
    ahead = ahead or "cast(null as integer)"
    known = f"in_zone({{moment}}, {ahead}, '{wishes.timezone}')"
    if not wishes.timezone_of_files:
        return known
    there = f"({{moment}}) at time zone '{wishes.timezone_of_files}'"
    return f"if({ahead} is null, {there} at time zone '{wishes.timezone}', {known})"


def _mixed(
    table: Table, with_offset: Mapping[int, str], without: Sequence[int], file: str
) -> InputError:
    told, untold = (", ".join(table.headers[i] for i in some) for some in (with_offset, without))
    return InputError(
        f"the times of {told} carry a time zone and those of {untold} do not",
        hint="say the shop's: --set timezone=Asia/Shanghai",
        file=file,
    )
