"""The books: what became of every record that was read, in rows and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy.typing as npt

    #: Columns of a table by their names, (n,) each.
    Columns = Mapping[str, npt.NDArray[Any]]
from repurchase_cli.sources import SideFile, Source


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
