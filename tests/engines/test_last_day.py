"""The last day that counts, and dates that lie apart from all others."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repurchase_cli.engines.connected_days import connected_days

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


@pytest.mark.parametrize(
    ("head", "refund"),
    [
        ("order_id,date,customer_id,amount", "1,2024-02-20,ann,-10"),
        ("order_id,date,customer_id,amount", "R,2024-02-20,,-10"),
        ("order_id,date,customer_id,order total", "1,2024-02-20,ann,-10"),
        ("订单号,日期,会员号,实付金额", "1,2024-02-20,ann,-10"),
    ],
)
def test_the_data_reach_to_the_last_line_be_it_a_refund(
    shop: OpenShop, head: str, refund: str
) -> None:
    found = shop(f"{head}\n1,2024-01-01,ann,10\n2,2024-01-03,bob,20\n{refund}\n")
    assert found.as_of == "2024-02-20"
    assert found.excluded.get("after_as_of") is None
    assert found.books.amount_used == (20 if "ann" in refund else 30)
    assert ("ann" in found.bought) == ("ann" not in refund)


def test_a_line_that_does_not_count_is_not_the_last_day(shop: OpenShop) -> None:
    found = shop("""
        order_id,date,customer_id,status,amount
        1,2024-01-01,ann,completed,10
        2,2024-01-03,bob,cancelled,20
        3,2024-01-05,,completed,20
    """)
    assert found.as_of == "2024-01-05"


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


def test_typed_dates_are_set_aside_however_they_lie_among_each_other(shop: OpenShop) -> None:
    odd = ("2035-05-05", "2098-01-01", "2099-01-02", "1990-01-01", "2021-07-01", "2022-06-30")
    found = shop(lines(6100, *odd))
    assert found.as_of == "2024-01-28"
    assert found.excluded == {"isolated_date": 6}
    assert found.values == [("date", day) for day in odd]
    assert "typo" not in found.bought


def test_typed_dates_before_are_no_first_purchase(shop: OpenShop) -> None:
    found = shop(HEAD + "1990-01-01,c0,1\n" + lines(1100).removeprefix(HEAD))
    assert found.codes == [(2, "isolated_date")]
    assert found.days["c0"] == ("2024-01-01", "2024-01-01")


def test_typed_dates_after_and_before_are_counted_together(shop: OpenShop) -> None:
    """What lies after goes first: the as-of date hangs on it."""
    found = shop(lines(1500, "1990-01-01", "2099-01-01"))
    assert found.as_of == "2024-01-28"
    assert found.values == [("date", "2099-01-01")]


def test_days_that_hold_together_are_connected() -> None:
    assert connected_days([(0, 9)]) == (0, 0)
    assert connected_days([(0, 1), (365, 10_000), (730, 1)]) == (0, 730)
    assert connected_days([(0, 1), (366, 10_000), (732, 1)]) == (366, 366)
    assert connected_days([(0, 5000), (4000, 1), (8000, 5000)]) == (0, 8000)
    assert connected_days([(0, 10_000), (400, 9), (800, 1), (1200, 1)]) == (0, 400)


@given(
    st.dictionaries(st.integers(0, 6), st.integers(1, 9), max_size=5),
    st.dictionaries(st.integers(20, 26), st.integers(1000, 9000), min_size=1, max_size=3),
    st.dictionaries(st.integers(40, 46), st.integers(1, 9), max_size=5),
)
def test_no_day_more_could_be_set_aside_and_all_that_are_may_be(
    before: dict[int, int], main: dict[int, int], after: dict[int, int]
) -> None:
    days = sorted((300 * place, n) for place, n in (before | main | after).items())
    limit = sum(n for _, n in days) / 1000
    first, last = connected_days(days)

    def isolated(low: int, high: int) -> int:
        return sum(n for day, n in days if not low <= day <= high)

    assert (first, last) == (days[0][0], days[-1][0]) or isolated(first, last) < limit
    gaps = [(one, other) for (one, _), (other, _) in pairwise(days) if other - one > 365]
    assert all(isolated(first, one) >= limit for one, _ in gaps if one < last)
    assert all(isolated(other, last) >= limit for _, other in gaps if other > first)
    assert first == days[0][0] or first in {other for _, other in gaps}
    assert last == days[-1][0] or last in {one for one, _ in gaps}
