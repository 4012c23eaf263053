"""A ledger of points, spent oldest first: each point has one origin and one end.

The points of a member lie in a row, the oldest first, and what has ended is always the row's
beginning: a single number, the position c, tells how many have. Each event moves it,

    c → min(max(c + a, low), high)

with ``a`` the points that are wanted and ``high`` all points that have been earned so far (a
redemption), or ``low`` the points whose last day is over (an expiry). Two such maps one after the
other are such a map again, so that all positions come of a scan by doubling (Hillis & Steele 1986,
CACM 29:1170) and no event is looked at by itself.

Points that a refund takes back later do not lie in that row. From their sale to the refund they are
beside it and let redemptions go as far beyond the row; what a redemption has taken of them by then
cannot be taken back. A balance is never below zero: what is wanted beyond it is ``short``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.analysis.rates import Z

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: The last day of points that never expire.
NEVER = 2**28
_FAR = 2**62
#: More than any day: member and day in one number.
_SPAN = 2**32
#: Kinds of events in their order within a day: what could be spent until yesterday is gone, points
#: come before they go, and what was redeemed was there to be redeemed.
_EXPIRY, _LOT, _BESIDE, _USE, _TAKE, _TAKE_BESIDE = range(6)
_KINDS = 8


class Ledger(NamedTuple):
    """What became of all points.

    ``uses`` and ``takes`` are those that were given, with the points that were ``taken`` and those
    ``short``; ``expiries`` has ``member, day, points``, with the last day on which they could be
    spent; ``left`` has ``member, day, expires, points``, the day of origin and the last day;
    ``balances`` has the balance after each day with an event: ``member, day, balance``; ``ended``
    what became of points whose last day is over: ``member, points, expired``, one row per member.
    """

    uses: pd.DataFrame
    takes: pd.DataFrame
    expiries: pd.DataFrame
    left: pd.DataFrame
    balances: pd.DataFrame
    ended: pd.DataFrame


class Redeemed(NamedTuple):
    """The share of points that were redeemed, with its 95% interval; NaN where nothing tells."""

    value: float
    low: float
    high: float


def redeemed_share(ledgers: Sequence[Ledger]) -> Redeemed:
    """Return how many of the points whose last day is over were redeemed before it.

    The interval is that of a ratio of sums over members, whose points go together (Cochran 1977,
    Sampling Techniques, equation 2.39); a share has no interval where fewer than two members tell.
    """
    ended = pd.concat([ledger.ended for ledger in ledgers]).groupby("member").sum()
    total = float(ended["points"].sum())
    if not total:
        return Redeemed(math.nan, math.nan, math.nan)
    n = len(ended)
    redeemed = (ended["points"] - ended["expired"]).to_numpy(dtype="float64")
    share = float(redeemed.sum()) / total
    if n < 2:
        return Redeemed(share, math.nan, math.nan)
    beside = redeemed - share * ended["points"].to_numpy(dtype="float64")
    half = Z * math.sqrt(n / (n - 1) * math.fsum(beside * beside)) / total
    return Redeemed(share, max(share - half, 0.0), min(share + half, 1.0))


def settle(lots: pd.DataFrame, uses: pd.DataFrame, takes: pd.DataFrame, *, as_of: int) -> Ledger:
    """Return what became of points up to a day, at its end.

    Parameters
    ----------
    lots
        Points that were earned or given: ``member, day, expires, points``, whole and above zero;
        days count from 1970, ``expires`` is the last day on which they can be spent. Of a member no
        points expire before older ones: where they would, they last as long as these.
    uses
        Points that members wanted to spend: ``member, day, points``.
    takes
        Points that refunds take back: ``member, sale_day, day, points``, with the day on which they
        were earned, -1 where it is not known.

    Raises
    ------
    ValueError
        When more is taken back of a day's points than was earned on it.
    """
    row = _rows(lots)
    takes = takes.sort_values(["member", "day", "sale_day"], ignore_index=True)
    place, is_beside = _places(row, takes)
    beside = np.bincount(place[is_beside], takes["points"][is_beside], len(row)).astype("int64")
    row["points"] -= beside
    if (row["points"] < 0).any():
        raise ValueError("more points are taken back than were earned on a day")
    events = _events(row, uses, takes, is_beside, as_of)
    before, after = _positions(events)
    moved = after - before
    kind = events["kind"].to_numpy()
    return Ledger(
        _ended(uses, events, kind == _USE, moved),
        _ended(takes, events, (kind == _TAKE) | (kind == _TAKE_BESIDE), _taken(events, moved)),
        _expiries(events, kind, moved),
        _left(row, events, after),
        _balances(events, after),
        _over(row, events, kind, moved, as_of),
    )


def _over(
    row: pd.DataFrame, events: pd.DataFrame, kind: npt.NDArray[np.int8], moved: Ints, as_of: int
) -> pd.DataFrame:
    """Return each member's points whose last day is over, and how many of them expired."""
    points = row[row["expires"] < as_of].groupby("member")["points"].sum()
    rows = kind == _EXPIRY
    expired = pd.Series(moved[rows]).groupby(events["member"].to_numpy()[rows]).sum()
    both = pd.DataFrame({"points": points, "expired": expired}).fillna(0).astype("int64")
    return both.rename_axis("member").reset_index()


def _rows(lots: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each member and day in one row, the oldest first."""
    keys = [lots[name].to_numpy(dtype="int64") for name in ("member", "day", "expires")]
    order = _order(*keys)
    member, day, expires = (key[order] for key in keys)
    points = lots["points"].to_numpy(dtype="int64")[order]
    expires = np.maximum.accumulate(expires + member * _SPAN) - member * _SPAN
    new = _changes(member, day, expires)
    sums = np.add.reduceat(points, np.flatnonzero(new)) if len(points) else points
    return pd.DataFrame(
        {"member": member[new], "day": day[new], "expires": expires[new], "points": sums}
    )


def _order(member: Ints, day: Ints, last: Ints) -> Ints:
    """Return the order by member, day and a last key; parts that are in order are merged."""
    by_day = np.argsort(last, kind="stable") if (np.diff(last) < 0).any() else np.arange(len(last))
    return by_day[np.argsort((member * _SPAN + day)[by_day], kind="stable")]


def _changes(*keys: Ints) -> npt.NDArray[np.bool_]:
    """Return whether each row has another key than the one before; so has the first."""
    differs = np.zeros(max(len(keys[0]) - 1, 0), dtype=bool)
    for key in keys:
        differs |= key[1:] != key[:-1]
    return np.concatenate([[True], differs])[: len(keys[0])]


def _places(row: pd.DataFrame, takes: pd.DataFrame) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the place in the row of the points that each refund takes back, if it has one.

    A refund after their last day finds them no longer: it takes from what there is.
    """
    named = row.reset_index(names="place").drop_duplicates(["member", "day"])
    joined = takes[["member", "sale_day"]].merge(
        named, how="left", left_on=["member", "sale_day"], right_on=["member", "day"]
    )
    is_beside = joined["expires"].fillna(-1).to_numpy() >= takes["day"].to_numpy()
    return joined["place"].fillna(-1).to_numpy(dtype="int64"), is_beside


def _events(
    row: pd.DataFrame,
    uses: pd.DataFrame,
    takes: pd.DataFrame,
    is_beside: npt.NDArray[np.bool_],
    as_of: int,
) -> pd.DataFrame:
    """Return all events in order, each with what it wants, and the bounds of the position.

    ``source`` is the place of the use or take that an event is made of.
    """
    ended = row[row["expires"] < as_of]
    parts = [
        _part(_LOT, row, row["day"]),
        _part(_BESIDE, takes[is_beside], takes["sale_day"][is_beside]),
        _part(_USE, uses, uses["day"]),
        _part(_TAKE, takes[~is_beside], takes["day"][~is_beside]),
        _part(_TAKE_BESIDE, takes[is_beside], takes["day"][is_beside]),
        _part(_EXPIRY, ended, ended["expires"] + 1),
    ]
    events = pd.concat(parts, ignore_index=True)
    moment = events["day"].to_numpy() * _KINDS + events["kind"].to_numpy()
    order = np.argsort(events["member"].to_numpy() * _SPAN + moment, kind="stable")
    events = events.iloc[order].reset_index(drop=True)
    kind, points = events["kind"].to_numpy(), events["points"].to_numpy()
    first = _first(events)
    lies = _running(np.where(kind == _LOT, points, 0), first)
    aside = np.where(kind == _BESIDE, points, 0) - np.where(kind == _TAKE_BESIDE, points, 0)
    over = _running(np.where(kind == _EXPIRY, points, 0), first)
    return events.assign(lies=lies, high=lies + _running(aside, first), over=over, first=first)


def _part(kind: int, frame: pd.DataFrame, day: pd.Series[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "member": frame["member"].to_numpy(dtype="int64"),
            "day": day.to_numpy(dtype="int64"),
            "kind": np.int8(kind),
            "points": frame["points"].to_numpy(dtype="int64"),
            "source": frame.index.to_numpy(dtype="int64"),
        }
    )


def _first(events: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether each event is the first of its member."""
    return _changes(events["member"].to_numpy())


def _running(values: Ints, first: npt.NDArray[np.bool_]) -> Ints:
    """Return the running sums within each member."""
    sums = np.cumsum(values)
    before = (sums - values)[first]
    return sums - before[np.cumsum(first) - 1] if len(sums) else sums


def _positions(events: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return the position before and after each event, (n,) each."""
    kind, first = events["kind"].to_numpy(), events["first"].to_numpy()
    wants = (kind == _USE) | (kind == _TAKE)
    shift = np.where(wants, events["points"].to_numpy(), 0)
    low = np.where(kind == _EXPIRY, events["over"].to_numpy(), 0)
    high = events["high"].to_numpy().copy()
    start = np.clip(shift, low, high)[first]  # of the position 0: all that came before is forgotten
    low[first] = high[first] = start
    after = _scanned(shift, low, high, _longest(first))
    before = np.where(first, 0, np.concatenate([[0], after[:-1]])[: len(after)])
    return before, after


def _longest(first: npt.NDArray[np.bool_]) -> int:
    """Return the most events that a member has."""
    starts = np.flatnonzero(first)
    return int(np.diff(starts, append=len(first)).max(initial=0))


def _scanned(shift: Ints, low: Ints, high: Ints, longest: int) -> Ints:
    """Return the value that each map comes to behind all before it.

    After each round a map stands for twice as many; those that begin with a constant are done.
    """
    step = 1
    while step < longest:
        todo = np.flatnonzero(low[step:] != high[step:]) + step
        shift_, low_, high_ = shift[todo], low[todo], high[todo]
        before = todo - step
        new_low = np.clip(low[before] + shift_, low_, high_)
        new_high = np.clip(high[before] + shift_, low_, high_)
        shift[todo] = np.clip(shift[before] + shift_, -_FAR, _FAR)
        low[todo], high[todo] = new_low, new_high
        step *= 2
    return low


def _taken(events: pd.DataFrame, moved: Ints) -> Ints:
    """Return what refunds could take: of points beside the row all that no redemption has taken."""
    beside = events["kind"].to_numpy() == _TAKE_BESIDE
    return np.where(beside, events["points"].to_numpy() + moved, moved)


def _ended(
    frame: pd.DataFrame, events: pd.DataFrame, rows: npt.NDArray[np.bool_], taken: Ints
) -> pd.DataFrame:
    """Return uses or takes with the points that were taken and those that were not there."""
    found = np.zeros(len(frame), dtype="int64")
    found[frame.index.get_indexer(pd.Index(events["source"][rows]))] = taken[rows]
    return frame.assign(taken=found, short=frame["points"].to_numpy() - found)


def _expiries(events: pd.DataFrame, kind: npt.NDArray[np.int8], moved: Ints) -> pd.DataFrame:
    rows = (kind == _EXPIRY) & (moved > 0)
    member, day = (events[name].to_numpy()[rows] for name in ("member", "day"))
    return pd.DataFrame({"member": member, "day": day - 1, "points": moved[rows]})


def _left(row: pd.DataFrame, events: pd.DataFrame, after: Ints) -> pd.DataFrame:
    """Return the points that have not ended yet, oldest first."""
    last = np.flatnonzero(np.roll(events["first"].to_numpy(), -1))
    position = pd.Series(after[last], index=events["member"].to_numpy()[last])
    ends = _running(row["points"].to_numpy(dtype="int64"), _first(row))
    beyond = ends - position.reindex(row["member"]).to_numpy(dtype="int64")
    points = np.clip(beyond, 0, row["points"].to_numpy(dtype="int64"))
    columns = {name: row[name].to_numpy()[points > 0] for name in ("member", "day", "expires")}
    return pd.DataFrame({**columns, "points": points[points > 0]})


def _balances(events: pd.DataFrame, after: Ints) -> pd.DataFrame:
    """Return what every member had at the end of each day on which something happened."""
    member, day = events["member"].to_numpy(), events["day"].to_numpy()
    last = np.roll(_changes(member, day), -1)
    balance = events["high"].to_numpy() - after
    return pd.DataFrame({"member": member[last], "day": day[last], "balance": balance[last]})
