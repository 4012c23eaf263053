"""Columns of customers: what is measured of one, her scores and labels, her classes and purchases."""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import column, pick

CUSTOMER_ID = column("customer_id", "id", "Customer", "客户编号", "key of the customer, as in the export", "导出文件中的客户编号")  # fmt: skip

#: What is measured of a customer; the columns that rules may name.
CUSTOMER_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("first_purchase", "date", "First purchase", "首次购买", "day of the first purchase", "第一次购买的日期"),
    column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase up to as-of", "截止日前最后一次购买的日期"),
    column("days_since_last", "days", "Days since last", "距上次天数", "as-of date minus last purchase", "截止日减最近购买日"),
    column("n_purchases", "integer", "Purchases", "购买次数", "days with a net amount above zero", "净额大于零的购买日数"),
    column("n_purchases_recent", "integer", "Recent purchases", "近期购买次数", "purchases in the last recent_days days", "近 recent_days 天内的购买次数"),
    column("revenue", "money", "Revenue", "累计金额", "paid, net of discounts and refunds", "实付金额，已扣优惠和退款"),
    column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "累计金额除以购买次数"),
    column("mean_interpurchase_days", "days", "Mean interval", "平均购买间隔", "mean days between consecutive purchases; empty for one purchase", "相邻两次购买的平均天数；只买过一次为空"),
)  # fmt: skip

SCORE_COLUMNS: tuple[Column, ...] = (
    column("r_score", "score", "R", "R 分", "score of days since last, 5 best", "最近购买得分，5 最好"),
    column("f_score", "score", "F", "F 分", "score of purchases, 5 best", "购买次数得分，5 最好"),
    column("m_score", "score", "M", "M 分", "score of revenue, 5 best", "累计金额得分，5 最好"),
    column("rfm", "id", "RFM", "RFM", "the three scores side by side", "三项得分合写"),
)  # fmt: skip

LABEL_COLUMNS: tuple[Column, ...] = (
    column("class", "text", "Class", "客户分类", "first class whose rule is true", "第一条成立的分类规则"),
    column("class_reason", "text", "Reason", "分类理由", "why the customer is in this class", "属于该分类的理由"),
    column("tier", "text", "Tier", "会员等级", "tier by revenue", "按累计金额划分的等级"),
    column("lifecycle_stage", "text", "Stage", "生命周期", "stage by days since the last purchase", "按距上次购买天数划分的阶段"),
    column("customer_group", "text", "Group", "客户群", "group by number of purchases", "按购买次数划分的客户群"),
)  # fmt: skip

CONTACT_COLUMNS: tuple[Column, ...] = (
    column("name", "contact", "Name", "姓名", "name as in the customers file, else in the latest order that has one", "客户文件中的姓名，否则为最近有姓名的订单上的姓名"),
    column("phone", "contact", "Phone", "手机号", "phone as in the customers file, else in the latest order that has one", "客户文件中的电话，否则为最近有电话的订单上的电话"),
    column("email", "contact", "E-mail", "邮箱", "e-mail as in the customers file, else in the latest order that has one", "客户文件中的邮箱，否则为最近有邮箱的订单上的邮箱"),
)  # fmt: skip

CLASS_COLUMNS: tuple[Column, ...] = (
    column("class", "text", "Class", "客户分类", "class of customers", "客户分类"),
    column("customers", "integer", "Customers", "客户数", "customers in the class", "该类客户数"),
    column("share", "share", "Share", "客户占比", "of all customers", "占全部客户的比例"),
    column("revenue", "money", "Revenue", "累计金额", "paid by the class, net of refunds", "该类客户的实付净额"),
    column("revenue_share", "share", "Revenue share", "金额占比", "of all customers' revenue", "占全部客户金额的比例"),
    column("mean_days_since_last", "days", "Days since last", "平均距上次天数", "mean over the class", "该类客户的平均值"),
    column("mean_n_purchases", "number", "Purchases each", "平均购买次数", "mean over the class", "该类客户的平均值"),
    *pick(CUSTOMER_COLUMNS, "average_purchase_value"),
)  # fmt: skip

ABOUT_COLUMNS: tuple[Column, ...] = (
    column("what", "text", "What", "项目", "a fact about the customer", "客户的一项情况"),
    column("value", "text", "Value", "内容", "its value", "内容"),
    column("why", "text", "Why", "依据", "where it comes from", "依据"),
)  # fmt: skip

PURCHASE_COLUMNS: tuple[Column, ...] = (
    column("day", "date", "Day", "日期", "day of the purchase", "购买日期"),
    column("amount", "money", "Amount", "金额", "net amount of the day's orders", "当日订单净额"),
    column("days_since_previous", "days", "Days since previous", "距前次天数", "days since the purchase before", "距前一次购买的天数"),
)  # fmt: skip


def recent_purchases(days: int) -> Column:
    """Return the column of purchases in the last ``days`` days, named by their number."""
    (recent,) = pick(CUSTOMER_COLUMNS, "n_purchases_recent")
    label = Text(f"Purchases, {days} days", f"近 {days} 天购买次数")
    meaning = Text(f"purchases in the last {days} days", f"近 {days} 天内的购买次数")
    return replace(recent, id=f"n_purchases_{days}d", label=label, meaning=meaning)
