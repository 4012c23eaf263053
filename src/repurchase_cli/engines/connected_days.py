"""Which days hang together: dates far from all others are slips of the pen and set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from repurchase_cli.engines import states
from repurchase_cli.engines.reduction import Reduction, Span, day_of, ordinal
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.rows import text

#: Dates are isolated when fewer lines than this share lie more than a year from all others.
_ISOLATED_SHARE = 0.001
_YEAR = 365


def settle_days(sales: Reduction) -> tuple[date, Span]:
    """Set isolated dates and what lies after the as-of date aside.

    Returns the as-of date, and the days within which dates are not isolated.
    """
    sold = {"counted": "state in ('used', 'no_customer')"}
    dated = {"counted": "day is not null"}
    days = (
        sales.derive("sales/lines_by_day", sold).tuples()
        or sales.derive("sales/lines_by_day", dated).tuples()
    )
    if not days:
        raise TooLittleDataError(
            "no line of these files has a date that can be read",
            hint="look at the column that holds it, and name it: --map order_time=HEADER",
        )
    first, last = connected_days([(day, int(lines)) for day, lines in days])
    as_of = sales.terms.as_of or day_of(last)
    connected = Span(first - _YEAR, last + _YEAR)
    words = {
        "first_day": str(connected.first),
        "last_day": str(connected.last),
        "as_of": str(ordinal(as_of)),
        "lasting": ", ".join(map(text, states.lasting())),
    }
    sales.base["orders"] = sales.view("sales/dated_orders", words)
    return as_of, connected


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
        if abs(inner - day) > _YEAR:
            end, isolated = inner, passed
    return end, isolated
