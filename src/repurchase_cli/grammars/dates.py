"""Dates and times: what can be read by its form, and three short numbers in an order to be decided.

A *shape* is one way of writing a date that its form alone gives away; such dates are read wherever
they occur in a column. Serial numbers and epochs are only numbers, so the whole column must be made
of them. Of dates in three short numbers the order of day, month and year must be known.

A day is the day as written in the file; time zones are left out. A year outside 1971 to 2099 is a
misreading (24/04/27 is no date of the year 24), or stands, as the first day of 1970 does, for a date
that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from repurchase_cli.grammars import clocks
from repurchase_cli.grammars.calendars import OURS, Calendar
from repurchase_cli.grammars.grammar import Grammar, Rewriting, any_of, compiled, sql_map, sql_text
from repurchase_cli.grammars.texts import halfwidth

DAY_FIRST = "day first"
MONTH_FIRST = "month first"
YEAR_FIRST = "year first"
_READERS = {DAY_FIRST: "day_first", MONTH_FIRST: "month_first", YEAR_FIRST: "short_year_first"}
MARKS = "-/."

#: The months by the first letters of their names; juin and juillet, červen and červenec differ later.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen ian sty oca янв січ led", "feb fév fev lut şub фев лют úno peb",
            "mar mär mrz maa мар бер bře", "apr avr abr kwi nis апр кві dub",
            "may mai maj mag mei máj май мая тра kvě", "jun giu iun jún cze haz июн чер čer",
            "jul jui lug iul júl lip tem июл лип čvc", "aug aoû aou ago agu agt sie ağu авг сер srp",
            "sep set wrz eyl сен вер zář", "oct okt ott out paź eki окт жов říj",
            "nov noi lis kas ноя лис", "dec dez déc dic des gru ara дек гру pro",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_LETTER = "[a-zà-ɏа-яёіїєґ]"
MONTH = rf"(?:{any_of(_MONTHS)}){_LETTER}{{0,9}}"

_CENTURY = "(?:19|20)[0-9]{2}"
_WEEKDAY = (
    rf"(?:[ ,]*\(?(?:(?:星期|周|週|礼拜)[一二三四五六日天]|{_LETTER}{{2,9}}\.?)\)?"
    r"|\s?\([月火水木金土日월화수목금토일]\))?"
)
#: What stands behind a date: a time of day, the day of the week on either side of it.
_TAIL = rf"{_WEEKDAY}(?:(?:[\s,]+|t){clocks.TIME}|\s?{clocks.JOINED_TIME})?{_WEEKDAY}\s*"
_YEAR_FIRST = rf"\s*{_CENTURY}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}{_TAIL}"
_COMPACT = r"(?:19|20)[0-9]{6}(?:[ Tt]?[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)?(?:\.0+)?"
#: A year of three digits counts from 1911.
_IN_WORDS = (
    rf"(?s)\s*(?:民國|民国)?\s*(?P<y>{_CENTURY}|(?:0[6-9]|1[0-4])[0-9])\s*[-/.年]"
    r"\s*(?P<m>[0-9]{1,2})\s*[-/.月]\s*(?P<d>[0-9]{1,2})(?P<rest>(?:[^0-9].*)?)"
)
#: Apr 27 13:05:00 CET 2024 · 27 de abril de 2024 · April 27th, 2024
_PLAINER = Rewriting(
    (
        (r"([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)( [a-z]{3,4})? ([0-9]{4})\s*$", r"\4 \1"),
        (r"\bdel?\s+", ""),
        (r"([0-9])(?:st|nd|rd|th)\b", r"\1"),
    )
)
_YEAR_BEHIND = r"(?P<y>[0-9]{4}|[0-9]{2})(?P<rest>(?:[^0-9:].*)?)"
_NAMED = (
    rf"(?P<d>[0-9]{{1,2}})\.?[-./ ]+(?P<m>{MONTH})\.?[-./ ,]+{_YEAR_BEHIND}",
    rf"(?P<m>{MONTH})\.?[-./ ]+(?P<d>[0-9]{{1,2}}),?[-./ ]+{_YEAR_BEHIND}",
)
_NAMED_GROUPS = ("['lead', 'd', 'm', 'y', 'rest']", "['lead', 'm', 'd', 'y', 'rest']")
#: 15. listopada is in October where Croatian is spoken, and without the point in November.
_OF_TWO_MEANINGS = r"[0-9]\.\s*listopada"
#: What may stand before a date: the day of the week; and, for SQL, anything, such as its time,
#: but no part of a name: in September stands temmuz, which is July.
_LEAD = rf"\s*(?:{_LETTER}{{2,12}}\.?[,/]?\s+)?"
_ANY_LEAD = f"(?P<lead>(?:.*?[^0-9{_LETTER[1:-1]}])??)"


_AS_IT_IS = Rewriting(())


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing dates: the form that gives it away, and the macro that reads it.

    The form is that of a text in small letters and half-width forms. The macro gives a timestamp,
    or NULL for a text of another shape and a date that does not exist. ``holding`` and
    ``not_holding`` are patterns that must and must not occur.
    """

    name: str
    form: str
    macro: str
    plainer: Rewriting = _AS_IT_IS
    holding: str = ""
    not_holding: str = ""

    def fits(self, text: str) -> bool:
        """Whether a text in small letters and half-width forms is of this shape."""
        if self.holding and not compiled(self.holding).search(text):
            return False
        if self.not_holding and compiled(self.not_holding).search(text):
            return False
        return bool(compiled(self.form).fullmatch(self.plainer.apply(text)))


#: Shapes that cannot be mistaken for one another, the fastest first.
PLAIN: tuple[Shape, ...] = (
    Shape("year first", _YEAR_FIRST, "year_first"),
    Shape("compact", rf"\s*{_COMPACT}\s*", "compact_date"),
    Shape("year first, in words", _IN_WORDS, "worded_date"),
    Shape(
        "named month",
        rf"(?s){_LEAD}(?:{'|'.join(compiled(r'P<.>|P<rest>').sub(':', form) for form in _NAMED)})",
        "named_month",
        _PLAINER,
        MONTH,
        _OF_TWO_MEANINGS,
    ),
)
#: Numbers that are dates when the whole column is made of them.
NUMBERS: tuple[Shape, ...] = (
    Shape("serial number", r"\s*[2-7][0-9]{4}(?:[.,][0-9]+)?\s*", "serial_date"),
    Shape("seconds since 1970", r"\s*1[0-9]{9}(?:\.[0-9]+)?\s*", "epoch_date"),
    Shape("milliseconds since 1970", r"\s*1[0-9]{12}\s*", "epoch_date"),
    Shape("microseconds since 1970", r"\s*1[0-9]{15}\s*", "epoch_date"),
    Shape(
        "Taiwan's year, compact",
        r"\s*1[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\s*",
        "taiwan_date",
    ),
)
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
    return rf"{_LEAD}([0-9]{{1,2}}){mark}([0-9]{{1,2}}){mark}([0-9]{{4}}|[0-9]{{1,2}})({_TAIL})"


_PARTS = {mark: _parts(mark) for mark in MARKS}


def small(value: str) -> str:
    """Return a text as shapes see it: in small letters and half-width forms."""
    return halfwidth(value).lower()


def parts_of(text: str) -> Parts | None:
    """Return the three short numbers that a text is made of, whose order must be decided."""
    for mark, pattern in _PARTS.items():
        found = compiled(pattern).fullmatch(text) if mark in text else None
        if found and len(found[3]) > 1:
            return Parts(mark, int(found[1]), int(found[2]), int(found[3]))
    return None


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
    plainer = _PLAINER.apply(text)
    for form in (_IN_WORDS, *(f"(?s){_ANY_LEAD}{named}" for named in _NAMED)):
        if found := compiled(form).fullmatch(plainer):
            yield found["rest"] + (" " + found["lead"] if form != _IN_WORDS else "")
            return
    yield text


@dataclass(frozen=True, slots=True)
class Forms:
    """How the dates of a column are written.

    ``shapes`` are tried in their order, ``orders`` maps a mark to the order of three short numbers,
    which are tried first where ``parts_first``.
    """

    shapes: tuple[Shape, ...]
    orders: Mapping[str, str]
    parts_first: bool = False
    calendar: Calendar = OURS

    def sql(self, x: str) -> str:
        """Return the SQL of the moment that the text ``x`` tells, NULL where it cannot be read."""
        x = self.calendar.sql(x)
        shapes = [f"{shape.macro}({x})" for shape in self.shapes]
        parts = [f"{_READERS[order]}({x}, '{mark}')" for mark, order in self.orders.items()]
        readers = [*parts, *shapes] if self.parts_first else [*shapes, *parts]
        return f"coalesce({', '.join([*readers, 'null::timestamp'])})"


def evidence(x: str, mark: str) -> str:
    """Return the question that decides an order: highest value and number of values of each part."""
    head = rf"(?i)^{_LEAD}([0-9]+)\{mark}([0-9]+)\{mark}([0-9]+)"
    form = rf"(?i)^{_LEAD}[0-9]{{1,2}}\{mark}[0-9]{{1,2}}\{mark}([0-9]{{4}}|[0-9]{{2}})([^0-9]|$)"
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


def _named_sql(form: str, groups: str) -> str:
    return f"""list_transform(
        [regexp_extract(x, {sql_text(f"(?s)^{_ANY_LEAD}{form}$")}, {groups})],
        lambda parts: dated(
            full_year(parts.y), month_number(parts.m), parts.d, parts.rest || ' ' || parts.lead
        )
    )[1]"""


MACROS = f"""
create macro in_our_time(moment) as list_filter(
    [moment], lambda t: t >= timestamp '1971-01-01' and t < timestamp '2100-01-01'
)[1];
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
create macro dated(y, m, d, x) as in_our_time(
    try_cast(concat(y, '-', m, '-', d, ' ', coalesce(clock_in(x), '00:00:00')) as timestamp)
);
-- A year of two digits is of this or the last century, one of three digits counts from 1911.
create macro full_year(y) as case length(y)
    when 2 then case when y >= '70' then '19' else '20' end || y
    when 3 then cast(try_cast(y as integer) + 1911 as varchar)
    else y
end;
create macro worded_date(x) as list_transform(
    [regexp_extract(lower(halfwidth(x)), {sql_text(f"^{_IN_WORDS}$")}, ['y', 'm', 'd', 'rest'])],
    lambda parts: dated(full_year(parts.y), parts.m, parts.d, parts.rest)
)[1];
create macro month_number(name) as {sql_map(_MONTHS)}[left(
    replace(replace(replace(name, 'juin', 'jun'), 'červenec', 'čvc'), 'července', 'čvc'), 3
)];
create macro named_month_in(x) as coalesce(
    {", ".join(_named_sql(*form) for form in zip(_NAMED, _NAMED_GROUPS, strict=True))}
);
create macro named_month(x) as list_transform(
    [{_PLAINER.sql("lower(halfwidth(x))")}],
    lambda date: if(
        regexp_matches(date, {sql_text(_OF_TWO_MEANINGS)}), null, named_month_in(date)
    )
)[1];
-- Days since 1899-12-30, as spreadsheets count them; seconds or milliseconds since 1970.
create macro between_or_null(n, low, high) as case when n between low and high then n end;
create macro serial_date(x) as in_our_time(
    timestamp '1899-12-30' + to_seconds(cast(round(
        between_or_null(try_cast(replace(trim(x), ',', '.') as double), 20000, 80000) * 86400
    ) as bigint))
);
create macro epoch_date(x) as in_our_time(coalesce(
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000, 9999999999) * 1000 as bigint)),
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000000, 9999999999999) as bigint)),
    make_timestamp(between_or_null(try_cast(trim(x) as bigint), 1000000000000000, 9999999999999999))
));
-- 1130305: the year counts from 1911.
create macro taiwan_date(x) as in_our_time(
    try_strptime(cast(try_cast(trim(x) as integer) + 19110000 as varchar), '%Y%m%d')
);
-- Three short numbers with a mark between them, the order being known.
create macro day_first(x, mark) as {_in_parts("%d/%m/%Y", "%d/%m/%y", "third", "second", "first")};
create macro month_first(x, mark) as {
    _in_parts("%m/%d/%Y", "%m/%d/%y", "third", "first", "second")
};
create macro short_year_first(x, mark) as {_in_parts("%y/%m/%d", "", "first", "second", "third")};
-- A time that carries an offset, as the clocks of a zone showed it.
create macro in_zone(x, zone) as case
    when regexp_matches(x, '\\d:\\d\\d.*(Z|[+-]\\d{{2}}:?\\d{{2}})\\s*$') then try_cast(
        regexp_replace(trim(x), '\\s*([+-]\\d{{2}}):?(\\d{{2}})$', '\\1:\\2') as timestamptz
    ) at time zone zone
end;
"""

_NIGHT = "2024-03-05 23:15:00"
_DAY = "2024-03-05 00:00:00"
_DATES = dict.fromkeys(
    (
        "2024-03-05 23:15", "2024/3/5 23:15", "2024-03-05T23:15:00Z", "2024-03-05 11:15 PM",
        "2024-03-05 11:15 p.m.", "2024-03-05 11.15 pm", "2024-03-05 23:15 Uhr", "2024-03-05 23h15",
        "2024-03-05 kl. 23.15", "2024-03-05 23.15", "2024-03-05 um 23:15 Uhr", "202403052315",
        "2024-03-05 下午11:15", "2024年3月5日 23时15分", "2024年3月5日下午11点15分", "20240305 23:15",
        "２０２４／３／５　２３：１５", "民國113年3月5日 下午11:15", "2024. 3. 5. 오후 11:15",
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
        "5-Mar-24", "05/Mar/2024", "March 5, 2024", "5 mars 2024", "2024. 3. 5.", "民国113年3月5日",
    ),
    _DAY,
) | dict.fromkeys(
    (
        "September 5, 2024", "5 September 2024", "5.Sept.2024", "Thursday, 5. Sept. 2024",
    ),
    "2024-09-05 00:00:00",
) | dict.fromkeys(
    ("", "17850", "12 Bottles 2024", "15. listopada 2024", "ann", "5/3/2024", "2024", "May 2024"),
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
