"""Columns of the measures of a shop."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CUSTOMER_ID

METRIC_COLUMNS: tuple[Column, ...] = (
    column("metric", "text", "Metric", "指标", "name of the measure", "指标名"),
    column("value", "number", "Value", "值", "its value, in the unit beside it; empty where it has none", "指标值，单位见旁列；无法计算时为空"),
    column("unit", "text", "Unit", "单位", "what the value counts", "值的单位"),
    *bounds("number"),
    column("numerator", "number", "Numerator", "分子", "what is divided, where it is a ratio", "比值的分子"),
    column("denominator", "number", "Denominator", "分母", "what it is divided by, or the number of cases", "比值的分母或个数"),
    column("from", "date", "From", "起始日", "first day of the period", "本期首日"),
    column("to", "date", "To", "结束日", "last day of the period", "本期末日"),
    column("definition", "text", "Definition", "定义", "how the measure is defined", "指标的定义"),
)  # fmt: skip

HEADLINE_COLUMNS: tuple[Column, ...] = (
    column("measure", "text", "Measure", "指标", "measure, as people call it", "指标名称"),
    column("shown", "text", "Value", "值", "its value with its unit", "指标值"),
    column("interval", "text", "95% interval", "95% 区间", "where the true value lies, 95 times of 100", "真值有 95% 的把握落在此区间"),
    column("made_of", "text", "Made of", "构成", "numerator and denominator", "分子与分母"),
)  # fmt: skip

OVERVIEW_COLUMNS: tuple[Column, ...] = (
    column("period", "text", "Period", "期间", "week, month, quarter or year", "周、月、季度或年"),
    column("active_customers", "integer", "Customers", "客户数", "customers with a purchase in the period", "本期购买客户数"),
    column("new_customers", "integer", "New", "新客", "customers whose first purchase lies in the period", "首购在本期的客户"),
    column("repurchase_rate", "share", "Repurchase rate", "复购率", "customers with at least 2 purchases in the period, of those with 1", "本期至少购买 2 次的客户占比"),
    column("returning_rate", "share", "Returning", "老客占比", "customers who had bought before the period", "此前买过的客户占比"),
    column("retention_rate", "share", "Retention", "留存率", "buyers of the period before who bought again in this one", "上期客户本期再购比例"),
    column("purchases", "integer", "Purchases", "购买次数", "purchases in the period", "本期购买次数"),
    column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "金额除以购买次数"),
    column("revenue", "money", "Revenue", "金额", "paid by customers, net of refunds", "客户实付净额"),
)  # fmt: skip

PURCHASE_COUNT_COLUMNS: tuple[Column, ...] = (
    column("purchases", "integer", "Purchases", "购买次数", "purchases of a customer in the period", "客户本期购买次数"),
    column("customers", "integer", "Customers", "客户数", "customers who bought so often", "购买该次数的客户数"),
    column("share", "share", "Share", "客户占比", "of the customers of the period", "占本期客户的比例"),
    column("revenue", "money", "Amount", "金额", "amount of their purchases", "其购买金额"),
)  # fmt: skip

CONTRIBUTION_COLUMNS: tuple[Column, ...] = (
    column("class", "text", "Class", "客户分类", "class at the as-of date", "截止日的客户分类"),
    column("customers", "integer", "Customers", "客户数", "customers of the class with a purchase or refund in the period", "本期有往来的该类客户数"),
    column("share", "share", "Share", "客户占比", "of the customers of the period", "占本期客户的比例"),
    column("revenue", "money", "Revenue", "金额", "what they paid in the period, net", "其本期实付净额"),
    column("revenue_share", "share", "Revenue share", "金额占比", "of all customers' revenue of the period", "占本期客户金额的比例"),
)  # fmt: skip

CONCENTRATION_COLUMNS: tuple[Column, ...] = (
    column("customers_share", "share", "Customers", "客户占比", "customers who paid most, up to here, of all", "金额由高到低累计的客户占比"),
    column("revenue_share", "share", "Revenue", "金额占比", "their part of the revenue of the period", "其金额累计占比"),
)  # fmt: skip

DISCOUNT_COLUMNS: tuple[Column, ...] = (
    *pick(CONTRIBUTION_COLUMNS, "class"),
    column("purchases", "integer", "Purchases", "购买次数", "purchases of the period", "本期购买次数"),
    column("discount_share", "share", "On discount", "折扣购买占比", "purchases on discount", "含折扣的购买次数占比"),
    column("discount_revenue_share", "share", "Their money", "折扣金额占比", "amount of these, of all purchases", "折扣购买金额占比"),
    column("discount_index", "number", "Index", "指数", "share on discount beside the shop's, 100 being the same", "折扣占比与全店之比，100 为相同"),
    column("items_per_purchase", "number", "Items each", "连带率", "units divided by purchases", "件数除以购买次数"),
)  # fmt: skip

TRANSITION_COLUMNS: tuple[Column, ...] = (
    column("from", "text", "Bought before", "上一次品类", "category in the purchase before", "上一次购买的品类"),
    column("to", "text", "Then", "下一次品类", "category in the purchase after", "下一次购买的品类"),
    column("purchases", "integer", "Purchases", "购买次数", "purchases with this category that follow one with that", "符合的购买次数"),
    column("share", "share", "Share", "占比", "of the purchases that follow one with that category", "占上一次含该品类的后续购买的比例"),
    column("index", "number", "Index", "指数", "share beside that after any purchase, 100 being the same", "与任意购买之后的占比之比，100 为相同"),
)  # fmt: skip

LOYAL_COLUMNS: tuple[Column, ...] = (
    column("customers", "integer", "Customers", "客户数", "customers who bought in the group", "在该分组有购买的客户数"),
    column("loyal", "integer", "Loyal", "忠诚客户", "of them, those who are loyal to the shop as a whole", "其中全店分类为忠诚的客户数"),
    column("loyal_share", "share", "Loyal share", "忠诚占比", "of the customers who bought in the group", "占该分组购买客户的比例"),
    column("revenue", "money", "Revenue", "金额", "what they paid in the group, net of refunds", "他们在该分组的实付净额"),
)  # fmt: skip

DRIFT_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("purchases", "integer", "Purchases", "购买次数", "purchases whose categories are known", "品类已知的购买次数"),
    column("from", "text", "Before", "此前品类", "most frequent category of the earlier half of them", "前一半购买中最多的品类"),
    column("to", "text", "Lately", "近期品类", "most frequent category of the recent half", "后一半购买中最多的品类"),
    column("distance", "number", "Distance", "偏好距离", "half the sum of the differences between the categories' shares in the two halves: 0 the same, 1 nothing in common", "两半中各品类占比之差的合计的一半：0 为相同，1 为完全不同"),
    column("by_chance", "number", "By chance", "随机水平", "the same between every other purchase and the rest", "隔次购买与其余购买之间的同一距离"),
)  # fmt: skip

PREFERENCE_COLUMNS: tuple[Column, ...] = (
    column("field", "text", "What", "项目", "what is compared", "比较的项目"),
    column("value", "text", "Value", "取值", "its value in the last purchase", "最后一次购买中的取值"),
    column("lost", "integer", "Lost", "流失客户", "lost customers with it", "具有该取值的流失客户数"),
    column("lost_share", "share", "Of the lost", "占流失客户", "of the lost customers with any value", "占流失客户的比例"),
    column("stayed", "integer", "Stayed", "留存客户", "other customers with it", "具有该取值的其他客户数"),
    column("stayed_share", "share", "Of the others", "占其他客户", "of the other customers with any value", "占其他客户的比例"),
    column("index", "number", "Index", "指数", "share among the lost beside that among the others, 100 being the same", "流失客户占比与其他客户占比之比，100 为相同"),
)  # fmt: skip
