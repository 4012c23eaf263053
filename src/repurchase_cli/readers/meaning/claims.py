"""Which column holds which field: what the user says, then the shop system, then synonyms.

Two columns that could both be the amount or the customer, and that differ in their values, are
refused with both names and the option that decides. Of other fields the first column is taken.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.grammars.clocks import is_clock
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.sales import FIELDS
from repurchase_cli.systems import System

#: Orders from which on two ids are seen to tell the same ones apart.
_ENOUGH_ORDERS = 20
#: Money that is not zero, as change is given; +5% is a change of something else.
_IS_MONEY = re.compile(r"\s*[^\w+%]?\s*[\d.,]*[1-9][\d.,]*[^\w%]?\s*")
#: Fields in which a wrong column would give wrong numbers in silence.
_MUST_BE_CLEAR = ("customer_id", "order_time", "order_id")


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a file that the reader looks at: its header and its first records."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]

    def values(self, column: int) -> list[str]:
        """Return the sample of one column."""
        return [row[column] for row in self.rows if column < len(row)]

    def numbers(self, *columns: int) -> Iterator[tuple[float, ...]]:
        """Yield the rows in which columns hold plain numbers, a blank being zero."""
        for row in self.rows:
            try:
                yield tuple(float(row[i].replace(",", "") or 0) for i in columns)
            except (ValueError, IndexError):
                continue


@dataclass(frozen=True, slots=True)
class Columns:
    """Field → positions of its columns, best first; ``amount_level`` is what its name promises."""

    fields: Mapping[str, tuple[int, ...]]
    amount_level: str = "line"

    def money_samples(self, table: Table, column: int) -> list[str]:
        """Return the samples of the file's other columns of money, which write numbers alike."""
        fields = ("amount", "unit_price", "list_price", "discount", "refund", "cost")
        others = {i for field in fields for i in self.fields.get(field, ())} - {column}
        return [value for i in sorted(others) for value in table.values(i)]

    def first(self, field: str) -> int | None:
        """Return the position of a field's column, if it has one."""
        return self.fields[field][0] if field in self.fields else None


def find(
    table: Table, system: System | None, asked: Mapping[str, str], *, file: str, basis: str = "paid"
) -> Columns:
    """Return the column of each field that the file has."""
    fields: dict[str, tuple[int, ...]] = {}
    for field, header in asked.items():
        fields[field] = (position(table.headers, header, field),)
    blocked: set[str] = set()
    if system is not None:
        for field, header in system.columns.items():
            blocked.add(field)
            found = [i for name in header.split(" | ") for i in matches(table.headers, name)]
            if found and field not in fields:
                fields[field] = tuple(found)
        goods = matches(table.headers, system.goods_amount) if basis == "goods" else []
        if goods and "amount" not in asked and "order_amount" not in asked:
            fields["amount" if "amount" in system.columns else "order_amount"] = (goods[0],)
    taken = {i for columns in fields.values() for i in columns}
    for field, columns in _by_synonyms(table, taken, file).items():
        if field not in fields and field not in blocked:
            fields[field] = columns
    level = _amount(table, fields, taken, file)
    _clock(table, fields)
    return Columns(fields, level)


def position(headers: Sequence[str], wanted: str, field: str) -> int:
    """Return the position of the header that the user named: exactly, then as synonyms compare."""
    if field not in FIELDS:
        raise UsageError(
            f"there is no field named {field}", hint=f"fields are: {', '.join(FIELDS)}"
        )
    found = matches(headers, wanted)
    if not found and wanted.isdigit() and 0 < int(wanted) <= len(headers):
        found = [int(wanted) - 1]
    if not found:
        near = difflib.get_close_matches(wanted, headers, n=1)
        raise UsageError(
            f"no column is named {wanted!r} (wanted for {field})",
            hint=f"did you mean {near[0]!r}?" if near else f"columns are: {', '.join(headers)}",
        )
    return found[0]


def matches(headers: Sequence[str], wanted: str) -> list[int]:
    """Return the positions of the headers of a name: exactly, else as synonyms compare."""
    if not wanted:
        return []
    exact = [i for i, header in enumerate(headers) if header == wanted]
    return exact or [i for i, h in enumerate(headers) if synonyms.key(h) == synonyms.key(wanted)]


def _by_synonyms(table: Table, taken: set[int], file: str) -> dict[str, tuple[int, ...]]:
    candidates: dict[str, dict[int, list[int]]] = {}
    for i, header in enumerate(table.headers):
        if i not in taken:
            for field, rank in synonyms.field_ranks().get(synonyms.key(header), []):
                ranks = candidates.setdefault(field, {}).setdefault(rank, [])
                if i not in ranks:
                    ranks.append(i)
    return {
        field: _clear(table, field, [ranks[rank] for rank in sorted(ranks)], file)
        for field, ranks in candidates.items()
    }


def _clear(table: Table, field: str, ranks: list[list[int]], file: str) -> tuple[int, ...]:
    """Return the columns of a field, best first, when its best rank leaves no doubt."""
    best = ranks[0]
    if field == "order_time":
        ranks = [[i for i in rank if not _all_clock(table, i)] for rank in ranks]
        ranks = [rank for rank in ranks if rank] or [best]
        best = ranks[0]
    if field in _MUST_BE_CLEAR:
        _refuse_two(table, field, best, file)
    if field == "order_time":
        return tuple(rank[0] for rank in ranks)
    return (best[0],)


def _refuse_two(table: Table, field: str, columns: list[int], file: str) -> None:
    """Raise when two columns of one rank differ in their values."""
    first = columns[0]
    for other in columns[1:]:
        if field == "order_id" and _same_orders(table, first, other):
            continue
        if table.values(first) != table.values(other):
            one, two = table.headers[first], table.headers[other]
            raise InputError(
                f"both {one!r} and {two!r} could be the {field.replace('_', ' ')}",
                hint=f"say which: --map '{field}={one}' or --map '{field}={two}'",
                file=file,
            )


def _same_orders(table: Table, one: int, other: int) -> bool:
    """Whether two ids tell the same orders apart, or the second is the same in all of many."""
    pairs = set(zip(table.values(one), table.values(other), strict=False))
    ids = {first for first, _ in pairs}
    if len(ids) < _ENOUGH_ORDERS:
        return False
    return len(pairs) == len(ids) and len({second for _, second in pairs}) in (1, len(ids))


def _amount(table: Table, fields: dict[str, tuple[int, ...]], taken: set[int], file: str) -> str:
    """Find the amount's column unless it is known, and return the level that its name promises."""
    if "amount" in fields:
        fields.pop("order_amount", None)
        return "line"
    if "order_amount" in fields:
        fields["amount"] = fields.pop("order_amount")
        return "order"
    ranks: dict[int, list[tuple[int, str]]] = {}
    keys = [synonyms.key(header) for header in table.headers]
    less_fees = any(key in synonyms.fees() for key in keys)
    for i, key in enumerate(keys):
        known = synonyms.amount_ranks().get(key)
        if less_fees and key.startswith("net"):
            continue  # what the shop received, not what the customer paid
        if known and i not in taken:
            ranks.setdefault(known[0], []).append((i, known[1]))
    ranks = _without_cash_given(table, ranks, file)
    if not ranks:
        return "line"
    best = ranks[min(ranks)]
    levels = {level for _, level in best}
    if levels == {"line", "order"}:
        best = [(i, level) for i, level in best if level == "order"]
    _refuse_two(table, "amount", [i for i, _ in best], file)
    fields["amount"] = (best[0][0],)
    if fields.get("unit_price") == fields["amount"] and "quantity" in fields:
        _refuse_price(table, best[0][0], fields["quantity"][0], file)
    if fields.get("unit_price") == fields["amount"]:
        del fields["unit_price"]
    return best[0][1]


def _without_cash_given(
    table: Table, ranks: dict[int, list[tuple[int, str]]], file: str
) -> dict[int, list[tuple[int, str]]]:
    """Return the columns of amounts without one that holds the cash of which change was given.

    Raises
    ------
    InputError
        When the only amount may be that.
    """
    found = [i for i, h in enumerate(table.headers) if synonyms.key(h) in synonyms.change()]
    given = [i for i in found if any(map(_IS_MONEY.fullmatch, table.values(i)))]
    columns = [i for rank in ranks.values() for i, _ in rank]
    if not given or not columns:
        return ranks
    name, change = table.headers[columns[0]], table.headers[given[0]]
    if len(columns) == 1:
        raise InputError(
            f"{name!r} may be the cash that was given, of which {change!r} went back",
            hint=f"export what was to be paid, or, if it is that: --map 'amount={name}'",
            file=file,
        )
    cash = {i for i in columns for j in columns if i != j and _is_sum(table, i, j, given[0])}
    left = {rank: [(i, level) for i, level in of if i not in cash] for rank, of in ranks.items()}
    return {rank: of for rank, of in left.items() if of}


def _is_sum(table: Table, whole: int, one: int, other: int) -> bool:
    """Whether a column is the sum of two others in nearly all rows."""
    hits = [abs(w - a - abs(b)) < 0.005 for w, a, b in table.numbers(whole, one, other)]
    return bool(hits) and sum(hits) >= 0.95 * len(hits)


def _refuse_price(table: Table, column: int, quantity: int, file: str) -> None:
    """Raise when a price may be that of one piece or of all."""
    if all(value.strip(" -").split(".")[0] in ("", "0", "1") for value in table.values(quantity)):
        return
    name = table.headers[column]
    raise InputError(
        f"{name!r} may be the price of one piece or the amount of the line",
        hint=f"say which: --map 'unit_price={name}' or --map 'amount={name}'",
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
