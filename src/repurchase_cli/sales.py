"""The loaded sales, as reports see them: an engine loads sources and answers with small frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from repurchase_cli.document import Rows

    #: Columns of a table by their names, (n,) each.
    Columns = Mapping[str, npt.NDArray[Any]]
from repurchase_cli.books import Action, Intake, Joins
from repurchase_cli.sources import Source
from repurchase_cli.terms import Terms

T = TypeVar("T")


#: Stands between the group and the customer in the ids of :meth:`Sales.grouped`.
GROUP_MARK = "\x1f"


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

    def forget(self) -> None:
        """Let go of what was worked out once: sales of an earlier day go when nobody has them."""
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
