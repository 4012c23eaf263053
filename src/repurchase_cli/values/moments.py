"""Moments: how the dates of a column are written, their time of day, and its zone."""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.grammars.dates import Forms
from repurchase_cli.values.texts import Value


@dataclass(frozen=True, slots=True)
class Dated:
    """The moment that a column tells."""

    column: int
    forms: Forms

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the moment, NULL where it cannot be read."""
        return self.forms.sql(f"c{self.column}", careful=careful)


@dataclass(frozen=True, slots=True)
class Clocked:
    """A day with the time of day of another column."""

    day: Value
    column: int

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the moment."""
        return f"with_clock({self.day.sql(careful=careful)}, c{self.column})"


@dataclass(frozen=True, slots=True)
class InZone:
    """A moment as the clocks of ``zone`` showed it.

    The text of ``column`` says its own offset, else it is ``minutes`` ahead of UTC, else of the
    zone ``there``; where neither tells it is left as written.
    """

    moment: Value
    column: int
    zone: str
    minutes: int | None = None
    there: str = ""

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the moment."""
        moment, ahead = self.moment.sql(careful=careful), f"offset_minutes(c{self.column})"
        if self.minutes is not None:
            ahead = f"coalesce({ahead}, {self.minutes})"
        known = f"in_zone({moment}, {ahead}, '{self.zone}')"
        if not self.there:
            return known
        plain = f"({moment}) at time zone '{self.there}' at time zone '{self.zone}'"
        return f"if({ahead} is null, {plain}, {known})"


@dataclass(frozen=True, slots=True)
class Ahead:
    """The minutes that times are ahead of UTC: as the text of a column says, else ``minutes``."""

    column: int | None
    minutes: int | None = None

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the minutes, NULL where nothing says them."""
        if self.column is None:
            return "null" if self.minutes is None else str(self.minutes)
        told = f"offset_minutes(c{self.column})"
        return told if self.minutes is None else f"coalesce({told}, {self.minutes})"


@dataclass(frozen=True, slots=True)
class Shifted:
    """A moment of times that are ``ahead`` of UTC, as another ``clock`` showed it."""

    moment: Value
    ahead: Ahead
    clock: Ahead

    def sql(self, *, careful: bool = False) -> str:
        """Return the SQL of the moment."""
        moment = self.moment.sql(careful=careful)
        return f"({moment} - to_minutes(coalesce({self.ahead.sql()} - {self.clock.sql()}, 0)))"
