"""The period in ten numbers, and all its measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.periods import name as period_name
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.reports.metrics.measures import MEASURES
from repurchase_cli.reports.report.figures import Figure
from repurchase_cli.reports.report.story import Chapter, Story
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import YES_NO

if TYPE_CHECKING:
    from repurchase_cli.analysis.changes import Estimate
    from repurchase_cli.document import Document

_TITLE = Text("The period in numbers", "本期数字")
_ALL = Text("All measures of the period", "本期全部指标")
_VERDICTS = {True: "yes", False: "no"}


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    if not story.series[-1].number("active_customers"):
        return _sections(story), ()
    measures = (
        replace(section, heading=_ALL)
        for section in story.sections(story.metrics, "headline", "metrics")
    )
    return [*_sections(story), *measures], [story.metrics]


def _sections(story: Story) -> Iterator[Section]:
    numbers = story.figures
    yield Section(_TITLE, (), _summary(numbers))
    yield _trend(story, numbers)


def _summary(numbers: Sequence[Figure]) -> Table:
    """Return one row for each of the ten numbers; people read them on the cover."""
    rows = [
        {
            "measure": each.id,
            "value": each.value,
            "previous": each.previous,
            **_compared("change", each.change),
            "usual_change": each.usual_change,
            "year_before": each.year_before,
            **_compared("change_year_before", each.year_change),
            "unit": MEASURES[each.id].unit if each.id in MEASURES else "share",
        }
        for each in numbers
    ]
    return Table(
        "summary",
        _TITLE,
        tables.SUMMARY_COLUMNS,
        FrameRows(pd.DataFrame(rows, columns=[c.id for c in tables.SUMMARY_COLUMNS])),
        shown=False,
        names={
            "measure": {each.id: each.label for each in numbers},
            **{f"{name}_beyond_chance": YES_NO for name in ("change", "change_year_before")},
        },
    )


def _compared(name: str, change: Estimate) -> dict[str, Any]:
    beyond = change.beyond_chance
    return {
        name: change.value,
        f"{name}_low": change.low,
        f"{name}_high": change.high,
        f"{name}_beyond_chance": None if beyond is None else _VERDICTS[beyond],
    }


def _trend(story: Story, numbers: Sequence[Figure]) -> Section:
    """Return the ten numbers over the series, with a chart of new and returning customers."""
    rows = []
    for place, each in enumerate(story.series):
        period, step = each.period, story.comparison.step
        name = period_name(period.first, step) if step else f"{period.first}"
        days = {"period": name, "from": period.first, "to": period.last}
        rows.append({**days, **{figure.id: figure.series[place] for figure in numbers}})
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.TREND_COLUMNS])
    frame["from"], frame["to"] = pd.to_datetime(frame["from"]), pd.to_datetime(frame["to"])
    title = Text("New and returning customers", "新客与老客")
    chart = Chart("column", title, "trend", "period", ("new_customers", "returning_customers"))
    table = Table("trend", title, tables.TREND_COLUMNS, FrameRows(frame), shown=False)
    return Section(title, (), table, chart if len(rows) > 1 else None)


CHAPTER = Chapter("summary", _TITLE, _build)
