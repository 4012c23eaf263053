"""Magento's (Adobe Commerce's) order grid: one row per order.

`Grand Total (Base)` is in the shop's currency, `Grand Total (Purchased)` in the customer's. A
closed order was given back in full; `Total Refunded` is not deducted. The e-mail is a column that
the grid shows only when asked to.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

MAGENTO = System(
    name="Magento orders",
    signature=("ID", "Purchase Point", "Purchase Date", "Bill-to Name", "Grand Total (Base)"),
    columns={
        "order_id": "ID",
        "customer_id": "Customer Email",
        "email": "Customer Email",
        "order_time": "Purchase Date",
        "order_amount": "Grand Total (Base) | Grand Total (Purchased)",
        "status": "Status",
        "refund": "Total Refunded",
        "name": "Customer Name | Bill-to Name",
        "phone": "Phone Number",
        "payment": "Payment Method",
        "store": "Purchase Point",
        "coupon": "Coupon Code",
        "kind": "",
    },
    order_totals=True,
    goods_amount="Subtotal",
    marks=(Mark("Status", "closed", "refunded"),),
)
