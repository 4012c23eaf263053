"""Lists that name customers, days and money and yet are no sales: ledgers of what was paid.

Of a customer's account the payments cancel the invoices, and a list of payments or refunds alone
has nothing but negative amounts. Read as sales, either would say that nobody ever bought.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.readers.columns import Columns, Table
from repurchase_cli.readers.wishes import Wishes

_NEGATIVE = re.compile(r"^\D*[-−–‑‒▲△(（]|[-−–]\s*\D*$")
_SOME = re.compile("[1-9]")
_ENOUGH_CUSTOMERS, _MOSTLY, _NOTHING_LEFT = 5, 0.8, 0.05


def refuse_account(table: Table, columns: Columns, wishes: Wishes, *, file: str) -> None:
    """Raise when what customers paid cancels what they bought, unless `statuses` tell them apart.

    Raises
    ------
    InputError
        When of most customers nothing is left.
    """
    amount, customer = columns.first("amount"), columns.first("customer_id")
    if amount is None or customer is None or wishes.statuses:
        return
    bought: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for row in table.rows:
        if max(amount, customer) < len(row) and _SOME.search(row[amount]):
            side = paid if _NEGATIVE.search(row[amount]) else bought
            side[row[customer]] += int(re.sub(r"\D", "", row[amount])[:15])
    settled = sum(paid[c] >= (1 - _NOTHING_LEFT) * n for c, n in bought.items())
    if len(bought) < _ENOUGH_CUSTOMERS or settled < _MOSTLY * len(bought):
        return
    kind = next((columns.fields[f][0] for f in ("kind", "status") if f in columns.fields), None)
    words = {row[kind].strip() for row in table.rows if kind is not None and kind < len(row)}
    word = min(words - {""}, key=lambda w: not re.search("(?i)pay|收款|付款", w), default="payment")
    raise InputError(
        f"of {settled} of {len(bought)} customers {table.headers[amount]!r} comes to nothing: this "
        "looks like a ledger in which payments cancel invoices, not a list of sales",
        hint="export the sales alone, or say in repurchase.yaml which lines are none: "
        f"statuses: {{{word}: not_a_sale}}",
        file=file,
    )


def refuse_payments_alone(amounts: Iterable[tuple[str, str, Sequence[str]]]) -> None:
    """Raise when no file has an amount above zero.

    Parameters
    ----------
    amounts
        Of each file its name, the header of the amounts, and their sample.

    Raises
    ------
    InputError
        When all amounts are negative, and there are some.
    """
    told = ("", "")
    for file, header, values in amounts:
        some = [value for value in values if _SOME.search(value)]
        if any(not _NEGATIVE.search(value) for value in some):
            return
        told = (file, header) if some else told
    if told[0]:
        raise InputError(
            f"every amount in {told[1]!r} is below zero: payments received or refunds, no sales",
            hint="give the sales, with the refunds beside them if they are in files of their own",
            file=told[0],
        )
