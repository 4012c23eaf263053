"""What the cells of a workbook hold, as one would export them.

ISO dates, numbers in their shortest form, errors as empty; a number of more digits than a
spreadsheet keeps is written with an exponent, so that a destroyed id is seen to be one. A line end
in a cell becomes a blank.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

_MOST_SEEN = 1 << 16
_EXACT = 10**15  # a spreadsheet keeps fifteen digits
LINE_ENDS = re.compile(r"[\r\n]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = {*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58}
_TIME_FORMATS = {*range(18, 22), *range(32, 36), 45, 46, 47, 55, 56}
_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@dataclass(slots=True)
class Cells:
    """What the cells of a sheet hold, as text."""

    strings: list[str]
    formats: list[str]
    base: date
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, kind: str, style: str, raw: str) -> str:
        """Return a cell's text by its type, its style and what is stored."""
        if kind == "s":
            return self.strings[int(raw)]
        if kind in ("str", "inlineStr"):
            return plain(raw)
        if kind == "e":
            return ""
        if kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if kind == "d":
            return raw.strip().replace("T", " ").removesuffix(" 00:00:00")
        known = self._seen.get((style, raw))
        if known is None:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            meaning = self.formats[int(style)] if style and int(style) < len(self.formats) else ""
            known = self._seen[style, raw] = self._number(raw.strip(), meaning)
        return known

    def _number(self, raw: str, meaning: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return plain(raw)
        if meaning.startswith("0") and value.is_integer() and 0 <= value < _EXACT:
            return f"{int(value):0{len(meaning)}d}"
        if meaning and not meaning.startswith("0"):
            return self._moment(value, meaning) or _shortest(value, raw)
        return _shortest(value, raw)

    def _moment(self, value: float, meaning: str) -> str:
        """Return a date, a time or both; nothing for a number that is none."""
        if not 0 <= value < 2_958_466:
            return ""
        days, seconds = divmod(round(value * 86400), 86400)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if meaning == "time" and value < 1:
            return clock
        if self.base.year < 1904 and days in (0, 60):
            day = "1900-02-29" if days else "1900-01-00"  # as a spreadsheet shows them
        else:
            shift = 1 if self.base.year < 1904 and days < 60 else 0
            day = (self.base + timedelta(days + shift)).isoformat()
        return f"{day} {clock}" if seconds or "time" in meaning else day


def plain(text: str) -> str:
    """Return a text of one line, in which characters are no longer escaped."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return LINE_ENDS.sub(" ", text) if "\n" in text or "\r" in text else text


def meaning_of(number: int, code: str | None) -> str:
    """Return what a number format makes of a number."""
    if code is None:
        known = {22: "date time", **dict.fromkeys(_DATE_FORMATS, "date")}
        return known.get(number, "time" if number in _TIME_FORMATS else "")
    seen = _UNSEEN.sub("", code.split(";")[0]).lower()
    if re.fullmatch("0{2,}", seen):
        return seen
    if seen == "general" or re.search(r"[#?]|0(?!0*$)|e[+-]", seen.replace("[h]", "")):
        return ""
    hours = any(c in seen for c in "hs")
    if any(c in seen for c in "ydeg") or ("m" in seen and not hours) or "bb" in seen:
        return "date time" if hours else "date"
    return "time" if hours else ""


def _shortest(value: float, raw: str) -> str:
    """Return a number in its shortest form; with an exponent when digits may have been lost."""
    if not math.isfinite(value):
        return ""
    if value.is_integer():
        exact = raw.lstrip("-").isdigit() and len(raw.lstrip("-")) == 16 and raw[-1] != "0"
        if abs(value) < _EXACT or (exact and abs(value) < 1 << 53):
            return str(int(value))
        return f"{Decimal(repr(value)).normalize():E}"
    return f"{Decimal(f'{value:.15g}'):f}"
