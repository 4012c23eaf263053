"""The margin of a purchase: as it is given, or from the cost of what was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.sales import Sales

#: Where the cost column holds the cost of one piece, lines of several pieces seem to cost at most
#: this much of what lines of one do.
_BY_PIECE = 0.75


class Margin(NamedTuple):
    """Share of revenue that is margin, and where it comes from."""

    share: float
    source: Text


def margin_of(sales: Sales, given: float | None) -> Margin:
    """Return the margin: the given one, else from the cost column, else all of the revenue."""
    if given is not None:
        return Margin(given, Text(f"Margin: {given:.1%} of revenue", f"毛利率：{given:.1%}"))
    if any("cost" in source.layout.columns for source in sales.sources):
        known = _from_cost(sales)
        if known is not None:
            share, by_piece = known
            en, zh = ("of one piece", "单件") if by_piece else ("of the line", "整行")
            return Margin(
                share,
                Text(
                    f"Margin: {share:.1%} of revenue, from the cost column (cost {en})",
                    f"毛利率：{share:.1%}，按成本列计算（{zh}成本）",
                ),
            )
    return Margin(
        1.0,
        Text(
            "No cost is known: lifetime value is revenue, not margin; give --margin 0.6",
            "成本未知：生命周期价值按金额而非毛利计算，可用 --margin 0.6 指定毛利率",
        ),
    )


def costs_are_by_piece(sums: pd.DataFrame) -> bool:
    """Whether costs are those of one piece, by the sums of ``shop/margin``.

    A cost of one piece makes lines of several pieces look cheaper than lines of one.
    """
    shares = sums["cost"] / sums["revenue"]
    return len(shares) > 1 and bool(shares[True] < _BY_PIECE * shares[False])


def _from_cost(sales: Sales) -> tuple[float, bool] | None:
    """Return the margin, and whether costs are those of one piece; None where no cost is known."""
    frame = sales.derive("shop/margin").frame().set_index("several")
    if frame.empty:
        return None
    by_piece = costs_are_by_piece(frame)
    cost = float(frame["cost_by_piece" if by_piece else "cost"].sum())
    share = 1 - cost / float(frame["revenue"].sum())
    return min(max(share, 0.0), 1.0), by_piece
