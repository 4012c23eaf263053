"""拼多多's order list: one row per order, cells with a TAB behind the value.

用户实付金额 is what the customer paid; 商家实收金额 has the platform's part of the discount
besides. Refunds are a status (售后状态), in full. Newer exports hide the buyer: without a phone
number no order has a customer.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

PINDUODUO = System(
    name="Pinduoduo orders (拼多多)",
    signature=("订单号", "商家实收金额(元)", "商品数量(件)", "商品id", "售后状态"),
    columns={
        "order_id": "订单号",
        "customer_id": "用户购买手机号 | 手机 | 收货手机号",
        "phone": "用户购买手机号 | 手机 | 收货手机号",
        "name": "收货人",
        "order_time": "支付时间 | 拼单成功时间 | 订单成交时间",
        "order_amount": "用户实付金额(元) | 商家实收金额(元)",
        "status": "订单状态",
        "quantity": "商品数量(件)",
        "unit_price": "",
        "discount": "",
        "sku": "商家编码-规格维度 | 商家编码-商品维度 | 商品id",
        "product": "商品",
        "store": "门店名称",
        "kind": "",
    },
    order_totals=True,
    contains=("邮费(元)",),
    marks=(
        Mark("订单状态", r"\s*已取消.*", "cancelled"),
        Mark("订单状态", r"\s*(待付款|待支付)\s*", "unpaid"),
        Mark("订单状态", r".*退款成功\s*", "refunded"),
        Mark("售后状态", r".*退款成功\s*", "refunded"),
    ),
    currency="CNY",
)
