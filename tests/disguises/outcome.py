"""What the reader makes of a disguise: read, refused, or silently wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from repurchase_cli.errors import RepurchaseError
from repurchase_cli.opening import open_sales
from tests.disguises import clean
from tests.disguises.disguise import Disguise, customer_id
from tests.disguises.writing import write

READ, REFUSED, WRONG = "read", "refused", "wrong"
#: The share of rejected rows beyond which a command refuses the run.
REJECTED_LIMIT = 0.05
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out, and why."""

    what: str
    why: str = ""


def tried(disguise: Disguise, folder: Path) -> Outcome:
    """Write the clean table in disguise, read it, and compare."""
    lines = clean.sales()
    files = [str(path) for path in write(disguise, lines, folder)]
    try:
        with open_sales(files) as sales:
            books = sales.intake.books
            assert books.balanced, books
            sales.audit()
            days, customers = sales.base["days"].source, sales.base["customers"].source
            found = {
                (customer, date(1970, 1, 1) + timedelta(days=day)): amount
                for customer, day, amount in sales.engine.rows(
                    f"select customer_id, day, amount from {days} where is_purchase"
                )
            }
            revenue = sales.engine.rows(f"select coalesce(sum(revenue), 0) from {customers}")[0][0]
    except RepurchaseError as error:
        return Outcome(REFUSED, f"{error} ({error.hint})")
    truth = clean.truth(lines)
    wanted = {(customer_id(disguise, c), day): a for (c, day), a in truth.purchases.items()}
    differs = differences(wanted, found, truth.revenue, revenue)
    booked = {s: b.records for s, b in books.booked.items() if s != "used"}
    if differs and books.rejected > REJECTED_LIMIT * books.records:
        return Outcome(REFUSED, f"too many rows rejected: {booked}")
    return Outcome(WRONG if differs else READ, f"{'; '.join(differs)} {booked}")


def differences(
    wanted: dict[tuple[str, date], Decimal],
    found: dict[tuple[str, date], Decimal],
    revenue: Decimal,
    found_revenue: Decimal,
) -> Sequence[str]:
    """Return how what was found differs from what is wanted."""
    lacking = [f"lacks {k[0]} {k[1]} {wanted[k]}" for k in sorted(wanted.keys() - found.keys())]
    more = [f"invents {k[0]} {k[1]} {found[k]:.2f}" for k in sorted(found.keys() - wanted.keys())]
    other = [
        f"{k[0]} {k[1]}: {found[k]:.2f} for {wanted[k]}"
        for k in sorted(wanted.keys() & found.keys())
        if wanted[k] != found[k]
    ]
    total = [] if revenue == found_revenue else [f"revenue {found_revenue:.2f} for {revenue}"]
    counts = [f"{len(lacking)} lacking, {len(more)} invented, {len(other)} differ"]
    differs = [*lacking[:_SHOWN], *more[:_SHOWN], *other[:_SHOWN], *total]
    return [*differs, *counts] if differs else []
