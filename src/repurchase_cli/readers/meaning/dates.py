"""How a column's dates and times are written: which shapes it has, and the order of their parts.

In dates of three short numbers the order of day, month and year must be decided: by the values of
the whole column over all files of the same header (a part above 12 is no month, one above 31 is a
year), separately for each mark between them, and where they decide nothing, by the user.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from repurchase_cli.grammars.date_numbers import NUMBERS
from repurchase_cli.grammars.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    PLAIN,
    YEAR_FIRST,
    Forms,
    has_clock,
    looks_like_date,
    parts_of,
)
from repurchase_cli.grammars.moments import Shape, small
from repurchase_cli.grammars.months import NAMED, YEAR_LEADS, year_leads
from repurchase_cli.readers.meaning import calendars
from repurchase_cli.readers.meaning.evidence import NEARLY_ALL


def share_of_dates(values: Iterable[str]) -> float:
    """Return the share of the values that are not blank and look like a date."""
    filled = _filled(values)
    return sum(map(looks_like_date, filled)) / len(filled) if filled else 0.0


def have_clock(values: Iterable[str]) -> bool:
    """Whether dates carry a time of day."""
    return any(map(has_clock, values))


def separators(values: Iterable[str]) -> list[str]:
    """Return the separators of the dates whose order must be decided, most frequent first."""
    found = Counter(parts.mark for parts in map(parts_of, map(small, values)) if parts)
    return [separator for separator, _ in found.most_common()]


def example_in_parts(values: Iterable[str], mark: str) -> str:
    """Return the first date in three parts with a mark between them, empty when there is none."""
    found = ((value, parts_of(small(value))) for value in values if mark in value)
    return next((value for value, parts in found if parts and parts.mark == mark), "")


def forms(values: Sequence[str], orders: Mapping[str, str]) -> Forms:
    """Return how the dates of a column are written.

    Parameters
    ----------
    values
        A sample of the column; its own shapes are tried first.
    orders
        Separator → order of day, month and year.
    """
    calendar = calendars.calendar_of(values)
    texts = [small(calendar.gregorian(value)) for value in _filled(values)]
    numbers = [shape for shape in NUMBERS if _made_of(shape, texts)]
    counts = {shape: sum(map(shape.fits, texts)) for shape in PLAIN}
    plain = sorted(PLAIN, key=lambda shape: -counts[shape])
    unseen = [shape for shape in plain if not counts[shape]]
    if year_leads(texts):
        plain, unseen = (
            [YEAR_LEADS if shape is NAMED else shape for shape in shapes]
            for shapes in (plain, unseen)
        )
    in_parts = sum(parts_of(text) is not None for text in texts) * 2 > len(texts)
    shapes = plain if in_parts else [*numbers, *plain]
    return Forms(tuple(shapes), orders, in_parts, calendar, tuple(unseen))


def _made_of(shape: Shape, texts: Sequence[str]) -> bool:
    """Whether a column is made of numbers of a shape, but for a few labels and repeated headers."""
    return bool(texts) and sum(map(shape.fits, texts)) >= NEARLY_ALL * len(texts)


def half_swapped(values: Iterable[str]) -> str:
    """Return a date of a column that a spreadsheet has read half of, with day and month swapped.

    It turned what was a date in its own order into one, and left the others as text: the texts all
    have a part above twelve, and the dates none.
    """
    parts, whole = [], []
    for value in values:
        if found := parts_of(small(value)):
            parts.append(max(found.first, found.second) > 12)
        elif iso := re.match(r"\s*(?:19|20)\d\d([-/])\d\d?\1(\d\d?)\b", value):
            whole.append((int(iso[2]) <= 12, value))
    enough = min(len(parts), len(whole)) >= 5
    return whole[0][1] if enough and all(parts) and all(low for low, _ in whole) else ""


def order_from_evidence(answer: Sequence[int]) -> str:
    """Return the order that the parts prove: ``""`` when nothing does.

    Parameters
    ----------
    answer
        Highest value and number of different values of the first, second and third part.
    """
    (first, n_first), (second, _), (third, n_third) = (answer[i : i + 2] for i in (0, 2, 4))
    if first > 31:
        return YEAR_FIRST if second <= 12 else ""
    if second > 12:
        return MONTH_FIRST if first <= 12 else ""
    if first > 12:
        year_leads = third <= 31 and n_first * 3 <= n_third
        return "" if year_leads and third < 13 else YEAR_FIRST if year_leads else DAY_FIRST
    return ""


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.strip()]
