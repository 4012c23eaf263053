"""Every measure of ``metrics`` on shops that can be reckoned by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.reports.metrics.measures import MEASURES
from tests.reports.metrics.measured import FIELDS, document, measures, rows

HEAD = "order_id,date,customer_id,store,category,product,quantity,list_price,unit_price,amount\n"
#: ann comes back after 30 and 40 days, bob after 60; cas gives her first order back, at the other
#: store; dee is given 7 for what she never bought; a guest comes last.
SHOP = (
    HEAD
    + """\
A1,2024-01-10,ann,A,coat,Coat,1,100,100,100
A2,2024-02-09,ann,A,coat,Coat,1,100,80,80
A3,2024-03-20,ann,B,shirt,Shirt,2,30,30,60
B1,2024-01-31,bob,A,coat,Coat,1,100,100,100
B1,2024-01-31,bob,A,shirt,Shirt,1,30,30,30
B2,2024-03-31,bob,B,coat,Coat,1,100,100,100
B2,2024-03-31,bob,B,shirt,Shirt,1,30,30,30
C1,2024-02-01,cas,A,shirt,Shirt,1,30,30,30
C1,2024-02-05,cas,B,shirt,Shirt,-1,30,30,-30
C2,2024-04-01,cas,B,shirt,Shirt,1,30,20,20
D1,2024-03-05,dee,B,coat,Coat,1,100,100,100
D1,2024-03-05,dee,B,,Postage,1,,5,5
D2,2024-04-02,dee,B,hat,Hat,-1,,7,-7
G1,2024-04-30,,A,shirt,Shirt,1,30,30,30
"""
)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval as Brown, Cai and DasGupta write it."""
    z2, p, n = 1.959963984540054**2, part / whole, whole
    half = math.sqrt(z2) * math.sqrt(n) / (n + z2) * math.sqrt(p * (1 - p) + z2 / (4 * n))
    centre = (part + z2 / 2) / (n + z2)
    return max(centre - half, 0), min(centre + half, 1)


def share(part: int, whole: int) -> tuple[Any, ...]:
    return (
        (part / whole if whole else None, part, whole, *wilson(part, whole)) if whole else NOTHING
    )


def ratio(part: float, whole: float) -> tuple[Any, ...]:
    return (part / whole, part, whole, None, None)


def plain(value: float) -> tuple[Any, ...]:
    return (value, None, None, None, None)


NOTHING = (None,) * 5

WHOLE = {
    "active_customers": plain(4),
    "new_customers": plain(4),
    "returning_customers": plain(0),
    "purchases": plain(7),
    "revenue": plain(240 + 260 + 20 + 98),
    "revenue_with_guests": plain(618 + 30),
    "repurchase_rate": share(2, 4),
    "returning_rate": NOTHING,  # nothing is known of the time before
    "retention_rate": NOTHING,
    "window_repurchase_rate": NOTHING,  # two windows of 90 days are 180
    "cohort_repurchase_rate_30d": share(1, 3),  # cas was seen for 29 days only
    "cohort_repurchase_rate_60d": share(2, 2),  # bob came back on day 60, dee was seen for 56
    "cohort_repurchase_rate_90d": share(2, 2),  # bob was seen for 90
    "cohort_repurchase_rate_180d": NOTHING,
    "cohort_repurchase_rate_365d": NOTHING,
    "repeat_purchases": plain(3),
    "repurchase_frequency": ratio(3, 4),
    "mean_interpurchase_days": (130 / 3, None, 3, None, None),
    "median_interpurchase_days": (40, None, 3, None, None),
    "km_median_days_to_second_purchase": (60, 2, 4, None, None),  # 2/3 away after 30, 0 after 60
    "km_median_days_to_third_purchase": (40, 1, 2, None, None),
    "km_median_days_to_fourth_purchase": (None, 0, 1, None, None),
    "km_median_days_to_fifth_purchase": NOTHING,
    "average_purchase_value": ratio(618, 7),
    "first_purchase_value": ratio(100 + 130 + 20 + 105, 4),
    "repeat_purchase_value": ratio(80 + 60 + 130, 3),
    # ann -30, bob 0; Student's t with one degree of freedom: ±12.7062 * 15
    "repeat_minus_first_value": (-15, -30, 2, -205.5930710, 175.5930710),
    "items_per_purchase": ratio(1 + 1 + 2 + 2 + 2 + 1 + 1, 7),  # postage is none
    "discount_share": share(2, 7),
    "discount_revenue_share": ratio(80 + 20, 625),
    "same_category_repurchase_rate": share(2, 3),  # not ann's shirt after her coat
    "new_customer_revenue_share": NOTHING,
    "top_20_percent_revenue_share": ratio(260, 618),
}


def parts(found: Any) -> dict[str, tuple[Any, ...]]:
    by_field = [measures(found, field=field) for field in FIELDS]
    return {name: tuple(one[name] for one in by_field) for name in by_field[0]}


def test_the_whole_shop_by_hand() -> None:
    found = parts(document(SHOP))
    assert list(found) == list(MEASURES) == list(dict.fromkeys([*MEASURES, *WHOLE]))
    for name, expected in WHOLE.items():
        value, *rest = found[name]
        assert value == pytest.approx(expected[0]), name
        if value is not None:
            assert rest == pytest.approx(list(expected[1:])), name


MARCH = {
    "active_customers": 3,
    "new_customers": 1,
    "returning_customers": 2,
    "purchases": 3,
    "revenue": 295,  # dee's refund is of April
    "revenue_with_guests": 295,
    "repurchase_rate": 0,
    "returning_rate": 2 / 3,
    "retention_rate": 1,  # ann alone bought in February
    "window_repurchase_rate": None,
    "cohort_repurchase_rate_30d": 0,
    "cohort_repurchase_rate_60d": None,
    "repeat_purchases": 0,
    "repurchase_frequency": 0,
    "mean_interpurchase_days": 50,
    "median_interpurchase_days": 50,
    "km_median_days_to_second_purchase": None,
    "average_purchase_value": 295 / 3,
    "first_purchase_value": 105,
    "repeat_purchase_value": (60 + 130) / 2,
    "repeat_minus_first_value": None,
    "items_per_purchase": 5 / 3,
    "discount_share": 0,
    "same_category_repurchase_rate": 1 / 2,
    "new_customer_revenue_share": 105 / 295,
    "top_20_percent_revenue_share": 130 / 295,
}


def test_one_month_by_hand() -> None:
    found = measures(document(SHOP, first="2024-03-01", last="2024-03-31"))
    assert found == pytest.approx(found | MARCH)


#: options → measures that follow from them
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("windows of 45 days: ann and dee, then ann",
     {"window_days": 45}, {"window_repurchase_rate": 1 / 2}),
    ("the two windows must lie in the data",
     {"window_days": 57}, {"window_repurchase_rate": None}),
    ("56 days are just enough: ann, bob and dee, then ann and bob",
     {"window_days": 56}, {"window_repurchase_rate": 2 / 3}),
    ("a window ends with the period",
     {"window_days": 30, "last": "2024-03-31"}, {"window_repurchase_rate": 1}),
    ("who came in the first 21 days may be old: bob counts, ann does not",
     {"burn_in_days": 21},
     {"cohort_repurchase_rate_30d": 0, "cohort_repurchase_rate_60d": 1, "repurchase_rate": 1 / 2,
      "km_median_days_to_third_purchase": None, "new_customers": 4}),
    ("who came first in the data is out with one day",
     {"burn_in_days": 1}, {"cohort_repurchase_rate_30d": 0}),
    ("nobody is left",
     {"burn_in_days": 500}, {"cohort_repurchase_rate_30d": None,
      "km_median_days_to_second_purchase": None}),
    ("by date, cas has bought on 1 February, and is given back on a day of its own",
     {"refunds": "by_date"},
     {"purchases": 8, "revenue": 618, "first_purchase_value": (100 + 130 + 30 + 105) / 4,
      "cohort_repurchase_rate_60d": 3 / 3}),
    ("earlier: what lies after is not known",
     {"as_of": "2024-03-10"},
     {"active_customers": 3, "purchases": 4, "revenue_with_guests": 100 + 80 + 130 + 105,
      "cohort_repurchase_rate_30d": 1 / 2, "cohort_repurchase_rate_60d": 1}),
    ("nobody knows all of the month before February",
     {"first": "2024-02-01", "last": "2024-02-29"},
     {"retention_rate": None, "returning_rate": 1, "active_customers": 1}),
    ("days that are not in the data count as far as they are",
     {"first": "2020-01-01", "last": "2030-01-01"}, {"purchases": 7, "returning_rate": None}),
    ("from the second day on there is a time before",
     {"first": "2024-01-11"}, {"new_customers": 3, "returning_rate": 1 / 4, "purchases": 6}),
    ("a day has the day before, on which nobody bought",
     {"first": "2024-03-20", "last": "2024-03-20"},
     {"retention_rate": None, "returning_rate": 1, "purchases": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("options", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_follows_from_options(options: dict[str, Any], expected: dict[str, Any]) -> None:
    found = measures(document(SHOP, **options))
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_the_previous_period_is_as_long() -> None:
    # 2024-03-20 to 31 follows 2024-03-08 to 19, in which nobody bought; from the 21st on: ann
    found = document(SHOP, first="2024-03-21", last="2024-04-01")
    assert measures(found)["retention_rate"] == 0
    assert measures(found, field="denominator")["retention_rate"] == 1


ORDERS = """\
order_id,date,customer_id,quantity,amount
1,2024-01-01,ann,1,10
2,2024-01-01,ann,3,30
3,2024-01-11,ann,1,0
4,2024-01-31,ann,1,5
5,2024-01-31,bob,2,0
"""


@pytest.mark.parametrize(
    ("settings", "purchases", "repurchase_rate", "mean_gap", "first", "units"),
    [
        ({}, 2, 1, 30, 40, (4 + 1) / 2),
        ({"purchase": "order"}, 3, 1, 15, 10, (1 + 3 + 1) / 3),
        ({"count_zero_purchases": "true"}, 4, 1 / 2, 15, 20, (4 + 1 + 1 + 2) / 4),
        ({"purchase": "order", "count_zero_purchases": "true"}, 5, 1 / 2, 10, 5, 8 / 5),
    ],
)
def test_what_a_purchase_is(
    settings: dict[str, Any],
    purchases: int,
    repurchase_rate: float,
    mean_gap: float,
    first: float,
    units: float,
) -> None:
    found = measures(document(ORDERS, **settings))
    assert found["purchases"] == purchases
    assert found["repurchase_rate"] == repurchase_rate
    assert found["mean_interpurchase_days"] == mean_gap
    assert found["first_purchase_value"] == first
    assert found["items_per_purchase"] == units


def test_what_goes_back_on_the_day_was_sold_all_the_same() -> None:
    lines = [
        "1,2024-01-01,ann,coat,2,20",
        "1,2024-01-01,ann,coat,-1,-10",
        "2,2024-01-02,bob,coat,1,10",
    ]
    text = "\n".join(["order_id,date,customer_id,category,quantity,amount", *lines]) + "\n"
    found = measures(document(text))
    assert (found["revenue"], found["items_per_purchase"]) == (20, 3 / 2)


def test_a_purchase_of_unknown_category_follows_and_precedes_nothing() -> None:
    bought = (("ann", "coat"), ("ann", ""), ("ann", "coat"), ("bob", "coat"), ("bob", "coat"))
    lines = [f"{i},2024-01-{i + 1:02},{name},{what},10" for i, (name, what) in enumerate(bought)]
    text = "\n".join(["order_id,date,customer_id,category,amount", *lines]) + "\n"
    ends = [measures(document(text), field=field) for field in ("numerator", "denominator")]
    assert [one["same_category_repurchase_rate"] for one in ends] == [1, 1]


def test_measures_of_items_need_their_columns() -> None:
    without = "order_id,date,customer_id,amount\n1,2024-01-01,ann,10\n"
    names = {"items_per_purchase", "discount_share", "discount_revenue_share"}
    names.add("same_category_repurchase_rate")
    assert set(measures(document(without))) == set(MEASURES) - names


@pytest.mark.parametrize(
    ("columns", "cells", "discounted"),
    [
        ("list_price,unit_price", ["10,10", "10,9", ",9", "9,10"], 1),
        ("discount", ["0", "", "1", "0.00"], 1),
        ("coupon", ["", "SAVE", "", ""], 1),
        ("coupon_amount", ["0", "-2", "3", ""], 2),
    ],
)
def test_what_a_discount_is(columns: str, cells: list[str], discounted: int) -> None:
    lines = [f"{i},2024-01-0{i + 1},ann,10,{cell}" for i, cell in enumerate(cells)]
    text = "\n".join([f"order_id,date,customer_id,amount,{columns}", *lines]) + "\n"
    found = measures(document(text), field="numerator")
    assert found["discount_share"] == discounted
    assert found["discount_revenue_share"] == 10 * discounted


def test_one_customer_once() -> None:
    found = document("order_id,date,customer_id,amount\n1,2024-01-01,ann,10\n")
    values = measures(found)
    assert values["repurchase_rate"] == 0
    assert [name for name, value in values.items() if value is None] == [
        "returning_rate", "retention_rate", "window_repurchase_rate",
        *(f"cohort_repurchase_rate_{days}d" for days in (30, 60, 90, 180, 365)),
        "mean_interpurchase_days", "median_interpurchase_days",
        *(f"km_median_days_to_{nth}_purchase" for nth in ("second", "third", "fourth", "fifth")),
        "repeat_purchase_value", "repeat_minus_first_value", "new_customer_revenue_share",
    ]  # fmt: skip


def test_revenue_that_is_no_more() -> None:
    # given back what was never bought: 10 paid, 30 given back
    text = "order_id,date,customer_id,sku,amount\n1,2024-01-01,ann,a,10\n2,2024-01-05,ann,b,-30\n"
    found = measures(document(text, as_of="2024-01-10"))
    assert (found["revenue"], found["average_purchase_value"]) == (-20, -20)
    assert found["top_20_percent_revenue_share"] == 1


def test_a_band_of_sameness() -> None:
    # two customers whose later purchases differ by the same amount: an interval of no length
    lines = ["1,2024-01-01,ann,10", "2,2024-01-02,ann,12", "3,2024-01-01,bob,20"]
    lines += ["4,2024-01-03,bob,22"]
    found = document("\n".join(["order_id,date,customer_id,amount", *lines]) + "\n")
    ends = [measures(found, field=f)["repeat_minus_first_value"] for f in ("low", "value", "high")]
    assert ends == [2, 2, 2]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"first": "2024-05-01"}, TooLittleDataError, "the data run from 2024-01-10 to 2024-04-30"),
        ({"last": "2024-01-09"}, TooLittleDataError, "nothing lies in the days asked for"),
        ({"first": "2024-03-06", "last": "2024-03-19"}, TooLittleDataError, "nobody bought from 2024-03-06 to 2024-03-19"),
        ({"first": "2024-04-02"}, TooLittleDataError, "nobody bought"),  # a refund and a guest
        ({"first": "2024-03-02", "last": "2024-03-01"}, UsageError, "is after --to"),
        ({"groups": ("stroe",)}, UsageError, "did you mean 'store'"),
        ({"groups": ("size",)}, UsageError, "nothing to group by called 'size'"),
        ({"groups": ("store", "store")}, UsageError, "twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(options: dict[str, Any], error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        document(SHOP, **options)


def notes(found: Any) -> str:
    return "\n".join(note.en for note in found.notes)


@pytest.mark.parametrize(
    ("options", "said", "not_said"),
    [
        ({}, ["of which the files know nothing", "two windows of 90 days", "there are 112 days",
              "less than two intervals of 60 days", "burn_in_days=90"], []),
        ({"first": "2024-02-01"}, ["two windows"], ["of which the files know nothing"]),
        ({"burn_in_days": 10, "window_days": 30}, [], ["burn_in_days", "two windows"]),
    ],
)  # fmt: skip
def test_notes(options: dict[str, Any], said: list[str], not_said: list[str]) -> None:
    found = notes(document(SHOP, **options))
    assert [words for words in said if words not in found] == []
    assert [words for words in not_said if words in found] == []


def test_headline_is_the_shop_in_words() -> None:
    found = {row[0]: row[1:] for row in rows(document(SHOP, groups=("store",)), "headline")}
    # the groups have a table of their own, and what has no value is left out for people
    assert list(found) == [name for name in MEASURES if name in found]
    assert "retention_rate" not in found
    assert found["repurchase_rate"] == ("50.0%", "15.0% – 85.0%", "2 / 4")
    assert found["revenue"] == ("618.00", "", "")
    assert found["average_purchase_value"] == ("88.29", "", "618 / 7")
    assert found["mean_interpurchase_days"] == ("43.3 days", "", "")
    assert found["km_median_days_to_second_purchase"] == ("60 days", "", "2 / 4")
    assert found["repurchase_frequency"] == ("0.75", "", "3 / 4")
    assert found["active_customers"] == ("4", "", "")


def test_a_currency_without_decimals() -> None:
    found = {row[0]: row[1:] for row in rows(document(SHOP, currency="JPY"), "headline")}
    assert found["revenue"][0] == "618"
    assert found["average_purchase_value"] == ("88", "", "618 / 7")
    assert found["repeat_minus_first_value"][:2] == ("-15", "-206 – 176")
