"""The time of day, behind a date or in a cell of its own: ``23:15 Uhr``, ``11.15 p.m.``, 下午3点.

Patterns are of small letters and half-width forms.
"""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text
from repurchase_cli.grammars.texts import halfwidth

_AFTERNOON = "下午|晚上|傍晚|오후|午後"
_MORNING = "上午|凌晨|早上|清晨|오전|午前"
#: What turns a clock of twelve hours into one of 24, wherever in the text it stands.
_IS_AFTERNOON = rf"{_AFTERNOON}|(?:\b|[0-9])p\.?\s?m\b"
_IS_MORNING = rf"{_MORNING}|(?:\b|[0-9])a\.?\s?m\b"
#: What stands between hours and minutes, or behind hours alone.
_HOURS = r"\s?(?:uhr|h|[时時点點시])"
_MERIDIEM = r"[ap]\.?\s?m\b\.?"
#: The clock itself; that of hours alone must be told by what stands behind.
_CLOCK = (
    r"(?P<h>[0-9]{1,2})"
    rf"(?:[:.](?P<m>[0-9]{{2}})(?:[:.](?P<s>[0-9]{{2}})(?:[.,][0-9]+)?)?"
    rf"|{_HOURS}(?:\s?(?P<minute>[0-9]{{1,2}})(?:\s?[:分분](?:\s?(?P<second>[0-9]{{1,2}})\s?[秒초]?)?)?)?"
    rf"|\s?{_MERIDIEM})"
)
_GROUPS = "['h', 'm', 's', 'minute', 'second']"
#: What may stand before and behind it: a clock in words, and a zone.
_BEFORE = rf"(?:(?:à|um|at|kl\.?|klo|às|a las|alle|ore|om|в|о|-|–|—|/)\s+)?(?:(?:{_MORNING}|{_AFTERNOON})\s?)?"
_BEHIND = rf"(?:\s?(?:{_MERIDIEM}|uhr|uur|hrs?\b\.?|h\b|[时時点點시분]|ч\.?|น\.?))?"
_ZONE = r"(?:\s?(?:z|utc|gmt|[a-z]{3,4}|[+-][0-9]{2}:?[0-9]{2}))"
#: A clock with all that belongs to it.
_WHOLE = compiled(r"\?P<\w+>").sub("?:", _CLOCK)
TIME = rf"{_BEFORE}{_WHOLE}{_BEHIND}{_ZONE}{{0,2}}"
_CELL = rf"\s*{TIME}\s*"
#: One that needs nothing between itself and the date: 2024-03-05下午11:15.
JOINED_TIME = rf"(?:{_MORNING}|{_AFTERNOON})\s?{_WHOLE}{_BEHIND}"


def is_clock(value: str) -> bool:
    """Whether a cell is a time of day, alone."""
    return bool(compiled(_CELL).fullmatch(halfwidth(value).lower()))


def day_text(value: str) -> str:
    """Return a date as it is written, without the time of day behind it."""
    return compiled(rf"[t,\s]*{TIME}\s*$").sub("", halfwidth(value).lower()).strip()


def tells_time(text: str) -> bool:
    """Whether a time of day stands in a text of small letters."""
    return bool(compiled(_CLOCK).search(text))


MACROS = f"""
-- The time of day in a text as HH:MM:SS, empty where there is none; 下午 and pm add twelve hours.
create macro half_day_hour(hour, x) as case
    when regexp_matches(x, {sql_text(_IS_AFTERNOON)}) then hour % 12 + 12
    when regexp_matches(x, {sql_text(_IS_MORNING)}) then hour % 12
    else hour
end;
create macro clock_in(x) as list_transform(
    [regexp_extract(x, {sql_text(_CLOCK)}, {_GROUPS})],
    lambda clock: case when clock.h <> '' then
        lpad(cast(half_day_hour(cast(clock.h as integer), x) as varchar), 2, '0')
        || ':' || lpad(clock.m || clock.minute, 2, '0')
        || ':' || lpad(clock.s || clock.second, 2, '0')
    end
)[1];
create macro lone_clock(x) as case
    when regexp_full_match(x, {sql_text(_CELL)}) then clock_in(x)
end;
-- A date beside its time of day.
create macro with_clock(moment, clock) as coalesce(
    cast(moment as date) + coalesce(
        try_cast(trim(clock) as time), try_cast(lone_clock(lower(halfwidth(clock))) as time)
    ),
    moment
);
"""

_TIMES = {
    "23:15": "23:15:00", "9:05": "09:05:00", "23:15:10": "23:15:10", "23:15:10.50": "23:15:10.5",
    "11:15 p.m.": "23:15:00", "11:15 PM": "23:15:00", "11:15pm": "23:15:00", "11.15 pm": "23:15:00",
    "11:15 p. m.": "23:15:00", "12:15 AM": "00:15:00", "12:15 p.m.": "12:15:00",
    "23:15 Uhr": "23:15:00", "23.15 Uhr": "23:15:00", "23 Uhr": "23:00:00", "23 Uhr 15": "23:15:00",
    "23h15": "23:15:00", "23h": "23:00:00", "23 h 15": "23:15:00", "à 23h15": "23:15:00",
    "kl. 23.15": "23:15:00", "klo 23.15": "23:15:00", "23.15": "23:15:00", "11 pm": "23:00:00",
    "下午11:15": "23:15:00", "下午11时15分": "23:15:00", "23點15分10秒": "23:15:10",
    "晚上 11点": "23:00:00", "上午9:05": "09:05:00", "오후 11:15": "23:15:00",
    "오후 11시 15분": "23:15:00", "午後11:15": "23:15:00", "２３：１５": "23:15:00",
    "23:15 hrs": "23:15:00", "23:15h": "23:15:00", "23:15 uur": "23:15:00", "в 23:15": "23:15:00",
    "": None, "noon": None, "23": None, "2315": None, "0.378507": None,
}  # fmt: skip

GRAMMARS = (
    Grammar(
        is_clock,
        "nullif(with_clock(timestamp '2024-03-05 00:00:01', {x}), timestamp '2024-03-05 00:00:01')"
        "::time::varchar",
        _TIMES,
    ),
)
