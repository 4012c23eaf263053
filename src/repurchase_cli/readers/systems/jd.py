"""京东's order list: one row per item, the order's amounts repeated on each.

订单金额 is before discounts; 应付金额 is what the customer owed in the end, 余额支付 what was
taken off the account beside it. A status that starts with (删除) is an order that was taken back.
The ledger of settlements (收支方向) is no list of sales.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

JD_ORDERS = System(
    name="JD orders (京东)",
    signature=("订单号", "订购数量", "京东价", "订单金额", "应付金额", "下单帐号"),
    columns={
        "order_id": "订单号",
        "customer_id": "下单帐号",
        "order_time": "付款确认时间 | 下单时间",
        "order_amount": "应付金额",
        "status": "订单状态",
        "quantity": "订购数量",
        "unit_price": "京东价",
        "sku": "货号 | 商品ID",
        "product": "商品名称",
        "name": "客户姓名",
        "phone": "联系电话",
        "channel": "订单来源",
        "payment": "支付方式",
        "kind": "",
    },
    order_totals=True,
    paid_beside=("余额支付",),
    contains=("运费金额",),
    marks=(Mark("订单状态", r"[(（]删除[)）].*|[(（]?锁定.*", "cancelled"),),
    currency="CNY",
)
JD_SETTLEMENT = System(
    name="a JD settlement (京东结算单)",
    signature=("订单编号", "订单下单时间", "商品编号", "收支方向", "币种"),
    refuse="a ledger of what JD charges and pays out; export the order list (订单导出), which has "
    "下单帐号 and 应付金额",
)
