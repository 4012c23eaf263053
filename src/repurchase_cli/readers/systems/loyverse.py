"""Loyverse's receipts, as a list of receipts and as a list of their items.

A refund is a receipt of its own (`Receipt type`) with minus amounts; a cancelled receipt keeps its
amount. The customer's contacts (a phone number or an e-mail) tell customers better apart than the
name, which is all that some have.
"""

from __future__ import annotations

from repurchase_cli.systems import System

_BOTH = {
    "order_id": "Receipt number",
    "customer_id": "Customer contacts | Customer name",
    "name": "Customer name",
    "phone": "Customer contacts",
    "order_time": "Date",
    "kind": "Receipt type",
    "status": "Status",
    "discount": "",
    "store": "Store",
    "staff": "Cashier name",
}

LOYVERSE_RECEIPTS = System(
    name="Loyverse receipts",
    signature=("Receipt number", "Receipt type", "Gross sales", "Net sales", "Total collected"),
    columns=_BOTH
    | {"amount": "Total collected", "payment": "Payment type", "product": "", "cost": ""},
    order_totals=False,
    contains=("Taxes",),
)
LOYVERSE_ITEMS = System(
    name="Loyverse receipts by item",
    signature=("Receipt number", "Receipt type", "Item", "Quantity", "Net sales", "Cost of goods"),
    columns=_BOTH
    | {
        "amount": "Net sales",
        "quantity": "Quantity",
        "unit_price": "",
        "sku": "SKU",
        "product": "Item",
        "category": "Category",
        "cost": "",
    },
    order_totals=False,
    adds=("Taxes",),
)
