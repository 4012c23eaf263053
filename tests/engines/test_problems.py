"""Every record that was not used, on the line where it stands; and books that balance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shops import OpenShop

#: Line numbers of the problems: 5 (after a name of two lines), 8 (after a blank line), …
MIXED = """\
customer_id,date,product,amount,status
ann,2024-01-01,"Shirt,
blue",10.00,paid
bob,2024-01-02,Coat,20.00,paid
-,2024-01-02,Coat,5.05,paid
bob,2024-01-03,"a ""quoted"" name",1,paid

bob,2024-02-30,Coat,7.00,paid
ann,,Coat,7.00,paid
ann,2024-01-04,Coat,,paid
ann,2024-01-04,"Coat

long",ten,paid
bob,2024-01-05,Coat,3.50,cancelled
ann,2024-01-05,Coat,2.00,paid
"""
EXPECTED = [
    (5, "no_customer"),
    (8, "date_unreadable"),
    (9, "date_missing"),
    (10, "amount_missing"),
    (11, "amount_unreadable"),
    (14, "cancelled"),
]


def test_problems_stand_on_their_physical_lines(shop: OpenShop) -> None:
    found = shop(MIXED)
    assert found.codes == EXPECTED
    assert found.values == [
        ("customer_id", "-"),
        ("date", "2024-02-30"),
        ("date", ""),
        ("amount", ""),
        ("amount", "ten"),
        ("status", "cancelled"),
    ]


def test_lines_are_counted_alike_in_files_that_must_be_copied(shop: OpenShop) -> None:
    assert shop("\n".join(["Sales of the month", MIXED])).codes == [
        (line + 1, code) for line, code in EXPECTED
    ]
    assert shop(MIXED.replace("\n", "\r\n")).codes == EXPECTED
    assert shop(MIXED.replace("Coat", "外套").encode("gb18030")).codes == EXPECTED


def test_each_file_counts_its_own_lines(shop: OpenShop) -> None:
    found = shop(MIXED, MIXED + "cas,2024-01-05,Coat,2.00,paid\n")
    assert found.problems == [
        (name, line, code) for name in ("1.csv", "2.csv") for line, code in EXPECTED
    ]


def test_books_balance_in_rows_and_money(shop: OpenShop) -> None:
    books = shop(MIXED).books
    assert (books.records, books.used, books.rejected) == (10, 4, 4)
    assert books.amount_in == Decimal("55.55")
    assert books.amount_used == 33
    assert books.amounts("excluded") == {
        "no_customer": Decimal("5.05"),
        "cancelled": Decimal("3.5"),
    }
    assert books.amount_rejected_known == 14, "where the date is wrong the money is known"
    assert books.balanced


def test_a_row_of_too_many_cells_is_rejected_and_a_short_one_filled_up(shop: OpenShop) -> None:
    found = shop("""
        customer_id,date,amount,product
        ann,2024-01-01,10,Coat
        ann,2024-01-02,1,200,Coat
        ann,2024-01-03,20
        ann,2024-01-04,30,Coat,,
    """)
    assert found.codes == [(3, "long_row"), (4, "short_row")]
    assert found.bought == {"ann": (3, 60)}


def test_a_header_in_the_middle_is_no_sale(shop: OpenShop) -> None:
    found = shop("""
        customer_id,date,amount
        ann,2024-01-01,10
        customer_id,date,amount
        ann,2024-01-02,20
    """)
    assert found.codes == [(3, "repeated_header")]
    assert found.bought == {"ann": (2, 30)}


def test_continuation_lines_belong_to_the_order_above(shop: OpenShop) -> None:
    paid, cancelled = "2024-01-02 10:00:00 -0400", "2024-01-01 23:59:00 -0500"
    found = shop(f"""
        Name,Email,Financial Status,Total,Created at,Lineitem name,Refunded Amount,Cancelled at
        #2,Ann@example.com,paid,30.00,{paid},Shirt,10.00,
        #2,,,,,Socks,,
        #1,,paid,9.00,2024-01-01 10:00:00 -0400,Socks,0.00,
        #1,,,,,Socks,,
        #3,bob@example.com,paid,50.00,{cancelled},Shirt,0.00,2024-01-04 09:00:00 -0500
        #3,,,,,Hat,,
    """)
    assert found.bought == {"ann@example.com": (1, 20)}
    assert found.books.rows("excluded") == {"no_customer": 2, "cancelled": 2}
    assert found.books.amounts("excluded") == {"no_customer": 9, "cancelled": 50}
    assert found.as_of == "2024-01-02"
