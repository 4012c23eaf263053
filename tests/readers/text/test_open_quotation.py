"""A quotation mark that is opened and never closed is refused with its line, not an accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import OpenShop


def test_an_open_quotation_mark_is_refused(tmp_path: Path) -> None:
    lines = [f"o{i},2024-01-01,c{i},10" for i in range(500)]
    lines[3] = 'o3,2024-01-01,"c3,10'
    lines[450] = 'o450,2024-01-01,c450",10'
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["order_id,date,customer_id,amount", *lines]) + "\n")
    with (
        pytest.raises(InputError, match="quotation mark is opened on line 5"),
        open_sales([str(path)]),
    ):
        pass


def test_a_tail_that_begins_within_a_cell_has_no_open_quotation_mark(shop: OpenShop) -> None:
    head = "order_id,date,customer_id,amount,note\n"
    rows = "".join(f"{i},2024-01-{1 + i % 28:02d},c{i % 50},10,a\n" for i in range(12000))
    at = rows.index("\n", (1 << 18) - 200) + 1  # the tail that is looked at begins in the cell
    cell = f'x,2024-01-05,c1,10,"{"n" * 300}\n"\n'
    assert shop(head + rows[:at] + cell + rows[at:]).books.used == 12001
