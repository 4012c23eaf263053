"""Gaps between purchases: every customer who came back weighs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.opening import open_sales

if TYPE_CHECKING:
    from pathlib import Path


def test_gaps_and_their_weights(tmp_path: Path) -> None:
    lines = ["customer_id,date,amount", "ann,2024-01-01,5", "ann,2024-01-01,5", "cy,2024-01-01,5"]
    lines += [f"ann,2024-01-{day:02d},5" for day in (2, 3, 4, 5)]
    lines += ["bob,2024-01-01,5", "bob,2024-01-31,5", "bob,2024-02-10,5"]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with open_sales([str(path)]) as sales:
        found = sales.ask("gaps")
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        (1, 4, 1.0),
        (10, 1, 0.5),
        (30, 1, 0.5),
    ]
