"""How customers moved between classes, tiers, stages, groups or scores from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.migrate import standings, tables
from repurchase_cli.reports.migrate.preferences import preference_sections
from repurchase_cli.reports.migrate.words import (
    comparable_from,
    migration_notes,
    series_lines,
    summary_lines,
)
from repurchase_cli.shop.segmentation import private_ids
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language, Table
    from repurchase_cli.reports.migrate.standings import Dates, Every, Kind, Labels
    from repurchase_cli.sales import Relation, Sales

NEEDS = Needs(
    lines=frozenset({
        "category_text", "size_text", "store_text", "item_text", "discount", "coupon_amount",
        "coupon", "list_price", "unit_price", "refund",
    })
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MigrateRequest:
    """What the user wants: which labels, between which days, and how often between them.

    ``preferences``: also what the lost bought last, where the second day is the as-of date.
    """

    of: Kind = "class"
    first: date | None = None
    last: date | None = None
    every: Every | None = None
    preferences: bool = True


def build(
    request: MigrateRequest, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return the matrix, the rates, then and now, who moved, and the series if wanted."""
    del language
    dates = standings.dates(sales, request.first, request.last, request.every)
    now = standings.stand(sales, dates.last, settings, request.of)
    labels = standings.labels_of(request.of, now.segmentation)
    then = standings.stand(sales, dates.first, settings, request.of, now.segmentation)
    changes = standings.changes(sales, then, now)
    by_day = (
        standings.series(sales, settings, dates.series, labels, now.segmentation)
        if request.every
        else []
    )
    return envelope(
        sales,
        settings,
        now.segmentation,
        command="migrate",
        title=Text("Migration of customers", "客户迁移"),
        main="matrix",
        sections=(
            *_sections(standings.moves(sales, changes, labels), dates, labels),
            *_series(by_day, dates, labels, comparable_from(sales, settings)),
            *(
                preference_sections(sales, now.segmentation)
                if request.preferences and dates.last == sales.as_of
                else ()
            ),
        ),
        lists=(Section(Text("Who moved", "变化的客户"), (), _movers(sales, changes, labels)),),
        notes=migration_notes(sales, settings, dates, labels),
    )


def _sections(moves: pd.DataFrame, dates: Dates, labels: Labels) -> tuple[Section, ...]:
    heading = Text("Then and now", "前后对比")
    title = Text("Where customers went, of those who had the first label", "原分类客户的去向")
    chart = Chart("heatmap", title, "matrix", "from", ("share",), series="to")
    lines = summary_lines(moves, dates, labels)
    return (
        Section(heading, lines, tables.comparison(moves, labels)),
        Section(title, (), tables.matrix(moves, labels), chart),
        Section(Text("Conversion rates", "转化率"), (), tables.conversions(moves, labels)),
    )


def _series(
    by_day: list[tuple[date, pd.DataFrame]], dates: Dates, labels: Labels, comparable: date
) -> tuple[Section, ...]:
    if not by_day:
        return ()
    over_time, rates = tables.series(dates.series[0], by_day, labels)
    heading = Text("Share of customers over time", "客户占比走势")
    chart = Chart("line", heading, "series", "date", ("share",), series="label")
    telling = [(day, moves) for day, moves in by_day if day >= comparable]
    lines = tuple(series_lines(telling, labels))
    return (
        Section(heading, lines, over_time, chart),
        Section(Text("Conversion rates over time", "转化率走势"), (), rates),
    )


def _movers(sales: Sales, changes: Relation, labels: Labels) -> Table:
    rows = standings.movers(sales, changes, labels)
    return tables.movers(rows, labels, private_ids=private_ids(sales))
