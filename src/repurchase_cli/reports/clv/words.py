"""What the fits tell, in words."""

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
    from repurchase_cli.reports.clv.fitting import PartModels
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


def finding_texts(model: str, findings: tuple[Finding, ...]) -> Iterator[Text]:
    """Yield the findings of a fit in words, parameters without a best value together."""
    letters = ", ".join(f"{each.parameter}" for each in findings if each.code == "at_bound")
    for finding in {each.code: each for each in findings}.values():
        yield _SENTENCES[finding.code](model, letters, finding.numbers)


def part_name(groups: Groups, part: str) -> Text | None:
    """Return what people call a part of the shop; None where the shop is not divided."""
    if not groups.names:
        return None
    names = [
        groups.value_names[group].get(value, Text(value, value))
        for group, value in zip(groups.names, part.split(GROUP_MARK), strict=True)
    ]
    return Text(" · ".join(name.en for name in names), " · ".join(name.zh for name in names))


def with_part(name: Text | None, text: Text) -> Text:
    """Return a text with the name of the part of the shop before it, if it has one."""
    return Text(f"{name.en}: {text.en}", f"{name.zh}：{text.zh}") if name else text


#: What a value beside its bounds means.
VALUES = Text(
    "A customer's value is a mean over what may happen: of many who will hardly buy, most bring "
    "nothing and a few bring more, so that a value may stand beside bounds of zero",
    "客户价值是各种可能的平均：很少购买的客户大多不再带来金额，少数会更多，"
    "因此有价值的客户，上下限可能均为 0",
)


def few_repeats(repeats: int) -> Text:
    """Return that too few customers of a part bought again for its models to be relied on."""
    return Text(
        f"only {repeats} customers bought again; its values are rough",
        f"复购客户仅 {repeats} 位，数值仅供参考",
    )


def choice_text(choice: Choice) -> Text:
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


def correlation_text(rank: SpendCorrelation) -> Text:
    """Return whether spend depends on frequency, which the spend model assumes it does not."""
    if (rank.low, rank.high) == (-1, 1):
        return Text(
            "Whether frequency and spend go together cannot be told: customers differ too little",
            "客户间差异太小，无法判断购买频率与金额是否相关",
        )
    span = f"{rank.spearman:+.2f} ({rank.low:+.2f} … {rank.high:+.2f})"
    if rank.low > 0 or rank.high < 0:
        more = ("more", "更多") if rank.spearman > 0 else ("less", "更少")
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


def choice_lines(by_part: Sequence[PartModels], names: Sequence[Text | None]) -> tuple[Text, ...]:
    """Return why each part's model was chosen, once where they agree."""
    texts = (
        with_part(
            None if models.choice.reason.code == "only_one" else name, choice_text(models.choice)
        )
        for models, name in zip(by_part, names, strict=True)
    )
    return tuple(dict.fromkeys(texts))


def notes(by_part: Sequence[PartModels], names: Sequence[Text | None]) -> Iterator[Text]:
    """Yield the findings of the fits, and whether spend depends on frequency over all customers."""
    for models, name in zip(by_part, names, strict=True):
        if name and models.part.counts.repeat_customers < ENOUGH:
            yield with_part(name, few_repeats(models.part.counts.repeat_customers))
        for fit in (models.fit, models.spend):
            for note in finding_texts(fit.name, fit.findings):
                yield with_part(name, note)
    x = np.concatenate([models.part.x for models in by_part])
    m_x = np.concatenate([models.part.m_x for models in by_part])
    yield correlation_text(correlation(x=x, m_x=m_x))


def far_horizon(horizon: int, days: int) -> Text:
    """Return that the horizon reaches further than the data."""
    return Text(
        f"{horizon} days ahead from {days} days of data is further than anything that was seen: "
        "the sums err more than their intervals say",
        f"由 {days} 天的数据预测 {horizon} 天，超出已观察的范围，合计的误差会大于其区间",
    )
