"""Square's two sales exports: transactions (one row per payment) and items (one per item).

A refund is a negative row with the `Transaction ID` of the sale. What a customer paid is
`Total Collected` of a transaction, and `Net Sales` with `Tax` of an item; fees are the shop's own.
`Partial Refunds` repeats what the refund's own row says.
"""

from __future__ import annotations

from repurchase_cli.systems import System

_BOTH = {
    "order_id": "Transaction ID",
    "customer_id": "Customer ID | Customer Reference ID",
    "name": "Customer Name",
    "order_time": "Date",
    "order_clock": "Time",
    "kind": "Event Type",
    "status": "Transaction Status",
    "refund": "",
    "unit_price": "",
    "store": "Location",
}

SQUARE_TRANSACTIONS = System(
    name="Square transactions",
    signature=("Transaction ID", "Payment ID", "Total Collected", "Net Total", "Event Type"),
    columns=_BOTH
    | {
        "amount": "Total Collected",
        "channel": "Source",
        "staff": "Staff Name",
        "product": "",
        "sku": "",
    },
    order_totals=False,
    contains=("Tax", "Tip"),
)
SQUARE_ITEMS = System(
    name="Square items",
    signature=("Transaction ID", "Time Zone", "Item", "Qty", "Price Point Name", "Net Sales"),
    columns=_BOTH
    | {
        "amount": "Net Sales",
        "product": "Item",
        "sku": "SKU",
        "quantity": "Qty",
        "channel": "Channel",
        "staff": "Employee",
    },
    order_totals=False,
    adds=("Tax",),
)
