"""Toast's export files: only `CheckDetails.csv` knows the customer.

One row per check; `Total` holds the tax. Orders, items and payments stand in files without one.
"""

from __future__ import annotations

from repurchase_cli.systems import System

TOAST_CHECKS = System(
    name="Toast checks",
    signature=("Check Id", "Check #", "Opened Date", "Opened Time", "Customer Id", "Total"),
    columns={
        "order_id": "Check Id",
        "customer_id": "Customer Id | Customer Phone | Customer Email",
        "order_time": "Opened Date",
        "order_clock": "Opened Time",
        "order_amount": "Total",
        "name": "Customer",
        "phone": "Customer Phone",
        "email": "Customer Email",
        "store": "Location Code",
        "staff": "Server",
        "payment": "Tender",
        "coupon": "Reason of Discount",
        "coupon_amount": "Discount",
        "discount": "",
        "product": "",
        "kind": "",
    },
    order_totals=True,
    contains=("Tax", "Tip", "Gratuity"),
)
_INSTEAD = "take CheckDetails.csv of the same export, which has Customer Id, phone and e-mail"
TOAST_ORDERS = System(
    name="Toast's OrderDetails.csv",
    signature=("Order Id", "Order #", "Opened", "Revenue Center", "Gratuity", "Total", "Voided"),
    refuse=f"it names no customer; {_INSTEAD}",
)
TOAST_ITEMS = System(
    name="Toast's ItemSelectionDetails.csv",
    signature=("Order Id", "Order #", "Sent Date", "Menu Item", "Net Price", "Void?"),
    refuse=f"it names no customer; {_INSTEAD}",
)
TOAST_PAYMENTS = System(
    name="Toast's PaymentDetails.csv",
    signature=("Payment Id", "Order Id", "Order #", "Paid Date", "Check Id", "Amount"),
    refuse=f"it names no customer; {_INSTEAD}",
)
