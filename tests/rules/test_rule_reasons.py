"""Reasons: the same text from SQL for all customers and from Python for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config, rules
from repurchase_cli.document import Language, Text


def rule(en: str, zh: str = "") -> rules.Rule:
    return rules.Rule("x", Text("x", "x"), None, Text(en, zh))


def by_sql(
    frame: pd.DataFrame, listed: list[rules.Rule], numbers: dict[str, float], language: Language
) -> list[str]:
    sql = rules.reason_sql(listed, "class index", numbers, language)
    with duckdb.connect() as connection:
        connection.register("customers", frame)
        return [
            str(row[0]) for row in connection.execute(f"select {sql} from customers").fetchall()
        ]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("last purchase {days_since_last} days ago", "last purchase 12 days ago"),
        ("{revenue} of {big}", "1234.5 of 91.81"),
        ("{average_purchase_value}", "0.13"),
        ("{mean_interpurchase_days}", "–"),
        ("{n_purchases} ({lost_days})", "100 (180)"),
        ("{last_purchase}, {customer_id}", "2024-05-01, 00'1"),
        ("it's {{so}} {m_score}/{r_score}", "it's {so} 4/5"),
        ("", ""),
        ("100%", "100%"),
    ],
)
def test_a_reason_has_the_numbers_in_plain_form(template: str, expected: str) -> None:
    record: dict[str, Any] = {
        "customer_id": "00'1",
        "last_purchase": pd.Timestamp("2024-05-01"),
        "days_since_last": 12,
        "n_purchases": 100,
        "revenue": 1234.50,
        "average_purchase_value": 0.126,
        "mean_interpurchase_days": np.nan,
        "m_score": 4,
        "r_score": 5,
    }
    numbers = {"big": 91.8061, "lost_days": 180.0}
    assert rules.reason(rule(template), record, numbers, "en") == expected
    frame = pd.DataFrame([record | {"class index": 0}])
    assert by_sql(frame, [rule(template)], numbers, "en") == [expected]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("mean_interpurchase_days", 12.345, "12.3"),
        ("mean_interpurchase_days", 99.96, "100"),
        ("mean_interpurchase_days", 30.0, "30"),
        ("revenue", 12.345678, "12.35"),
        ("revenue", 1e20, "100000000000000000000"),
        ("revenue", -0.0, "0"),
        ("revenue", 0.1 + 0.2, "0.3"),
    ],
)
def test_decimals_follow_the_kind_of_column(column: str, value: float, expected: str) -> None:
    one = rule(f"{{{column}}}")
    assert rules.reason(one, {column: value}, {}, "en") == expected
    assert by_sql(pd.DataFrame({column: [value], "class index": [0]}), [one], {}, "en") == [
        expected
    ]


def test_each_customer_gets_the_reason_of_its_rule_in_the_language() -> None:
    listed = [rule("a {revenue}", "甲 {revenue}"), rule("b", "乙")]
    frame = pd.DataFrame({"revenue": [1.0, 2.0, 3.0], "class index": [1, 0, -1]})
    assert by_sql(frame, listed, {}, "en") == ["b", "a 2", ""]
    assert by_sql(frame, listed, {}, "zh") == ["乙", "甲 2", ""]


MONEY = st.none() | st.floats(-1e7, 1e7) | st.integers(-(10**9), 10**9).map(lambda x: x / 1000)


@tried(deadline=None, max_examples=60)
@given(
    values=st.lists(st.tuples(MONEY, MONEY, st.integers(0, 9999)), min_size=1, max_size=20),
    threshold=st.floats(-1e6, 1e6),
    words=st.text(st.characters(exclude_characters="{}\0", exclude_categories=["Cs"])),
)
def test_sql_and_python_agree(
    values: list[tuple[float | None, float | None, int]], threshold: float, words: str
) -> None:
    names = ["revenue", "mean_interpurchase_days", "n_purchases"]
    frame = pd.DataFrame(values, columns=names).astype(dict.fromkeys(names[:2], float))
    one = rule(f"{words} {{revenue}} {{mean_interpurchase_days}}'{{n_purchases}}{{limit}}{words}")
    found = by_sql(frame.assign(**{"class index": 0}), [one], {"limit": threshold}, "en")
    records = [dict(row) for row in frame.to_dict("records")]
    expected = [
        rules.reason(one, {str(k): v for k, v in record.items()}, {"limit": threshold}, "en")
        for record in records
    ]
    assert found == expected


@pytest.mark.parametrize("missing", [None, np.nan, pd.NaT, pd.NA])
def test_what_is_not_known_is_a_dash(missing: object) -> None:
    assert rules.reason(rule("{last_purchase}"), {"last_purchase": missing}, {}, "en") == "–"


def test_dates_and_decimals_may_come_in_any_type() -> None:
    record = {"last_purchase": date(2024, 5, 1), "revenue": np.float32(2.5)}
    assert rules.reason(rule("{last_purchase} {revenue}"), record, {}, "en") == "2024-05-01 2.5"


def test_the_default_reasons_read_well() -> None:
    settings = config.load(None)
    record = {
        "days_since_last": 12,
        "n_purchases_recent": 4,
        "average_purchase_value": 250.0,
        "n_purchases": 7,
    }
    numbers = {"active_days": 90, "lost_days": 180, "loyal_purchases": 3, "recent_days": 180}
    loyal = settings.classes[1]
    assert rules.reason(loyal, record, numbers, "en") == (
        "4 purchases in the last 180 days (at least 3), the last 12 days ago (at most 90)"
    )
    assert rules.reason(loyal, record, numbers, "zh") == (
        "近 180 天购买 4 次（至少 3 次），上次在 12 天前（不超过 90 天）"
    )


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{revenue} {lost_days} {{x}}", []),
        ("{revenu}", ["unknown name {revenu}; did you mean 'revenue'?"]),
        ("{}", ["unknown name {}"]),
        ("{revenue.real}", ["unknown name {revenue.real}; did you mean 'revenue'?"]),
        ("{revenue:.2f}", ["{revenue} takes no format"]),
        ("{revenue!r}", ["{revenue} takes no format"]),
        ("{revenue", ["has a brace too many or too few (expected '}' before end of string)"]),
        ("}", ["has a brace too many or too few (Single '}' encountered in format string)"]),
    ],
)
def test_a_template_is_checked(template: str, expected: list[str]) -> None:
    assert rules.check_reason(template, {"revenue", "lost_days"}) == expected


def test_the_names_of_a_template_are_found() -> None:
    assert rules.placeholders("{a} {{b}} {c}{a}") == {"a", "c"}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1234567.891, "1234567.89"),
        (1e15, "1000000000000000"),
        (180.0, "180"),
        (845.6, "845.6"),
        (0.5, "0.5"),
        (0.00025, "0.00025"),
        (-28.75, "-28.75"),
        (0.0, "0"),
    ],
)
def test_numbers_as_one_would_type_them(number: float, text: str) -> None:
    assert rules.plain(number) == text
