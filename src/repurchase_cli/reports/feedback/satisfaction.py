"""How satisfied customers are by class, store, channel and month, and whether they come back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import feedback as analysis
from repurchase_cli.analysis.rates import mean, rate
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.feedback import KIND_NAMES
from repurchase_cli.shop.phrases import counted, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from repurchase_cli.analysis.feedback import Comparison
    from repurchase_cli.shop.feedback import Scale

BANDS: dict[str, Text] = {
    "low": Text("low", "低分"),
    "middle": Text("middle", "中间"),
    "high": Text("high", "高分"),
}
_GROUPS: dict[str, Text] = {
    "all": Text("all", "全部"),
    "band": Text("score", "得分段"),
    "kind": Text("kind", "类别"),
    "class": Text("class", "客户分类"),
    "store": Text("store", "门店"),
    "channel": Text("channel", "渠道"),
    "month": Text("month", "月份"),
}
_ALL = "all"
_TITLE = Text("Satisfaction", "满意度")
#: Up to so many purchases before an answer customers are compared with their like alone.
_STRATA = (1, 2, 4)
#: A difference is claimed when chance alone would show one in so few of all shops.
_LEVEL = 0.05


class Bands(NamedTuple):
    """Each band's customers against the others; p-values are corrected for the number of bands."""

    comparisons: dict[str, Comparison]

    @property
    def claims(self) -> dict[str, Comparison]:
        """The bands whose customers come back more or less often than chance would have it."""
        return {name: c for name, c in self.comparisons.items() if c.p_value <= _LEVEL}


def satisfaction(
    scored: pd.DataFrame, scale: Scale, labels: Mapping[str, Text], window_days: int, least: int
) -> Section:
    """Return the main table: scores and return by every group.

    ``scored`` are the answers with the groups' columns, ``labels`` what people call the classes;
    groups of fewer than ``least`` people are left out, which is said.
    """
    first = first_answers(scored)
    rows = [row for group in _GROUPS for row in _group(group, scored, first, scale, least)]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.FEEDBACK_COLUMNS])
    names = {
        "group": _GROUPS,
        "value": {
            "": Text("(blank)", "（空）"),
            _ALL: Text("(all)", "（全部）"),
            **BANDS,
            **KIND_NAMES,
            **labels,
        },
    }
    table = Table("feedback", _TITLE, tables.FEEDBACK_COLUMNS, FrameRows(frame), names=names)
    lines = (*_lines(scored, first, scale, window_days), *_left_out(least))
    return Section(_TITLE, lines, table)


def _left_out(least: int) -> Iterator[Text]:
    if least > 1:
        yield Text(
            f"Groups of fewer than {least} people are not shown", f"不足 {least} 人的分组不显示"
        )


def nothing() -> Section:
    """Return the main table of a feedback file without scores."""
    frame = pd.DataFrame(columns=[column.id for column in tables.FEEDBACK_COLUMNS])
    table = Table("feedback", _TITLE, tables.FEEDBACK_COLUMNS, FrameRows(frame))
    return Section(_TITLE, (), table)


def by_month(scored: pd.DataFrame, scale: Scale, least: int) -> Section | None:
    """Return the mean score of each month as a chart, where there are several."""
    rows = list(_group("month", scored, first_answers(scored), scale, least))
    if len(rows) < 2:
        return None
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.FEEDBACK_COLUMNS])
    frame = frame.assign(month=frame["value"])
    columns = tables.SCORE_MONTH_COLUMNS
    title = Text("Mean score by month", "各月平均分")
    table = Table("months", title, columns, FrameRows(frame[[c.id for c in columns]]), shown=False)
    chart = Chart("line", title, "months", "month", ("mean_score",))
    return Section(title, (), table, chart)


def first_answers(scored: pd.DataFrame) -> pd.DataFrame:
    """Return the first answer of each customer, of those whose window has passed.

    One for each customer, so that they are independent; later answers are of those who came back.
    """
    own = scored[scored["customer"].notna()]
    first = own.drop_duplicates("customer")
    return first[first["is_settled"]]


def _group(
    group: str, scored: pd.DataFrame, first: pd.DataFrame, scale: Scale, least: int
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one group, in the order of its values, of as many people at least."""
    if group not in scored or (
        group in ("class", "store", "channel") and not _varies(scored[group])
    ):
        return
    order = list(BANDS) if group == "band" else sorted(scored[group].unique())
    for value in order:
        mine = scored[scored[group] == value]
        if not len(mine) or mine["customer_id"].nunique() < least:
            continue
        of_group = first[group] == value
        back, others = (_share(first[mask]) for mask in (of_group, ~of_group))
        yield group, value, len(mine), *_mean(mine["score"], scale), back, others


def _varies(values: pd.Series[str]) -> bool:
    """Whether anybody says what the group is."""
    return bool((values != "").any())


def _share(first: pd.DataFrame) -> float:
    return rate(int(first["came_back"].sum()), len(first)).value


def _mean(scores: pd.Series[float], scale: Scale) -> tuple[float, float, float]:
    """Return a mean with its interval, which ends where the scale does."""
    found = mean(scores.tolist())
    if not found.high > found.low:  # scores that are all alike tell nothing of others
        return found.value, math.nan, math.nan
    return found.value, max(found.low, scale.least), min(found.high, scale.most)


def _lines(
    scored: pd.DataFrame, first: pd.DataFrame, scale: Scale, window_days: int
) -> tuple[Text, ...]:
    value, low, high = _mean(scored["score"], scale)
    span = f" ({low:.2f} – {high:.2f})" if low == low else ""  # noqa: PLR0124 - NaN
    least, most = scale.least, scale.most
    return (
        Text(
            f"{counted(len(scored), 'answer')} with a score from {least:g} to {most:g}: "
            f"mean {value:.2f}{span}; low is up to {scale.low:g}, high from {scale.high:g}",
            f"{len(scored):,} 条评分（{least:g} 至 {most:g} 分），平均 {value:.2f}{span}；"
            f"{scale.low:g} 分及以下为低分，{scale.high:g} 分及以上为高分",
        ),
        Text(
            f"Coming back is counted for {counted(len(first), 'customer')}, from the first answer "
            f"of each on, where {window_days} days have passed since; classes are those of today, "
            "and who came back is more easily in a better one",
            f"复购以 {len(first):,} 位客户的首次评分起 {window_days} 天计（仅计已满期者）；"
            "客户分类为当前分类，复购过的客户自然更易属于较好的分类",
        ),
    )


def bands_of(scored: pd.DataFrame) -> Bands:
    """Return each band's customers against the others, with as many purchases before."""
    first = first_answers(scored)
    stratum = np.searchsorted(_STRATA, first["purchases_before"].to_numpy(np.int64))
    back = first["came_back"].to_numpy(bool)
    names = [name for name in BANDS if (first["band"] == name).any()]
    found = {
        name: analysis.compare((first["band"] == name).to_numpy(bool), back, stratum)
        for name in names
    }
    return Bands(
        {name: c._replace(p_value=min(1.0, c.p_value * len(found))) for name, c in found.items()}
    )


def bands_section(bands: Bands, window_days: int) -> Section:
    """Return whether satisfaction goes with coming back, and what that does not show."""
    title = Text("Does dissatisfaction cost purchases?", "不满意是否影响复购")
    rows = [
        (
            name,
            c.group.denominator,
            c.group.numerator,
            *c.group[:3],
            *c.others[:3],
            c.difference,
            c.low,
            c.high,
            c.p_value,
        )
        for name, c in bands.comparisons.items()
    ]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.BAND_COLUMNS])
    table = Table("bands", title, tables.BAND_COLUMNS, FrameRows(frame), names={"band": BANDS})
    return Section(title, (*_claims(bands, window_days), _CAUTION), table)


_CAUTION = Text(
    "This is no experiment: customers choose whether and what they answer, and what made them "
    "unhappy may keep them away by itself; only customers with as many purchases before are "
    "compared",
    "以上并非实验：是否作答、如何评分由客户自己决定，令其不满的原因本身也可能影响复购；"
    "仅在此前购买次数相近的客户之间比较",
)


def _claims(bands: Bands, window_days: int) -> tuple[Text, ...]:
    """Return what holds beyond chance in words, or that nothing does."""
    if not bands.claims:
        return (
            Text(
                f"Whether customers came back within {window_days} days shows no connection with "
                "their score beyond chance",
                f"{window_days} 天内是否复购与得分之间，未见超出偶然的关联",
            ),
        )
    return tuple(_claim(BANDS[name], c, window_days) for name, c in bands.claims.items())


def _claim(band: Text, c: Comparison, window_days: int) -> Text:
    mine, theirs = (percent(value) for value in (c.group.value, c.others.value))
    points, low, high = (f"{100 * value:+.0f}" for value in (c.difference, c.low, c.high))
    return Text(
        f"Of customers with a {band.en} score {mine} came back within {window_days} days, of the "
        f"others {theirs}: {points} points ({low} to {high}) among those with as many purchases "
        "before, which is more than chance",
        f"{band.zh}客户 {window_days} 天内复购率 {mine}，其他客户 {theirs}："
        f"在此前购买次数相近者之间相差 {points} 个百分点（{low} 至 {high}），超出偶然",
    )
