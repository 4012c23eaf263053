"""有赞's order list, one row per order, and its customer list, which is none of sales.

订单实付金额 is what the buyer paid, 订单实收金额 what the shop gets; 订单已退款金额 is not
deducted. The phone number tells buyers better apart than the nickname, which some have alone.
"""

from __future__ import annotations

from repurchase_cli.systems import System

YOUZAN_ORDERS = System(
    name="Youzan orders (有赞)",
    signature=("订单号", "订单创建时间", "订单实付金额", "买家昵称", "订单已退款金额"),
    columns={
        "order_id": "订单号",
        "customer_id": "买家手机号 | 买家昵称",
        "order_time": "买家付款时间 | 订单创建时间",
        "order_amount": "订单实付金额",
        "status": "订单状态",
        "refund": "订单已退款金额",
        "name": "买家昵称",
        "phone": "买家手机号",
        "store": "归属店铺",
        "channel": "销售渠道",
        "staff": "销售导购 | 专属导购",
        "coupon": "优惠券码名称",
        "payment": "付款方式",
        "discount": "",
        "product": "",
        "kind": "",
    },
    order_totals=True,
    contains=("运费",),
    currency="CNY",
)
YOUZAN_CUSTOMERS = System(
    name="Youzan's customer list (有赞客户列表)",
    signature=("客户姓名", "客户手机号", "消费次数", "消费金额"),
    refuse="one row per customer with totals over all time; export the orders instead "
    "(订单 > 全部订单 > 导出), and give this file with --customers",
)
