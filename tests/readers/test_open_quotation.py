"""A quotation mark that is opened and never closed is refused with its line, not an accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.opening import open_sales

if TYPE_CHECKING:
    from pathlib import Path


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
