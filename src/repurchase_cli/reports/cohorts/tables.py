"""The tables of cohorts: every cell, a row for each cohort, and all cohorts together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.document import Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.groups import Groups

if TYPE_CHECKING:
    from repurchase_cli.analysis.cohorts import Cohorts
    from repurchase_cli.document import Column
    from repurchase_cli.reports.cohorts.membership import CohortViews, Definition

#: What people read in place of a cohort; where it is missing, all of them are meant.
COHORT_NAMES: dict[str | None, Text] = {
    "": Text("(blank)", "（空）"),
    None: Text("(all)", "（全部）"),
}
#: Rows of a table that the screen shows; a longer one stands in files only.
ON_SCREEN = 26


@dataclass(frozen=True, slots=True)
class ShopCohorts:
    """Cohorts of the whole shop, and of its parts where groups were named."""

    definition: Definition
    shop: CohortViews
    groups: Groups = field(default_factory=Groups)
    parts: CohortViews | None = None

    @property
    def views(self) -> tuple[CohortViews, ...]:
        """The whole shop, then its parts."""
        return (self.shop, self.parts) if self.parts else (self.shop,)


def cells(cohorts: ShopCohorts) -> Table:
    """Return every cohort and period that is over; those of the whole shop before the groups'.

    The whole shop has no value in the columns of the groups.
    """
    frames = [_named(cohorts, view.separate, view.separate.cells) for view in cohorts.views]
    title = Text("Cohorts", "同期群")
    return _table(cohorts, "cohorts", title, tables.COHORT_COLUMNS, frames, shown=False)


def _named(cohorts: ShopCohorts, separate: Cohorts, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of cohorts with their names, ordered by time, or by size: the largest last."""
    if cohorts.definition.field:
        keys = ["part", "cohort"]
        sizes = separate.sizes.set_index(keys)["customers"].rename("size_")
        frame = frame.join(sizes, on=keys).sort_values(["part", "size_", "cohort"], kind="stable")
    return frame.assign(cohort=[cohorts.definition.name(key) for key in frame["cohort"]])


def combined(cohorts: ShopCohorts) -> Table:
    """Return all cohorts as a single one, period by period, everyone counted once."""
    frames = [view.combined.cells for view in cohorts.views]
    columns = tuple(column for column in tables.COHORT_COLUMNS if column.id != "cohort")
    title = Text("All cohorts together", "全部同期群合计")
    shown = not cohorts.parts and len(frames[0]) <= ON_SCREEN
    return _table(cohorts, "all_cohorts", title, columns, frames, shown=shown)


def summary(cohorts: ShopCohorts) -> Table:
    """Return a row for each cohort and one for all; with groups, one for all cohorts of each."""
    frames = [view.combined.summary() for view in cohorts.views]
    columns = tables.COHORT_SUMMARY_COLUMNS
    if cohorts.parts:
        columns = columns[1:]
    else:
        separate = cohorts.shop.separate
        frames = [
            _named(cohorts, separate, separate.summary()),
            frames[0].assign(cohort=None),
        ]
    frames = [_with_bounds(frame) for frame in frames]
    shown = sum(map(len, frames)) <= ON_SCREEN
    title = Text("Cohorts", "同期群")
    return _table(cohorts, "cohort_summary", title, columns, frames, shown=shown)


def _with_bounds(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a summary with the interval of the repeat rate."""
    seen = frame[["repeated", "customers_seen"]].fillna(0).astype("int64")
    bounds = [rates.rate(*pair) for pair in seen.itertuples(index=False, name=None)]
    return frame.assign(low=[rate.low for rate in bounds], high=[rate.high for rate in bounds])


def _table(
    cohorts: ShopCohorts,
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    frames: list[pd.DataFrame],
    *,
    shown: bool,
) -> Table:
    """Return frames below each other; with groups, the first is that of the whole shop."""
    columns = (*cohorts.groups.columns, *columns)
    ids = [column.id for column in columns]
    if cohorts.parts:
        frames = [_of_shop(frames[0], cohorts.groups), *map(cohorts.groups.split, frames[1:])]
    texts = dict.fromkeys([column.id for column in columns if column.kind == "text"], object)
    rows = pd.concat([frame[ids].astype(texts) for frame in frames], ignore_index=True)
    names = {**cohorts.groups.value_names, "cohort": COHORT_NAMES}
    names = {key: values for key, values in names.items() if key in ids}
    return Table(name, title, columns, FrameRows(rows), shown=shown, names=names)


def _of_shop(frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return rows of the whole shop, which have no value in the columns of the groups."""
    return frame.assign(**dict.fromkeys(groups.names))
