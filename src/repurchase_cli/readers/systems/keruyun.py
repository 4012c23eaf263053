"""客如云's orders: one row per order.

折后金额 is what the guest paid; 订单收入 is what the shop keeps after the platforms' fees.
The clock decides the day; `day_ends_at` moves the small hours to the day before, as 营业日 does.
"""

from __future__ import annotations

from repurchase_cli.systems import System

KERUYUN = System(
    name="Keruyun orders (客如云)",
    signature=("订单号", "结账时间", "营业日", "折前金额", "折后金额"),
    columns={
        "order_id": "订单号",
        "customer_id": "会员手机号 | 会员卡号",
        "order_time": "结账时间 | 下单时间 | 营业日",
        "order_amount": "折后金额",
        "status": "订单状态",
        "name": "会员姓名",
        "phone": "会员手机号",
        "store": "门店名称",
        "channel": "订单来源",
        "discount": "",
    },
    order_totals=True,
    currency="CNY",
)
