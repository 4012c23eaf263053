"""Ids that stand for whoever gave none, that are dressed, and that differ in case alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"
SHOP = [f"139{i % 40 * 7919:08d}" for i in range(160)]


def _sold_to(customers: list[str]) -> str:
    rows = (f"A{i},2024-03-{i % 28 + 1:02d},{c},{i + 1}\n" for i, c in enumerate(customers))
    return HEAD + "".join(rows)


@pytest.mark.parametrize("number", ["11111111111", "00000000001", "12345678901", "13800138000"])
def test_a_made_up_number_with_many_orders_is_named(shop: OpenShop, number: str) -> None:
    assert f"{number}: 13 of the 173 orders" in shop(_sold_to([*SHOP, *[number] * 13])).notes


@pytest.mark.parametrize("number", ["18888888888", "13800138000"])
def test_a_number_that_only_looks_made_up_is_not_named(shop: OpenShop, number: str) -> None:
    assert not shop(_sold_to([*SHOP, *[number] * 6])).notes


def test_several_ids_that_dwarf_all_others_are_named(shop: OpenShop) -> None:
    notes = shop(_sold_to([*SHOP, *["C0001"] * 60, *["C0002"] * 50])).notes
    assert "C0001, C0002: 110 of the 270 orders" in notes


def test_lines_of_one_order_are_one_order(shop: OpenShop) -> None:
    lines = "".join(f"B1,2024-03-01,11111111111,{i}\n" for i in range(1, 40))
    assert not shop(_sold_to(SHOP) + lines).notes


@pytest.mark.parametrize(
    "id_",
    [
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "{0f8fad5b-d9cb-469f-a165-70867728950e}",
        "0f8fad5bd9cb469fa16570867728950e",
    ],
)
def test_a_uuid_is_the_same_in_both_cases(shop: OpenShop, id_: str) -> None:
    found = shop(_sold_to([id_, id_.upper(), "Shop-1"]))
    assert found.bought == {id_: (2, 3), "Shop-1": (1, 3)}


def test_other_ids_that_differ_in_case_are_two_and_named(shop: OpenShop) -> None:
    found = shop(_sold_to(["Ann", "ANN", "bob"]))
    assert len(found.bought) == 3
    assert "leading zeros or the writing of a phone (ANN, Ann)" in found.notes


@pytest.mark.parametrize("other", ["+86 138 1234 5678", "138-1234-5678", "008613812345678"])
def test_a_phone_in_two_ways_among_ids_is_named_and_masked(shop: OpenShop, other: str) -> None:
    notes = shop(_sold_to(["13812345678", other, "13912345678"])).notes
    assert "the writing of a phone" in notes
    assert "1234" not in notes
    assert "the writing of a phone" not in shop(_sold_to(["13812345678", "13912345678"])).notes


@pytest.mark.parametrize(
    "dressed", ["mailto:ann@x.org", "MAILTO: Ann@x.org", "Ann <ann@x.org>", "<mailto:ann@x.org>"]
)
def test_an_address_is_the_same_however_it_is_dressed(shop: OpenShop, dressed: str) -> None:
    assert shop(_sold_to([dressed, "ann@x.org"])).bought == {"ann@x.org": (2, 3)}


@pytest.mark.parametrize("dressed", ["tel:+86-138-1234-5678", "Tel: 13812345678"])
def test_a_phone_is_the_same_behind_tel(shop: OpenShop, dressed: str) -> None:
    text = _sold_to([dressed, "13812345678"]).replace("customer_id", "phone")
    assert shop(text).bought == {"13812345678": (2, 3)}
