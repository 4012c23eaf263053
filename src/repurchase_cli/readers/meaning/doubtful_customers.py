"""What must be said of customers' ids, by the sample: masked, made up, written in two ways.

A till that asks for a phone number is given 11111111111. The look of a number alone proves nothing
(18888888888 is sold for a fortune), so what tells is that it has many times the orders of anybody
whose number looks like one; or that one to three ids of any look dwarf all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from repurchase_cli.grammars.contacts import hides_digits, is_phone, mask, phone_digits
from repurchase_cli.grammars.ids import is_uuid
from repurchase_cli.readers.meaning.evidence import (
    A_HOUSE,
    ASKED,
    ENOUGH,
    LEAST_ORDERS,
    MOST_HOUSES,
    SHOWN,
    TIMES_A_HOUSE,
    TIMES_MADE_UP,
)
from repurchase_cli.readers.meaning.reading import Reading

Note = tuple[str, str]

_SAME_DIGIT = re.compile(r"(\d)\1{5}")
_COUNTED = "01234567890"
_FEWEST_DIGITS, _COUNTED_DIGITS = 6, 7
#: The number that Chinese operators give as an example.
_EXAMPLES = ("13800138000",)


def notes(reading: Reading) -> tuple[Note, ...]:
    """Return what must be said of the customers of a header, unless the user has settled it."""
    values = [value.strip() for value in reading.values("customer_id")]
    header = reading.header("customer_id")
    doubts = {
        "masked_customers": _masked([value for value in values if value], header),
        "busy_customers": _strangers(_orders(reading, values)),
        "two_spellings": _two_spellings(values, header),
    }
    return tuple(
        (f"{en}; else: --set answers.{law}=accept", f"{zh}；否则：--set answers.{law}=accept")
        for law, found in doubts.items()
        for en, zh in found
        if not reading.accepts(law)
    )


def _masked(known: Sequence[str], header: str) -> tuple[Note, ...]:
    """Return what must be said when customers are known by numbers with hidden digits."""
    if 2 * sum(map(hides_digits, known)) <= len(known):
        return ()
    return (
        (
            f"the customers' numbers are masked ('{header}'): people who show the same digits are "
            "taken for one, so there may be more customers, who buy less often, than is shown",
            f"客户号码带有掩码（“{header}”）：可见数字相同的人会被当作同一位客户，"
            "实际客户可能更多、购买可能更少",
        ),
    )


def _orders(reading: Reading, values: Sequence[str]) -> Counter[str]:
    """Return the number of orders of each customer, orders being told by their id or time."""
    field = "order_id" if "order_id" in reading.columns.fields else "order_time"
    orders = set(zip(values, reading.values(field), strict=False))
    return Counter(value for value, _ in orders if value)


def _strangers(orders: Counter[str]) -> tuple[Note, ...]:
    """Return what must be said of ids that stand for whoever gave none."""
    ranked = orders.most_common()
    odd = _odd(orders)
    looks_made_up = [(value, n, value == odd or _is_made_up(value)) for value, n in ranked]
    real = next((n for _, n, made_up in looks_made_up if not made_up), 0)
    least = max(LEAST_ORDERS, TIMES_MADE_UP * real)
    made_up = [(value, n) for value, n, is_so in looks_made_up if n >= least and is_so]
    found = made_up or _houses(ranked)
    busiest = next((n for value, n in ranked if (value, n) not in found), 0)
    total, count = orders.total(), sum(n for _, n in found)
    seen_anyway = len(found) == 1 and count > max(ASKED * total, TIMES_A_HOUSE * busiest - 1)
    if not found or not busiest or seen_anyway:
        return ()
    ids = [value for value, _ in found[:SHOWN]]
    return (
        (
            f"{', '.join(ids)}: {count:,} of the {total:,} orders looked at, far more than any "
            "other customer; if this is whom a till takes for unknown, list it under not_customers "
            "in repurchase.yaml",
            f"{'、'.join(ids)}：在抽查的 {total:,} 笔订单中占 {count:,} 笔，远多于其他客户；"
            "如为收银默认号码，请在 repurchase.yaml 的 not_customers 中列出",
        ),
    )


def _houses(ranked: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the few customers of whom each has many times the orders of all others."""
    total = sum(n for _, n in ranked)
    for count in range(1, min(MOST_HOUSES, len(ranked) - 1) + 1):
        least = ranked[count - 1][1]
        many = least >= max(LEAST_ORDERS, A_HOUSE * total)
        if many and least >= TIMES_A_HOUSE * ranked[count][1]:
            return list(ranked[:count])
    return []


def _odd(ids: Collection[str]) -> str:
    """Return the only id without a digit among many that have some: a word for a guest."""
    words = [id_ for id_ in ids if not re.search(r"\d", id_)]
    return words[0] if len(words) == 1 and len(ids) > ENOUGH else ""


def _is_made_up(value: str) -> bool:
    """Whether a number looks as if it was typed to fill a field."""
    digits = re.sub(r"\D", "", value)
    if len(digits) < _FEWEST_DIGITS or re.search("[^\\d\\s+().-]", value):
        return False
    counted = any(
        _COUNTED[i : i + _COUNTED_DIGITS] in digits
        for i in range(len(_COUNTED) - _COUNTED_DIGITS + 1)
    )
    return counted or bool(_SAME_DIGIT.search(digits)) or digits in _EXAMPLES


def _two_spellings(values: Sequence[str], header: str) -> tuple[Note, ...]:
    """Return what must be said of ids that may be one id, written in two ways."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for value in values:
        spelled[_plain(value)].add(value)
    twice = sorted(
        (
            sorted(found)
            for key, found in spelled.items()
            if len(found) > 1 and key and "@" not in key
        ),
    )
    twice = [found for found in twice if not is_uuid(found[0])]
    if not twice:
        return ()
    example = ", ".join(mask(id_) if is_phone(id_) else id_ for id_ in twice[0][:2])
    return (
        (
            f"ids of {header} that differ only in case, leading zeros or the writing of a phone "
            f"({example}) are taken for different customers; if they are the same, make them alike "
            "in the export",
            f"“{header}”中仅大小写、前导零或电话写法不同的编号（{example}）按不同客户计；"
            "如为同一客户，请先统一写法",
        ),
    )


def _plain(id_: str) -> str:
    """Return an id without what may be a matter of writing."""
    return (phone_digits(id_) if is_phone(id_) else id_.casefold()).lstrip("0")
