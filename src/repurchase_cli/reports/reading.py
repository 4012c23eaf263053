"""What was read and what was left out, as lines for people and as the ``intake`` of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repurchase_cli.document import Section, Text, written_day
from repurchase_cli.shop.phrases import counted, money

if TYPE_CHECKING:
    from repurchase_cli.books import Intake, SideBooks
    from repurchase_cli.sales import Sales

#: How the reasons for exclusion are called in a sentence.
REASONS: dict[str, Text] = {
    "no_customer": Text("without customer", "无客户"),
    "not_a_customer": Text("not_customers", "名单中的非客户"),
    "cancelled": Text("cancelled", "已取消"),
    "unpaid": Text("unpaid", "未付款"),
    "refunded": Text("refunded in full", "已全额退款"),
    "not_a_sale": Text("no sales", "非销售"),
    "reversal": Text("reversals of what does not count", "冲销未计入的销售"),
    "document": Text("other documents of a sale", "同一销售的其他单据"),
    "tender": Text("tenders", "支付方式行"),
    "stored_value": Text("stored value", "储值"),
    "ignored": Text("ignored by status", "按状态忽略"),
    "repeated_order": Text("repeated in a later export", "后续导出中重复"),
    "blank_row": Text("without date and amount", "无日期和金额"),
    "repeated_header": Text("repeated headers", "重复表头"),
    "totals_line": Text("totals", "合计行"),
    "after_as_of": Text("after the as-of date", "晚于截止日"),
    "isolated_date": Text("isolated dates", "孤立日期"),
}

#: How side files are called, and what their matched and unmatched records are.
_SIDE: dict[str, tuple[Text, Text, Text]] = {
    "customers": (
        Text("Customers file", "客户文件"),
        Text("matched", "已匹配"),
        Text("without a purchase", "无有效购买"),
    ),
    "inventory": (
        Text("Inventory file", "库存文件"),
        Text("of items that were sold", "有销售"),
        Text("of others", "无销售"),
    ),
    "feedback": (
        Text("Feedback file", "反馈文件"),
        Text("of customers with a purchase", "来自有购买的客户"),
        Text("of others", "来自其他人"),
    ),
    "points": (
        Text("Points ledger", "积分流水"),
        Text("of customers with a purchase", "属于有购买的客户"),
        Text("of others", "属于其他人"),
    ),
    "suppress": (
        Text("Suppression list", "免打扰名单"),
        Text("name customers with a purchase", "为有购买的客户"),
        Text("others", "为其他人"),
    ),
    "aliases": (
        Text("Aliases", "客户编号对照表"),
        Text("of ids in the sales", "旧编号有销售"),
        Text("of others", "旧编号无销售"),
    ),
}


def intake_mapping(intake: Intake) -> dict[str, Any]:
    """Return the intake as plain data, as JSON carries it."""
    books = intake.books
    layout = intake.sources[0].layout
    return {
        "records": books.records,
        "used": books.used,
        "excluded": books.rows("excluded"),
        "rejected": books.rejected,
        "amount_in": books.amount_in,
        "amount_used": books.amount_used,
        "amount_excluded": books.amount_excluded,
        "amount_excluded_by": books.amounts("excluded"),
        "amount_rejected_known": books.amount_rejected_known,
        "files": [
            {
                "path": source.name,
                "format": source.format,
                "encoding": source.encoding,
                "delimiter": source.delimiter,
                "header_line": source.header_line,
                "records": intake.records_by_file[source.name],
            }
            for source in intake.sources
        ],
        "system": layout.system,
        "columns": dict(layout.columns),
        "date_order": layout.date_order or "year first",
        "first": intake.first,
        "last": intake.last,
        "customers": intake.customers,
        "purchases": intake.purchases,
        "side_files": [_side_mapping(side) for side in intake.side_files],
    }


def _side_mapping(side: SideBooks) -> dict[str, Any]:
    source = side.file.source
    return {
        "kind": side.file.kind,
        "path": source.name,
        "format": source.format,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "header_line": source.header_line,
        "columns": dict(source.layout.columns),
        "records": side.records,
        "used": side.used,
        "excluded": dict(side.excluded),
        "rejected": side.rejected_records,
        "repaired": dict(side.repaired),
        "matched": side.matched,
        "unmatched": side.unmatched,
        "prospects": side.prospects,
    }


def reading_lines(sales: Sales) -> tuple[Text, ...]:
    """Return what was read and what was left out, in sentences."""
    intake = sales.intake
    books = intake.books
    lines = [_read(intake)]
    if books.rows("excluded"):
        lines.append(_left_out(intake))
    if books.rejected:
        lines.append(
            Text(
                f"Rejected: {counted(books.rejected, 'record')} that cannot be read "
                f"({money(books.amount_rejected_known)} as far as known); see --problems",
                f"拒绝：{books.rejected:,} 条无法读取的记录（已知金额 "
                f"{money(books.amount_rejected_known)}），明细见 --problems",
            )
        )
    return (*lines, *map(_side_line, intake.side_files))


def reading_section(sales: Sales) -> Section:
    """Return what was read and what was left out, as a section of every report."""
    return Section(Text("What was read", "读取情况"), reading_lines(sales), common=True)


def _side_line(side: SideBooks) -> Text:
    """Return what became of a side file's records, in a sentence."""
    kind, matched, unmatched = _SIDE[side.file.kind]
    never = Text("never bought (prospects)", "从未购买（潜在会员）")
    left_out = sum(side.excluded.values())
    parts = [
        (side.records, Text("records", "条记录"), True),
        (side.matched, matched, True),
        (side.prospects, never, side.file.kind == "customers"),
        (side.unmatched - side.prospects, unmatched, side.unmatched > side.prospects),
        (left_out, Text("left out (see --problems)", "未计入（见 --problems）"), left_out > 0),
        (side.rejected_records, Text("rejected", "拒绝"), side.rejected_records > 0),
    ]
    shown = [(count, words) for count, words, wanted in parts if wanted]
    (records, words), *rest = shown
    return Text(
        f"{kind.en}: {records:,} {words.en}, " + ", ".join(f"{n:,} {t.en}" for n, t in rest),
        f"{kind.zh}：{records:,} {words.zh}，" + "，".join(f"{t.zh} {n:,}" for n, t in rest),
    )


def _read(intake: Intake) -> Text:
    books = intake.books
    name = intake.sources[0].name
    count = len(intake.sources)
    days = _days(intake)
    en = name if count == 1 else f"{count} files"
    zh = name if count == 1 else f"{count} 个文件"
    return Text(
        f"Read: {en}: {counted(books.records, 'record')}, {books.used:,} used, "
        f"{days.en}, {money(books.amount_used)} of {money(books.amount_in)}",
        f"读取：{zh}：{books.records:,} 条记录，采用 {books.used:,} 条，"
        f"{days.zh}，金额 {money(books.amount_used)}（共 {money(books.amount_in)}）",
    )


def _days(intake: Intake) -> Text:
    """Return from which day to which the used lines reach."""
    if intake.first is None or intake.last is None:
        return Text("on no day", "无日期")
    first, last = written_day(intake.first), written_day(intake.last)
    return Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")


def _left_out(intake: Intake) -> Text:
    books = intake.books
    amounts = books.amounts("excluded")
    parts = [(REASONS[why], n, amounts[why]) for why, n in books.rows("excluded").items()]
    return Text(
        "Left out: " + ", ".join(f"{n:,} {t.en} ({money(amount)})" for t, n, amount in parts),
        "未计入：" + "，".join(f"{t.zh} {n:,} 条（{money(amount)}）" for t, n, amount in parts),
    )
