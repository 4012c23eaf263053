"""What the fits found out, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.analysis.clv_class_averages import ENOUGH
from repurchase_cli.analysis.spend_correlation import correlation
from repurchase_cli.document import Text
from repurchase_cli.sales import GROUP_MARK

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting import Finding
    from repurchase_cli.analysis.fitting_choice import Choice
    from repurchase_cli.analysis.spend_correlation import SpendCorrelation
    from repurchase_cli.reports.clv.fitting import Fitted
    from repurchase_cli.shop.groups import Groups

_SENTENCES: dict[str, Callable[[str, str | None, Mapping[str, float]], Text]] = {
    "no_repeats": lambda model, _, n: Text(
        f"{model}: nobody bought again, so nothing can be learnt of who will",
        f"{model}：无人复购，无法推断",
    ),
    "no_dropout": lambda model, _, n: Text(
        f"{model}: customers do not seem to leave for good (the NBD, without dropout, fits as "
        "well); the chance of being active says little",
        f"{model}：看不出客户流失（不含流失的 NBD 同样吻合），活跃概率参考意义有限",
    ),
    "at_bound": lambda model, letters, n: Text(
        f"{model}: no best value for {letters}; the fit is at the edge of what the model can say",
        f"{model}：参数 {letters} 没有最优值，处于模型边界",
    ),
    "not_converged": lambda model, _, n: Text(
        f"{model}: the search did not end on a maximum; do not rely on it",
        f"{model}：拟合未收敛，请勿依赖",
    ),
    "infinite_mean": lambda model, _, n: Text(
        f"{model}: spend varies so much that the model has no mean (q ≤ 1); the observed mean is "
        "used for customers without repeats",
        f"{model}：金额差异过大，模型均值不存在（q ≤ 1），对无复购客户采用实际均值",
    ),
    "same_spend": lambda model, _, n: Text(
        f"{model}: customers hardly differ in what a purchase is worth; each is expected to spend "
        "what all do on average",
        f"{model}：客户之间次均金额几乎无差别，均按全体平均预期",
    ),
    "steady_spend": lambda model, _, n: Text(
        f"{model}: what a customer spends hardly differs from one purchase to the next; each is "
        "expected to spend as before",
        f"{model}：同一客户每次金额几乎不变，均按其以往金额预期",
    ),
    "zero_spend_left_out": lambda model, _, n: Text(
        f"{model}: {n.get('customers', 0.0):,.0f} customers whose repeat purchases came to zero "
        "are left out",
        f"{model}：{n.get('customers', 0.0):,.0f} 位复购金额为零的客户未计入",
    ),
}


def findings(model: str, found: tuple[Finding, ...]) -> Iterator[Text]:
    """Yield the findings of a fit in words, parameters without a best value together."""
    letters = ", ".join(f"{one.parameter}" for one in found if one.code == "at_bound")
    for one in {one.code: one for one in found}.values():
        yield _SENTENCES[one.code](model, letters, one.numbers)


def part_name(groups: Groups, part: str) -> Text | None:
    """Return what people call a part of the shop; None where the shop is not divided."""
    if not groups.names:
        return None
    names = [
        groups.value_names[group].get(value, Text(value, value))
        for group, value in zip(groups.names, part.split(GROUP_MARK), strict=True)
    ]
    return Text(" · ".join(name.en for name in names), " · ".join(name.zh for name in names))


def of_part(name: Text | None, told: Text) -> Text:
    """Return what is told with the name of the part of the shop that it is about, if it has one."""
    return Text(f"{name.en}: {told.en}", f"{name.zh}：{told.zh}") if name else told


def few(repeats: int) -> Text:
    """Return that too few customers of a part bought again for its models to be relied on."""
    return Text(
        f"only {repeats} customers bought again; its values are rough",
        f"复购客户仅 {repeats} 位，数值仅供参考",
    )


def chosen(choice: Choice) -> Text:
    """Return why a model was chosen."""
    name, numbers = choice.fit.name, choice.reason.numbers
    match choice.reason.code:
        case "lowest_aic":
            aic, following = numbers["aic"], numbers["next_aic"]
            return Text(
                f"Chosen: {name}, the lowest AIC ({aic:,.2f}; next {following:,.2f})",
                f"选用 {name}：AIC 最小（{aic:,.2f}，次小 {following:,.2f}）",
            )
        case "holdout":
            mae, other = numbers["mae"], numbers["aic_winner_mae"]
            return Text(
                f"Chosen: {name}, surely the smallest error on days it had not seen ({mae:.4f} "
                f"against {other:.4f} of the lowest AIC)",
                f"选用 {name}：在未见数据上误差明显最小（{mae:.4f}，AIC 最小者为 {other:.4f}）",
            )
        case _:
            return Text(f"Model: {name}", f"模型：{name}")


def spend_and_frequency(found: SpendCorrelation) -> Text:
    """Return whether spend depends on frequency, which the spend model assumes it does not."""
    if (found.low, found.high) == (-1, 1):
        return Text(
            "Whether frequency and spend go together cannot be told: customers differ too little",
            "客户间差异太小，无法判断购买频率与金额是否相关",
        )
    span = f"{found.spearman:+.2f} ({found.low:+.2f} … {found.high:+.2f})"
    if found.low > 0 or found.high < 0:
        more = ("more", "更多") if found.spearman > 0 else ("less", "更少")
        return Text(
            f"Customers who buy more often spend {more[0]} each time: rank correlation {span}, "
            "which Gamma-Gamma takes for none; values of the busiest customers are off accordingly",
            f"购买越频繁的客户每次花费{more[1]}：秩相关 {span}，而 Gamma-Gamma 假定无关，"
            "高频客户的估值会有相应偏差",
        )
    return Text(
        f"Frequency and spend go together little, as Gamma-Gamma assumes: rank correlation {span}",
        f"购买频率与金额基本无关，符合 Gamma-Gamma 假定：秩相关 {span}",
    )


def why_chosen(fits: Sequence[Fitted], names: Sequence[Text | None]) -> tuple[Text, ...]:
    """Return why each part's model was chosen, once where they agree."""
    told = (
        of_part(None if one.choice.reason.code == "only_one" else name, chosen(one.choice))
        for one, name in zip(fits, names, strict=True)
    )
    return tuple(dict.fromkeys(told))


def notes(fits: Sequence[Fitted], names: Sequence[Text | None]) -> Iterator[Text]:
    """Yield what the fits found out, and whether spend depends on frequency over all customers."""
    for one, name in zip(fits, names, strict=True):
        if name and one.part.counts.repeat_customers < ENOUGH:
            yield of_part(name, few(one.part.counts.repeat_customers))
        for fit in (one.choice.fit, one.spend):
            for note in findings(fit.name, fit.findings):
                yield of_part(name, note)
    x, m_x = (np.concatenate([getattr(one.part, name) for one in fits]) for name in ("x", "m_x"))
    yield spend_and_frequency(correlation(x=x, m_x=m_x))


def far(horizon: int, days: int) -> Text:
    """Return that the horizon reaches further than the data."""
    return Text(
        f"{horizon} days ahead from {days} days of data is further than anything that was seen: "
        "the sums err more than their intervals say",
        f"由 {days} 天的数据预测 {horizon} 天，超出已观察的范围，合计的误差会大于其区间",
    )
