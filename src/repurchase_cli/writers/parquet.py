"""Parquet: one table, texts as they are, dates as dates, money in the type that it has."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli.writers import sql

if TYPE_CHECKING:
    from repurchase_cli.document import Column, Document, Language, Table

OPTIONS = "format parquet, compression zstd, use_tmp_file false"


def write(
    document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
) -> None:
    """Write the table's rows; see :class:`repurchase_cli.writers.Writer`."""
    del document, language

    def express(column: Column) -> str:
        value = sql.value(column, masked=masked)
        return f"cast({value} as double)" if column.kind in {"share", "number"} else value

    with sql.copied(table, express, OPTIONS) as rows:
        shutil.copyfileobj(rows, out, 1 << 20)
