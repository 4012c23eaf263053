"""银豹's receipts: the member as `张三（13800138000）`, or `-` for none.

类型 tells a refund, whose amount is positive. 储值卡支付 and the columns beside it are ways of
paying and lie within 实收金额.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

POSPAL = System(
    name="Pospal receipts (银豹)",
    signature=("流水号", "日期", "类型", "会员", "实收金额"),
    columns={
        "order_id": "流水号",
        "customer_id": "会员",
        "order_time": "日期",
        "amount": "实收金额",
        "kind": "类型",
        "name": "",
        "discount": "",
        "payment": "",
    },
    order_totals=False,
    customer_in_brackets=True,
    marks=(
        Mark("类型", ".*(充值|开卡|储值|押金).*", "not_a_sale"),
        Mark("类型", ".*(作废|撤单|反结账).*", "cancelled"),
    ),
    currency="CNY",
)
