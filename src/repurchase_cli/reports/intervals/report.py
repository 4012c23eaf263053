"""How long customers take to come back, when a customer counts as lost, and who is due when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import intervals
from repurchase_cli.document import Chart, Document, Section, Table, Text, written_day
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.intervals.limits import limits_section
from repurchase_cli.reports.intervals.notes import interval_notes, short_file
from repurchase_cli.rows import FrameRows
from repurchase_cli.sales import GROUP_MARK
from repurchase_cli.shop import curves, due_dates, spans
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop.gaps import gaps_of
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import LABELS, segment_customers
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Reduction, Relation, Sales
    from repurchase_cli.shop.curves import Line, Names, Scope
    from repurchase_cli.shop.segmentation import Segmentation

NEEDS = Needs(contacts=True)
_ALL = Text("All", "全部")
_NONE = Text("(none)", "（无）")


@dataclass(frozen=True, slots=True)
class IntervalsRequest:
    """What the user wants.

    ``first`` and ``last`` are the days on which gaps begin, ``group_by`` the names of groups (see
    :mod:`repurchase_cli.shop.groups`), ``due_within`` for how many days to list who is due.
    """

    first: date | None = None
    last: date | None = None
    group_by: tuple[str, ...] = ()
    due_within: int | None = None


def needs(request: IntervalsRequest, settings: Settings) -> Needs:
    """Return what the report needs of the sales: its groups are read of their lines."""
    del settings
    return replace(NEEDS, lines=frozenset(request.group_by))


def build(
    request: IntervalsRequest, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return the intervals between purchases, and when customers are due."""
    del language
    scope = _scope(request, sales, settings)
    segmentation = segment_customers(sales, settings)
    groups = grouping.asked(sales, request.group_by, segmentation)
    gaps, shop, by_part, reduction, purchases = _returns(sales, segmentation, groups, scope)
    due = due_dates.Due(
        sales=sales,
        reduction=reduction,
        labels=segmentation.labels,
        dates=due_dates.due_dates(
            reduction,
            purchases,
            shop,
            by_part,
            as_of=scope.as_of,
            wake_up_days=settings.wake_up_days,
        ),
        group=due_dates.group_sql(groups, segmentation),
        names={"group": _names(groups, segmentation, by_part)},
        as_of=scope.as_of,
    )
    by_group = [by_part[part] for part in sorted(by_part, key=groups.place)]
    return envelope(
        sales,
        settings,
        segmentation,
        command="intervals",
        title=Text("Repurchase intervals", "复购周期"),
        main="customers",
        sections=(
            _gaps_section(gaps, short_file(sales, shop)),
            *_curve_sections(sales, shop, by_group, due.names),
            limits_section(gaps, segmentation.thresholds),
            *due_dates.due_section(due, request.due_within),
        ),
        lists=(Section(Text("Customers", "客户"), (), due_dates.customers_table(due)),),
        notes=interval_notes(sales, settings, shop, groups),
    )


class _Returns(NamedTuple):
    """Gaps and curves of the shop, and curves of its parts with the purchases that they are of."""

    gaps: pd.DataFrame
    shop: Sequence[Line]
    by_part: Mapping[str, Sequence[Line]]
    reduction: Reduction
    purchases: Relation


def _returns(sales: Sales, segmentation: Segmentation, groups: Groups, scope: Scope) -> _Returns:
    """Return how customers came back; those of groups of lines are reduced apart from the shop."""
    whole = grouping.parted(sales, segmentation, Groups() if groups.of_lines else groups)
    purchases = whole.purchases()
    gaps = gaps_of(sales, purchases, scope.wanted)
    waits = curves.waits(sales, purchases, scope)
    shop = curves.lines_of_shop(waits)
    if not groups.of_lines:
        by_part = curves.lines_by_part(waits) if groups.names else {}
        return _Returns(gaps, shop, by_part, sales, purchases)
    apart = grouping.parted(sales, segmentation, groups)
    purchases = apart.purchases()
    by_part = curves.lines_by_part(curves.waits(apart.reduction, purchases, scope))
    return _Returns(gaps, shop, by_part, apart.reduction, purchases)


def _scope(request: IntervalsRequest, sales: Sales, settings: Settings) -> Scope:
    """Return which purchases are waited on: those of the days wanted, up to the as-of date."""
    wanted = "true"
    if request.first or request.last:
        span = spans.asked(sales, request.first, request.last, None).shown[0]
        wanted = f"day between {spans.number(span.first)} and {spans.number(span.last)}"
    begin = spans.number(sales.intake.first or sales.as_of)
    return curves.Scope(spans.number(sales.as_of), wanted, begin + settings.burn_in_days)


def _gaps_section(gaps: pd.DataFrame, warning: Text | None) -> Section:
    """Return how long the gaps lasted that have ended."""
    ended = gaps[gaps["returned"]]
    days, n = (ended[name].to_numpy(np.int64) for name in ("days", "n"))
    weight = ended["weight"].to_numpy(np.float64)
    each, by_customer = intervals.summed(days, n), intervals.summed(days, weight)
    lines = [_gaps_line(each, by_customer)]
    if warning:
        lines.append(warning)
    bins = intervals.bins(days, n, weight)
    rows = [(_days(b), b.n, b.n / each.n, b.weight / by_customer.n) for b in bins]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.GAP_COLUMNS])
    title = Text("Gaps between purchases", "购买间隔分布")
    table = Table(
        "gaps",
        title,
        tables.GAP_COLUMNS,
        FrameRows(frame),
        shown=bool(rows),
        bar="share",
        names={"days": {_days(b): _days_text(b) for b in bins}},
    )
    chart = Chart("column", title, "gaps", "days", ("share", "customer_share"))
    return Section(title, tuple(lines), table, chart if rows else None)


def _gaps_line(each: intervals.Gaps, by_customer: intervals.Gaps) -> Text:
    if not each.n:
        return Text("No customer has come back yet.", "尚无客户再次购买。")
    return Text(
        f"{counted(round(each.n), 'gap')} ended: {each.mean:,.1f} days on average, median "
        f"{each.median:,.1f}; when every customer counts once, {by_customer.mean:,.1f} and "
        f"{by_customer.median:,.1f}.",
        f"已结束的间隔 {each.n:,.0f} 个：平均 {each.mean:,.1f} 天，中位数 {each.median:,.1f} 天；"
        f"每位客户只计一次时为 {by_customer.mean:,.1f} 天和 {by_customer.median:,.1f} 天。",
    )


def _days(days: intervals.Bin) -> str:
    if days.last is None:
        return f"{days.first}+"
    return str(days.first) if days.first == days.last else f"{days.first}–{days.last}"


def _days_text(days: intervals.Bin) -> Text:
    if days.last is None:
        return Text(f"over {days.first - 1}", f"超过 {days.first - 1}")
    return Text(_days(days), _days(days))


def _names(
    groups: Groups, segmentation: Segmentation, parts: Iterable[str]
) -> Mapping[str | None, Text]:
    """Return what people read for each group."""
    names = groups.names or ("customer_group",)
    rules = {
        name: {rule.name: rule.label for rule in segmentation.rules[name]}
        for name in names
        if name in LABELS
    }
    texts: dict[str | None, Text] = {None: _ALL}
    if not groups.names:
        texts.update(rules["customer_group"])
    for part in parts:
        values = [
            rules.get(name, {}).get(value, Text(value, value)) if value else _NONE
            for name, value in zip(names, part.split(GROUP_MARK), strict=True)
        ]
        texts[curves.group_of(part)] = Text(
            " / ".join(value.en for value in values), " / ".join(value.zh for value in values)
        )
    return texts


def _curve_sections(
    sales: Sales, shop: Sequence[Line], by_group: Sequence[Sequence[Line]], names: Names
) -> Iterator[Section]:
    """Yield what the curves come to, the picture, and the curves themselves."""
    every = [*shop, *(line for lines in by_group for line in lines)]
    drawn = [lines[0] for lines in by_group] or shop
    has_returned = shop[0].gaps.n > 0
    summary = (
        curves.summary_table([shop[0], *drawn], names, "group")
        if by_group
        else curves.summary_table(shop, names, "after")
    )
    yield Section(
        Text("Days until customers came back", "复购周期"),
        (_how(sales),) if has_returned else (),
        summary if has_returned else replace(summary, shown=False),
    )
    title = Text("Share of customers who have come back", "已回购比例")
    whole = curves.curve_table("curve", title, every, names)
    chart = Chart(
        "curve", title, "curve", "days", ("share_returned",), "after", ("low", "high"), steps=True
    )
    if by_group:
        picture = curves.curve_table("curve_by_group", title, drawn, names)
        chart = replace(chart, table="curve_by_group", series="group")
        yield Section(title, (), picture, chart if has_returned else None)
        yield Section(Text("All curves", "全部曲线"), (), whole)
    else:
        yield Section(title, (), whole, chart if has_returned else None)
    within = curves.within_table(every, names)
    yield Section(within.title, (), within)


def _how(sales: Sales) -> Text:
    today = written_day(sales.as_of)
    return Text(
        f"Who has not come back by {today.en} counts as still waiting (Kaplan–Meier); the mean "
        "and median gap know only who did.",
        f"截至{today.zh}尚未回来的客户按“仍在等待”计入（Kaplan–Meier）；"
        "平均间隔和间隔中位数只含已回来的客户。",
    )
