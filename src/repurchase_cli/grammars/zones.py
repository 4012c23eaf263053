"""Time zones: the offset that a time or a header carries, and times as a zone's clocks showed them.

``2024-01-05T20:00:00Z``, ``20:00 +0530``, ``20:00:00 GMT+0800 (CST)``; ``Created (UTC)``, ``时间(GMT+8)``.
Letters such as PST or CET alone are no offset: they mean several.
"""

from __future__ import annotations

import re

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text
from repurchase_cli.grammars.texts import halfwidth

_OFFSET = (
    r"(?i):[0-9]{2}(?:[:.,][0-9]+)*\s*(?:(?:am|pm)\s*)?"
    r"(?:(?P<utc>z|utc|gmt)|(?:utc|gmt)?\s?(?P<sign>[+-])(?P<h>[0-9]{2}):?(?P<m>[0-9]{2})?)"
    r"\s*(?:\([^()]*\))?\s*$"
)
#: What a header says of the zone of its times, at its end.
IN_HEADER = (
    r"[\s_(\[-](?:in\s)?(?:utc|gmt)(?:(?P<sign>[+-])(?P<h>[0-9]{1,2}):?(?P<m>[0-9]{2})?)?[)\]]?$"
)


def has_offset(value: str) -> bool:
    """Whether a time carries an offset."""
    return _minutes(value) is not None


def _minutes(value: str) -> int | None:
    """Return how many minutes a time is ahead of UTC, as it says itself."""
    return _ahead(compiled(_OFFSET).search(halfwidth(value)))


def offset_of_header(header: str) -> int | None:
    """Return the minutes that a header says its times are ahead of UTC, None when it says nothing."""
    return _ahead(compiled(IN_HEADER).search(halfwidth(header).lower().strip()))


def _ahead(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    minutes = int(found["h"] or 0) * 60 + int(found["m"] or 0)
    return -minutes if found["sign"] == "-" else minutes


MACROS = f"""
-- How many minutes a time is ahead of UTC, as it says itself.
create macro offset_minutes(x) as list_transform(
    [regexp_extract(halfwidth(x), {sql_text(_OFFSET)}, ['utc', 'sign', 'h', 'm'])],
    lambda found: case
        when found.utc <> '' then 0
        when found.sign <> '' then if(found.sign = '-', -1, 1)
            * (cast(found.h as integer) * 60 + coalesce(try_cast(found.m as integer), 0))
    end
)[1];
-- A moment as the clocks of a zone showed it, of a time that was so many minutes ahead of UTC.
create macro in_zone(moment, ahead, zone) as if(
    ahead is null, moment, (moment - to_minutes(ahead)) at time zone 'UTC' at time zone zone
);
"""

GRAMMARS = (
    Grammar(
        _minutes,
        "offset_minutes({x})",
        {
            "2024-01-05T20:00:00Z": 0, "2024-01-05 20:00 UTC": 0, "20:00:00 +0530": 330,
            "2024-01-05 20:00:00.123-08:00": -480, "2024-01-05 20:00:00+08": 480,
            "20:00:00 GMT+0800 (中国标准时间)": 480, "01/05/2024 8:00 PM GMT": 0,
            "2024-01-05": None, "2024-01-05 20:00:00": None, "20:00 PST": None, "2024-01-05Z": None,
        },
    ),
)  # fmt: skip
