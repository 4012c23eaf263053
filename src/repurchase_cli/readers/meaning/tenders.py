"""Rows among the items of a receipt that say how it was paid: ``paid by card``, ``Cash 30.00``.

Words make a row a candidate; what proves it is that it has no amount, or comes to what the items of
its order do.
"""

from __future__ import annotations

import re
from collections import defaultdict

from repurchase_cli.grammars.money import number
from repurchase_cli.grammars.totals import is_total
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role, all_of

_WAYS = (
    r"cash|card|credit( card)?|debit( card)?|visa|master ?card|amex|american express|maestro|paypal|apple pay|google pay|gift card|voucher|cheque|check"
    r"|bar(zahlung)?|ec(-karte)?|karte|kartenzahlung|girocard|gutschein|esp[eè]ces|cb|carte( bancaire)?|ch[eè]que|efectivo|tarjeta|contanti|bancomat|carta|contant|pin|dinheiro|cart[aã]o"
    r"|现金|刷卡|银行卡|信用卡|微信(支付)?|支付宝|储值卡?|会员卡|現金|信用卡|悠遊卡|カード|현금|카드|наличные|карта"
)
#: What such a row is called, in small letters.
TENDER = (
    rf"(paid|payment|pay|paying|tender(ed)?|received|bezahlt|zahlung|gegeben|pay[eé]|r[eè]glement|pago|pagado|pagamento|支付|收款|实收|付款|已付)(ment)?[\s:：-]*(by|with|in|via|per|mit|par|con|por|de)?\s*({_WAYS})?"
    rf"|({_WAYS})([\s:：-]*(payment|tender(ed)?|paid|zahlung|支付|付款|收款))?"
    r"|change( due| given)?|r[uü]ckgeld|wechselgeld|monnaie( rendue)?|cambio|vuelto|resto|troco|找零|お釣り"
)
_CHANGE = re.compile(
    r"change.*|r[uü]ckgeld|wechselgeld|monnaie.*|cambio|vuelto|resto|troco|找零|お釣り"
)
_NEARLY_ALL = 0.9
_A_CENT = 0.011


def is_tender(value: str) -> bool:
    """Whether a text may say how was paid."""
    return bool(re.fullmatch(TENDER, statuses.folded(value)))


def tender_column(reading: Reading) -> int | None:
    """Return the column of items some of which say how was paid, if there is one."""
    columns = reading.columns
    order, amount = columns.first("order_id"), columns.first("amount")
    if reading.system is not None or order is None or amount is None:
        return None
    for field in ("product", "sku"):
        item = columns.first(field)
        if item is not None and _proven(reading, order, amount, item):
            return item
    return None


def _proven(reading: Reading, order: int, amount: int, item: int) -> bool:
    """Whether rows that may be tenders come to what the items of their orders do, or to nothing."""
    last = max(order, amount, item)
    receipts: dict[str, tuple[list[float], list[float], list[bool]]] = defaultdict(
        lambda: ([], [], [])
    )
    for row in reading.table.rows:
        if last >= len(row) or not row[order].strip() or any(map(is_total, row)):
            continue
        items, paid, blank = receipts[row[order]]
        value = float(number(row[amount], "point") or 0)
        if not is_tender(row[item]):
            items.append(value)
            continue
        change = _CHANGE.fullmatch(statuses.folded(row[item]))
        paid.append(-abs(value) if change else abs(value))
        blank.append(not row[amount].strip())
    told = [(sum(i), sum(p), all(b)) for i, p, b in receipts.values() if p and i]
    hits = sum(none or abs(items - paid) <= _A_CENT for items, paid, none in told)
    return bool(told) and hits >= _NEARLY_ALL * len(told)


def roles(reading: Reading) -> list[Role]:
    """Return which lines say how was paid."""
    column = tender_column(reading)
    if column is None:
        return []
    return [
        Role(all_of(f"c{column}", TENDER), "tender", reading.table.headers[column], f"c{column}")
    ]
