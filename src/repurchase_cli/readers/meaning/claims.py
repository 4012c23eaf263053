"""Which column holds which field: what the user says, then the shop system, then synonyms.

Two columns that could both be the amount or the customer, and that differ in their values, are
refused with both names and the option that decides. Of other fields the first column is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.clocks import is_clock
from repurchase_cli.readers.meaning import looks, synonyms
from repurchase_cli.readers.meaning.amounts import Amount, choose, of_orders
from repurchase_cli.readers.meaning.chains import Chain, chain_of
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.compound_names import field_of
from repurchase_cli.readers.meaning.headers import matches, position
from repurchase_cli.readers.meaning.money import bare_name
from repurchase_cli.readers.meaning.questions import QuestionError
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.meaning.two_columns import candidate_of, refuse_two
from repurchase_cli.systems import System

#: Money that is not zero, as change is given; +5% is a change of something else.
_IS_MONEY = re.compile(r"\s*[^\w+%]?\s*[\d.,]*[1-9][\d.,]*[^\w%]?\s*")
#: The price of a piece by its name, and of a line.
_PRICE = re.compile(r"price|preis|prix|precio|prezzo|价$|價$|単価|価格", re.IGNORECASE)
_OF_ALL = re.compile(r"total|line|ext|sum|gesamt|amount|总|合计|小计|計", re.IGNORECASE)
#: Fields in which a wrong column would give wrong numbers in silence.
_MUST_BE_CLEAR = ("customer_id", "order_time", "order_id")


def find(
    table: Table, system: System, asked: Mapping[str, str], *, file: str, basis: str = "paid"
) -> Columns:
    """Return the column of each field that the file has."""
    fields: dict[str, tuple[int, ...]] = {}
    for name, header in asked.items():
        fields[name] = (position(table.headers, header, name),)
    blocked: set[str] = set()
    for name, header in system.columns.items():
        blocked.add(name)
        found = [i for h in header.split(" | ") for i in matches(table.headers, h)]
        if found and name not in fields:
            fields[name] = tuple(found)
    goods = matches(table.headers, system.goods_amount) if basis == "goods" else []
    if goods and "amount" not in asked and "order_amount" not in asked:
        fields["amount" if "amount" in system.columns else "order_amount"] = (goods[0],)
    taken = {i for columns in fields.values() for i in columns}
    doubts: dict[str, InputError] = {}
    claimed = by_names(table, synonyms.field_ranks(), taken)
    for name, columns in _by_compound_names(table, taken).items():
        claimed.setdefault(name, [columns])
    for name, ranks in claimed.items():
        if name not in fields and name not in blocked:
            fields[name] = (ranks[0][0],)
            try:
                fields[name] = _clear(table, name, ranks, file)
            except InputError as question:
                doubts[name] = question
    if "customer_id" in asked:
        fields |= _own_contacts(table, fields)
    if not system.name:
        fields |= looks.claims(table, fields, taken)
    amount = Amount(-1, "line")
    try:
        amount = _amount(table, fields, taken, file)
    except QuestionError as question:
        doubts["amount"] = question
        fields.setdefault("amount", (_first_of(table, question),))
    _clock(table, fields)
    return Columns(fields, amount.level, amount.decisions, doubts)


def _own_contacts(table: Table, fields: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int]]:
    """Return the phone or e-mail that the user's column of customers is by its name."""
    column = fields["customer_id"][0]
    named = synonyms.field_ranks().get(synonyms.key(table.headers[column]), [])
    contacts = {field for field, _ in named} & {"phone", "email"} - fields.keys()
    return dict.fromkeys(contacts, (column,))


def by_names(
    table: Table, ranks: Mapping[str, list[tuple[str, int]]], taken: Collection[int]
) -> dict[str, list[list[int]]]:
    """Return the columns that fields may have by their names, by rank, best first.

    ``ranks`` has for each header key the fields that it may name, each with its rank.
    """
    candidates: dict[str, dict[int, list[int]]] = {}
    for i, header in enumerate(table.headers):
        if i not in taken:
            for field, rank in ranks.get(synonyms.key(header), []):
                columns = candidates.setdefault(field, {}).setdefault(rank, [])
                if i not in columns:
                    columns.append(i)
    return {field: [found[rank] for rank in sorted(found)] for field, found in candidates.items()}


def _by_compound_names(table: Table, taken: set[int]) -> dict[str, list[int]]:
    """Return the columns that hold a field by what their names are made of."""
    found: dict[str, list[int]] = {}
    for i, header in enumerate(table.headers):
        if i not in taken and not synonyms.known(header) and (field := field_of(header)):
            found.setdefault(field, []).append(i)
    return found


def _clear(table: Table, field: str, ranks: list[list[int]], file: str) -> tuple[int, ...]:
    """Return the columns of a field, best first, when its best rank leaves no doubt."""
    best = ranks[0]
    if field == "order_time":
        ranks = [[i for i in rank if not _all_clock(table, i)] for rank in ranks]
        ranks = [rank for rank in ranks if rank] or [best]
        best = ranks[0]
    if field in _MUST_BE_CLEAR:
        refuse_two(table, field, best, file)
    if field == "order_time":
        return tuple(rank[0] for rank in ranks)
    return (best[0],)


def _amount(table: Table, fields: dict[str, tuple[int, ...]], taken: set[int], file: str) -> Amount:
    """Find the amount's column unless it is known; return what is known of it."""
    if "amount" in fields:
        fields.pop("order_amount", None)
        return Amount(fields["amount"][0], "line")
    if "order_amount" in fields:
        fields["amount"] = fields.pop("order_amount")
        return Amount(fields["amount"][0], "order")
    named = _named_amounts(table, taken)
    chain = chain_of(table, fields, taken, named)
    amount = choose(chain, file=file)
    if "order_id" in fields and _has_several_lines(table, fields["order_id"][0]):
        orders = chain_of(table, fields, taken, named, by_order=True)
        amount = of_orders(orders, amount) or amount
    if amount is None:
        return Amount(-1, "line")
    fields["amount"] = (amount.column,)
    if amount.column in named and not chain.leads_to(amount.column, "change"):
        _refuse_cash(table, amount.column, named, file)
    if "quantity" in fields and _may_be_of_one_piece(table, fields, amount.column):
        _refuse_price(table, amount.column, fields["quantity"][0], file)
    if fields.get("unit_price") == fields["amount"]:
        del fields["unit_price"]
    return amount


def _may_be_of_one_piece(table: Table, fields: Mapping[str, tuple[int, ...]], column: int) -> bool:
    """Whether an amount is the price by its name, or one that came of a list price."""
    if fields.get("unit_price") == (column,):
        return True
    named = _PRICE.search(table.headers[column]) and not _OF_ALL.search(table.headers[column])
    return bool(named) and "list_price" in fields and "unit_price" not in fields


def _has_several_lines(table: Table, order: int) -> bool:
    """Whether an order of the sample has several lines."""
    ids = [value for value in table.values(order) if value.strip()]
    return len(set(ids)) < len(ids)


def _first_of(table: Table, question: QuestionError) -> int:
    """Return the column of an answer to a question, so that others can be asked as well."""
    said = [candidate.setting["columns"] for candidate in question.candidates]
    headers = [columns[f] for columns in said for f in ("amount", "order_amount") if f in columns]
    return table.headers.index(headers[0])


def _named_amounts(table: Table, taken: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return the columns that may be the amount by their names, with rank and level.

    What a payment service leaves of an amount is none.
    """
    names = [h if synonyms.known(h) else bare_name(h) for h in table.headers]
    keys = list(map(synonyms.key, names))
    less_fees = any(key in synonyms.fees() for key in keys)
    known = {i: synonyms.amount_ranks().get(key) for i, key in enumerate(keys) if i not in taken}
    return {
        i: claim for i, claim in known.items() if claim and not (less_fees and keys[i][:3] == "net")
    }


def amount_chain(table: Table, columns: Columns) -> Chain:
    """Return the chain of amounts of a file in which none was found."""
    taken = {i for found in columns.fields.values() for i in found}
    return chain_of(table, columns.fields, taken, {})


def _refuse_cash(table: Table, amount: int, named: Collection[int], file: str) -> None:
    """Raise when the only amount may be cash of which change was given.

    Raises
    ------
    InputError
        When nothing shows what was to be paid.
    """
    found = [i for i, h in enumerate(table.headers) if synonyms.key(h) in synonyms.change()]
    given = [i for i in found if any(map(_IS_MONEY.fullmatch, table.values(i)))]
    if not given or len(named) > 1:
        return
    name, change = table.headers[amount], table.headers[given[0]]
    raise QuestionError(
        f"{name!r} may be the cash that was given, of which {change!r} went back",
        [candidate_of(table, "amount", amount)],
        hint=f"export what was to be paid, or, if it is that: --map 'amount={name}'",
        file=file,
    )


def _refuse_price(table: Table, column: int, quantity: int, file: str) -> None:
    """Raise when a price may be that of one piece or of all."""
    if all(value.strip(" -").split(".")[0] in ("", "0", "1") for value in table.values(quantity)):
        return
    name = table.headers[column]
    raise QuestionError(
        f"{name!r} may be the price of one piece or the amount of the line",
        [candidate_of(table, field, column) for field in ("unit_price", "amount")],
        file=file,
    )


def _all_clock(table: Table, column: int) -> bool:
    values = [value for value in table.values(column) if value.strip()]
    return bool(values) and all(map(is_clock, values))


def _clock(table: Table, fields: dict[str, tuple[int, ...]]) -> None:
    """Find the time of day that stands in a column beside the date."""
    if "order_date" in fields:
        fields.setdefault("order_time", fields.pop("order_date"))
    if "order_clock" in fields or "order_time" not in fields:
        return
    for i, header in enumerate(table.headers):
        named = any(
            f == "order_time" for f, _ in synonyms.field_ranks().get(synonyms.key(header), [])
        )
        if (named or synonyms.key(header) in ("time", "时间", "時間")) and _all_clock(table, i):
            fields["order_clock"] = (i,)
            return
