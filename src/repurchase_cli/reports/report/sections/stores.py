"""Stores and channels, where the files have several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text
from repurchase_cli.reports.report.story import Chapter, LeftOutError, Story, named
from repurchase_cli.shop.groups import LINE_FIELDS, line_fields

if TYPE_CHECKING:
    from repurchase_cli.document import Document

FIELDS = ("store", "channel")
_TABLES = ("overview", "loyalty")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    fields = [name for name in FIELDS if name in line_fields(story.sales)]
    if not fields:
        raise LeftOutError(Text("the files name no store or channel", "数据没有门店或渠道列"))
    sections = [section for field in fields for section in _by(story, field)]
    if not sections:
        raise LeftOutError(Text("there is one store and one channel", "只有一个门店和渠道"))
    return sections, ()


def _by(story: Story, field: str) -> Iterator[Section]:
    """Yield the tables of one field, which say by their names what they are by."""
    document = story.metrics_by(field)
    values = document.tables["overview"].rows.frame()[field].dropna()
    if values.nunique() < 2:
        return
    label = LINE_FIELDS[field]
    for section in document.sections:
        if section.table and section.table.name in _TABLES:
            heading = Text(f"{label.en}: {section.heading.en}", f"{label.zh}：{section.heading.zh}")
            table = replace(section.table, title=heading)
            yield named(replace(section, heading=heading, table=table), "metrics", f"_by_{field}")


CHAPTER = Chapter("stores", Text("Stores and channels", "门店与渠道"), _build)
