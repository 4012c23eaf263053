"""Columns about what customers like: shares of their items, and who has a main value."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import column, pick
from repurchase_cli.tables.customers import CONTACT_COLUMNS, CUSTOMER_ID

_FIELD = column("field", "text", "Field", "项目", "what customers may prefer", "可能有偏好的项目")

LIKING_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    _FIELD,
    column("value", "text", "Value", "取值", "one of those that the customer bought", "该客户购买过的取值"),
    column("share", "share", "Share", "占比", "of the customer's items that have a value", "占该客户有取值商品的比例"),
    column("items", "number", "Items", "件数", "units bought with it, what was given back left out", "购买件数，不含退回的商品"),
    column("main", "text", "Main", "主要", "whether it is the main value: at least 2 items and 40%, and still 40% when the shop's own shares count besides, as far as its customers are alike", "是否为主要取值：至少 2 件且占 40%，并且以全店占比为先验后仍不低于 40%"),
)  # fmt: skip

LIKING_SUMMARY_COLUMNS: tuple[Column, ...] = (
    _FIELD,
    column("customers", "integer", "Customers", "客户数", "customers with an item that has a value", "有取值商品的客户数"),
    column("with_main", "integer", "With a main value", "有主要取值", "customers of whom a main value can be told", "可判定主要取值的客户数"),
    column("main_share", "share", "Share", "占比", "of the customers", "占客户数的比例"),
    column("most_frequent", "text", "Most frequent", "最多的取值", "the main value that most of them have", "最多客户的主要取值"),
    column("agreement", "share", "Agree", "一致率", "chance that two choices of a customer have one value, the mean over customers with two", "同一客户两次选择取值相同的概率，按客户平均"),
    column("by_chance", "share", "By chance", "随机水平", "the same of two choices of anybody: where customers agree no more than this, nobody has a main value of its own", "任意两次选择取值相同的概率：一致率不高于它时无人有自己的偏好"),
)  # fmt: skip

_TAG = column(
    "tag",
    "text",
    "Tag",
    "标签",
    "of the settings, or of the customers file",
    "设置中的标签，或客户文件中的标签",
)
_EVIDENCE = column("evidence", "text", "Evidence", "依据", "what the tag goes by: items that count, the condition, or the customers file", "标签的依据：计入的商品、条件或客户文件")  # fmt: skip

TAG_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    _TAG,
    column("since", "date", "Since", "起始日", "day from which on it holds without a break; empty for conditions and the customers file, which do not say", "连续有效的起始日；条件标签和客户文件未说明时为空"),
    _EVIDENCE,
)  # fmt: skip

TAG_CHANGE_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    _TAG,
    column("change", "text", "Change", "变化", "gained or lost since the day of --tags-since", "自 --tags-since 当日以来获得或失去"),
    column("day", "date", "Day", "日期", "on which it changed; empty for conditions", "变化日期；条件标签为空"),
    _EVIDENCE,
)  # fmt: skip

TAG_COUNT_COLUMNS: tuple[Column, ...] = (
    _TAG,
    column("customers", "integer", "Customers", "客户数", "who have it", "具有该标签的客户数"),
    column("gained", "integer", "Gained", "获得", "who have it and had it not on the day of --tags-since", "自 --tags-since 当日以来获得的客户数"),
    column("lost", "integer", "Lost", "失去", "who had it on that day and no longer have it", "当日具有、现已失去的客户数"),
)  # fmt: skip

_MAIN = "at least 2 items and 40%, and still 40% beside the shop's own shares; empty where there is none"
_MAIN_ZH = "至少 2 件且占 40%，并以全店占比为先验后仍不低于 40%，没有则为空"
#: Main values of what customers like.
LIKED_COLUMNS: tuple[Column, ...] = tuple(
    column(f"main_{name}", "text", f"Main {en}", f"主要{zh}", f"{en} that the customer prefers: {_MAIN}", f"客户偏好的{zh}：{_MAIN_ZH}")
    for name, en, zh in (
        ("category", "category", "品类"), ("style", "style", "风格"), ("size", "size", "尺码"),
        ("color", "colour", "颜色"), ("scene", "scene", "场景"), ("season", "season", "季节"),
        ("store", "store", "门店"), ("channel", "channel", "渠道"),
        ("weekday", "weekday", "星期"), ("hour", "hour", "时段"),
        ("price", "price level (low, middle, high)", "价格带（low、middle、high）"),
        ("discount", "answer to discounts (yes, no)", "折扣偏好（yes、no）"),
    )
)  # fmt: skip

TAGS = column("tags", "text", "Tags", "标签", "those of the customers file and of the settings, in small letters, by their letters, joined by ' | '", "客户文件与设置中的标签，小写，以 ' | ' 连接")  # fmt: skip

NEXT_ITEMS = column("next_items", "text", "Next items", "推荐商品", "the first three new items that the customer would take, by their names, joined by ' | '; see products", "最可能购买的前三件新品，以 ' | ' 连接，见 products")  # fmt: skip

#: What conditions of rules may name beside the customer table.
RULE_COLUMNS: tuple[Column, ...] = (
    *LIKED_COLUMNS,
    column("size", "text", "Size", "尺码偏好", "main size: the same as main_size", "主要尺码，同 main_size"),
    TAGS,
    NEXT_ITEMS,
)  # fmt: skip

NEXT_ITEM_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("rank", "integer", "Rank", "排名", "place in the list, 1 the first", "在清单中的位次，1 为首位"),
    column("item", "id", "Item", "商品", "that the customer would take next", "客户接下来可能购买的商品"),
    column("score", "number", "Score", "得分", "of again: purchases of the item, and the share of its buyers who came back for it; of new: likeness to what the customer has, summed", "again：该商品购买次数加复购买家占比；new：与已购商品相似度之和"),
    column("reason", "text", "Reason", "理由", "why, in words", "推荐理由"),
    column("list", "text", "List", "清单", "again: bought regularly and due; new: not bought yet", "again：定期购买且到期；new：尚未购买"),
)  # fmt: skip

NEXT_ITEM_COUNT_COLUMNS: tuple[Column, ...] = (
    column("list", "text", "List", "清单", "again: bought regularly and due; new: not bought yet", "again：定期购买且到期；new：尚未购买"),
    column("customers", "integer", "Customers", "客户数", "who have such a list", "有该清单的客户数"),
    column("entries", "integer", "Items", "商品数", "items on their lists", "清单中的商品数"),
    column("item", "id", "Most frequent", "最多的商品", "item that stands on most lists", "出现在最多清单中的商品"),
)  # fmt: skip

BOOK_COLUMNS: tuple[Column, ...] = (
    column("store", "text", "Store", "门店", "the customer's main store, else that of the last purchase", "客户的主要门店，没有时为最近购买的门店"),
    CUSTOMER_ID,
    *pick(CONTACT_COLUMNS, "name phone"),
    column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase", "最近购买日期"),
    column("last_item", "text", "Last item", "最近商品", "what was bought last", "最近购买的商品"),
    column("size", "text", "Size", "尺码", "main size", "主要尺码"),
    column("near_sizes", "text", "Near", "相邻尺码", "the next smaller and the next larger size that the shop sells", "店内相邻的小一号和大一号"),
    column("style", "text", "Style", "风格", "main style", "主要风格"),
    column("category", "text", "Category", "品类", "main category", "主要品类"),
    column("color", "text", "Colour", "颜色", "main colour", "主要颜色"),
    column("price", "text", "Price level", "价格带", "main price level", "主要价格带"),
    column("again", "text", "Due again", "到期再购", "what the customer buys regularly and is due for", "定期购买且到期的商品"),
    column("next_items", "text", "Show next", "下次推荐", "what is new to the customer and others bought with what it has", "客户未购买、其他客户同买的商品"),
)  # fmt: skip
