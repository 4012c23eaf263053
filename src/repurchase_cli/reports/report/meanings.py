"""What a change of each of the ten numbers means in customers and money."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text
from repurchase_cli.reports.report.amounts import Amounts, added, more, people
from repurchase_cli.reports.report.measured import LOYAL, Measured

if TYPE_CHECKING:
    from repurchase_cli.reports.report.figures import Figure


class Changed(NamedTuple):
    """A number that changed between two periods, and how amounts are said."""

    figure: Figure
    now: Measured
    before: Measured
    amounts: Amounts

    @property
    def by(self) -> float:
        """How far the number changed."""
        return self.figure.change.value

    def each(self, measure: str = "active_customers") -> float:
        """Return the revenue of the period for each customer, or by another number."""
        return _ratio(self.now.number("revenue"), self.now.number(measure))


def meaning(changed: Changed) -> Text:
    """Return what a change means in customers and money."""
    return _MEANINGS[changed.figure.id](changed)


def _ratio(whole: float, parts: float) -> float:
    return whole / parts if parts else math.nan


def _at(changed: Changed, price: float, en: str, zh: str) -> Text:
    """Return what a change of a count comes to in money at a price."""
    if math.isnan(price):
        return Text("nobody is left to tell what that is in money", "已无客户可据以折算金额")
    each, sum_ = changed.amounts.price(price), changed.amounts.sum(abs(changed.by * price))
    return Text(
        f"at {each.en} {en}, about {sum_.en} {more(changed.by).en}",
        f"按{zh} {each.zh} 计，约{more(changed.by).zh} {sum_.zh}",
    )


def _customers(changed: Changed) -> Text:
    return _at(changed, changed.each(), "paid by each", "每位实付")


def _new(changed: Changed) -> Text:
    sides = (side.number("first_purchase_value") for side in (changed.now, changed.before))
    price = next((value for value in sides if not math.isnan(value)), math.nan)
    return _at(changed, price, "for a first purchase", "首购均额")


def _returning(changed: Changed) -> Text:
    return _at(changed, _returning_each(changed.now), "paid by each of them", "其每位实付")


def _returning_each(period: Measured) -> float:
    buyers = period.people[(period.people["n"] > 0) & ~period.people["is_new"]]
    return _ratio(float(buyers["revenue"].sum()), len(buyers))


def _purchases(changed: Changed) -> Text:
    return _at(changed, changed.each("purchases"), "a purchase", "次均金额")


def _revenue(changed: Changed) -> Text:
    now, before = (side.number("active_customers") for side in (changed.now, changed.before))
    pays, paid = (
        changed.amounts.price(_ratio(side.number("revenue"), n) if n else 0.0)
        for side, n in ((changed.now, now), (changed.before, before))
    )
    n, way = people(abs(now - before)), added(now - before)
    who = Text(f"{n.en} {way.en}", f"客户{way.zh} {abs(now - before):,.0f} 位")
    if now == before:
        who = Text("as many customers", "客户数不变")
    return Text(
        f"{who.en}, each of whom paid {pays.en} after {paid.en}",
        f"{who.zh}，每位实付由 {paid.zh} 变为 {pays.zh}",
    )


def _repurchase(changed: Changed) -> Text:
    customers = changed.now.number("active_customers")
    n, price = abs(changed.by) * customers, changed.each("purchases")
    sum_ = changed.amounts.sum(n * price)
    return Text(
        f"of {people(customers).en} about {n:,.0f} {added(changed.by).en} bought again, at a "
        f"purchase each about {sum_.en} {more(changed.by).en}",
        f"{customers:,.0f} 位客户中约{added(changed.by).zh} {n:,.0f} 位再次购买，"
        f"按每位一次计约{more(changed.by).zh} {sum_.zh}",
    )


def _returning_rate(changed: Changed) -> Text:
    customers = changed.now.number("active_customers")
    n, price = abs(changed.by) * customers, _returning_each(changed.now)
    sum_ = changed.amounts.sum(n * price if n else 0.0)
    return Text(
        f"of {people(customers).en} about {n:,.0f} {added(changed.by).en} had bought before, who "
        f"pay about {sum_.en}",
        f"{customers:,.0f} 位客户中此前买过的约{added(changed.by).zh} {n:,.0f} 位，"
        f"其实付约 {sum_.zh}",
    )


def _average(changed: Changed) -> Text:
    n, customers = changed.now.number("purchases"), changed.now.number("active_customers")
    sum_ = changed.amounts.sum(abs(changed.by) * n)
    return Text(
        f"over {n:,.0f} purchases of {people(customers).en} about {sum_.en} {more(changed.by).en}",
        f"{customers:,.0f} 位客户购买 {n:,.0f} 次，合计约{more(changed.by).zh} {sum_.zh}",
    )


def _interval(changed: Changed) -> Text:
    back = changed.now.gaps["customer"].drop_duplicates()
    who = changed.now.people[changed.now.people["customer"].isin(back)]
    paid = changed.amounts.sum(float(who["revenue"].sum()))
    days = changed.amounts.number(changed.figure.value, "days")
    return Text(
        f"of the purchases of {people(len(back)).en} who came back half followed within "
        f"{days.en}, and they paid {paid.en}",
        f"{len(back):,} 位回购客户的购买有一半在 {days.zh}内发生，共实付 {paid.zh}",
    )


def _of_loyal(changed: Changed) -> Text:
    revenue, payers = changed.now.number("revenue"), changed.now.payers
    loyal = 0 if payers is None else int(payers["loyal"].sum())
    whole, part = (changed.amounts.sum(x) for x in (revenue, abs(changed.by) * revenue))
    return Text(
        f"of {whole.en} that is {part.en} {more(changed.by).en} from {people(loyal).en}",
        f"在 {whole.zh} 中{more(changed.by).zh} {part.zh}，来自 {loyal:,} 位客户",
    )


_MEANINGS: dict[str, Callable[[Changed], Text]] = {
    "active_customers": _customers,
    "new_customers": _new,
    "returning_customers": _returning,
    "purchases": _purchases,
    "revenue": _revenue,
    "repurchase_rate": _repurchase,
    "returning_rate": _returning_rate,
    "average_purchase_value": _average,
    "median_interpurchase_days": _interval,
    LOYAL: _of_loyal,
}
