"""The ledger of points against one that walks from event to event, and what must always hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli.analysis.dated_points import Movements, settle_dated, settle_together
from repurchase_cli.analysis.points import NEVER, Ledger, redeemed_share, settle

AS_OF, VALID = 60, 20
Lot = tuple[int, int, int]


def frame(rows: Sequence[tuple[int, ...]], columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split()).astype("int64")


def ledger(
    lots: Sequence[tuple[int, ...]],
    uses: Sequence[tuple[int, ...]] = (),
    takes: Sequence[tuple[int, ...]] = (),
    as_of: int = AS_OF,
) -> Ledger:
    return settle(
        frame(lots, "member day expires points"),
        frame(uses, "member day points"),
        frame(takes, "member sale_day day points"),
        as_of=as_of,
    )


def sums(found: Ledger) -> tuple[int, int, int, int]:
    """Return the points spent, taken back, expired and left."""
    return (
        int(found.uses["taken"].sum()),
        int(found.takes["taken"].sum()),
        int(found.expiries["points"].sum()),
        int(found.left["points"].sum()),
    )


def test_the_oldest_points_go_first() -> None:
    found = ledger([(0, 1, 100, 10), (0, 2, 101, 10)], [(0, 5, 12)])
    assert found.left.to_numpy().tolist() == [[0, 2, 101, 8]]
    assert found.balances.to_numpy().tolist() == [[0, 1, 10], [0, 2, 20], [0, 5, 8]]


def test_points_can_be_spent_on_their_last_day_and_not_after_it() -> None:
    assert sums(ledger([(0, 1, 30, 10)], [(0, 30, 4)])) == (4, 0, 6, 0)
    assert sums(ledger([(0, 1, 30, 10)], [(0, 31, 4)])) == (0, 0, 10, 0)
    assert sums(ledger([(0, 1, 30, 10)], as_of=30)) == (0, 0, 0, 10)
    assert ledger([(0, 1, 30, 10)]).expiries.to_numpy().tolist() == [[0, 30, 10]]
    assert sums(ledger([(0, 1, NEVER, 10)])) == (0, 0, 0, 10)


def test_nobody_spends_more_than_there_is() -> None:
    found = ledger([(0, 1, 100, 10), (0, 9, 100, 5)], [(0, 5, 12), (0, 9, 1)])
    assert found.uses[["taken", "short"]].to_numpy().tolist() == [[10, 2], [1, 0]]
    assert (found.balances["balance"] >= 0).all()


def test_a_refund_takes_the_points_of_its_own_sale() -> None:
    """Day 1 earned 10, day 5 earned 10: the refund of the second leaves the first to expire."""
    found = ledger([(0, 1, 21, 10), (0, 5, 25, 10)], takes=[(0, 5, 7, 10)])
    assert sums(found) == (0, 10, 10, 0)


def test_a_refund_after_the_points_were_spent_takes_what_is_there() -> None:
    found = ledger([(0, 1, 21, 10)], [(0, 3, 8)], [(0, 1, 5, 10)])
    assert sums(found) == (8, 2, 0, 0)
    assert found.takes["short"].tolist() == [8]
    others = ledger([(0, 1, 21, 10), (0, 4, 100, 10)], [(0, 3, 8)], [(0, 1, 5, 10)])
    assert sums(others) == (8, 10, 0, 2)  # the later points pay for what was spent


def test_a_refund_of_points_that_have_expired_takes_others() -> None:
    assert sums(ledger([(0, 1, 5, 10), (0, 9, 100, 4)], takes=[(0, 1, 9, 10)])) == (0, 4, 10, 0)


def dated(lots: Sequence[tuple[int, ...]], uses: Sequence[tuple[int, ...]] = ()) -> Ledger:
    given = frame(lots, "member day expires points")
    takes = frame([], "member sale_day day points")
    return settle_dated(given, frame(uses, "member day points"), takes, as_of=AS_OF)


def test_points_with_last_days_of_their_own_go_on_them_whatever_came_before() -> None:
    """100 given on day 1 last until 90; 50 given on day 9 until 20: the 50 go first."""
    lots = [(0, 1, 90, 100), (0, 9, 20, 50)]
    assert sums(dated(lots)) == (0, 0, 50, 100)
    found = dated(lots, [(0, 10, 30)])
    assert sums(found) == (30, 0, 20, 100)
    assert found.expiries.to_numpy().tolist() == [[0, 20, 20]]
    balances = [[0, 1, 100], [0, 9, 150], [0, 10, 120], [0, 21, 100]]
    assert sorted(found.balances.to_numpy().tolist()) == balances
    assert found.ended.to_numpy().tolist() == [[0, 50, 20]]
    assert sums(dated(lots, [(0, 20, 60), (0, 21, 70)])) == (130, 0, 0, 20)
    assert dated([(0, 30, 20, 7)]).expiries.to_numpy().tolist() == [[0, 20, 7]]
    assert dated([], [(3, 1, 5)]).uses[["taken", "short"]].to_numpy().tolist() == [[0, 5]]


def test_more_than_was_earned_cannot_be_taken_back() -> None:
    with pytest.raises(ValueError, match="more points are taken back"):
        ledger([(0, 1, 21, 10)], takes=[(0, 1, 5, 11)])


def test_the_share_that_is_redeemed_is_that_of_points_whose_time_is_over() -> None:
    lots = [(m, 1, 20, 100) for m in range(4)] + [(0, 50, 70, 999)]
    found = ledger(lots, [(0, 5, 100), (1, 5, 50)])
    share = redeemed_share([found])
    assert share.value == 150 / 400
    beside = [100 - 37.5, 50 - 37.5, -37.5, -37.5]
    half = 1.959963984540054 * math.sqrt(4 / 3 * sum(x * x for x in beside)) / 400
    assert share.low == max(0, 0.375 - half)
    assert share.high == pytest.approx(0.375 + half)
    assert math.isnan(redeemed_share([ledger([(0, 50, 70, 1)])]).value)


# ---- against a ledger that walks ----------------------------------------------------------------


def walked(
    lots: list[Lot],
    uses: list[tuple[int, int]],
    takes: list[tuple[int, int, int]],
    own: Sequence[Lot] = (),
) -> tuple[int, int, int, int]:
    """Return what becomes of one member's points, of which ``own`` have a last day of their own."""
    held: list[list[int]] = []
    done = {"use": 0, "take": 0, "expired": 0}
    events = [(day, 0, "lot", expires, points) for day, expires, points in lots]
    events += [(day, 0, "own", expires, points) for day, expires, points in own]
    events += [(day, 1, "use", 0, points) for day, points in uses]
    events += [(day, 2, "take", sale, points) for sale, day, points in takes]
    for day, _, kind, other, points in [*sorted(events), (AS_OF, 0, "end", 0, 0)]:
        for lot in held:
            if lot[1] < day:
                done["expired"] += lot[2]
                lot[2] = 0
        if kind in ("lot", "own"):
            held.append([day, other, points, kind == "own"])
        elif kind != "end":
            left = points
            for lot in sorted(held, key=lambda one: _turn(one, kind, other)):
                taken = min(left, lot[2])
                lot[2], left = lot[2] - taken, left - taken
            done[kind] += points - left
    return done["use"], done["take"], done["expired"], sum(lot[2] for lot in held)


def _turn(lot: list[int], kind: str, sale: int) -> tuple[bool, bool, int]:
    """Return when a lot is taken: by a use those that go soonest first, by a refund last."""
    day, last, _, is_own = lot
    is_later = bool(is_own) if kind == "take" else not is_own
    return is_later, kind == "take" and not is_own and day != sale, last if is_own else day


days, amounts = st.integers(0, 50), st.integers(1, 12)


@st.composite
def histories(
    draw: st.DrawFn,
) -> tuple[list[Lot], list[tuple[int, int]], list[tuple[int, int, int]]]:
    earned = draw(st.dictionaries(days, amounts, max_size=7))
    lots = [(day, day + VALID, points) for day, points in sorted(earned.items())]
    refunded = draw(st.lists(st.sampled_from(sorted(earned)), unique=True)) if earned else []
    takes = [
        (day, day + draw(st.integers(0, 9)), draw(st.integers(1, earned[day]))) for day in refunded
    ]
    return lots, draw(st.lists(st.tuples(days, amounts), max_size=6)), takes


@tried(max_examples=25)
@given(st.lists(histories(), min_size=1, max_size=3), st.randoms())
def test_every_point_ends_once_as_if_events_were_walked(members: list[Any], random: Random) -> None:
    lots = [(m, *lot) for m, (own, _, _) in enumerate(members) for lot in own]
    uses = [(m, *use) for m, (_, own, _) in enumerate(members) for use in own]
    takes = [(m, *take) for m, (_, _, own) in enumerate(members) for take in own]
    for rows in (lots, uses, takes):
        random.shuffle(rows)
    found = ledger(lots, uses, takes)
    assert sum(sums(found)) == sum(points for *_, points in lots)
    assert (found.balances["balance"] >= 0).all()
    expected = [walked(*history) for history in members]
    assert sums(found) == tuple(map(sum, zip(*expected, strict=True)))


own_lots = st.lists(st.tuples(days, st.integers(0, 30), amounts), max_size=5)


@tried(max_examples=20)
@given(st.lists(st.tuples(histories(), own_lots), min_size=1, max_size=3))
def test_refunds_take_dated_points_where_others_are_not_there(members: list[Any]) -> None:
    """Each member's points as a walk over all events has them, whoever else there is."""
    own = [[(day, day + lasts, points) for day, lasts, points in given] for _, given in members]
    moved = Movements(
        frame([(m, *lot) for m, lots in enumerate(own) for lot in lots], "member day expires points"),
        frame([(m, *lot) for m, (h, _) in enumerate(members) for lot in h[0]], "member day expires points"),
        frame([(m, *use) for m, (h, _) in enumerate(members) for use in h[1]], "member day points"),
        frame([(m, *take) for m, (h, _) in enumerate(members) for take in h[2]], "member sale_day day points"),
    )  # fmt: skip
    found = settle_together(moved, as_of=AS_OF)
    for member, ((lots, uses, takes), _) in enumerate(members):
        mine = [Ledger(*(table[table["member"] == member] for table in part)) for part in found]
        come_to = tuple(map(sum, zip(*map(sums, mine), strict=True)))
        assert come_to == walked(lots, uses, takes, own[member])


def test_a_refund_takes_a_gift_with_a_last_day() -> None:
    """100 earned and spent, 50 given until 90: of the 100 taken back the gift pays 50, once."""
    moved = Movements(
        frame([(0, 3, 90, 50), (1, 3, 90, 50)], "member day expires points"),
        frame([(0, 1, 100, 100)], "member day expires points"),
        frame([(0, 2, 100), (0, 5, 50), (1, 4, 20)], "member day points"),
        frame([(0, 1, 4, 100)], "member sale_day day points"),
    )
    found = settle_together(moved, as_of=AS_OF)
    assert tuple(map(sum, zip(*map(sums, found), strict=True))) == (120, 50, 0, 30)


@tried(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 2), days, st.integers(0, 70), amounts), max_size=9),
    st.lists(st.tuples(st.integers(0, 2), days, amounts), max_size=6),
    st.randoms(),
)
def test_dated_points_end_once_whatever_their_order(
    lots: list[tuple[int, int, int, int]], uses: list[tuple[int, int, int]], random: Random
) -> None:
    """Checked day by day: of each member those that go soonest are taken, and none after its day."""
    spent = expired = 0
    held: list[list[int]] = []
    for day in range(AS_OF + 1):
        expired += sum(lot[2] for lot in held if lot[1] < day)
        held = [lot for lot in held if lot[1] >= day]
        held += [[m, last, points] for m, came, last, points in lots if came == day]
        for member, _, points in (use for use in uses if use[1] == day):
            wanted = points
            for lot in sorted(held, key=lambda lot: lot[1]):
                taken = min(wanted, lot[2]) if lot[0] == member else 0
                lot[2], wanted, spent = lot[2] - taken, wanted - taken, spent + taken
    late = sum(points for _, came, last, points in lots if last < came)
    random.shuffle(lots)
    found = dated(lots, uses)
    if not late:
        assert sums(found) == (spent, 0, expired, sum(lot[2] for lot in held))
    assert sum(sums(found)) == sum(points for *_, points in lots)
    assert (found.balances["balance"] >= 0).all()
