"""Dates with the name of a month: 5-Mar-24, March 5th, 2024, 2024-Mar-05, 5 марта 2024 г.

Nothing but words may stand around the date and its time of day: a number that is not a part of them
makes the text no date. A year of two digits stands behind, as in 5-Mar-24, unless the column shows
that it leads.
"""

from __future__ import annotations

from collections.abc import Iterable

from repurchase_cli.grammars import clocks
from repurchase_cli.grammars.grammar import Rewriting, any_of, compiled, sql_map, sql_text
from repurchase_cli.grammars.moments import CENTURY, LETTER, REST, Shape

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
MONTH = rf"(?:{any_of(_MONTHS)}){LETTER}{{0,9}}"

#: Apr 27 13:05:00 CET 2024 · 27 de abril de 2024 · April 27th, 2024
_PLAINER = Rewriting(
    (
        (r"([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)( [a-z]{3,4})? ([0-9]{4})\s*$", r"\4 \1"),
        (r"\bdel?\s+", ""),
        (r"([0-9])(?:st|nd|rd|th)\b", r"\1"),
    )
)
#: What may stand before it, a time of day and words such as the day of the week.
_LEAD = rf"\s*(?P<lead>(?:{clocks.TIME}[,\s]+)?)(?:[^0-9\s]{{1,12}}\s+){{0,3}}"
_DAY = "(?P<d>[0-9]{1,2})"
_NAME = f"(?P<m>{MONTH})"
_SHORT_YEAR = "['’]?(?P<y>[0-9]{2})"
_YEAR_BEHIND = f"(?:{_SHORT_YEAR}|(?P<year>[0-9]{{4}})){REST}"
_YEAR_FIRST = rf"{_LEAD}(?P<year>{CENTURY})[-./ ,]+{_NAME}\.?[-./ ,]+{_DAY}(?P<y>){REST}"
_SHORT_YEAR_FIRST = rf"{_LEAD}{_SHORT_YEAR}[-./ ,]+{_NAME}\.?[-./ ,]+{_DAY}(?P<year>){REST}"
_NAMED = (
    rf"{_LEAD}{_DAY}\.?[-./ ]+{_NAME}\.?[-./ ,]+{_YEAR_BEHIND}",
    rf"{_LEAD}{_NAME}\.?[-./ ]+{_DAY},?[-./ ]+{_YEAR_BEHIND}",
    _YEAR_FIRST,
)
#: 15. listopada is in October where Croatian is spoken, and without the point in November.
_OF_TWO_MEANINGS = r"[0-9]\.\s*listopada"


def _either(forms: Iterable[str]) -> str:
    """Return the pattern of any of some forms, their groups without names."""
    return "|".join(compiled(r"\?P<\w+>").sub("?:", form) for form in forms)


NAMED = Shape(
    "named month", f"(?s){_either(_NAMED)}", "named_month", _PLAINER, MONTH, _OF_TWO_MEANINGS
)
#: 24-Mar-05 where the column shows that the year leads.
YEAR_LEADS = Shape(
    "named month, short year first",
    f"(?s){_either((_SHORT_YEAR_FIRST, _YEAR_FIRST))}",
    "short_year_named_month",
    _PLAINER,
    MONTH,
    _OF_TWO_MEANINGS,
)
#: Years of two digits that lead are few and of our time, and days are many.
_DAYS_PER_YEAR, _OUR_TIME = 3, 10


def year_leads(texts: Iterable[str]) -> bool:
    """Whether dates such as 24-Mar-05 begin with the year, as their first and last numbers show."""
    form = compiled(f"(?s){_SHORT_YEAR_FIRST}")
    found = [found for text in texts if (found := form.fullmatch(_PLAINER.apply(text)))]
    first = {int(match["y"]) for match in found}
    last = {int(match["d"]) for match in found}
    if not found or max(last) > 31 or min(first) < _OUR_TIME:
        return False
    return max(first) > 31 or (len(last) > 2 and len(first) * _DAYS_PER_YEAR <= len(last))


def beside(text: str) -> str | None:
    """Return what stands beside a date with a month's name in a text, None where there is none."""
    plainer = _PLAINER.apply(text)
    for form in _NAMED:
        if found := compiled(f"(?s){form}").fullmatch(plainer):
            return f"{found['rest']} {found['lead']}"
    return None


def _sql(form: str) -> str:
    groups = compiled(r"\?P<(\w+)>").findall(form)
    return f"""list_transform(
        [regexp_extract(x, {sql_text(f"(?s)^{form}$")}, {groups})],
        lambda parts: dated(
            full_year(parts.year || parts.y), month_number(parts.m), parts.d,
            parts.rest || ' ' || parts.lead
        )
    )[1]"""


def _reader(forms: Iterable[str]) -> str:
    """Return the SQL that reads the text ``x`` in one of some forms."""
    return f"""list_transform(
    [{_PLAINER.sql("lower(halfwidth(x))")}],
    lambda x: if(
        regexp_matches(x, {sql_text(_OF_TWO_MEANINGS)}), null, coalesce({", ".join(map(_sql, forms))})
    )
)[1]"""


MACROS = f"""
create macro month_number(name) as {sql_map(_MONTHS)}[left(
    replace(replace(replace(name, 'juin', 'jun'), 'červenec', 'čvc'), 'července', 'čvc'), 3
)];
create macro named_month(x) as {_reader(_NAMED)};
create macro short_year_named_month(x) as {_reader((_SHORT_YEAR_FIRST, _YEAR_FIRST))};
"""
