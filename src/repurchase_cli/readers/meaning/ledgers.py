"""Lists that name customers, days and money and yet are no sales: ledgers of what was paid.

Of a customer's account the payments cancel the invoices, and a list of payments or refunds alone
has nothing but negative amounts. Read as sales, either would say that nobody ever bought.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import is_negative
from repurchase_cli.readers.meaning import standings, statuses
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.evidence import A_REST, ENOUGH, HARDLY, MANY, MOSTLY
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError, acceptance
from repurchase_cli.readers.meaning.reading import Reading

Rows = Sequence[Sequence[str]]

_SOME = re.compile("[1-9]")


def refuse_account(reading: Reading) -> None:
    """Raise when what customers paid cancels what they bought.

    Lines that the settings' words take out of the sales, or call refunds, are left out first. Goods
    that come back are no payments: they were sold before, or a word says so.

    Raises
    ------
    InputError
        When of most customers nothing is left.
    """
    columns = reading.columns
    amount, customer = columns.first("amount"), columns.first("customer_id")
    if amount is None or customer is None:
        return
    rows = [
        row
        for row in standings.sales_alone(reading).rows
        if max(amount, customer) < len(row) and _SOME.search(row[amount])
    ]
    sales = [row for row in rows if not is_negative(row[amount])]
    payments = _payments(sales, [row for row in rows if is_negative(row[amount])], columns)
    bought, paid = (_sums(side, customer, amount) for side in (sales, payments))
    settled = sum(paid[c] >= (1 - A_REST) * n for c, n in bought.items())
    word = _word(sales, payments, columns)
    if len(bought) < (ENOUGH if word else MANY) or settled < MOSTLY * len(bought):
        return
    raise QuestionError(
        f"of {settled} of {len(bought)} customers {reading.table.headers[amount]!r} comes to "
        "nothing: this looks like a ledger in which payments cancel invoices, not a list of sales",
        _answers(word),
        hint="export the sales alone"
        + (_words_that_tell(word) if word else "")
        + "; if it is one: --set answers.payments_cancel=accept",
        file=reading.file,
    )


def _answers(word: str) -> list[Candidate]:
    """Return what the lines below zero may be."""
    known = acceptance("payments_cancel", "no payments: they take back what they look like")
    if not word:
        return [known]
    told = (("ignored", f"{word!r} is a payment"), ("refund", f"{word!r} is goods returned"))
    return [
        *(
            Candidate(settings_line(statuses={word: means}), {"statuses": {word: means}}, remark=r)
            for means, r in told
        ),
        known,
    ]


def _words_that_tell(word: str) -> str:
    """Return what to write into the settings about the lines below zero."""
    payment = settings_line(statuses={word: "ignored"})
    return_ = settings_line(statuses={word: "refund"})
    return f", or say in repurchase.yaml what {word!r} is: {payment}; of goods returned {return_}"


def _payments(sales: Rows, negative: Rows, columns: Columns) -> list[Sequence[str]]:
    """Return the lines below zero that are no goods coming back."""
    items = [i for field in ("sku", "product") if (i := columns.first(field)) is not None]
    goods = {(i, row[i].strip()) for i in items for row in sales if i < len(row)}
    goods -= {(i, "") for i in items}
    told = _telling(columns)
    return [
        row
        for row in negative
        if not any((i, row[i].strip()) in goods for i in items if i < len(row))
        and not any(_came_back(row[i]) for i in told if i < len(row))
    ]


def _came_back(word: str) -> bool:
    """Whether a word says that goods came back; the credit side of an account is none of them."""
    return statuses.folded(word) != "credit" and statuses.meaning(word) in {"refund", "refunded"}


def _telling(columns: Columns) -> list[int]:
    """Return the columns whose words say what a line is."""
    return [i for field in ("kind", "status") if (i := columns.first(field)) is not None]


def _sums(rows: Rows, customer: int, amount: int) -> Counter[str]:
    """Return the digits of the amounts of each customer, added up."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[customer]] += int(re.sub(r"\D", "", row[amount])[:15])
    return sums


def _word(sales: Rows, payments: Rows, columns: Columns) -> str:
    """Return the most usual word that payments have and sales have not, or an empty text."""
    for i in _telling(columns):
        others = {statuses.folded(row[i]) for row in sales if i < len(row)} | {""}
        words = Counter(row[i].strip() for row in payments if i < len(row))
        for word, _ in words.most_common():
            if statuses.folded(word) not in others:
                return word
    return ""


def refuse_payments_alone(
    amounts: Iterable[tuple[str, str, Sequence[str]]], *, accepted: bool = False
) -> None:
    """Raise when hardly an amount of all files is above zero.

    Parameters
    ----------
    amounts
        Of each file its name, the header of the amounts, and their sample.
    accepted
        Whether the user has settled that this is so.

    Raises
    ------
    InputError
        When all amounts, or nearly all of many, are negative, and there are some.
    """
    told, count, above = ("", ""), 0, 0
    for file, header, values in amounts:
        some = [value for value in values if _SOME.search(value)]
        count, above = count + len(some), above + sum(not is_negative(v) for v in some)
        told = (file, header) if some else told
    hardly = HARDLY * count if count >= MANY else 0
    if told[0] and above <= hardly and not accepted:
        every = "nearly every amount" if above else "every amount"
        raise QuestionError(
            f"{every} in {told[1]!r} is below zero: payments received or refunds, no sales",
            [acceptance("nothing_above_zero", "that is all that there is")],
            hint="give the sales, with the refunds beside them if they are in files of their own; "
            "if that is all: --set answers.nothing_above_zero=accept",
            file=told[0],
        )
