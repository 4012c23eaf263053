"""The state of items on the shelf, and who would take them: by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from repurchase_cli.analysis import matching, stock

LIMITS = stock.Limits(new_days=30, dead_days=90, slow_days=180, low_days=14, broken_share=0.5)
AS_OF = 1000


def size_of(sku: str, size: str, on_hand: float, **more: float | None) -> dict[str, object]:
    """Return a size of an item: sold 9 in all and 9 in 90 days, the last yesterday."""
    sold = {"units": 9.0, "units_30d": 3.0, "units_90d": 9.0, "list_day": 700, "last_day": 999}
    texts = {"name": sku, "category": None, "style": None, "season": None}
    return {"sku": sku, "size": size, "on_hand": on_hand, "first_day": 700, "list_price": 10.0,
            "is_held": True,
            **texts, **sold, **more}  # fmt: skip


def test_every_state_by_its_rule() -> None:
    sizes = [
        size_of("gone", "M", 0.0),
        size_of("new", "M", 9.0, list_day=980),
        size_of("dead", "M", 9.0, last_day=910, units_90d=0.0),
        size_of("never", "M", 9.0, last_day=None, units=0.0, units_90d=0.0),
        size_of("broken", "M", 0.0), size_of("broken", "L", 5.0, units=2.0),
        size_of("other words", "均码", 0.0, is_held=False), size_of("other words", "One", 5.0, units=0.0, units_90d=0.0),
        size_of("whole", "M", 5.0), size_of("whole", "L", 5.0),
        size_of("slow", "M", 19.0),
        size_of("low", "M", 1.0),
    ]  # fmt: skip
    as_the_engine = pd.DataFrame(sizes).astype(dict.fromkeys(("list_day", "last_day"), "Int32"))
    shelf = stock.shelf(as_the_engine, AS_OF, LIMITS)
    assert shelf["state"].to_dict() == {
        "gone": "sold_out", "new": "new", "dead": "dead", "never": "dead", "broken": "broken",
        "other words": "selling", "whole": "selling", "slow": "slow", "low": "low",
    }  # fmt: skip
    assert shelf.loc["slow", "days_of_cover"] == pytest.approx(190)
    assert shelf.loc["slow", "sell_through"] == pytest.approx(9 / 28)
    assert shelf.loc["broken", "left_share"] == pytest.approx(2 / 11)
    assert list(shelf.loc[["broken", "whole"], "sizes_left"]) == ["L", "M, L"]
    assert list(shelf.loc[["new", "slow"], "age_days"]) == [20, 300]


def test_best_sellers_decline_beyond_chance() -> None:
    items = pd.DataFrame(
        {"units_90d": [110.0, 100.0, 12.0, 1.0], "units_30d": [10.0, 40.0, 0.0, 0.0]},
        index=["falling", "steady", "few", "tail"],
    )
    falling = stock.declining(items, share=0.5)
    assert list(falling.index) == ["falling"]
    assert falling.loc["falling", "before"] == 50


def taste(*rows: tuple[int, str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer", "value", "items", "of_all"])


def test_an_item_goes_to_those_whom_it_suits_best() -> None:
    tastes = matching.tastes(
        {
            "style": taste((0, "retro", 4, 5), (1, "retro", 2, 4), (2, "retro", 1, 1), (3, "retro", 3, 3)),
            "category": taste((0, "dress", 1, 5), (1, "dress", 2, 4)),
            "size": taste((0, "M", 5, 5), (1, "M", 4, 4), (3, "S", 3, 3)),
        },
        np.array([80.0, 160.0, 80.0, 80.0]),
    )  # fmt: skip
    item = matching.Item("dress", "retro", "dress", 80.0, ("M", "L"), most=5)
    found = list(matching.matches([item], tastes, {}, per_customer=1))
    # 2 has bought too little to have a taste, 3 buys another size; 1 pays twice the price.
    assert [(m.customer, m.size) for m in found] == [(0, True), (1, True)]
    assert [m.score for m in found] == pytest.approx(
        [0.4 * 0.8 + 0.3 * 0.2 + 0.2 + 0.1, 0.4 * 0.5 + 0.3 * 0.5 + 0.2 + 0.05]
    )
    twice = [item, item._replace(sku="other")]
    assert len(list(matching.matches(twice, tastes, {}, per_customer=1))) == 2
    assert len(list(matching.matches(twice, tastes, {}, per_customer=2))) == 4
    owned = {"dress": np.array([0])}
    assert [m.customer for m in matching.matches([item], tastes, owned, 1)] == [1]
