"""WooCommerce's Advanced Order Export: one row per item, the order's total on each (or the first).

The customer is the billing e-mail. `Order Refund Amount` is what was given back so far and is not
deducted from `Order Total Amount`, which holds shipping and tax. `Item Cost` is a price, no cost.
The Analytics export of WooCommerce itself has only a name: nothing is said of it here.
"""

from __future__ import annotations

from repurchase_cli.systems import System

WOOCOMMERCE = System(
    name="WooCommerce Advanced Order Export",
    signature=("Order Number", "Order Status", "Order Date", "Order Total Amount"),
    columns={
        "order_id": "Order Number",
        "customer_id": "Email (Billing) | Customer Email | Billing Email",
        "email": "Email (Billing) | Customer Email | Billing Email",
        "order_time": "Paid Date | Order Date",
        "order_amount": "Order Total Amount",
        "status": "Order Status",
        "refund": "Order Refund Amount",
        "quantity": "Quantity (- Refund) | Quantity",
        "unit_price": "Item Cost",
        "cost": "",
        "product": "Item Name | Product Name (main)",
        "sku": "SKU",
        "discount": "",
        "coupon": "Coupon Code",
        "coupon_amount": "Discount Amount",
        "phone": "Phone (Billing)",
        "name": "Full Name (Billing) | Last Name (Billing)",
        "payment": "Payment Method Title",
        "kind": "",
    },
    order_totals=True,
    contains=("Order Shipping Amount", "Order Total Tax Amount"),
)
