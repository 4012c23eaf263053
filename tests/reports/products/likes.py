"""Shops whose customers have favourites, as text, and what ``products`` makes of them."""

from __future__ import annotations

import tempfile
import warnings
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.products.report import NEEDS, build
from repurchase_cli.reports.products.scope import ProductsRequest
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    from repurchase_cli.document import Document

HEADER = "order_id,date,customer_id,sku,category,style,size,color,quantity,amount,store"
STYLES = ("vintage", "street", "sweet", "work", "sport", "plain")


@cache
def document(
    *files: str,
    side: tuple[tuple[str, str], ...] = (),
    yaml: str = "",
    as_of: str | None = None,
    **request: Any,
) -> Document:
    """Return what ``products`` says of files, its tables read; a warning is an error.

    ``side`` are kinds of side files with their texts, ``yaml`` are settings.
    """
    day = None if as_of is None else date.fromisoformat(as_of)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        sales, others = Path(folder, "sales"), {}
        sales.mkdir()
        for i, text in enumerate(files):
            Path(sales, f"{i}.csv").write_text(text, encoding="utf-8")
        for kind, text in side:
            others[kind] = str(Path(folder, f"{kind}.csv"))
            Path(others[kind]).write_text(text, encoding="utf-8")
        Path(folder, "own.yaml").write_text(yaml, encoding="utf-8")
        settings = config.load(str(Path(folder, "own.yaml")), ())
        with open_sales([str(sales)], None, Terms(day, needs=NEEDS), others) as opened:
            made = build(ProductsRequest(**request), opened, settings, "en")
            return _read(made)


def _read(made: Document) -> Document:
    """Return the document with its tables read, since the sales close."""
    for table in made.tables.values():
        frame = table.rows.frame()
        object.__setattr__(table, "rows", _Read(frame))
    return made


class _Read:
    """Rows of a table that have been read."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self) -> pd.DataFrame:
        return self.rows


def records(found: Document, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of a table, all of its own by default, None for what is missing."""
    chosen = list(columns) or [column.id for column in found.tables[table].columns]
    frame = found.tables[table].rows.frame()[chosen]
    return [tuple(None if pd.isna(x) else x for x in row) for row in frame.to_numpy().tolist()]


def lines_of_favourites(customers: int = 100, purchases: int = 10, *, seed: int = 1) -> list[str]:
    """Return lines of a shop in which four fifths of a customer's items are of one style.

    Each customer buys an item a week; the favourite of number i is that of ``STYLES[i % 6]``.
    """
    rng = np.random.default_rng(seed)
    lines = []
    for i in range(customers):
        styles = rng.choice(STYLES, purchases)
        styles[rng.random(purchases) < 0.8] = STYLES[i % len(STYLES)]
        for week, style in enumerate(styles):
            day = date(2024, 1, 1) + timedelta(days=7 * week + int(rng.integers(7)))
            sku = f"{style}{rng.integers(5)}"
            lines.append(f"{i}-{week},{day},c{i:03},{sku},coat,{style},M,red,1,10,main")
    return lines


def shuffled(lines: list[str], seed: int = 2) -> list[str]:
    """Return the same lines with their items dealt out to the customers anew."""
    cells = [line.split(",") for line in lines]
    order = np.random.default_rng(seed).permutation(len(cells))
    return [
        ",".join([*own[:3], *cells[other][3:]]) for own, other in zip(cells, order, strict=True)
    ]


def file_of(lines: list[str]) -> str:
    """Return a file with these lines."""
    return "\n".join([HEADER, *lines]) + "\n"
