"""One member: how far the next tier is, its points and when they end, whom it brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repurchase_cli.analysis.points import NEVER
from repurchase_cli.document import Section, Text
from repurchase_cli.rules import plain
from repurchase_cli.shop import tiers
from repurchase_cli.targeting import points

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation

_EPOCH = date(1970, 1, 1)
#: Days of expiry that are shown.
_SHOWN = 6


def section(sales: Sales, settings: Settings, segmentation: Segmentation, customer: str) -> Section:
    """Return what a member has and is near to."""
    lines = (
        *_tier(sales, settings, segmentation, customer),
        *_points(sales, settings, segmentation, customer),
        *_brought(sales, customer),
    )
    return Section(Text("Membership", "会员"), lines)


def _tier(
    sales: Sales, settings: Settings, segmentation: Segmentation, customer: str
) -> Iterator[Text]:
    """Yield how far the next tier is."""
    steps = tiers.ladder(settings.tiers, segmentation.thresholds)
    if steps is None:
        return
    people = tiers.customers(sales, settings, segmentation.labels)
    own = people[people["customer_id"] == customer].reset_index(drop=True)
    far = tiers.distance(steps, own, settings.points.per_unit).iloc[0]
    window, _ = tiers.BASES[steps.column]
    counts = plain(float(own[window].iloc[0]))
    if far["tier"] < 0:
        yield Text(f"Tier: {counts} counts; there is none above", f"等级：计 {counts}，已是最高级")
        return
    name = settings.tiers[int(far["tier"])].label
    missing, usual = (plain(round(float(far[key]), 2)) for key in ("missing", "usual"))
    yield Text(
        f"Tier: {counts} counts; {missing} more for {name.en} (one usual purchase adds {usual})",
        f"等级：计 {counts}，再有 {missing} 可升{name.zh}（通常一次购买增加 {usual}）",
    )


def _points(
    sales: Sales, settings: Settings, segmentation: Segmentation, customer: str
) -> Iterator[Text]:
    """Yield where the points come from, and when those that are left end."""
    book = points.book(sales, settings, segmentation)
    (member,) = book.ids.index[book.ids == customer]
    own = book.totals.loc[member]
    yield Text(
        f"Points: {own['earned']:,} earned + {own['given']:,} given − {own['spent']:,} spent − "
        f"{own['taken_back']:,} taken back − {own['expired']:,} expired = {own['balance']:,}",
        f"积分：获得 {own['earned']:,} + 赠送 {own['given']:,} − 使用 {own['spent']:,} − "
        f"扣回 {own['taken_back']:,} − 过期 {own['expired']:,} = {own['balance']:,}",
    )
    left = book.expiring(NEVER - 1)
    ends = [
        f"{lot.points:,} ({_EPOCH + timedelta(days=int(lot.expires))})"
        for lot in left[left["member"] == member].itertuples()
    ]
    if ends:
        more = ", …" if len(ends) > _SHOWN else ""
        shown = ", ".join(ends[:_SHOWN]) + more
        yield Text(f"When points expire: {shown}", f"积分到期：{shown}")


def _brought(sales: Sales, customer: str) -> Iterator[Text]:
    """Yield whom the member brought, and who brought it."""
    rows = sales.derive("members/referrals", {"day": str(sales.as_of)}).frame()
    by = rows.loc[rows["customer_id"] == customer, "referrer"]
    brought = rows[(rows["referrer"] == customer) & (rows["customer_id"] != customer)]
    if len(by):
        yield Text(f"Brought by {by.iloc[0]}", f"推荐人：{by.iloc[0]}")
    if len(brought):
        bought = int(brought["first_purchase"].notna().sum())
        yield Text(
            f"Brought {len(brought):,} members, of whom {bought:,} have bought",
            f"推荐 {len(brought):,} 人，其中 {bought:,} 人已购买",
        )
