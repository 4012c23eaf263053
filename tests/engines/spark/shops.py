"""Random shops as files: odd rows, refunds, guests, quotation, many ways of writing."""

from __future__ import annotations

import csv
import random
from pathlib import Path

_HEADER = ("order_id", "customer_id", "phone", "order_time", "amount", "quantity", "product",
           "category", "store", "status")  # fmt: skip
_PRODUCTS = ("Shirt", "Coat, long", 'Belt 32"', "Scarf\nwool", "Postage", "裙子")
_ODD_DATES = ("", "soon", "2025-13-40", "31.12.2025 10:00")
_ODD_AMOUNTS = ("", "n/a", "1,234.50", "￥88.00")


def write_shop(path: Path, seed: int, lines: int, *, orders_from: int = 0) -> Path:
    """Write a shop of so many lines, of which one in fifty is odd."""
    draw = random.Random(seed)  # noqa: S311 - the same every time
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator=draw.choice(("\n", "\r\n")))
        out.writerow(_HEADER)
        for number in range(lines):
            out.writerow(_line(draw, orders_from + number // 2))
    return path


def _line(draw: random.Random, order: int) -> list[str]:
    customer = draw.choice(("", f"C{int(draw.expovariate(0.01)):05d}"))
    customer = customer if draw.random() < 0.1 else f"C{(order * 7919) % 400:05d}"
    day = f"2025-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    clock = f"{draw.randint(8, 21):02d}:{draw.randint(0, 59):02d}:00"
    amount = f"{draw.choice((1, 1, 1, 1, -1)) * draw.randint(100, 90000) / 100:.2f}"
    is_odd = draw.random() < 0.02
    if is_odd and draw.random() < 0.5:
        customer = f" {customer}.0"
    return [
        f"O{order:06d}",
        customer,
        f"138{order % 400:08d}" if draw.random() < 0.9 else "",
        draw.choice(_ODD_DATES) if is_odd else f"{day} {clock}",
        draw.choice(_ODD_AMOUNTS) if is_odd and draw.random() < 0.5 else amount,
        str(draw.randint(1, 4)),
        draw.choice(_PRODUCTS),
        draw.choice(("Tops", "Coats", "Accessories", "")),
        f"Store {draw.randint(1, 3)}",
        draw.choice(("paid", "paid", "paid", "paid", "cancelled", "unpaid")),
    ]
