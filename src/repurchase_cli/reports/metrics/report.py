"""The shop's numbers for a period: repurchase rate, interval, retention, value, contribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text, written_day
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.metrics.customer_mix import mix_sections
from repurchase_cli.reports.metrics.loyal_groups import loyal_notes, loyal_section
from repurchase_cli.reports.metrics.measuring import Value, measure
from repurchase_cli.reports.metrics.notes import measure_notes
from repurchase_cli.reports.metrics.scope import scope_of
from repurchase_cli.reports.metrics.tables import (
    headline_table,
    metrics_table,
    overview_table,
)
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop import spans as spanning
from repurchase_cli.shop.currency import currency_of
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.segmentation import segment_customers
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation
    from repurchase_cli.shop.spans import Spans

NEEDS = Needs(items=True)


@dataclass(frozen=True, slots=True)
class MetricsRequest:
    """What the user wants: from which day to which, by periods of which length, and groups.

    For the names of groups see :mod:`repurchase_cli.shop.groups`.
    """

    first: date | None = None
    last: date | None = None
    by: Step | None = None
    groups: tuple[str, ...] = ()


def needs(request: MetricsRequest, settings: Settings) -> Needs:
    """Return what the report needs of the sales: its groups are read of their lines."""
    del settings
    return replace(NEEDS, lines=frozenset(request.groups))


def build(
    request: MetricsRequest, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return the measures of a span of days, by period and by group as far as these are wanted.

    Raises
    ------
    UsageError
        For days in the wrong order, or a group that the files do not have.
    TooLittleDataError
        When nobody bought in these days.
    """
    days = (sales, request.first, request.last)
    whole, periods = spanning.asked(*days, None), spanning.asked(*days, request.by)
    segmentation = segment_customers(sales, settings)
    groups = grouping.asked(sales, request.groups, segmentation)
    shop, mix = _shop(sales, segmentation, whole, settings)
    values = shop
    if request.by is not None:
        values = measure(scope_of(sales, segmentation, Groups(), periods, settings))
    by_group, loyal = _by_group(request, sales, segmentation, groups, periods, settings)
    values = [*values, *by_group]
    return envelope(
        sales,
        settings,
        segmentation,
        command="metrics",
        title=Text("Repurchase measures", "复购指标"),
        main="metrics",
        sections=(
            Section(_heading(whole), (), headline_table(shop, currency_of(sales, settings))),
            *_overviews(values, periods, groups, request.by),
            *loyal,
            Section(
                Text("All measures", "全部指标"),
                (),
                metrics_table(values, periods, groups, language),
            ),
            *mix,
        ),
        notes=(
            *measure_notes(sales, settings, whole, shop),
            *(loyal_notes(groups, segmentation) if request.by is None else ()),
        ),
    )


def _shop(
    sales: Sales, segmentation: Segmentation, whole: Spans, settings: Settings
) -> tuple[list[Value], tuple[Section, ...]]:
    """Return the measures of the whole shop over the whole span, and who its customers are."""
    scope = scope_of(sales, segmentation, Groups(), whole, settings)
    values = measure(scope)
    _refuse_empty(whole, values)
    return values, tuple(mix_sections(scope, segmentation))


def _by_group(
    request: MetricsRequest,
    sales: Sales,
    segmentation: Segmentation,
    groups: Groups,
    periods: Spans,
    settings: Settings,
) -> tuple[list[Value], tuple[Section, ...]]:
    """Return the measures of the groups, and without periods how many are loyal in each."""
    if not groups.names:
        return [], ()
    scope = scope_of(sales, segmentation, groups, periods, settings)
    values = measure(scope)
    if request.by is not None:
        return values, ()
    return values, tuple(loyal_section(sales, scope, segmentation))


def _refuse_empty(spans: Spans, values: list[Value]) -> None:
    """Raise when nobody bought in the days that the user named."""
    if not any(value.value for value in values if value.measure == "active_customers"):
        period = spans.shown[0]
        raise TooLittleDataError(
            f"nobody bought from {period.first} to {period.last}",
            hint="choose --from and --to further apart",
        )


def _heading(spans: Spans) -> Text:
    first, last = written_day(spans.shown[0].first), written_day(spans.shown[0].last)
    return Text(f"From {first.en} to {last.en}", f"{first.zh}至{last.zh}")


def _overviews(
    values: list[Value], spans: Spans, groups: Groups, step: Step | None
) -> Iterator[Section]:
    """Yield the table and the chart of periods and groups."""
    if step is None and not groups.names:
        return
    table = overview_table(values, spans, groups, step)
    heading = Text("By period and group", "按期间和分组")
    if step is None:
        heading = Text("By group", "按分组")
    chart = None
    if not groups.names:
        heading = Text("By period", "按期间")
        chart = Chart(
            "line",
            Text("Rates by period", "各期比率"),
            "overview",
            "period",
            ("repurchase_rate", "returning_rate", "retention_rate"),
        )
    yield Section(heading, (), table, chart)
