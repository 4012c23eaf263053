"""What was understood of the files: how they are read, their columns, the money, the problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.grammars.contacts import contacts_in, mask, reaches_somebody
from repurchase_cli.reports.check.decisions import Otherwise, decisions_table
from repurchase_cli.reports.check.joins import join_sections
from repurchase_cli.reports.check.problems import NAMES, problems_table
from repurchase_cli.reports.notes import data_notes
from repurchase_cli.reports.reading import intake_mapping, reading_lines
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.currency import currency_of
from repurchase_cli.sources import CONTACTS, CUSTOMER_IDS
from repurchase_cli.terms import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales
    from repurchase_cli.sources import Layout

NEEDS = Needs()
_EXAMPLES = 2
_DELIMITERS = {
    ",": Text(", comma", ", 逗号"),
    "\t": Text("TAB", "制表符"),
    ";": Text("; semicolon", "; 分号"),
    "|": Text("| bar", "| 竖线"),
    "blanks": Text("blanks", "空格"),
}
_ORDERS_ZH = {"day first": "日在前", "month first": "月在前"}


def build(otherwise: Otherwise, sales: Sales, settings: Settings, language: Language) -> Document:
    """Return what was understood of the files.

    Parameters
    ----------
    otherwise
        What the sales come to when a field is read from another column.
    """
    sales.audit()
    found = problems_table(sales)
    return Document(
        command="check",
        title=Text("What was understood of the files", "文件识别结果"),
        main="problems",
        sections=(
            *understood(sales),
            Section(
                Text("Decisions", "列含义判断"), (), decisions_table(sales, language, otherwise)
            ),
            Section(Text("Examples", "示例"), (), _examples(found)),
            Section(Text("Problems", "问题记录"), (), found),
        ),
        as_of=sales.as_of,
        currency=currency_of(sales, settings),
        intake=intake_mapping(sales.intake),
        notes=data_notes(sales, settings),
    )


def understood(sales: Sales) -> Iterator[Section]:
    """Yield what the pass over the files has shown: files, columns, and what was left out."""
    yield Section(Text("Files", "文件"), (*reading_lines(sales), *_side(sales)), _files(sales))
    layouts = list({id(s.layout): s.layout for s in sales.sources}.values())
    for place, layout in enumerate(layouts, start=1):
        yield _columns(layout, place)
    yield from join_sections(sales)
    yield Section(Text("Left out", "未计入"), (), _kinds(sales))


def _examples(problems: Table) -> Table:
    """Return the first problems of each kind."""
    rows = problems.rows.frame().groupby("code", sort=False).head(_EXAMPLES)
    columns = tuple(c for c in problems.columns if c.id not in ("action", "reason"))
    title = Text("Examples of what was left out", "未计入记录示例")
    return Table("examples", title, columns, FrameRows(rows[[c.id for c in columns]]))


def _files(sales: Sales) -> Table:
    rows = pd.DataFrame(
        [
            {
                "path": source.name,
                "system": source.layout.system,
                "encoding": source.encoding,
                "delimiter": _DELIMITERS[source.delimiter].en,
                "header_line": source.header_line,
                "records": sales.intake.records_by_file[source.name],
            }
            for source in sales.sources
        ]
    )
    names = {"delimiter": {words.en: words for words in _DELIMITERS.values()}}
    title = Text("Files", "文件")
    return Table("files", title, tables.FILE_COLUMNS, FrameRows(rows), names=names)


def _side(sales: Sales) -> tuple[Text, ...]:
    """Return the columns of each side file."""
    lines = []
    for side in sales.intake.side_files:
        columns = side.file.source.layout.columns
        shown = ", ".join(f if f == h else f"{f} ← {h}" for f, h in columns.items())
        lines.append(Text(f"{side.file.source.name}: {shown}", f"{side.file.source.name}：{shown}"))
    return tuple(lines)


def _columns(layout: Layout, number: int) -> Section:
    """Return the columns of one header, what was decided, and what to type to change it."""
    rows = pd.DataFrame(
        [
            {"field": field, "header": header, "sample": _sample(layout, field)}
            for field, header in layout.columns.items()
        ]
    )
    name = "columns" if number == 1 else f"columns_{number}"
    system = layout.system
    title = Text(f"Columns: {system}" if system else "Columns", f"列：{system}" if system else "列")
    table = Table(name, title, tables.FIELD_COLUMNS, FrameRows(rows))
    return Section(title, _meaning(layout), table)


def _sample(layout: Layout, field: str) -> str:
    """Return a value of a field's column, masked when it reaches a person."""
    value = layout.samples.get(field, "")
    private = field in CONTACTS or (
        field in CUSTOMER_IDS and any(map(reaches_somebody, contacts_in(value)))
    )
    return mask(value) if value and private else value


def _meaning(layout: Layout) -> tuple[Text, ...]:
    """Return what was decided about columns, dates and amounts, and how to decide otherwise."""
    per = ("the whole order", "整单") if layout.order_totals else ("one line", "单行")
    order = layout.date_order
    dates = f"{order}, as values above 12 prove or you say" if order else "told by their form"
    return (
        Text(
            "Another column is taken by --map FIELD=HEADER",
            "如需改用其他列：--map 字段=列名",
        ),
        Text(
            f"The amount is that of {per[0]} (else: --map amount=… or --map order_amount=…)",
            f"金额为{per[1]}金额（否则：--map amount=… 或 --map order_amount=…）",
        ),
        Text(
            f"Dates: {dates} (else: --day-first or --month-first)",
            f"日期：{_ORDERS_ZH.get(order, '由写法判定')}（否则：--day-first 或 --month-first）",
        ),
    )


def _kinds(sales: Sales) -> Table:
    rows = pd.DataFrame(
        [
            {
                "code": code,
                "action": b.action,
                "records": b.records,
                "amount": b.amount,
                "reason": b.reason,
            }
            for code, b in sales.intake.books.booked.items()
            if b.action != "used"
        ],
        columns=[column.id for column in tables.KIND_COLUMNS],
    )
    title = Text("Left out, by reason", "未计入记录（按原因）")
    return Table("kinds", title, tables.KIND_COLUMNS, FrameRows(rows), names=NAMES)
