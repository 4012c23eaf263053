"""The last day that counts, and dates that lie apart from all others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "date,customer_id,amount\n"


def test_lines_after_the_asked_day_are_left_out(shop: OpenShop) -> None:
    text = HEAD + "2024-01-01,ann,10\n2024-01-05,ann,20\n2024-01-06,bob,30\n"
    found = shop(text, as_of=date(2024, 1, 5))
    assert found.bought == {"ann": (2, 30)}
    assert found.excluded == {"after_as_of": 1}
    assert found.books.amounts("excluded") == {"after_as_of": 30}
    assert found.codes == [(4, "after_as_of")]
    assert shop(text).as_of == "2024-01-06"
    assert shop(text, as_of=date(2025, 1, 1)).as_of == "2025-01-01"


def lines(ordinary: int, *odd: str) -> str:
    usual = [f"2024-01-{1 + i % 28:02d},c{i},1\n" for i in range(ordinary)]
    return HEAD + "".join([*usual, *(f"{day},typo,1\n" for day in odd)])


def test_one_typed_2099_does_not_make_everybody_lost(shop: OpenShop) -> None:
    found = shop(lines(1100, "2099-01-02"))
    assert found.as_of == "2024-01-28"
    assert found.excluded == {"isolated_date": 1}
    assert found.problems == [("1.csv", 1102, "isolated_date")]
    assert found.values == [("date", "2099-01-02")]


def test_a_date_within_a_year_or_not_so_rare_is_believed(shop: OpenShop) -> None:
    assert shop(lines(1100, "2025-01-27")).as_of == "2025-01-27"
    assert shop(lines(1100, "2026-01-01", "2026-01-02")).as_of == "2026-01-02"
    assert shop(lines(99, "2026-01-01")).as_of == "2026-01-01"
