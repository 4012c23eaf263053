"""Rows among the items of a receipt that say how it was paid: ``paid by card``, ``Cash 30.00``.

Words make a row a candidate, or its place in every receipt; what proves it is that it has no amount,
or comes to what the items of its receipt do.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from repurchase_cli.grammars.money import number
from repurchase_cli.grammars.totals import is_total
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.evidence import A_CENT, A_FEW, NEARLY_ALL
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.values.conditions import Among, Matching
from repurchase_cli.values.texts import Cell

_WAYS = (
    r"cash|card|credit( card)?|debit( card)?|visa|master ?card|amex|american express|maestro|paypal|apple pay|google pay|klarna|twint|bizum|mb ?way|ideal|sofort|gift card|voucher|cheque|check"
    r"|bar(zahlung|geld)?|ec|ec-(karte|cash)|karte|kartenzahlung|kreditkarte|girocard|gutschein|esp[eè]ces|cb|cb sans contact|carte( bancaire| bleue| de cr[eé]dit)?|ch[eè]que"
    r"|efectivo|tarjeta( de (cr[eé]dito|d[eé]bito))?|contanti|bancomat|carta( di credito)?|contant|pin|dinheiro|cart[aã]o"
    r"|现金|刷卡|银行卡|信用卡|微信(支付|收款)?|支付宝(收款)?|储值卡?|会员卡|現金|悠遊卡|カード|현금|카드|наличные|карта"
)
#: What such a row is called, in small letters; digits of a card may follow.
TENDER = (
    rf"((paid|payment|pay|paying|tender(ed)?|received|bezahlt|zahlung|gegeben|pay[eé]|r[eè]glement|pago|pagado|pagamento|支付|收款|实收|付款|已付)(ment)?[\s:：-]*(by|with|in|via|per|mit|par|con|por|de)?\s*({_WAYS})?"
    rf"|({_WAYS})([\s:：-]*(payment|tender(ed)?|paid|zahlung|支付|付款|收款))?)[\s*x•\d]*"
    r"|change( due| given)?|r[uü]ckgeld|wechselgeld|monnaie( rendue)?|cambio|vuelto|resto|troco|找零|お釣り"
)
_CHANGE = re.compile(
    r"change.*|r[uü]ckgeld|wechselgeld|monnaie.*|cambio|vuelto|resto|troco|找零|お釣り"
)


@lru_cache(maxsize=1 << 14)
def is_tender(value: str) -> bool:
    """Whether a text may say how was paid."""
    return bool(re.fullmatch(TENDER, statuses.folded(value)))


class Tenders(NamedTuple):
    """The column of items some of which say how was paid, and the words that only arithmetic tells."""

    column: int
    words: tuple[str, ...]
    rows: int

    def has(self, row: Sequence[str]) -> bool:
        """Whether a row says how was paid."""
        item = row[self.column] if self.column < len(row) else ""
        return is_tender(item) or statuses.folded(item) in self.words


def tenders_of(reading: Reading) -> Tenders | None:
    """Return which rows say how was paid, None where none does.

    Nearly every receipt has such a row, and it comes to what its items do.
    """
    return reading.once("tenders", _tenders)


def _tenders(reading: Reading) -> Tenders | None:
    items = [i for f in ("product", "sku") if (i := reading.columns.first(f)) is not None]
    items = [i for i in items if i in reading.free("product", "sku")]
    receipts = _receipts(reading) if items else []
    for column in items if receipts else ():
        words = _proven_words(receipts, column)
        rows = sum(
            is_tender(item) or item in words
            for receipt in receipts
            for item, _ in _items(receipt, column)
        )
        if rows and _hits(receipts, column, words) >= NEARLY_ALL * len(receipts):
            return Tenders(column, tuple(sorted(words)), rows)
    return None


Row = tuple[Sequence[str], float | None]


def _receipts(reading: Reading) -> list[list[Row]]:
    """Return the rows of each receipt with their amounts, None for a blank one; no totals."""
    fields = reading.columns.fields
    names = ("order_id",) if "order_id" in fields else ("order_time", "customer_id")
    amount = _amount_reader(reading)
    keys = [fields[name][0] for name in names if name in fields]
    receipts: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in reading.table.rows:
        if max(keys, default=0) < len(row) and row[keys[0]].strip() and not any(map(is_total, row)):
            receipts[tuple(row[i] for i in keys)].append((row, amount(row)))
    return list(receipts.values())


def _amount_reader(reading: Reading) -> Callable[[Sequence[str]], float | None]:
    """Return what reads the amount of a row: its own or quantity × price, None where it is blank."""
    fields = reading.columns.fields
    columns = fields.get("amount", ())[:1] or tuple(
        fields[name][0] for name in ("quantity", "unit_price") if name in fields
    )
    marks = [mark_of(reading.table, i) for i in columns]

    def amount(row: Sequence[str]) -> float | None:
        cells = [row[i].strip() for i in columns if i < len(row)]
        if not all(cells):
            return None
        pairs = zip(cells, marks, strict=False)
        return math.prod(float(number(cell, mark) or 0) for cell, mark in pairs)

    return amount


def _items(receipt: Sequence[Row], column: int) -> list[tuple[str, float | None]]:
    """Return the folded item and the amount of each row of a receipt."""
    return [(statuses.folded(row[column]), money) for row, money in receipt if column < len(row)]


def _hits(receipts: Sequence[Sequence[Row]], column: int, words: Collection[str]) -> int:
    """Return in how many receipts what was paid comes to the items, or has no amount."""
    return sum(_comes_to_its_items(_items(receipt, column), words) for receipt in receipts)


def _comes_to_its_items(items: Sequence[tuple[str, float | None]], words: Collection[str]) -> bool:
    paid = [(item, money) for item, money in items if is_tender(item) or item in words]
    sold = sum(money or 0 for item, money in items if (item, money) not in paid)
    if not paid or len(paid) == len(items):
        return False
    if all(money is None for _, money in paid):
        return True
    given = sum(-abs(m or 0) if _CHANGE.fullmatch(item) else abs(m or 0) for item, m in paid)
    return abs(given - sold) <= A_CENT


def _proven_words(receipts: Sequence[Sequence[Row]], column: int) -> set[str]:
    """Return the words whose rows come to the sum of all others, wherever they stand.

    Some of these receipts must have several items: what a single one costs may cost another.
    """
    come_to, several = Counter[str](), Counter[str]()
    others: set[str] = set()
    for receipt in receipts:
        items = _items(receipt, column)
        total = sum(abs(money or 0) for _, money in items)
        for item, money in items:
            if money and len(items) > 1 and abs(2 * abs(money) - total) <= A_CENT:
                come_to[item] += 1
                several[item] += len(items) > 2
            else:
                others.add(item)
    return {word for word in come_to if word not in others and several[word] >= A_FEW}


def roles(reading: Reading) -> list[Role]:
    """Return which lines say how was paid."""
    tenders = tenders_of(reading)
    if tenders is None:
        return []
    text, header = Cell(tenders.column), reading.table.headers[tenders.column]
    roles = [Role(Matching(text, TENDER), "tender", header, text)]
    if tenders.words:
        roles.append(Role(Among(text, tenders.words), "tender", header, text))
    return roles


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of rows that say how was paid, or hold the sum of their receipt."""
    tenders = tenders_of(reading)
    if tenders is None:
        return ()
    header = reading.table.headers[tenders.column]
    told = "say how was paid, and" if not tenders.words else "say how was paid, or sum up, and"
    told_zh = "为支付方式" if not tenders.words else "为支付方式或小票合计"
    return (
        (
            f"{header}: {tenders.rows:,} of the rows looked at {told} come to what the items of "
            "their receipts do: they do not count",
            f"“{header}”：所查行中有 {tenders.rows:,} 行{told_zh}，金额与小票商品合计一致，不计入",
        ),
    )
