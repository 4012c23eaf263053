"""``metrics`` by period and by group: the same numbers, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.errors import UsageError
from tests.reports.metrics.measured import document, measures, rows
from tests.reports.metrics.test_metrics import SHOP

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step


def overview(found: Any, *columns: str) -> list[tuple[Any, ...]]:
    ids = [column.id for column in found.tables["overview"].columns]
    places = [ids.index(name) for name in columns]
    return [tuple(row[at] for at in places) for row in rows(found, "overview")]


# January begins on the 10th: nobody knows who had bought before; February nets to ann alone
MONTHS = [
    ("2024-01", 2, 2, 0, None, None, 2, 230),
    ("2024-02", 1, 0, 0, 1, None, 1, 80),
    ("2024-03", 3, 1, 0, 2 / 3, 1, 3, 295),
    ("2024-04", 1, 1, 0, 0, 0, 1, 13),
]


def test_months_by_hand() -> None:
    found = document(SHOP, by="month")
    assert rows(found, "overview") == [
        pytest.approx((*row[:-1], row[-1] / row[-2], row[-1])) for row in MONTHS
    ]
    values = measures(found)
    assert values["revenue_with_guests", "2024-04-01"] == 43
    assert values["cohort_repurchase_rate_60d", "2024-01-10"] == 1
    assert values["new_customer_revenue_share", "2024-01-10"] is None
    assert values["new_customer_revenue_share", "2024-03-01"] == 105 / 295
    assert values["mean_interpurchase_days", "2024-03-01"] == 50  # by the later purchase
    assert "window_repurchase_rate" not in {name for name, _ in values}
    days = [row[-3:-1] for row in rows(found, "metrics") if row[0] == "purchases"]
    assert [[f"{one:%m-%d}" for one in pair] for pair in days] == [
        ["01-10", "01-31"], ["02-01", "02-29"], ["03-01", "03-31"], ["04-01", "04-30"]
    ]  # fmt: skip
    # the headline and the tables beside it stay those of the whole span
    assert dict(row[:2] for row in rows(found, "headline"))["purchases"] == "7"
    assert sum(row[1] for row in rows(found, "purchase_counts")) == 4


#: step, days → periods with their retention
STEPS: list[tuple[Step, dict[str, str], list[tuple[str, float | None]]]] = [
    ("month", {"as_of": "2024-04-29"},  # April is not over: no drop, but nothing to say
     [("2024-01", None), ("2024-02", None), ("2024-03", 1), ("2024-04", None)]),
    ("month", {"first": "2024-02-10"},  # who bought before the 10th is not in February
     [("2024-02", None), ("2024-03", None), ("2024-04", 0)]),
    ("month", {"first": "2024-03-01", "last": "2024-04-15"},  # February is known
     [("2024-03", 1), ("2024-04", None)]),
    ("quarter", {}, [("2024-Q1", None), ("2024-Q2", None)]),
    ("year", {}, [("2024", None)]),
    ("week", {"first": "2024-03-18", "last": "2024-04-07"},  # nobody in the week before
     [("2024-W12", None), ("2024-W13", 0), ("2024-W14", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("step", "options", "expected"), STEPS)
def test_a_period_that_is_cut_short_has_no_retention(
    step: Step, options: dict[str, Any], expected: list[tuple[str, float | None]]
) -> None:
    assert overview(document(SHOP, by=step, **options), "period", "retention_rate") == expected


def test_a_month_without_buyers_is_a_month() -> None:
    text = "order_id,date,customer_id,amount\n1,2024-01-01,ann,10\n2,2024-03-31,bob,10\n"
    found = document(text, by="month")
    names = ("period", "active_customers", "repurchase_rate", "retention_rate", "revenue")
    assert overview(found, *names) == [
        ("2024-01", 1, 0, None, 10), ("2024-02", 0, None, 0, 0), ("2024-03", 1, 0, None, 10)
    ]  # fmt: skip


#: groups → measure → value by group; what stands in no row is not looked at
GROUPS: list[tuple[tuple[str, ...], str, dict[Any, Any]]] = [
    # cas gave back at B what she had bought at A: at A she bought, at B it is money without a sale
    (("store",), "active_customers", {None: 4, "A": 3, "B": 4}),
    (("store",), "purchases", {None: 7, "A": 4, "B": 4}),
    (("store",), "revenue", {None: 618, "A": 340, "B": 278}),
    (("store",), "revenue_with_guests", {None: 648, "A": 370, "B": 278}),
    (("store",), "repurchase_rate", {None: 1 / 2, "A": 1 / 3, "B": 0}),
    (("store",), "mean_interpurchase_days", {None: 130 / 3, "A": 30, "B": None}),
    (("store",), "new_customers", {None: 4, "A": 3, "B": 4}),
    (("store",), "top_20_percent_revenue_share", {None: 260 / 618, "A": 180 / 340, "B": 130 / 278}),
    # postage stands in no category; the hat was only given back, by nobody who bought one
    (("category",), "active_customers", {None: 4, "": 1, "coat": 3, "shirt": 3}),
    (("category",), "revenue", {None: 618, "": 5, "coat": 480, "shirt": 140}),
    (("category",), "items_per_purchase", {None: 10 / 7, "": None, "coat": 1, "shirt": 5 / 4}),
    (("category",), "revenue_with_guests", {None: 648, "": 5, "coat": 480, "shirt": 170}),
    (("class",), "active_customers", {None: 4, "loyal": 1, "potential": 2, "drifting": 1}),
    (("class",), "revenue", {None: 618, "loyal": 240, "potential": 358, "drifting": 20}),
    (("customer_group",), "purchases", {None: 7, "new": 2, "returning": 2, "regular": 3}),
    (("store", "category"), "purchases",
     {None: 7, ("A", "coat"): 3, ("A", "shirt"): 2, ("B", ""): 1, ("B", "coat"): 2,
      ("B", "shirt"): 3}),
    (("category", "store"), "purchases",
     {None: 7, ("coat", "A"): 3, ("shirt", "A"): 2, ("", "B"): 1, ("coat", "B"): 2,
      ("shirt", "B"): 3}),
    (("class", "store"), "revenue",
     {None: 618, ("loyal", "A"): 180, ("loyal", "B"): 60, ("potential", "A"): 130,
      ("potential", "B"): 228, ("drifting", "A"): 30, ("drifting", "B"): -10}),
]  # fmt: skip


@pytest.mark.parametrize("names", sorted({case[0] for case in GROUPS}))
def test_groups_by_hand(names: tuple[str, ...]) -> None:
    whole = document(SHOP, groups=names)
    columns = [column.id for column in whole.tables["metrics"].columns]
    assert columns[1 : 1 + len(names)] == list(names)
    found = measures(whole)
    for groups, measure, expected in GROUPS:
        if groups == names:
            keys = {key[1:] for key in found if key[0] == measure}
            assert {None if set(key) == {None} else key for key in keys} == {
                key if key is None or isinstance(key, tuple) else (key,) for key in expected
            }, measure
            for key, value in expected.items():
                parts = key if isinstance(key, tuple) else (key,) * len(names)
                assert found[measure, *parts] == pytest.approx(value), (measure, key)


def test_labels_stand_in_the_order_of_their_rules() -> None:
    found = document(SHOP, groups=("class",))
    assert [row[0] for row in rows(found, "overview")] == [None, "loyal", "potential", "drifting"]


def test_guests_have_no_class() -> None:
    found = measures(document(SHOP, groups=("class",)))
    assert {key[1] for key in found if key[0] == "revenue_with_guests"} == {None}


def test_a_store_of_guests_alone() -> None:
    text = (
        "order_id,date,customer_id,store,amount,status\n"
        "1,2024-01-01,ann,A,10,paid\n2,2024-01-02,,B,20,paid\n3,2024-01-03,ann,A,10,paid\n"
        "4,2024-01-03,,B,40,cancelled\n5,2024-01-03,ann,B,80,cancelled\n"
    )
    found = measures(document(text, groups=("store",)))
    assert (found["revenue_with_guests", "B"], found["revenue", "B"]) == (20, 0)
    assert (found["active_customers", "B"], found["repurchase_rate", "B"]) == (0, None)
    assert found["revenue_with_guests", None] == 40
    assert measures(document(text))["revenue_with_guests"] == 40


def test_groups_by_month() -> None:
    found = measures(document(SHOP, groups=("store",), by="month"))
    purchases = {key[1:]: value for key, value in found.items() if key[0] == "purchases"}
    assert {key: n for key, n in purchases.items() if key[0]} == {
        ("A", "2024-01-10"): 2, ("A", "2024-02-01"): 2, ("A", "2024-03-01"): 0,
        ("A", "2024-04-01"): 0,  # guests' money
        ("B", "2024-02-01"): 0,  # cas, given back
        ("B", "2024-03-01"): 3, ("B", "2024-04-01"): 1,
    }  # fmt: skip
    retained = {key[1:]: value for key, value in found.items() if key[0] == "retention_rate"}
    assert retained["A", "2024-03-01"] == 0  # ann and cas went to B
    assert retained["A", "2024-04-01"] is None
    assert retained["B", "2024-04-01"] == 0
    assert retained[None, "2024-04-01"] == 0


def test_guests_by_store_and_month() -> None:
    found = measures(document(SHOP, groups=("store",), by="month"))
    assert found["revenue_with_guests", "A", "2024-04-01"] == 30
    assert found["revenue_with_guests", "B", "2024-04-01"] == 13
    assert found["revenue", "B", "2024-02-01"] == -30


# one order of two lines, its total and its channel on the first line only
TOTALS = """\
Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Source
#1,ann@x.org,paid,2024-01-01 10:00:00 +0000,30,1,Coat,20,web
#1,ann@x.org,,2024-01-01 10:00:00 +0000,,2,Shirt,5,
#2,bob@x.org,paid,2024-01-02 10:00:00 +0000,5,1,Shirt,5,pos
"""


def test_what_an_order_says_holds_for_all_its_lines() -> None:
    found = measures(document(TOTALS, groups=("channel",)))
    assert {key[1] for key in found} == {None, "web", "pos"}
    assert found["items_per_purchase", "web"] == 3
    assert found["revenue", "web"] == 30


def test_totals_of_orders_cannot_be_told_apart_by_item() -> None:
    with pytest.raises(UsageError, match="'Total' is the total of an order"):
        document(TOTALS, groups=("product",))


def test_totals_of_orders_of_one_line_can() -> None:
    text = "\n".join(line for line in TOTALS.splitlines() if "#1" not in line) + "\n"
    assert measures(document(text, groups=("product",)))["revenue", "Shirt"] == 5
