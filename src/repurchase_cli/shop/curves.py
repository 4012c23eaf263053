"""Curves of customers coming back: by how many purchases they had made, and by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.intervals import Gaps, summed
from repurchase_cli.analysis.survival import BATCHES, Curve, kaplan_meier
from repurchase_cli.document import Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.sales import GROUP_MARK

if TYPE_CHECKING:
    from repurchase_cli.sales import Reduction, Relation

#: The fifth purchase and all later ones are one curve.
RANKS = 5
HORIZONS = (30, 60, 90, 180, 365)
AFTER: dict[str, Text] = {
    "any": Text("any purchase", "任意一次"),
    "1": Text("1st", "第 1 次"),
    "2": Text("2nd", "第 2 次"),
    "3": Text("3rd", "第 3 次"),
    "4": Text("4th", "第 4 次"),
    "5+": Text("5th or later", "第 5 次及以后"),
}
_ANY = -1  # as customers_by_rank.sql says it
Names = Mapping[str, Mapping[Any, Text]]


class Scope(NamedTuple):
    """Which purchases are waited on, as SQL, and up to which day since 1970.

    Those of customers whose first purchase lies before ``first_cohort`` have no rank: it may not be
    their first.
    """

    as_of: int
    wanted: str
    first_cohort: int

    @property
    def words(self) -> dict[str, str]:
        """What fills the braces of the SQL texts; rank 0 is none."""
        rank = f"if(first_day >= {self.first_cohort}, least(purchase_rank, {RANKS}), 0)"
        return {"as_of": str(self.as_of), "wanted": self.wanted, "rank": rank}


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: after a purchase of a rank (None for any), in a group (None for the shop).

    ``customers`` is None where they were not counted.
    """

    group: str | None
    rank: int | None
    curve: Curve
    gaps: Gaps
    customers: int | None

    @property
    def after(self) -> str:
        """The rank as a word."""
        if self.rank is None:
            return "any"
        return str(self.rank) if self.rank < RANKS else f"{RANKS}+"


class Waits(NamedTuple):
    """Counts of waits by part, rank, batch and length, and of customers by part and rank."""

    counts: pd.DataFrame
    customers: pd.DataFrame


def waits(
    reduction: Reduction, purchases: Relation, scope: Scope, *, with_customers: bool = True
) -> Waits:
    """Return how long customers were waited on in each part of the purchases of a reduction."""
    keys = f"part, {scope.words['rank']} as rank, customer % {BATCHES} as batch"
    words = {**scope.words, "keys": keys, "joins": ""}
    counts = reduction.derive("shop/returns", words, purchases=purchases).frame()
    if with_customers:
        ranks = reduction.derive("shop/customers_by_rank", scope.words, purchases=purchases)
        return Waits(counts, ranks.frame())
    return Waits(counts, pd.DataFrame(columns=["part", "rank", "customers"]))


def lines_of_shop(found: Waits) -> list[Line]:
    """Return the curves of all parts together."""
    customers = found.customers.groupby("rank")["customers"].sum().reset_index()
    return list(_lines(None, Waits(found.counts, customers)))


def lines_by_part(found: Waits) -> dict[str, list[Line]]:
    """Return the curves of every part."""
    customers = dict(list(found.customers.groupby("part")))
    return {
        str(part): list(_lines(group_of(str(part)), Waits(counts, customers[part])))
        for part, counts in found.counts.groupby("part")
    }


def group_of(part: str) -> str:
    """Return a part as the tables name it: the values of several groups side by side."""
    return part.replace(GROUP_MARK, " / ")


def _lines(group: str | None, found: Waits) -> Iterator[Line]:
    """Yield the curve after any purchase, then that of each rank."""
    customers = found.customers.set_index("rank")["customers"].to_dict()
    yield _line(group, None, found.counts, customers.get(_ANY))
    for rank in sorted(set(found.counts["rank"].tolist()) - {0}):
        counts = found.counts[found.counts["rank"] == rank]
        yield _line(group, rank, counts, customers.get(rank))


def _line(group: str | None, rank: int | None, counts: pd.DataFrame, customers: int | None) -> Line:
    days, n, batch = (counts[name].to_numpy(dtype=np.int64) for name in ("days", "n", "batch"))
    back = counts["returned"].to_numpy(dtype=bool)
    repeated = rank is None or rank == RANKS  # a customer counts with several purchases
    curve = kaplan_meier(days, back, n, batch if repeated else None)
    return Line(group, rank, curve, summed(days[back], n[back]), customers)


def curve_table(name: str, title: Text, lines: Sequence[Line], names: Names) -> Table:
    """Return the curves in long form, each from day 0 on."""
    rows = pd.concat([_curve_frame(line) for line in lines], ignore_index=True)
    rows["order_rank"] = rows["order_rank"].astype("Int64")
    return Table(
        name,
        title,
        tables.CURVE_COLUMNS,
        FrameRows(rows[[column.id for column in tables.CURVE_COLUMNS]]),
        shown=False,
        names={**names, "after": AFTER},
    )


def _curve_frame(line: Line) -> pd.DataFrame:
    curve = line.curve
    arrays = {
        "days": curve.days,
        "share_returned": curve.share_returned,
        "low": curve.low,
        "high": curve.high,
        "at_risk": curve.at_risk.astype(np.int64),
    }
    if not curve.days.size or curve.days[0] > 0:
        start = {"at_risk": round(curve.n)}
        arrays = {key: np.insert(one, 0, start.get(key, 0)) for key, one in arrays.items()}
    return pd.DataFrame(arrays).assign(group=line.group, order_rank=line.rank, after=line.after)


def summary_table(lines: Sequence[Line], names: Names, of: Literal["group", "after"]) -> Table:
    """Return what each curve comes to, one row each, told apart by one of two columns."""
    rows = pd.DataFrame([_summary(line) for line in lines])
    rows["group"] = pd.Series([line.group for line in lines], dtype=object)  # None stays None
    columns = tuple(c for c in tables.INTERVAL_COLUMNS if c.id not in {"group", "after"} - {of})
    return Table(
        "intervals",
        Text("Days until customers came back", "复购周期"),
        columns,
        FrameRows(rows[[column.id for column in columns]]),
        names={of: {**names, "after": AFTER}[of]},
    )


def _summary(line: Line) -> dict[str, object]:
    within = {f"back_{days}d": line.curve.returned_by(days) for days in HORIZONS}
    return {
        "group": line.group,
        "after": line.after,
        "purchases": round(line.curve.n),
        "returned": round(line.gaps.n),
        "mean_gap": line.gaps.mean,
        "median_gap": line.gaps.median,
        "km_median": line.curve.median(),
        **within,
        "customers": line.customers,
    }


def within_table(lines: Sequence[Line], names: Names) -> Table:
    """Return the share back within so many days, with its band, in long form."""
    rows = pd.DataFrame(
        [
            (line.group, line.rank, days, *line.curve.band_by(days))
            for line in lines
            for days in HORIZONS
        ],
        columns=[column.id for column in tables.WITHIN_COLUMNS],
    )
    rows["order_rank"] = rows["order_rank"].astype("Int64")
    title = Text("Share back within so many days", "各天数内回购比例")
    return Table("within", title, tables.WITHIN_COLUMNS, FrameRows(rows), shown=False, names=names)
