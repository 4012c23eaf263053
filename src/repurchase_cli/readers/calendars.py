"""Years of other calendars: those that can be told are counted as ours, the others refused.

Thai tills write 2567 for 2024, Japanese ones 令和6年: neither can be a year of ours. 1403 may be
Persian, 1445 Islamic, whose months are not ours: they are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from repurchase_cli.errors import InputError

_BUDDHIST = re.compile(r"(?:^|\D)(25[1-9]\d)(?:\D|$)")
_OURS = re.compile(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)")
_ERA = re.compile(r"^\s*(?:令和|平成|昭和|[RHS])\s?(?:\d{1,2}|元)\s?[年./-]\s?\d")
_LUNAR = re.compile(r"^\s*1[34]\d\d[-/]\d{1,2}[-/]\d{1,2}(?:\D|$)")
_MOSTLY = 0.5


def _mostly(pattern: re.Pattern[str], values: Sequence[str]) -> bool:
    filled = [value for value in values if value.strip()]
    return bool(filled) and sum(bool(pattern.search(v)) for v in filled) > _MOSTLY * len(filled)


def is_buddhist(values: Sequence[str]) -> bool:
    """Whether a column counts its years from 543 before ours, and none as we do."""
    return _mostly(_BUDDHIST, values) and not any(map(_OURS.search, values))


def has_eras(values: Sequence[str]) -> bool:
    """Whether a column counts its years by the reigns of Japan."""
    return _mostly(_ERA, values)


def gregorian(column: str, values: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the SQL of a column of dates with years of ours, and its sample likewise."""
    if is_buddhist(values):
        return f"from_buddhist({column})", [_BUDDHIST.sub(_ours, value) for value in values]
    if has_eras(values):
        return f"from_era({column})", [_ERA.sub("2020-1", value) for value in values]
    return column, values


def _ours(found: re.Match[str]) -> str:
    return found[0].replace(found[1], str(int(found[1]) - 543))


def note(header: str, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what must be said of a column whose years are those of another calendar."""
    if not is_buddhist(values):
        return ()
    example = next(found[1] for value in values if (found := _BUDDHIST.search(value)))
    year = int(example) - 543
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
    if _mostly(_LUNAR, values):
        example = next(value.strip() for value in values if _LUNAR.search(value))
        raise InputError(
            f"the dates of {header!r} (such as {example}) are of another calendar",
            hint="export them in the Gregorian calendar, such as 2024-04-03",
            file=file,
        )
