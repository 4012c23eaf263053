"""抖音's order list: one row per 子订单 (a line), its 主订单编号 the order; cells begin with a TAB.

订单应付金额 is of the line. Refunds are a status (售后状态), in full. Names and phone numbers are
mostly ciphertext (##…, $$…) and no customer. 动账 is the ledger of what is paid out.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

DOUYIN_ORDERS = System(
    name="Douyin orders (抖音)",
    signature=("主订单编号", "子订单编号", "选购商品", "商品数量", "订单应付金额"),
    columns={
        "order_id": "主订单编号",
        "customer_id": "收件人手机号",
        "phone": "收件人手机号",
        "name": "收件人",
        "order_time": "支付完成时间 | 订单提交时间",
        "amount": "订单应付金额",
        "status": "订单状态",
        "quantity": "商品数量",
        "unit_price": "",
        "sku": "商家编码 | 商品ID",
        "product": "选购商品",
        "return_reason": "取消原因",
        "kind": "",
        "email": "",
    },
    order_totals=False,
    contains=("运费",),
    marks=(
        Mark("订单状态", r"\s*(已关闭|已取消)\s*", "cancelled"),
        Mark("售后状态", r"\s*(退款成功|已全额退款|退货退款成功|售后完成)\s*", "refunded"),
    ),
    currency="CNY",
)
DOUYIN_LEDGER = System(
    name="Douyin's ledger (抖音动账明细)",
    signature=("动账时间", "动账方向", "动账金额"),
    refuse="a ledger of what Douyin charges and pays out; export the order list (订单管理 > 导出), "
    "which has 主订单编号 and 收件人手机号",
)
