"""The grid of the lifecycle: stage × group, with customers, money, and each cell's campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from repurchase_cli import rules, tables
from repurchase_cli.campaigns.audiences import known_columns
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.reports.members.grid_effects import (
    DECISIVE,
    CellEffect,
    can_be_told,
    contacts_of,
    effect,
)
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.members.membership import Members

#: Purchases up to which customers are looked at.
_MOST_PURCHASES = 20
_AXES = {"lifecycle_stage": "lifecycle_stages", "customer_group": "customer_groups"}


def sections(members: Members, ledger: Ledger) -> tuple[Section, ...]:
    """Return the grid as a table and a heat map."""
    title = Text("Grid of the lifecycle", "生命周期网格")
    cells = _cells(members, ledger)
    lists = {axis: getattr(members.settings, name) for axis, name in _AXES.items()}
    table = Table(
        "grid",
        title,
        tables.GRID_COLUMNS,
        FrameRows(cells),
        names={axis: {rule.name: rule.label for rule in listed} for axis, listed in lists.items()},
    )
    chart = Chart("heatmap", title, "grid", "customer_group", ("share",), series="lifecycle_stage")
    line = Text(
        "Campaigns of the calendar run in their windows only; others that name neither stage nor "
        "group run everywhere. What campaigns did counts in the cell that customers were in when "
        "they were contacted; the lift is the share who bought beyond that of the control arm",
        "日历活动仅在其时段内执行；条件未涉及阶段和客户群的活动适用于全部格。"
        "活动效果按客户被联系时所在的格统计；提升为购买比例与对照组之差",
    )
    return (Section(title, (line, *_nobody(cells)), table, chart),)


def _nobody(cells: pd.DataFrame) -> Iterator[Text]:
    """Yield that nothing can be told of campaigns yet, where the ledger knows no contact."""
    if (cells["contacted"] == 0).all():
        yield Text(
            "No contact of these campaigns is in the ledger yet: targets writes them there",
            "账本中尚无这些活动的联系记录：运行 targets 后会写入",
        )


def _cells(members: Members, ledger: Ledger) -> pd.DataFrame:
    """Return one row per cell, also of those that nobody is in."""
    customers = _customers(members)
    sums = customers.groupby([*_AXES])["revenue"].agg(["size", "sum"])
    cells = _cells_of(members.settings)
    sums = sums.reindex(pd.MultiIndex.from_frame(cells), fill_value=0)
    allowed = _allowed(members.settings, members.segmentation.thresholds, cells)
    done = _done(members, ledger, cells, allowed)
    return cells.assign(
        customers=sums["size"].to_numpy(),
        share=sums["size"].to_numpy() / max(len(customers), 1),
        revenue=sums["sum"].to_numpy(),
        campaigns=[", ".join(campaigns) for campaigns in allowed],
        **{name: done[name].to_numpy() for name in CellEffect._fields},
    )


def _done(
    members: Members, ledger: Ledger, cells: pd.DataFrame, allowed: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """Return what the campaigns of each cell did, empty where its customers cannot be told."""
    if not can_be_told(members):
        return pd.DataFrame(index=cells.index, columns=[*CellEffect._fields], dtype="float64")
    contacts = contacts_of(members, ledger)
    return pd.DataFrame(
        [
            effect(contacts, cell, campaigns)
            for cell, campaigns in zip(cells.to_numpy().tolist(), allowed, strict=True)
        ]
    )


def _customers(members: Members) -> pd.DataFrame:
    """Return the customers with their cell, in their order."""
    labels = members.segmentation.labels.frame().sort_values("row", ignore_index=True)
    customers = members.sales.customers(["customer_id", "revenue"])
    for axis, name in _AXES.items():
        rules_of_axis = getattr(members.settings, name)
        names = np.array([rule.name for rule in rules_of_axis], dtype=object)
        customers[axis] = names[labels[f"{axis}_index"]]
    return customers


def _allowed(
    settings: Settings, thresholds: Mapping[str, float], cells: pd.DataFrame
) -> list[list[str]]:
    """Return for each cell the active campaigns that name an axis and that it does not rule out.

    What else a condition names is not known of customers of a cell. With that empty, a condition in
    SQL is false only where days and purchases decide it.
    """
    types, lives = known_columns(), _lives(settings, thresholds)
    allowed: list[list[str]] = [[] for _ in range(len(cells))]
    places = pd.MultiIndex.from_frame(cells).get_indexer(pd.MultiIndex.from_frame(lives[[*_AXES]]))
    for campaign in settings.campaigns:
        rule = rules.Rule(campaign.name, campaign.title, f"({campaign.when}) is not false")
        columns = rules.columns_of([rule])
        if not campaign.active or campaign.audience != "customers" or not columns & {*_AXES}:
            continue
        frame = pd.DataFrame(
            {
                name: lives[name] if name in lives else _empty(types[name], len(lives))
                for name in columns
            }
        )
        for place in np.unique(places[rules.label(frame, [rule], thresholds) == 0]):
            allowed[place].append(campaign.name)
    return allowed


def _lives(settings: Settings, thresholds: Mapping[str, float]) -> pd.DataFrame:
    """Return customers of every kind: days since the last purchase × purchases, with their cells.

    Where rules of an axis go by more than that, the cells alone.
    """
    lists = {axis: getattr(settings, name) for axis, name in _AXES.items()}
    if any(rules.columns_of(lists[axis]) - {column} for axis, column in DECISIVE.items()):
        return _cells_of(settings)
    last = max(thresholds.get(name, 0) for name in ("lost_days", "sleeping_days", "recent_days"))
    days, counts = range(int(last) + 100), range(1, _MOST_PURCHASES)
    every = pd.MultiIndex.from_product([days, counts], names=[*DECISIVE.values()])
    lives = every.to_frame(index=False)
    for axis, listed in lists.items():
        names = np.array([rule.name for rule in listed], dtype=object)
        lives[axis] = names[rules.label(lives, listed, thresholds)]
    of_new = lives["n_purchases"] == 1
    return lives.assign(days_since_first=lives["days_since_last"].astype("Float64").where(of_new))


def _cells_of(settings: Settings) -> pd.DataFrame:
    """Return every stage with every group."""
    names = [[rule.name for rule in getattr(settings, name)] for name in _AXES.values()]
    return pd.MultiIndex.from_product(names, names=[*_AXES]).to_frame(index=False)


def _empty(kind: str, n: int) -> pd.Series[Any]:
    """Return a column without values of a type of DuckDB's."""
    of_pandas = {"DATE": "datetime64[s]", "VARCHAR": "str", "BOOLEAN": "boolean"}
    return pd.Series([None] * n, dtype=of_pandas.get(kind, "Float64"))
