"""The sentences of cohorts: who they are, when they came back, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.analysis import rates
from repurchase_cli.document import Text, written_day
from repurchase_cli.reports.cohorts.membership import PERIOD_DAYS, STEPS
from repurchase_cli.reports.cohorts.tables import ON_SCREEN
from repurchase_cli.reports.notes import early_customers
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.cohorts.tables import ShopCohorts
    from repurchase_cli.sales import Sales


def cohort_lines(cohorts: ShopCohorts, window: tuple[date, date]) -> tuple[Text, ...]:
    """Return who is followed, what a period is, and how many have bought again."""
    customers = int(cohorts.shop.combined.sizes["customers"].sum())
    count = len(cohorts.shop.separate.sizes)
    label = cohorts.definition.label
    first, last = map(written_day, window)
    who = Text(
        f"{counted(customers, 'customer')} who first bought from {first.en} to {last.en}, in "
        f"{counted(count, 'cohort')} by {label.en}",
        f"{first.zh}至{last.zh}首次购买的客户 {customers:,} 位，按{label.zh}分为 {count:,} 群",
    )
    return (who, _period(cohorts), *_again(cohorts), *_elsewhere(count))


def _elsewhere(count: int) -> Iterator[Text]:
    """Say where the summary is when it is too long for the screen."""
    if count >= ON_SCREEN:
        yield Text(
            "The summary of so many cohorts stands in files: -o cohorts.xlsx",
            "同期群较多，汇总表请输出到文件查看：-o cohorts.xlsx",
        )


def _period(cohorts: ShopCohorts) -> Text:
    if cohorts.definition.field:
        return Text(
            f"Period 0 is the {PERIOD_DAYS} days from the first purchase on, period 1 the next "
            f"{PERIOD_DAYS}, and so on",
            f"第 0 期为自首次购买起的 {PERIOD_DAYS} 天，第 1 期为其后 {PERIOD_DAYS} 天，依此类推",
        )
    step = STEPS[cohorts.definition.step]
    return Text(
        f"Period 0 is the {step.en} of the first purchase, period 1 the {step.en} after it, and "
        "so on",
        f"第 0 期为首次购买所在{step.zh}，第 1 期为其后一{step.zh}，依此类推",
    )


def _again(cohorts: ShopCohorts) -> Iterator[Text]:
    """Say how many have bought again by the last period that is over for half of them or more."""
    last = cohorts.shop.combined.summary().iloc[0]
    if pd.isna(last["period"]):
        yield Text("No period is over yet", "尚无完整的期间")
        return
    period = int(last["period"])
    rate = rates.rate(int(last["repeated"]), int(last["customers_seen"]))
    en = f"{rate.value:.1%} ({rate.low:.1%} – {rate.high:.1%})"
    yield Text(
        f"By the end of period {period}, {en} of the {rate.denominator:,} customers who "
        "have been seen so long had bought a second time",
        f"在已观察满第 {period} 期的 {rate.denominator:,} 位客户中，{en} 已第二次购买",
    )


def cohort_notes(cohorts: ShopCohorts, sales: Sales, settings: Settings) -> Iterator[Text]:
    """Yield what to keep in mind."""
    begin, burn_in = sales.intake.first or sales.as_of, settings.burn_in_days
    start, end = written_day(begin), written_day(sales.as_of)
    if burn_in:
        yield Text(
            f"Whoever first bought within {burn_in} days of the start of the files ({start.en}) "
            "may be an old customer and is left out (burn_in_days)",
            f"首次购买在数据起点（{start.zh}）后 {burn_in} 天内的客户可能是老客，"
            "未计入（burn_in_days）",
        )
    else:
        yield early_customers(begin)
    yield Text(
        f"A period counts when it is over on {end.en}; blank cells are yet to come and no drop",
        f"仅计入截至{end.zh}已结束的期间；空白表示尚未结束，并非流失",
    )
    if cohorts.definition.field:
        label = cohorts.definition.label
        yield Text(
            f"The {label.en} is what the lines of the first purchase's day say: a "
            "customer with several values stands in the cohort of each, and once in all together; "
            "a period counts those for whom it is over, so that later periods count fewer",
            f"{label.zh}取自首次购买当日的明细：有多个取值的客户在各群中都计入，"
            "合计中只计一次；每期仅计入该期已结束的客户，因此越往后人数越少",
        )
