"""Columns about goods: what goes with what, what brings customers back, what lies on the shelf."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import column

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
