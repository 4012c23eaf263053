"""Taobao's and Tmall's order list: one row per order, GB18030, `="3515…"` and `'138…` as text.

买家实际支付金额 is what the buyer paid; 退款金额 beside it may also hold words. 总金额 is before
discounts. An order that was closed (交易关闭) or never paid is no sale.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

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
    contains=("买家应付邮费",),
    refund_deducted=True,
    marks=(Mark("订单付款时间", "", "unpaid"),),
    currency="CNY",
)
_INSTEAD = (
    "export the order list instead (已卖出的宝贝 > 批量导出 > 订单报表, ExportOrderList…), "
    "which has 买家会员名 and 买家实际支付金额"
)
TAOBAO_DETAILS = System(
    name="Taobao/Tmall's list of items (宝贝报表)",
    signature=("订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性"),
    refuse=f"it names no buyer; {_INSTEAD}",
)
TAOBAO_SUBORDERS = System(
    name="Taobao/Tmall's list of items (子订单)",
    signature=("子订单编号", "主订单编号", "标题", "购买数量", "商品属性"),
    refuse=f"it names no buyer; {_INSTEAD}",
)
ALIPAY_LEDGER = System(
    name="an Alipay ledger (支付宝账务明细)",
    signature=("账务流水号", "业务流水号", "商户订单号", "发生时间", "对方账号"),
    refuse=f"a ledger of payments, fees and transfers; {_INSTEAD}",
)
