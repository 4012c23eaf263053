"""What ``amount_basis: goods`` takes off the amount: the postage and the tax that it contains.

A shop system says which columns these are, or which one is the goods alone. Without one, the amount
of a line with an item is goods (postage belongs to no item), and so is one whose header says that
it is; from any other the file's columns of postage and tax are taken off. Where a file has none of
these, nobody can tell what its goods cost, and it is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.meaning.headers import matches
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.systems import System

_GOODS = (
    "Subtotal | Sub Total | Order Subtotal | Item Total | Item subtotal | Net Sales | "
    "product sales | item-price | 商品金额 | 商品总价 | 商品实付金额 | 货款 | 买家应付货款 | "
    "商品小計 | 商品金額 | 訂單小計 | Warenwert"
)  # fmt: skip
_POSTAGE_AND_TAX = (
    "Shipping | Shipping Amount | Shipping Cost | Shipping Fee | Shipping Price | Shipping Total | "
    "Order Shipping | Shipping and Handling | Postage | Freight | Delivery | Delivery Fee | "
    "Delivery Charge | Tax | Taxes | Tax Amount | Total Tax | Sales Tax | Order Tax | VAT | "
    "VAT Amount | GST | 运费 | 邮费 | 快递费 | 配送费 | 运费金额 | 税额 | 税费 | 税金 | "
    "運費 | 郵費 | 稅額 | 稅金 | Versand | Versandkosten | Porto | MwSt | USt | Umsatzsteuer | "
    "Steuer | Frais de port | Livraison | TVA | Gastos de envío | Envío | IVA | Spedizione | "
    "Verzendkosten | BTW | 送料 | 消費税 | 배송비"
)  # fmt: skip


def outside_goods(reading: Reading, *, order_totals: bool) -> tuple[int, ...]:
    """Return the columns of postage and tax that the amount contains.

    Raises
    ------
    InputError
        When the file cannot tell what the goods cost.
    """
    headers, system = reading.table.headers, reading.system
    amount = reading.columns.first("amount")
    if amount is None or _is_named_by_user(reading):
        return ()
    within = [i for h in system.contains for i in matches(headers, h)[:1]]
    if not within and _is_called_goods(system, headers[amount]):
        return ()
    outside = within or [i for i, header in enumerate(headers) if _is_outside(header)]
    of_items = _has_items(reading) and not order_totals
    if not outside and of_items:
        return ()
    if not outside:
        raise _untold(reading, headers[amount], "no column says how much")
    if not within and of_items and _has_several_lines(reading):
        raise _untold(reading, headers[amount], f"{headers[outside[0]]!r} may be beside it")
    if order_totals and _differ(reading, amount, outside):
        raise _untold(reading, headers[amount], f"{headers[outside[0]]!r} is not on all its lines")
    return tuple(outside)


def note(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of an amount of the goods alone."""
    headers = reading.table.headers
    off = [headers[i] for i in reading.outside]
    amount = reading.columns.first("amount")
    if amount is None:
        return ()
    if not off:
        return (
            (
                f"{headers[amount]} is taken as the amount of the goods, without postage and tax",
                f"“{headers[amount]}”视为不含运费和税的商品金额",
            ),
        )
    return (
        (
            f"the amount of the goods is {headers[amount]} less {', '.join(off)}",
            f"商品金额为“{headers[amount]}”减去{'、'.join(off)}",
        ),
    )


def _is_called_goods(system: System, header: str) -> bool:
    """Whether the shop system or the header says that an amount has no postage and tax in it."""
    goods = synonyms.key(system.goods_amount)
    if system.adds or (goods and synonyms.key(header) == goods):
        return True
    return synonyms.key(header) in _keys(_GOODS)


def _is_outside(header: str) -> bool:
    return synonyms.key(header) in _keys(_POSTAGE_AND_TAX)


def _has_several_lines(reading: Reading) -> bool:
    """Whether an order of the sample has several lines."""
    order = reading.columns.first("order_id")
    orders = [] if order is None else [o for o in reading.table.values(order) if o.strip()]
    return len(set(orders)) < len(orders)


def _differ(reading: Reading, amount: int, outside: Sequence[int]) -> bool:
    """Whether the lines that have an order's total do not agree on what it contains."""
    order = reading.columns.first("order_id")
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in reading.table.rows:
        if order is not None and max(order, amount, *outside) < len(row) and row[amount].strip():
            said[row[order]].add(tuple(row[i].strip() for i in outside))
    return any(len(found) > 1 for found in said.values())


def _untold(reading: Reading, header: str, why: str) -> InputError:
    return InputError(
        f"{header!r} may contain postage and tax, and {why}",
        hint="name a column of the goods alone with --map 'amount=HEADER', or take what was paid: "
        "--set amount_basis=paid",
        file=reading.file,
    )


def _is_named_by_user(reading: Reading) -> bool:
    return not {"amount", "order_amount"}.isdisjoint(reading.wishes.columns)


def _has_items(reading: Reading) -> bool:
    return not {"sku", "product"}.isdisjoint(reading.columns.fields)


@cache
def _keys(names: str) -> frozenset[str]:
    return frozenset(synonyms.key(name) for name in names.split("|"))
