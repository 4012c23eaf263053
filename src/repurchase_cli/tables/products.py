"""Columns about goods: what goes with what, what brings customers back, what lies on the shelf."""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CUSTOMER_ID

PAIR_COLUMNS: tuple[Column, ...] = (
    column("item_a", "id", "Item A", "商品 A", "item, category or style", "商品、品类或风格"),
    column("item_b", "id", "Item B", "商品 B", "what is bought with it", "与之同购的商品"),
    column("orders_a", "integer", "With A", "含 A 订单", "orders that hold A", "含 A 的订单数"),
    column("orders_b", "integer", "With B", "含 B 订单", "orders that hold B", "含 B 的订单数"),
    column("orders_both", "integer", "With both", "同购订单", "orders that hold both", "同时含两者的订单数"),
    column("support", "share", "Support", "支持度", "orders with both, of all orders with an item", "同购订单占全部含商品订单的比例"),
    column("confidence_a_b", "share", "B with A", "置信度 A→B", "orders with both, of those with A", "同购订单占含 A 订单的比例"),
    column("confidence_b_a", "share", "A with B", "置信度 B→A", "orders with both, of those with B", "同购订单占含 B 订单的比例"),
    column("lift", "number", "Lift", "提升度", "orders with both, beside as many as chance would make: 1 is chance", "同购订单与随机预期之比，1 为随机水平"),
    column("p_value", "probability", "p", "p 值", "how often chance alone makes so many orders with both, corrected for the number of pairs looked at (hypergeometric, Benjamini–Hochberg)", "仅凭偶然达到该同购数的概率，已按考察的组合数校正（超几何，Benjamini–Hochberg）"),
)  # fmt: skip

_EXPECTED = column(
    "expected",
    "number",
    "By chance",
    "随机预期",
    "orders with both that chance makes, among orders of the same months and lengths",
    "按同月份、同件数订单随机预期的同购订单数",
)
_PRICE = column(
    "price",
    "money",
    "Price",
    "组合价",
    "what one of each costs together, on average",
    "各一件的平均成交价合计",
)
_MARGIN = column(
    "margin",
    "share",
    "Margin",
    "毛利率",
    "share of that price that is margin; empty where a cost is unknown",
    "组合价中毛利的比例；成本未知为空",
)

BEST_PAIR_COLUMNS: tuple[Column, ...] = (
    *pick(PAIR_COLUMNS, "item_a item_b orders_both"),
    _EXPECTED,
    *pick(PAIR_COLUMNS, "confidence_a_b confidence_b_a lift"),
)

SET_COLUMNS: tuple[Column, ...] = (
    *pick(PAIR_COLUMNS, "item_a item_b"),
    column("item_c", "id", "Item C", "商品 C", "what is bought with both", "与两者同购的商品"),
    column("orders", "integer", "With all", "同购订单", "orders that hold all three", "同时含三者的订单数"),
    column("expected", "number", "By pairs", "两两预期", "orders with all three that the pairs alone make", "仅由两两搭配预期的同购订单数"),
    column("support", "share", "Support", "支持度", "of all orders with an item", "占全部含商品订单的比例"),
    column("lift", "number", "Lift", "提升度", "orders with all, beside as many as chance makes of three goods", "与三者独立时随机预期之比"),
    column("p_value", "probability", "p", "p 值", "how often the pairs alone make so many, corrected for the sets looked at (Poisson, Benjamini–Hochberg)", "仅由两两搭配达到该数的概率，已按考察的组合数校正（泊松，Benjamini–Hochberg）"),
    _PRICE, _MARGIN,
)  # fmt: skip

BUNDLE_COLUMNS: tuple[Column, ...] = (
    column("season", "text", "Season", "季节", "season, or turn of seasons", "季节或换季"),
    *pick(PAIR_COLUMNS, "item_a item_b"),
    column("orders_both", "integer", "With both", "同购订单", "orders of the season that hold both", "该季同时含两者的订单数"),
    column("lift", "number", "Lift", "提升度", "beside as many as chance makes among the orders of the season", "与该季订单中随机预期之比"),
    _PRICE, _MARGIN,
)  # fmt: skip

_WILSON = Text("its 95% interval (Wilson)", "95% Wilson 区间")
_BACK = (
    column(
        "rate",
        "share",
        "Back in 180 d",
        "180 天回购",
        "of those who began with it at least 180 days ago, share with a second purchase within 180 days",
        "满 180 天的首购客户中 180 天内再次购买的比例",
    ),
    *bounds("share", interval=_WILSON),
)
_BACK_90 = (
    column(
        "rate_90d",
        "share",
        "Back in 90 d",
        "90 天回购",
        "of those who began with it at least 90 days ago, share with a second purchase within 90 days",
        "满 90 天的首购客户中 90 天内再次购买的比例",
    ),
    column(
        "low_90d",
        "share",
        "Low, 90 d",
        "90 天下限",
        "lower bound of its 95% interval (Wilson)",
        "95% Wilson 区间下限",
    ),
    column(
        "high_90d",
        "share",
        "High, 90 d",
        "90 天上限",
        "upper bound of its 95% interval (Wilson)",
        "95% Wilson 区间上限",
    ),
)
_OTHERS = (
    column(
        "others",
        "share",
        "Others",
        "同类客户",
        "share within 180 days of all who began in the same months with as many goods",
        "同月份、同件数首购客户的 180 天回购率",
    ),
    column(
        "p_value",
        "probability",
        "p",
        "p 值",
        "how often chance alone differs so much from others, corrected for all that was looked at (Mantel–Haenszel, Benjamini–Hochberg); empty below 20 customers",
        "与同类客户差异由偶然造成的概率，已按考察个数校正（Mantel–Haenszel，Benjamini–Hochberg）；不足 20 人为空",
    ),
    column(
        "first_year_revenue",
        "money",
        "First year",
        "首年金额",
        "revenue of the first 365 days of those who began with it, each; of those who began so long ago",
        "首购满 365 天的客户首年人均金额",
    ),
)

ITEM_COLUMNS: tuple[Column, ...] = (
    column("item", "id", "Item", "商品", "item, category or style", "商品、品类或风格"),
    column("orders", "integer", "Orders", "订单数", "orders that hold it", "含该商品的订单数"),
    column("customers", "integer", "Customers", "客户数", "customers who bought it", "购买过的客户数"),
    column("units", "number", "Units", "件数", "units sold, returns not taken off", "售出件数，未减退货"),
    column("revenue", "money", "Revenue", "金额", "what was paid for it, returns not taken off", "实付金额，未减退货"),
    column("first_purchases", "integer", "Began with it", "首购客户", "customers whose first purchase holds it, at least 180 days before the as-of date", "首次购买含该商品且距截止日满 180 天的客户数"),
    column("returned_after_first", "integer", "Came back", "已回购", "of them, with a second purchase within 180 days", "其中 180 天内再次购买的客户数"),
    *_BACK, *_BACK_90, *_OTHERS,
)  # fmt: skip

BEGINNING_COLUMNS: tuple[Column, ...] = (
    column("field", "text", "Began with", "首购", "what is looked at of the first purchase", "首次购买中考察的字段"),
    column("value", "id", "Value", "取值", "its value", "取值"),
    column("customers", "integer", "Customers", "客户数", "customers who began with it", "以其开始的客户数"),
    *pick(_BACK_90, "rate_90d"),
    *_BACK, *_OTHERS,
)  # fmt: skip

UNIT_COLUMNS: tuple[Column, ...] = (
    column("by", "text", "By", "维度", "by what orders are told apart; empty for all", "划分维度；空为全部"),
    column("value", "text", "Value", "取值", "its value", "取值"),
    column("orders", "integer", "Orders", "订单数", "orders that hold an item", "含商品的订单数"),
    column("units", "number", "Units", "件数", "units in them, returns not taken off", "件数，未减退货"),
    column("units_per_order", "number", "Units each", "连带率", "units divided by orders", "件数除以订单数"),
    *bounds("number"),
    column("several_share", "share", "Of several", "多件占比", "orders of more than one unit", "超过 1 件的订单占比"),
)  # fmt: skip

#: The same by month, so that a chart of it names its axis.
UNIT_MONTH_COLUMNS: tuple[Column, ...] = tuple(
    replace(one, label=Text("Month", "月份")) if one.id == "value" else one for one in UNIT_COLUMNS
)

STOCK_COLUMNS: tuple[Column, ...] = (
    column("sku", "id", "Item", "商品", "item, all its sizes together", "商品，各尺码合计"),
    column("on_hand", "number", "On hand", "库存", "units on the shelf", "库存件数"),
    column("units_30d", "number", "30 days", "近 30 天", "units sold in the last 30 days, guests' too, less what came back", "近 30 天净售出件数，含散客"),
    column("units_90d", "number", "90 days", "近 90 天", "units sold in the last 90 days", "近 90 天净售出件数"),
    column("sell_through", "share", "Sold", "售罄率", "units sold, of these and those on hand", "售出件数占售出与库存之和的比例"),
    column("days_of_cover", "days", "Lasts", "可售天数", "days that what is left lasts at the pace of the last 90; empty without a sale", "按近 90 天速度的可售天数；无销售为空"),
    column("last_sale", "date", "Last sale", "最近销售", "day of the last sale", "最近销售日"),
    column("age_days", "days", "Age", "上架天数", "days since it was listed, else since its first sale", "上架至今天数，无上架日则自首次销售"),
    column("state", "text", "State", "状态", "sold_out, new, dead, broken, slow, low or selling; by the settings under stock", "售罄、新品、无动销、断码、滞销、不足或正常，按 stock 设置"),
    column("sizes_left", "text", "Sizes left", "余码", "sizes on the shelf", "有库存的尺码"),
    column("sizes_out", "text", "Sizes gone", "缺码", "sizes that were sold and have nothing left", "售过且无库存的尺码"),
    column("asked", "integer", "Asked for", "询问次数", "visits of the feedback file that ended without a purchase and name the item", "反馈文件中提到该商品而未购买的次数"),
)  # fmt: skip

SLOW_COLUMNS = pick(
    STOCK_COLUMNS, "sku on_hand units_90d sell_through days_of_cover age_days state sizes_left"
)

LOW_COLUMNS: tuple[Column, ...] = (
    *pick(STOCK_COLUMNS, "sku on_hand units_30d days_of_cover sizes_left sizes_out asked state"),
)

MATCH_COLUMNS: tuple[Column, ...] = (
    *pick(STOCK_COLUMNS, "sku"),
    CUSTOMER_ID,
    column("score", "number", "Score", "匹配分", "0.4 × share of its style + 0.3 × share of its category + 0.2 where its size is left + 0.1 × nearness of the price", "0.4×风格占比 + 0.3×品类占比 + 0.2×有其尺码 + 0.1×价格接近度"),
    column("reason", "text", "Reason", "理由", "why the item suits the customer", "匹配理由"),
)  # fmt: skip

COMPANION_COLUMNS: tuple[Column, ...] = (
    *pick(STOCK_COLUMNS, "sku"),
    column("companion", "id", "With", "搭配", "item that sells, and is in most orders with it", "与之同购最多的在售商品"),
    column("orders_both", "integer", "With both", "同购订单", "orders that hold both", "同时含两者的订单数"),
    *pick(PAIR_COLUMNS, "lift"),
)  # fmt: skip

DECLINING_COLUMNS: tuple[Column, ...] = (
    *pick(STOCK_COLUMNS, "sku on_hand units_30d"),
    column("before", "number", "Before", "此前", "units in 30 days of the 60 days before", "此前 60 天的每 30 天件数"),
    *pick(STOCK_COLUMNS, "days_of_cover state"),
)  # fmt: skip
