"""The kinds of values that settings take: how each is read, checked, and told to editors."""

from __future__ import annotations

import itertools
import re
import zoneinfo
from datetime import date
from typing import Annotated, Literal

from repurchase_cli import marks
from repurchase_cli.databases.address import without_password
from repurchase_cli.laws import LAWS
from repurchase_cli.rules import Rule, did_you_mean
from repurchase_cli.scalars import MOST, Number, number, share
from repurchase_cli.sources import FIELDS, SIDE_NAMES
from repurchase_cli.systems import System

#: Below this the engine has no room to read the smallest file in.
LEAST_MEMORY = 100_000_000
MOST_THREADS = 1_024
_MOST_PORTS = 65_535
_MOST_MONTHS = 1_200
#: Who waits longer for a server waits for one that does not answer.
_MOST_SECONDS = 3600
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([MGT]I?)B?", re.IGNORECASE)
_UNITS = {"M": 1_000**2, "G": 1_000**3, "T": 1_000**4, "MI": 1 << 20, "GI": 1 << 30, "TI": 1 << 40}
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"


def _currency(value: str) -> str:
    if value and not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f"must be a code of three capital letters such as CNY, not '{value}'")
    return value


def _code(value: str) -> str:
    return _currency(value or "''")


def _positive(value: object) -> float:
    found = number(value)
    if found <= 0:
        raise ValueError(f"must be above zero, not {found:g}")
    return found


def _days(value: object, least: int = 1) -> int:
    days = number(value)
    if not isinstance(days, int) or not least <= days <= MOST:
        raise ValueError(f"must be a whole number of days from {least} to {MOST}, not {days}")
    return days


def _days_or_none(value: object) -> int:
    """Return a number of days that may be zero, for "not at all"."""
    return _days(value, 0)


def _days_or_null(value: object) -> int | None:
    return None if value is None else _days(value)


def _port(value: object) -> int:
    found = number(value)
    if not isinstance(found, int) or not 1 <= found <= _MOST_PORTS:
        raise ValueError(f"must be a whole number from 1 to {_MOST_PORTS}, not {found}")
    return found


def _seconds(value: object) -> int:
    seconds = number(value)
    if not isinstance(seconds, int) or not 1 <= seconds <= _MOST_SECONDS:
        raise ValueError(
            f"must be a whole number of seconds from 1 to {_MOST_SECONDS}, not {seconds}"
        )
    return seconds


def _file(value: str) -> str:
    """Return a file or an address, in which no password may stand: settings are shown."""
    if without_password(value) != value:
        raise ValueError(
            "must hold no password: set PGPASSWORD or MYSQL_PWD, or write it into ~/.pgpass or "
            "~/.my.cnf"
        )
    return value


def _tls(value: object) -> object:
    """Return how mail is encrypted; yes and no are taken as well."""
    return {"true": "starttls", "false": "none"}.get(str(value).lower(), value)


def _several(value: object) -> object:
    """Return one or more values as a list."""
    return [value] if isinstance(value, str) and value else value


def _months(value: object) -> int | None:
    """Return a number of months, None for ever."""
    if value is None:
        return None
    months = number(value)
    if not isinstance(months, int) or not 1 <= months <= _MOST_MONTHS:
        raise ValueError(f"must be a whole number of months from 1 to {_MOST_MONTHS}, not {months}")
    return months


def _month_day(value: str) -> str:
    """Return a day of every year; 29 February is none."""
    try:
        date.fromisoformat(f"2001-{value or '01-01'}")
    except ValueError:
        raise ValueError(f"must be a day of every year such as 01-01, not '{value}'") from None
    return value


def _rate(value: object) -> float:
    rate = number(value)
    if not 0 <= rate < 1_000:
        raise ValueError(f"must be a rate such as 0.1 for 10%, not {rate}")
    return rate


def _margin(value: object) -> float | None:
    return None if value is None else share(value)


def _score(value: object) -> float | None:
    return None if value is None else number(value)


def _clock(value: str) -> str:
    if not re.fullmatch(_CLOCK, value):
        raise ValueError(f"must be a time HH:MM such as 04:00, not '{value}'")
    return value


def _day_of_year(value: str) -> str:
    try:
        date.fromisoformat(f"2000-{value}")
    except ValueError:
        raise ValueError(f"must be a day of the year such as 02-15, not '{value}'") from None
    return value


def _timezone(value: str) -> str:
    known = zoneinfo.available_timezones() if value else set()
    if value and known and value not in known:
        near = did_you_mean(value, known)
        raise ValueError(f"must be a time zone such as Asia/Shanghai, not '{value}'{near}")
    return value


def _law(name: str) -> str:
    if name not in LAWS:
        near = did_you_mean(name, LAWS) or f"; laws are: {', '.join(LAWS)}"
        raise ValueError(f"unknown law of reading '{name}'{near}")
    return name


def _field(name: str) -> str:
    if name not in (*FIELDS, *SIDE_NAMES):
        known = SIDE_NAMES if "." in name else FIELDS
        raise ValueError(f"unknown field '{name}'{did_you_mean(name, known)}")
    return name


def _header(value: str) -> str:
    if not value.strip():
        raise ValueError("must name a column of the file")
    return value


def _system(system: System) -> System:
    """Refuse fields that do not exist, and patterns that the engine cannot run."""
    for name in system.columns:
        _field(name)
    if not system.signature:
        raise ValueError("needs a signature: headers that are all there in its files")
    for mark in system.marks:
        _pattern(mark.value)
    return system


def _pattern(value: str) -> None:
    import duckdb  # noqa: PLC0415 - only for systems of the user's own

    try:
        duckdb.execute("select regexp_full_match('', ?)", [value])
    except duckdb.Error:
        raise ValueError(f"has a pattern that is no regular expression: '{value}'") from None


def _ascending(cuts: tuple[float, ...]) -> tuple[float, ...]:
    if any(low >= high for low, high in itertools.pairwise(cuts)):
        raise ValueError(f"must ascend strictly, not {', '.join(f'{c:g}' for c in cuts)}")
    return cuts


def memory(value: object) -> str:
    """Return a size of memory as the engine takes it, such as ``4GB``; empty for none."""
    text = str(value).strip()
    if value is None or not text:
        return ""
    size = _SIZE.fullmatch(text)
    if not size or float(size[1]) * _UNITS[size[2].upper()] < LEAST_MEMORY:
        least = f"{LEAST_MEMORY // 1_000_000}MB"
        raise ValueError(f"must be a size of at least {least}, such as 4GB, not '{text}'")
    return f"{size[1]}{size[2].upper()}B"


def threads(value: object) -> int | None:
    """Return a number of threads, None for as many as there are cores."""
    if value is None:
        return None
    count = number(value)
    if not isinstance(count, int) or not 1 <= count <= MOST_THREADS:
        raise ValueError(f"must be a whole number from 1 to {MOST_THREADS}, not {count:g}")
    return count


Answer = Literal["accept"]
Meaning = Literal["sale", "unpaid", "cancelled", "refund", "ignored"]
Currency = Annotated[
    str,
    marks.after(_currency),
    marks.Schema({"type": "string", "pattern": "^([A-Z]{3})?$"}),
]
Code = Annotated[str, marks.after(_code)]
Worth = Annotated[
    float,
    marks.plain(_positive),
    marks.Schema({"type": "number", "exclusiveMinimum": 0}),
]
Days = Annotated[
    int,
    marks.plain(_days),
    marks.Schema({"type": "integer", "minimum": 1, "maximum": MOST}),
]
DaysOrNone = Annotated[
    int,
    marks.plain(_days_or_none),
    marks.Schema({"type": "integer", "minimum": 0, "maximum": MOST}),
]
DaysOrNull = Annotated[
    int | None,
    marks.plain(_days_or_null),
    marks.Schema({"type": ["integer", "null"], "minimum": 1, "maximum": MOST}),
]
Months = Annotated[
    int | None,
    marks.plain(_months),
    marks.Schema({"type": ["integer", "null"], "minimum": 1, "maximum": _MOST_MONTHS}),
]
MonthDay = Annotated[
    str,
    marks.after(_month_day),
    marks.Schema({"type": "string", "pattern": "^(\\d\\d-\\d\\d)?$"}),
]
Margin = Annotated[
    float | None,
    marks.plain(_margin),
    marks.Schema({"type": ["number", "null"], "minimum": 0, "maximum": 1}),
]
Score = Annotated[float | None, marks.plain(_score), marks.Schema({"type": ["number", "null"]})]
Port = Annotated[
    int,
    marks.plain(_port),
    marks.Schema({"type": "integer", "minimum": 1, "maximum": _MOST_PORTS}),
]
Seconds = Annotated[
    int,
    marks.plain(_seconds),
    marks.Schema({"type": "integer", "minimum": 1, "maximum": _MOST_SECONDS}),
]
File = Annotated[str, marks.after(_file)]
Tls = Annotated[Literal["starttls", "implicit", "none"], marks.before(_tls)]
Addresses = Annotated[tuple[str, ...], marks.before(_several)]
JoinedBy = Annotated[tuple[Literal["phone", "email"], ...], marks.before(_several)]
Rate = Annotated[float, marks.plain(_rate), marks.Schema({"type": "number", "minimum": 0})]
Clock = Annotated[
    str, marks.after(_clock), marks.Schema({"type": "string", "pattern": f"^{_CLOCK}$"})
]
DayOfYear = Annotated[
    str,
    marks.after(_day_of_year),
    marks.Schema({"type": "string", "pattern": "^[01][0-9]-[0-3][0-9]$"}),
]
Zone = Annotated[str, marks.after(_timezone)]
LawName = Annotated[str, marks.after(_law)]
FieldName = Annotated[str, marks.after(_field)]
Header = Annotated[str, marks.after(_header)]
OwnSystem = Annotated[System, marks.after(_system)]
CutList = Annotated[tuple[Number, ...], marks.Length(1, 4), marks.after(_ascending)]
Memory = Annotated[str, marks.plain(memory), marks.Schema({"type": "string"})]
Threads = Annotated[
    int | None,
    marks.plain(threads),
    marks.Schema({"type": ["integer", "null"], "minimum": 1, "maximum": MOST_THREADS}),
]
RuleList = Annotated[tuple[Rule, ...], marks.Length(1)]
