"""Values that stand on the first row of a group: filled where that is sure, guests where not."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.shops import OpenShop

HEADER = ("customer_id", "order_id", "date", "sku", "amount")


def book(rows: Sequence[Sequence[object]], *merged: str) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def day(n: int) -> date:
    return date(2024, 1, n)


def test_a_workbook_says_which_customers_were_merged(shop: OpenShop) -> None:
    rows = [
        HEADER,
        ("ann", "A1", day(1), "tee", 10),
        (None, "A2", day(5), "hat", 20),
        ("bob", "A3", day(6), "tee", 5),
        (None, "A4", day(7), "tee", 7),
    ]
    found = shop(book(rows, "A2:A3"))
    assert found.bought == {"ann": (2, 30), "bob": (1, 5)}
    assert found.excluded == {"no_customer": 1}


def test_cells_merged_below_titles_and_beside_a_blank_column(shop: OpenShop) -> None:
    rows = [
        (None, "Sales of January"),
        (None, *HEADER),
        (None, "ann", "A1", day(1), "tee", 10),
        (None, None, "A2", day(5), "hat", 20),
        (None, "bob", "A3", day(6), "tee", 5),
    ]
    assert shop(book(rows, "B1:F1", "B3:B4")).bought == {"ann": (2, 30), "bob": (1, 5)}


@pytest.mark.parametrize("orders", [("A1", None), ("A1", "A1")])
def test_a_merged_amount_counts_once(shop: OpenShop, orders: tuple[str, str | None]) -> None:
    rows = [
        HEADER,
        ("ann", orders[0], day(1), "tee", 30),
        (None, orders[1], None, "hat", None),
        ("bob", "A2", day(2), "tee", 5),
    ]
    found = shop(book(rows, "A2:A3", "C2:C3", "E2:E3"))
    assert found.bought == {"ann": (1, 30), "bob": (1, 5)}
    assert found.problems == []


def test_a_merged_price_is_each_piece_s_and_a_merged_quantity_is_all_of_them(
    shop: OpenShop,
) -> None:
    rows = [
        ("customer_id", "date", "product", "quantity", "unit_price"),
        ("ann", day(1), "tee", 2, 5),
        (None, day(2), None, 3, None),
        (None, day(3), "hat", None, 5),
    ]
    found = shop(book(rows, "A2:A4", "C2:C3", "D3:D4", "E2:E4"))
    assert found.bought == {"ann": (2, 25)}
    assert [code for _, code in found.codes] == ["amount_missing"]


def test_a_range_that_is_none_is_a_damaged_workbook(shop: OpenShop) -> None:
    whole = book([HEADER, ("ann", "A1", day(1), "tee", 10), (None,) * 5], "A2:A3")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            target.writestr(name, archive.read(name).replace(b"A2:A3", b"ZZZ2:ZZZ3"))
    with pytest.raises(InputError, match="damaged"):
        shop(out.getvalue())


def test_the_rows_of_an_order_have_its_customer(shop: OpenShop) -> None:
    found = shop("""\
        order_id,date,customer_id,name,sku,amount
        A1,2024-01-01 10:00,ann,Ann Lee,tee,10
        A1,2024-01-01 10:00,,,hat,20
        A2,2024-01-02 11:00,,,tee,5
        A2,2024-01-03 11:00,bob,,tee,5
    """)
    assert found.bought == {"ann": (1, 30), "bob": (1, 5)}
    assert found.excluded == {"no_customer": 1}


def test_an_order_of_another_day_may_be_another(shop: OpenShop) -> None:
    found = shop("""\
        order_id,date,customer_id,sku,amount
        7,2024-01-01,ann,tee,10
        7,2024-02-01,,hat,20
    """)
    assert found.bought == {"ann": (1, 10)}
    assert found.excluded == {"no_customer": 1}


def test_rows_without_order_and_customer_continue_the_order_of_their_day(shop: OpenShop) -> None:
    found = shop("""\
        order_id,date,customer_id,sku,amount
        A1,2024-01-01,ann,tee,10
        ,2024-01-01,,hat,20
        A2,2024-01-02,bob,tee,5
        ,2024-01-03,,hat,9
    """)
    assert found.bought == {"ann": (1, 30), "bob": (1, 5)}
    assert found.excluded == {"no_customer": 1}


def grouped(times: int) -> str:
    """Each customer on the first of three rows, every row with an order and a day of its own."""
    rows = [
        f"{3 * n + i},2024-01-{3 * n + i:02d},{'' if i > 1 else f'c{n % times}'},{n}"
        for n in range(6)
        for i in (1, 2, 3)
    ]
    return "order_id,date,customer_id,amount\n" + "\n".join(rows)


def test_customers_that_stand_once_above_blanks_are_a_doubt(shop: OpenShop) -> None:
    found = shop(grouped(6))
    assert found.excluded == {"no_customer": 12}
    assert "customer_id is blank in 67% of the rows, and each customer stands there once" in (
        found.notes
    )
    assert shop(grouped(3)).notes == ""
