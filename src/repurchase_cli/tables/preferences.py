"""Columns about what customers like: shares of their items, and who has a main value."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import column
from repurchase_cli.tables.customers import CUSTOMER_ID

_FIELD = column("field", "text", "Field", "项目", "what customers may prefer", "可能有偏好的项目")

LIKING_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    _FIELD,
    column("value", "text", "Value", "取值", "one of those that the customer bought", "该客户购买过的取值"),
    column("share", "share", "Share", "占比", "of the customer's items that have a value", "占该客户有取值商品的比例"),
    column("items", "number", "Items", "件数", "units bought with it, what was given back left out", "购买件数，不含退回的商品"),
    column("main", "text", "Main", "主要", "whether it is the main value: at least 2 items and 40 %, and still 40 % when the shop's own shares count besides, as far as its customers are alike", "是否为主要取值：至少 2 件且占 40%，并且以全店占比为先验后仍不低于 40%"),
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
