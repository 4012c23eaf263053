"""Shop systems: what a system's export means beyond the names of its columns.

A system is data: the headers that give it away, the column of each field, and its quirks. One small
file per system holds one :class:`System`; :data:`SYSTEMS` lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A column whose value (a regular expression, matched in full) gives a line its standing."""

    header: str
    value: str
    standing: str


@dataclass(frozen=True, slots=True)
class System:
    """A shop system's export.

    Parameters
    ----------
    name
        As users call it.
    signature
        Headers that are all there in its export and hardly anywhere else.
    columns
        Field to header, before any synonym; an empty header means that the field is not there,
        whatever a synonym says.
    order_totals
        Whether the amount is the total of the whole order.
    refund_deducted
        Whether the amount is already net of the refund column.
    goods_amount
        Header of the amount without shipping and tax, for ``amount_basis: goods``.
    marks
        Columns that tell which lines are no sales.
    currency
        Currency when the file names none.
    """

    name: str
    signature: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    order_totals: bool | None = None
    refund_deducted: bool = False
    goods_amount: str = ""
    marks: tuple[Mark, ...] = ()
    currency: str = ""
