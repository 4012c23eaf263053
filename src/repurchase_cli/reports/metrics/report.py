"""The shop's numbers for a period: repurchase rate, interval, retention, value, contribution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.reports.metrics.customer_mix import mix_sections
from repurchase_cli.reports.metrics.loyal_groups import loyal_notes, loyal_section
from repurchase_cli.reports.metrics.measuring import (
    ITEM_FIELDS,
    Scope,
    Value,
    measured,
)
from repurchase_cli.reports.metrics.notes import measure_notes
from repurchase_cli.reports.metrics.tables import (
    headline_table,
    metrics_table,
    overview_table,
)
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.shop import groups as grouping
from repurchase_cli.shop import spans as spanning
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.segmentation import effective_settings, segment_customers

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation
    from repurchase_cli.shop.spans import Spans

Asked = tuple[date | None, date | None, "Step | None"]


def build(
    asked: Asked,
    group_by: tuple[str, ...],
    sales: Sales,
    settings: Settings,
    language: Language,
) -> Document:
    """Return the measures of a span of days, by period and by group as far as they are asked for.

    Parameters
    ----------
    asked
        First and last day, and the length of the periods that the span is split into.
    group_by
        Names of groups; see :mod:`repurchase_cli.shop.groups`.

    Raises
    ------
    UsageError
        For days in the wrong order, or a group that the files do not have.
    TooLittleDataError
        When nobody bought in these days.
    """
    first, last, step = asked
    whole, periods = (spanning.asked(sales, first, last, one) for one in (None, step))
    found = segment_customers(sales, settings)
    groups = grouping.asked(sales, group_by, found)
    scope = _scope(sales, found, Groups(), whole, settings)
    values = measured(scope)
    _refuse_empty(whole, values)
    mix = tuple(mix_sections(scope, found))
    in_whole = values
    if step is not None:
        values = measured(_scope(sales, found, Groups(), periods, settings))
    loyal: tuple[Section, ...] = ()
    if groups.names:
        scope = _scope(sales, found, groups, periods, settings)
        values = [*values, *measured(scope)]
        loyal = tuple(loyal_section(scope, found)) if step is None else ()
    currency = settings.currency or sales.sources[0].layout.currency
    return Document(
        command="metrics",
        title=Text("Repurchase measures", "复购指标"),
        main="metrics",
        sections=(
            Section(_heading(whole), (), headline_table(in_whole, currency)),
            *_overviews(values, periods, groups, step),
            *loyal,
            Section(
                Text("All measures", "全部指标"),
                (),
                metrics_table(values, periods, groups, language),
            ),
            *mix,
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
        ),
        as_of=sales.as_of,
        currency=currency,
        intake=intake_mapping(sales.intake),
        settings=effective_settings(settings, found),
        notes=(
            *age_notes(sales),
            *measure_notes(sales, settings, whole, in_whole),
            *(loyal_notes(groups, found) if step is None else ()),
            *data_notes(sales, settings),
        ),
    )


def _refuse_empty(spans: Spans, values: list[Value]) -> None:
    """Raise when nobody bought in the days asked for."""
    if not any(one.value for one in values if one.measure == "active_customers"):
        period = spans.shown[0]
        raise TooLittleDataError(
            f"nobody bought from {period.first} to {period.last}",
            hint="choose --from and --to further apart",
        )


def _scope(
    sales: Sales, found: Segmentation, groups: Groups, spans: Spans, settings: Settings
) -> Scope:
    """Return what is measured, with its purchases made."""
    has = frozenset(field for source in sales.sources for field in source.layout.columns)
    return Scope(
        grouping.reduced(sales, found, groups),
        spans,
        groups,
        settings.window_days,
        spanning.number(spans.begin) + settings.burn_in_days,
        has & ITEM_FIELDS,
    )


def _heading(spans: Spans) -> Text:
    period = spans.shown[0]
    return Text(f"From {period.first} to {period.last}", f"{period.first} 至 {period.last}")


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
