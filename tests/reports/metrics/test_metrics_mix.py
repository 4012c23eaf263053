"""The tables beside the measures: who buys how often, who gives the revenue, what follows what."""

from __future__ import annotations

import pandas as pd
import pytest

from repurchase_cli.reports.metrics.customer_mix import concentration
from tests.reports.metrics.measured import document, measures, rows
from tests.reports.metrics.test_metrics import SHOP


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
        f"{name}{i},2024-01-{i + 1:02},{name},1"
        for name, n in (("ann", 9), ("bob", 10), ("cas", 12))
        for i in range(n)
    ]
    text = "\n".join(["order_id,date,customer_id,amount", *lines]) + "\n"
    found = document(text)
    assert [row[:2] for row in rows(found, "purchase_counts")] == [(9, 1), (10, 2)]
    assert rows(found, "purchase_counts")[1][3] == 22
    assert any("10 and more" in line.en for one in found.sections for line in one.lines)
