"""What a reader says of files: how they are scanned, and what their columns mean.

A reader describes a file (:class:`Source`) and never loads it. A :class:`Layout` holds what all
files of one header share, a :class:`Scan` how the bytes of some files become columns of text named
``c0, c1, …``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import numpy.typing as npt

    from repurchase_cli.values.texts import Value

    #: Columns of a table by their names, (n,) each.
    Columns = Mapping[str, npt.NDArray[Any]]


#: The fields of a sales line, as ``--map`` and the settings' ``columns:`` name them.
FIELDS: tuple[str, ...] = (
    "customer_id", "order_id", "order_time", "order_date", "order_clock",
    "amount", "order_amount", "quantity", "unit_price", "list_price",
    "discount", "refund", "status", "kind", "currency",
    "sku", "product", "category", "style", "size", "color", "season", "scene",
    "store", "channel", "staff", "coupon", "coupon_amount", "cost",
    "refunded_order_id", "return_reason", "payment",
    "name", "phone", "email",
)  # fmt: skip


#: What a value of a side file is; a birthday may lack its year, a ``time`` has a time of day, and a
#: cell of ``contacts`` may hold several.
SideValue = Literal[
    "id", "text", "date", "time", "birthday", "money", "number", "score", "points", "flag",
    "contacts",
]  # fmt: skip


#: Kind of side file → its fields, as its table in an engine has them, with what their values are.
SIDE_FIELDS: dict[str, dict[str, SideValue]] = {
    "customers": {
        "customer_id": "id", "name": "text", "phone": "text", "email": "text", "wechat": "text",
        "sex": "text", "birthday": "birthday", "join_date": "date", "level": "text",
        "credit_level": "text", "referred_by": "id", "opt_out_sms": "flag",
        "opt_out_email": "flag", "opt_out_wechat": "flag", "opt_out_phone": "flag",
        "city": "text", "store": "text", "tags": "text",
    },
    "inventory": {
        "sku": "id", "product": "text", "category": "text", "style": "text", "size": "text",
        "color": "text", "season": "text", "store": "text", "on_hand": "number",
        "cost": "money", "list_price": "money", "list_date": "date",
    },
    "feedback": {
        "customer_id": "id", "date": "date", "channel": "text", "type": "text",
        "score": "score", "text": "text", "reason": "text", "created_at": "time",
        "first_reply_at": "time", "closed_at": "time", "followup_at": "time",
        "store": "text", "size": "text", "solution": "text",
    },
    "points": {
        "customer_id": "id", "date": "date", "points": "points", "balance": "points",
        "kind": "text", "order_id": "text", "reason": "text", "expires": "date",
    },
    "suppress": {
        "customer_id": "id", "phone": "contacts", "email": "contacts", "status": "flag",
    },
    "aliases": {"old_id": "id", "new_id": "id"},
}  # fmt: skip


#: The fields of side files as ``--map`` and the settings name them, behind their kind.
SIDE_NAMES: tuple[str, ...] = tuple(
    f"{kind}.{field}" for kind, fields in SIDE_FIELDS.items() for field in fields
)


#: Fields of side files in which a customer's id stands.
CUSTOMER_IDS: tuple[str, ...] = ("customer_id", "referred_by", "old_id", "new_id")


#: Fields that identify or reach a person; masked in problems and messages.
CONTACTS: tuple[str, ...] = ("name", "phone", "email")


@dataclass(frozen=True, slots=True)
class Scan:
    """How an engine turns some files into columns of text.

    ``skip`` is the number of physical lines before the first record. A ``numbered`` file is a
    private copy whose first two columns are the physical line in the original and a flag that
    says how the record was mended (``''`` when it was not).
    """

    paths: tuple[Path, ...]
    width: int
    delimiter: str = ","
    quote: str = '"'
    skip: int = 1
    numbered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The scan's own column names."""
        lead = ("line", "flag") if self.numbered else ()
        return (*lead, *(f"c{i}" for i in range(self.width)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about the meaning of columns, and why.

    ``decision`` is a field, ``chosen`` and ``alternative`` are headers (the latter empty where
    nothing else is plausible); the alternative would be read as ``instead``, the same field unless
    it says another. ``share`` is by how much more revenue would be by the alternative, in the rows
    that were looked at.
    """

    decision: str
    chosen: str
    evidence: tuple[str, str]
    alternative: str = ""
    share: float = 0.0
    instead: str = ""

    @property
    def option(self) -> tuple[str, str]:
        """The field and the header by which the alternative is taken."""
        return self.instead or self.decision, self.alternative


@dataclass(frozen=True, slots=True)
class Typed:
    """Columns that a scan can type by itself, since the sample has nothing but plain values there.

    ``moment`` is the column of the purchase's time, written in ``time_format`` as strptime knows
    it; ``numbers`` are those that the amount is made of.
    """

    moment: int
    time_format: str
    numbers: tuple[int, ...]

    @property
    def columns(self) -> dict[str, str]:
        """The names of the columns, each with its type."""
        numbers = {f"c{number}": "decimal(18, 6)" for number in self.numbers}
        return {f"c{self.moment}": "timestamp", **numbers}


@dataclass(frozen=True, slots=True)
class Layout:
    """The meaning of one header, decided over all files that carry it.

    ``columns`` maps a field to the header it is read from, ``fields`` a field to how it is read
    from the cells of a record: as in the sample, or with care. ``order_totals`` says that
    ``amount`` is the total of the whole order, standing on each of its lines or on the first only;
    ``total_labels`` that some rows are totals although they have a date. ``decimal`` is the mark of
    its amounts.
    ``samples`` holds a value of each field's column; ``has_clock`` says that purchases have a time
    of day. ``decisions`` is what was decided about columns, ``typed`` are those that a scan can
    type by itself, where it can.
    """

    headers: tuple[str, ...]
    system: str
    columns: Mapping[str, str]
    fields: Mapping[str, Value]
    order_totals: bool = False
    total_labels: bool = False
    date_order: str = ""
    decimal: Literal["point", "comma"] = "point"
    currency: str = ""
    samples: Mapping[str, str] = field(default_factory=dict)
    has_clock: bool = True
    notes: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()
    typed: Typed | None = None

    @property
    def has_items(self) -> bool:
        """Whether lines name the item that was bought."""
        return "sku" in self.columns or "product" in self.columns


@dataclass(frozen=True, slots=True)
class Source:
    """One file as a reader understood it; ``scan`` covers this file alone."""

    name: str
    format: str
    encoding: str
    delimiter: str
    header_line: int
    layout: Layout
    scan: Scan


@dataclass(frozen=True, slots=True)
class SideFile:
    """A side file as a reader understood it.

    The layout's fields are those of its kind (:data:`SIDE_FIELDS`) that the file has;
    ``FIELD_text`` is a field's text as it stands, ``FIELD_unread`` that text where it cannot be
    read, for which it may name the field.
    """

    kind: str
    source: Source


class Scanner(Protocol):
    """What a reader may ask of an engine before it decides."""

    def ask(self, scans: Sequence[Scan], sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``sql``, in which ``{scan}`` stands for all records of ``scans``."""
        ...
