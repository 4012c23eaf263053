"""Amounts under any names: what was paid exactly, or a question that lists it, and nothing else.

From one clean shop exports are written with random sets of amount columns, under names of shops or
under names that say nothing; the money is drawn anew for each.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

NAMES = {
    "gross": ("Gross sales", "Before discount", "原价合计", "Gesamt vor Rabatt"),
    "discount": ("Discount", "Coupon discount", "优惠金额", "Rabatt"),
    "net": ("Net sales", "Subtotal", "折后金额", "Zwischensumme"),
    "tax": ("Tax", "VAT", "税额", "MwSt"),
    "shipping": ("Shipping", "Postage", "运费", "Versand"),
    "total": ("Total", "Order total", "订单金额", "Gesamtbetrag"),
    "due": ("Amount due", "To pay", "应付", "Zahlbetrag"),
    "cash": ("Cash given", "Tendered", "收现金额", "Gegeben"),
    "change": ("Change", "Change due", "找零", "Rückgeld"),
}
SEEDS = range(16)


class Export(NamedTuple):
    """A file, the name of the column of what was paid, and what each customer paid."""

    text: str
    paid: str
    customers: dict[str, float]


def export(seed: int, *, neutral: bool) -> Export:
    """Return an export with a random set of amounts, in a random order of columns."""
    draw = random.Random(seed)  # noqa: S311 - a shop
    parts = {part for part in ("discount", "tax", "shipping") if draw.random() < 0.5}
    has = {"total", *parts}
    has |= {"gross"} if "discount" in parts else set()
    has |= {"net"} if parts else set()
    has |= {name for name in ("due",) if draw.random() < 0.4}
    has |= {"cash", "change"} if draw.random() < 0.25 else set()
    language = draw.randrange(4)
    columns = draw.sample(sorted(has), len(has))
    names = {
        name: f"c{i}" if neutral else NAMES[name][language] for i, name in enumerate(columns, 1)
    }
    lines = [",".join(["order_id", "date", "customer_id", *(names[name] for name in columns)])]
    paid: Counter[str] = Counter()
    for order in range(1, draw.randrange(12, 40)):
        cents = _order(draw, parts)
        customer = f"k{draw.randrange(9)}"
        paid[customer] += cents["total"]
        money = ",".join(f"{cents[name] / 100:.2f}" for name in columns)
        lines.append(f"{order},2024-{order % 12 + 1:02d}-{order % 27 + 1:02d},{customer},{money}")
    return Export("\n".join(lines), names["total"], {who: n / 100 for who, n in paid.items()})


def _order(draw: random.Random, parts: set[str]) -> dict[str, int]:
    """Return the amounts of an order, in cents."""
    gross = draw.randrange(1000, 50000)
    discount = draw.choice([0, gross // 10, gross // 5]) if "discount" in parts else 0
    net = gross - discount
    tax = round(net * 0.19) if "tax" in parts else 0
    shipping = draw.choice([0, 495, 990]) if "shipping" in parts else 0
    total = net + tax + shipping
    cash = -(-total // 1000) * 1000
    return {
        "gross": gross, "discount": discount, "net": net, "tax": tax, "shipping": shipping,
        "total": total, "due": total, "cash": cash, "change": cash - total,
    }  # fmt: skip


@pytest.mark.parametrize("neutral", [False, True], ids=["named", "neutral"])
def test_what_was_paid_or_a_question_that_lists_it(shop: OpenShop, *, neutral: bool) -> None:
    outcomes: Counter[str] = Counter()
    for seed in SEEDS:
        made = export(seed, neutral=neutral)
        try:
            found = {who: money for who, (_, money) in shop(made.text).bought.items()}
        except InputError as question:
            assert f"--map amount={made.paid}:" in str(question), (seed, made.text, question)
            outcomes["asked"] += 1
            continue
        assert found == pytest.approx(made.customers), (seed, made.text)
        outcomes["read"] += 1
    assert outcomes["read" if not neutral else "asked"] >= 0.9 * len(SEEDS), outcomes
