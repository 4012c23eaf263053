"""Which days hang together: dates far from all others are slips of the pen and set aside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from repurchase_cli.engines.reduction import Span

#: Dates are isolated when fewer lines than this share lie more than a year from all others.
_ISOLATED_SHARE = 0.001
YEAR = 365


def connected_days(days: Sequence[tuple[int, int]]) -> Span:
    """Return the first and the last day that are not isolated from the rest.

    Isolated are, however they lie among each other, the days more than a year after, or before, all
    days that remain; together they hold fewer than 0.1% of the lines. Those after go first.

    Parameters
    ----------
    days
        Day and number of lines, in order of days.
    """
    spare = _ISOLATED_SHARE * sum(n for _, n in days)
    last, beyond = _connected_end(days[::-1], spare)
    first, _ = _connected_end(days, spare - beyond)
    return Span(first, last)


def _connected_end(days: Sequence[tuple[int, int]], spare: float) -> tuple[int, int]:
    """Return the first of the days, from outside in, that is not isolated, and the lines before."""
    end, isolated, passed = days[0][0], 0, 0
    for (day, n), (inner, _) in pairwise(days):
        passed += n
        if passed >= spare:
            break
        if abs(inner - day) > YEAR:
            end, isolated = inner, passed
    return end, isolated
