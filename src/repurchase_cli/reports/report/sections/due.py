"""Who is due, and which lists stand ready for the contact day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from repurchase_cli.document import Section, Text, written_day
from repurchase_cli.reports.report.story import Chapter, Story
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from datetime import date

    from repurchase_cli.document import Document, Table

_LISTS = Text("Lists that stand ready", "待用名单")


def _build(story: Story) -> tuple[Iterable[Section], Iterable[Document]]:
    due = story.sections(story.intervals, "due_first", "due", "customers")
    if not any(campaign.active for campaign in story.settings.campaigns):
        return due, [story.intervals]
    return [*due, *_lists(story)], [story.intervals, story.targets]


def _lists(story: Story) -> Iterator[Section]:
    """Yield the lists of the day, with what they come to in place of a line for each campaign."""
    for section in story.sections(story.targets):
        if section.table and section.table.name == "targets.campaigns":
            yield replace(
                section, heading=_LISTS, lines=(_contacts(section.table, story.sales.contact_day),)
            )
        else:
            yield section


def _contacts(cover: Table, day: date) -> Text:
    frame = cover.rows.frame()
    if not frame["listed"].sum():
        return Text("Nobody is to be contacted.", "没有应联系的客户。")
    on = written_day(day)
    n, lists = int(frame["listed"].sum()), int((frame["listed"] > 0).sum())
    return Text(
        f"{counted(n, 'contact')} on {counted(lists, 'list')} for {on.en}; repurchase targets "
        "writes them, with codes, and keeps them in the ledger",
        f"{on.zh}的 {lists:,} 个名单共 {n:,} 次联系；"
        "用 repurchase targets 生成名单和券码并记入台账",
    )


CHAPTER = Chapter(
    "due", Text("Who is due, and the lists for tomorrow", "应购客户与明日名单"), _build
)
