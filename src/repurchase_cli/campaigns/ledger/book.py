"""What is read from the ledger and written into it; where it stands is the store's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repurchase_cli.campaigns.ledger import opening
from repurchase_cli.campaigns.ledger.store import Place, Row, Store
from repurchase_cli.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

#: Columns of :meth:`Ledger.contacts`, and of what :meth:`Ledger.add` takes but for the run.
CONTACT_COLUMNS = (
    "run", "campaign", "customer_id", "cycle", "arm", "day", "channel", "offer_kind", "offer",
    "coupon_code", "coupon_value", "min_spend", "valid_from", "valid_to", "expected_value", "cost",
    "class", "reason",
)  # fmt: skip
_DAYS = ("day", "valid_from", "valid_to")
_KEPT = tuple(name for name in CONTACT_COLUMNS if name not in ("run", "coupon_code"))
#: The contacts of customers with several ids as they are read.
_OTHERS = ", ".join(f'"{name}"' for name in _KEPT if name != "customer_id")
_JOINED = f"""(
    select * from (
        select ids.*, row_number() over (
            partition by campaign, customer_id, cycle order by arm = 'control', contact
        ) as place
        from (
            select contact, run, {_OTHERS}, coalesce(own, customer_id) as customer_id
            from contacts left join aliases on alias = customer_id
        ) ids
    ) placed
    where place = 1
)"""


class Ledger:
    """An open ledger; made by :meth:`writing`, :meth:`reading` or :meth:`none`."""

    def __init__(self, store: Store, contacts: str = "contacts") -> None:
        self._store = store
        self._contacts = contacts

    @property
    def name(self) -> str:
        """Where it is, for messages."""
        return self._store.name

    def salt(self, *, make: bool) -> bytes:
        """Return the secret of codes and control arms, made where there is none and it is to be.

        It is empty where there is none.
        """
        return self._store.salt(make=make)

    def joined(self, aliases: Mapping[str, str]) -> Ledger:
        """Return the ledger as it reads when old ids are those of other customers.

        Of several contacts that become those of one cycle the first that was sent stands for all.
        """
        if not aliases:
            return self
        self._store.rows(
            "create temp table if not exists aliases (alias text primary key, own text)"
        )
        self._store.rows("delete from aliases")
        self._store.insert("aliases", ("alias", "own"), aliases.items())
        return Ledger(self._store, _JOINED)

    # ---- opening -------------------------------------------------------------------------

    @classmethod
    @contextmanager
    def writing(cls, place: Place) -> Iterator[Ledger]:
        """Open a ledger for one run, made where there is none; no other run may write meanwhile.

        What was not committed when the block ends is as if it had never been, a new ledger
        included.

        Raises
        ------
        OutputError
            When another run holds it, or it cannot be reached or written.
        UsageError
            When what stands there is no ledger.
        """
        with opening.writing(place) as store:
            yield cls(store)

    @classmethod
    @contextmanager
    def reading(cls, place: Place, *, required: bool = True) -> Iterator[Ledger]:
        """Open a ledger to read it, as it stands now; where there is none, an empty one.

        Raises
        ------
        UsageError
            When there is none and it is ``required``, or when what stands there is no ledger.
        """
        with opening.reading(place) as store:
            if store is None and required:
                hint = "repurchase targets makes it; name it with --ledger"
                raise UsageError("there is no such ledger", hint=hint, file=str(place))
            if store is not None:
                yield cls(store)
                return
        with cls.none(place if isinstance(place, Path) else None) as ledger:
            yield ledger

    @classmethod
    @contextmanager
    def none(cls, beside: Path | None = None) -> Iterator[Ledger]:
        """Give an empty ledger that is forgotten; its salt is that of the file ``beside``."""
        with opening.forgotten(beside) as store:
            yield cls(store)

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
        chunks = self._store.chunks(
            f"select {named} from (select c.*, code as coupon_code from {self._contacts} c"
            " left join codes using (contact)) coded"
            " where day between :first and :last order by contact",
            first=first.isoformat(),
            last=last.isoformat(),
        )
        frame = pd.DataFrame(dict(zip(columns, _columns(chunks, len(columns)), strict=True)))
        days = [name for name in _DAYS if name in columns]
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})

    def contacted(self, campaign: str, cycles: Sequence[str]) -> list[tuple[str, str]]:
        """Return the customers who had a campaign in some of its cycles, each with the cycle."""
        return self._store.rows(
            f"select customer_id, cycle from {self._contacts} of_cycles"
            f" where campaign = :campaign and cycle in ({self._store.members('cycles')})",
            campaign=campaign,
            cycles=json.dumps(list(cycles)),
        )

    def of_customer(self, customer: str) -> list[tuple[str, str, str]]:
        """Return campaign, day (ISO) and arm of a customer's contacts, the latest first."""
        return self._store.rows(
            f"select campaign, day, arm from {self._contacts} of_customer"
            " where customer_id = :customer order by day desc, contact",
            customer=customer,
        )

    def definitions(self) -> dict[str, dict[str, Any]]:
        """Return every campaign's latest definition by its name."""
        rows = self._store.rows("select campaign, definition from run_campaigns order by run")
        return {name: json.loads(text) for name, text in rows}

    def shares(self) -> dict[tuple[int, str], float]:
        """Return the share of customers that a run left alone, by run and campaign."""
        rows = self._store.rows("select run, campaign, definition from run_campaigns")
        return {(run, name): json.loads(text).get("control") or 0 for run, name, text in rows}

    def last_run(self, campaign: str, before: date) -> date | None:
        """Return the last day before another one on which a run looked at a campaign."""
        ((day,),) = self._store.rows(
            "select max(day) from runs join run_campaigns using (run)"
            " where campaign = :campaign and day < :before",
            campaign=campaign,
            before=before.isoformat(),
        )
        return date.fromisoformat(day) if day else None

    def listed_on(self, day: date) -> set[str]:
        """Return the campaigns with contacts of a run for this day."""
        runs = "select run from runs where day = :day"
        if not self._store.rows(runs, day=day.isoformat()):
            return set()  # all contacts would be looked through for nothing
        rows = self._store.rows(
            f"select distinct campaign from contacts where run in ({runs})", day=day.isoformat()
        )
        return {name for (name,) in rows}

    def unwritten(self, but: date) -> list[date]:
        """Return the days of runs whose lists were never written; a later run may have done it."""
        rows = self._store.rows(
            "select day from runs where day <> :but group by day"
            " having count(*) filter (where run in (select run from contacts)) > 0"
            " and count(*) filter (where run in (select run from written)) = 0 order by day",
            but=but.isoformat(),
        )
        return [date.fromisoformat(day) for (day,) in rows]

    def control_size(self, campaign: str, most: int) -> int:
        """Return how many customers a campaign has left alone so far, counted up to ``most``."""
        ((size,),) = self._store.rows(
            "select count(*) from (select 1 from contacts"
            " where campaign = :campaign and arm = 'control' limit :most) alone",
            campaign=campaign,
            most=most,
        )
        return int(size)

    def codes(self) -> set[str]:
        """Return every code that was ever given out."""
        chunks = self._store.chunks("select code from codes")
        return {code for chunk in chunks for (code,) in chunk}

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
        store = self._store
        run, last = store.rows(
            "select (select coalesce(max(run), 0) from runs) + 1,"
            " (select coalesce(max(contact), 0) from contacts)"
        )[0]
        days = (day.isoformat(), data_until.isoformat())
        store.insert("runs", ("run", "day", "data_until", "program"), [(run, *days, program)])
        store.insert(
            "run_campaigns",
            ("run", "campaign", "definition"),
            [(run, name, json.dumps(one, ensure_ascii=False)) for name, one in campaigns.items()],
        )
        numbers = range(last + 1, last + 1 + len(contacts))
        columns = [_plain(contacts[name]) for name in _KEPT]
        rows = zip(numbers, repeat(run), *columns, strict=False)
        store.insert("contacts", ("contact", "run", *_KEPT), rows)
        given = contacts.assign(contact=numbers)[contacts["coupon_code"].notna()]
        columns = [_plain(given[name]) for name in ("coupon_code", "contact", "pool")]
        store.insert("codes", ("code", "contact", "pool"), zip(*columns, strict=True))
        return int(run)

    def commit(self) -> None:
        """Make what was added last."""
        self._store.commit()

    def mark_written(self, run: int) -> None:
        """Note, after the commit, that a run's files are in their places."""
        with suppress(*self._store.failures):  # held by the next run: only a note is missing
            self._store.rows("insert into written values (:run) on conflict do nothing", run=run)
            self._store.commit()


def _columns(chunks: Iterable[Sequence[Row]], n: int) -> list[list[Any]]:
    """Return rows as columns, in which what is alike is one value in memory: most texts are."""
    columns: list[list[Any]] = [[] for _ in range(n)]
    known: list[dict[Any, Any]] = [{} for _ in range(n)]
    for chunk in chunks:
        for column, seen, values in zip(columns, known, zip(*chunk, strict=True), strict=True):
            column.extend(map(seen.setdefault, values, values))
    return columns


def _plain(values: pd.Series) -> list[Any]:
    """Return values as stores take them: days, which are few, as ISO dates, NaN as None."""
    import pandas as pd  # noqa: PLC0415 - not for opening

    if values.dtype.kind == "f":
        return values.astype(object).where(values.notna(), None).tolist()
    if values.dtype.kind != "M":
        return list(values.tolist())
    places, known = pd.factorize(values)
    days = [stamp.date().isoformat() for stamp in known]
    return [days[place] for place in places.tolist()]
