"""The shop's calendar: on which days a campaign runs, and which occurrence of a window that is.

A window is ``06-01..06-18`` (every year; ``12-25..01-05`` runs over the new year) or has a year. A
window that begins or ends on 29 February does so on the 28th in other years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repurchase_cli.campaigns.model import Campaign


def window_of(
    campaign: Campaign, calendar: Mapping[str, Sequence[str]], day: date
) -> tuple[str, date, date] | None:
    """Return the window that a campaign runs in on a day: its name, first and last day."""
    for name in campaign.windows:
        for first, last in occurrences(calendar[name], day):
            if first - timedelta(days=campaign.days_before) <= day <= last:
                return name, first, last
    return None


def is_within(windows: Sequence[str], day: date) -> bool:
    """Whether a day lies in one of several windows."""
    return any(first <= day <= last for first, last in occurrences(windows, day))


def occurrences(windows: Sequence[str], day: date) -> Iterator[tuple[date, date]]:
    """Yield the windows around a day, each year's occurrence of its own."""
    for window in windows:
        begin, _, end = window.partition("..")
        end = end or begin
        if len(begin) == 10:
            yield date.fromisoformat(begin), date.fromisoformat(end)
            continue
        for year in (day.year - 1, day.year, day.year + 1):
            yield _on(year, begin), _on(year + (end < begin), end)


def _on(year: int, day: str) -> date:
    month, number = map(int, day.split("-"))
    leap = (month, number) == (2, 29)
    try:
        return date(year, month, number)
    except ValueError:
        if not leap:
            raise
        return date(year, 2, 28)
