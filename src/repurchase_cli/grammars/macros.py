"""The macros that an engine reads values with, and all grammars.

A macro puts its argument in wherever it names it, and each is computed anew; what is costly is
therefore put into a list of one and named by a lambda (in nested macros by different names). A text
of the usual form takes the short way; the rest is cleaned first. To make a macro that names others
takes milliseconds, so that only those are made that a run needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    scores,
    texts,
    totals,
    zones,
)
from repurchase_cli.grammars.grammar import compiled

_CALL = r"\b([a-z_]+)\("
_FILES = (
    texts, nobody, ids, totals, money, clocks, moments, months, date_numbers, dates, calendars,
    answers, birthdays, contacts, coupons, points, scores, zones,
)  # fmt: skip


def gathered(texts: Iterable[str]) -> dict[str, str]:
    """Return the macros of some texts, each with the SQL that makes it.

    Raises
    ------
    ValueError
        For a name that two of them make: who reads a value by it would not know which it gets.
    """
    macros: dict[str, str] = {}
    for text in texts:
        for macro in text.split("create macro ")[1:]:
            name, rest = macro.split("(", 1)
            if name in macros:
                raise ValueError(f"two grammars make a macro {name}")
            macros[name] = f"create macro if not exists {name}({rest.split(chr(10) + '--', 1)[0]}"
    return macros


#: Macro → the SQL that makes it, each after those that it names.
MACROS = gathered(file.MACROS for file in _FILES)
GRAMMARS = (
    *texts.GRAMMARS, *nobody.GRAMMARS, *ids.GRAMMARS, *totals.GRAMMARS, *money.GRAMMARS,
    *clocks.GRAMMARS, *dates.GRAMMARS, *calendars.GRAMMARS, *contacts.GRAMMARS,
    *answers.GRAMMARS, *birthdays.GRAMMARS, *coupons.GRAMMARS, *points.GRAMMARS,
    *scores.GRAMMARS, *zones.GRAMMARS,
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
