"""Who brought whom: who of them bought, what is owed for it, chains, and what cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.analysis.chains import chains
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted, money

if TYPE_CHECKING:
    from repurchase_cli.campaigns.ledger import Ledger
    from repurchase_cli.reports.members.membership import Members

_FLAGS = {
    "self": Text("brought by itself", "自荐"),
    "ring": Text("in a ring", "循环推荐"),
    "same contact": Text("same phone or e-mail as its referrer", "与推荐人联系方式相同"),
}

_STATES = {"due": Text("due", "待付"), "paid": Text("paid", "已付")}


def sections(members: Members, ledger: Ledger) -> tuple[Section, ...]:
    """Return who brought whom, and the rate by month; nothing where nobody names a referrer."""
    rows = _referrals(members, _paid(members, ledger))
    if rows.empty:
        return ()
    title = Text("Who brought whom", "老带新")
    columns = [column.id for column in tables.REFERRAL_COLUMNS]
    table = Table(
        "referrals",
        title,
        tables.REFERRAL_COLUMNS,
        FrameRows(rows[columns]),
        shown=False,
        names={"flag": _FLAGS, "reward_state": _STATES},
        private_ids=members.private_ids,
    )
    return (Section(title, _lines(rows), table), _by_month(members, rows))


def _paid(members: Members, ledger: Ledger) -> pd.Series[int]:
    """Return how many rewards each referrer has had: by campaigns, and by the points file."""
    of_referrals = [c.name for c in members.settings.campaigns if c.cycle == "referral"]
    contacts = ledger.contacts(("campaign", "customer_id", "arm", "day"))
    contacts = contacts[
        contacts["campaign"].isin(of_referrals)
        & (contacts["arm"] == "contacted")
        & (contacts["day"] <= pd.Timestamp(members.sales.contact_day))
    ]
    day = {"day": str(members.sales.as_of)}
    rewarded = members.sales.derive("members/rewarded", day).frame()
    by_campaigns = contacts["customer_id"].to_frame().assign(rewards=1)
    return pd.concat([by_campaigns, rewarded]).groupby("customer_id")["rewards"].sum()


def _referrals(members: Members, paid: pd.Series[int]) -> pd.DataFrame:
    """Return one row per member brought; of each referrer the first rewards are the paid ones."""
    rows = members.referrals.frame().sort_values(["customer_id"], ignore_index=True)
    if rows.empty:
        return rows
    depth, is_ring = chains(rows["customer_id"].to_numpy(), rows["referrer"].to_numpy())
    flag = rows["flag"].mask((rows["flag"] != "self") & is_ring, "ring")
    earned = (flag == "") & rows["first_purchase"].notna()
    place = (
        rows[earned].sort_values(["first_purchase", "customer_id"]).groupby("referrer").cumcount()
    )
    is_paid = earned & (place.reindex(rows.index) < rows["referrer"].map(paid).fillna(0))
    each = float(members.settings.membership.referral_reward)
    reward = np.where(earned, np.where(is_paid, 0.0, each), np.nan)
    state = pd.Series(np.where(is_paid, "paid", "due"), dtype="str").where(earned)
    return rows.assign(flag=flag, reward=reward, reward_state=state, depth=depth)


def _lines(rows: pd.DataFrame) -> tuple[Text, ...]:
    bought = int(rows["first_purchase"].notna().sum())
    referrers = rows["referrer"].nunique()
    owed, paid = float(rows["reward"].sum()), int((rows["reward_state"] == "paid").sum())
    longest = int(rows["depth"].max())
    lines = [
        Text(
            f"{counted(referrers, 'member')} brought {len(rows):,}, of whom {bought:,} "
            f"({bought / len(rows):.1%}) have bought; rewards due: {money(owed)}, {paid:,} paid "
            f"already (campaigns, points file); the longest chain has {counted(longest, 'link')}",
            f"{referrers:,} 位会员推荐了 {len(rows):,} 人，"
            f"其中 {bought:,} 人（{bought / len(rows):.1%}）已购买；"
            f"待付奖励 {money(owed)}，已付 {paid:,} 笔（按活动记录或积分文件）；"
            f"最长推荐链 {longest} 层",
        )
    ]
    for key, label in _FLAGS.items():
        if n := int((rows["flag"] == key).sum()):
            lines.append(
                Text(
                    f"{counted(n, 'member')} {label.en}: no reward is counted",
                    f"{n:,} 人{label.zh}：不计奖励",
                )
            )
    return tuple(lines)


def _by_month(members: Members, rows: pd.DataFrame) -> Section:
    """Return of each month who joined, and how many of them were brought."""
    title = Text("Referral by month of joining", "各月推荐率")
    joined = members.sales.derive("members/joined", {"day": str(members.sales.as_of)}).frame()
    month = pd.to_datetime(joined["joined"]).dt.to_period("M")
    brought = joined["customer_id"].isin(rows.loc[rows["flag"] == "", "customer_id"])
    counts = brought.groupby(month).agg(["size", "sum"])
    frame = pd.DataFrame(
        [
            (str(period), n, k, *rates.rate(k, n)[:3])
            for period, (n, k) in zip(counts.index, counts.to_numpy().tolist(), strict=True)
        ],
        columns=[column.id for column in tables.REFERRAL_MONTH_COLUMNS],
    )
    table = Table("referral_months", title, tables.REFERRAL_MONTH_COLUMNS, FrameRows(frame))
    return Section(title, (), table)
