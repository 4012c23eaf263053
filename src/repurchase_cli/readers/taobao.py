"""Taobao's and Tmall's order list: one row per order, GB18030, `="3515…"` and `'138…` as text.

买家实际支付金额 is what the buyer paid; 退款金额 beside it may also hold words. 总金额 is before
discounts. An order that was closed (交易关闭) or never paid is no sale.
"""

from __future__ import annotations

from repurchase_cli.readers.systems import Mark, System

TAOBAO_ORDERS = System(
    name="Taobao/Tmall order list",
    signature=("订单编号", "买家实际支付金额", "订单创建时间"),
    columns={
        "order_id": "订单编号",
        "customer_id": "买家会员名",
        "order_time": "订单付款时间 | 订单创建时间",
        "order_amount": "买家实际支付金额",
        "status": "订单状态",
        "refund": "退款金额",
        "product": "宝贝标题",
        "quantity": "宝贝总数量",
        "name": "收货人姓名",
        "phone": "联系手机",
        "email": "",
        "store": "店铺名称",
        "unit_price": "",
        "kind": "",
    },
    order_totals=True,
    refund_deducted=True,
    marks=(Mark("订单付款时间", "", "unpaid"),),
    currency="CNY",
)
