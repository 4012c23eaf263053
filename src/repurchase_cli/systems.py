"""Shop systems: what a system's export means beyond the names of its columns.

A system is data: the headers that give it away, the column of each field, and its quirks. One small
file per system holds its :class:`System`; ``repurchase_cli.readers.systems.SYSTEMS`` lists them,
and a user adds one in the settings under ``systems:`` with the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Standing = Literal["sale", "refund", "unpaid", "cancelled", "refunded", "not_a_sale"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A column whose value gives a line its standing.

    ``value`` is a regular expression that the whole value must match, without regard to case.
    Standings: ``sale`` (whatever a status says), ``refund`` (the amount is paid back), ``unpaid``,
    ``cancelled``, ``refunded`` (in full, without a line of its own), ``not_a_sale``.
    """

    header: str
    value: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class System:
    """A shop system's export.

    Parameters
    ----------
    name
        As users call it.
    signature, without
        Headers that are all there in its export and hardly ever together anywhere else, and headers
        of which none may be there; compared as synonyms are.
    columns
        Field to header, before any synonym. ``A | B`` reads B where A is blank; an empty header
        means that the field is not there, whatever a synonym says.
    order_totals
        Whether the amount is the total of the whole order; None leaves it to the values.
    adds, subtracts
        Headers of money that the amount lacks to be what the customer paid (tax, postage) or that
        it still contains (discounts); left out for ``amount_basis: goods``, but for discounts.
    paid_beside
        Headers of money that was paid beside the amount, whatever for: off the customer's account.
    contains
        Headers of postage and tax that the amount contains, taken off for ``amount_basis: goods``.
    goods_amount
        Header of the amount without postage and tax, for ``amount_basis: goods``.
    refund_customer
        Header of the customer on lines that pay money back, where it is another than on sales.
    refund_deducted
        Whether the amount is already net of the refund column.
    customer_in_brackets
        Whether the customer is what stands in brackets: ``Jane Doe (jane88)``.
    marks
        Columns that tell which lines are no sales or pay money back.
    currency
        Currency when the file names none.
    timezone
        Zone of its times, such as UTC; empty for the shop's own.
    refuse
        Why this export is no list of sales, and what to export instead; empty for one that is.
    """

    name: str
    signature: tuple[str, ...]
    without: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    order_totals: bool | None = None
    adds: tuple[str, ...] = ()
    subtracts: tuple[str, ...] = ()
    paid_beside: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    goods_amount: str = ""
    refund_customer: str = ""
    refund_deducted: bool = False
    customer_in_brackets: bool = False
    marks: tuple[Mark, ...] = ()
    currency: str = ""
    timezone: str = ""
    refuse: str = ""


#: What no shop system has written: nobody says what its columns are.
NO_SYSTEM = System(name="", signature=())
