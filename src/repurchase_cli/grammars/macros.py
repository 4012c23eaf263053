"""The macros that an engine reads values with, and all grammars.

A macro puts its argument in wherever it names it, and each is computed anew; what is costly is
therefore put into a list of one and named by a lambda (in nested macros by different names). A text
of the usual form takes the short way; the rest is cleaned first. To make a macro that names others
takes milliseconds, so that only those are made that a run needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from repurchase_cli.grammars import (
    answers,
    birthdays,
    calendars,
    clocks,
    contacts,
    coupons,
    date_numbers,
    dates,
    ids,
    moments,
    money,
    months,
    nobody,
    points,
    texts,
    totals,
    zones,
)
from repurchase_cli.grammars.grammar import compiled

_CALL = r"\b([a-z_]+)\("
_FILES = (
    texts, nobody, ids, totals, money, clocks, moments, months, date_numbers, dates, calendars,
    answers, birthdays, contacts, coupons, points, zones,
)  # fmt: skip
#: Macro → the SQL that makes it, each after those that it names.
MACROS: dict[str, str] = {
    name: f"create macro if not exists {name}({rest.split(chr(10) + '--', 1)[0]}"
    for file in _FILES
    for name, rest in (text.split("(", 1) for text in file.MACROS.split("create macro ")[1:])
}
GRAMMARS = (
    *texts.GRAMMARS, *nobody.GRAMMARS, *ids.GRAMMARS, *totals.GRAMMARS, *money.GRAMMARS,
    *clocks.GRAMMARS, *dates.GRAMMARS, *calendars.GRAMMARS, *contacts.GRAMMARS,
    *answers.GRAMMARS, *birthdays.GRAMMARS, *coupons.GRAMMARS, *points.GRAMMARS,
    *zones.GRAMMARS,
)  # fmt: skip


def macros_for(sql: str, made: set[str]) -> str:
    """Return the SQL that makes the macros which an SQL text names, and those that these name.

    Those in ``made`` are there already; the new ones are added to it.
    """
    needed = {*_named(sql)}
    for name in reversed(MACROS):
        if name in needed:
            needed.update(_named(MACROS[name]))
    missing = [name for name in MACROS if name in needed and name not in made]
    made.update(missing)
    return "".join(MACROS[name] for name in missing)


def _named(sql: str) -> Iterator[str]:
    return (name for name in compiled(_CALL).findall(sql) if name in MACROS)
