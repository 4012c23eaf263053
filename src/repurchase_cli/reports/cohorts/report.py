"""Cohorts: how many of those who began together come back, period by period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.reports.cohorts import following
from repurchase_cli.reports.cohorts import tables as cohorts_tables
from repurchase_cli.reports.cohorts.words import cohort_lines, cohort_notes
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop import spans
from repurchase_cli.shop.segmentation import segment_customers

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.reports.cohorts.tables import Found
    from repurchase_cli.sales import Sales


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: cohorts ``by`` what, of first purchases between which days."""

    by: str = "month"
    first: date | None = None
    last: date | None = None
    groups: tuple[str, ...] = ()


def build(asked: Asked, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the cohorts, a summary of each, and all of them together."""
    from repurchase_cli.config import as_mapping  # noqa: PLC0415 - pydantic only when needed

    first, last = _window(asked, sales, settings.burn_in_days)
    found = _found(asked, sales, settings, (first, last))
    return Document(
        command="cohorts",
        title=Text("Cohorts of customers", "客户同期群"),
        main="cohorts",
        sections=(
            *_sections(found, (first, last)),
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
        ),
        as_of=sales.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=as_mapping(settings),
        notes=(
            *age_notes(sales),
            *cohort_notes(found, sales, settings),
            *data_notes(sales, settings),
        ),
    )


def _window(asked: Asked, sales: Sales, burn_in_days: int) -> tuple[date, date]:
    """Return the days between which a first purchase must lie."""
    (span,) = spans.asked(sales, asked.first, asked.last, None).shown
    begin = (sales.intake.first or span.first) + timedelta(days=burn_in_days)
    return max(span.first, begin), span.last


def _found(asked: Asked, sales: Sales, settings: Settings, window: tuple[date, date]) -> Found:
    """Follow the customers of the shop, and those of each group apart."""
    way = following.asked(sales, asked.by)
    whole = grouping.parted(sales, None, grouping.Groups())
    shop = following.follow(sales, whole, way, *window)
    if shop.together.sizes.empty:
        raise TooLittleDataError(
            f"nobody's first purchase lies between {window[0]} and {window[1]}",
            hint="choose --from and --to within the data, or fewer burn_in_days",
        )
    if not asked.groups:
        return cohorts_tables.Found(way, shop)
    labels = segment_customers(sales, settings)
    groups = grouping.asked(sales, asked.groups, labels)
    parts = following.follow(sales, grouping.parted(sales, labels, groups), way, *window)
    return cohorts_tables.Found(way, shop, groups, parts)


def _sections(found: Found, window: tuple[date, date]) -> tuple[Section, ...]:
    cells, together = cohorts_tables.cells(found), cohorts_tables.together(found)
    lines = cohort_lines(found, window)
    heading = Text("Retention", "留存率")
    first = Section(heading, lines, cells, _chart("cohorts", "cohort", heading))
    last = Section(Text("All cohorts together", "全部同期群合计"), (), together)
    if found.parts:
        by_group = Text("Retention by group", "各组留存率")
        chart = _chart("all_cohorts", found.groups.names[0], by_group)
        first = Section(heading, lines, cells)
        last = Section(by_group, (), together, chart if len(found.groups.names) == 1 else None)
    summary = Section(Text("Cohorts", "同期群"), (), cohorts_tables.summary(found))
    return first, summary, last


def _chart(table: str, category: str, title: Text) -> Chart:
    return Chart("heatmap", title, table, category, ("retention",), series="period")
