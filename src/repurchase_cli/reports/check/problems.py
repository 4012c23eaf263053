"""The problems table: every record that was not used as it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Document, Section, Table, Text
from repurchase_cli.grammars.contacts import contacts_in, mask, reaches_somebody
from repurchase_cli.reports.reading import intake_mapping
from repurchase_cli.rows import FrameRows
from repurchase_cli.sources import CONTACTS, CUSTOMER_IDS

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.books import Action
    from repurchase_cli.sales import Sales

ACTIONS: tuple[Action, ...] = ("rejected", "excluded", "repaired")

_ACTIONS = {
    "rejected": Text("rejected", "拒绝"),
    "excluded": Text("excluded", "未计入"),
    "repaired": Text("repaired", "已修正"),
}
#: The reasons for records, as the engine gives them, in Chinese.
_REASONS_ZH = {
    "fewer cells than the header has: the rest was taken as empty": "单元格少于表头：其余视为空",
    "no customer: a guest or a placeholder": "无客户：散客或占位",
    "listed under not_customers": "列于 not_customers",
    "cancelled": "已取消",
    "not paid": "未付款",
    "refunded in full": "已全额退款",
    "a charge or transfer of the shop, no sale": "店铺费用或转账，非销售",
    "takes back a sale that does not count": "冲销未计入的销售",
    "the same sale as another document, or its payment": "同一销售的其他单据或付款",
    "how an order was paid, no item of it": "支付方式行，非商品",
    "stored value, which counts only once": "储值，只计一次",
    "ignored, as the settings say": "按设置忽略",
    "counted as in a later export": "以后续导出为准",
    "neither a date nor an amount: no sale": "无日期和金额，非销售",
    "the header again": "重复的表头",
    "a line of totals": "合计行",
    "after the as-of date": "晚于截止日",
    "more than a year from all other dates": "与其他日期相隔一年以上",
    "more cells than the header has": "单元格多于表头",
    "an id that a spreadsheet has turned into a number": "客户号已被表格软件变为数字",
    "the file ends within this record: it was cut off": "文件在此记录中途结束，疑似被截断",
    "no date": "无日期",
    "no date that exists, or in no known form": "日期不存在或写法无法识别",
    "no amount": "无金额",
    "not an amount of money": "不是金额",
    "no id that tells whom or what this is about": "无编号，不知所指",
    "the same id stands further down: the last one counts": "同一编号在后文重复，以最后一条为准",
    "an old id: another record of the customer counts": "旧编号，该客户另有记录，以后者为准",
    "an export has hidden a part of it: it suppresses nobody": "联系方式被遮盖，无法匹配",
    "a part of a contact is hidden: the others suppress": "部分联系方式被遮盖，以其余为准",
    "its status says that it is subscribed: it suppresses nobody": "状态为已订阅，不列入免打扰",
    "no number of points": "不是积分数",
    "no date that exists, or in no known form: left empty": "日期不存在或写法无法识别，已留空",
    "no number: left empty": "不是数字，已留空",
    "neither yes nor no: taken as opted out": "既非是也非否，按已退订处理",
}
#: What people read for the actions and reasons of records.
NAMES = {
    "action": _ACTIONS,
    "reason": {en: Text(en, zh) for en, zh in _REASONS_ZH.items()},
}


def problems_table(sales: Sales) -> Table:
    """Return the problems table of a run."""
    return Table(
        "problems",
        Text("Problems", "问题记录"),
        tables.PROBLEM_COLUMNS,
        FrameRows(_masked(sales, sales.problems(actions=ACTIONS))),
        shown=False,
        names=NAMES,
    )


def _masked(sales: Sales, found: pd.DataFrame) -> pd.DataFrame:
    """Return the problems with what reaches a person masked, also where it is the customer's id."""
    layouts = [source.layout for source in sales.sources]
    layouts += [side.file.source.layout for side in sales.intake.side_files]
    keys = {layout.columns.get(field) for layout in layouts for field in (*CUSTOMER_IDS, *CONTACTS)}
    values = [
        mask(value) if column in keys and any(map(reaches_somebody, contacts_in(value))) else value
        for column, value in zip(found["column"], found["value"], strict=True)
    ]
    return found.assign(value=values)


def build(sales: Sales) -> Document:
    """Return the problems as a report of their own, as ``--problems`` writes it."""
    title = Text("Rows that were not used as they stand", "未按原样采用的记录")
    return Document(
        command="problems",
        title=title,
        main="problems",
        sections=(Section(title, (), problems_table(sales)),),
        as_of=sales.as_of,
        intake=intake_mapping(sales.intake),
    )


def examples(sales: Sales, count: int) -> list[str]:
    """Return the first rejected records in words, each with its file and line."""
    found = _masked(sales, sales.problems(actions=["rejected"], limit=count).head(count))
    return [
        f"  {row.file}:{row.line}: {row.reason}"
        + (f" ({row.column}: {row.value!r})" if row.value else "")
        for row in found.itertuples()
    ]
