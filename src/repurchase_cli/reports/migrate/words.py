"""What is said about a migration: how many moved, the conversion to loyal, and the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.analysis import migration, rates
from repurchase_cli.document import Text, written_day
from repurchase_cli.shop.phrases import counted, money, no_role

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.reports.migrate.standings import Dates, Labels
    from repurchase_cli.rules import Role
    from repurchase_cli.sales import Sales

#: The classes that the conversion rates of the business lead from, to the loyal.
TO_BE_LOYAL: tuple[Role, ...] = ("potential", "drifting")


def summary_lines(moves: pd.DataFrame, dates: Dates, labels: Labels) -> tuple[Text, ...]:
    """Return how many customers there were and are, and how many moved."""
    then, now = (int(moves.loc[moves[side] >= 0, "customers"].sum()) for side in ("from", "to"))
    real = moves[(moves["from"] >= 0) & (moves["to"] >= 0)]
    changed = int(real.loc[real["from"] != real["to"], "customers"].sum())
    new = int(moves.loc[moves["from"] < 0, "customers"].sum())
    gone = int(moves.loc[moves["to"] < 0, "customers"].sum())
    share = f"{changed / then:.1%}" if then else "–"
    first, last = written_day(dates.first), written_day(dates.last)
    en = (
        f"{first.en}: {counted(then, 'customer')}; {last.en}: {now:,}. {changed:,} ({share}) "
        f"have another {labels.title.en.lower()} than then, {new:,} are new"
    )
    zh = (
        f"{first.zh}客户 {then:,} 位，{last.zh} {now:,} 位；其中 {changed:,} 位（{share}）"
        f"{labels.title.zh}有变化，新增 {new:,} 位"
    )
    if gone:
        en += f", {gone:,} have given everything back"
        zh += f"，全部退款 {gone:,} 位"
    return (Text(en, zh), *_conversions(moves, labels), *_lost(moves, labels))


def _conversions(moves: pd.DataFrame, labels: Labels) -> Iterator[Text]:
    """Yield the conversion rates of the business: potential and drifting to loyal."""
    found = migration.conversions(moves)
    loyal = labels.roles.get("loyal")
    starts = [labels.roles[role] for role in TO_BE_LOYAL if role in labels.roles]
    if loyal is None:
        return
    for start in starts:
        for row in found[(found["from"] == start) & (found["to"] == loyal)].itertuples():
            before, after = labels.text(start), labels.text(loyal)
            share = f"{row.rate:.1%} ({row.low:.1%} – {row.high:.1%})"
            yield Text(
                f"{before.en} to {after.en}: {share}, {row.customers:,} of {row.of:,}",
                f"{before.zh}转为{after.zh}：{share}，{row.of:,} 位中 {row.customers:,} 位",
            )


def _lost(moves: pd.DataFrame, labels: Labels) -> Iterator[Text]:
    """Yield what was lost and won back, in customers and money."""
    lost = labels.roles.get("lost")
    if lost is None:
        return
    gone = moves[(moves["from"] != lost) & (moves["from"] >= 0) & (moves["to"] == lost)]
    back = moves[(moves["from"] == lost) & (moves["to"] != lost) & (moves["to"] >= 0)]
    out, home = int(gone["customers"].sum()), int(back["customers"].sum())
    name = labels.text(lost)
    if not out and not home:
        yield Text(
            f"Nobody became {name.en.lower()}, and nobody was won back",
            f"没有新增{name.zh}客户，也没有召回客户",
        )
        return
    yield Text(
        f"Newly {name.en.lower()}: {counted(out, 'customer')}, who had paid "
        f"{money(gone['revenue_before'].sum())}; won back: {home:,}, who paid "
        f"{money(back['revenue_after'].sum())} since",
        f"新进入{name.zh}：{out:,} 位，此前累计 {money(gone['revenue_before'].sum())}；"
        f"挽回：{home:,} 位，期间金额 {money(back['revenue_after'].sum())}",
    )


def series_lines(by_day: Sequence[tuple[date, pd.DataFrame]], labels: Labels) -> Iterator[Text]:
    """Yield what the series says about the loyal: the conversion, and how revenue goes with it.

    ``by_day`` has the days whose labels can be compared.
    """
    loyal = labels.roles.get("loyal")
    if loyal is None or not by_day:
        return
    yield from _conversion_over_time(by_day, labels, loyal)
    shares, paid = [], []
    for _, moves in by_day:
        standing = migration.standings(moves, "to").set_index("label")
        shares.append(float(standing["share"].get(loyal, np.nan)))
        paid.append(float(moves["revenue_after"].sum()))
    if len(by_day) < migration.ENOUGH_PERIODS or np.isnan(shares).any():
        return
    found = migration.correlation(np.array(shares), np.array(paid))
    if np.isnan(found.value):
        return
    r = f"{found.value:.2f} ({found.low:.2f} … {found.high:.2f})"
    until = written_day(by_day[-1][0])
    name = labels.text(loyal)
    yield Text(
        f"Share of {name.en.lower()} customers and revenue, over {found.n} periods up to "
        f"{until.en}: correlation {r}. No proof that one brings the other: the class is made of "
        "purchases, and both follow the seasons and the age of the files",
        f"{name.zh}占比与金额（截至{until.zh}的 {found.n} 期）相关系数 {r}。"
        "不能证明因果：分类本身由购买决定，"
        "两者都受季节和数据时长影响",
    )


def _conversion_over_time(
    by_day: Sequence[tuple[date, pd.DataFrame]], labels: Labels, loyal: int
) -> Iterator[Text]:
    potential = labels.roles.get(TO_BE_LOYAL[0])
    if potential is None:
        return
    tables = [migration.conversions(moves) for _, moves in by_day]
    rows = [one[(one["from"] == potential) & (one["to"] == loyal)] for one in tables]
    came, of = (int(sum(one[name].sum() for one in rows)) for name in ("customers", "of"))
    if not of:
        return
    each = [float(rate) for one in rows for rate in one["rate"]]
    before, after = labels.text(potential), labels.text(loyal)
    whole = f"{rates.rate(came, of).value:.1%}"
    span = f"{min(each):.1%} – {max(each):.1%}"
    yield Text(
        f"{before.en} to {after.en} within a period: {whole} on the whole, {span} by period",
        f"每期{before.zh}转为{after.zh}：整体 {whole}，各期 {span}",
    )


def comparable_from(sales: Sales, settings: Settings) -> date:
    """Return the first day on which the files reach back as far as labels look."""
    return (sales.intake.first or sales.as_of) + timedelta(days=settings.recent_days)


_WITHOUT: dict[Role, Text] = {
    "lost": Text(
        "who was lost and won back, and what the lost bought last, are",
        "流失与挽回以及流失客户的最后购买",
    ),
    "loyal": Text("the conversion to the loyal is", "向忠诚客户的转化"),
}


def migration_notes(
    sales: Sales, settings: Settings, dates: Dates, labels: Labels
) -> Iterator[Text]:
    """Yield what to keep in mind."""
    for role, what in _WITHOUT.items() if labels.kind == "class" else ():
        if role not in labels.roles:
            yield no_role(role, what)
    last = written_day(dates.last)
    yield Text(
        f"Thresholds and score cuts are those of {last.en} on every date, so that a label "
        "changes only when the customer does; every date is as it stood, later refunds unknown",
        f"各日期均采用{last.zh}的阈值和得分分界点，分类变化只来自客户本身；"
        "各日期按当时状况计算，不含其后的退款",
    )
    known = comparable_from(sales, settings)
    if min((dates.first, *dates.series)) < known:
        begin = written_day(known)
        yield Text(
            f"Before {begin.en} the files reach back less than {settings.recent_days} days "
            "(recent_days): labels rest on less than later, and shares are not comparable",
            f"{begin.zh}之前数据不足 {settings.recent_days} 天（recent_days）：分类依据较少，"
            "占比与之后不可比",
        )
