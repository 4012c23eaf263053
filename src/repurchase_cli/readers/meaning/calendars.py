"""Years of other calendars: those that can be told are counted as ours, the others refused.

Thai tills write 2567 for 2024, Japanese ones 令和6年: neither can be a year of ours. 1403 may be
Persian, 1445 Islamic, whose months are not ours: they are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.calendars import (
    AHEAD,
    BUDDHIST,
    ERAS,
    OURS,
    Calendar,
    buddhist_year,
    has_era,
)
from repurchase_cli.readers.meaning.evidence import HALF

_OF_OURS = re.compile(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)")
_LUNAR = re.compile(r"^\s*1[34]\d\d[-/]\d{1,2}[-/]\d{1,2}(?:\D|$)")


def _mostly(told: Callable[[str], object], values: Sequence[str]) -> bool:
    filled = [value for value in values if value.strip()]
    return bool(filled) and sum(bool(told(v)) for v in filled) > HALF * len(filled)


def calendar_of(values: Sequence[str]) -> Calendar:
    """Return the calendar by which a column counts its years, ours unless it cannot be."""
    if _mostly(buddhist_year, values) and not any(map(_OF_OURS.search, values)):
        return BUDDHIST
    return ERAS if _mostly(has_era, values) else OURS


def note(header: str, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what must be said of a column whose years are those of another calendar."""
    if calendar_of(values) != BUDDHIST:
        return ()
    example = next(year for value in values if (year := buddhist_year(value)))
    year = example - AHEAD
    return (
        (
            f"{header}: the years are Buddhist, {example} is {year}",
            f"“{header}”为佛历年份，{example} 即公元 {year} 年",
        ),
    )


def refuse(header: str, values: Sequence[str], *, file: str) -> None:
    """Raise when a column is of a calendar with other months than ours.

    Raises
    ------
    InputError
        Naming the column and an example.
    """
    if _mostly(_LUNAR.search, values):
        example = next(value.strip() for value in values if _LUNAR.search(value))
        raise InputError(
            f"the dates of {header!r} (such as {example}) are of another calendar",
            hint="export them in the Gregorian calendar, such as 2024-04-03",
            file=file,
        )
