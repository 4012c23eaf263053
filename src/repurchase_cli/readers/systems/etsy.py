"""Etsy's two sales exports: sold order items (one row per item) and sold orders.

Of the items, `Transaction ID` is the line and `Order ID` the order; `Item Total` is before the
discount, and the order's postage, tax and discount stand on its first line only. The buyer is
`Name (user)`, `user` alone, or blank for a guest; the user is the customer. `Adjusted Order Total`
of the orders is what was left after money was given back, and 0 for an order that nothing
happened to, so that refunds show in the status only; Etsy's own fees are no sales.
"""

from __future__ import annotations

from repurchase_cli.systems import System

ETSY_ITEMS = System(
    name="Etsy sold order items",
    signature=("Sale Date", "Buyer", "Item Total", "Transaction ID", "Listing ID", "Order ID"),
    columns={
        "order_id": "Order ID",
        "customer_id": "Buyer",
        "order_time": "Sale Date",
        "amount": "Item Total",
        "quantity": "Quantity",
        "unit_price": "Price",
        "sku": "SKU | Listing ID",
        "product": "Item Name",
        "discount": "",
        "coupon": "Coupon Code",
        "coupon_amount": "Discount Amount",
        "name": "Ship Name",
        "channel": "Order Type",
        "store": "",
        "kind": "",
    },
    order_totals=False,
    adds=("Order Shipping", "Order Sales Tax"),
    subtracts=("Discount Amount", "Shipping Discount"),
    customer_in_brackets=True,
)
ETSY_ORDERS = System(
    name="Etsy sold orders",
    signature=("Sale Date", "Order ID", "Full Name", "Order Value", "Order Total", "Order Net"),
    columns={
        "order_id": "Order ID",
        "customer_id": "Buyer | Buyer User ID",
        "order_time": "Sale Date",
        "order_amount": "Order Total",
        "status": "Status",
        "quantity": "Number of Items",
        "discount": "",
        "coupon": "Coupon Code",
        "coupon_amount": "Discount Amount",
        "name": "Full Name",
        "channel": "Order Type",
        "store": "",
        "sku": "",
        "kind": "",
    },
    order_totals=True,
    contains=("Shipping", "Sales Tax"),
    customer_in_brackets=True,
)
