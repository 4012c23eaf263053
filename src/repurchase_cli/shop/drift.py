"""Whose preferences have changed: the recent half of a customer's purchases beside the earlier.

Few purchases differ by chance. So each customer's halves by time stand beside its halves by turns,
every other purchase and the rest, which nothing but chance sets apart: as many customers would be
called drifted by these as are called so by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.analysis import sign_test
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.sales import Reduction, Relation

#: Purchases from which on a customer's preferences are compared.
LEAST = 6
#: Drifted are those whose halves have less than half of their categories in common, and who differ
#: from half to half twice as much as from every other purchase to the rest. The distances have nine
#: decimals, so that exactly twice may seem a little less.
_DRIFTED = "{a} >= 0.5 and round({a} - 2 * {b}, 8) >= 0"
_WORDS = {
    "drifted": _DRIFTED.format(a="distance", b="by_chance"),
    "by_chance": _DRIFTED.format(a="by_chance", b="distance"),
}
HEADING = Text("Whose preferences changed", "偏好变化")


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the preferences of customers with enough purchases have moved.

    ``drifted`` of ``customers`` have, ``by_chance`` would have by chance.
    """

    reduction: Reduction
    relation: Relation
    customers: int
    drifted: int
    by_chance: int
    distance: float
    chance_distance: float

    @property
    def is_told(self) -> bool:
        """Whether more customers drifted than chance alone makes seem so."""
        return sign_test.p_value(self.drifted, self.by_chance) <= sign_test.LEVEL

    def section(self) -> Section:
        """Return what there is to say, with the customers where they are more than chance makes."""
        if not self.is_told:
            return Section(HEADING, (self._line(), _NOBODY))
        return Section(HEADING, (self._line(),), self._table())

    def _line(self) -> Text:
        return Text(
            f"Of {counted(self.customers, 'customer')} with at least {LEAST} purchases "
            f"{self.drifted:,} turned to other categories lately, {self.by_chance:,} would by "
            f"chance; the mean distance is {self.distance:.2f}, {self.chance_distance:.2f} by "
            "chance",
            f"至少购买 {LEAST} 次的 {self.customers:,} 位客户中，"
            f"{self.drifted:,} 位近期转向其他品类，"
            f"随机水平为 {self.by_chance:,} 位；平均距离 {self.distance:.2f}，"
            f"随机水平 {self.chance_distance:.2f}",
        )

    def _table(self) -> Table:
        words = {"drifted": _WORDS["drifted"]}
        rows = self.reduction.derive("shop/drifted_customers", words, drift=self.relation)
        return Table(
            "drifted", HEADING, tables.DRIFT_COLUMNS, FrameRows(rows.frame()),
            shown=False, private_ids=private_ids(self.reduction),
        )  # fmt: skip


_NOBODY = Text(
    "That is no more than chance makes of customers who do not change: nobody is listed",
    "未超过随机水平，不列出客户",
)


def drift_of(
    reduction: Reduction, purchases: Relation, calendar: Relation, buyers: Relation
) -> Drift | None:
    """Return how far preferences have moved in the first period of a calendar.

    ``buyers`` are those of the periods; None where nobody has bought often enough to tell.
    """
    inputs = {"purchases": purchases, "calendar": calendar, "buyers": buyers}
    relation = reduction.derive("shop/drift", {"least": str(LEAST)}, **inputs)
    sums = reduction.derive("shop/drift_sums", _WORDS, drift=relation).frame().iloc[0]
    if not sums["customers"]:
        return None
    return Drift(
        reduction,
        relation,
        customers=int(sums["customers"]),
        drifted=int(sums["drifted"]),
        by_chance=int(sums["by_chance"]),
        distance=sums["distance"],
        chance_distance=sums["chance_distance"],
    )
