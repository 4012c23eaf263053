"""The ledger: one SQLite file that remembers every run, contact and code, and forgets nothing.

It is append-only (triggers refuse updates and deletes) and a run is one transaction: it is begun
before anything is decided, and committed after all output files have been written under temporary
names and before they take their places. So a run that ends early leaves either no trace at all, or
contacts whose list can be written again: a second run for the same day gives the list that stands
here. ``written`` tells which runs came to their end.

Tables
------
``runs``
    ``run`` (1, 2, …), ``day`` (as-of date, ISO), ``data_until`` (last day of sales), ``program``.
``written``
    ``run``: its output files are in their places.
``run_campaigns``
    ``run, campaign, definition``: every campaign that a run looked at, also when it reached nobody;
    ``definition`` is the campaign as JSON, as ``config show`` prints it; its ``control`` is the
    share of customers that this run left alone.
``contacts``
    One row per customer, campaign and cycle, of both arms: ``contact, run, campaign, customer_id,
    cycle, arm`` (``contacted`` or ``control``), ``day, channel`` (control: the one it would have
    been), ``offer_kind`` (``amount percent gift points text none``), ``offer`` (in words),
    ``coupon_value`` (amount: money; percent: per cent), ``min_spend, valid_from, valid_to``
    (inclusive), ``expected_value, cost`` (per contact, 0 for control), ``class, reason`` (then).
``codes``
    ``code, contact, pool`` (the pool file that it came from, ``''`` for a code of our own).

Reading for ``measure``
-----------------------
>>> with Ledger.reading(Path("repurchase-ledger.sqlite")) as ledger:
...     contacts = ledger.contacts()
...     campaigns = ledger.definitions()

``contacts()`` is a frame with the columns of :data:`CONTACT_COLUMNS`, days as ``datetime64``, in
the order in which they were made; ``coupon_code`` is None where there is none. ``definitions()``
maps a campaign's name to its latest definition, ``shares()`` a run and campaign to the share that
was left alone. Names, phones and e-mails never stand here. ``joined(aliases)`` reads what stands
under old ids as the customer's, so that there is still one contact per customer, campaign and
cycle.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repurchase_cli.campaigns import ledger_file
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

#: Columns of :meth:`Ledger.contacts`, and of what :meth:`Ledger.add` takes but for the run.
CONTACT_COLUMNS = (
    "run", "campaign", "customer_id", "cycle", "arm", "day", "channel", "offer_kind", "offer",
    "coupon_code", "coupon_value", "min_spend", "valid_from", "valid_to", "expected_value", "cost",
    "class", "reason",
)  # fmt: skip
#: Rows of the ledger that are read at once.
_CHUNK = 2_000
_DAYS = ("day", "valid_from", "valid_to")
_KEPT = tuple(name for name in CONTACT_COLUMNS if name not in ("run", "coupon_code"))
#: The contacts of customers with several ids as they are read.
_OTHERS = ", ".join(f'"{name}"' for name in _KEPT if name != "customer_id")
_JOINED = f"""(
    select * from (
        select *, row_number() over (
            partition by campaign, customer_id, cycle order by arm = 'control', contact
        ) as place
        from (
            select contact, run, {_OTHERS}, coalesce(own, customer_id) as customer_id
            from contacts left join temp.aliases on alias = customer_id
        )
    )
    where place = 1
)"""


class Ledger:
    """An open ledger; made by :meth:`writing`, :meth:`reading` or :meth:`none`."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None, contacts: str = "contacts"
    ) -> None:
        self._connection = connection
        self.path = path
        self._contacts = contacts

    def joined(self, aliases: Mapping[str, str]) -> Ledger:
        """Return the ledger as it reads when old ids are those of other customers.

        Of several contacts that become those of one cycle the first that was sent stands for all.
        """
        if not aliases:
            return self
        self._connection.execute("create temp table if not exists aliases (alias primary key, own)")
        self._connection.execute("delete from temp.aliases")
        self._connection.executemany("insert into temp.aliases values (?, ?)", aliases.items())
        return Ledger(self._connection, self.path, _JOINED)

    # ---- opening -------------------------------------------------------------------------

    @classmethod
    @contextmanager
    def writing(cls, path: Path) -> Iterator[Ledger]:
        """Open a ledger for one run, made where there is none; no other run may write meanwhile.

        What was not committed when the block ends is as if it had never been, a new file included.

        Raises
        ------
        OutputError
            When another run holds it, or it cannot be written.
        UsageError
            When the file is no ledger.
        """
        with ledger_file.explained(path):
            new = ledger_file.make_private(path)
            file = ledger_file.identity(path)
            connection = ledger_file.connected(path)
        with closing(connection), ledger_file.explained(path):
            connection.execute("begin immediate")
            if ledger_file.identity(path) != file:  # a first run that failed took its file away
                raise ledger_file.another_run(path)
            try:
                ledger_file.prepare(connection, path)
                yield cls(connection, path)
            finally:
                if connection.in_transaction:
                    connection.rollback()
                    if new:
                        ledger_file.remove_empty(connection, path)

    @classmethod
    @contextmanager
    def reading(cls, path: Path) -> Iterator[Ledger]:
        """Open a ledger to read it, as it stands now.

        Raises
        ------
        UsageError
            When there is no such file, or it is no ledger.
        """
        if not path.is_file():
            hint = "repurchase targets makes it; name it with --ledger"
            raise UsageError("there is no such ledger", hint=hint, file=str(path))
        with ledger_file.explained(path), closing(ledger_file.connected(path)) as connection:
            connection.execute("begin")
            if ledger_file.version(connection, path):
                yield cls(connection, path)
            else:
                yield cls(ledger_file.in_memory(), path)

    @classmethod
    @contextmanager
    def none(cls) -> Iterator[Ledger]:
        """Give an empty ledger that is forgotten."""
        with closing(ledger_file.in_memory()) as connection:
            yield cls(connection, None)

    # ---- reading -------------------------------------------------------------------------

    def contacts(
        self,
        columns: Sequence[str] = CONTACT_COLUMNS,
        *,
        first: date = date.min,
        last: date = date.max,
    ) -> pd.DataFrame:
        """Return columns of the contacts of both arms, in the order of their making.

        Only of those for a day from ``first`` to ``last``.
        """
        import pandas as pd  # noqa: PLC0415 - not for opening

        named = ", ".join(f'"{name}"' for name in columns)
        rows = self._connection.execute(
            f"select {named} from (select c.*, code as coupon_code from {self._contacts} c"
            " left join codes using (contact)) where day between ? and ? order by contact",
            (first.isoformat(), last.isoformat()),
        )
        frame = pd.DataFrame(dict(zip(columns, _columns(rows, len(columns)), strict=True)))
        days = [name for name in _DAYS if name in columns]
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})

    def contacted(self, campaign: str, cycles: Sequence[str]) -> list[tuple[str, str]]:
        """Return the customers who had a campaign in some of its cycles, each with the cycle."""
        return self._connection.execute(
            f"select customer_id, cycle from {self._contacts}"
            " where campaign = ? and cycle in (select value from json_each(?))",
            (campaign, json.dumps(list(cycles))),
        ).fetchall()

    def of_customer(self, customer: str) -> list[tuple[str, str, str]]:
        """Return campaign, day (ISO) and arm of a customer's contacts, the latest first."""
        return self._connection.execute(
            f"select campaign, day, arm from {self._contacts} where customer_id = ?"
            " order by day desc, contact",
            (customer,),
        ).fetchall()

    def definitions(self) -> dict[str, dict[str, Any]]:
        """Return every campaign's latest definition by its name."""
        rows = self._connection.execute(
            "select campaign, definition from run_campaigns order by run"
        )
        return {name: json.loads(text) for name, text in rows}

    def shares(self) -> dict[tuple[int, str], float]:
        """Return the share of customers that a run left alone, by run and campaign."""
        rows = self._connection.execute("select run, campaign, definition from run_campaigns")
        return {(run, name): json.loads(text).get("control") or 0 for run, name, text in rows}

    def last_run(self, campaign: str, before: date) -> date | None:
        """Return the last day before another one on which a run looked at a campaign."""
        (day,) = self._connection.execute(
            "select max(day) from runs join run_campaigns using (run)"
            " where campaign = ? and day < ?",
            (campaign, before.isoformat()),
        ).fetchone()
        return date.fromisoformat(day) if day else None

    def listed_on(self, day: date) -> set[str]:
        """Return the campaigns with contacts of a run for this day."""
        runs = self._connection.execute("select run from runs where day = ?", (day.isoformat(),))
        numbers = [run for (run,) in runs]
        if not numbers:  # all contacts would be looked through for nothing
            return set()
        rows = self._connection.execute(
            "select distinct campaign from contacts where run in (select value from json_each(?))",
            (json.dumps(numbers),),
        )
        return {name for (name,) in rows}

    def unwritten(self, but: date) -> list[date]:
        """Return the days of runs whose lists were never written; a later run may have done it."""
        rows = self._connection.execute(
            "select day from runs where day <> ? group by day"
            " having count(*) filter (where run in (select run from contacts)) > 0"
            " and count(*) filter (where run in (select run from written)) = 0 order by day",
            (but.isoformat(),),
        )
        return [date.fromisoformat(day) for (day,) in rows]

    def control_size(self, campaign: str, most: int) -> int:
        """Return how many customers a campaign has left alone so far, counted up to ``most``."""
        (size,) = self._connection.execute(
            "select count(*) from (select 1 from contacts"
            " where campaign = ? and arm = 'control' limit ?)",
            (campaign, most),
        ).fetchone()
        return int(size)

    def codes(self) -> set[str]:
        """Return every code that was ever given out."""
        return {code for (code,) in self._connection.execute("select code from codes")}

    # ---- writing -------------------------------------------------------------------------

    def add(
        self,
        day: date,
        data_until: date,
        program: str,
        campaigns: Mapping[str, Mapping[str, Any]],
        contacts: pd.DataFrame,
    ) -> int:
        """Add a run with the campaigns that it looked at and its contacts; return its number.

        Parameters
        ----------
        day
            The as-of date.
        data_until
            The last day of the sales.
        program
            Its version.
        campaigns
            Definition by name.
        contacts
            One row each, with :data:`CONTACT_COLUMNS` but ``run``, and ``pool``.
        """
        execute = self._connection.execute
        run = execute(
            "insert into runs (day, data_until, program) values (?, ?, ?)",
            (day.isoformat(), data_until.isoformat(), program),
        ).lastrowid
        assert run is not None  # noqa: S101  an insert gives a row its number
        self._connection.executemany(
            "insert into run_campaigns values (?, ?, ?)",
            [(run, name, json.dumps(one, ensure_ascii=False)) for name, one in campaigns.items()],
        )
        (last,) = execute("select coalesce(max(contact), 0) from contacts").fetchone()
        numbers = range(last + 1, last + 1 + len(contacts))
        columns = [_plain(contacts[name]) for name in _KEPT]
        self._insert(
            f"contacts (contact, run, {', '.join(_KEPT)})",
            zip(numbers, repeat(run), *columns, strict=False),
        )
        given = contacts.assign(contact=numbers)[contacts["coupon_code"].notna()]
        columns = [_plain(given[name]) for name in ("coupon_code", "contact", "pool")]
        self._insert("codes (code, contact, pool)", zip(*columns, strict=True))
        return run

    def _insert(self, table: str, rows: Iterator[tuple[object, ...]]) -> None:
        """Insert rows, a hundred to a statement: one each would take a fifth longer."""
        while many := list(islice(rows, 100)):
            marks = f"({', '.join('?' * len(many[0]))})"
            self._connection.execute(
                f"insert into {table} values {', '.join([marks] * len(many))}",
                list(chain.from_iterable(many)),
            )

    def commit(self) -> None:
        """Make what was added last."""
        self._connection.commit()

    def mark_written(self, run: int) -> None:
        """Note, after the commit, that a run's files are in their places."""
        with suppress(sqlite3.OperationalError):  # held by the next run: only a note is missing
            self._connection.execute("insert or ignore into written values (?)", (run,))
            self._connection.commit()


def _columns(rows: sqlite3.Cursor, n: int) -> list[list[Any]]:
    """Return rows as columns, in which what is alike is one value in memory: most texts are."""
    columns: list[list[Any]] = [[] for _ in range(n)]
    known: list[dict[Any, Any]] = [{} for _ in range(n)]
    while chunk := rows.fetchmany(_CHUNK):
        for column, seen, values in zip(columns, known, zip(*chunk, strict=True), strict=True):
            column.extend(map(seen.setdefault, values, values))
    return columns


def _plain(values: pd.Series) -> list[Any]:
    """Return values as SQLite takes them: days, which are few, as ISO dates."""
    import pandas as pd  # noqa: PLC0415 - not for opening

    if values.dtype.kind != "M":
        return list(values.tolist())  # NaN is NULL to SQLite
    places, known = pd.factorize(values)
    days = [stamp.date().isoformat() for stamp in known]
    return [days[place] for place in places.tolist()]
