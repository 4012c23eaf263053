"""Days that options name."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from repurchase_cli.errors import UsageError

TODAY = "today"
_LAST_YEAR = 2199  # from there on horizons would end beyond all dates


def as_of_date(text: str) -> date | None:
    """Return the day that ``--as-of`` names, None for the last day in the data."""
    if text == "last":
        return None
    if text == TODAY:
        return datetime.now().astimezone().date()
    return day("--as-of", text, ", or today, or last")


def day(option: str, text: str | None, otherwise: str = "") -> date | None:
    """Return the day that an option names, None where it is not given."""
    return None if text is None else named_day(option, text, otherwise)


def named_day(option: str, text: str, otherwise: str = "") -> date:
    """Return the day that a text names, given with an option."""
    with suppress(ValueError):
        found = date.fromisoformat(text)
        if found.year <= _LAST_YEAR:
            return found
    raise UsageError(f"{option} {text!r} is no date", hint=f"write it as 2026-06-30{otherwise}")
