"""People behind the customers' ids: one person under many ids.

A web shop that gives each guest order a new id shows the same e-mail under many ids: read by the
ids, nobody ever comes back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from repurchase_cli.grammars.nobody import is_nobody
from repurchase_cli.readers.meaning.equations import cell
from repurchase_cli.readers.meaning.evidence import (
    A_REST,
    ASKED,
    CLEARLY,
    ENOUGH,
    ENOUGH_ORDERS,
    MANY,
    MATTERS,
    MOSTLY,
)
from repurchase_cli.readers.meaning.hidden_numbers import HIDDEN
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError, acceptance
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.standings import counting

Note = tuple[str, str]

_NUMBERED = (
    "{header!r} never repeats, and counts on from order to order: nobody comes back by it; if it "
    "is the number of the order, name the customer's column: --map 'customer_id=HEADER'; else: "
    "--set answers.numbered_customers=accept",
    "“{header}”从不重复且逐单递增：按此无人复购；若为订单编号，请指定客户列："
    "--map 'customer_id=列名'；否则：--set answers.numbered_customers=accept",
)


class Order(NamedTuple):
    """An order of the sample: its id, or its day, with the customer and the address."""

    key: str
    day: str
    customer: str
    address: str


class Shared(NamedTuple):
    """What customers come to by their ids and by an address that several ids share.

    ``share`` is that of the orders under such addresses, ``once`` that of their ids which never
    come back; of customers there are the number and the repurchase rate.
    ``hidden`` says that a part of the addresses is, so that strangers may share them.
    """

    header: str
    addresses: int
    ids: int
    share: float
    once: float
    by_id: tuple[int, float]
    by_address: tuple[int, float]
    hidden: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the address may be what tells people apart, and changes who comes back."""
        gain = self.by_address[1] - self.by_id[1]
        return self.share > ASKED and self.once >= MOSTLY and gain > A_REST


def notes(reading: Reading) -> tuple[Note, ...]:
    """Return what must be said of addresses under which several ids stand.

    Raises
    ------
    QuestionError
        When so many orders do that nobody can tell who comes back.
    """
    if reading.accepts("shared_addresses"):
        return ()
    for field in ("email", "phone"):
        shared = _sharing(reading, field)
        if shared is None or (shared.hidden and not shared.is_open):
            continue
        if shared.is_open and not shared.hidden:
            raise _question(reading, shared)
        return (_note(shared),)
    return ()


def number_notes(reading: Reading) -> tuple[Note, ...]:
    """Return what must be said of customers who are numbered on from order to order."""
    if reading.accepts("numbered_customers"):
        return ()
    ids = list(dict.fromkeys(id_ for v in reading.values("customer_id") if (id_ := v.strip())))
    if len(ids) < MANY or not _are_numbered_on(ids) or _come_back(reading):
        return ()
    en, zh = (text.format(header=reading.header("customer_id")) for text in _NUMBERED)
    return ((en, zh),)


def _are_numbered_on(ids: Sequence[str]) -> bool:
    """Whether ids are numbers behind the same letters that rise, or fall, all the way."""
    parts = [re.fullmatch(r"(.*?)(\d+)", id_) for id_ in ids]
    numbers = [int(part[2]) for part in parts if part]
    if len(numbers) < len(ids) or len({part[1] for part in parts if part}) > 1:
        return False
    rises = [b > a for a, b in pairwise(numbers)]
    return sum(rises) >= CLEARLY * len(rises) or sum(rises) <= (1 - CLEARLY) * len(rises)


def _come_back(reading: Reading) -> bool:
    """Whether a customer of the sample has several orders, or nothing shows that it might.

    Where orders have numbers of their own, those of customers are doubtful only beside names that
    come back. Without numbers a row is an order, unless rows are items of a day.
    """
    fields, table = reading.columns.fields, reading.table
    names = [name for i in fields.get("name", ()) for name in table.values(i) if name.strip()]
    if "order_id" in fields and len({*names}) == len(names):
        return True
    customer, day = (fields[f][0] for f in ("customer_id", "order_time"))
    of_items = not {"product", "sku"}.isdisjoint(fields)
    order = fields.get("order_id", (day,) if of_items else ())
    pairs = {
        (cell(row, customer), cell(row, order[0]) if order else str(k))
        for k, row in enumerate(table.rows)
    }
    return len({id_ for id_, _ in pairs}) < len(pairs)


def _sharing(reading: Reading, field: str) -> Shared | None:
    """Return what an address of the customers shows, None where each belongs to one id."""
    orders = _orders(reading, field)
    houses = _houses(orders)
    ids: dict[str, set[str]] = defaultdict(set)
    for order in orders:
        if order.address and order.address not in houses:
            ids[order.address].add(order.customer)
    several = {address for address, customers in ids.items() if len(customers) > 1}
    if not several:
        return None
    addressed = [order for order in orders if order.address]
    under = sum(order.address in several for order in addressed)
    if under < MATTERS * len(addressed):
        return None
    return Shared(
        header=reading.header(field),
        addresses=len(several),
        ids=len(set().union(*(ids[address] for address in several))),
        share=under / len(addressed),
        once=_once([o for o in addressed if o.address in several]),
        by_id=_returning([(o.customer, o.day) for o in orders]),
        by_address=_returning([(o.address or o.customer, o.day) for o in orders]),
        hidden=any(map(HIDDEN.search, several)),
    )


def _once(orders: Sequence[Order]) -> float:
    """Return the share of ids with one order only: of all, or of many that are not the usual one.

    An address may have the id of a member, and one more for each order of a guest.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for order in orders:
        counts[order.address][order.customer] += 1
    ids = [n for found in counts.values() for n in found.values()]
    beside = [n for found in counts.values() for _, n in found.most_common()[1:]]
    some = [ids, beside] if len(beside) >= ENOUGH else [ids]
    return max(sum(n == 1 for n in numbers) / len(numbers) for numbers in some if numbers)


def _orders(reading: Reading, field: str) -> list[Order]:
    """Return the orders of the sample with customer and address; none where the two are one."""
    fields = reading.columns.fields
    customer, address, day = (fields.get(f, (-1,))[0] for f in ("customer_id", field, "order_time"))
    if address < 0 or address == customer:
        return []
    key = fields.get("order_id", (day,))[0]
    last = max(customer, address, day, key)
    found = {
        Order(row[key], row[day][:10], row[customer].strip(), row[address].strip().casefold())
        for row in counting(reading).rows
        if last < len(row)
    }
    return [
        o._replace(address="" if is_nobody(o.address) else o.address)
        for o in found
        if not is_nobody(o.customer)
    ]


def _houses(orders: Sequence[Order]) -> set[str]:
    """Return the addresses that stand for whoever gave none."""
    counts = Counter(order.address for order in orders if order.address)
    least = max(ASKED * len(orders), ENOUGH_ORDERS)
    return {address for address, n in counts.items() if n >= least}


def _returning(purchases: Sequence[tuple[str, str]]) -> tuple[int, float]:
    """Return the number of customers, and the share of them with purchases on several days."""
    days: dict[str, set[str]] = defaultdict(set)
    for customer, day in purchases:
        days[customer].add(day)
    again = sum(len(on) > 1 for on in days.values())
    return len(days), again / len(days) if days else 0.0


def _question(reading: Reading, shared: Shared) -> QuestionError:
    customers, rate = shared.by_address
    by_id, rate_by_id = shared.by_id
    return QuestionError(
        f"{shared.ids:,} ids of {reading.header('customer_id')!r} share {shared.addresses:,} "
        f"addresses of {shared.header!r} ({shared.share:.0%} of the orders looked at): one person "
        "may have many ids",
        [
            Candidate(
                option=f"--map customer_id={shared.header}",
                setting={"columns": {"customer_id": shared.header}},
                customers=customers,
                remark=f"repurchase rate {rate:.1%}",
            ),
            acceptance(
                "shared_addresses",
                f"each id is a customer, repurchase rate {rate_by_id:.1%}",
                by_id,
            ),
        ],
        file=reading.file,
    )


def _note(shared: Shared) -> Note:
    (_, by_id), (_, by_address) = shared.by_id, shared.by_address
    accept = "--set answers.shared_addresses=accept"
    return (
        f"{shared.ids:,} customer ids share {shared.addresses:,} addresses of "
        f"{shared.header!r}; by --map customer_id={shared.header} the repurchase rate of the rows "
        f"looked at would be {by_address:.1%} instead of {by_id:.1%}; if each id is a "
        f"customer: {accept}",
        f"{shared.ids:,} 个客户编号共用 {shared.addresses:,} 个“{shared.header}”；若以其为客户"
        f"（--map customer_id={shared.header}），所查各行的复购率为 {by_address:.1%}，"
        f"而非 {by_id:.1%}；若每个编号均为一位客户：{accept}",
    )
