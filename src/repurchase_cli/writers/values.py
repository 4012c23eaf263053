"""Values as people and JSON read them: one place for rounding, dates, blanks and unsafe text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from repurchase_cli.document import Document, Kind, Language, Text, written_day
from repurchase_cli.tables import money_digits

Scalar: TypeAlias = bool | int | float | Decimal | date | str | None

NUMERIC: frozenset[Kind] = frozenset(
    {"integer", "days", "money", "number", "share", "score", "probability"}
)

_SMALL = Decimal("0.0001")
_HALF_HUNDREDTH = Decimal("0.005")
UNITS: tuple[tuple[str, float], ...] = (
    ("", 1),
    ("k", 1000),
    ("M", 1_000_000),
    ("B", 1_000_000_000),
)

NOTES = Text("Notes", "说明")
MORE_COLUMNS = Text("not shown for want of room:", "因宽度不足未显示：")
MORE_ROWS = Text("more rows", "行未显示")
MORE_LINES = Text("lines not drawn:", "未画出的曲线：")
NO_ROWS = Text("none", "无")
NOTHING = Text("There is nothing to draw.", "没有可绘制的数据。")

ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\n]*(?:\x07|\x1b\\)?"  # window titles, links
    r"|\x1b[ -/]*[0-~]"
)
BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def scalar(value: object) -> Scalar:
    """Return a plain Python value; None for NaN, NaT, NA and infinity, a date for a midnight."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float | Decimal):
        return _finite(value)
    if isinstance(value, date):
        return _day(value)
    if hasattr(value, "item"):  # a numpy scalar
        return scalar(value.item())
    return None if type(value).__name__ == "NAType" else _listed(value)


def real(value: object) -> float | None:
    """Return a number to draw; None for what is missing or no number."""
    one = scalar(value)
    return float(one) if isinstance(one, int | float | Decimal) else None


def position(value: object) -> float | None:
    """Return where a number or a day stands on an axis; None for everything else."""
    one = scalar(value)
    return float(one.toordinal()) if isinstance(one, date) else real(one)


def _finite(value: float | Decimal) -> Scalar:
    if not math.isfinite(value):
        return None
    return value if isinstance(value, Decimal) else float(value)


def _listed(value: object) -> str:
    """Return nested data on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={scalar(one)}" for key, one in value.items())
    if isinstance(value, Sequence | Set):
        return ", ".join(str(scalar(one)) for one in value)
    return str(value)


def _day(value: date) -> Scalar:
    if value != value:  # noqa: PLR0124 - NaT is a date that equals nothing
        return None
    if not isinstance(value, datetime):
        return value
    return value.date() if value.time() == time() else value.isoformat(sep=" ")


def plain(value: object) -> object:
    """Return nested data as JSON takes it: no NaN, dates in ISO form, Decimal as a number."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence | Set) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    one = scalar(value)
    if isinstance(one, date):
        return one.isoformat()
    return float(one) if isinstance(one, Decimal) else one


def digits(currency: str) -> int:
    """Return how many decimals a currency shows."""
    return money_digits(currency)


def shown_column(column: list[object], kind: Kind, money_digits: int = 2) -> list[str]:
    """Return a column's values as people read them, with like decimals; missing ones are empty."""
    scalars = [scalar(value) for value in column]
    exact = [Decimal(str(one)) for one in scalars if _counts(one)]
    whole = all(one == one.to_integral_value() for one in exact)
    sizes = [abs(one) for one in exact if one]
    hundredths = bool(sizes) and max(sizes) >= 1 and min(sizes) >= _HALF_HUNDREDTH
    return [shown(one, kind, money_digits, whole=whole, hundredths=hundredths) for one in scalars]


def shown(
    value: object,
    kind: Kind,
    money_digits: int = 2,
    *,
    whole: bool = True,
    hundredths: bool = False,
) -> str:
    """Return a value as people read it.

    ``whole`` shows a whole number without decimals, ``hundredths`` one below 1 with two, like those
    above it; else four digits of it are shown.
    """
    one = scalar(value)
    if isinstance(one, date):
        return one.isoformat()
    if _counts(one) and kind in NUMERIC:
        number = Decimal(str(one))
        return _number(number, kind, money_digits, whole=whole, hundredths=hundredths)
    return "" if one is None else clean(str(one))


def _counts(value: Scalar) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(value: Decimal, kind: Kind, money_digits: int, *, whole: bool, hundredths: bool) -> str:
    if kind == "share":
        return f"{rounded(value * 100, 1)}%"
    if kind == "money":
        return f"{rounded(value, money_digits):,}"
    if kind == "probability":
        return f"{rounded(value, 4)}" if not 0 < value < _SMALL else f"< {_SMALL}"
    is_whole = value == value.to_integral_value()
    if is_whole and (whole or kind == "integer" or abs(value) >= 1000 or not value):
        return f"{value.to_integral_value():,f}"
    if kind != "number":
        return f"{rounded(value, 1):,}"
    two = hundredths or abs(value) >= 1
    return f"{rounded(value, 2 if two else 3 - value.adjusted()):,f}"


def compact(value: float, kind: Kind) -> str:
    """Return a number in at most five characters or so: 12%, 12.3k, 4.5M."""
    if kind == "share":
        return f"{rounded(Decimal(str(value)) * 100, 0)}%"
    for letter, size in UNITS:  # noqa: B007 - the last one is used
        part = Decimal(str(value)) / Decimal(size)
        part = rounded(part, 1 if abs(part) < 100 else 0)
        if abs(part) < 1000:
            break
    whole = not letter and part == part.to_integral_value()
    return f"{part.to_integral_value() if whole else part:f}{letter}"


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, as people do; a zero carries no sign."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def clean(text: str) -> str:
    """Take out what a terminal would obey and not show: escapes, controls, changes of direction."""
    return UNSEEN.sub("", BREAKS.sub(" ", ESCAPES.sub("", text)))


def as_of(document: Document, language: Language) -> str:
    """Say the as-of date, or nothing where there is none."""
    if document.as_of is None:
        return ""
    return f"{Text('as of', '截止日').say(language)} {written_day(document.as_of).say(language)}"


def subtitle(document: Document, language: Language) -> str:
    """Return the line below the title: the period, the as-of date and the currency."""
    return " · ".join(subtitle_parts(document, language))


def subtitle_parts(document: Document, language: Language) -> list[str]:
    """Return the period, the as-of date and the currency, as far as there are any."""
    parts = []
    if document.period:
        ends = (document.period.first, document.period.last)
        parts.append(" – ".join(written_day(day).say(language) for day in ends))
    if day := as_of(document, language):
        parts.append(day)
    return [*parts, document.currency] if document.currency else parts
