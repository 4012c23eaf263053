"""Columns of repurchase intervals, and of who is due when."""

from __future__ import annotations

from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CUSTOMER_COLUMNS

GAP_COLUMNS: tuple[Column, ...] = (
    column("days", "text", "Days", "间隔天数", "days between two purchases", "相邻两次购买相隔的天数"),
    column("gaps", "integer", "Gaps", "间隔数", "gaps that have ended, of so many days", "已结束的该长度间隔数"),
    column("share", "share", "Share", "占比", "of all gaps that have ended", "占全部已结束间隔的比例"),
    column("customer_share", "share", "By customer", "按客户占比", "the same when every customer who came back counts once", "每位回购客户只计一次时的占比"),
)  # fmt: skip

INTERVAL_COLUMNS: tuple[Column, ...] = (
    column("group", "text", "Group", "分组", "part of the shop; empty for the whole", "分组；空为全部"),
    column("after", "text", "After", "起点", "purchase from which on is waited: the first, …, the fifth or later, any", "从第几次购买算起：第 1 次……第 5 次及以后、任意一次"),
    column("purchases", "integer", "Times", "次数", "such purchases, each waited on for the next", "该类购买次数，逐次等待下一次购买"),
    column("returned", "integer", "Came back", "已回购", "of these, followed by another purchase so far", "其中目前已有下一次购买的次数"),
    column("mean_gap", "days", "Mean gap", "平均间隔", "mean of the gaps that have ended; too short while others run", "已结束间隔的平均值；尚有未结束间隔时偏短"),
    column("median_gap", "days", "Median gap", "间隔中位数", "median of the gaps that have ended", "已结束间隔的中位数"),
    column("km_median", "days", "KM median", "KM 中位数", "day by which half have come back (Kaplan–Meier); empty where that is not reached", "半数已回购的天数（Kaplan–Meier）；未达到为空"),
    *(
        column(f"back_{days}d", "share", f"{days} d", f"{days} 天", f"share that came back within {days} days (Kaplan–Meier); empty where nobody was seen so long", f"{days} 天内回购的比例（Kaplan–Meier）；观察期不足为空")
        for days in (30, 60, 90, 180, 365)
    ),
    column("customers", "integer", "Customers", "客户数", "customers who made these purchases", "这些购买的客户数"),
)  # fmt: skip

CURVE_COLUMNS: tuple[Column, ...] = (
    *pick(INTERVAL_COLUMNS, "group"),
    column("order_rank", "integer", "Purchase", "第几次购买", "waited from the customer's first, second, … purchase on; 5 is the fifth or later, empty any", "从第几次购买算起；5 为第 5 次及以后，空为任意一次"),
    column("days", "days", "Days since purchase", "距购买天数", "days since that purchase", "距该次购买的天数"),
    column("share_returned", "share", "Came back", "已回购比例", "share that has bought again by then (Kaplan–Meier)", "届时已再次购买的比例（Kaplan–Meier）"),
    *bounds("share", interval=Text("the 95% band", "95% 置信带")),
    column("at_risk", "integer", "At risk", "风险集", "purchases neither followed by another nor out of sight before that day", "该日之前既未回购也未失去观察的购买数"),
    column("after", "text", "After", "起点", "the same as Purchase, in words", "第几次购买（文字）"),
)  # fmt: skip

WITHIN_COLUMNS: tuple[Column, ...] = (
    *pick(CURVE_COLUMNS, "group order_rank"),
    column("days", "days", "Within days", "天数内", "days since that purchase", "距该次购买的天数"),
    *pick(CURVE_COLUMNS, "share_returned low high"),
)  # fmt: skip

LIMIT_COLUMNS: tuple[Column, ...] = (
    column("limit", "text", "Limit", "界限", "threshold in days", "天数阈值"),
    column("basis", "text", "From", "来源", "in force, or suggested by the shop's own intervals", "当前生效，或由本店复购周期建议"),
    column("days", "days", "Days", "天数", "days since the last purchase", "距上次购买天数"),
    column("share_of_returning", "share", "Back by then", "届时已回购", "of those who come back at all, share that has by then; every customer counts once", "最终会回购者中届时已回购的比例；每位客户只计一次"),
    column("longer", "integer", "Away longer", "超过次数", "times that a customer was away for longer", "客户离开超过该天数的次数"),
    column("returned", "integer", "Came back", "仍回购", "of these, ended by a purchase so far", "其中目前已再次购买的次数"),
    column("share_returned", "share", "Share", "回购占比", "of the times away for longer, ended by a purchase so far", "超过该天数后仍回购的比例"),
    *bounds("share", interval=Text("its 95% interval (Wilson)", "95% Wilson 区间")),
)  # fmt: skip

EXPECTED_COLUMNS: tuple[Column, ...] = (
    *pick(CUSTOMER_COLUMNS, "customer_id last_purchase"),
    column("due_date", "date", "Due", "应购日", "last purchase plus expected gap", "最近购买日加预计间隔"),
    column("due_low", "date", "Due from", "最早", "80% of the next purchases, of those who come back, lie from here …", "回购者的下一次购买有 80% 落在此日……"),
    column("due_high", "date", "Due to", "最晚", "… to here", "……至此日之间"),
    column("wake_up_date", "date", "Wake up", "唤醒日", "wake_up_days before the due date, after the last purchase", "应购日前 wake_up_days 天，不早于购买次日"),
    column("expected_gap", "days", "Expected gap", "预计间隔", "median of the customer's own gaps from 3 on; with k = 0 to 2 gaps exp((sum of ln gap + 2 · ln typical) ÷ (k + 2)), typical being the median, among those who come back, of the group after as many purchases", "有 3 个及以上间隔时为本人间隔的中位数；k = 0–2 个时为 exp((Σ ln 间隔 + 2·ln 典型) ÷ (k + 2))，典型为所在分组同购买次数回购者的间隔中位数"),
    column("group", "text", "Group", "分组", "the group of --group-by, else the customer group", "--group-by 的分组，否则为客户群"),
)  # fmt: skip
