"""Packages of visits, sold at once and used up later: ten haircuts, a class pass, 次卡.

Where the visits are booked with their value, what was paid for the package counts once: by
``stored_value: spent`` (the default) with the visits, by ``loaded`` with the package. Where they are
booked with zero it counts with the package, and the visits are no purchases. That an item is the
package shows by its name and by its buyers, who are those that use one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from repurchase_cli.grammars.money import number
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.equations import cell
from repurchase_cli.readers.meaning.evidence import HALF
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.values.conditions import Matching, Unless
from repurchase_cli.values.texts import Cell

#: How a visit is paid that was paid with its package.
_USED = (
    r".*\b(package|punch card|(class|session|visit|multi|course|treatment|season|day) ?-?(pass|card|credit|ticket)|prepaid (visit|session|class)e?s?|(mehrfach|zehner|\d+er)[ -]?karte|carnet|forfait|bono|abono|pacote|pacchetto)s?\b.*"
    r"|.*(套餐|次卡|疗程|療程|计次|計次|划卡|劃卡|耗卡|销卡|扣次|卡项|回数券|회수권|정액권|абонемент).*"
)
#: What an item may be called that is such a package.
_PACKAGE = (
    r".*\b(packages?|pass|passes|punch ?card|pack|course|block|bundle|(mehrfach|zehner|\d+er)[ -]?karte|carnet|forfait|bono|abono|pacote|pacchetto|(class|session|visit) ?-?(card|credit)s?)\b.*"
    r"|.*(套餐|次卡|疗程|療程|计次|計次|卡项|\d+次|回数券|회수권|정액권|абонемент).*"
)


class Use(NamedTuple):
    """The visits of a sample that are paid from a package, and the column of items that names it.

    ``paid`` is what they are booked with, ``item`` is None where nothing shows what was sold.
    """

    payment: int
    words: tuple[str, ...]
    rows: int
    paid: float
    item: int | None


def use_of(reading: Reading) -> Use | None:
    """Return which visits of a sample are paid from packages, None where none is."""
    return reading.once("packages", _use)


def _use(reading: Reading) -> Use | None:
    payment, customer = reading.columns.first("payment"), reading.columns.first("customer_id")
    if payment not in reading.free("payment") or payment is None or customer is None:
        return None
    own = {statuses.folded(word) for word in reading.wishes.statuses}
    words = {word for word in reading.table.words(payment) if re.fullmatch(_USED, word)} - own
    rows = reading.table.rows
    used = [row for row in rows if statuses.folded(cell(row, payment)) in words]
    if not used:
        return None
    others = [row for row in rows if statuses.folded(cell(row, payment)) not in words]
    users = {cell(row, customer) for row in used}
    items = [i for i in reading.free("product", "sku", "category") if i != payment]
    item = next((i for i in items if _is_sold_to(users, others, i, customer)), None)
    return Use(payment, tuple(sorted(words)), len(used), _paid(reading, used), item)


def _is_sold_to(users: set[str], rows: Sequence[Sequence[str]], item: int, customer: int) -> bool:
    """Whether packages are sold in a column of items, to those that use one and to few others."""
    sold = [row for row in rows if re.fullmatch(_PACKAGE, statuses.folded(cell(row, item)))]
    buyers = {cell(row, customer) for row in sold}
    both = buyers & users
    return len(both) >= HALF * len(users) and len(both) >= HALF * len(buyers) > 0


def _paid(reading: Reading, rows: Sequence[Sequence[str]]) -> float:
    """Return what the amounts of some rows come to; not known where quantity × price is paid."""
    amount = reading.columns.first("amount")
    if amount is None:
        return 0.0
    mark = mark_of(reading.table, amount)
    return sum(float(number(cell(row, amount), mark) or 0) for row in rows)


def roles(reading: Reading) -> list[Role]:
    """Return which lines hold money of packages that counts elsewhere."""
    use = use_of(reading)
    if use is None or not use.paid:
        return []
    headers = reading.table.headers
    used, text = Matching(Cell(use.payment), _USED), Cell(use.payment)
    if reading.wishes.stored_value == "loaded":
        return [Role(used, "stored_value", headers[use.payment], text)]
    if use.item is None or reading.order_totals:
        return []
    sold = Unless(Matching(Cell(use.item), _PACKAGE), used)
    return [Role(sold, "stored_value", headers[use.item], Cell(use.item))]


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of visits that are paid from packages."""
    use = use_of(reading)
    if use is None:
        return ()
    header, words = reading.table.headers[use.payment], ", ".join(use.words)
    en, zh = _COUNTED[_way(reading, use)]
    return (
        (
            f"{header}: {use.rows:,} rows looked at are paid by {words} ({use.paid:,.2f}){en}",
            f"“{header}”：所查行中 {use.rows:,} 行以 {words} 支付（{use.paid:,.2f}）{zh}",
        ),
    )


def _way(reading: Reading, use: Use) -> str:
    """Return in which way what was paid for packages counts."""
    if not use.paid:
        return "when sold, the visits at nothing"
    if reading.wishes.stored_value == "loaded":
        return "when sold"
    return "with the visits" if roles(reading) else "with the visits, and perhaps when sold"


#: The way in which packages count → what is said of the visits.
_COUNTED = {
    "when sold, the visits at nothing": (
        ": the package counts when it is sold, and such a visit is no purchase; else: "
        "--set count_zero_purchases=true",
        "：售卡时计入，此类到店不算购买；否则：--set count_zero_purchases=true",
    ),
    "when sold": (
        ", and do not count, since the package counted when it was sold (stored_value: loaded)",
        "，不计入，售卡时已计（stored_value: loaded）",
    ),
    "with the visits": (
        ", and count; the package does not when it is sold; else: --set stored_value=loaded",
        "，按此计入，售卡时不计；否则：--set stored_value=loaded",
    ),
    "with the visits, and perhaps when sold": (
        ", and count; if the packages stand in the file as well, they count twice: "
        "--set stored_value=loaded leaves out these rows",
        "，按此计入；若文件中另有售卡记录则会重复计算：--set stored_value=loaded 可不计这些行",
    ),
}
