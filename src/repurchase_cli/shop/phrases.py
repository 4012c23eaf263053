"""Amounts and counts in sentences, and what every command says of a shop without purchases."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from repurchase_cli.document import Text
from repurchase_cli.errors import TooLittleDataError

#: How a column of yes and no is shown.
YES_NO = {"yes": Text("yes", "是"), "no": Text("no", "否")}


def money(amount: Decimal | float, digits: int = 2) -> str:
    """Return an amount, halves rounded up as in every table."""
    cents = Decimal(str(amount)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{cents:,}"


def percent(share: float) -> str:
    """Return a share in whole per cent: 20%."""
    return f"{100 * share:.0f}%"


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: 1 record, 2 records."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def no_role(role: str, what: Text) -> Text:
    """Return what is left out because no class has a role, and what to write."""
    return Text(
        f"No class has the role {role}: {what.en} left out; write role: {role} into the rule of "
        "the class that is meant",
        f"没有分类带有 role: {role}，略去{what.zh}；请在相应分类的规则中写明 role: {role}",
    )


def no_purchases() -> TooLittleDataError:
    """Return the error for files in which no customer has a purchase."""
    return TooLittleDataError(
        "no customer of these files has a purchase",
        hint="look at what was left out: repurchase check FILES",
    )
