"""Amazon's reports: shipments and orders with a buyer, and two that are no use.

A line's `item-price` is quantity times price; postage, tax and gift wrap stand beside it, and
promotions are still to be taken off. The buyer's e-mail is a proxy, one per buyer. The report of
all orders names no buyer, and a settlement is a ledger of what Amazon pays out.
"""

from __future__ import annotations

from repurchase_cli.systems import System

_ADDS = ("item-tax", "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax")
_SUBTRACTS = ("item-promotion-discount", "ship-promotion-discount")
_COLUMNS = {
    "customer_id": "buyer-email",
    "email": "buyer-email",
    "name": "buyer-name",
    "order_time": "purchase-date",
    "amount": "item-price",
    "quantity": "quantity-shipped | quantity-purchased",
    "unit_price": "",
    "discount": "",
    "sku": "sku",
    "channel": "sales-channel",
}
_ANOTHER = (
    "export the shipments instead (Reports > Fulfillment > Sales > Amazon Fulfilled Shipments, "
    "or Orders > Order Reports for what you ship yourself): they have the column buyer-email"
)

AMAZON_SHIPMENTS = System(
    name="Amazon shipments",
    signature=("amazon-order-id", "shipment-id", "purchase-date", "buyer-email", "item-price"),
    columns=_COLUMNS | {"order_id": "amazon-order-id"},
    order_totals=False,
    adds=_ADDS,
    subtracts=_SUBTRACTS,
)
AMAZON_ORDERS = System(
    name="Amazon order report",
    signature=("order-id", "order-item-id", "purchase-date", "buyer-email", "item-price"),
    columns=_COLUMNS | {"order_id": "order-id"},
    order_totals=False,
    adds=_ADDS,
    subtracts=_SUBTRACTS,
)
AMAZON_ALL_ORDERS = System(
    name="Amazon's report of all orders",
    signature=("amazon-order-id", "purchase-date", "order-status", "sales-channel", "item-price"),
    refuse=f"it names no buyer; {_ANOTHER}",
)
AMAZON_TRANSACTIONS = System(
    name="Amazon's report of transactions",
    signature=("date/time", "settlement id", "type", "order id", "product sales", "selling fees"),
    refuse=f"a ledger of what Amazon charges and pays out, without buyers; {_ANOTHER}",
)
AMAZON_SETTLEMENT = System(
    name="an Amazon settlement",
    signature=("settlement-id", "transaction-type", "order-id", "amount-type", "amount"),
    refuse=f"a ledger of what Amazon charges and pays out, without buyers; {_ANOTHER}",
)
