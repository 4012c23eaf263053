"""The tables beside the measures: who buys how often, who gives the revenue, what follows what."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from repurchase_cli.reports.customer_mix import concentration
from tests.reports.measured import document, measures, rows
from tests.reports.test_metrics import SHOP


def test_tables_by_hand() -> None:
    found = document(SHOP)
    assert list(found.tables) == [
        "headline", "metrics", "purchase_counts", "contribution", "concentration", "discounts",
        "category_transitions",
    ]  # fmt: skip
    assert rows(found, "purchase_counts") == [
        (1, 2, 0.5, 125),
        (2, 1, 0.25, 260),
        (3, 1, 0.25, 240),
    ]
    assert rows(found, "contribution") == [
        ("lost", 0, 0, 0, 0),
        ("loyal", 1, 0.25, 240, 240 / 618),
        ("potential", 2, 0.5, 358, pytest.approx(358 / 618)),
        ("drifting", 1, 0.25, 20, 20 / 618),
    ]
    assert rows(found, "concentration") == [
        (0, 0),
        (0.25, pytest.approx(260 / 618)),
        (0.5, pytest.approx(500 / 618)),
        (0.75, pytest.approx(598 / 618)),
        (1, 1),
    ]
    # 2 of 7 on discount: ann's one of three, cas's one of one
    assert rows(found, "discounts") == [
        ("lost", 0, None, None, None, None),
        ("loyal", 3, *map(pytest.approx, (1 / 3, 80 / 240, 700 / 6, 4 / 3))),
        ("potential", 3, 0, 0, 0, pytest.approx(5 / 3)),
        ("drifting", 1, 1, 1, 350, 1),
    ]
    # after a coat: coat, shirt, coat + shirt; after a shirt: coat + shirt. 2 of 3 hold a coat
    assert rows(found, "category_transitions") == [
        ("coat", "coat", 2, pytest.approx(2 / 3), pytest.approx(100)),
        ("coat", "shirt", 2, pytest.approx(2 / 3), pytest.approx(100)),
        ("shirt", "coat", 1, 1, pytest.approx(150)),
        ("shirt", "shirt", 1, 1, pytest.approx(150)),
    ]


def test_tables_of_a_month() -> None:
    found = document(SHOP, first="2024-03-01", last="2024-03-31")
    assert rows(found, "purchase_counts") == [(1, 3, 1, 295)]
    assert [row[:2] for row in rows(found, "contribution")] == (
        [("lost", 0), ("loyal", 1), ("potential", 2), ("drifting", 0)]
    )
    assert rows(found, "concentration")[1] == (pytest.approx(1 / 3), pytest.approx(130 / 295))
    assert [row[:2] for row in rows(found, "discounts")][1:3] == [("loyal", 1), ("potential", 2)]
    assert rows(found, "category_transitions") == [
        ("coat", "coat", 1, 1 / 2, 100),
        ("coat", "shirt", 2, 1, 100),
        ("shirt", "coat", 1, 1, 200),
        ("shirt", "shirt", 1, 1, 100),
    ]


def shop_of(paid: list[int]) -> str:
    lines = [f"{i},2024-01-01,c{i},{amount}" for i, amount in enumerate(paid)]
    return "\n".join(["order_id,date,customer_id,amount", *lines]) + "\n"


@pytest.mark.parametrize(
    ("paid", "tops"),
    [
        ([1] * 10, ["10.0%", "20.0%", "50.0%"]),
        ([11, *[1] * 9], ["55.0%", "60.0%", "75.0%"]),
        ([50, 20, 10, 10, 10, 0], ["50.0%", "50.0%", "80.0%"]),  # five: who paid nothing is none
        ([3, 1], ["75.0%", "75.0%", "75.0%"]),  # rounded up: one customer of two
        (list(range(1, 251)), ["19.0%", "35.9%", "74.9%"]),
    ],
)
def test_the_top_customers_are_rounded_up(paid: list[int], tops: list[str]) -> None:
    found = document(shop_of(paid))
    section = next(one for one in found.sections if one.heading.en == "Concentration")
    assert [line.en.split(" give ")[1].split()[0] for line in section.lines] == tops
    top = measures(found)["top_20_percent_revenue_share"]
    assert f"{top:.1%}" == tops[1]  # one number for one thing
    table = rows(found, "concentration")
    assert table[0] == (0, 0)
    assert table[-1] == (1, pytest.approx(1))
    assert [row[0] for row in table] == sorted({row[0] for row in table})


def test_a_concentration_of_nothing() -> None:
    parts = concentration(pd.DataFrame({"customers": [1, 1], "revenue": [0, 0]}))
    assert parts["revenue_share"].tolist()[0] == 0
    assert parts["revenue_share"].isna().tolist() == [False, True, True]


def test_ten_purchases_stand_for_more() -> None:
    lines = [
        f"{i},2024-01-{i + 1:02},{name},1"
        for name, n in (("ann", 9), ("bob", 10), ("cas", 12))
        for i in range(n)
    ]
    text = "\n".join(["order_id,date,customer_id,amount", *lines]) + "\n"
    found = document(text)
    assert [row[:2] for row in rows(found, "purchase_counts")] == [(9, 1), (10, 2)]
    assert rows(found, "purchase_counts")[1][3] == 22
    assert any("10 and more" in line.en for one in found.sections for line in one.lines)


def lost_and_stayed() -> str:
    """12 lost: 9 bought a coat last, 3 a shirt; 8 others: 2 a coat, 6 a shirt, one of them both."""
    lines = []
    for i in range(12):
        lines.append(
            f"L{i},2024-01-01,lost{i:02},shirt,{10 if i < 6 else 9},8"
        )  # earlier: no matter
        lines.append(
            f"M{i},2024-01-02,lost{i:02},{'coat' if i < 9 else 'shirt'},10,{10 if i < 8 else 9}"
        )
    for i in range(8):
        lines.append(f"S{i},2024-12-01,stay{i},{'coat' if i < 2 else 'shirt'},10,10")
    lines.append("S1,2024-12-01,stay1,shirt,10,9")
    lines += [f"M{i},2024-02-01,lost{i:02},coat,10,-1" for i in range(3)]
    lines.append("S0,2024-12-01,stay0,,10,-1")
    return "\n".join(["order_id,date,customer_id,category,list_price,amount", *lines]) + "\n"


def test_what_the_lost_bought_last() -> None:
    text = lost_and_stayed().replace(",list_price,amount", ",list_price,quantity,unit_price,amount")
    rows_ = [line.split(",") for line in text.splitlines()]
    lines = [",".join(rows_[0])]
    for *head, listed, amount in rows_[1:]:
        quantity = -1 if amount.startswith("-") else 1
        lines.append(",".join([*head, listed, str(quantity), amount.lstrip("-"), amount]))
    found = document("\n".join(lines) + "\n")
    expected: list[tuple[Any, ...]] = [
        ("category", "coat", 9, 9 / 12, 2, 2 / 8, 300),
        ("category", "shirt", 3, 3 / 12, 7, 7 / 8, 2000 / 70),
        ("discount", "false", 8, 8 / 12, 7, 7 / 8, 100 * (8 / 12) / (7 / 8)),
        # stay1 alone has a discount: fewer than ten customers in all say nothing
        ("refund", "false", 9, 9 / 12, 7, 7 / 8, 100 * (9 / 12) / (7 / 8)),
    ]
    assert rows(found, "preferences") == [pytest.approx(row) for row in expected]
    shown = rows(found, "preferences_shown")
    assert [row[:2] for row in shown] == [row[:2] for row in expected]


@pytest.mark.parametrize("as_of", ["2024-12-01", "2025-12-01"])
def test_nobody_is_lost_or_nobody_stayed(as_of: str) -> None:
    lines = [f"{i},2024-11-0{i % 9 + 1},c{i},coat,1" for i in range(20)]
    text = "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"
    found = document(text, as_of=as_of)
    assert "preferences" not in found.tables


def test_what_all_have_says_nothing() -> None:
    lines = [f"{i},2024-{'01' if i < 10 else '12'}-01,c{i},coat,{i}" for i in range(1, 20)]
    text = "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"
    assert "preferences" not in document(text).tables  # all bought coats, nobody was refunded
