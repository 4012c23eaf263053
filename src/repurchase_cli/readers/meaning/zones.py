"""Times of another zone than the shop's: which they are, how they are converted, and what is said.

A time says its own offset; else its header does (``Created (UTC)``), else the shop system, else the
setting ``timezone_of_files``. Without the setting ``timezone`` all are left as written.
"""

from __future__ import annotations

from repurchase_cli.grammars.zones import has_offset, offset_of_header
from repurchase_cli.readers.meaning.dates import have_clock
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.values.moments import InZone
from repurchase_cli.values.texts import Value

Note = tuple[str, str]


def converted(reading: Reading, moment: Value, column: int) -> Value:
    """Return a moment as the shop's clocks showed it.

    ``column`` is the one that holds the time of day.
    """
    zone = reading.wishes.timezone
    if not zone or not have_clock(reading.table.values(column)):
        return moment
    return InZone(moment, column, zone, *_plain(reading, column))


def _plain(reading: Reading, column: int) -> tuple[int | None, str]:
    """Return of times without an offset how many minutes they are ahead of UTC, or their zone."""
    own = offset_of_header(reading.table.headers[column])
    if own is not None:
        return own, ""
    of_system = reading.system.timezone
    return None, of_system or reading.wishes.timezone_of_files


def notes(reading: Reading) -> tuple[Note, ...]:
    """Return what must be said of times without an offset whose zone nothing tells."""
    fields = reading.columns.fields
    column = fields.get("order_clock", fields["order_time"])[0]
    times = [value for value in reading.table.values(column) if have_clock([value])]
    with_offset = sum(map(has_offset, times))
    zone = reading.wishes.timezone
    if with_offset == len(times) or _plain(reading, column) != (None, ""):
        return ()
    if with_offset:
        return (_mixed(reading.table.headers[column], with_offset, len(times)),)
    return (_unconverted(reading.table.headers[column], zone),) if zone else ()


def _mixed(header: str, with_offset: int, times: int) -> Note:
    return (
        f"{header!r} mixes times with an offset ({with_offset:,} of {times:,} looked at) "
        "and without: the latter are taken as the shop's own; else say timezone_of_files",
        f"“{header}”中部分时间带时区（已查看的 {times:,} 个中有 {with_offset:,} 个），"
        "其余按店铺当地时间计；否则请设 timezone_of_files",
    )


def _unconverted(header: str, zone: str) -> Note:
    return (
        f"The times of {header!r} carry no offset and are not converted to {zone}; if they are of "
        "another zone, say timezone_of_files",
        f"“{header}”的时间不带时区，未换算为 {zone}；如为其他时区，请设 timezone_of_files",
    )
