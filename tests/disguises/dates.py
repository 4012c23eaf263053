"""How exports write a moment, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Write = Callable[[datetime], str]

_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LONG = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_FRENCH = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
_SPANISH = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
_EPOCH = datetime(1899, 12, 30)


def _twelve(m: datetime) -> str:
    return f"{m.hour % 12 or 12}:{m:%M}"


def _half(m: datetime, before: str = "AM", after: str = "PM") -> str:
    return before if m.hour < 12 else after


def _serial(m: datetime) -> float:
    return (m - _EPOCH).total_seconds() / 86400


def _seconds(m: datetime) -> int:
    return int(m.replace(tzinfo=UTC).timestamp())


DATES: dict[str, Write] = {
    "iso": lambda m: f"{m:%Y-%m-%d}",
    "iso with time": lambda m: f"{m:%Y-%m-%d %H:%M:%S}",
    "iso minutes": lambda m: f"{m:%Y-%m-%d %H:%M}",
    "iso t": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}",
    "iso z": lambda m: f"{m:%Y-%m-%dT%H:%M:%SZ}",
    "iso milliseconds z": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}.123Z",
    "iso fraction": lambda m: f"{m:%Y-%m-%d %H:%M:%S}.000",
    "iso offset": lambda m: f"{m:%Y-%m-%d %H:%M:%S} +0200",
    "iso offset colon": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}-08:00",
    "iso unpadded": lambda m: f"{m.year}-{m.month}-{m.day}",
    "iso zone": lambda m: f"{m:%Y-%m-%d %H:%M:%S} UTC",
    "iso weekday": lambda m: f"{m:%Y-%m-%d} 星期{'一二三四五六日'[m.weekday()]}",
    "year slash": lambda m: f"{m.year}/{m.month}/{m.day} {m.hour}:{m:%M}",
    "year slash day": lambda m: f"{m.year}/{m.month}/{m.day}",
    "year slash seconds": lambda m: f"{m:%Y/%m/%d %H:%M:%S}",
    "year slash weekday": lambda m: f"{m:%Y/%m/%d}({'月火水木金土日'[m.weekday()]}) {m:%H:%M}",
    "year slash half days": lambda m: (
        f"{m.year}/{m.month}/{m.day} {_half(m, '上午', '下午')} {_twelve(m)}:{m:%S}"
    ),
    "year dots": lambda m: f"{m:%Y.%m.%d}",
    "year dots unpadded": lambda m: f"{m.year}.{m.month}.{m.day}",
    "german": lambda m: f"{m:%d.%m.%Y}",
    "german unpadded": lambda m: f"{m.day}.{m.month}.{m.year}",
    "german with time": lambda m: f"{m:%d.%m.%Y %H:%M}",
    "german comma time": lambda m: f"{m:%d.%m.%Y, %H:%M:%S}",
    "german two digits": lambda m: f"{m:%d.%m.%y}",
    "german weekday": lambda m: (
        f"{['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'][m.weekday()]}, {m:%d.%m.%Y}"
    ),
    "german uhr": lambda m: f"{m:%d.%m.%Y %H:%M} Uhr",
    "british": lambda m: f"{m:%d/%m/%Y}",
    "british with time": lambda m: f"{m:%d/%m/%Y %H:%M:%S}",
    "british two digits": lambda m: f"{m:%d/%m/%y %H:%M}",
    "british half days": lambda m: f"{m:%d/%m/%Y} {_twelve(m)} {_half(m)}",
    "british small half days": lambda m: f"{m:%d/%m/%Y} {_twelve(m)} {_half(m, 'a.m.', 'p.m.')}",
    "dashes day first": lambda m: f"{m:%d-%m-%Y}",
    "dashes day first time": lambda m: f"{m:%d-%m-%Y %H:%M}",
    "american": lambda m: f"{m.month}/{m.day}/{m.year}",
    "american padded": lambda m: f"{m:%m/%d/%Y}",
    "american with time": lambda m: f"{m.month}/{m.day}/{m.year} {m.hour}:{m:%M}",
    "american half days": lambda m: f"{m.month}/{m.day}/{m.year} {_twelve(m)} {_half(m)}",
    "american half days seconds": lambda m: (
        f"{m.month}/{m.day}/{m.year} {_twelve(m)}:{m:%S} {_half(m)}"
    ),
    "american comma time": lambda m: f"{m.month}/{m.day}/{m.year}, {_twelve(m)}:{m:%S} {_half(m)}",
    "american joined half days": lambda m: (
        f"{m.month}/{m.day}/{m.year} {_twelve(m)}{_half(m, 'am', 'pm')}"
    ),
    "american two digits": lambda m: f"{m:%m/%d/%y} {_twelve(m)} {_half(m)}",
    "american dashes": lambda m: f"{m:%m-%d-%Y}",
    "american weekday": lambda m: f"{m:%a} {m:%m/%d/%Y}",
    "compact": lambda m: f"{m:%Y%m%d}",
    "compact with time": lambda m: f"{m:%Y%m%d%H%M%S}",
    "compact blank time": lambda m: f"{m:%Y%m%d %H%M%S}",
    "compact colon time": lambda m: f"{m:%Y%m%d %H:%M:%S}",
    "compact float": lambda m: f"{m:%Y%m%d}.0",
    "chinese": lambda m: f"{m.year}年{m.month}月{m.day}日",
    "chinese with time": lambda m: f"{m:%Y年%m月%d日 %H:%M:%S}",
    "chinese worded time": lambda m: f"{m.year}年{m.month}月{m.day}日 {m:%H时%M分}",
    "chinese half days": lambda m: (
        f"{m.year}年{m.month}月{m.day}日 {_half(m, '上午', '下午')}{_twelve(m)}"
    ),
    "chinese weekday": lambda m: f"{m:%Y年%m月%d日} 星期{'一二三四五六日'[m.weekday()]}",
    "minguo": lambda m: f"{m.year - 1911}/{m:%m/%d}",
    "minguo worded": lambda m: f"民國{m.year - 1911}年{m.month}月{m.day}日",
    "korean": lambda m: f"{m.year}. {m.month}. {m.day}.",
    "named": lambda m: f"{_ENGLISH[m.month - 1]} {m.day}, {m.year}",
    "named with time": lambda m: (
        f"{_ENGLISH[m.month - 1]} {m.day}, {m.year} {_twelve(m)}:{m:%S} {_half(m)} PDT"
    ),
    "named at time": lambda m: f"{_LONG[m.month - 1]} {m.day}, {m.year} at {_twelve(m)} {_half(m)}",
    "named dashes": lambda m: f"{m.day:02}-{_ENGLISH[m.month - 1]}-{m:%y}",
    "named dashes year": lambda m: f"{m.day:02}-{_ENGLISH[m.month - 1].upper()}-{m.year}",
    "named british": lambda m: f"{m.day} {_LONG[m.month - 1]} {m.year} {m:%H:%M}",
    "named ordinal": lambda m: f"{_LONG[m.month - 1]} {m.day}{_ordinal(m.day)}, {m.year}",
    "named british ordinal": lambda m: f"{m.day}{_ordinal(m.day)} {_LONG[m.month - 1]} {m.year}",
    "named weekday": lambda m: (
        f"{['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][m.weekday()]}, "
        f"{_LONG[m.month - 1]} {m.day}, {m.year}"
    ),
    "named german": lambda m: f"{m.day}. {_GERMAN[m.month - 1]} {m.year}",
    "named french": lambda m: f"{m.day} {_FRENCH[m.month - 1]} {m.year} {m:%H:%M}",
    "named spanish": lambda m: f"{m.day} {_SPANISH[m.month - 1]} {m.year}",
    "named spanish de": lambda m: f"{m.day} de {_SPANISH[m.month - 1]} de {m.year}",
    "unix date": lambda m: f"{m:%a} {_ENGLISH[m.month - 1]} {m.day:2} {m:%H:%M:%S} UTC {m.year}",
    "mail date": lambda m: f"{m:%a}, {m.day:02} {_ENGLISH[m.month - 1]} {m:%Y %H:%M:%S} +0000",
    "serial": lambda m: f"{int(_serial(m))}",
    "serial with time": lambda m: f"{_serial(m):.6f}",
    "serial comma": lambda m: f"{_serial(m):.4f}".replace(".", ","),
    "epoch": lambda m: f"{_seconds(m)}",
    "epoch milliseconds": lambda m: f"{_seconds(m)}000",
    "iso or german": lambda m: f"{m:%Y-%m-%d}" if m.day % 2 else f"{m:%d.%m.%Y}",
    "american or serial": lambda m: (
        f"{m.month}/{m.day}/{m.year}" if m.day > 12 else f"{int(_serial(m))}"
    ),
    "american text or swapped iso": lambda m: (
        f"{m:%m/%d/%Y}" if m.day > 12 else f"{m.year}-{m.day:02}-{m.month:02}"
    ),
    "iso or chinese": lambda m: f"{m:%Y-%m-%d}" if m.day % 3 else f"{m:%Y年%m月%d日}",
    "british or american": lambda m: f"{m:%d/%m/%Y}" if m.month % 2 else f"{m:%m/%d/%Y}",
    "slash or dashes, day first": lambda m: f"{m:%d/%m/%Y}" if m.day % 3 else f"{m:%d-%m-%Y}",
}


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


CLOCKS: dict[str, Write] = {
    "seconds": lambda m: f"{m:%H:%M:%S}",
    "minutes": lambda m: f"{m.hour}:{m:%M}",
    "half days": lambda m: f"{_twelve(m)} {_half(m)}",
    "chinese half days": lambda m: f"{_half(m, '上午', '下午')}{_twelve(m)}",
    "fraction of a day": lambda m: f"{_serial(m) % 1:.6f}",
}
