"""Lists with one row per customer and totals over all time: no sales, and refused by what they are.

Their totals would pass for one purchase of each customer, on the day of the last visit.
"""

from __future__ import annotations

from repurchase_cli.systems import System

_REFUSE = (
    "one row per customer with totals over all time, no list of sales; export the orders instead, "
    "and give this file with --customers"
)
_SIGNATURES = {
    "Shopify's customer list": ("Email", "Total Spent", "Total Orders"),
    "Square's customer directory": ("First Visit", "Last Visit", "Transaction Count"),
    "WooCommerce's customer list": ("Last Active", "Sign Up", "Total Spend", "AOV"),
    "Loyverse's customer list": ("Customer name", "Total visits", "Total spent"),
    "Magento's customer list": ("Customer Since", "Email", "Group", "Signed-up Point"),
    "a list of members": ("消费次数", "消费金额"),
    "a list of members (累计)": ("累计消费次数", "累计消费金额"),
    "a list of members (总)": ("消费总次数", "消费总金额"),
    "a list of customers (累積)": ("訂單數", "累積金額"),
}
CUSTOMER_LISTS = tuple(
    System(name=name, signature=headers, refuse=_REFUSE) for name, headers in _SIGNATURES.items()
)
