"""The vocabulary: columns that tables share, and what every table keeps to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repurchase_cli import tables
from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import bounds, column, pick

TABLES = {name: getattr(tables, name) for name in tables.__all__ if name.endswith("_COLUMNS")}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_column_once_and_in_both_languages(name: str) -> None:
    ids = [one.id for one in TABLES[name]]
    assert len(set(ids)) == len(ids)
    texts = [text for one in TABLES[name] for text in (*one.label, *one.meaning)]
    assert all(texts)


def test_the_unit_follows_from_the_kind_where_none_is_given() -> None:
    paid = column("paid", "money", "Paid", "实付", "what was paid", "实付金额")
    assert paid == Column(
        "paid", "money", Text("Paid", "实付"), Text("what was paid", "实付金额"), "currency"
    )
    share = column("rate", "number", "Rate", "率", "a rate", "比率", "per year")
    assert share.unit == "per year"


def test_columns_are_picked_by_name_and_in_that_order() -> None:
    known = TABLES["CUSTOMER_COLUMNS"]
    assert [one.id for one in pick(known, "revenue customer_id")] == ["revenue", "customer_id"]
    with pytest.raises(KeyError, match="revenu"):
        pick(known, "revenu")


def test_the_ends_of_an_interval_are_named_after_its_value() -> None:
    assert [one.id for one in bounds("share")] == ["low", "high"]
    low, high = bounds("money", "lift", Text("a 90% interval", "90% 区间"), ("from", "to"))
    assert (low.id, low.unit, low.label) == ("lift_low", "currency", Text("from", "下限"))
    assert high.meaning == Text("upper bound of a 90% interval", "90% 区间上限")


def test_recent_purchases_are_named_by_their_days() -> None:
    (recent,) = pick(tables.CUSTOMER_COLUMNS, "n_purchases_recent")
    named = tables.recent_purchases(365)
    assert named.label.en == "Purchases, 365 days"
    assert named == replace(recent, id="n_purchases_365d", label=named.label, meaning=named.meaning)
