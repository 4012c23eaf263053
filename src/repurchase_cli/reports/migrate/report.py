"""How customers moved between classes, tiers, stages, groups or scores from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from repurchase_cli.document import Chart, Document, Section, Text
from repurchase_cli.reports.migrate import standings as standing
from repurchase_cli.reports.migrate import tables as shown
from repurchase_cli.reports.migrate.preferences import preference_sections
from repurchase_cli.reports.migrate.words import (
    comparable_from,
    migration_notes,
    series_lines,
    summary_lines,
)
from repurchase_cli.reports.notes import age_notes, data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.shop.segmentation import effective_settings

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language, Table
    from repurchase_cli.reports.migrate.standings import (
        Dates,
        Every,
        Kind,
        Labels,
    )
    from repurchase_cli.sales import Sales

_BEFORE, _AFTER = "migration_before", "migration_after"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: which labels, between which days, and how often between them."""

    of: Kind = "class"
    first: date | None = None
    last: date | None = None
    every: Every | None = None


def build(asked: Asked, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return the matrix, the rates, then and now, who moved, and the series if asked for."""
    dates = standing.dates(sales, asked.first, asked.last, asked.every)
    found = standing.stand(sales, dates.last, settings, None, asked.of, _AFTER)
    labels = standing.labels_of(asked.of, found)
    by_day = standing.series(sales, settings, dates.series, labels, found) if asked.every else []
    standing.stand(sales, dates.first, settings, found, asked.of, _BEFORE)
    moves = standing.moves(sales, _BEFORE, _AFTER, labels)
    return Document(
        command="migrate",
        title=Text("Migration of customers", "客户迁移"),
        main="matrix",
        sections=(
            *_sections(moves, dates, labels),
            *_series(by_day, dates, labels, comparable_from(sales, settings)),
            *(preference_sections(sales, found) if dates.last == sales.as_of else ()),
            Section(Text("What was read", "读取情况"), reading_lines(sales)),
            Section(Text("Who moved", "变化的客户"), (), _movers(sales, labels)),
        ),
        as_of=sales.as_of,
        currency=settings.currency or sales.sources[0].layout.currency,
        intake=intake_mapping(sales.intake),
        settings=effective_settings(settings, found),
        notes=(
            *age_notes(sales),
            *migration_notes(sales, settings, dates),
            *data_notes(sales, settings),
        ),
    )


def _sections(moves: pd.DataFrame, dates: Dates, labels: Labels) -> tuple[Section, ...]:
    heading = Text("Then and now", "前后对比")
    title = Text("Where customers went, of those who had the first label", "原分类客户的去向")
    chart = Chart("heatmap", title, "matrix", "from", ("share",), series="to")
    lines = summary_lines(moves, dates, labels)
    return (
        Section(heading, lines, shown.comparison(moves, labels)),
        Section(title, (), shown.matrix(moves, labels), chart),
        Section(Text("Conversion rates", "转化率"), (), shown.conversions(moves, labels)),
    )


def _series(
    by_day: list[tuple[date, pd.DataFrame]], dates: Dates, labels: Labels, comparable: date
) -> tuple[Section, ...]:
    if not by_day:
        return ()
    standings, rates = shown.series(dates.series[0], by_day, labels)
    heading = Text("Share of customers over time", "客户占比走势")
    chart = Chart("line", heading, "series", "date", ("share",), series="label")
    telling = [(day, moves) for day, moves in by_day if day >= comparable]
    lines = tuple(series_lines(telling, labels))
    return (
        Section(heading, lines, standings, chart),
        Section(Text("Conversion rates over time", "转化率走势"), (), rates),
    )


def _movers(sales: Sales, labels: Labels) -> Table:
    private = bool(sales.ask("private_ids").iloc[0, 0])
    return shown.movers(standing.movers(sales, labels), labels, private_ids=private)
