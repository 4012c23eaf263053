"""Stripe's payments export: one row per charge; and its ledgers, which are no sales.

`Amount Refunded` is not deducted from `Amount`, and a charge given back in full has the status
Refunded. A failed charge keeps its amount, and one that was only authorised was not captured. A
customer without an id is told by the e-mail.
"""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.systems import Mark, System

STRIPE_PAYMENTS = System(
    name="Stripe payments",
    signature=("id", "Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Status"),
    columns={
        "order_id": "id",
        "customer_id": "Customer ID | Customer Email",
        "order_time": "Created date (UTC) | Created (UTC)",
        "amount": "Amount",
        "refund": "Amount Refunded",
        "status": "Status",
        "currency": "Currency",
        "email": "Customer Email",
        "name": "Customer Name | Card Name",
        "phone": "Customer Phone",
        "payment": "Payment Source Type",
        "product": "",
        "kind": "",
    },
    order_totals=False,
    timezone="UTC",
    marks=(
        Mark("Mode", "test", "not_a_sale"),
        Mark("Status", "failed|canceled|cancelled|blocked", "cancelled"),
        Mark("Captured", "false", "unpaid"),
    ),
)
STRIPE_PAYMENTS_OLD = replace(
    STRIPE_PAYMENTS,
    signature=("id", "Created (UTC)", "Amount", "Amount Refunded", "Currency", "Status"),
)
_INSTEAD = "export the payments instead (Payments > Export), which have Amount Refunded"
STRIPE_BALANCE = System(
    name="Stripe's balance history",
    signature=("id", "Type", "Source", "Amount", "Fee", "Net", "Available On (UTC)"),
    refuse=f"a ledger of charges, fees and payouts, without customers; {_INSTEAD}",
)
STRIPE_ITEMIZED = System(
    name="Stripe's itemised balance report",
    signature=("balance_transaction_id", "reporting_category", "gross", "fee", "net"),
    refuse=f"a ledger of charges, fees and payouts; {_INSTEAD}",
)
STRIPE_PAYOUTS = System(
    name="Stripe's payouts",
    signature=("id", "Amount", "Currency", "Arrival Date (UTC)", "Status"),
    refuse=f"what Stripe paid to the bank; {_INSTEAD}",
)
