"""Years of other calendars that can be none of ours: 2567 in Thailand, 令和6年 in Japan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_map, sql_text
from repurchase_cli.grammars.texts import halfwidth

_BUDDHIST = "(?:^|[^0-9])(25[1-9][0-9])(?:[^0-9]|$)"
#: How many years the Buddhist calendar is ahead of ours.
AHEAD = 543
#: The year before the first of each reign.
_REIGNS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_ERA = (
    r"(?s)\s*(?P<era>令和|平成|昭和|[RHSrhs])\s?(?P<n>[0-9]{1,2}|元)\s?(?P<rest>[年./-]\s?[0-9].*)"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: how a year of it is told, and what gives the text with that year as ours."""

    macro: str

    def sql(self, x: str) -> str:
        """Return the SQL of the text ``x`` with its year as ours."""
        return f"{self.macro}({x})" if self.macro else x

    def gregorian(self, value: str) -> str:
        """Return a text with its year as ours."""
        return {"from_buddhist": _from_buddhist, "from_era": _from_era}.get(self.macro, str)(value)


OURS, BUDDHIST, ERAS = Calendar(""), Calendar("from_buddhist"), Calendar("from_era")


def buddhist_year(value: str) -> int | None:
    """Return the Buddhist year in a text, if there is one."""
    found = compiled(_BUDDHIST).search(value)
    return int(found[1]) if found else None


def has_era(value: str) -> bool:
    """Whether a text counts its years by the reigns of Japan."""
    return bool(_era(value))


def _era(value: str) -> re.Match[str] | None:
    return compiled(_ERA).fullmatch(halfwidth(value))


def _from_buddhist(value: str) -> str:
    year = buddhist_year(value)
    return value if year is None else value.replace(str(year), str(year - AHEAD))


def _from_era(value: str) -> str:
    found = _era(value)
    if found is None:
        return value
    year = _REIGNS[found["era"].lower()] + int(found["n"].replace("元", "1"))
    return f"{year}{found['rest']}"


MACROS = f"""
create macro from_buddhist(x) as list_transform(
    [regexp_extract(x, {sql_text(_BUDDHIST)}, 1)],
    lambda year: if(
        year = '', x, replace(x, year, cast(try_cast(year as integer) - {AHEAD} as varchar))
    )
)[1];
create macro from_era(x) as list_transform(
    [regexp_extract(halfwidth(x), {sql_text(f"^{_ERA}$")}, ['era', 'n', 'rest'])],
    lambda parts: if(parts.era = '', x, cast(
        {sql_map(_REIGNS)}[lower(parts.era)]
        + try_cast(replace(parts.n, '元', '1') as integer) as varchar
    ) || parts.rest)
)[1];
"""

GRAMMARS = (
    Grammar(
        BUDDHIST.gregorian,
        BUDDHIST.sql("{x}"),
        {"29/02/2567": "29/02/2024", "2567-02-29 10:00": "2024-02-29 10:00", "2024-02-29": "2024-02-29"},
    ),
    Grammar(
        ERAS.gregorian,
        ERAS.sql("{x}"),
        {
            "令和6年2月29日": "2024年2月29日", "R6.2.29": "2024.2.29", "令和元年5月1日": "2019年5月1日",
            "H31/4/30 10:00": "2019/4/30 10:00", "Ｒ６／０２／２９": "Ｒ６／０２／２９", "令和６年２月２９日":
            "2024年2月29日", "2024-02-29": "2024-02-29", "Shirt": "Shirt",
        },
    ),
)  # fmt: skip
