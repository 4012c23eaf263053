"""Shopify's order export: one row per item, the order's own columns on its first row only.

`Name` is the order's number and `Email` the customer. `Total` is the order's total with shipping
and tax; `Refunded Amount` is not deducted from it. `Created at` carries an offset that flips with
summer time; the day is the day as written.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

SHOPIFY = System(
    name="Shopify orders",
    signature=("Name", "Email", "Financial Status", "Lineitem name", "Total", "Created at"),
    columns={
        "order_id": "Name",
        "customer_id": "Email",
        "order_time": "Created at",
        "order_amount": "Total",
        "status": "Financial Status",
        "refund": "Refunded Amount",
        "quantity": "Lineitem quantity",
        "unit_price": "Lineitem price",
        "list_price": "Lineitem compare at price",
        "discount": "Lineitem discount",
        "sku": "Lineitem sku",
        "product": "Lineitem name",
        "coupon": "Discount Code",
        "coupon_amount": "Discount Amount",
        "name": "Billing Name",
        "phone": "Billing Phone",
        "email": "Email",
        "channel": "Source",
        "store": "Location",
        "payment": "Payment Method",
        "kind": "",
    },
    order_totals=True,
    goods_amount="Subtotal",
    marks=(
        Mark("Cancelled at", r".*\S.*", "cancelled"),
        Mark("Payment Method", r"bogus( gateway)?|\(for testing\) bogus gateway", "not_a_sale"),
    ),
)
SHOPIFY_PAYOUTS = System(
    name="Shopify's payout transactions",
    signature=("Transaction Date", "Payout Status", "Payout Date", "Amount", "Fee", "Net"),
    refuse="a ledger of what Shopify pays out, without customers; export the orders instead "
    "(Orders > Export)",
)
