"""Complaints: how soon they were answered, which are open or overdue, and who never came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.rates import Rate, rate
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.grammars.quotes import masked
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted, percent

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.feedback import Feedback

_NO_CHANNEL = {"": Text("(blank)", "（空）")}
STATES: dict[str, Text] = {
    "reply": Text("no reply", "未回复"),
    "end": Text("open", "未结案"),
    "followup": Text("no follow-up", "未回访"),
}
_YES_NO = {"yes": Text("yes", "是"), "no": Text("no", "否")}


class Complaints:
    """The complaints of a shop up to the end of the as-of date, and the limits that hold.

    ``fields`` are those that the feedback files have.
    """

    def __init__(
        self, feedback: Feedback, sales: Sales, settings: Settings, fields: set[str]
    ) -> None:
        self.fields, self.settings = fields, settings
        self.end = pd.Timestamp(sales.as_of + timedelta(days=1))
        found = feedback.of_kind("complaint").copy()
        found["channel"] = found["channel"].fillna("")
        found["limit_minutes"] = _limits(found, settings.feedback.reply_minutes)
        self.all = found

    @property
    def timed(self) -> pd.DataFrame:
        """Those of which the time is known: a date alone is none, nor is a reply before it."""
        if not {"created_at", "first_reply_at"} <= self.fields:
            return self.all.iloc[:0].assign(minutes=pd.Series(dtype=float))
        created, reply = self.all["created_at"], self.all["first_reply_at"]
        minutes = (reply - created).dt.total_seconds() / 60
        known = created.notna() & ~_is_day_alone(created) & ~(minutes < 0)
        return self.all.assign(minutes=minutes)[known]

    @property
    def impossible(self) -> int:
        """How many have a reply that came before them."""
        return int((self.all["first_reply_at"] < self.all["created_at"]).sum())


def _is_day_alone(times: pd.Series[pd.Timestamp]) -> bool:
    """Whether none of some times has a time of day."""
    return bool((times.dropna() == times.dropna().dt.normalize()).all())


def _limits(found: pd.DataFrame, minutes: Mapping[str, int]) -> pd.Series[int]:
    """Return the limit of each complaint: of its channel by name, else of its place."""
    by_place = found["place"].map(minutes).fillna(minutes["online"])
    return found["channel"].map(minutes).fillna(by_place).astype("int64")


def response(complaints: Complaints) -> Section | None:
    """Return how many complaints were answered within the limit of their channel."""
    timed = complaints.timed
    late = timed["created_at"] + pd.to_timedelta(timed["limit_minutes"], unit="min")
    due = timed[timed["minutes"].notna() | (late <= complaints.end)]
    if due.empty:
        return None
    rows = []
    for (channel, limit), mine in due.groupby(["channel", "limit_minutes"], sort=True):
        within = rate(int((mine["minutes"] <= limit).sum()), len(mine))
        rows.append(
            (
                channel,
                within.denominator,
                within.numerator,
                within.value,
                mine["minutes"].median(),
                limit,
                within.low,
                within.high,
                int(mine["minutes"].isna().sum()),
            )
        )
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.RESPONSE_COLUMNS])
    title = Text("Reply times of complaints", "投诉响应时效")
    names = {"channel": _NO_CHANNEL}
    table = Table("response", title, tables.RESPONSE_COLUMNS, FrameRows(frame), names=names)
    return Section(title, _response_lines(complaints, due), table)


def _response_lines(complaints: Complaints, due: pd.DataFrame) -> tuple[Text, ...]:
    within = int((due["minutes"] <= due["limit_minutes"]).sum())
    found = rate(within, len(due))
    span = _with_interval(found)
    return (
        Text(
            f"{within:,} of {counted(len(due), 'complaint')} were answered in time ({span.en})",
            f"{len(due):,} 条投诉中 {within:,} 条按时回复（{span.zh}）",
        ),
        *_follow_up_line(complaints),
    )


def _with_interval(found: Rate) -> Text:
    """Return a share with its interval in words."""
    share, low, high = (percent(value) for value in found[:3])
    return Text(f"{share}, interval {low} – {high}", f"{share}，区间 {low} – {high}")


def _follow_up_line(complaints: Complaints) -> tuple[Text, ...]:
    """Return how many closed complaints were followed up in time."""
    if not {"closed_at", "followup_at"} <= complaints.fields:
        return ()
    closed = complaints.all[complaints.all["closed_at"].notna()]
    limit = pd.Timedelta(hours=complaints.settings.feedback.followup_hours)
    waited = closed["followup_at"] - closed["closed_at"]
    due = closed[waited.notna() | (closed["closed_at"] + limit <= complaints.end)]
    if due.empty:
        return ()
    in_time = int((waited.loc[due.index] <= limit).sum())
    hours = complaints.settings.feedback.followup_hours
    share = percent(in_time / len(due))
    return (
        Text(
            f"{in_time:,} of {len(due):,} closed complaints were followed up within {hours} hours "
            f"({share})",
            f"{len(due):,} 条已结投诉中 {in_time:,} 条在 {hours} 小时内回访（{share}）",
        ),
    )


def pending(complaints: Complaints, contacts: pd.DataFrame) -> Section | None:
    """Return the complaints that wait for something, the next step first, then the longest waiting.

    ``contacts`` has ``customer_id, name, phone`` of the customers.
    """
    rows = pd.concat([_open(complaints), _not_followed_up(complaints)], ignore_index=True)
    if rows.empty:
        return None
    rows["waiting_hours"] = ((complaints.end - rows["since"]).dt.total_seconds() / 3600).round(1)
    rows["overdue"] = rows["due"].le(complaints.end).map({True: "yes", False: "no"})
    rows = rows.merge(contacts, on="customer_id", how="left")
    rows["created"] = rows["created_at"].fillna(rows["day"]).map(lambda t: f"{t:%Y-%m-%d %H:%M}")
    rows["text"] = [
        masked(text, name) for text, name in zip(rows["text"], rows["name"], strict=True)
    ]
    rows["place"] = rows["state"].map(list(STATES).index)
    rows = rows.sort_values(["place", "since", "customer_id"])
    columns = tables.COMPLAINT_COLUMNS
    title = Text("Complaints that wait", "待处理投诉")
    frame = rows[[column.id for column in columns]].reset_index(drop=True)
    names = {"state": STATES, "overdue": _YES_NO, "channel": _NO_CHANNEL}
    table = Table("complaints", title, columns, FrameRows(frame), names=names)
    return Section(title, (_pending_line(frame),), table)


def _open(complaints: Complaints) -> pd.DataFrame:
    """Return the open complaints: since when, and when the next step is or was due."""
    found = complaints.all
    found = found[found["is_open"].eq(True)]
    since = found["created_at"].fillna(found["day"])
    answered = found["first_reply_at"].notna() | ("first_reply_at" not in complaints.fields)
    limit = pd.to_timedelta(found["limit_minutes"], unit="min")
    hours = pd.Timedelta(hours=complaints.settings.feedback.followup_hours)
    due = (since + limit).where(~answered, since + hours)
    state = answered.map({True: "end", False: "reply"})
    return found.assign(state=state, since=since, due=due)


def _not_followed_up(complaints: Complaints) -> pd.DataFrame:
    """Return closed complaints that nobody has followed up."""
    if not {"closed_at", "followup_at"} <= complaints.fields:
        return complaints.all.iloc[:0]
    found = complaints.all
    found = found[found["closed_at"].notna() & found["followup_at"].isna()]
    hours = pd.Timedelta(hours=complaints.settings.feedback.followup_hours)
    since = found["closed_at"]
    return found.assign(state="followup", since=since, due=since + hours)


def _pending_line(frame: pd.DataFrame) -> Text:
    counts = [(STATES[s], int((frame["state"] == s).sum())) for s in STATES]
    overdue = int((frame["overdue"] == "yes").sum())
    return Text(
        ", ".join(f"{n:,} {name.en}" for name, n in counts if n) + f"; {overdue:,} overdue",
        "，".join(f"{name.zh} {n:,}" for name, n in counts if n) + f"；其中超时 {overdue:,}",
    )


def never_back(
    complaints: Complaints, customers: pd.DataFrame, labels: Mapping[str, Text], sales: Sales
) -> Section | None:
    """Return who complained a window ago or more and has not bought since.

    ``customers`` has ``customer_id, name, phone, n_purchases, revenue, class``; ``labels`` are
    what people call the classes.
    """
    days = complaints.settings.feedback.window_days
    own = complaints.all[complaints.all["customer"].notna()]
    last = own.drop_duplicates("customer_id", keep="last")
    since = (pd.Timestamp(sales.as_of) - last["day"]).dt.days
    watched = last.assign(days_since=since)[since >= days]
    gone = watched[~watched["came_ever"]]
    if watched.empty:
        return None
    rows = gone.assign(complained=gone["day"]).merge(customers, on="customer_id", how="left")
    rows = rows.sort_values(["revenue", "customer_id"], ascending=[False, True], ignore_index=True)
    columns = tables.GONE_COLUMNS
    title = Text("Who complained and never came back", "投诉后未再购买的客户")
    found = rate(len(gone), len(watched))
    span = _with_interval(found)
    line = Text(
        f"{len(gone):,} of {counted(len(watched), 'customer')} whose last complaint is {days} days "
        f"old or older have not bought since ({span.en})",
        f"最近一次投诉距今满 {days} 天的 {len(watched):,} 位客户中，{len(gone):,} 位此后未再购买"
        f"（{span.zh}）",
    )
    shown = FrameRows(rows[[c.id for c in columns]])
    table = Table("never_back", title, columns, shown, names={"class": labels})
    return Section(title, (line,), table if len(gone) else None)
