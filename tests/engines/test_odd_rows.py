"""Rows unlike the sample are read with care, alone, and belong to the orders of the other lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from repurchase_cli.opening import open_sales
from repurchase_cli.terms import Needs, Terms

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,phone,item,amount\n"
#: A sample shows the first 5,000 lines, and the last ones.
PLAIN = [
    f"A{i:05},2024-01-{1 + i % 28:02} 10:00:00,c{i % 500:03},,Mug,10.00\n" for i in range(9000)
]
UNSEEN = 5500
ODD = {
    "a price with thousands": 'X1,2024-02-01 10:00:00,c001,,Coat,"1,234.50"\n',
    "a price with a sign": "X1,2024-02-01 10:00:00,c001,,Coat,$12.50\n",
    "a date in words": "X1,5 Feb 2024,c001,,Coat,20.00\n",
    "a date with a time zone": "X1,2024-02-01T23:30:00+08:00,c001,,Coat,20.00\n",
    "a date that does not exist": "X1,2024-02-31 10:00:00,c001,,Coat,20.00\n",
    "a date of no time of ours": "X1,1950-02-01 10:00:00,c001,,Coat,20.00\n",
    "a name on two lines": 'X1,2024-02-01 10:00:00,c001,,"Coat,\r\nwarm","1,234.50"\n',
    "no date": "X1,,c001,,Coat,20.00\n",
    "no amount": "X1,2024-02-01 10:00:00,c001,,Coat,\n",
    "no amount that can be read": "X1,2024-02-01 10:00:00,c001,,Coat,on the house\n",
    "a line of totals": "Total,,,,,90000.00\n",
    "a header again": HEAD,
    "a placeholder": "X1,2024-02-01 10:00:00,-,,Coat,20.00\n",
    "a guest": "X1,2024-02-01 10:00:00,guest,,Coat,20.00\n",
    "an id in quotation marks": 'X1,2024-02-01 10:00:00,"=""c001""",,Coat,20.00\n',
    "an id that was a number": "X1,2024-02-01 10:00:00,1700.0,,Coat,20.00\n",
    "an id that is destroyed": "X1,2024-02-01 10:00:00,4.08692E+18,,Coat,20.00\n",
    "an order's id in blanks": " A00001 ,2024-01-02 10:00:00,c001,,Coat,20.00\n",
    "a line of a plain order": 'A00001,2024-01-02 10:00:00,c001,,Coat,"1,020.00"\n',
    "a refund": 'A00001,2024-01-09 10:00:00,c001,,Mug,"-10.00 "\n',
    "a quoted name": 'X1,2024-02-01 10:00:00,c001,,"面膜 ""补水"" 10片",20.00\n',
}


def file(*odd: str, at: int) -> str:
    """Return a file of plain lines with odd ones among them."""
    return HEAD + "".join([*PLAIN[:at], *odd, *PLAIN[at:]])


def test_odd_rows_are_read_as_those_that_the_sample_shows(shop: OpenShop) -> None:
    unseen, seen = shop(file(*ODD.values(), at=UNSEEN)), shop(file(*ODD.values(), at=0))
    assert unseen.bought == seen.bought
    assert unseen.days == seen.days
    assert unseen.books == seen.books
    assert unseen.values == seen.values
    assert [code for _, code in unseen.codes] == [code for _, code in seen.codes]


def test_what_belongs_to_an_order_of_plain_lines_is_one_purchase_with_it(shop: OpenShop) -> None:
    plain = shop(file(at=0)).bought["c001"]
    more = shop(file(ODD["a line of a plain order"], at=UNSEEN)).bought["c001"]
    assert more == (plain[0], plain[1] + 1020)


def test_a_name_that_is_no_customer_here_is_none_wherever_it_stands(shop: OpenShop) -> None:
    odd = 'X1,2024-01-02 10:00:00,"=""c001""",,Coat,20.00\n'
    assert shop(file(odd, at=UNSEEN), not_customers=("c001",)).excluded == {"not_a_customer": 19}


def test_many_odd_rows_are_read_like_few(shop: OpenShop) -> None:
    price = 'X1,2024-02-01 10:00:00,c001,,Coat,"1,234.50"\n'
    for n in (1, 600):  # the rows alone are read again, or all
        assert shop(file(*[price] * n, at=UNSEEN)).bought["c001"][1] == 180 + n * 1234.50


def test_lines_that_are_kept_are_those_that_lie_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(file(*ODD.values(), at=UNSEEN), encoding="utf-8")
    kept, lying = (
        _lines(path, Needs(lines=names)) for names in (frozenset({"product"}), frozenset())
    )
    assert kept
    assert kept == lying


def _lines(path: Path, needs: Needs) -> Counter[tuple[object, ...]]:
    """Return the lines of all states, whatever their order."""
    with open_sales([str(path)], terms=Terms(needs=needs)) as sales:
        columns = "state, coalesce(customer_id, ''), coalesce(order_id, ''), day, amount, product"
        return Counter(sales.engine.rows(f"select {columns} from {sales.base['lines'].source}"))
