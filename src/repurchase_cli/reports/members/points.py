"""The ledger of points: where they come from, how they end, what they cost, who loses some soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.points import redeemed_share
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.members.differences import differences
from repurchase_cli.reports.members.membership import dates
from repurchase_cli.rows import FrameRows
from repurchase_cli.rules import plain
from repurchase_cli.shop.phrases import counted, money

if TYPE_CHECKING:
    from repurchase_cli.reports.members.membership import Members

_WHAT = {
    "earned": Text("Earned by purchases", "消费获得"),
    "given": Text("Given", "赠送"),
    "regained": Text("of them regained after they had gone", "其中返还"),
    "spent": Text("Spent", "使用"),
    "donated": Text("of them donated, by the points file", "其中捐赠（积分文件）"),
    "taken_back": Text("Taken back by refunds", "退款扣回"),
    "expired": Text("Expired", "过期"),
    "balance": Text("Balance", "余额"),
    "short_spent": Text("Spent beyond the balance", "超出余额的使用"),
    "short_taken": Text("Not taken back: not there any more", "未能扣回（余额不足）"),
}
#: What the books balance to, and what only explains it.
_ALWAYS = ("earned", "given", "spent", "taken_back", "expired", "balance")


def sections(members: Members, within: int) -> tuple[Section, ...]:
    """Return the ledger, what points can be given for, and what expires within some days."""
    return (
        _ledger(members),
        *_offers(members),
        _expiring(members, within),
        *differences(members),
    )


def _ledger(members: Members) -> Section:
    title = Text("Points", "积分")
    totals, value = members.book.totals, members.settings.points.value
    of_file = {
        kind: pd.Series(np.bincount(part["member"], part["points"], len(totals)).astype("int64"))
        for kind, part in members.book.file.groupby("kind")
        if kind in ("regained", "donated")
    }
    columns = {name: {**totals, **of_file}.get(name) for name in _WHAT}
    rows = [
        (name, int(values.sum()), float(values.sum()) * value, int((values > 0).sum()))
        for name, values in columns.items()
        if values is not None and (name in _ALWAYS or values.any())
    ]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.POINT_COLUMNS])
    table = Table("points", title, tables.POINT_COLUMNS, FrameRows(frame), names={"what": _WHAT})
    return Section(title, (_rebate(members), *_liability(members)), table)


def _rebate(members: Members) -> Text:
    """Return what points give back of what is spent, by the settings and in fact."""
    terms = members.settings.points
    rebate = terms.per_unit * terms.value
    more_en = "".join(
        f", {rebate * factor:.1%} to {name}"
        for name, factor in terms.tiers.items()
        if name in members.tier_labels and factor != 1
    )
    more_zh = "".join(
        f"，{members.tier_labels[name].zh} {rebate * factor:.1%}"
        for name, factor in terms.tiers.items()
        if name in members.tier_labels and factor != 1
    )
    totals = members.book.totals
    net = float(totals["earned"].sum() - totals["taken_back"].sum()) * terms.value
    revenue = float(members.people["revenue"].sum())
    fact = f"{net / revenue:.1%}" if revenue else "–"
    rate, worth = plain(terms.per_unit), plain(terms.value)
    return Text(
        f"Points for each unit spent: {rate}, worth {worth} each: {rebate:.1%} is given back"
        f"{more_en}; with all multipliers {fact} of what members have paid",
        f"每消费 1 元得 {rate} 分，每分值 {worth} 元：返利 {rebate:.1%}{more_zh}；"
        f"含各项倍数，实际占会员实付的 {fact}",
    )


def _liability(members: Members) -> Iterator[Text]:
    """Yield what the balance is worth, and as much of it as will be redeemed by experience."""
    face = float(members.book.totals["balance"].sum()) * members.settings.points.value
    share = redeemed_share(members.book.ledgers)
    spent = bool(members.book.totals["spent"].any())
    if not spent or np.isnan(share.value):
        yield Text(
            f"All points are worth {money(face)}; how many of them will be redeemed nothing tells "
            f"yet: no {'points are past their day' if spent else 'redemption is known (--points)'}",
            f"全部积分折合 {money(face)}；尚无法推算兑换比例："
            + ("没有积分走完有效期" if spent else "没有兑换记录（--points）"),
        )
        return
    low, high, expected = share.low * face, share.high * face, money(share.value * face)
    yield Text(
        f"All points are worth {money(face)}. Of the points whose time is over {share.value:.1%} "
        f"were redeemed (95% interval {share.low:.1%} – {share.high:.1%}): by that {expected} "
        f"({money(low)} – {money(high)}) of it will be",
        f"全部积分折合 {money(face)}。已到期积分中 {share.value:.1%} 被兑换"
        f"（95% 区间 {share.low:.1%} – {share.high:.1%}），据此预计兑换 {expected}"
        f"（{money(low)} – {money(high)}）",
    )


def _offers(members: Members) -> tuple[Section, Section]:
    """Return what points can be given for, and who has enough for each."""
    title = Text("What points can be given for", "积分可兑换")
    balance = members.book.totals["balance"]
    rows = [
        (place, offer.points, float(offer.money), int((balance >= offer.points).sum()))
        for place, offer in enumerate(members.settings.points.offers)
    ]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.POINT_OFFER_COLUMNS])
    names = {str(i): offer.text for i, offer in enumerate(members.settings.points.offers)}
    frame["offer"] = frame["offer"].astype("str")
    table = Table(
        "offers", title, tables.POINT_OFFER_COLUMNS, FrameRows(frame), names={"offer": names}
    )
    return Section(title, (), table), _entitled(members, names)


def _entitled(members: Members, names: Mapping[str, Text]) -> Section:
    """Return who has enough points for what, those with the most first."""
    title = Text("Who has enough points", "积分足够的会员")
    ids, balance = members.book.ids, members.book.totals["balance"]
    rows = pd.concat(
        [
            pd.DataFrame({"offer": str(place), "customer_id": ids, "points_balance": balance})[
                balance >= offer.points
            ].sort_values(["points_balance", "customer_id"], ascending=[False, True])
            for place, offer in enumerate(members.settings.points.offers)
        ]
        or [pd.DataFrame(columns=[column.id for column in tables.ENTITLED_COLUMNS])],
        ignore_index=True,
    )
    table = Table(
        "entitled",
        title,
        tables.ENTITLED_COLUMNS,
        FrameRows(rows),
        shown=False,
        names={"offer": names},
        private_ids=members.private_ids,
    )
    option = "--table entitled -o x.csv"
    line = Text(f"The list: {option}", f"名单：{option}")
    return Section(title, (line,), table)


def _expiring(members: Members, within: int) -> Section:
    title = Text(f"Points that expire within {within} days", f"{within} 天内到期的积分")
    soon = members.book.expiring(members.as_of + within)
    frame = pd.DataFrame(
        {
            "customer_id": members.book.ids.iloc[soon["member"]].to_numpy(),
            "expires_on": dates(soon["expires"]),
            "points": soon["points"],
        }
    )
    worth = money(float(soon["points"].sum()) * members.settings.points.value)
    n, sum_ = soon["member"].nunique(), int(soon["points"].sum())
    line = Text(
        f"{counted(n, 'member')}, {counted(sum_, 'point')}, worth {worth}; to "
        "write to them, switch on the campaign points_expiring",
        f"{n:,} 位会员，{sum_:,} 分，折合 {worth}；可启用活动 points_expiring 通知他们",
    )
    table = Table(
        "expiring",
        title,
        tables.EXPIRING_COLUMNS,
        FrameRows(frame),
        shown=False,
        private_ids=members.private_ids,
    )
    return Section(title, (line,), table)
