"""What goes with what: against a count by hand, in any order of lines, planted and shuffled."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from repurchase_cli.reports.products.scope import ProductsRequest
from tests.reports.products.made_shop import HEADER, frames, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.products.made_shop import Line

ORDERS = 1500
#: Companions that half of the orders with the one hold too.
PLANTED = {"I03": "I07", "I11": "I20"}


def price(item: str) -> str:
    """Return what an item costs."""
    return f"{10 + int(item[1:])}.00"


def made_lines(seed: int, *, planted: bool) -> list[Line]:
    """Return the lines of orders of one to eight of 30 items, some of which go together."""
    draw = np.random.default_rng(seed)
    weights = 1 / np.arange(2, 32)
    lines: list[Line] = []
    for order in range(ORDERS):
        n = int(min(1 + draw.geometric(0.4), 8))
        items = [f"I{i:02d}" for i in draw.choice(30, n, replace=False, p=weights / weights.sum())]
        if planted:
            items += [b for a, b in PLANTED.items() if a in items and draw.random() < 0.5]
        day = f"2025-{1 + order % 12:02d}-{1 + order % 28:02d}"
        lines += [(f"C{order % 400}", f"O{order}", day, item, price(item)) for item in items]
    return lines


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return made_lines(1, planted=True)


@pytest.fixture(scope="module")
def tables(lines: list[Line], tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    return frames([write(tmp_path_factory.mktemp("shop") / "sales.csv", lines)])


def test_pairs_are_those_of_a_count_by_hand(
    lines: list[Line], tables: dict[str, pd.DataFrame]
) -> None:
    baskets: dict[str, set[str]] = defaultdict(set)
    for _, order, _, item, _ in lines:
        baskets[order].add(item)
    single = Counter(item for basket in baskets.values() for item in basket)
    both = Counter(pair for basket in baskets.values() for pair in combinations(sorted(basket), 2))
    expected = {
        (a, b): (single[a], single[b], n, n / ORDERS, n / single[a], n / single[b],
                 n * ORDERS / single[a] / single[b])
        for (a, b), n in both.items() if n >= 5
    }  # fmt: skip
    listed = {(row[0], row[1]): row[2:9] for row in tables["pairs"].itertuples(index=False)}
    assert listed.keys() == expected.keys()
    for pair, values in listed.items():
        assert values == pytest.approx(expected[pair])


def test_planted_companions_come_first(tables: dict[str, pd.DataFrame]) -> None:
    best = tables["best_pairs"]
    assert set(zip(best["item_a"], best["item_b"], strict=True)) == set(PLANTED.items())


@pytest.mark.parametrize("seed", range(2))
def test_nothing_goes_together_in_a_shuffled_shop(tmp_path: Path, seed: int) -> None:
    lines = made_lines(seed, planted=True)
    items = np.random.default_rng(seed).permutation([line[3] for line in lines])
    shuffled = [(*line[:3], item, price(item)) for line, item in zip(lines, items, strict=True)]
    assert frames([write(tmp_path / "sales.csv", shuffled)])["best_pairs"].empty


def test_neither_the_order_of_lines_nor_files_matters(
    lines: list[Line], tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    moved = [lines[i] for i in np.random.default_rng(5).permutation(len(lines))]
    half = len(lines) // 2
    parts = [write(tmp_path / "a.csv", moved[:half]), write(tmp_path / "b.csv", moved[half:])]
    for name, frame in frames(parts).items():
        pd.testing.assert_frame_equal(frame, tables[name], obj=name)


def test_levels_and_least_counts(tmp_path: Path) -> None:
    header = (*HEADER, "category")
    lines = [
        *((f"C{i}", f"O{i}", "2025-03-01", "A", "5.00", "tops") for i in range(4)),
        *((f"C{i}", f"O{i}", "2025-03-01", "B", "5.00", "bags") for i in range(4)),
        *((f"C{i}", f"O{i}", "2025-03-01", "B2", "5.00", "bags") for i in range(4)),
    ]
    file = write(tmp_path / "sales.csv", lines, header)
    items = frames([file], ProductsRequest(min_count=4))["pairs"]
    assert list(zip(items["item_a"], items["item_b"], strict=True)) == [
        ("A", "B"), ("A", "B2"), ("B", "B2"),
    ]  # fmt: skip
    kinds = frames([file], ProductsRequest(level="category", min_count=4))["pairs"]
    assert kinds.iloc[0][["item_a", "item_b", "orders_both"]].to_list() == ["bags", "tops", 4]
    assert frames([file])["pairs"].empty


def test_bundles_of_a_season_with_price_and_margin(tmp_path: Path) -> None:
    header = (*HEADER, "season", "cost")
    lines: list[Line] = []
    for i in range(60):
        month, items = (7, ("S1", "S2")) if i % 2 else (12, ("W1", "W2"))
        day, season = f"2025-{month:02d}-{1 + i % 25:02d}", "summer" if month == 7 else "winter"
        kept = items if i % 6 < 4 else items[i % 4 > 1 :][:1]
        lines += [
            (f"C{i}", f"O{i}", day, item, f"{70 - 20 * int(item[1])}.00", season, "20.00")
            for item in kept
        ]
        lines += [(f"D{i}", f"P{i}", day, "other", "50.00", season, "20.00")]
    bundles = frames([write(tmp_path / "sales.csv", lines, header)])["bundles"]
    told = bundles[["season", "item_a", "item_b", "orders_both", "price", "margin"]]
    assert told.to_numpy().tolist() == [
        ["summer", "S1", "S2", 20, 80.0, 0.5],
        ["winter", "W1", "W2", 20, 80.0, 0.5],
    ]


def test_a_set_of_three_says_more_than_its_pairs(tmp_path: Path) -> None:
    singles = [*((f"I{i:02d}",) for i in range(1, 20)), ("I20", "I21")]
    orders = [*(("I01", "I02", "I03") for _ in range(40)), *(singles[i % 20] for i in range(500))]
    lines = [
        (f"C{n}", f"O{n}", f"2025-03-{1 + n % 28:02d}", item, price(item))
        for n, order in enumerate(orders)
        for item in order
    ]
    sets = frames([write(tmp_path / "sales.csv", lines)])["sets"]
    row = sets.iloc[0]
    assert row[["item_a", "item_b", "item_c"]].to_list() == ["I01", "I02", "I03"]
    assert (row["orders"], row["price"]) == (40, 36.0)
    assert row["expected"] == pytest.approx(40 * 40 / 65)
    assert row["lift"] == pytest.approx(40 * 540**2 / 65**3)
