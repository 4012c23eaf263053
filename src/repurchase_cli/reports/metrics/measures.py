"""The measures of ``metrics``: what each is called, and what it means."""

from __future__ import annotations

from typing import NamedTuple

from repurchase_cli.document import Kind, Text

#: Days within which cohort_repurchase_rate looks for the second purchase.
COHORT_DAYS = (30, 60, 90, 180, 365)
#: Number of purchases made → how the next one is called.
NEXT_PURCHASE = {1: "second", 2: "third", 3: "fourth", 4: "fifth"}
_NEXT_SHORT = {1: "2nd", 2: "3rd", 3: "4th", 4: "5th"}
_UNITS: dict[str, Kind] = {
    "share": "share",
    "currency": "money",
    "days": "days",
    "customers": "integer",
    "purchases": "integer",
    "per customer": "number",
    "per purchase": "number",
}


class Measure(NamedTuple):
    """One measure: unit, how people call it, and its definition."""

    unit: str
    label: Text
    definition: Text

    @property
    def kind(self) -> Kind:
        """How its values are shown."""
        return _UNITS[self.unit]


def _cohort_rates() -> dict[str, Measure]:
    return {
        f"cohort_repurchase_rate_{days}d": Measure(
            "share",
            Text(f"2nd purchase in {days} days", f"首购后 {days} 天复购率"),
            Text(
                f"of the customers whose first purchase lies in the period and at least {days} "
                f"days before as-of, those who bought again within {days} days",
                f"首购在本期内且距截止日至少 {days} 天的客户中，{days} 天内再次购买的比例",
            ),
        )
        for days in COHORT_DAYS
    }


def _km_medians() -> dict[str, Measure]:
    zh = {1: "第二次", 2: "第三次", 3: "第四次", 4: "第五次"}
    return {
        f"km_median_days_to_{nth}_purchase": Measure(
            "days",
            Text(f"Median to {_NEXT_SHORT[rank]} purchase", f"至{zh[rank]}购买的中位天数"),
            Text(
                f"first day on which at most half of the customers have not made their {nth} "
                "purchase yet (Kaplan-Meier); empty when that is never reached",
                f"未完成{zh[rank]}购买的客户降至一半的首日（Kaplan-Meier），未达到则为空",
            ),
        )
        for rank, nth in NEXT_PURCHASE.items()
    }


#: Every measure by its name in JSON, in the order of the table.
MEASURES: dict[str, Measure] = {
    "active_customers": Measure("customers", Text("Customers who bought", "购买客户数"), Text("customers with a purchase in the period", "本期有购买的客户")),
    "new_customers": Measure("customers", Text("New customers", "新客数"), Text("customers whose first purchase ever lies in the period", "首次购买在本期的客户")),
    "returning_customers": Measure("customers", Text("Returning customers", "老客数"), Text("customers of the period who had bought before it", "本期购买且此前买过的客户")),
    "purchases": Measure("purchases", Text("Purchases", "购买次数"), Text("days of a customer (orders, with purchase: order) with a net amount above zero", "净额大于零的客户购买日（purchase: order 时为订单）")),
    "revenue": Measure("currency", Text("Revenue of customers", "客户金额"), Text("paid by customers in the period, net of refunds", "本期客户实付净额")),
    "revenue_with_guests": Measure("currency", Text("Revenue with guests", "含散客金额"), Text("revenue of customers and what guests without an id paid", "客户金额加上无客户号的散客金额")),
    "repurchase_rate": Measure("share", Text("Repurchase rate", "复购率"), Text("customers with at least 2 purchases in the period, of those with at least 1", "本期购买至少 2 次的客户占购买客户的比例")),
    "returning_rate": Measure("share", Text("Returning rate", "老客占比"), Text("customers of the period who had bought before it, of all customers of the period", "本期购买客户中此前买过的比例")),
    "retention_rate": Measure("share", Text("Retention", "留存率"), Text("bought in this period and the one before, of those who bought in the one before", "上期购买客户中本期再次购买的比例")),
    "window_repurchase_rate": Measure("share", Text("Back in the next window", "回购率"), Text("buyers of one window of window_days who bought again in the next one; the last two windows of the period", "前一窗口的购买客户中在后一窗口再次购买的比例；窗口长 window_days 天，取本期最后两个窗口")),
    **_cohort_rates(),
    "repeat_purchases": Measure("purchases", Text("Repeat purchases", "复购次数"), Text("purchases beyond each customer's first of the period", "本期内每位客户首次之后的购买次数合计")),
    "repurchase_frequency": Measure("per customer", Text("Repurchase frequency", "复购频次"), Text("repeat purchases per customer of the period", "人均复购次数")),
    "mean_interpurchase_days": Measure("days", Text("Mean interval", "平均复购周期"), Text("mean days between consecutive purchases, the later one in the period; too short in a short file", "相邻两次购买间隔的平均天数（后一次在本期）；数据期短则偏短")),
    "median_interpurchase_days": Measure("days", Text("Median interval", "复购周期中位数"), Text("median of the days between consecutive purchases, the later one in the period", "相邻两次购买间隔天数的中位数（后一次在本期）")),
    **_km_medians(),
    "average_purchase_value": Measure("currency", Text("Average purchase value", "次均金额"), Text("revenue divided by purchases", "客户金额除以购买次数")),
    "first_purchase_value": Measure("currency", Text("Value of first purchases", "首购次均金额"), Text("mean of the first-ever purchases that lie in the period", "本期首次购买的平均金额")),
    "repeat_purchase_value": Measure("currency", Text("Value of later purchases", "复购次均金额"), Text("mean of all later purchases in the period", "本期非首次购买的平均金额")),
    "repeat_minus_first_value": Measure("currency", Text("Later less first, paired", "同一客户复购减首购"), Text("mean over customers, first bought in the period, of their later purchases' mean less their first purchase", "本期首购且有复购的客户，其复购均额减首购金额的平均值")),
    "items_per_purchase": Measure("per purchase", Text("Items per purchase", "连带率"), Text("units of sale lines divided by purchases; postage and the like are no items", "销售件数除以购买次数，邮费等不计件")),
    "discount_share": Measure("share", Text("Purchases on discount", "折扣购买占比"), Text("purchases with a line below list price, with a discount or a coupon", "含折扣、优惠券或低于吊牌价商品的购买次数占比")),
    "discount_revenue_share": Measure("share", Text("Amount on discount", "折扣购买金额占比"), Text("amount of purchases on discount, of the amount of all purchases", "折扣购买金额占购买金额的比例")),
    "same_category_repurchase_rate": Measure("share", Text("Same category again", "同品类复购率"), Text("repeat purchases with a category of the customer's purchase before, of those whose categories are known", "复购中含上一次购买品类的比例")),
    "new_customer_revenue_share": Measure("share", Text("Amount of new customers", "新客金额占比"), Text("purchases of customers who are new in the period, of the amount of all purchases", "新客购买金额占购买金额的比例")),
    "top_20_percent_revenue_share": Measure("share", Text("Revenue of the top 20%", "前 20% 客户金额占比"), Text("revenue of the fifth of customers who paid most, rounded up, of all customers' revenue", "金额最高的 20% 客户所占比例")),
}  # fmt: skip
