"""The tables of a migration: the matrix, rates, then and now, who moved, and the series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import migration
from repurchase_cli.document import Table, Text
from repurchase_cli.reports.migrate.standings import NONE, Labels
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.document import Column, Rows

_NEW, _GONE = Text("(new)", "（新增）"), Text("(gone)", "（退尽）")


def matrix(moves: pd.DataFrame, labels: Labels) -> Table:
    """Return customers from every label to every label."""
    title = Text("From label to label", "分类变化")
    rows = labels.named(moves, "from", "to")
    return _table("matrix", title, tables.MIGRATION_COLUMNS, rows, labels, shown=False)


def conversions(moves: pd.DataFrame, labels: Labels) -> Table:
    """Return the rates between different labels."""
    rows = labels.named(migration.conversions(moves), "from", "to")
    title = Text("Conversion rates", "转化率")
    return _table("rates", title, tables.CONVERSION_COLUMNS, rows, labels)


def comparison(moves: pd.DataFrame, labels: Labels) -> Table:
    """Return each label then and now."""
    rows = labels.named(migration.compared(moves), "label")
    title = Text("Then and now", "前后对比")
    return _table("comparison", title, tables.COMPARISON_COLUMNS, rows, labels)


def movers(rows: Rows, labels: Labels, *, private_ids: bool) -> Table:
    """Return the customers whose label changed."""
    return Table(
        "movers", Text("Who moved", "变化的客户"), tables.MOVER_COLUMNS, rows,
        shown=False, names=_names(labels), private_ids=private_ids,
    )  # fmt: skip


def series(
    first: date, by_day: Sequence[tuple[date, pd.DataFrame]], labels: Labels
) -> tuple[Table, Table]:
    """Return the labels by day, and the rates between them by day."""
    start = migration.standings(by_day[0][1], "from").assign(revenue=float("nan"))
    standing = [(first, start), *((day, migration.standings(one, "to")) for day, one in by_day)]
    rates = [(day, migration.conversions(one)) for day, one in by_day]
    over_time = Text("Labels over time", "分类走势")
    conversion = (tables.SERIES_COLUMNS[0], *tables.CONVERSION_COLUMNS)
    return (
        _table(
            "series", over_time, tables.SERIES_COLUMNS,
            labels.named(_dated(standing), "label"), labels, shown=False,
        ),
        _table(
            "rates_by_date", Text("Conversion rates over time", "转化率走势"), conversion,
            labels.named(_dated(rates), "from", "to"), labels, shown=False,
        ),
    )  # fmt: skip


def _dated(frames: Sequence[tuple[date, pd.DataFrame]]) -> pd.DataFrame:
    return pd.concat(
        [frame.assign(date=pd.Timestamp(day)) for day, frame in frames], ignore_index=True
    )


def _table(
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: pd.DataFrame,
    labels: Labels,
    *,
    shown: bool = True,
) -> Table:
    columns = tuple(replace(c, label=labels.title) if c.id == "label" else c for c in columns)
    ids = [column.id for column in columns]
    names = {key: said for key, said in _names(labels).items() if key in ids}
    return Table(name, title, columns, FrameRows(rows[ids]), shown=shown, names=names)


def _names(labels: Labels) -> Mapping[str, Mapping[str, Text]]:
    return {
        "label": labels.texts,
        "from": {**labels.texts, NONE: _NEW},
        "to": {**labels.texts, NONE: _GONE},
    }
