"""The preference book: a row per customer, under the store where it buys."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from repurchase_cli.writers import xlsx
from tests.reports.products.likes import document, file_of, records

SALES = file_of(
    [
        "1,2024-01-06,ann,A1,coat,retro,M,red,1,10,west",
        "2,2024-02-06,ann,A2,coat,retro,M,red,1,10,west",
        "3,2024-03-06,ann,A1,coat,plain,L,red,1,10,east",
        "4,2024-03-07,bob,A1,coat,plain,S,red,1,10,east",
        "5,2024-03-08,bob,A2,coat,retro,S,red,1,10,east",
        "6,2024-03-09,cas,A2,hat,plain,,blue,1,10,",
    ]
)
PEOPLE = "customer_id,name,phone\nann,Ann,13900000001\n"


def test_by_hand() -> None:
    found = document(SALES, side=(("customers", PEOPLE),))
    columns = ("store", "customer_id", "name", "phone", "last_item", "size", "near_sizes", "style")
    rows = records(found, "book", *columns)
    # sorted by store, those without one last; bob's two items are of two styles
    assert sorted(rows, key=lambda row: row[1]) == [
        ("west", "ann", "Ann", "13900000001", "A1", "M", "S | L", "retro"),
        ("east", "bob", None, None, "A2", "S", "M", None),
        (None, "cas", None, None, "A2", None, None, None),
    ]
    days = {row[0]: row[1].date() for row in records(found, "book", "customer_id", "last_purchase")}
    assert days["ann"] == date(2024, 3, 6)


def test_what_to_show_next() -> None:
    found = document(SALES, side=(("customers", PEOPLE),))
    assert dict(records(found, "book", "customer_id", "next_items"))["cas"] == "A1"


def test_contacts_are_in_files_only() -> None:
    found = document(SALES, side=(("customers", PEOPLE),))
    book = found.tables["book"]
    assert not book.shown
    assert book.has_contacts


def test_a_workbook_has_a_sheet_for_every_store() -> None:
    found = document(SALES, side=(("customers", PEOPLE),))
    out = BytesIO()
    xlsx.write(found, out, table=found.tables["pairs"], language="en", masked=False)
    book = load_workbook(out)
    sheets = {name: book[name].max_row - 1 for name in book.sheetnames if name.startswith("book")}
    assert sheets == {"book east": 1, "book west": 1, "book": 1}
