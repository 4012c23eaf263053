"""Rows in random roles: what was paid, or a question, or a word that is said; no other number in silence.

From one clean shop exports are written with refunds, voids, payments, tries and cancelled orders among
the sales, as orders or as lines, in words of shops or in letters that say nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

#: Role → words for it, by language.
WORDS = {
    "sale": ("Sale", "Verkauf", "销售", "Venta", "Vente", "売上", "Продажа", "A"),
    "refund": ("Refund", "Retoure", "退货", "Devolución", "Retour", "返品", "Возврат", "B"),
    "void": ("Void", "Storno", "作废", "Anulación", "Annulation", "取消", "Отмена", "C"),
    "invoice": ("Invoice", "Rechnung", "发票", "Factura", "Facture", "請求書", "Счет-фактура", "A"),
    "payment": ("Payment", "Zahlung", "收款", "Pago", "Paiement", "入金", "Оплата", "D"),
}
HEADERS = (
    ("order_id", "date", "customer_id", "type", "item", "amount"),
    ("Belegnr", "Datum", "Kundennummer", "Vorgangsart", "Artikel", "Betrag"),
    ("单号", "时间", "会员号", "业务类型", "商品名称", "金额"),
    ("Nº pedido", "Fecha", "Código cliente", "Tipo", "Producto", "Importe"),
    ("N° commande", "Date", "Code client", "Type", "Produit", "Montant"),
    ("注文番号", "日付", "会員番号", "取引区分", "商品名", "金額"),
    ("Номер заказа", "Дата", "Код клиента", "Тип", "Товар", "Сумма"),
    ("order_id", "date", "customer_id", "c4", "item", "amount"),
)
NEUTRAL = len(HEADERS) - 1
SEEDS = range(10)


class Export(NamedTuple):
    """A file, the words of rows that are no plain sales, and what each customer paid."""

    text: str
    words: set[str]
    paid: dict[str, float]


class Row(NamedTuple):
    """A row, its amount in cents."""

    order: str
    day: int
    customer: str
    role: str
    item: str
    cents: int


def export(seed: int, *, neutral: bool) -> Export:
    """Return an export with rows in random roles."""
    draw = random.Random(seed)  # noqa: S311 - a shop
    language = NEUTRAL if neutral else draw.randrange(NEUTRAL)
    back = {role for role in ("refund", "void") if draw.random() < 0.5}
    pays = not back and draw.random() < 0.5
    signed, named, of_lines = (draw.random() < 0.5 for _ in range(3))
    rows: list[Row] = []
    paid: Counter[str] = Counter()
    for order in range(1, draw.randrange(24, 60)):
        customer, day = f"k{draw.randrange(9)}", draw.randrange(1, 300)
        sold = _order(
            draw, f"{1000 + order}", day, customer, "invoice" if pays else "sale", of_lines
        )
        rows += sold
        paid[customer] += sum(row.cents for row in sold)
        role = draw.choice(sorted(back)) if back and draw.random() < 0.2 else ""
        if pays and draw.random() < 0.9:
            total = sum(row.cents for row in sold)
            rows.append(Row(f"{5000 + order}", day + 3, customer, "payment", "", total))
        elif role:
            number = sold[0].order if named else f"{5000 + order}"
            after = 0 if role == "void" else draw.randrange(1, 30)
            sign = -1 if signed or role == "void" else 1
            rows += [
                r._replace(order=number, day=day + after, role=role, cents=sign * r.cents)
                for r in sold
            ]
            paid[customer] -= sum(row.cents for row in sold)
    rows.sort(key=lambda row: row.day)
    return Export(
        _written(rows, language, of_lines=of_lines),
        {WORDS[row.role][language] for row in rows} - {WORDS["sale"][language]},
        {who: cents / 100 for who, cents in paid.items() if cents},
    )


def _order(
    draw: random.Random, number: str, day: int, customer: str, role: str, of_lines: bool
) -> list[Row]:
    items = draw.sample(["Mug", "Plate", "Bowl", "Jug"], draw.randrange(1, 4) if of_lines else 1)
    return [Row(number, day, customer, role, item, draw.randrange(500, 90000)) for item in items]


def _written(rows: list[Row], language: int, *, of_lines: bool) -> str:
    header = HEADERS[language]
    lines = [",".join(h for h in header if of_lines or h != header[4])]
    for row in rows:
        month, day = 1 + row.day // 28 % 12, 1 + row.day % 28
        year = 2024 + row.day // 336
        cells = [
            row.order,
            f"{year}-{month:02d}-{day:02d}",
            row.customer,
            WORDS[row.role][language],
        ]
        lines.append(
            ",".join([*cells, *([row.item] if of_lines else []), f"{row.cents / 100:.2f}"])
        )
    return "\n".join(lines)


def outcome(shop: OpenShop, made: Export) -> str:
    """Return whether an export was read, asked about, read wrongly and said, or in silence."""
    try:
        found = shop(made.text)
    except InputError:
        return "asked"
    money = {who: paid for who, (_, paid) in found.bought.items() if round(paid, 2)}
    left = {who: paid for who, paid in made.paid.items() if who in money or paid > 0}
    if money == pytest.approx(left):
        return "read"
    return "said" if any(word in found.notes for word in made.words) else "in silence"


@pytest.mark.parametrize("neutral", [False, True], ids=["named", "neutral"])
def test_no_other_number_in_silence(shop: OpenShop, *, neutral: bool) -> None:
    outcomes = Counter(outcome(shop, export(seed, neutral=neutral)) for seed in SEEDS)
    assert not outcomes["in silence"], outcomes
    if not neutral:
        assert outcomes["read"] >= 0.9 * len(SEEDS), outcomes
