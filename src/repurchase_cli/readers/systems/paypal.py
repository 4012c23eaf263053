"""PayPal's activity download: everything that moved the balance, sales among it.

A sale is money that came in (`Gross`, before PayPal's fee). A refund is a row of its own, minus and
with the sale's `Transaction ID` as `Reference Txn ID`; the sale stays as it was, whatever its
status says. What the shop paid itself, holds, transfers, conversions and fees are no sales.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

_GIVEN_BACK = ".*refund.*|payment reversal|.*chargeback.*"

PAYPAL = System(
    name="PayPal activity",
    signature=("Type", "Status", "Gross", "Fee", "Net", "From Email Address", "Transaction ID"),
    columns={
        "order_id": "Transaction ID",
        "refunded_order_id": "Reference Txn ID",
        "customer_id": "From Email Address",
        "email": "From Email Address",
        "name": "Name",
        "phone": "Contact Phone Number",
        "order_time": "Date",
        "order_clock": "Time",
        "amount": "Gross",
        "status": "Status",
        "currency": "Currency",
        "product": "",
        "sku": "",
        "quantity": "",
        "unit_price": "",
        "kind": "",
    },
    order_totals=False,
    contains=("Shipping and Handling Amount", "Sales Tax"),
    refund_customer="To Email Address",
    marks=(
        Mark("Balance Impact", "memo", "not_a_sale"),
        Mark("Type", ".*(fee|hold|release|reserve).*", "not_a_sale"),
        Mark("Status", "denied|canceled|cancelled|expired|failed|removed", "cancelled"),
        Mark("Status", "pending|held|on hold|processing|unclaimed", "unpaid"),
        Mark("Type", _GIVEN_BACK, "sale"),
        Mark("Type", _GIVEN_BACK, "refund"),
        Mark("Gross", r"[-(−].*", "not_a_sale"),
        Mark(
            "Type",
            ".*(withdraw|transfer|deposit|conversion|adjustment|authori[sz]ation|reversal|loan"
            "|cashback|invoice sent|request|bonus|top[- ]?up|funds added|funding).*",
            "not_a_sale",
        ),
        Mark("Status", ".*", "sale"),
    ),
)
