"""What can be concluded of a campaign and what cannot, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.document import Text, written_day
from repurchase_cli.shop.phrases import counted, money

if TYPE_CHECKING:
    from repurchase_cli.analysis.lift import Lift
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.measure.effects import CampaignEffect
    from repurchase_cli.shop.margin import Margin
    from repurchase_cli.targeting.outcomes import Outcomes

#: From so many comparisons on, some seem to work by chance.
_MANY = 5
#: Of campaigns that change nothing, the share that seems to work by chance.
_SEEMS = 0.025

CONCLUSIONS: dict[str, Text] = {
    "worked": Text("worked", "有效"),
    "did_harm": Text("did harm", "有害"),
    "unclear": Text("cannot be told", "尚无法判断"),
    "attribution_only": Text("attribution only: no control", "仅为归因：无对照组"),
}

#: Notes on some contacts or customers, where there are any: the noun that is counted, and the note.
_COUNTED: dict[str, tuple[str, Text]] = {
    "early": (
        "contact",
        Text("{n} left out: made before the data begin", "{n} 次联系早于数据起始日，未计入"),
    ),
    "uncompared": (
        "contact",
        Text(
            "{n} left out: of runs that left nobody alone",
            "{n} 次联系所在的运行没有对照组，未计入",
        ),
    ),
    "cycles": (
        "customer",
        Text(
            "{n} assigned in several cycles of a campaign: each counts",
            "{n} 位客户在同一活动的多个周期中分组，每个周期各计一次",
        ),
    ),
    "strangers": (
        "contact",
        Text(
            "{n} with customers who are in none of these files: counted as not having bought",
            "{n} 次联系的客户不在本次数据中，按未购买计",
        ),
    ),
    "redeemed_alone": (
        "customer",
        Text(
            "{n} left alone used a coupon of the campaign all the same: the lift is larger than "
            "shown",
            "{n} 位对照组客户仍使用了该活动的优惠券，实际提升更大",
        ),
    ),
}


def sentence(effect: CampaignEffect, title: Text, compared: int) -> Text:
    """Return what a campaign did, and how sure that is among all that are compared."""
    parts = [_arms(effect)]
    if effect.lift:
        parts.append(_difference(effect, effect.lift))
    if effect.conclusion in ("worked", "did_harm"):
        parts += _money(effect)
        parts += _among(effect, compared)
    verdict = CONCLUSIONS[effect.conclusion]
    return Text(
        f"{title.en}: {verdict.en}. {'. '.join(part.en for part in parts)}.",
        f"{title.zh}：{verdict.zh}。{'。'.join(part.zh for part in parts)}。",
    )


def _arms(effect: CampaignEffect) -> Text:
    low, high = effect.days
    days = f"{low}" if low == high else f"{low}–{high}"
    arm = effect.contacted
    en = f"Of {arm.customers:,} contacted, {_share(arm.rate)} bought within {days} days"
    zh = f"联系 {arm.customers:,} 人，{days} 天内 {_share(arm.rate)} 购买"
    if effect.lift:
        en += f", of {effect.control.customers:,} left alone {_share(effect.lift.control_rate)}"
        zh += f"；对照 {effect.control.customers:,} 人，{_share(effect.lift.control_rate)} 购买"
    else:
        en += f" and paid {money(arm.revenue)}"
        zh += f"，实付 {money(arm.revenue)}"
    return Text(en, zh)


def _difference(effect: CampaignEffect, lift: Lift) -> Text:
    value, low, high = (_points(bound) for bound in lift.rate)
    if effect.conclusion == "unclear":
        en = f"The difference, {value} points, may be anything from {low} to {high}"
        zh = f"相差 {value} 个百分点，实际可能在 {low} 到 {high} 之间"
        if lift.customers_needed:
            en += f"; to show one of this size takes {_rounded(lift.customers_needed):,} customers"
            zh += f"；检出这样的差异约需 {_rounded(lift.customers_needed):,} 人"
        return Text(en, zh)
    return Text(
        f"The difference, {value} points ({low} to {high}), is more than chance gives "
        f"(p {_p(lift)})",
        f"相差 {value} 个百分点（{low} 至 {high}），超出偶然范围（p {_p(lift)}）",
    )


def _money(effect: CampaignEffect) -> Iterator[Text]:
    gained = effect.incremental_revenue
    if gained is None:
        return
    value, low, high = (money(bound, 0) for bound in gained)
    en = f"It brought in {value} ({low} to {high})"
    zh = f"带来增量 {value}（{low} 至 {high}）"
    if gained.low <= 0 <= gained.high:
        en, zh = f"{en}, which may be chance", f"{zh}，可能出于偶然"
    if effect.roi is not None:
        back, least, most = (f"{bound:,.1f}" for bound in effect.roi)
        en += f"; every 1 spent earned {back} ({least} to {most}) on top"
        zh += f"；每投入 1 净赚 {back}（{least} 至 {most}）"
    yield Text(en, zh)


def _among(effect: CampaignEffect, compared: int) -> Iterator[Text]:
    """Yield whether it holds when many are compared."""
    if compared < _MANY:
        return
    if effect.holds:
        yield Text(f"It holds among the {compared} compared", f"在 {compared} 个比较中仍成立")
    else:
        yield Text(
            f"Among the {compared} compared it may be chance all the same",
            f"但在 {compared} 个比较中仍可能出于偶然",
        )


def _share(value: float) -> str:
    return f"{value:.1%}"


def _points(value: float) -> str:
    return f"{round(100 * value, 1) + 0.0:+.1f}"  # never -0.0


def _p(lift: Lift) -> str:
    return "< 0.001" if lift.p_value < 0.001 else f"{lift.p_value:.3f}"


def _rounded(n: int) -> int:
    """Return a number with two digits that count."""
    step: int = 10 ** max(len(str(n)) - 2, 0)
    return -(-n // step) * step


def notes(
    outcomes: Outcomes, effects: Sequence[CampaignEffect], margin: Margin, settings: Settings
) -> list[Text]:
    """Return what a reader must know to read the numbers rightly."""
    return [
        Text(
            "Everybody assigned counts, also who never saw the message (intention to treat); the "
            "window begins on the day of the contact",
            "所有分组客户均计入，无论是否看到消息（意向性分析）；观察期自联系日起",
        ),
        *_windows(outcomes),
        *_never_sent(outcomes),
        *_attribution(effects),
        *_margin(margin, settings),
        *_small(effects, settings),
        *_compared(effects),
        *_counted("strangers", int((~outcomes.measured["in_files"]).sum())),
        *_coupons(outcomes),
        *_chance(effects),
    ]


def _windows(outcomes: Outcomes) -> Iterator[Text]:
    if len(outcomes.open):
        ends = pd.Timestamp(0) + pd.Timedelta(days=int(outcomes.open["last_day"].min()))
        n, seen, end = len(outcomes.open), outcomes.seen_days, written_day(ends.date())
        sooner = Text(
            f" (sooner: --set measure_days={seen})", f"（可用 --set measure_days={seen} 缩短）"
        )
        yield Text(
            f"{counted(n, 'contact')} left out: the window has not passed yet, the next ends on "
            f"{end.en}{sooner.en if seen else ''}",
            f"{n:,} 次联系的观察期未满，未计入，下一个于{end.zh}结束{sooner.zh if seen else ''}",
        )
    yield from _counted("early", outcomes.early)


def _counted(what: str, n: int) -> Iterator[Text]:
    """Yield the note on so many, nothing for none."""
    if n:
        noun, note = _COUNTED[what]
        yield Text(note.en.format(n=counted(n, noun)), note.zh.format(n=f"{n:,}"))


def _never_sent(outcomes: Outcomes) -> Iterator[Text]:
    for day in map(written_day, outcomes.unwritten):
        yield Text(
            f"The lists of {day.en} were never written: who stands on them has hardly been "
            "contacted and counts all the same",
            f"{day.zh}的名单从未写出：其中客户很可能未被联系，但仍计入",
        )


def _attribution(effects: Sequence[CampaignEffect]) -> Iterator[Text]:
    if any(effect.lift is None for effect in effects):
        yield Text(
            "Attribution only: how many of the contacted would have bought anyway is not known; "
            "leaving some alone tells (control: 0.1 in the campaign, or targets --control 0.1)",
            "仅为归因：其中多少人本来就会购买无从得知；设置对照组方可得知"
            "（活动中写 control: 0.1，或 targets --control 0.1）",
        )


def _margin(margin: Margin, settings: Settings) -> Iterator[Text]:
    if settings.clv.margin is None and margin.share == 1:
        yield Text(
            "No cost is known: returns are on revenue, not margin; give --set clv.margin=0.6",
            "成本未知：回报率按金额而非毛利计算，可用 --set clv.margin=0.6 指定毛利率",
        )
    else:
        yield margin.source


def _small(effects: Sequence[CampaignEffect], settings: Settings) -> Iterator[Text]:
    least = settings.control_minimum
    small = [
        f"{effect.name} ({effect.control.customers})"
        for effect in effects
        if effect.lift and effect.control.customers < least
    ]
    if small:
        yield Text(
            f"Fewer than {least} customers left alone: {', '.join(small)}; only very large effects "
            "can show",
            f"对照组不足 {least} 人：{'、'.join(small)}；只有极大的效果才能显现",
        )


def _compared(effects: Sequence[CampaignEffect]) -> Iterator[Text]:
    yield from _counted("uncompared", sum(effect.uncompared for effect in effects))
    mixed = [effect.name for effect in effects if effect.lift and effect.shares > 1]
    if mixed:
        yield Text(
            f"Runs left different shares alone: {', '.join(mixed)}; compared within each share",
            f"各次运行的对照比例不同：{'、'.join(mixed)}；在相同比例内比较",
        )
    yield from _counted("cycles", sum(effect.cycles for effect in effects))


def _coupons(outcomes: Outcomes) -> Iterator[Text]:
    rows = outcomes.measured
    if not outcomes.has_coupons and rows["coupon_code"].notna().any():
        yield Text(
            "The files have no coupon column: redemptions are unknown (--map coupon=HEADER)",
            "数据没有优惠券列，核销数未知（--map coupon=列名）",
        )
    alone = rows["redeemed"] & (rows["arm"] == "control")
    yield from _counted("redeemed_alone", int(alone.sum()))


def _chance(effects: Sequence[CampaignEffect]) -> Iterator[Text]:
    """Yield how many seem to work by chance alone, and which hold when that is allowed for."""
    n = number_compared(effects)
    if n < _MANY:
        return
    names = [effect.name for effect in effects if effect.holds]
    held = Text(", ".join(names) or "none", "、".join(names) or "无")
    yield Text(
        f"{n} campaigns are compared: if none changed anything, about {n * _SEEMS:.1f} would seem "
        f"to work by chance alone, and as many to do harm; those that hold when this is allowed "
        f"for (Benjamini–Hochberg, 5%): {held.en}",
        f"共比较 {n} 个活动：即使全都无效，也约有 {n * _SEEMS:.1f} 个会偶然显得有效，"
        f"同样多的会显得有害；考虑到这一点仍成立的"
        f"（Benjamini–Hochberg，5%）：{held.zh}",
    )


def number_compared(effects: Sequence[CampaignEffect]) -> int:
    """Return how many campaigns have a control arm to be compared with."""
    return sum(effect.lift is not None for effect in effects)
