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
    from repurchase_cli.reports.cohorts.following import Followed, Way

#: What people read in place of a cohort; where it is missing, all of them are meant.
COHORT_NAMES: dict[str | None, Text] = {
    "": Text("(blank)", "（空）"),
    None: Text("(all)", "（全部）"),
}
#: Rows of a table that the screen shows; a longer one stands in files only.
ON_SCREEN = 26


@dataclass(frozen=True, slots=True)
class Found:
    """Cohorts of the whole shop, and of its groups where these were asked for."""

    way: Way
    shop: Followed
    groups: Groups = field(default_factory=Groups)
    parts: Followed | None = None

    @property
    def followed(self) -> tuple[Followed, ...]:
        """The whole shop, then its groups."""
        return (self.shop, self.parts) if self.parts else (self.shop,)


def cells(found: Found) -> Table:
    """Return every cohort and period that is over; those of the whole shop before the groups'.

    The whole shop has no value in the columns of the groups.
    """
    frames = [_named(found, one.apart, one.apart.cells) for one in found.followed]
    title = Text("Cohorts", "同期群")
    return _table(found, "cohorts", title, tables.COHORT_COLUMNS, frames, shown=False)


def _named(found: Found, cohorts: Cohorts, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of cohorts with their names, ordered by time, or by size: the largest last."""
    if found.way.field:
        keys = ["part", "cohort"]
        sizes = cohorts.sizes.set_index(keys)["customers"].rename("size_")
        frame = frame.join(sizes, on=keys).sort_values(["part", "size_", "cohort"], kind="stable")
    return frame.assign(cohort=[found.way.called(one) for one in frame["cohort"]])


def together(found: Found) -> Table:
    """Return all cohorts as one, period by period, everyone counted once."""
    frames = [one.together.cells for one in found.followed]
    columns = tuple(column for column in tables.COHORT_COLUMNS if column.id != "cohort")
    title = Text("All cohorts together", "全部同期群合计")
    shown = not found.parts and len(frames[0]) <= ON_SCREEN
    return _table(found, "all_cohorts", title, columns, frames, shown=shown)


def summary(found: Found) -> Table:
    """Return a row for each cohort and one for all; with groups, one for all cohorts of each."""
    frames = [one.together.summary() for one in found.followed]
    columns = tables.COHORT_SUMMARY_COLUMNS
    if found.parts:
        columns = columns[1:]
    else:
        apart = found.shop.apart
        frames = [_named(found, apart, apart.summary()), frames[0].assign(cohort=None)]
    frames = [_with_bounds(frame) for frame in frames]
    shown = sum(map(len, frames)) <= ON_SCREEN
    return _table(found, "cohort_summary", Text("Cohorts", "同期群"), columns, frames, shown=shown)


def _with_bounds(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a summary with the interval of the repeat rate."""
    seen = frame[["repeated", "customers_seen"]].fillna(0).astype("int64")
    found = [rates.rate(*pair) for pair in seen.itertuples(index=False, name=None)]
    return frame.assign(low=[one.low for one in found], high=[one.high for one in found])


def _table(
    found: Found,
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    frames: list[pd.DataFrame],
    *,
    shown: bool,
) -> Table:
    """Return frames below each other; with groups, the first is that of the whole shop."""
    columns = (*found.groups.columns, *columns)
    ids = [column.id for column in columns]
    if found.parts:
        frames = [_of_shop(frames[0], found.groups), *map(found.groups.split, frames[1:])]
    texts = dict.fromkeys([column.id for column in columns if column.kind == "text"], object)
    rows = pd.concat([frame[ids].astype(texts) for frame in frames], ignore_index=True)
    names = {**found.groups.value_names, "cohort": COHORT_NAMES}
    names = {key: said for key, said in names.items() if key in ids}
    return Table(name, title, columns, FrameRows(rows), shown=shown, names=names)


def _of_shop(frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return rows of the whole shop, which have no value in the columns of the groups."""
    return frame.assign(**dict.fromkeys(groups.names))
