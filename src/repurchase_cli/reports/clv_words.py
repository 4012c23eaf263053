"""What the fits found out, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from repurchase_cli.document import Text

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting import Finding
    from repurchase_cli.analysis.fitting_choice import Choice
    from repurchase_cli.analysis.spend_correlation import SpendCorrelation

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
    "at_bound": lambda model, letter, n: Text(
        f"{model}: the parameter {letter} has no best value (it ran to {n.get('value', 0.0):g}); "
        "the fit is at the edge of what the model can say",
        f"{model}：参数 {letter} 没有最优值（趋于 {n.get('value', 0.0):g}），处于模型边界",
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
    "zero_spend_left_out": lambda model, _, n: Text(
        f"{model}: {n.get('customers', 0.0):,.0f} customers whose repeat purchases came to zero "
        "are left out",
        f"{model}：{n.get('customers', 0.0):,.0f} 位复购金额为零的客户未计入",
    ),
}


def findings(model: str, found: tuple[Finding, ...]) -> Iterator[Text]:
    """Yield the findings of a fit in words."""
    for one in found:
        yield _SENTENCES[one.code](model, one.parameter, one.numbers)


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


def correlation(found: SpendCorrelation) -> Text:
    """Return whether spend depends on frequency, which the spend model assumes it does not."""
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
