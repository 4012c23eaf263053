"""Documents of Chinese trade programs (管家婆, 金蝶, jshERP …): lines of sales and returns.

单据类型 tells what a document is: 销售退货 gives money back, with a plus or a minus, and what is no
sale (采购, 调拨, 盘点, 收款 …) is left out. The amount with tax comes before the one without.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

ERP_DOCUMENTS = System(
    name="documents of a trade program (管家婆/金蝶)",
    signature=("单据编号", "单据日期", "单据类型"),
    columns={
        "order_id": "单据编号",
        "customer_id": "客户编码 | 客户编号 | 会员卡号 | 会员编号 | 会员号 | 往来单位编号"
        " | 客户名称 | 往来单位 | 购货单位",
        "order_time": "单据日期",
        "amount": "价税合计 | 金额 | 销售金额",
        "name": "客户名称 | 往来单位 | 购货单位",
        "status": "单据状态",
        "refunded_order_id": "源单编号 | 原单号 | 关联单据",
        "kind": "",
    },
    goods_amount="金额",
    marks=(
        Mark(
            "单据类型",
            "(采购|进货|调拨|盘|其他|收款|付款|费用|报|组装|拆卸|期初|生产|订).*",
            "not_a_sale",
        ),
        Mark("单据类型", ".*(退|红字).*", "refund"),
    ),
)
