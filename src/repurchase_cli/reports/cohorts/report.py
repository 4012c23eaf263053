"""Cohorts: how many of those who began together come back, period by period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.reports.cohorts import membership, tables
from repurchase_cli.reports.cohorts.words import cohort_lines, cohort_notes
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop import spans
from repurchase_cli.shop.segmentation import segment_customers
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.reports.cohorts.tables import ShopCohorts
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation

NEEDS = Needs()


@dataclass(frozen=True, slots=True)
class CohortsRequest:
    """What the user wants: cohorts ``by`` what, of first purchases between which days."""

    by: str = "month"
    first: date | None = None
    last: date | None = None
    groups: tuple[str, ...] = ()


def needs(request: CohortsRequest, settings: Settings) -> Needs:
    """Return what the report needs of the sales: cohorts and groups may be read of their lines."""
    del settings
    return Needs(lines=frozenset({request.by, *request.groups}))


def build(
    request: CohortsRequest, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return the cohorts, a summary of each, and all of them together."""
    del language
    window = _window(request, sales, settings.burn_in_days)
    segmentation = segment_customers(sales, settings) if request.groups else None
    cohorts = _cohorts(request, sales, segmentation, window)
    return envelope(
        sales,
        settings,
        segmentation,
        command="cohorts",
        title=Text("Cohorts of customers", "客户同期群"),
        main="cohorts",
        sections=_sections(cohorts, window),
        notes=cohort_notes(cohorts, sales, settings),
    )


def _window(request: CohortsRequest, sales: Sales, burn_in_days: int) -> tuple[date, date]:
    """Return the days between which a first purchase must lie."""
    (span,) = spans.asked(sales, request.first, request.last, None).shown
    begin = (sales.intake.first or span.first) + timedelta(days=burn_in_days)
    return max(span.first, begin), span.last


def _cohorts(
    request: CohortsRequest,
    sales: Sales,
    segmentation: Segmentation | None,
    window: tuple[date, date],
) -> ShopCohorts:
    """Return the cohorts of the shop, and those of each group apart."""
    definition = membership.definition(sales, request.by)
    whole = grouping.parted(sales, None, grouping.Groups())
    shop = membership.follow(whole, definition, *window)
    if shop.combined.sizes.empty:
        raise TooLittleDataError(
            f"nobody's first purchase lies between {window[0]} and {window[1]}",
            hint="choose --from and --to within the data, or fewer burn_in_days",
        )
    if not request.groups:
        return tables.ShopCohorts(definition, shop)
    groups = grouping.asked(sales, request.groups, segmentation)
    parted = grouping.parted(sales, segmentation, groups)
    parts = membership.follow(parted, definition, *window)
    return tables.ShopCohorts(definition, shop, groups, parts)


def _sections(cohorts: ShopCohorts, window: tuple[date, date]) -> tuple[Section, ...]:
    cells, combined = tables.cells(cohorts), tables.combined(cohorts)
    lines = cohort_lines(cohorts, window)
    heading = Text("Retention", "留存率")
    later = combined.rows.frame()
    if not later.loc[later["period"] > 0, "active"].any():
        lines = (*lines, Text("Nobody has come back yet", "尚无客户再次购买"))
        together = Text("All cohorts together", "全部同期群合计")
        return (
            Section(heading, lines, cells),
            Section(Text("Cohorts", "同期群"), (), tables.summary(cohorts)),
            Section(together, (), replace(combined, shown=False)),
        )
    first = Section(heading, lines, cells, _chart("cohorts", "cohort", heading))
    last = Section(Text("All cohorts together", "全部同期群合计"), (), combined)
    if cohorts.parts:
        by_group = Text("Retention by group", "各组留存率")
        groups = cohorts.groups.names
        chart = _chart("all_cohorts", groups[0], by_group)
        first = Section(heading, lines, cells)
        last = Section(by_group, (), combined, chart if len(groups) == 1 else None)
    summary = Section(Text("Cohorts", "同期群"), (), tables.summary(cohorts))
    return first, summary, last


def _chart(table: str, category: str, title: Text) -> Chart:
    return Chart("heatmap", title, table, category, ("retention",), series="period")
