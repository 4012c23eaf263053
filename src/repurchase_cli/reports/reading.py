"""What was read and what was left out, as lines for people and as the ``intake`` of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repurchase_cli.document import Text

if TYPE_CHECKING:
    from repurchase_cli.sales import Intake, Sales

#: How the reasons for exclusion are called in a sentence.
REASONS: dict[str, Text] = {
    "no_customer": Text("without customer", "无客户"),
    "not_a_customer": Text("not_customers", "名单中的非客户"),
    "cancelled": Text("cancelled", "已取消"),
    "unpaid": Text("unpaid", "未付款"),
    "refunded": Text("refunded in full", "已全额退款"),
    "not_a_sale": Text("no sales", "非销售"),
    "ignored": Text("ignored by status", "按状态忽略"),
    "repeated_order": Text("repeated in a later export", "后续导出中重复"),
    "blank_row": Text("blank", "空行"),
    "repeated_header": Text("repeated headers", "重复表头"),
    "totals_line": Text("totals", "合计行"),
    "after_as_of": Text("after the as-of date", "晚于截止日"),
    "isolated_date": Text("isolated dates", "孤立日期"),
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
                f"Rejected: {books.rejected:,} records that cannot be read "
                f"({books.amount_rejected_known:,.2f} as far as known); see --problems",
                f"拒绝：{books.rejected:,} 条无法读取的记录（已知金额 "
                f"{books.amount_rejected_known:,.2f}），明细见 --problems",
            )
        )
    return tuple(lines)


def _read(intake: Intake) -> Text:
    books = intake.books
    name = intake.sources[0].name
    count = len(intake.sources)
    en = name if count == 1 else f"{count} files"
    zh = name if count == 1 else f"{count} 个文件"
    return Text(
        f"Read: {en}: {books.records:,} records, {books.used:,} used, {intake.first} to "
        f"{intake.last}, {books.amount_used:,.2f} of {books.amount_in:,.2f}",
        f"读取：{zh}：{books.records:,} 条记录，采用 {books.used:,} 条，{intake.first} 至 "
        f"{intake.last}，金额 {books.amount_used:,.2f}（共 {books.amount_in:,.2f}）",
    )


def _left_out(intake: Intake) -> Text:
    books = intake.books
    amounts = books.amounts("excluded")
    parts = [(REASONS[why], n, amounts[why]) for why, n in books.rows("excluded").items()]
    return Text(
        "Left out: " + ", ".join(f"{n:,} {t.en} ({amount:,.2f})" for t, n, amount in parts),
        "未计入：" + "，".join(f"{t.zh} {n:,} 条（{amount:,.2f}）" for t, n, amount in parts),
    )
