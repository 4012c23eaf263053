"""Orders that stand on several days, such as deposit and balance: one order, on its first day.

So it is where ids tell orders apart. Where they are used again (an id stands with several
customers, or with sales further apart than orders take), an order is an id and a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.engines.items import ITEMS, summed
from repurchase_cli.sources import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation

#: Up to this share of the ids in doubt may stand for several orders by mistake.
_BY_MISTAKE = 0.05
#: The relation that a reduction has where some of its orders stand on several days.
_SPLIT = "split_orders"
_WHOLE = "whole_orders"


class Reuse(NamedTuple):
    """How many ids stand for several orders, of all with which several days or customers bought."""

    reused: int
    ids: int

    @property
    def is_habit(self) -> bool:
        """Whether the shop uses ids again, so that the day tells orders apart as well."""
        return self.reused > _BY_MISTAKE * self.ids


def split_orders(sales: Reduction) -> Relation:
    """Return the orders of several days, with their first one where they may be one order."""
    return sales.derive("sales/split_orders", _within(sales)).kept()


def reuse(sales: Reduction) -> Reuse:
    """Return whether ids stand for several orders, as the sales show."""
    ((reused, ids),) = sales.derive("sales/reused_ids", _within(sales)).tuples()
    return Reuse(int(reused), ids)


def repeat_totals(sales: Reduction, files: Collection[int]) -> bool:
    """Return whether totals of orders stand on several of their days, in some files."""
    if not files or not sales.terms.order_days:
        return False
    words = {"files": ", ".join(map(str, sorted(files))), **_within(sales)}
    return bool(sales.derive("sales/repeated_totals", words).tuples())


def join_days(sales: Reduction, split: Relation, kept: Mapping[str, str]) -> int:
    """Let the orders of ``split`` count whole, on their first day; return how many there are.

    ``kept`` are the columns that orders keep of their lines, and how they are summed up.
    """
    sales.base[_SPLIT] = split
    left = {
        name: how
        for name, how in kept.items()
        if name not in CONTACTS and (name not in ITEMS or sales.terms.needs.items)
    }
    whole = sales.derive("sales/whole_orders", {"kept": summed(left)}).kept()
    sales.base[_WHOLE] = whole
    sales.base["used"] = sales.view("sales/used_whole")
    lines = sales.base["used_lines"]
    sales.base["used_lines"] = sales.view("sales/used_lines_whole", lines_of_days=lines)
    return len(whole)


def whole_sales(sales: Reduction, orders: Relation) -> Relation:
    """Return some of the sales that count, with the orders of several days on their first one."""
    return sales.view("sales/used_whole", orders=orders) if _WHOLE in sales.base else orders


def whole_note(orders: int) -> tuple[str, str]:
    """Return what to say of orders that are one on several days, in English and Chinese."""
    return (
        "Orders that sold on several days (deposit and balance, split shipments): "
        f"{orders:,}; each is one, on its first day; if their ids are used again for other orders, "
        "set order_days: 0",
        f"{orders:,} 笔订单分布在多个日期（定金与尾款、分批发货）：各计为一笔，计入首日；"
        "如订单号会重复使用，请设 order_days: 0",
    )


def habit_note(reuse: Reuse, order_days: int) -> tuple[str, str]:
    """Return what to say of ids that are used again, in English and Chinese."""
    return (
        f"Order ids are used again ({reuse.reused:,} of {reuse.ids:,} in doubt stand with several "
        f"customers, or with sales more than {order_days} days apart): "
        "an order is an id and a day",
        f"订单号会重复使用（存疑的 {reuse.ids:,} 个中有 {reuse.reused:,} 个对应多位客户，"
        f"或相隔超过 {order_days} 天）：按订单号加日期区分订单",
    )


def _within(sales: Reduction) -> dict[str, str]:
    return {"order_days": str(sales.terms.order_days)}
