"""eBay's orders report and its transaction report; spelling in capitals differs by country.

In the orders report an order of several items has a row of its own, with the total, before those of
its items; refunds are not in it. The transaction report is a ledger: sales, refunds with a minus,
and eBay's fees and payouts, which are no sales. Tax that eBay collects was paid by the customer.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

EBAY_ORDERS = System(
    name="eBay orders",
    signature=(
        "Sales Record Number",
        "Order Number",
        "Buyer Username",
        "Sold For",
        "Total Price",
        "Sale Date",
    ),
    columns={
        "order_id": "Order Number",
        "customer_id": "Buyer Username",
        "order_time": "Sale Date",
        "order_amount": "Total Price",
        "quantity": "Quantity",
        "unit_price": "Sold For",
        "sku": "Custom Label | Item Number",
        "product": "Item Title",
        "name": "Buyer Name",
        "phone": "Ship To Phone | Post to phone",
        "email": "Buyer Email",
        "payment": "Payment Method",
        "kind": "",
    },
    order_totals=True,
    contains=("Shipping And Handling", "Seller Collected Tax"),
)
_GIVEN_BACK = "refund|claim|payment dispute|case"
EBAY_TRANSACTIONS = System(
    name="eBay transactions",
    signature=(
        "Transaction creation date",
        "Type",
        "Order number",
        "Buyer username",
        "Gross transaction amount",
    ),
    columns={
        "order_id": "Order number",
        "customer_id": "Buyer username",
        "order_time": "Transaction creation date",
        "amount": "Gross transaction amount",
        "quantity": "Quantity",
        "unit_price": "",
        "sku": "Custom label | Item ID",
        "product": "Item title",
        "name": "Buyer name",
        "currency": "Transaction currency",
        "status": "",
        "kind": "",
    },
    order_totals=False,
    adds=("eBay collected tax",),
    contains=("Shipping and handling", "Seller collected tax"),
    marks=(
        Mark("Type", f"order|{_GIVEN_BACK}", "sale"),
        Mark("Type", _GIVEN_BACK, "refund"),
        Mark("Type", ".*", "not_a_sale"),
    ),
)
