"""Invoice lines as in the UCI Online Retail files: a wholesaler's ledger of items.

An invoice number that starts with A is a bad debt; a few stock codes are charges to the shop and no
sales. Cancellations (C…) are negative lines of their own and need no rule; postage is money.
"""

from __future__ import annotations

from repurchase_cli.systems import Mark, System

_CHARGES = Mark("StockCode", "BANK CHARGES|AMAZONFEE|CRUK|B", "not_a_sale")

INVOICE_LINES = System(
    name="invoice lines",
    signature=("InvoiceNo", "StockCode", "Quantity", "UnitPrice", "InvoiceDate"),
    marks=(
        Mark("InvoiceNo", "A.*", "not_a_sale"),
        _CHARGES,
    ),
)
#: The second edition of the same ledger has shorter names.
INVOICE_LINES_II = System(
    name="invoice lines",
    signature=("Invoice", "StockCode", "Quantity", "Price", "InvoiceDate"),
    marks=(Mark("Invoice", "A.*", "not_a_sale"), _CHARGES),
)
