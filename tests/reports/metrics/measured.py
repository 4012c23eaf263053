"""What ``metrics`` makes of tiny shops that stand in a test as text."""

from __future__ import annotations

import tempfile
import warnings
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import config
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.metrics.report import NEEDS, MetricsRequest, build
from repurchase_cli.terms import Terms

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Document

TERMS = ("purchase", "refunds", "count_zero_purchases", "recent_days")
FIELDS = ("value", "numerator", "denominator", "low", "high")


@cache
def document(
    *files: str,
    first: str | None = None,
    last: str | None = None,
    by: Step | None = None,
    groups: tuple[str, ...] = (),
    as_of: str | None = None,
    **changes: Any,
) -> Document:
    """Return what ``metrics`` says of files, ``changes`` being settings; a warning is an error."""
    settings = _settings(tuple(f"{name}={value}" for name, value in changes.items()))
    asked = {name: getattr(settings, name) for name in TERMS}
    terms = Terms(day(as_of), **asked, needs=NEEDS)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for i, text in enumerate(files):
            Path(folder, f"{i}.csv").write_text(text, encoding="utf-8")
        with open_sales([folder], None, terms) as sales:
            return build(MetricsRequest(day(first), day(last), by, groups), sales, settings, "en")


@cache
def _settings(changes: tuple[str, ...]) -> Settings:
    return config.load(None, changes)


def day(text: str | None) -> date | None:
    """Return the day that a text names."""
    return None if text is None else date.fromisoformat(text)


def rows(found: Document, table: str) -> list[tuple[Any, ...]]:
    """Return a table's rows, None for what is missing."""
    frame = found.tables[table].rows.frame()
    return [tuple(None if pd.isna(x) else x for x in row) for row in frame.to_numpy().tolist()]


def measures(found: Document, *, field: str = "value") -> dict[Any, Any]:
    """Return a field of all measures: by name, or by name, groups and first day when there are more.

    Groups are None for the whole shop.
    """
    columns = [column.id for column in found.tables["metrics"].columns]
    groups = [name for name in columns[1:] if columns.index(name) < columns.index("value")]
    records = [dict(zip(columns, row, strict=True)) for row in rows(found, "metrics")]
    starts = {row["from"] for row in records}
    found_: dict[Any, Any] = {}
    for row in records:
        key: tuple[Any, ...] = (row["metric"], *(row[name] for name in groups))
        if len(starts) > 1:
            key = (*key, row["from"].isoformat())
        assert key not in found_
        found_[key if len(key) > 1 else key[0]] = row[field]
    return found_
