"""Points that have a last day of their own, such as gifts: those that go soonest are spent first.

Such points may come in any order of their last days (a gift of today that lasts a week beside one
of last year that lasts two), so that what has ended is no row's beginning as in
:mod:`repurchase_cli.analysis.points`. The events of such members are walked, with a heap of what
is left of each.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.analysis.points import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Kinds of events in their order within a day: points come before they go.
_COME, _GO, _END = range(3)
#: Rows of the tables of a ledger.
_COLUMNS = {
    "expiries": ["member", "day", "points"],
    "left": ["member", "day", "expires", "points"],
    "balances": ["member", "day", "balance"],
}


class Event(NamedTuple):
    """What happens to a member's points; ``last`` is the last day of points that come.

    ``place`` is that of a use.
    """

    member: int
    day: int
    kind: int
    points: int
    last: int
    place: int


class _Walk:
    """The rows of a ledger that a walk over all events comes to."""

    def __init__(self, uses: int) -> None:
        self.taken = np.zeros(uses, dtype="int64")
        self.expiries: list[tuple[int, int, int]] = []
        self.left: list[tuple[int, int, int, int]] = []
        self.balances: dict[tuple[int, int], int] = {}
        self._held: list[tuple[int, int, int]] = []
        self._balance = 0

    def go(self, event: Event) -> None:
        """Take one event; those of a member follow one another, and the last of them ends."""
        while self._held and self._held[0][0] < event.day:
            last, came, points = heappop(self._held)
            self.expiries.append((event.member, last, points))
            self._set(event.member, max(last + 1, came), self._balance - points)
        if event.kind == _COME:
            heappush(self._held, (event.last, event.day, event.points))
            self._set(event.member, event.day, self._balance + event.points)
        elif event.kind == _GO:
            self._spend(event)
        else:
            rows = sorted(self._held)
            self.left += [(event.member, day, last, points) for last, day, points in rows]
            self._held, self._balance = [], 0

    def _spend(self, event: Event) -> None:
        wanted = min(event.points, self._balance)
        self.taken[event.place] = wanted
        self._set(event.member, event.day, self._balance - wanted)
        while wanted:
            last, came, points = heappop(self._held)
            used = min(wanted, points)
            wanted -= used
            if points > used:
                heappush(self._held, (last, came, points - used))

    def _set(self, member: int, day: int, balance: int) -> None:
        self._balance = self.balances[member, day] = balance


def settle_dated(lots: pd.DataFrame, uses: pd.DataFrame, *, as_of: int) -> Ledger:
    """Return what became of points that have a last day of their own up to a day, at its end.

    Parameters
    ----------
    lots, uses
        As in :func:`repurchase_cli.analysis.points.settle`; their last days in any order.
    """
    uses = uses.reset_index(drop=True)
    walk = _Walk(len(uses))
    for event in sorted(_events(lots, uses[uses["member"].isin(lots["member"])], as_of)):
        walk.go(event)
    expiries = _frame("expiries", walk.expiries)
    return Ledger(
        uses.assign(taken=walk.taken, short=uses["points"].to_numpy() - walk.taken),
        uses.iloc[:0].assign(taken=0, short=0),
        expiries,
        _frame("left", walk.left),
        _frame("balances", [(*key, balance) for key, balance in walk.balances.items()]),
        _ended(lots, expiries, as_of),
    )


def _events(lots: pd.DataFrame, uses: pd.DataFrame, as_of: int) -> Iterator[Event]:
    for member, day, last, points in (
        lots[["member", "day", "expires", "points"]].to_numpy().tolist()
    ):
        yield Event(member, day, _COME, points, last, -1)
    rows = uses[["member", "day", "points"]].to_numpy().tolist()
    for place, (member, day, points) in zip(uses.index, rows, strict=True):
        yield Event(member, day, _GO, points, -1, place)
    for member in lots["member"].unique().tolist():
        yield Event(member, as_of, _END, 0, -1, -1)


def _frame(table: str, rows: Sequence[tuple[int, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=_COLUMNS[table]).astype("int64")


def _ended(lots: pd.DataFrame, expiries: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Return each member's points whose last day is over, and how many of them expired."""
    points = lots[lots["expires"] < as_of].groupby("member")["points"].sum()
    expired = expiries.groupby("member")["points"].sum()
    both = pd.DataFrame({"points": points, "expired": expired}).fillna(0).astype("int64")
    return both.rename_axis("member").reset_index()
