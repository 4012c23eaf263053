"""Seasons of the shop: in which one a day lies, which two meet around a turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from repurchase_cli.document import Text
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.config import Settings

#: The names of the preset's seasons, as people read them.
NAMES: Mapping[str, Text] = {
    "spring": Text("spring", "春季"),
    "summer": Text("summer", "夏季"),
    "autumn": Text("autumn", "秋季"),
    "winter": Text("winter", "冬季"),
}


class Turn(NamedTuple):
    """One season following another: their names."""

    before: str
    after: str


def ordered(settings: Settings) -> list[str]:
    """Return the names of the seasons, in the order in which they start within a year."""
    return sorted(settings.seasons, key=lambda name: settings.seasons[name].start)


def turns(settings: Settings) -> list[Turn]:
    """Return the turns of seasons within a year, the turn into the first season first."""
    names = ordered(settings)
    return [Turn(names[i - 1], name) for i, name in enumerate(names)]


def season_on(settings: Settings, day: date) -> str:
    """Return the season that a day lies in, empty where the settings have none."""
    names = ordered(settings)
    started = [name for name in names if settings.seasons[name].start <= f"{day:%m-%d}"]
    return (started or names or [""])[-1]


def turn_on(settings: Settings, day: date) -> Turn | None:
    """Return the turn of seasons around whose first day a day lies."""
    half = timedelta(days=settings.season_turn_days // 2)
    before, after = (season_on(settings, day + shift) for shift in (-half, half))
    return Turn(before, after) if before != after else None


def season_of(settings: Settings, text: str | None) -> str:
    """Return the season that the words of an item name, empty where they name none."""
    words = (text or "").lower()
    for name, season in settings.seasons.items():
        if any(word.lower() in words for word in (season.items or (name,))):
            return name
    return ""


def label(name: str) -> Text:
    """Return how people call a season."""
    return NAMES.get(name, Text(name, name))


def turn_label(turn: Turn) -> Text:
    """Return how people call a turn of seasons."""
    before, after = label(turn.before), label(turn.after)
    return Text(f"{before.en} to {after.en}", f"{before.zh}转{after.zh}")


class Periods(NamedTuple):
    """Days in periods, and what each period is: its month, season and turn of seasons."""

    calendar: pd.DataFrame
    periods: pd.DataFrame


def periods(settings: Settings, first: date, last: date) -> Periods:
    """Return the days from one to another in periods that share month, season and turn.

    ``calendar`` has ``day, period``; ``periods`` is indexed by period, with ``month`` (text),
    ``season`` (a name) and ``turn`` (a :class:`Turn`, or None).
    """
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    told = [(f"{day:%Y-%m}", season_on(settings, day), turn_on(settings, day)) for day in days]
    numbers = {parts: index for index, parts in enumerate(dict.fromkeys(told))}
    calendar = pd.DataFrame(
        {"day": [number(day) for day in days], "period": [numbers[parts] for parts in told]},
        dtype="int32",
    )
    rows = pd.DataFrame(
        {
            name: [parts[i] for parts in numbers]
            for i, name in enumerate(("month", "season", "turn"))
        }
    )
    return Periods(calendar, rows)
