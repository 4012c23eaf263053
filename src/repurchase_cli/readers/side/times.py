"""Times of a side file that carry a zone: as one clock showed them, so that they can be compared.

A reply in UTC to a message in Shanghai's time came after it, whatever the digits say. With the
setting ``timezone`` all are the shop's; without, each is moved to the offset of the file's first
column of times, and a file of which only some columns carry an offset is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.zones import has_offset, offset_of_header
from repurchase_cli.readers.meaning.dates import have_clock
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.values.moments import Ahead, InZone, Shifted
from repurchase_cli.values.texts import Value

#: Turns the moment that a column tells into that of one clock for all columns.
Clock = Callable[[Value], Value]


def zoned(table: Table, columns: Sequence[int], wishes: Wishes, *, file: str) -> dict[int, Clock]:
    """Return, for columns of times that need it, how they are brought to one clock.

    Raises
    ------
    InputError
        When some columns carry an offset, others do not, and nothing says whose time these are.
    """
    timed = [i for i in columns if have_clock(table.values(i))]
    if wishes.timezone:
        return {i: partial(_in_shop_zone, table, wishes, i) for i in timed}
    ahead = {i: found for i in timed if (found := _ahead(table, i))}
    if not ahead:
        return {}
    if len(ahead) < len(timed):
        raise _mixed(table, [*ahead], [i for i in timed if i not in ahead], file)
    first = next(iter(ahead.values()))
    return {i: partial(Shifted, ahead=own, clock=first) for i, own in ahead.items()}


def _ahead(table: Table, column: int) -> Ahead | None:
    """Return how far a column's times are ahead of UTC, None where nothing says so."""
    own = offset_of_header(table.headers[column])
    says = any(map(has_offset, table.values(column)))
    return Ahead(column if says else None, own) if says or own is not None else None


def _in_shop_zone(table: Table, wishes: Wishes, column: int, moment: Value) -> Value:
    """Return a moment as the shop's clocks showed it."""
    own = offset_of_header(table.headers[column])
    there = wishes.timezone_of_files if own is None else ""
    return InZone(moment, column, wishes.timezone, own, there)


def _mixed(
    table: Table, with_offset: Sequence[int], without: Sequence[int], file: str
) -> InputError:
    told, untold = (", ".join(table.headers[i] for i in some) for some in (with_offset, without))
    return InputError(
        f"the times of {told} carry a time zone and those of {untold} do not",
        hint="say the shop's: --set timezone=Asia/Shanghai",
        file=file,
    )
