"""The paragraph that the report opens with: at most five sentences, made by rule.

The period in one sentence; the three numbers that changed most beside what is usual, a sentence
each; and which of these changes are more than chance gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.reports.report.amounts import Amounts, more, people, share
from repurchase_cli.reports.report.meanings import Changed, meaning
from repurchase_cli.reports.report.periods import UNITS, Comparison, words_of
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Period
    from repurchase_cli.reports.report.figures import Figure
    from repurchase_cli.reports.report.measured import Measured

_TOLD = 3


def sentences(
    comparison: Comparison,
    figures: Sequence[Figure],
    series: Sequence[Measured],
    amounts: Amounts,
) -> tuple[Text, ...]:
    """Return the sentences about the last period of a series."""
    now = series[-1]
    opening = _opening(comparison, figures, amounts)
    if len(series) < 2 or not now.number("active_customers"):
        return (opening,)
    told = most_changed(figures)
    unit = UNITS[comparison.step]
    changes = [_change(Changed(each, now, series[-2], amounts), unit) for each in told]
    return (opening, *changes, _chance(told)) if told else (opening,)


def most_changed(figures: Sequence[Figure]) -> list[Figure]:
    """Return the numbers that changed most beside their usual change, at most three."""
    moved = [figure for figure in figures if figure.size > 0]
    return sorted(moved, key=lambda figure: -figure.size)[:_TOLD]


def _opening(comparison: Comparison, figures: Sequence[Figure], amounts: Amounts) -> Text:
    period = words_of(comparison.period, comparison.step)
    by_id = {figure.id: figure for figure in figures}
    customers, purchases = (by_id[name].value for name in ("active_customers", "purchases"))
    beside = _beside(comparison, by_id["revenue"])
    if not customers:
        return Text(f"{period.en}: nobody bought.", f"{period.zh}：无人购买。")
    paid = amounts.sum(by_id["revenue"].value)
    return Text(
        f"{period.en}: {people(customers).en} made {counted(round(purchases), 'purchase')} and "
        f"paid {paid.en}{beside.en}.",
        f"{period.zh}：{people(customers).zh}购买 {purchases:,.0f} 次，实付 {paid.zh}{beside.zh}。",
    )


def _beside(comparison: Comparison, revenue: Figure) -> Text:
    """Return how revenue compares with earlier periods, as far as there are any."""
    earlier = {  # the year before a year is the period before
        period: (change.value, before)
        for change, before, period in (
            (revenue.change, revenue.previous, comparison.previous),
            (revenue.year_change, revenue.year_before, comparison.year_before),
        )
        if period is not None and before > 0
    }
    parts = [
        _compared(change, before, period, comparison)
        for period, (change, before) in earlier.items()
    ]
    if not parts:
        unit = UNITS[comparison.step]
        return Text(
            f"; there is no earlier whole {unit.en} to compare it with",
            f"；没有更早的完整{unit.zh}可比",
        )
    return Text(
        f", {' and '.join(part.en for part in parts)}", f"，{'，'.join(p.zh for p in parts)}"
    )


def _compared(change: float, before: float, period: Period, comparison: Comparison) -> Text:
    when, part = words_of(period, comparison.step), share(abs(change) / before)
    within = "in" if comparison.step else "from"
    return Text(
        f"{part.en} {more(change).en} than {within} {when.en}",
        f"比{when.zh}{more(change).zh} {part.zh}",
    )


def _change(changed: Changed, unit: Text) -> Text:
    figure, amounts = changed.figure, changed.amounts
    said = amounts.sum if figure.id == "revenue" else partial(amounts.number, kind=figure.kind)
    now, before = said(figure.value), said(figure.previous)
    beside, what = _usual(figure, amounts, unit), meaning(changed)
    way = Text("rose", "升至") if changed.by > 0 else Text("fell", "降至")
    label = figure.label
    return Text(
        f"{label.en} {way.en} from {before.en} to {now.en}{beside.en}: {what.en}.",
        f"{label.zh}由 {before.zh} {way.zh} {now.zh}{beside.zh}：{what.zh}。",
    )


def _usual(figure: Figure, amounts: Amounts, unit: Text) -> Text:
    """Return how large a change is beside what is usual from one period to the next."""
    usual = figure.usual_change
    if not usual > 0:
        return Text(
            f" (of too few {unit.en}s to say what is usual)",
            f"（可比的{unit.zh}太少，尚不知通常变动）",
        )
    much = amounts.sum(usual) if figure.id == "revenue" else amounts.distance(usual, figure.kind)
    if figure.size < 1:
        return Text(
            f", less than the usual change of {much.en} a {unit.en}",
            f"，小于通常的{unit.zh}变动（{much.zh}）",
        )
    return Text(
        f", {figure.size:.1f} times the usual change of {much.en} a {unit.en}",
        f"，为通常{unit.zh}变动（{much.zh}）的 {figure.size:.1f} 倍",
    )


def _chance(told: Sequence[Figure]) -> Text:
    """Return which of the changes are more than chance gives."""
    beyond = [figure.label for figure in told if figure.change.beyond_chance]
    if len(beyond) == len(told):
        return Text("All of these changes are more than chance gives.", "以上变化均超出偶然波动。")
    if not beyond:
        return Text("All of these changes may be chance.", "以上变化均可能出于偶然。")
    en = " and ".join(label.en[0].lower() + label.en[1:] for label in beyond)
    zh = "、".join(label.zh for label in beyond)
    return Text(
        f"More than chance gives: {en}; the rest may be chance.",
        f"超出偶然波动的是：{zh}；其余可能出于偶然。",
    )
