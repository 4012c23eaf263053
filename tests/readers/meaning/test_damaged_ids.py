"""Ids that a spreadsheet has damaged, and what nobody sees in ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,sku,amount\n"


#: As programs of many countries say that a cell could not be worked out.
ERRORS = (
    "#REF!", "#NV", "#N/D", "#N/A", "#WERT!", "#VALUE!", "#NOME?", "#NAME?",
    "#BEZUG!", "#VALEUR!", "#NOM?", "#¡REF!", "#¿NOMBRE?", "#RIF!", "#VALORE!", "#WAARDE!",
    "#VERW!", "#N/B", "#ADR!", "#ARG!", "#ЗНАЧ!", "#ССЫЛКА!", "#Н/Д", "#DEĞER!",
    "#YOK", "#HODNOTA!", "#SAKNAS!", "#I/T", "#ARVO!", "#DIV/0!", "#NULL!", "#GETTING_DATA",
    "Err:502",
)  # fmt: skip


@pytest.mark.parametrize("before", ["", "4,2024-01-01,C18,x,1\n" * 5001], ids=["sample", "beyond"])
def test_an_error_of_a_spreadsheet_is_no_customer(shop: OpenShop, before: str) -> None:
    lines = "".join(
        f"a{i},2024-01-05,{word},x,10\nb{i},2024-01-06,{word},x,20\n{word},2024-01-07,C{i + 1},x,5\n"
        for i, word in enumerate(ERRORS)
    )
    found = shop(HEAD + before + lines)
    assert found.bought.keys() - {"C18"} == {f"C{i + 1}" for i in range(len(ERRORS))} - {"C18"}
    assert found.excluded == {"no_customer": 2 * len(ERRORS)}


def test_an_error_is_no_order(shop: OpenShop) -> None:
    found = shop(HEAD + "#REF!,2024-01-05,C17,x,10\n#REF!,2024-01-25,C17,x,10\n", purchase="order")
    assert found.bought == {"C17": (2, 20)}


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (
            "1,2024-01-05,408691800000000000,x,10\n2,2024-01-06,517203600000000000,x,10\n",
            "customer_id",
        ),
        ("4086918123456780000,2024-01-05,ann,x,10\n17,2024-01-06,bob,x,10\n", "order_id"),
    ],
)
def test_long_ids_that_a_spreadsheet_has_rounded_are_asked(
    shop: OpenShop, rows: str, header: str
) -> None:
    with pytest.raises(InputError, match=f"rounded the long numbers of '{header}'") as error:
        shop(HEAD + rows)
    assert "--set answers.rounded_ids=accept" in error.value.hint
    with pytest.raises(InputError):  # which column it is says nothing of its ids
        shop(HEAD + rows, wishes=Wishes(columns={header: header}))
    shop(HEAD + rows, wishes=Wishes(answers={"rounded_ids": "accept"}))


@pytest.mark.parametrize(
    "ids",
    [("4086918123456789012", "4086918123456789000"), ("1234567890123450", "17"), ("500000", "17")],
)
def test_ids_that_end_in_zeros_by_chance_are_ids(shop: OpenShop, ids: tuple[str, str]) -> None:
    found = shop(HEAD + "".join(f"{id_},2024-01-05,{id_},x,10\n" for id_ in ids))
    assert found.bought.keys() == {*ids}


#: Marks that stand within ids, and those that stand around them.
WITHIN = ("\xad", "\u200b", "\u200c", "\u200e", "\ufeff", "\x07", "\x7f", "\x9d")
AROUND = ("&nbsp;", "\xa0")


@pytest.mark.parametrize("before", ["", "x,2024-01-01,C99,x,1\n" * 5001], ids=["sample", "beyond"])
def test_what_nobody_sees_is_no_part_of_an_id(shop: OpenShop, before: str) -> None:
    """The sale of the item is found, whichever of the two has the mark."""
    rows = ""
    for i, mark in enumerate((*WITHIN, *AROUND), start=10):
        within = mark if mark in WITHIN else ""
        rows += (
            f"{i},2024-01-05,C{within}{i}{mark},A{within}1,10\n{i}b,2024-01-06,C{i},B2,5\n"
            f"R{i},2024-01-25,{mark}C{i},A1{mark},-10\n"
        )
    found = shop(HEAD + before + rows)
    people = [f"C{i}" for i in range(10, 10 + len(WITHIN) + len(AROUND))]
    assert found.bought.keys() - {"C99"} == {*people}
    assert [found.bought[person] for person in people] == [(1, 5)] * len(people)
    assert {found.days[person] for person in people} == {("2024-01-06", "2024-01-06")}
