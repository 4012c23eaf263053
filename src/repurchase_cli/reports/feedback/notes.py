"""What a reader should know of the feedback before trusting what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.reports.feedback.complaints import Complaints
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.feedback import Feedback

#: From this share of the pieces on it is said that their kind is unknown.
_SAID = 0.02


def feedback_notes(sales: Sales, feedback: Feedback, complaints: Complaints) -> Iterator[Text]:
    """Yield the doubts about a feedback file."""
    yield from _left_out(sales)
    yield from _beyond_scale(feedback)
    yield from _unknown_kinds(feedback, complaints)
    yield from _unknown_channels(complaints)
    yield from _complaints(complaints)


def _left_out(sales: Sales) -> Iterator[Text]:
    end = f"date '{sales.as_of + timedelta(days=1)}'"
    ((undated, later),) = sales.derive("feedback/undated", {"end": end}).frame().to_numpy().tolist()
    if undated:
        yield Text(
            f"{counted(undated, 'record')} of the feedback file without a date: left out",
            f"反馈文件中 {undated:,} 条记录没有日期，未计入",
        )
    if later:
        yield Text(
            f"{counted(later, 'record')} of the feedback file after {sales.as_of}: left out",
            f"反馈文件中 {later:,} 条记录晚于 {sales.as_of}，未计入",
        )


def _beyond_scale(feedback: Feedback) -> Iterator[Text]:
    if feedback.scale is None:
        yield Text(
            "The feedback has no scores: nothing tells how satisfied customers are",
            "反馈中没有得分，无法统计满意度",
        )
        return
    pieces, scale = feedback.pieces, feedback.scale
    beyond = int((pieces["score"].notna() & (pieces["band"] == "")).sum())
    if beyond:
        yield Text(
            f"{counted(beyond, 'score')} not from {scale.least:g} to {scale.most:g}, the scale of "
            "the others: left out",
            f"{beyond:,} 个得分不在 {scale.least:g} 至 {scale.most:g} 之间，未计入",
        )


def _unknown_kinds(feedback: Feedback, complaints: Complaints) -> Iterator[Text]:
    others = feedback.of_kind("other")
    if len(others) < _SAID * len(feedback.pieces):
        return
    column = "type" in complaints.fields
    yield Text(
        f"{counted(len(others), 'record')} of the feedback file of no known kind: "
        + ("its type is none of " if column else "a column type would tell: ")
        + "survey, complaint, review, not_bought, consult",
        f"反馈文件中 {len(others):,} 条记录类别不明："
        + ("类型不属于" if column else "请增加“类型”列：")
        + "问卷、投诉、评价、未购买、咨询",
    )


def _unknown_channels(complaints: Complaints) -> Iterator[Text]:
    own = complaints.settings.feedback.reply_minutes
    found = complaints.all
    names = sorted(set(found.loc[found["place"] == "other", "channel"]) - {*own, ""})
    if not names:
        return
    shown = ", ".join(names[:5])
    yield Text(
        f"Nothing tells whether these channels are online or in the store: {shown}; the limit of "
        f"online ones is taken, else say it: --set 'feedback.reply_minutes={{{names[0]}: 15}}'",
        f"无法判断以下渠道属于线上还是门店：{shown}；按线上时限计，"
        f"如需更改：--set 'feedback.reply_minutes={{{names[0]}: 15}}'",
    )


def _complaints(complaints: Complaints) -> Iterator[Text]:
    if complaints.impossible:
        n = complaints.impossible
        yield Text(
            f"{counted(n, 'complaint')} with a reply before it: left out of reply times (is one of "
            "the times of another zone? then say --set timezone=Asia/Shanghai)",
            f"{n:,} 条投诉的回复早于投诉，未计入时效"
            "（若时区不同，请设 --set timezone=Asia/Shanghai）",
        )
    if len(complaints.all) and complaints.all["is_open"].isna().any():
        yield Text(
            "Nothing tells which complaints are open: a column closed_at would",
            "无法判断投诉是否已结：请增加“关闭时间”列",
        )
