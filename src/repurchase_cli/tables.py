"""The vocabulary: every column of every table, with kind, unit, label and meaning.

A column's id is its name in CSV and JSON and never changes; its label is what people read.
"""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.document import Column, Kind, Text


def _column(
    name: str, kind: Kind, label: str, zh: str, meaning: str, sense: str, unit: str = ""
) -> Column:
    return Column(name, kind, Text(label, zh), Text(meaning, sense), unit)


#: What is measured of a customer; the columns that rules may name.
CUSTOMER_COLUMNS: tuple[Column, ...] = (
    _column("customer_id", "id", "Customer", "客户编号", "key of the customer, as in the export", "导出文件中的客户编号"),
    _column("first_purchase", "date", "First purchase", "首次购买", "day of the first purchase", "第一次购买的日期"),
    _column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase up to as-of", "截止日前最后一次购买的日期"),
    _column("days_since_last", "days", "Days since last", "距上次天数", "as-of date minus last purchase", "截止日减最近购买日", "days"),
    _column("n_purchases", "integer", "Purchases", "购买次数", "days with a net amount above zero", "净额大于零的购买日数"),
    _column("n_purchases_recent", "integer", "Recent purchases", "近期购买次数", "purchases in the last recent_days days", "近 recent_days 天内的购买次数"),
    _column("revenue", "money", "Revenue", "累计金额", "paid, net of discounts and refunds", "实付金额，已扣优惠和退款", "currency"),
    _column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "累计金额除以购买次数", "currency"),
    _column("mean_interpurchase_days", "days", "Mean interval", "平均购买间隔", "mean days between consecutive purchases; empty for one purchase", "相邻两次购买的平均天数；只买过一次为空", "days"),
)  # fmt: skip

SCORE_COLUMNS: tuple[Column, ...] = (
    _column("r_score", "score", "R", "R 分", "score of days since last, 5 best", "最近购买得分，5 最好", "1–5"),
    _column("f_score", "score", "F", "F 分", "score of purchases, 5 best", "购买次数得分，5 最好", "1–5"),
    _column("m_score", "score", "M", "M 分", "score of revenue, 5 best", "累计金额得分，5 最好", "1–5"),
    _column("rfm", "id", "RFM", "RFM", "the three scores side by side", "三项得分合写"),
)  # fmt: skip

LABEL_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "first class whose rule is true", "第一条成立的分类规则"),
    _column("class_reason", "text", "Reason", "分类理由", "why the customer is in this class", "属于该分类的理由"),
    _column("tier", "text", "Tier", "会员等级", "tier by revenue", "按累计金额划分的等级"),
    _column("lifecycle_stage", "text", "Stage", "生命周期", "stage by days since the last purchase", "按距上次购买天数划分的阶段"),
    _column("customer_group", "text", "Group", "客户群", "group by number of purchases", "按购买次数划分的客户群"),
)  # fmt: skip

CONTACT_COLUMNS: tuple[Column, ...] = (
    _column("name", "contact", "Name", "姓名", "name as in the customers file, else in the latest order that has one", "客户文件中的姓名，否则为最近有姓名的订单上的姓名"),
    _column("phone", "contact", "Phone", "手机号", "phone as in the customers file, else in the latest order that has one", "客户文件中的电话，否则为最近有电话的订单上的电话"),
    _column("email", "contact", "E-mail", "邮箱", "e-mail as in the customers file, else in the latest order that has one", "客户文件中的邮箱，否则为最近有邮箱的订单上的邮箱"),
)  # fmt: skip

CLASS_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "class of customers", "客户分类"),
    _column("customers", "integer", "Customers", "客户数", "customers in the class", "该类客户数"),
    _column("share", "share", "Share", "客户占比", "of all customers", "占全部客户的比例"),
    _column("revenue", "money", "Revenue", "累计金额", "paid by the class, net of refunds", "该类客户的实付净额", "currency"),
    _column("revenue_share", "share", "Revenue share", "金额占比", "of all customers' revenue", "占全部客户金额的比例"),
    _column("mean_days_since_last", "days", "Days since last", "平均距上次天数", "mean over the class", "该类客户的平均值", "days"),
    _column("mean_n_purchases", "number", "Purchases each", "平均购买次数", "mean over the class", "该类客户的平均值"),
    _column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "累计金额除以购买次数", "currency"),
)  # fmt: skip

PROBLEM_COLUMNS: tuple[Column, ...] = (
    _column("file", "text", "File", "文件", "file of the record", "记录所在文件"),
    _column("line", "integer", "Line", "行号", "physical line on which the record starts, the first being 1", "记录起始的物理行号，首行为 1"),
    _column("column", "text", "Column", "列", "header of the column that shows why", "说明原因的列"),
    _column("value", "text", "Value", "值", "what stands there, contacts masked", "该处的内容，联系方式已遮盖"),
    _column("code", "text", "Code", "代码", "name of the reason", "原因代码"),
    _column("action", "text", "Action", "处理", "rejected, excluded or repaired", "拒绝、排除或修复"),
    _column("reason", "text", "Reason", "原因", "why, in words", "原因说明"),
)  # fmt: skip

KIND_COLUMNS: tuple[Column, ...] = (
    _column("code", "text", "Code", "代码", "name of the reason", "原因代码"),
    _column("action", "text", "Action", "处理", "rejected, excluded or repaired", "拒绝、排除或修复"),
    _column("records", "integer", "Records", "记录数", "records with this problem", "有此问题的记录数"),
    _column("amount", "money", "Amount", "金额", "their money, as far as it is known", "其金额（已知部分）", "currency"),
    _column("reason", "text", "Reason", "原因", "why, in words", "原因说明"),
)  # fmt: skip

FIELD_COLUMNS: tuple[Column, ...] = (
    _column("field", "text", "Field", "字段", "what the program needs", "程序需要的字段"),
    _column("header", "text", "Column", "列名", "column that it is read from", "读取的列"),
    _column("sample", "text", "Sample", "样例", "a value of the column, contacts masked", "该列的一个值，联系方式已遮盖"),
)  # fmt: skip

FILE_COLUMNS: tuple[Column, ...] = (
    _column("path", "text", "File", "文件", "file as named", "文件"),
    _column("system", "text", "System", "系统", "shop system, where it is known", "识别出的店铺系统"),
    _column("encoding", "text", "Encoding", "编码", "how its text is written", "文本编码"),
    _column("delimiter", "text", "Cut by", "分隔符", "what separates its cells", "单元格分隔符"),
    _column("header_line", "integer", "Header", "表头行", "line of the header, 0 for none", "表头所在行，0 表示没有"),
    _column("records", "integer", "Records", "记录数", "records below the header", "表头以下的记录数"),
)  # fmt: skip

ABOUT_COLUMNS: tuple[Column, ...] = (
    _column("what", "text", "What", "项目", "a fact about the customer", "客户的一项情况"),
    _column("value", "text", "Value", "内容", "its value", "内容"),
    _column("why", "text", "Why", "依据", "where it comes from", "依据"),
)  # fmt: skip

PURCHASE_COLUMNS: tuple[Column, ...] = (
    _column("day", "date", "Day", "日期", "day of the purchase", "购买日期"),
    _column("amount", "money", "Amount", "金额", "net amount of the day's orders", "当日订单净额", "currency"),
    _column("days_since_previous", "days", "Days since previous", "距前次天数", "days since the purchase before", "距前一次购买的天数", "days"),
)  # fmt: skip

SETTING_COLUMNS: tuple[Column, ...] = (
    _column("setting", "text", "Setting", "设置", "dotted key, as --set takes it", "设置键"),
    _column("value", "text", "Value", "值", "effective value", "生效的值"),
)  # fmt: skip


def recent_purchases(days: int) -> Column:
    """Return the column of purchases in the last ``days`` days, named by their number."""
    column = next(c for c in CUSTOMER_COLUMNS if c.id == "n_purchases_recent")
    label = Text(f"Purchases, {days} days", f"近 {days} 天购买次数")
    meaning = Text(f"purchases in the last {days} days", f"近 {days} 天内的购买次数")
    return replace(column, id=f"n_purchases_{days}d", label=label, meaning=meaning)
