"""Ids of several sources that are one customer: joined by phone or e-mail, if the user says so.

A contact joins the ids under which it stands, unless these have several names (a family, a shop's
own number), or one source tells them apart and does not name all of them alike: a system's own ids
are different people until somebody says otherwise. What hangs together by several contacts must
keep the same rules as a whole, else all of it is left apart. A name alone joins nobody.

The customer's own id is the one in the customers file, else that of the first source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.books import Apart, Join, Joins
from repurchase_cli.grammars.contacts import hides_part

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.sources import Source
    from repurchase_cli.terms import Terms

#: Who has which contacts in the files, as a text over lines.
HELD = "select distinct file, customer_id, name, phone, email from {lines} where state = 'used'"
_MARK = "\x1f"
_CUSTOMERS_FILE = -1
_ONE_DIGIT = "|".join(f"{digit}+" for digit in range(10))


class _Person(NamedTuple):
    """An id with the sources that know it and the names that it has, as they compare."""

    id: str
    sources: frozenset[int]
    names: frozenset[str]

    @property
    def place(self) -> tuple[bool, int, str]:
        """What makes an id the customer's own: the first of several."""
        in_sales = [source for source in self.sources if source >= 0]
        return _CUSTOMERS_FILE not in self.sources, min(in_sales, default=0), self.id


class _Contact(NamedTuple):
    """A contact of a kind, the ids under which it stands, and the way by which it joins them."""

    kind: str
    people: tuple[_Person, ...]
    way: str


def joins_of(
    engine: Engine, sales: Reduction, held: str, sources: Sequence[Source], terms: Terms
) -> Joins:
    """Return which ids the contacts that ``terms.join_customers`` names make one customer.

    ``held`` is the SQL of the rows of :data:`HELD`.
    """
    apart: list[tuple[str, str, frozenset[str]]] = []
    links: list[_Contact] = []
    for contact in _contacts(engine, sales, by_header(held, sources), terms):
        reason = _reason_against(contact.people)
        if reason:
            apart.append((contact.kind, reason, frozenset(p.id for p in contact.people)))
        else:
            links.append(contact)
    joined: list[Join] = []
    for group in _connected(links):
        people = tuple({person.id: person for c in group for person in c.people}.values())
        if _reason_against(people):
            apart.append((group[0].kind, "chain", frozenset(p.id for p in people)))
        else:
            joined += _joined(group, people)
    return Joins(tuple(sorted(joined)), _counted(apart))


def _contacts(engine: Engine, sales: Reduction, lines: str, terms: Terms) -> Iterable[_Contact]:
    """Yield the contacts of the ways that are wanted, phones first as the user names them."""
    words = {"lines": lines, "one_digit": _ONE_DIGIT}
    query = sales.query("joins/shared", words).sql
    rows = engine.rows(query)  # never kept for the next run: they are contacts
    engine.refuse_unclean()
    found: dict[tuple[str, str], list[tuple[_Person, bool]]] = defaultdict(list)
    for way, contact, customer, is_in_sales, known_by, names in rows:
        if customer not in terms.not_customers:
            person = _Person(
                customer,
                frozenset(map(int, known_by.split(_MARK))),
                frozenset(filter(None, map(_compared, names.split(_MARK)))),
            )
            found[way, contact].append((person, is_in_sales))
    for kind in terms.join_customers:
        for (way, _), held in found.items():
            if way == kind and len(held) > 1:
                by_sales = all(is_in_sales for _, is_in_sales in held)
                how = kind if by_sales else f"{kind}_of_member"
                yield _Contact(kind, tuple(person for person, _ in held), how)


def by_header(held: str, sources: Sequence[Source]) -> str:
    """Return the SQL of who has which contacts, with the header that each was read by."""
    layouts = list(dict.fromkeys(id(source.layout) for source in sources))
    numbers = ", ".join(str(layouts.index(id(source.layout))) for source in sources)
    return f"select [{numbers}][file + 1] as source, * exclude (file) from ({held})"


def _compared(name: str) -> str:
    """Return a name as it compares with others, empty where a part of it is hidden."""
    return "" if hides_part(name) else " ".join(sorted(re.findall(r"\w+", name.casefold())))


def _reason_against(people: Sequence[_Person]) -> str:
    """Return why ids may be several customers, empty where nothing speaks against it."""
    if len(frozenset().union(*(person.names for person in people))) > 1:
        return "several_names"
    known = [source for person in people for source in person.sources if source >= 0]
    members = [person for person in people if not person.sources - {_CUSTOMERS_FILE}]
    told_apart = len(set(known)) < len(known) or len(members) > 1
    if told_apart and not all(person.names for person in people):
        return "several_ids"
    return ""


def _connected(links: Sequence[_Contact]) -> list[list[_Contact]]:
    """Return contacts by the people whom they connect, each group in the order of the links."""
    root: dict[str, str] = {}

    def of(customer: str) -> str:
        while root.setdefault(customer, customer) != customer:
            root[customer] = customer = root[root[customer]]
        return customer

    for contact in links:
        first, *others = (person.id for person in contact.people)
        for other in others:
            root[of(other)] = of(first)
    groups: dict[str, list[_Contact]] = defaultdict(list)
    for contact in links:
        groups[of(contact.people[0].id)].append(contact)
    return list(groups.values())


def _joined(group: Sequence[_Contact], people: Sequence[_Person]) -> list[Join]:
    """Return how the ids of one customer become its own."""
    own = min(people, key=lambda person: person.place).id
    ways: dict[str, str] = {}
    for contact in group:
        for person in contact.people:
            ways.setdefault(person.id, contact.way)
    return [Join(person.id, own, ways[person.id]) for person in people if person.id != own]


def _counted(apart: Iterable[tuple[str, str, frozenset[str]]]) -> tuple[Apart, ...]:
    """Return how many contacts were left apart for which reason, and the ids under them."""
    contacts: dict[tuple[str, str], int] = defaultdict(int)
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for way, reason, people in apart:
        contacts[way, reason] += 1
        ids[way, reason] |= people
    return tuple(Apart(*key, n, len(ids[key])) for key, n in sorted(contacts.items()))


#: Why ids that share a contact are left apart, in English and Chinese.
_AGAINST = {
    "several_names": ("under several names", "对应多个姓名"),
    "several_ids": ("under several ids of one source", "在同一来源中对应多个编号"),
    "chain": ("chains of contacts that lead to several people", "串联后指向多人的联系方式"),
}
_WAYS = {
    "phone": ("phone", "手机号"),
    "email": ("e-mail", "邮箱"),
    "phone_of_member": ("phone of the customers file", "客户文件的手机号"),
    "email_of_member": ("e-mail of the customers file", "客户文件的邮箱"),
}
#: From so many shared contacts, and such a share of the customers, on it is asked about.
_FEWEST, _SHARE = 5, 0.01


def notes(sales: Reduction, sources: Sequence[Source], joins: Joins) -> list[tuple[str, str]]:
    """Return what was joined and what was left apart, or that there is something to be joined."""
    if not sales.terms.join_customers:
        return _offered(sales, sources)
    own = len({join.new for join in joins.ids})
    counts = {way: sum(j.way == way for j in joins.ids) for way in _WAYS}
    shown = [(_WAYS[way], n) for way, n in counts.items() if n]
    people = "1 customer" if own == 1 else f"{own:,} customers"
    en = f"Joined by contacts: {len(joins.ids):,} further ids became those of {people}"
    zh = f"客户合并：{len(joins.ids):,} 个编号并入 {own:,} 位客户"
    if shown:
        en += f" ({', '.join(f'{words[0]} {n:,}' for words, n in shown)})"
        zh += f"（{'，'.join(f'{words[1]} {n:,}' for words, n in shown)}）"
    for each in joins.apart:
        way, why = _WAYS[each.way], _AGAINST[each.reason]
        en += f"; left apart: {way[0]}, {why[0]}: {each.contacts:,} ({each.ids:,} ids)"
        zh += f"；未合并：{way[1]}{why[1]} {each.contacts:,} 个（{each.ids:,} 个编号）"
    return [(en, zh)]


def _offered(sales: Reduction, sources: Sequence[Source]) -> list[tuple[str, str]]:
    """Return that ids of several sources share contacts, where many do."""
    if len({id(source.layout) for source in sources}) < 2:
        return []
    shared = dict(sales.derive("joins/offered").tuples())
    ((customers, _),) = sales.derive("sales/counts").tuples()
    if sum(shared.values()) < max(_FEWEST, _SHARE * customers):
        return []
    en = " and ".join(f"{n:,} {_WAYS[way][0]}{'s' * (n > 1)}" for way, n in shared.items())
    zh = "、".join(f"{n:,} 个{_WAYS[way][1]}" for way, n in shared.items())
    option = f"--set 'join_customers=[{', '.join(shared)}]'"
    return [
        (
            f"{en} stand under several ids of these sources: is each one customer? then say "
            f"{option}",
            f"{zh}在多个来源中对应不同编号：若为同一客户，请用 {option} 合并",
        )
    ]
