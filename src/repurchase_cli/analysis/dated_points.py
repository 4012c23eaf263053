"""Points that have a last day of their own, such as gifts: those that go soonest are spent first.

Such points may come in any order of their last days (a gift of today that lasts a week beside one
of last year that lasts two), so that what has ended is no row's beginning as in
:mod:`repurchase_cli.analysis.points`. The events of such members are walked, with a heap of what
is left of each. A refund takes from them what it does not find among the other points, as it would
from any points; what they spend afterwards the others must pay then, so that both ledgers of such
members are settled again until nothing changes: each round is right for one refund more.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.analysis.points import Ledger, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

#: Kinds of events in their order within a day: points come before they go, and to refunds last.
_COME, _USE, _TAKE, _END = range(4)
#: Rows of the tables of a ledger.
_COLUMNS = {
    "expiries": ["member", "day", "points"],
    "left": ["member", "day", "expires", "points"],
    "balances": ["member", "day", "balance"],
}


class Event(NamedTuple):
    """What happens to a member's points; ``last`` is the last day of points that come.

    ``place`` is that of a use, or of a refund behind all uses.
    """

    member: int
    day: int
    kind: int
    points: int
    last: int
    place: int


class _Walk:
    """The rows of a ledger that a walk over all events comes to."""

    def __init__(self, goings: int) -> None:
        self.taken = np.zeros(goings, dtype="int64")
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
        elif event.kind != _END:
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


class Movements(NamedTuple):
    """Points that come and go, as :func:`repurchase_cli.analysis.points.settle` takes them.

    ``dated`` are points that have a last day of their own, ``others`` all others; ``uses`` and
    ``takes`` are what is spent and what refunds take back.
    """

    dated: pd.DataFrame
    others: pd.DataFrame
    uses: pd.DataFrame
    takes: pd.DataFrame

    def of(self, members: npt.NDArray[np.int64]) -> Movements:
        """Return those of some members."""
        return Movements(*(_of(table, members) for table in self))


def settle_together(moved: Movements, *, as_of: int) -> tuple[Ledger, ...]:
    """Return what became of all points up to a day, each ledger of some points of some members.

    A use takes the dated points first, a refund last.
    """
    own, rest = _one_round(moved, moved.takes.iloc[:0], as_of)
    short = _short(rest.takes)
    members = short.loc[short["member"].isin(moved.dated["member"]), "member"].unique()
    if not len(members):
        return own, rest
    again = _until_stable(moved.of(members), _of(short, members), as_of)
    return _without(own, members), _without(rest, members), *again


def _until_stable(moved: Movements, wanted: pd.DataFrame, as_of: int) -> tuple[Ledger, Ledger]:
    """Return the ledgers in which refunds find among dated points what others do not have.

    What a refund wants hangs on what came before it alone: each round is right for one more, in
    order of days, so that the rounds end.
    """
    while True:
        own, rest = _one_round(moved, wanted, as_of)
        short = _short(rest.takes)
        if short.to_numpy().tolist() == wanted.to_numpy().tolist():
            return own, rest
        wanted = short


def _one_round(moved: Movements, wanted: pd.DataFrame, as_of: int) -> tuple[Ledger, Ledger]:
    """Return both ledgers where refunds want some points of the dated ones."""
    own = settle_dated(moved.dated, moved.uses, wanted, as_of=as_of)
    return own, settle(moved.others, _short(own.uses), moved.takes, as_of=as_of)


def _of(frame: pd.DataFrame, members: npt.NDArray[np.int64]) -> pd.DataFrame:
    return frame[frame["member"].isin(members)]


def _short(goings: pd.DataFrame) -> pd.DataFrame:
    """Return what uses or refunds did not find."""
    missing = goings[goings["short"] > 0]
    return missing.assign(points=missing["short"]).drop(columns=["taken", "short"])


def _without(ledger: Ledger, members: npt.NDArray[np.int64]) -> Ledger:
    """Return a ledger without some members."""
    return Ledger(*(table[~table["member"].isin(members)] for table in ledger))


def settle_dated(
    lots: pd.DataFrame, uses: pd.DataFrame, takes: pd.DataFrame, *, as_of: int
) -> Ledger:
    """Return what became of points that have a last day of their own up to a day, at its end.

    Parameters
    ----------
    lots, uses, takes
        As in :func:`repurchase_cli.analysis.points.settle`; their last days in any order, and
        refunds take whichever go soonest.
    """
    uses, takes = uses.reset_index(drop=True), takes.reset_index(drop=True)
    walk = _Walk(len(uses) + len(takes))
    for event in sorted(_events(lots, uses, takes, as_of)):
        walk.go(event)
    expiries = _frame("expiries", walk.expiries)
    return Ledger(
        _found(uses, walk.taken[: len(uses)]),
        _found(takes, walk.taken[len(uses) :]),
        expiries,
        _frame("left", walk.left),
        _frame("balances", [(*key, balance) for key, balance in walk.balances.items()]),
        _ended(lots, expiries, as_of),
    )


def _found(goings: pd.DataFrame, taken: npt.NDArray[np.int64]) -> pd.DataFrame:
    return goings.assign(taken=taken, short=goings["points"].to_numpy() - taken)


def _events(
    lots: pd.DataFrame, uses: pd.DataFrame, takes: pd.DataFrame, as_of: int
) -> Iterator[Event]:
    for member, day, last, points in (
        lots[["member", "day", "expires", "points"]].to_numpy().tolist()
    ):
        yield Event(member, day, _COME, points, last, -1)
    goings = pd.concat([uses.assign(kind=_USE), takes.assign(kind=_TAKE)], ignore_index=True)
    goings = goings[goings["member"].isin(lots["member"])]
    rows = goings[["member", "day", "kind", "points"]].to_numpy().tolist()
    for place, (member, day, kind, points) in zip(goings.index, rows, strict=True):
        yield Event(member, day, kind, points, -1, place)
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
