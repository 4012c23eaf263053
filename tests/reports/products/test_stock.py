"""A planted slow item is found with those who love its style; other items stay out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.reports.products.made_shop import HEADER, frames, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.products.made_shop import Line

INVENTORY = ("sku", "category", "style", "size", "on_hand", "cost", "list_price", "list_date")


def test_a_slow_item_is_offered_to_the_lovers_of_its_style(tmp_path: Path) -> None:
    lines: list[Line] = []
    for i in range(120):
        style, price = ("retro", 40) if i % 4 == 0 else ("street", 55)
        for n in range(3):
            day = date(2025, 3, 1) + timedelta(days=40 * n + i % 30)
            sku = f"{style}-{(i + n) % 5}"
            lines.append((f"c{i}", f"{i}-{n}", day, sku, f"{price}.00", "dress", style, "M"))
    lines.append(("c0", "slow", date(2025, 3, 2), "retro-slow", "42.00", "dress", "retro", "M"))
    header = (*HEADER, "category", "style", "size")
    held = [(f"{style}-{n}", "dress", style, "M", 20, 9, 40, "2025-01-01")
            for style in ("retro", "street") for n in range(5)]  # fmt: skip
    held += [("retro-slow", "dress", "retro", "M", 8, 9, 40, "2025-01-01")]
    side = {"inventory": write(tmp_path / "inventory.csv", held, INVENTORY)}
    told = frames([write(tmp_path / "sales.csv", lines, header)], side=side)
    states = dict(zip(told["stock"]["sku"], told["stock"]["state"], strict=True))
    assert [sku for sku, state in states.items() if state == "dead"] == ["retro-slow"]
    matches = told["matches"]
    # Of 30 who love retro one has it already; the others are told once, at most 5 for each piece.
    assert set(matches["sku"]) == {"retro-slow"}
    lovers = {f"c{i}" for i in range(4, 120, 4)}
    assert lovers <= set(matches["customer_id"])
    assert set(matches.sort_values("score").tail(29)["customer_id"]) == lovers
    assert matches["customer_id"].is_unique
    assert (
        matches["reason"].iloc[0]
        == "100% of its items are retro, 100% of its items are dress, its size is left"
    )


def test_what_sells_and_runs_out_and_what_was_asked_for(tmp_path: Path) -> None:
    lines: list[Line] = []
    for i in range(60):
        day = date(2025, 3, 1) + timedelta(days=i)
        size = "ML"[i % 2]
        lines.append((f"c{i}", f"s{i}", day, "short", "40.00", "dress", "retro", size))
        lines.append((f"d{i}", f"g{i}", day, "gone-1", "45.00", "dress", "retro", "M"))
        lines.append((f"e{i}", f"p{i}", day, "plenty", "50.00", "dress", "retro", "M"))
    held = [("short", "dress", "retro", "M", 3, 9, 40, "2025-01-01"),
            ("short", "dress", "retro", "L", 0, 9, 40, "2025-01-01"),
            ("gone-1", "dress", "retro", "M", 0, 9, 45, "2025-01-01"),
            ("plenty", "dress", "retro", "M", 99, 9, 50, "2025-01-01")]  # fmt: skip
    said = [
        ("c1", date(2025, 4, 1), "not_bought", "came for Gone-1, sold out"),
        ("c2", date(2025, 4, 2), "not_bought", "gone-12 is dear"),
        ("c3", date(2025, 4, 3), "survey", "gone-1 is lovely"),
    ]
    side = {
        "inventory": write(tmp_path / "inventory.csv", held, INVENTORY),
        "feedback": write(tmp_path / "feedback.csv", said, ("customer_id", "date", "type", "text")),
    }
    header = (*HEADER, "category", "style", "size")
    low = frames([write(tmp_path / "sales.csv", lines, header)], side=side)["low"]
    columns = ["sku", "on_hand", "units_30d", "sizes_left", "sizes_out", "asked", "state"]
    assert low[columns].to_numpy().tolist() == [
        ["gone-1", 0, 30, "", "M", 1, "sold_out"],
        ["short", 3, 30, "M", "L", 0, "low"],
    ]
