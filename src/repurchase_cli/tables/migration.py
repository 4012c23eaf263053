"""Columns of how customers moved between labels."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CUSTOMER_COLUMNS, CUSTOMER_ID

MIGRATION_COLUMNS: tuple[Column, ...] = (
    column("from", "text", "From", "原分类", "label on the first date; (none): no customer yet", "起始日的分类；(none) 表示当时尚无购买"),
    column("to", "text", "To", "现分类", "label on the second date; (none): all purchases have been refunded since", "截止日的分类；(none) 表示购买已全部退款"),
    column("customers", "integer", "Customers", "客户数", "customers who went so", "如此变化的客户数"),
    column("share", "share", "Share", "占比", "of those who had the first label", "占原分类客户的比例"),
    column("revenue_before", "money", "Paid before", "此前金额", "what they had paid up to the first date", "截至起始日的实付净额"),
    column("revenue_after", "money", "Paid between", "期间金额", "what they paid after the first date, up to the second, net of refunds", "起始日之后至截止日的实付净额"),
)  # fmt: skip

CONVERSION_COLUMNS: tuple[Column, ...] = (
    *pick(MIGRATION_COLUMNS, "from to customers"),
    column("rate", "share", "Rate", "转化率", "customers who went so, of those who had the first label", "占原分类客户的比例"),
    *bounds("share"),
    *pick(MIGRATION_COLUMNS, "revenue_before revenue_after"),
    column("of", "integer", "Of", "原有客户", "customers who had the first label", "原分类的客户数"),
)  # fmt: skip

COMPARISON_COLUMNS: tuple[Column, ...] = (
    column("label", "text", "Label", "分类", "class, tier, stage, group or score", "客户分类、等级、阶段、客户群或得分"),
    column("customers_then", "integer", "Customers then", "原客户数", "customers with the label on the first date", "起始日的客户数"),
    column("customers_now", "integer", "Customers now", "现客户数", "customers with the label on the second date", "截止日的客户数"),
    column("change", "integer", "Change", "增减", "now minus then", "现客户数减原客户数"),
    column("share_then", "share", "Share then", "原占比", "of all customers on the first date", "占起始日全部客户的比例"),
    column("share_now", "share", "Share now", "现占比", "of all customers on the second date", "占截止日全部客户的比例"),
    column("revenue_share_then", "share", "Revenue share then", "原金额占比", "share of all that customers had paid up to the first date", "截至起始日累计金额的占比"),
    column("revenue_share_now", "share", "Revenue share now", "现金额占比", "share of all that customers had paid up to the second date", "截至截止日累计金额的占比"),
)  # fmt: skip

MOVER_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *pick(MIGRATION_COLUMNS, "from to"),
    *pick(CUSTOMER_COLUMNS, "days_since_last n_purchases revenue"),
    *pick(MIGRATION_COLUMNS, "revenue_after"),
)  # fmt: skip

SERIES_COLUMNS: tuple[Column, ...] = (
    column("date", "date", "Date", "日期", "last day of a period", "期间末日"),
    *pick(COMPARISON_COLUMNS, "label"),
    column("customers", "integer", "Customers", "客户数", "customers with the label on that day", "当日该分类的客户数"),
    column("share", "share", "Share", "客户占比", "of all customers on that day", "占当日全部客户的比例"),
    column("revenue", "money", "Paid in the period", "本期金额", "what they paid in the period that ends on that day, net of refunds; empty on the first day", "本期实付净额；第一期为空"),
)  # fmt: skip
