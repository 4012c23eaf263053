"""Cohorts of tiny shops by hand, of random shops against plain loops, and what must not matter."""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from repurchase_cli import config
from repurchase_cli.errors import TooLittleDataError, UsageError
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.cohorts.report import CohortsRequest, build
from tests.engines.test_properties import HEAD, LINES, Line

if TYPE_CHECKING:
    import random

    from repurchase_cli.document import Document

few = tried(max_examples=5)
SHOP = """\
order_id,date,customer_id,category,amount
A1,2024-01-05,ann,coat,100
A2,2024-01-20,ann,coat,50
A3,2024-03-02,ann,coat,30
B1,2024-01-31,bob,coat,150
B1,2024-01-31,bob,shirt,50
B2,2024-02-01,bob,coat,20
C0,2024-01-10,cas,shirt,-5
C1,2024-02-10,cas,shirt,10
D1,2024-03-15,dee,shirt,40
F1,2024-04-02,fay,,60
G1,2024-04-15,-,coat,7
"""
CELLS = [
    "cohort", "period", "customers", "active", "retention", "repeat_rate", "revenue",
    "cumulative_revenue_per_customer",
]  # fmt: skip


def document(*files: str, request: CohortsRequest | None = None, **changes: Any) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(files):
            Path(folder, f"{i}.csv").write_text(text, encoding="utf-8")
        settings = config.load(None, [f"{name}={value}" for name, value in changes.items()])
        with open_sales([folder]) as sales:
            return build(request or CohortsRequest(), sales, settings, "en")


def rows(found: Document, table: str) -> list[list[Any]]:
    frame = found.tables[table].rows.frame()
    return [[None if pd.isna(one) else one for one in row] for row in frame.to_numpy().tolist()]


def test_months_by_hand() -> None:
    found = document(SHOP)
    assert [column.id for column in found.tables["cohorts"].columns] == CELLS
    assert rows(found, "cohorts") == [
        ["2024-01", 0, 2, 2, 1.0, 1 / 2, 350, 175],
        ["2024-01", 1, 2, 1, 1 / 2, 1.0, 20, 185],
        ["2024-01", 2, 2, 1, 1 / 2, 1.0, 30, 200],
        ["2024-02", 0, 1, 1, 1.0, 0.0, 5, 5],  # a refund before the first purchase
        ["2024-02", 1, 1, 0, 0.0, 0.0, 0, 5],
        ["2024-03", 0, 1, 1, 1.0, 0.0, 40, 40],
    ]  # April is not over
    assert rows(found, "all_cohorts") == [
        [0, 4, 4, 1.0, 1 / 4, 395, 395 / 4],
        [1, 3, 1, 1 / 3, 2 / 3, 20, 125],
        [2, 2, 1, 1 / 2, 1.0, 30, 200],
    ]
    summary = [row[:4] + row[6:] for row in rows(found, "cohort_summary")]
    assert summary == [
        ["2024-01", 2, 2, 1.0, 200],
        ["2024-02", 1, 1, 0.0, 5],
        ["2024-03", 1, 0, 0.0, 40],
        ["2024-04", 1, None, None, None],
        [None, 5, 1, 2 / 3, 125],
    ]


def test_first_categories_by_hand() -> None:
    found = document(SHOP, request=CohortsRequest("category"))
    assert rows(found, "cohorts") == [
        ["coat", 0, 2, 2, 1.0, 1.0, 370, 185],
        ["coat", 1, 2, 1, 1 / 2, 1.0, 30, 200],
        ["coat", 2, 1, 0, 0.0, 1.0, 0, 180],  # bob's third 30 days are not over
        ["shirt", 0, 3, 3, 1.0, 1 / 3, 265, 265 / 3],
        ["shirt", 1, 2, 0, 0.0, 1 / 2, 0, 112.5],
    ]
    # bob stands in both, and once in all together
    assert [row[:2] for row in rows(found, "all_cohorts")] == [[0, 4], [1, 3], [2, 1]]
    assert [row[:2] for row in rows(found, "cohort_summary")] == (
        [["", 1], ["coat", 2], ["shirt", 3], [None, 5]]
    )
    assert any("stands in the cohort of each" in note.en for note in found.notes)


def test_only_first_purchases_between_two_days() -> None:
    request = CohortsRequest(first=date(2024, 2, 1), last=date(2024, 2, 29))
    assert [row[:3] for row in rows(document(SHOP, request=request), "cohorts")] == (
        [["2024-02", 0, 1], ["2024-02", 1, 1]]
    )
    with pytest.raises(TooLittleDataError, match="nobody's first purchase"):
        document(SHOP, request=CohortsRequest(first=date(2024, 4, 10)))


def test_burn_in_leaves_out_who_may_be_old() -> None:
    found = document(SHOP, burn_in_days=31)
    assert {row[0] for row in rows(found, "cohorts")} == {"2024-02", "2024-03"}
    assert any("is left out (burn_in_days)" in note.en for note in found.notes)
    assert any("leaves them out" in note.en for note in document(SHOP).notes)


def test_groups_filter_the_lines_and_the_shop_stands_before_them() -> None:
    found = document(SHOP, request=CohortsRequest("quarter", groups=("category",)))
    assert [column.id for column in found.tables["cohorts"].columns] == ["category", *CELLS]
    assert rows(found, "cohorts") == [
        [None, "2024-Q1", 0, 4, 4, 1.0, 1 / 2, 445, 445 / 4],
        ["coat", "2024-Q1", 0, 2, 2, 1.0, 1.0, 350, 175],
        ["shirt", "2024-Q1", 0, 3, 3, 1.0, 0.0, 95, 95 / 3],
    ]
    assert [row[:3] for row in rows(found, "all_cohorts")] == (
        [[None, 0, 4], ["coat", 0, 2], ["shirt", 0, 3]]
    )


def test_groups_of_customers() -> None:
    found = document(SHOP, request=CohortsRequest(groups=("customer_group",)))
    sizes = {row[0]: row[1] for row in rows(found, "cohort_summary")}
    assert sizes == {None: 5, "new": 3, "returning": 1, "regular": 1}


def test_a_name_that_makes_no_cohorts() -> None:
    with pytest.raises(UsageError, match="did you mean 'category'"):
        document(SHOP, request=CohortsRequest("catgory"))


def test_postage_is_no_product() -> None:
    shop = "date,customer_id,product,amount\n2024-01-01,ann,coat,9\n2024-01-01,ann,Postage,1\n2024-01-02,bob,postage,1\n2024-03-01,cas,coat,1\n"
    summary = rows(document(shop, request=CohortsRequest("product")), "cohort_summary")
    assert [row[:2] for row in summary] == [["", 1], ["coat", 2], [None, 3]]


def test_what_was_given_back_on_the_first_day_is_no_first_category() -> None:
    shop = "date,customer_id,category,amount\n2024-01-01,ann,coat,9\n2024-01-01,ann,hat,-1\n2024-03-01,cas,coat,1\n"
    assert [
        row[0] for row in rows(document(shop, request=CohortsRequest("category")), "cohort_summary")
    ] == (["coat", None])


def test_weeks_begin_on_monday() -> None:
    shop = "date,customer_id,amount\n2024-03-31,ann,1\n2024-04-01,bob,1\n2024-04-07,bob,2\n2024-04-14,ann,4\n"
    assert [
        row[:2] + row[6:7]
        for row in rows(document(shop, request=CohortsRequest("week")), "cohorts")
    ] == (
        [
            ["2024-W13", 0, 1],
            ["2024-W13", 1, 0],
            ["2024-W13", 2, 4],
            ["2024-W14", 0, 3],
            ["2024-W14", 1, 0],
        ]
    )


@pytest.mark.parametrize(("last", "periods"), [("30", 1), ("29", 0)])
def test_thirty_days_are_over_on_the_thirtieth(last: str, periods: int) -> None:
    shop = f"date,customer_id,sku,amount\n2024-01-01,ann,coat,9\n2024-01-{last},-,coat,9\n"
    assert len(rows(document(shop, request=CohortsRequest("sku")), "cohorts")) == periods


def test_nothing_is_over_yet() -> None:
    found = document("date,customer_id,amount\n2024-01-01,ann,9\n2024-01-02,ann,1\n")
    assert rows(found, "cohorts") == []
    assert "No period is over yet" in [line.en for line in found.sections[0].lines]


def texts(lines: list[Line], **changes: int) -> str:
    return "\n".join([HEAD, *(line.text(**changes) for line in lines)]) + "\n"


def cells(*files: str, by: str = "month") -> pd.DataFrame:
    try:
        found = document(*files, request=CohortsRequest(by))
    except TooLittleDataError:  # everything was refunded
        return pd.DataFrame(columns=CELLS)
    return found.tables["cohorts"].rows.frame()


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-12, check_dtype=False)


@few
@given(LINES, st.sampled_from(["month", "week", "sku"]), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_their_files_do_not_matter(
    lines: list[Line], by: str, chance: random.Random
) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    cut = chance.randint(1, len(lines) - 1)
    whole = cells(texts(lines), by=by)
    same(whole, cells(texts(shuffled), by=by))
    same(whole, cells(texts(lines[:cut]), texts(lines[cut:]), by=by))


@few
@given(LINES, st.sampled_from(["week", "sku"]))
def test_other_dates_are_other_cohorts_and_nothing_else(lines: list[Line], by: str) -> None:
    then, later = cells(texts(lines), by=by), cells(texts(lines, shift=364), by=by)
    if by == "week":
        order = sorted(set(then["cohort"]) | set(later["cohort"]))
        assert (then["cohort"] < later["cohort"]).all(), order
        then, later = (one.drop(columns="cohort") for one in (then, later))
    same(then, later)


@few
@given(LINES)
def test_twice_the_money_is_twice_the_money_and_nothing_else(lines: list[Line]) -> None:
    once, twice = cells(texts(lines)), cells(texts(lines, times=2))
    for name in ("revenue", "cumulative_revenue_per_customer"):
        assert [2 * value for value in once[name]] == list(twice[name])
        once[name] = twice[name]
    same(once, twice)


@tried(max_examples=15)
@given(LINES)
def test_random_shops_against_plain_loops(lines: list[Line]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.csv").write_text(texts(lines), encoding="utf-8")
        with open_sales([folder]) as sales:
            columns = ["customer_id", "day", "money", "is_purchase"]
            days = sales.base["days"].frame()[columns].to_numpy().tolist()
            frame = (
                build(CohortsRequest(), sales, config.load(None), "en")
                .tables["cohorts"]
                .rows.frame()
            )
            as_of = sales.as_of
    expected = by_loops(days, as_of)
    keys = list(zip(frame["cohort"], frame["period"], strict=True))
    assert sorted(expected) == sorted(keys)
    for key, row in zip(keys, frame[CELLS[2:]].to_numpy().tolist(), strict=True):
        assert row == pytest.approx(expected[key])


def by_loops(days: list[Any], as_of: date) -> dict[tuple[str, int], list[float]]:
    """Return the cells of monthly cohorts, worked out month by month and customer by customer."""
    lives: dict[str, list[Any]] = defaultdict(list)
    for customer, day, money, bought in days:
        lives[customer].append((date(1970, 1, 1) + timedelta(days=day), float(money), bought))
    cohorts: dict[int, list[list[Any]]] = defaultdict(list)
    for life in lives.values():
        if bought := [day for day, _, is_one in life if is_one]:
            cohorts[month(min(bought))].append(life)
    over = month(as_of + timedelta(days=1))  # months before this one are over
    found = {}
    for start, members in cohorts.items():
        for at in range(start, over):
            early = -math.inf if at == start else at
            now = [[one for one in life if early <= month(one[0]) <= at] for life in members]
            active = sum(any(bought for *_, bought in life) for life in now)
            again = sum(
                sum(bought for day, _, bought in life if month(day) <= at) >= 2 for life in members
            )
            paid = sum(m for life in now for _, m, _ in life)
            so_far = sum(m for life in members for day, m, _ in life if month(day) <= at)
            n = len(members)
            name = f"{start // 12}-{start % 12 + 1:02}"
            found[name, at - start] = [n, active, active / n, again / n, paid, so_far / n]
    return found


def month(day: date) -> int:
    return day.year * 12 + day.month - 1
