"""What must hold for any sales: order and files do not matter, money scales, dates shift."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.segment.report import build

if TYPE_CHECKING:
    import random

few = tried(max_examples=6)


class Line(NamedTuple):
    order_id: str
    day: int
    customer: str
    sku: str
    quantity: int
    cents: int
    status: str = "paid"

    def text(self, times: int = 1, shift: int = 0) -> str:
        """As a row of CSV, its prices multiplied and its date shifted."""
        day = date(2024, 1, 1) + timedelta(days=self.day + shift)
        price = Decimal(self.cents * times).scaleb(-2)
        cells = (self.order_id, day, self.customer, self.sku, self.quantity, price)
        return ",".join(map(str, (*cells, price * self.quantity, self.status)))


HEAD = "order_id,date,customer_id,sku,quantity,unit_price,amount,status"
LINES = st.lists(
    st.builds(
        Line,
        order_id=st.sampled_from(["", "A1", "A2", "A3", "A4"]),
        day=st.integers(0, 300),
        customer=st.sampled_from(["ann", "bob", "cas", "dee", "-"]),
        sku=st.sampled_from(["coat", "shirt"]),
        quantity=st.sampled_from([1, 1, 2, -1, -2]),
        cents=st.sampled_from([0, 10, 1999, 5000]),
        status=st.sampled_from(["paid", "paid", "paid", "cancelled"]),
    ),
    min_size=1,
    max_size=25,
).map(lambda lines: [*lines, Line("Z1", 300, "zoe", "sock", 1, 100)])


def read(*files: list[str]) -> tuple[pd.DataFrame, Decimal]:
    """Return the customer table with scores and classes, and the money that was read."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, rows in enumerate(files):
            path = Path(folder, f"{i}.csv")
            path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
            names.append(str(path))
        with open_sales(names) as sales:
            document = build(sales, config.load(None), "en")
            assert sales.intake.books.balanced
            return document.tables["customers"].rows.frame(), sales.intake.books.amount_in


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-12)


@few
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(lines: list[Line], chance: random.Random) -> None:
    rows = [line.text() for line in lines]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    (one, amount), (other, other_amount) = read(rows), read(shuffled)
    assert amount == other_amount
    same(one, other)


@few
@given(LINES, st.integers(1, 25))
def test_one_file_or_two_does_not_matter(lines: list[Line], cut: int) -> None:
    rows = [line.text() for line in lines]
    cut = min(cut, len(rows) - 1)
    same(read(rows)[0], read(rows[:cut], rows[cut:])[0])


@few
@given(LINES)
def test_twice_the_money_is_twice_the_money_and_nothing_else(lines: list[Line]) -> None:
    once, amount = read([line.text() for line in lines])
    twice, double = read([line.text(times=2) for line in lines])
    assert double == 2 * amount
    assert [2 * value for value in once["revenue"]] == list(twice["revenue"])
    money = ["revenue", "average_purchase_value", "class_reason", "tier"]
    same(once.drop(columns=money), twice.drop(columns=money))


@few
@given(LINES, st.integers(1, 800))
def test_other_dates_are_other_dates_and_nothing_else(lines: list[Line], shift: int) -> None:
    then = read([line.text() for line in lines])[0]
    later = read([line.text(shift=shift) for line in lines])[0]
    for column in ("first_purchase", "last_purchase"):
        assert (later[column] - then[column] == timedelta(days=shift)).all()
        then[column] = later[column]
    same(then, later)


@few
@given(LINES)
def test_every_cent_is_used_or_left_out(lines: list[Line]) -> None:
    amount = read([line.text() for line in lines])[1]
    assert amount == sum(line.cents * line.quantity for line in lines) / Decimal(100)
