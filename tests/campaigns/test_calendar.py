"""Windows of the calendar: every year's own, over the new year, some days before."""

from __future__ import annotations

from datetime import date

import pytest

from repurchase_cli.campaigns.calendar import window_of
from repurchase_cli.campaigns.model import Campaign
from repurchase_cli.document import Text

CALENDAR = {
    "sale": ("06-01..06-18", "11-11"),
    "new_year": ("12-25..01-05",),
    "once": ("2026-02-10..2026-02-12",),
    "leap": ("02-29",),
}


def on(day: str, window: str, days_before: int = 0) -> str | None:
    campaign = Campaign(
        name="a", title=Text("A", "A"), when="true", windows=(window,), days_before=days_before
    )
    found = window_of(campaign, CALENDAR, date.fromisoformat(day))
    return f"{found[1]}..{found[2]}" if found else None


@pytest.mark.parametrize(
    ("day", "window", "before", "expected"),
    [
        ("2026-05-31", "sale", 0, None),
        ("2026-06-01", "sale", 0, "2026-06-01..2026-06-18"),
        ("2026-06-18", "sale", 0, "2026-06-01..2026-06-18"),
        ("2026-06-19", "sale", 0, None),
        ("2026-11-11", "sale", 0, "2026-11-11..2026-11-11"),
        ("2026-11-08", "sale", 3, "2026-11-11..2026-11-11"),
        ("2026-11-07", "sale", 3, None),
        ("2026-12-31", "new_year", 0, "2026-12-25..2027-01-05"),
        ("2026-01-05", "new_year", 0, "2025-12-25..2026-01-05"),
        ("2026-01-06", "new_year", 0, None),
        ("2026-02-11", "once", 0, "2026-02-10..2026-02-12"),
        ("2027-02-11", "once", 0, None),
        ("2026-02-28", "leap", 0, "2026-02-28..2026-02-28"),
        ("2028-02-29", "leap", 0, "2028-02-29..2028-02-29"),
        ("2028-02-28", "leap", 0, None),
    ],
)
def test_windows(day: str, window: str, before: int, expected: str | None) -> None:
    assert on(day, window, before) == expected
