"""Next items in a shop whose customers have companions of what they bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reports.products.likes import document, file_of, records

if TYPE_CHECKING:
    from repurchase_cli.document import Document

#: Who buys a dress buys the bag (in 1 of 2) a week later; others buy hats.
LINES = [
    line
    for i in range(40)
    for line in (
        [f"{i}a,2024-03-01,c{i:02},DRESS,dress,plain,{'SM'[i % 2]},red,1,10,west"]
        + ([f"{i}b,2024-03-08,c{i:02},BAG,bag,plain,,red,1,10,west"] if i < 20 else [])
        + (
            [f"{i}c,2024-03-08,c{i:02},COAT,coat,plain,{'SM'[i % 2]},red,1,10,west"]
            if i % 4
            else []
        )
        if i < 30
        else [f"{i}d,2024-03-01,c{i:02},HAT,hat,plain,,red,1,10,west"]
    )
]
TEAS = [f"x{n},2024-0{1 + n}-08,c00,TEA,tea,plain,,red,1,10,west" for n in range(3)]
BACK = (
    "r,2024-03-20,c20,BAG,bag,plain,,red,1,10,west",
    "s,2024-03-21,c20,BAG,bag,plain,,red,-1,-10,west",
)


def told(*side: tuple[str, str], extra: tuple[str, ...] = (), **request: int) -> Document:
    return document(file_of([*LINES, *TEAS, *extra]), side=side, as_of="2024-03-30", **request)


def lists(found: Document) -> dict[str, list[tuple[str, str]]]:
    by_customer: dict[str, list[tuple[str, str]]] = {}
    for customer, item, kind in records(found, "next_items", "customer_id", "item", "list"):
        by_customer.setdefault(customer, []).append((kind, item))
    return by_customer


def reason(customer: str, item: str) -> str:
    rows = records(told(), "next_items", "customer_id", "item", "reason")
    return next(str(row[2]) for row in rows if row[:2] == (customer, item))


def test_companions_are_told_with_their_reasons() -> None:
    # all 20 with a bag have one of the 30 dresses of 40 customers
    assert reason("c20", "BAG") == "bought with DRESS by 20 others, 1.3 times as often as chance"
    assert "c30" not in lists(told())  # nothing goes with hats


def test_again_and_new_are_two_lists() -> None:
    assert lists(told())["c00"] == [("again", "TEA"), ("new", "COAT")]
    assert reason("c00", "TEA") == "bought 3 times, every 30 days, last 22 days ago"


def test_never_what_was_given_back() -> None:
    assert ("new", "BAG") in lists(told())["c20"]
    assert ("new", "BAG") not in lists(told(extra=BACK)).get("c20", [])


def test_in_stock_and_in_the_size_of_the_customer() -> None:
    stock = (
        "sku,category,size,on_hand,list_price\nBAG,bag,,0,10\nCOAT,coat,M,5,10\nCOAT,coat,S,0,10\n"
    )
    found = lists(told(("inventory", stock)))
    # of those who lack the coat, the even ones wear S, of which none is left; nobody gets the bag
    assert found == {}
    stock = stock.replace("S,0", "S,1")
    assert lists(told(("inventory", stock)))["c04"] == [("new", "COAT")]


def test_so_many_of_each_as_wanted() -> None:
    assert max(len(items) for items in lists(told(top=1)).values()) == 2


def test_what_one_other_customer_bought_is_no_reason() -> None:
    sales = [
        f"{who}{item},2024-03-01,{who},{item},coat,plain,M,red,1,10,west"
        for who, item in (("ann", "A"), ("ann", "B"), ("bob", "A"))
    ]
    assert lists(document(file_of(sales))) == {}
    more = [line.replace("ann", "cas") for line in sales[:2]]
    assert lists(document(file_of([*sales, *more]))) == {"bob": [("new", "B")]}
