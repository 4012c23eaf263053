"""Who is contacted today: lists with offers and codes, the control arm, and who not and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.targets import tables
from repurchase_cli.shop.segmentation import private_ids
from repurchase_cli.targeting import people
from repurchase_cli.targeting.words import contact_line, funnel_line
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.targeting.run import Run

_NOBODY = Text("Nobody is due.", "今日没有应联系的客户。")


def needs(settings: Settings) -> Needs:
    """Return what the lists need of the sales, with what campaigns read of the lines."""
    return Needs(contacts=True, last_items=True, lines=people.lines_for(settings))


def build(run: Run) -> Document:
    """Return the lists as one table, for the screen and for forms that hold one."""
    private = private_ids(run.shop.sales)
    return _document(run, "targets", [tables.targets(run.contacts.rows, private=private)])


def build_workbook(run: Run) -> Document:
    """Return the lists as one table for each campaign."""
    private = private_ids(run.shop.sales)
    sheets = [
        tables.sheet(selection.campaign, run.contacts.rows, private=private)
        for selection in run.selections
        if selection.count("listed")
    ]
    return _document(run, "campaigns", sheets)


def build_excluded(run: Run, language: Language) -> Document:
    """Return who is due and on no list."""
    sales = run.shop.sales
    table = tables.excluded(run.shop, run.selections, language, private=private_ids(sales))
    sections = (Section(table.title, (), table),)
    return Document("targets", table.title, "excluded", sections, sales.as_of)


def _document(run: Run, main: str, lists: Sequence[Table]) -> Document:
    sales, rows = run.shop.sales, run.contacts.rows
    due = [selection for selection in run.selections if len(selection.rows)]
    lines = (contact_line(sales), *(tuple(map(funnel_line, due)) or (_NOBODY,)))
    control = tables.control(rows, private=private_ids(sales))
    long = [*lists, control, tables.funnel(run.selections)]
    return envelope(
        sales,
        run.shop.settings,
        run.shop.segmentation,
        command="targets",
        title=Text("Who to contact", "营销名单"),
        main=main,
        sections=(Section(Text("Campaigns", "活动"), lines, tables.cover(due, rows)),),
        lists=[Section(table.title, (), table) for table in long],
        notes=run.notes,
        fresh_days=0,  # a message to somebody who has bought since is a mistake
    )
