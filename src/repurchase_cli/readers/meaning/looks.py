"""Claims by look: columns that no table of names knows, told by what stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.currencies import are_codes
from repurchase_cli.readers.meaning.document_kinds import COUNTING, kind_of
from repurchase_cli.readers.meaning.evidence import MOST_WORDS, MOSTLY
from repurchase_cli.readers.meaning.table import Table

Fields = Mapping[str, tuple[int, ...]]

#: Whose state or kind it is, where it is not the order's.
OF_OTHERS = re.compile(
    r"customer|member|client|buyer|card|loyalty|subscri|newsletter|e-?mail|sms|marketing|terms|ticket|deliver|ship|fulfil|item|product|sku|categor|account|stock|会员|会員|客户|客戶|顾客|商品|物流|发货|配送|kunde|mitglied|artikel|cliente|produit|article|producto",
    re.IGNORECASE,
)
_A_KIND = re.compile(
    r"type|kind|typ|tipo|art\b|action|nature|document|beleg|vorgang|journal|transaction|类型|類型|类别|摘要|種別|유형|тип",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"^(?!.*\b(base|home|local|shop|store|company|payout|settlement|reporting)\b).*(currency|währung|devise|moneda|moeda|valuta|waluta|měna|валют|币种|幣別|币别|通貨|통화|para birimi|عملة)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def claims(table: Table, fields: Fields, taken: Collection[int]) -> dict[str, tuple[int, ...]]:
    """Return the fields that columns without a known name hold, by their values."""
    free = [i for i in range(len(table.headers)) if i not in taken and i not in _claimed(fields)]
    found: dict[str, tuple[int, ...]] = {}
    for i in free:
        field = (
            _state_or_kind(table, i)
            or _address(table, i)
            or _currency(table, i)
            or _original(table, fields, i)
        )
        if field and field not in fields and field not in found:
            found[field] = (i,)
    return found


def _claimed(fields: Fields) -> set[int]:
    return {i for columns in fields.values() for i in columns}


def words_of(table: Table, column: int) -> set[str]:
    """Return the words that a column has, folded."""
    return table.words(column).keys() - {""}


def _state_or_kind(table: Table, column: int) -> str:
    """Return ``kind`` or ``status`` for a column of which every word is known, and some no sale."""
    header = table.headers[column]
    words = words_of(table, column)
    if not 1 < len(words) <= MOST_WORDS or OF_OTHERS.search(header) or _answers(words):
        return ""
    means = {word: statuses.meaning(word) or kind_of(word) for word in words}
    if not all(means.values()) or set(means.values()) <= {"sale", "unpaid"}:
        return ""
    if "sale" not in means.values() and not COUNTING & {*means.values()}:
        return ""
    documented = any(map(kind_of, words)) or "refund" in means.values()
    return "kind" if documented or _A_KIND.search(header) else "status"


def _answers(words: Collection[str]) -> bool:
    return {*words} <= {*statuses.YES, *statuses.NO}


def _address(table: Table, column: int) -> str:
    """Return ``email`` for a column of e-mail addresses."""
    filled = [value.strip() for value in table.values(column) if value.strip()]
    hits = sum(bool(_ADDRESS.fullmatch(value)) for value in filled)
    return "email" if filled and hits >= MOSTLY * len(filled) else ""


def _currency(table: Table, column: int) -> str:
    """Return ``currency`` for a column of codes that is called so, and not that of the shop."""
    header = table.headers[column].replace("_", " ")
    return "currency" if _MONEY.search(header) and are_codes(table, column) else ""


def _original(table: Table, fields: Fields, column: int) -> str:
    """Return ``refunded_order_id`` for a column that names other orders, in some rows."""
    order = fields.get("order_id", (-1,))[0]
    if order < 0:
        return ""
    rows = [row for row in table.rows if max(order, column) < len(row)]
    ids = {row[order].strip() for row in rows}
    named = [(row[order].strip(), row[column].strip()) for row in rows if row[column].strip()]
    others: dict[bool, int] = defaultdict(int)
    for own, other in named:
        others[other in ids and other != own] += 1
    few = 0 < len(named) <= len(rows) / 2
    return "refunded_order_id" if few and not others[False] else ""
