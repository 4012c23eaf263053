"""What passes between readers and engines: how files are scanned, and the loaded sales.

A reader describes a file (:class:`Source`) and never loads it; an engine loads sources and answers
with small frames. A :class:`Layout` holds what all files of one header share, a :class:`Scan` how
the bytes of some files become columns of text named ``c0, c1, …``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from repurchase_cli.document import Rows
    from repurchase_cli.values.texts import Value

    #: Columns of a table by their names, (n,) each.
    Columns = Mapping[str, npt.NDArray[Any]]

T = TypeVar("T")

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
    "suppress": {"customer_id": "id", "phone": "contacts", "email": "contacts"},
    "aliases": {"old_id": "id", "new_id": "id"},
}  # fmt: skip

#: The fields of side files as ``--map`` and the settings name them, behind their kind.
SIDE_NAMES: tuple[str, ...] = tuple(
    f"{kind}.{field}" for kind, fields in SIDE_FIELDS.items() for field in fields
)
#: Fields of side files in which a customer's id stands.
CUSTOMER_IDS: tuple[str, ...] = ("customer_id", "referred_by", "old_id", "new_id")


class Join(NamedTuple):
    """An id that a shared contact makes another one's customer, and the way it did."""

    old: str
    new: str
    way: str


class Apart(NamedTuple):
    """Contacts of one way under which several ids stand that were not joined, and why."""

    way: str
    reason: str
    contacts: int
    ids: int


class Joins(NamedTuple):
    """Which ids were joined by contacts, and which were left apart."""

    ids: tuple[Join, ...] = ()
    apart: tuple[Apart, ...] = ()


#: What becomes of a record.
Action = Literal["used", "repaired", "excluded", "rejected"]

#: Fields that identify or reach a person; masked in problems and messages.
CONTACTS: tuple[str, ...] = ("name", "phone", "email")


class Limits(NamedTuple):
    """What an engine may use: memory, such as ``4GB``, and threads; by default what it likes."""

    memory: str = ""
    threads: int | None = None


NO_LIMITS = Limits()


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


#: Stands between the group and the customer in the ids of :meth:`Sales.grouped`.
GROUP_MARK = "\x1f"


class Scanner(Protocol):
    """What a reader may ask of an engine before it decides."""

    def ask(self, scans: Sequence[Scan], sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of ``sql``, in which ``{scan}`` stands for all records of ``scans``."""
        ...


class Clause(str):
    """A piece of SQL that names relations in braces, to stand in a query as a word of it."""

    __slots__ = ()


class Relation(Protocol):
    """Rows that a query of the engine comes to: made once, kept as long as somebody holds them.

    What other queries read has no order; rows that are read as they stand are in the order of their
    query. The rest is for the engine: it tells relations apart by ``number``, those of other runs
    by ``digest`` (empty where nothing is kept); one that ``scans`` reads the files; ``source`` is
    read.
    """

    number: int
    digest: str
    scans: bool

    @property
    def source(self) -> str:
        """What stands after FROM to read the relation."""
        ...

    def __len__(self) -> int: ...

    def made(self) -> Relation:
        """Return the relation made now, so that what it was made of may go."""
        ...

    def frame(self) -> pd.DataFrame:
        """Return all rows as a frame."""
        ...

    def columns(self) -> Columns:
        """Return all rows as an array for each column, masked where it has no value."""
        ...

    def tuples(self) -> list[tuple[Any, ...]]:
        """Return all rows, the few of an answer, as tuples."""
        ...

    def ordered(self, *columns: str) -> Rows:
        """Return the rows in the order of columns, as a table of a document has them."""
        ...


class Reduction(Protocol):
    """Purchases and customers of a run, of one of its groups, or as of an earlier day.

    ``base`` are the relations that every query may read by their names, such as ``customers``.
    """

    as_of: date
    terms: Terms
    sources: tuple[Source, ...]

    @property
    def contact_day(self) -> date:
        """The day on which lists are used, by which the calendar goes."""
        ...

    @property
    def base(self) -> Mapping[str, Relation]:
        """The relations that every query may read by their names."""
        ...

    def derive(
        self,
        text: str,
        words: Mapping[str, str] | None = None,
        /,
        **inputs: Relation,
    ) -> Relation:
        """Return what one of the engine's SQL texts comes to, read from ``inputs`` and ``base``.

        ``words`` fill the text's other braces with SQL.
        """
        ...

    def once(self, key: tuple[object, ...], work: Callable[[], T]) -> T:
        """Return what some work on these sales comes to; under one key it is done once."""
        ...

    def hold(self, rows: pd.DataFrame | Columns) -> Relation:
        """Return a relation with the rows of a frame or of arrays, for queries to read."""
        ...

    def customers(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return columns of the customer table, in the order of customers; money as floats."""
        ...

    def customer_columns(self, columns: Sequence[str]) -> Columns:
        """Return what :meth:`customers` does, as an array for each column."""
        ...

    def whole(self) -> Relation:
        """Return all customers as one part of the shop: ``row, part``."""
        ...

    def purchases(self, parts: Relation) -> Relation:
        """Return the purchases of parts of the shop; they say what they hold if it was kept."""
        ...


class Sales(Reduction, Protocol):
    """The loaded sales of a run, as reports see them."""

    intake: Intake
    aliases: Mapping[str, str]
    """Other ids of customers, each with the one that the tables have."""
    joins: Joins
    """The ids that contacts have joined, and those that were left apart."""

    def until(self, day: date) -> Reduction:
        """Return the same sales as they stood on an earlier day."""
        ...

    def known_until(self, day: date, since: date = ...) -> Reduction:
        """Return the same sales up to an earlier day, refunds that came later taken off.

        They are those of the customers who paid, or were given back, ``since`` a day; they have no
        contacts.
        """
        ...

    def grouped(self, fields: Sequence[str]) -> Reduction:
        """Return the sales of every group of lines apart, grouped by fields of the line.

        A customer's id is that of the group, :data:`GROUP_MARK` and the customer's own; a customer
        may stand in several groups.
        """
        ...

    def purchases_of(self, customer: str) -> pd.DataFrame:
        """Return the purchases of one customer: day, amount, days since the one before."""
        ...

    def member(self, customer: str) -> pd.DataFrame:
        """Return the row of the customers file that is about one customer, if there is one."""
        ...

    def contacts(self) -> tuple[str, ...]:
        """Return the contact columns that the files have."""
        ...

    def problems(self, *, actions: Collection[Action], limit: int | None = None) -> pd.DataFrame:
        """Return the problems table: records that were not used as they stood, by action.

        At most ``limit`` of each code, the first ones.
        """
        ...

    def lines(self) -> pd.DataFrame:
        """Return the lines that were used, as a frame: for a notebook or a check."""
        ...

    def audit(self) -> None:
        """Check the books by a scan of their own."""
        ...

    def let_go(self) -> None:
        """Free what no table of a document reads: after this the sales answer nothing more."""
        ...


class Booking(NamedTuple):
    """The records in one state, and their money as far as it is known."""

    action: Action
    records: int
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Books:
    """What became of every record, in rows and money.

    ``records`` and ``amount_in`` are what the pass over the files has counted, ``booked`` (by
    state) what has become of it in the end.
    """

    records: int
    amount_in: Decimal
    booked: Mapping[str, Booking]

    def rows(self, action: Action) -> dict[str, int]:
        """Return the number of records by state, of the states with this action."""
        return {s: b.records for s, b in self.booked.items() if b.action == action}

    def amounts(self, action: Action) -> dict[str, Decimal]:
        """Return the money by state, of the states with this action."""
        return {s: b.amount for s, b in self.booked.items() if b.action == action}

    @property
    def used(self) -> int:
        """Records that were used."""
        return sum(self.rows("used").values())

    @property
    def rejected(self) -> int:
        """Records that could not be read."""
        return sum(self.rows("rejected").values())

    @property
    def amount_used(self) -> Decimal:
        """Money of the records that were used."""
        return sum(self.amounts("used").values(), Decimal(0))

    @property
    def amount_excluded(self) -> Decimal:
        """Money of the records that were excluded for a named reason."""
        return sum(self.amounts("excluded").values(), Decimal(0))

    @property
    def amount_rejected_known(self) -> Decimal:
        """Money of the rejected records, as far as it could be read."""
        return sum(self.amounts("rejected").values(), Decimal(0))

    @property
    def balanced(self) -> bool:
        """Whether every record and every cent is accounted for."""
        rows = self.used + sum(self.rows("excluded").values()) + self.rejected
        money = self.amount_used + self.amount_excluded + self.amount_rejected_known
        return rows == self.records and money == self.amount_in


@dataclass(frozen=True, slots=True)
class SideBooks:
    """What became of the records of a side file.

    ``unread`` are the headers of which values could not be read, with how many and one of them.
    ``matched`` of the used ones belong to a customer with a purchase (an item that was sold, in an
    inventory), ``unmatched`` do not; ``prospects`` of these registered and never bought.
    """

    file: SideFile
    used: int
    excluded: Mapping[str, int]
    rejected: Mapping[str, int]
    repaired: Mapping[str, int]
    unread: Mapping[str, tuple[int, str]]
    matched: int = 0
    unmatched: int = 0
    prospects: int = 0

    @property
    def rejected_records(self) -> int:
        """Records that could not be read."""
        return sum(self.rejected.values())

    @property
    def records(self) -> int:
        """All records of the file; those that were repaired are among the used ones."""
        return self.used + sum(self.excluded.values()) + self.rejected_records


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read: the files as understood, and the books.

    ``first`` is the day of the first sale that was used, ``last`` that of the last sale or refund.
    """

    sources: tuple[Source, ...]
    records_by_file: Mapping[str, int]
    books: Books
    first: date | None
    last: date | None
    customers: int
    purchases: int
    notes: tuple[tuple[str, str], ...] = field(default=())
    side_files: tuple[SideBooks, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """What a report needs of the sales besides money; what it does not need costs nothing.

    ``contacts``: how customers are reached. ``items``: what purchases hold. ``last_items``: what
    was bought last. ``lines``: columns of lines that it reads once more, if the files have them.
    """

    contacts: bool = False
    items: bool = False
    last_items: bool = False
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """How lines become purchases; the settings of the same names explain each.

    ``as_of`` is None for the last day in the data. ``not_customers`` are ids that are no persons.
    ``contact_delay`` is how many days after the as-of date lists are used: the data end yesterday,
    and the list goes out this morning; 0 where the as-of date is today.
    ``aliases`` says that some customers have several ids, which a side file joins;
    ``join_customers`` are the contacts that do (``phone``, ``email``).
    """

    as_of: date | None = None
    purchase: str = "day"
    refunds: str = "match"
    count_zero_purchases: bool = False
    order_days: int = 60
    recent_days: int = 180
    day_ends_at: str = "00:00"
    not_customers: tuple[str, ...] = ()
    aliases: bool = False
    join_customers: tuple[str, ...] = ()
    needs: Needs = Needs(contacts=True)
    contact_delay: int = 1
