"""When each customer's next purchase is due, and who is due in the days to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import intervals
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows, quoted, text
from repurchase_cli.sales import GROUP_MARK
from repurchase_cli.shop.curves import RANKS, Line, Names
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.sales import Reduction, Relation, Sales
    from repurchase_cli.shop.groups import Groups
    from repurchase_cli.shop.segmentation import Segmentation

#: How well gaps keep to what was expected of them is learnt from about so many customers.
_SAMPLE = 50_000
#: So many rows of a longer list stand on the screen.
_FIRST = 20
_CUSTOMER = f"string_split(c.customer_id, {text(GROUP_MARK)})[-1]"
_EXPECTED = (
    f"if(history >= {intervals.OWN_GAPS}, median_gap, "
    f"round(exp((coalesce(log_gaps, 0) + {intervals.PRIOR_GAPS} * ln(typical)) "
    f"/ (history + {intervals.PRIOR_GAPS})), 6))"
)
_ON_SCREEN = (
    "due_date", "wake_up_date", "customer_id", "name", "phone", "group", "last_purchase",
    "expected_gap",
)  # fmt: skip
_IN_FILES = (*_ON_SCREEN, "due_low", "due_high", "email")


class Due(NamedTuple):
    """The customers of a reduction, each with its due date; see ``sql/shop/due_dates``."""

    sales: Sales
    reduction: Reduction
    labels: Relation
    dates: Relation
    group: str  # the SQL of the group that people read
    names: Names
    as_of: int


def due_dates(
    reduction: Reduction,
    purchases: Relation,
    shop: Sequence[Line],
    by_part: Mapping[str, Sequence[Line]],
    *,
    as_of: int,
    wake_up_days: int,
) -> Relation:
    """Return when each customer is due; ``by_part`` is empty where no group was asked for."""
    typical = typical_gaps(shop, by_part)
    rows = tuple(typical.itertuples(index=False, name=None))
    return reduction.once(
        ("due dates", purchases.number, as_of, wake_up_days, rows),
        lambda: _due_dates(reduction, purchases, typical, as_of, wake_up_days),
    )


def _due_dates(
    reduction: Reduction,
    purchases: Relation,
    typical_frame: pd.DataFrame,
    as_of: int,
    wake_up_days: int,
) -> Relation:
    words = {
        "expected": _EXPECTED,
        "ranks": str(RANKS),
        "own_gaps": str(intervals.OWN_GAPS),
        "as_of": str(as_of),
        "wake_up_days": str(wake_up_days),
    }
    typical = reduction.hold(typical_frame)
    words["step"] = str(max(1, round(len(reduction.base["customers"]) / _SAMPLE)))
    accuracy = reduction.derive("shop/gap_accuracy", words, purchases=purchases, typical=typical)
    ranges = reduction.hold(_ranges(accuracy.frame()))
    return reduction.derive(
        "shop/due_dates", words, purchases=purchases, typical=typical, ranges=ranges
    )


def typical_gaps(shop: Sequence[Line], by_part: Mapping[str, Sequence[Line]]) -> pd.DataFrame:
    """Return the typical gap of every part and rank: the median of those who come back.

    It is that after as many purchases in the group; where fewer than ten came back, that after any
    purchase in the group, after as many purchases in the shop, after any in the shop.
    """
    whole = {line.rank: line for line in shop}
    found = []
    for part, lines in (by_part or {"": shop}).items():
        own = {line.rank: line for line in lines}
        for rank in range(1, RANKS + 1):
            choices = [own.get(rank), own[None], whole.get(rank), whole[None]]
            found.append((part, rank, _typical([line for line in choices if line])))
    frame = pd.DataFrame(found, columns=["part", "rank", "typical"])
    frame = frame.astype({"part": str, "rank": "int32", "typical": "float64"})
    return frame.dropna()


def _typical(lines: Sequence[Line]) -> float | None:
    """Return the median, at least a day, of those who come back: by the first line with enough."""
    enough = [line for line in lines if line.gaps.n >= intervals.ENOUGH]
    found = (enough or lines[-1:])[0].curve.quantile_of_returning(0.5)
    return None if found is None else max(1.0, float(found))


def _ranges(known: pd.DataFrame) -> pd.DataFrame:
    history, percent, n = (known[c].to_numpy(np.int64) for c in ("history", "percent", "n"))
    found = intervals.ranges(history, percent, known["returned"].to_numpy(bool), n)
    rows = [(at, one.low, one.high) for at, one in enumerate(found) if one]
    frame = pd.DataFrame(rows, columns=["history", "low", "high"])
    return frame.astype({"history": "int64", "low": "float64", "high": "float64"})


def group_sql(groups: Groups, found: Segmentation) -> str:
    """Return the SQL of a customer's group, as a table shows it."""
    if groups.names:
        return f"replace(d.part, {text(GROUP_MARK)}, ' / ')"
    labels = ", ".join(text(rule.name) for rule in found.rules["customer_group"])
    return f"[{labels}][l.customer_group_index + 1]"


def customers_table(due: Due) -> Table:
    """Return all customers with their due dates, ordered by id."""
    names = [c.id for c in (*tables.EXPECTED_COLUMNS, *tables.CONTACT_COLUMNS)]
    title = Text("Customers and when they are due", "客户及应购日")
    return _table("customers", title, due, names, "true", ("customer_id", "group"))


def due_section(due: Due, within: int | None) -> list[Section]:
    """Return who is due within so many days, and how many are overdue."""
    last = due.as_of + (within or 0)
    words = {"as_of": str(due.as_of), "last": str(last)}
    overdue = due.reduction.derive("shop/overdue", words, due=due.dates).frame().iloc[0]
    counts = {str(name): int(n) for name, n in overdue.items()}
    heading = Text("Who is due", "应购客户")
    late = _overdue(counts)
    if within is None:
        return [Section(heading, late)]
    wanted = f"d.due_day > {due.as_of} and d.due_day <= {last}"
    order = ("due_date", "wake_up_date", "customer_id", "group")
    title = Text(f"Due in the {within} days after the as-of date", f"截止日后 {within} 天内应购")
    table = _table("due", title, due, _IN_FILES, wanted, order)
    if not counts["expected"]:
        return [Section(heading, late), Section(title, (), table)]
    return [
        Section(heading, (_due(counts, within), *late), _first(table)),
        Section(title, (), table),
    ]


def _first(table: Table) -> Table:
    """Return the first rows of the due, as the screen shows them."""
    rows = table.rows.frame()
    return replace(
        table,
        name="due_first",
        title=Text(f"The first {_FIRST} of {len(rows):,}", f"前 {_FIRST} 位（共 {len(rows):,} 位）")
        if len(rows) > _FIRST
        else table.title,
        columns=tuple(column for column in table.columns if column.id in _ON_SCREEN),
        rows=FrameRows(rows.head(_FIRST)),
        shown=True,
    )


def _due(counts: Mapping[str, int], within: int) -> Text:
    if not counts["due"]:
        return Text(f"Nobody is due within {within} days.", f"{within} 天内没有应购客户。")
    return Text(
        f"{counted(counts['due'], 'customer')} due within {within} days; "
        f"{counts['to_wake_now']:,} of them to be woken up by now (wake-up date reached).",
        f"{within} 天内应购 {counts['due']:,} 位，其中 {counts['to_wake_now']:,} 位已到唤醒日。",
    )


def _overdue(counts: Mapping[str, int]) -> tuple[Text, ...]:
    if not counts["expected"]:
        return (Text("Nobody has come back yet: no due dates.", "尚无回购，无法推算应购日。"),)
    late = counts["overdue"] - counts["past_range"]
    if not counts["overdue"]:
        return (Text("Nobody is overdue.", "没有逾期的客户。"),)
    return (
        Text(
            f"Overdue: {counts['overdue']:,} of {counts['customers']:,} were due by the as-of "
            f"date; within their range {late:,}, past it {counts['past_range']:,}.",
            f"已逾期：{counts['customers']:,} 位中有 {counts['overdue']:,} 位到截止日已过应购日，"
            f"其中 {late:,} 位仍在区间内，{counts['past_range']:,} 位已过区间。",
        ),
    )


def _table(
    name: str, title: Text, due: Due, names: Sequence[str], wanted: str, order: tuple[str, ...]
) -> Table:
    """Return customers who are wanted, with the columns of these names that the files have."""
    contacts = [c for c in tables.CONTACT_COLUMNS if c.id in due.sales.contacts()]
    by_id = {column.id: column for column in (*tables.EXPECTED_COLUMNS, *contacts)}
    columns = tuple(by_id[one] for one in names if one in by_id)
    words = {
        "columns": ", ".join(quoted(column.id) for column in columns),
        "own": _CUSTOMER,
        "group": due.group,
        "wanted": wanted,
    }
    inputs = {
        "due": due.dates,
        "people": due.sales.base["customers"],
        "labels": due.labels,
    }
    return Table(
        name,
        title,
        columns,
        due.reduction.derive("shop/due_customers", words, **inputs).ordered(*order),
        shown=False,
        names=due.names,
        private_ids=private_ids(due.sales),
    )
