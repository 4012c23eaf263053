"""SHOPLINE's order report (訂單報表): one row per item, the order's total on each.

訂單合計 is the order's total with shipping; 已退款金額 is not deducted. Which columns
a report has is the shop's choice. An order paid on delivery stays 未付款 until it arrives.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

SHOPLINE = System(
    name="SHOPLINE orders",
    signature=("訂單號碼", "訂單日期", "訂單狀態", "付款狀態"),
    columns={
        "order_id": "訂單號碼",
        "customer_id": "顧客 ID | 電郵 | 電話號碼 | 電話",
        "order_time": "訂單日期",
        "order_amount": "訂單合計 | 付款總金額",
        "status": "訂單狀態",
        "refund": "已退款金額 | 退款金額",
        "name": "顧客",
        "email": "電郵",
        "phone": "電話號碼 | 電話",
        "quantity": "數量",
        "unit_price": "商品結帳價",
        "list_price": "商品原價",
        "discount": "",
        "sku": "商品貨號",
        "product": "商品名稱",
        "payment": "付款方式",
        "currency": "貨幣 | 幣別",
        "kind": "",
    },
    order_totals=True,
    contains=("運費", "稅金"),
    marks=(
        Mark("訂單狀態", "已取消", "cancelled"),
        Mark("付款狀態", "未付款|付款失敗|待付款|處理中", "unpaid"),
        Mark("付款狀態", "已退款|全額退款", "refunded"),
    ),
)
