from __future__ import annotations

import pytest

from repurchase_cli.readers.systems import SYSTEMS, system_of
from repurchase_cli.sources import FIELDS
from repurchase_cli.systems import NO_SYSTEM, System

EACH = pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: "+".join(system.signature))
#: Headers that anybody's file may have.
ANYBODYS = [
    ("order_id", "customer_id", "date", "amount"),
    ("Order ID", "Customer ID", "Order Date", "Product", "Quantity", "Price", "Total", "Status"),
    ("id", "created", "email", "amount", "currency", "status"),
    ("Date", "Time", "Receipt", "Item", "Qty", "Net Sales", "Tax", "Customer"),
    ("订单号", "下单时间", "会员卡号", "商品名称", "数量", "实付金额", "订单状态"),
    ("日期", "单号", "类型", "会员", "金额"),
    ("客户ID", "订单ID", "消费时间", "消费金额"),
    ("訂單編號", "訂單日期", "會員編號", "訂單總額", "訂單狀態"),
]
#: Refused exports as they are, in few of their headers.
REFUSED = {
    "amazon-order-id purchase-date order-status sales-channel sku item-price": "buyer-email",
    "子订单编号,主订单编号,标题,价格,购买数量,商品属性,买家实际支付金额,订单创建时间": "买家会员名",
    "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,订单状态": "买家会员名",
    "客户姓名,客户手机号,客户积分,消费次数,消费金额,上次消费时间": "全部订单",
    "Customer ID,First Name,Last Name,Email,Total Spent,Total Orders,Tags": "--customers",
    "Location,Order Id,Order #,Sent Date,Menu Item,Net Price,Qty,Void?": "CheckDetails.csv",
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC)": "payments",
    "动账时间,动账方向,动账金额,订单号": "主订单编号",
}


@EACH
def test_signature_is_its_own(system: System) -> None:
    assert system_of(system.signature, SYSTEMS) is system


@EACH
def test_names_only_fields_that_there_are(system: System) -> None:
    assert set(system.columns) <= set(FIELDS)
    assert bool(system.columns or system.marks) != bool(system.refuse)


@pytest.mark.parametrize("headers", ANYBODYS, ids="+".join)
def test_a_file_of_anybody_is_of_no_system(headers: tuple[str, ...]) -> None:
    assert system_of(headers, SYSTEMS) is NO_SYSTEM


@pytest.mark.parametrize(("headers", "instead"), REFUSED.items())
def test_refusals_say_what_to_export_instead(headers: str, instead: str) -> None:
    found = system_of(headers.split("," if "," in headers else " "), SYSTEMS)
    assert found is not None
    assert instead in found.refuse
