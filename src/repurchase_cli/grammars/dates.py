"""Dates and times: what can be read by its form, and three short numbers in an order to be decided.

A *shape* is one way of writing a date that its form alone gives away; such dates are read wherever
they occur in a column. Serial numbers and epochs are only numbers, so the whole column must be made
of them. Of dates in three short numbers the order of day, month and year must be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from repurchase_cli.grammars import clocks, months
from repurchase_cli.grammars.calendars import OURS, Calendar
from repurchase_cli.grammars.date_numbers import NUMBERS
from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text
from repurchase_cli.grammars.moments import CENTURY, LEAD, REST, TAIL, Shape, small
from repurchase_cli.grammars.months import NAMED, YEAR_LEADS

DAY_FIRST = "day first"
MONTH_FIRST = "month first"
YEAR_FIRST = "year first"
_READERS = {DAY_FIRST: "day_first", MONTH_FIRST: "month_first", YEAR_FIRST: "short_year_first"}
MARKS = "-/."

_YEAR_FIRST = rf"\s*{CENTURY}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}{TAIL}"
_COMPACT = r"(?:19|20)[0-9]{6}(?:[ Tt]?[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)?(?:\.0+)?"
#: A year of three digits counts from 1911.
_IN_WORDS = (
    rf"(?s)\s*(?:民國|民国)?\s*(?P<y>{CENTURY}|(?:0[6-9]|1[0-4])[0-9])\s*[-/.年년]"
    r"\s*(?P<m>[0-9]{1,2})\s*[-/.月월]\s*(?P<d>[0-9]{1,2})" + REST
)
#: Shapes that cannot be mistaken for one another, the fastest first.
PLAIN: tuple[Shape, ...] = (
    Shape("year first", _YEAR_FIRST, "year_first"),
    Shape("compact", rf"\s*{_COMPACT}\s*", "compact_date"),
    Shape("year first, in words", _IN_WORDS, "worded_date"),
    NAMED,
)
#: Formats of strptime, by the pattern of what is of them and can be nothing else.
_FORMATS = {
    rf"{CENTURY}{day}{day}{pattern}": f"%Y{day[0]}%m{day[0]}%d{clock}"
    for day in ("-[0-9]{2}", "/[0-9]{2}")
    for pattern, clock in (
        ("", ""), (" [0-9]{2}:[0-9]{2}", " %H:%M"), (" [0-9]{2}:[0-9]{2}:[0-9]{2}", " %H:%M:%S"),
    )
}  # fmt: skip
_DIGITS = r"[\s0-9.,]*"
_DIGITS_WITH_CLOCK = r"\s*(?:[0-9]{12,}|1[0-9]{9}|[0-9]{5}[.,][0-9]).*|\s*[0-9]{8} [0-9]{4}.*"


class Parts(NamedTuple):
    """Three short numbers with a mark between them."""

    mark: str
    first: int
    second: int
    third: int


def _parts(mark: str) -> str:
    """Return the pattern of three numbers, what stands behind them apart."""
    mark = f"[{mark}]"
    return rf"{LEAD}([0-9]{{1,2}}){mark}([0-9]{{1,2}}){mark}([0-9]{{4}}|[0-9]{{1,2}})({TAIL})"


_PARTS = {mark: _parts(mark) for mark in MARKS}


def parts_of(text: str) -> Parts | None:
    """Return the three short numbers that a text is made of, whose order must be decided."""
    for mark, pattern in _PARTS.items():
        found = compiled(pattern).fullmatch(text) if mark in text else None
        if found and len(found[3]) > 1:
            return Parts(mark, int(found[1]), int(found[2]), int(found[3]))
    return None


def time_format(values: Sequence[str]) -> str:
    """Return the format of strptime that all values are of, empty where there is none."""
    for pattern, form in _FORMATS.items():
        if values and all(compiled(pattern).fullmatch(value) for value in values):
            return form
    return ""


def looks_like_date(value: str) -> bool:
    """Whether a text has the form of a date, numbers aside."""
    text = small(value)
    return parts_of(text) is not None or any(shape.fits(text) for shape in PLAIN)


def has_clock(value: str) -> bool:
    """Whether a date carries a time of day."""
    text = small(value)
    if compiled(_DIGITS).fullmatch(text) and parts_of(text) is None:
        return bool(compiled(_DIGITS_WITH_CLOCK).fullmatch(text))
    return any(map(clocks.tells_time, _beside(text)))


def _beside(text: str) -> Iterator[str]:
    """Yield what stands beside the date in a text, the whole of it where no date is seen."""
    for mark, pattern in _PARTS.items():
        if mark in text and (found := compiled(pattern).fullmatch(text)):
            yield found[4]
            return
    if found := compiled(_IN_WORDS).fullmatch(text):
        yield found["rest"]
    else:
        named = months.beside(text)
        yield text if named is None else named


@dataclass(frozen=True, slots=True)
class Forms:
    """How the dates of a column are written.

    ``shapes`` are tried in their order, ``orders`` maps a mark to the order of three short numbers,
    which are tried first where ``parts_first``. The sample has no date of the shapes ``unseen``.
    """

    shapes: tuple[Shape, ...]
    orders: Mapping[str, str]
    parts_first: bool = False
    calendar: Calendar = OURS
    unseen: tuple[Shape, ...] = ()

    def sql(self, x: str, *, careful: bool = True) -> str:
        """Return the SQL of the moment that the text ``x`` tells, NULL where it cannot be read.

        Shapes that the sample does not have are expected by the ``careful`` alone.
        """
        x = self.calendar.sql(x)
        expected = [shape for shape in self.shapes if careful or shape not in self.unseen]
        shapes = [f"{shape.macro}({x})" for shape in expected]
        parts = [f"{_READERS[order]}({x}, '{mark}')" for mark, order in self.orders.items()]
        readers = [*parts, *shapes] if self.parts_first else [*shapes, *parts]
        return f"coalesce({', '.join([*readers, 'null::timestamp'])})"


def evidence(x: str, mark: str) -> str:
    """Return the question that decides an order: highest value and number of values of each part."""
    head = rf"(?i)^{LEAD}([0-9]+)\{mark}([0-9]+)\{mark}([0-9]+)"
    form = rf"(?i)^{LEAD}[0-9]{{1,2}}\{mark}[0-9]{{1,2}}\{mark}([0-9]{{4}}|[0-9]{{2}})([^0-9]|$)"
    parts = [f"try_cast(regexp_extract({x}, {sql_text(head)}, {i}) as integer)" for i in (1, 2, 3)]
    asked = ", ".join(f"coalesce(max({p}), 0), count(distinct {p})" for p in parts)
    return f"select {asked} from {{scan}} where regexp_matches({x}, {sql_text(form)})"


def _strptime(day: str) -> str:
    """Return the SQL that reads dates in parts of the usual forms, ``day`` being theirs."""
    clocks_ = (" %H:%M:%S", " %H:%M", "", " %I:%M:%S %p", " %I:%M %p")
    formats = ", ".join(sql_text(day + clock) for clock in clocks_)
    return f"in_our_time(try_strptime(replace(x, mark, '/'), [{formats}]))"


def _in_parts(day: str, short: str, y: str, m: str, d: str) -> str:
    """Return the SQL of a date in parts: the fast way by its formats, else by its pattern."""
    fast = ", ".join(map(_strptime, filter(None, (day, short))))
    return f"""case when contains(x, mark) then coalesce({fast}, list_transform(
        [regexp_extract(lower(halfwidth(x)), {_parts_sql()}, ['first', 'second', 'third', 'rest'])],
        lambda parts: dated(full_year(parts.{y}), parts.{m}, parts.{d}, parts.rest)
    )[1]) end"""


def _parts_sql() -> str:
    """Return the SQL of the pattern of three numbers with the mark ``mark``."""
    return sql_text(f"^{_parts('!')}$").replace("[!]", "[' || mark || ']")


MACROS = f"""
-- The usual form, and the only one that most files have: looked at as text first, so that it is cast
-- but once. A cast would drop the pm of 2:05 pm.
create macro year_first(x) as case
    when x >= '1971' and x < '21' and x[5] in ('-', '/') and x[-1] not in ('m', 'M')
        then try_cast(x as timestamp)
end;
create macro compact_date(x) as case
    when regexp_full_match(trim(x), {sql_text(_COMPACT)}) then in_our_time(
        try_strptime(
            regexp_replace(regexp_replace(trim(x), '\\.0+$', ''), '[ Tt:]', '', 'g'),
            ['%Y%m%d%H%M%S', '%Y%m%d%H%M', '%Y%m%d']
        )
    )
end;
create macro worded_date(x) as list_transform(
    [regexp_extract(lower(halfwidth(x)), {sql_text(f"^{_IN_WORDS}$")}, ['y', 'm', 'd', 'rest'])],
    lambda parts: dated(full_year(parts.y), parts.m, parts.d, parts.rest)
)[1];
-- Three short numbers with a mark between them, the order being known.
create macro day_first(x, mark) as {_in_parts("%d/%m/%Y", "%d/%m/%y", "third", "second", "first")};
create macro month_first(x, mark) as {
    _in_parts("%m/%d/%Y", "%m/%d/%y", "third", "first", "second")
};
create macro short_year_first(x, mark) as {_in_parts("%y/%m/%d", "", "first", "second", "third")};
"""

_NIGHT = "2024-03-05 23:15:00"
_DAY = "2024-03-05 00:00:00"
_DATES = dict.fromkeys(
    (
        "2024-03-05 23:15", "2024/3/5 23:15", "2024-03-05T23:15:00Z", "2024-03-05 11:15 PM",
        "2024-03-05 11:15 p.m.", "2024-03-05 11.15 pm", "2024-03-05 23:15 Uhr", "2024-03-05 23h15",
        "2024-03-05 kl. 23.15", "2024-03-05 23.15", "2024-03-05 um 23:15 Uhr", "202403052315",
        "2024-03-05 下午11:15", "2024年3月5日 23时15分", "2024年3月5日下午11点15分", "20240305 23:15",
        "２０２４／３／５　２３：１５", "民國113年3月5日 下午11:15", "2024. 3. 5. 오후 11:15", "2024년 3월 5일 오후 11:15", "2024년 3월 5일 23시 15분", "2024年3月5日（火）23:15",
        "2024-03-05 23:15:00 +0800", "2024/3/5(火) 23:15", "113/03/05 23:15",
        "5 March 2024 11:15 p.m.", "5 March 2024 23h15", "5 March 2024 kl. 23.15",
        "Tue, 5 March 2024 23.15", "5. März 2024, 23:15 Uhr", "5. März 2024 23 Uhr 15",
        "Mar 5, 2024 at 11:15 PM", "Mar 5 23:15:00 CET 2024", "March 5th, 2024 11:15pm",
        "5 de marzo de 2024 23:15", "5 марта 2024 г., 23:15", "Dienstag, 5. März 2024 23:15",
        "Donnerstag, 5. März 2024 23:15",
    ),
    _NIGHT,
) | dict.fromkeys(
    (
        "2024-03-05", "2024.3.5", "2024年3月5日", "20240305", "20240305.0", "2024-03-05 星期二",
        "2024-Mar-05", "2024/March/5", "2024. März. 05",
        "5-Mar-'24", "5-Mar-24", "05/Mar/2024", "March 5, 2024", "5 mars 2024", "2024. 3. 5.", "2024년 3월 5일", "2024년 03월 05일 (화)", "民国113年3月5日",
    ),
    _DAY,
) | dict.fromkeys(
    (
        "September 5, 2024", "5 September 2024", "5.Sept.2024", "Thursday, 5. Sept. 2024",
    ),
    "2024-09-05 00:00:00",
) | dict.fromkeys(
    ("", "17850", "2024 05 Mar 10.30", "05-2024-Mar", "5 Mar 10.30", "2024-03-05 - 2024-03-31",
     "5 Mar 2024 - 31 Mar 2024", "12 Bottles 2024", "15. listopada 2024", "ann", "5/3/2024", "2024", "May 2024"),
)  # fmt: skip
_IN_ORDER = dict.fromkeys(
    (
        "05.03.2024 23:15", "05.03.2024 11:15 p.m.", "05.03.2024 11.15 pm", "05.03.2024 23:15 Uhr",
        "05.03.2024 23.15 Uhr", "05.03.2024 23h15", "05.03.2024 à 23h15", "05.03.2024 kl. 23.15",
        "05.03.2024 下午11:15", "05.03.2024下午11:15", "05.03.2024, 23:15 Uhr",
        "05.03.2024 um 23:15 Uhr", "05.03.2024 23:15 CET", "05.03.2024 11:15 P.M. CET",
        "Di, 05.03.2024 23:15", "5.3.24 23:15", "５.３.２０２４ 23:15", "05.03.2024T23:15:00Z",
        "05.03.2024 (Tue) 23:15", "05.03.2024 23:15 +0100", "Tuesday 5.3.2024 11:15PM",
        "05.03.2024 - 23:15", "05.03.2024 23:15:00.000", "05.03.2024 23 Uhr 15",
    ),
    _NIGHT,
) | {"05.03.2024": _DAY, "05.03.24 星期二": _DAY, "05.03.2024 abc 5": None, "05/03/2024": None}  # fmt: skip
_NUMBERED = {
    "45356": _DAY, "45356.96875": _NIGHT, "45356,96875": _NIGHT, "1709680500": _NIGHT,
    "1709680500000": _NIGHT, "1709680500000000": _NIGHT, "1130305": _DAY, "17": None, "": None,
}  # fmt: skip


def _any_fits(value: str) -> bool:
    return any(shape.fits(small(value)) for shape in PLAIN)


def _is_night(value: str) -> str:
    return _NIGHT if has_clock(value) else _DAY


GRAMMARS = (
    Grammar(
        lambda value: YEAR_LEADS.fits(small(value)),
        "short_year_named_month({x})::varchar",
        {
            "24-Mar-05": _DAY,
            "'24 март 5, 23:15": _NIGHT,
            "2024-Mar-05": _DAY,
            "24-Mar": None,
            "24-Mar-2005": None,
        },
    ),
    Grammar(_any_fits, Forms(PLAIN, {}).sql("{x}") + "::varchar", _DATES),
    Grammar(
        lambda value: (found := parts_of(small(value))) is not None and found.mark == ".",
        Forms((), {".": DAY_FIRST}).sql("{x}") + "::varchar",
        _IN_ORDER,
    ),
    Grammar(
        lambda value: any(shape.fits(small(value)) for shape in NUMBERS),
        f"coalesce({', '.join(f'{m}({{x}})' for m in ('serial_date', 'taiwan_date', 'epoch_date'))})"
        "::varchar",
        _NUMBERED,
    ),
    Grammar(
        _is_night,
        Forms((*PLAIN, *NUMBERS), {".": DAY_FIRST}).sql("{x}") + "::varchar",
        {
            text: day
            for text, day in (_DATES | _IN_ORDER | _NUMBERED).items()
            if day in (_DAY, _NIGHT)
        },
    ),
)
