"""What must hold for the measures of any sales: rows and files do not matter, money scales."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from repurchase_cli.reports.metrics.measures import MEASURES
from tests.engines.test_properties import HEAD, Line
from tests.reports.metrics.measured import document, measures

if TYPE_CHECKING:
    from repurchase_cli.document import Document

#: The items of the random shops are their categories, too, and each customer has one store.
COLUMNS = f"{HEAD},category,store"
CUSTOMERS = [*(f"c{i}" for i in range(12)), "-"]
SHOPS = pytest.mark.parametrize("seed", [1, 2])


def shop(seed: int) -> list[Line]:
    """Return a random shop of 300 days with refunds, guests, cancelled and repeated orders."""
    chance = random.Random(seed)  # noqa: S311 - no secrets
    lines = [
        Line(
            order_id=chance.choice(["", *(f"A{i}" for i in range(9))]),
            day=chance.randint(0, 300),
            customer=chance.choice(CUSTOMERS),
            sku=chance.choice(["coat", "shirt", "sock"]),
            quantity=chance.choice([1, 1, 1, 2, 2, -1]),
            cents=chance.choice([0, 10, 1999, 5000]),
            status=chance.choice(["paid", "paid", "paid", "paid", "cancelled"]),
        )
        for _ in range(80)
    ]
    return [Line("Y1", 0, "c0", "sock", 1, 100), *lines, Line("Z1", 300, "c1", "sock", 1, 100)]


def texts(sales: list[Line], **changes: int) -> str:
    rows = [f"{one.text(**changes)},{one.sku},{store(one)}" for one in sales]
    return "\n".join([COLUMNS, *rows]) + "\n"


def store(line: Line) -> str:
    return ["A", "B", ""][CUSTOMERS.index(line.customer) % 3] if line.customer in CUSTOMERS else "B"


def tables(one: Document) -> dict[str, pd.DataFrame]:
    return {name: table.rows.frame() for name, table in one.tables.items()}


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    assert one.keys() == other.keys()
    for name, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[name], check_exact=False, rtol=1e-9)


ALL: dict[str, Any] = {"by": "month", "groups": ("category", "class")}


@SHOPS
def test_the_order_of_rows_and_their_files_do_not_matter(seed: int) -> None:
    sales = shop(seed)
    shuffled = list(sales)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - no secrets
    whole = tables(document(texts(sales), **ALL))
    same(whole, tables(document(texts(shuffled), **ALL)))
    same(whole, tables(document(texts(sales[:30]), texts(sales[30:]), **ALL)))


@SHOPS
def test_other_dates_are_other_dates_and_nothing_else(seed: int) -> None:
    then, later = (
        tables(document(texts(shop(seed), shift=shift), by="week")) for shift in (0, 364)
    )
    for column in ("from", "to"):
        assert (later["metrics"][column] - then["metrics"][column] == timedelta(364)).all()
        later["metrics"][column] = then["metrics"][column]
    then["overview"], later["overview"] = (
        one["overview"].drop(columns="period") for one in (then, later)
    )
    same(then, later)


@SHOPS
def test_twice_the_money_is_twice_the_money_and_nothing_else(seed: int) -> None:
    one, other = (
        measures(document(texts(shop(seed), times=times), groups=("store",))) for times in (1, 2)
    )
    assert one.keys() == other.keys()
    for key, value in one.items():
        times = 2 if MEASURES[key[0]].unit == "currency" else 1
        assert other[key] == (None if value is None else pytest.approx(times * value)), key


@SHOPS
def test_a_customer_who_bought_once_lowers_the_rates(seed: int) -> None:
    before = document(texts(shop(seed)))
    after = document(texts([Line("N1", 0, "new", "sock", 1, 100), *shop(seed)]))
    values = [
        measures(one, field=field)
        for one in (before, after)
        for field in ("numerator", "denominator", "value")
    ]
    rates = ["repurchase_rate", *(name for name in MEASURES if name.startswith("cohort_"))]
    for name in rates:
        part, of, rate, new_part, new_of, new_rate = (one[name] for one in values)
        if name == "cohort_repurchase_rate_365d":  # the shops have 300 days
            assert (rate, new_rate) == (None, None)
            continue
        assert (new_part, new_of) == (part, of + 1), name
        assert new_rate < rate, name
    assert values[-1]["purchases"] == values[2]["purchases"] + 1


@SHOPS
def test_months_and_stores_add_up(seed: int) -> None:
    text = texts(shop(seed))
    total, months = (
        measures(document(text)),
        measures(document(text, by="month", groups=("store",))),
    )
    for name in ("purchases", "revenue", "revenue_with_guests", "new_customers"):
        of_shop = [value for key, value in months.items() if key[:2] == (name, None)]
        of_stores = [v for key, v in months.items() if key[0] == name and key[1] is not None]
        assert len(of_shop) == 10
        assert sum(of_shop) == pytest.approx(total[name])
        assert sum(of_stores) == pytest.approx(total[name])
