"""Small shops made for a test: their lines, and what ``products`` says of them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.products.report import NEEDS, build
from repurchase_cli.reports.products.scope import ProductsRequest
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

Line = tuple[Any, ...]
HEADER = ("customer_id", "order_id", "order_date", "sku", "amount")


def write(path: Path, lines: Iterable[Sequence[object]], header: Sequence[str] = HEADER) -> str:
    """Write lines as a file of sales and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return str(path)


def frames(
    files: Sequence[str],
    request: ProductsRequest | None = None,
    side: Mapping[str, str] | None = None,
    overrides: Sequence[str] = (),
) -> dict[str, pd.DataFrame]:
    """Return the tables that the command gives for files, by name."""
    settings = config.load(None, overrides)
    with open_sales(list(files), terms=Terms(needs=NEEDS), side=side or {}) as sales:
        document = build(request or ProductsRequest(), sales, settings, "en")
        return {name: table.rows.frame().copy() for name, table in document.tables.items()}
