"""Labels: the first true rule of a list, as pandas would say it too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config, rules
from repurchase_cli.document import Text
from repurchase_cli.errors import UsageError
from repurchase_cli.rules import parsing

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(*conditions: str | None) -> list[rules.Rule]:
    return [
        rules.Rule(str(i), Text(str(i), str(i)), condition)
        for i, condition in enumerate(conditions)
    ]


CUSTOMER = st.fixed_dictionaries(
    {
        "days_since_last": st.integers(0, 400),
        "n_purchases_recent": st.integers(0, 9),
        "revenue": st.none() | st.floats(-100, 9000),
    }
)


@tried(deadline=None, max_examples=60)
@given(
    customers=st.lists(CUSTOMER, min_size=1), days=st.integers(0, 400), money=st.integers(0, 9000)
)
def test_labels_are_what_pandas_finds(
    customers: list[dict[str, float]], days: int, money: int
) -> None:
    frame = pd.DataFrame(customers).astype({"revenue": float})
    found = rules.label(
        frame,
        listed(
            "days_since_last > $days",
            "revenue >= $money and n_purchases_recent >= 3",
            "not revenue >= $money",
            None,
        ),
        {"days": days, "money": money, "unused": 1.0},
    )
    known = frame.revenue.notna()
    expected = np.select(
        [
            frame.days_since_last > days,
            (frame.revenue >= money) & (frame.n_purchases_recent >= 3),
            known & ~(frame.revenue >= money),
        ],
        [0, 1, 2],
        3,
    )
    assert found.dtype == np.int16
    assert found.tolist() == expected.tolist()


def test_unknown_is_not_true_and_without_a_last_rule_nobody_is_labelled() -> None:
    frame = pd.DataFrame({"revenue": [1.0, np.nan, 9.0]})
    assert rules.label(frame, listed("revenue > 5", "revenue <= 5"), {}).tolist() == [1, -1, 0]


def test_rules_may_look_at_nothing() -> None:
    frame = pd.DataFrame({"customer_id": ["a", "b"]})
    assert rules.label(frame, listed("false", None), {}).tolist() == [1, 1]
    assert rules.label(frame.iloc[:0], listed("false", None), {}).tolist() == []


def test_a_remark_at_the_end_of_a_condition_ends_with_it() -> None:
    frame = pd.DataFrame({"revenue": [1.0, 9.0]})
    assert rules.label(frame, listed("revenue > 5 -- big", None), {}).tolist() == [1, 0]


def test_text_and_dates_may_be_asked_for() -> None:
    frame = pd.DataFrame(
        {
            "customer_id": ["555", None],
            "last_purchase": pd.to_datetime(["2024-05-01", "2023-05-01"]),
        }
    )
    rule_list = listed("customer_id like '5%'", "last_purchase < date '2024-01-01'", None)
    assert rules.label(frame, rule_list, {}).tolist() == [0, 1]


def test_a_value_that_does_not_fit_is_the_users_mistake() -> None:
    frame = pd.DataFrame({"customer_id": ["12", "x"]})
    with pytest.raises(UsageError, match=r"cannot be worked out.*Could not convert") as caught:
        rules.label(frame, listed("cast(customer_id as integer) > 5", None), {})
    assert "try_cast" in caught.value.hint


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/x.csv'",
        "attach '/tmp/x.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set threads = 1",
        "select * from frame",
    ],
)
def test_the_connection_reaches_nothing(sql: str) -> None:
    frame = pd.DataFrame({"revenue": [1.0]})
    assert len(frame) == 1
    with parsing.locked() as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)


def test_connections_do_not_see_each_others_customers() -> None:
    with parsing.locked() as one, parsing.locked() as other:
        one.register("customers", pd.DataFrame({"revenue": [1.0]}))
        with pytest.raises(duckdb.Error, match="does not exist"):
            other.execute("select * from customers")


def table(n: int) -> pd.DataFrame:
    draw = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "days_since_last": draw.integers(0, 400, n),
            "n_purchases": draw.integers(1, 9, n),
            "n_purchases_recent": draw.integers(0, 9, n),
            "revenue": draw.gamma(1, 900, n).round(2),
            "average_purchase_value": draw.gamma(1, 300, n).round(2),
        }
    )


def test_many_customers_are_labelled_in_their_order_and_fast() -> None:
    frame, rule_list = table(600_000), config.load(None).classes
    numbers = {"lost_days": 180, "active_days": 90, "loyal_purchases": 3, "potential_value": 150.5}
    rules.label(frame[:10], rule_list, numbers)
    started = time.perf_counter()
    found = rules.label(frame, rule_list, numbers)
    took = time.perf_counter() - started
    active = frame.days_since_last <= 90
    expected = np.select(
        [
            frame.days_since_last > 180,
            active & (frame.n_purchases_recent >= 3),
            active & (frame.average_purchase_value >= 150.5),
        ],
        [0, 1, 2],
        3,
    )
    assert (found == expected).all()
    assert took < 2  # about 0.02 s; the bound only catches a fall into Python


def test_default_classes_tiers_stages_and_groups_keep_their_bounds() -> None:
    settings = config.load(None)
    numbers = {k: v for k, v in settings.thresholds.items() if isinstance(v, int | float)}

    def names(rule_list: tuple[rules.Rule, ...], **columns: Sequence[float]) -> list[str]:
        found = rules.label(pd.DataFrame(columns), rule_list, numbers)
        return [rule_list[i].name for i in found]

    revenue = [999.99, 1000, 2999.99, 3000, 7999.99, 8000]
    days = [0, 29, 30, 89, 90, 180, 181]
    assert names(settings.tiers, revenue=revenue) == [
        "none", "silver", "silver", "gold", "gold", "black"
    ]  # fmt: skip
    assert names(settings.lifecycle_stages, days_since_last=days) == [
        "active", "active", "silent", "silent", "sleeping", "sleeping", "lost"
    ]  # fmt: skip
    assert names(settings.customer_groups, n_purchases=[1, 2, 3, 4, 5]) == [
        "new", "returning", "regular", "regular", "fan"
    ]  # fmt: skip
    numbers["potential_value"] = 100
    assert names(
        settings.classes,
        days_since_last=[181, 180, 90, 91, 90, 90, 90],
        n_purchases_recent=[0, 9, 3, 3, 2, 2, 3],
        average_purchase_value=[999, 999, 1, 1, 100, 99.99, 100],
    ) == ["lost", "drifting", "loyal", "drifting", "potential", "drifting", "loyal"]


def test_the_retail_guide_classes_leave_no_hole() -> None:
    settings = config.load("retail_guide")
    numbers = {k: v for k, v in settings.thresholds.items() if isinstance(v, int | float)}
    expected = [
        (30, 5, 5, 5000.01, "vip"),
        (30, 5, 5, 5000.0, "active"),  # not over 5000
        (31, 5, 5, 9000.0, "active"),  # 31 to 90 days ago
        (30, 4, 4, 9000.0, "active"),
        (90, 3, 3, 10.0, "active"),
        (90, 2, 9, 9000.0, "potential"),
        (0, 1, 1, 10.0, "potential"),
        (91, 5, 5, 9000.0, "drifting"),
        (180, 1, 1, 10.0, "drifting"),
        (181, 0, 1, 10.0, "sleeping"),
        (181, 0, 2, 9000.0, "sleeping"),
        (181, 0, 3, 10.0, "lapsed"),
    ]
    names = ["days_since_last", "n_purchases_recent", "n_purchases", "revenue", "class"]
    frame = pd.DataFrame(expected, columns=names)
    found = rules.label(frame, settings.classes, numbers)
    assert [settings.classes[i].name for i in found] == frame["class"].tolist()
