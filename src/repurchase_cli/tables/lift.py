"""Columns of what past campaigns did."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.campaigns import CAMPAIGN
from repurchase_cli.tables.columns import bounds, column

_ARM = column(
    "arm", "text", "Arm", "组别", "contacted, or left alone as control", "已联系，或作为对照不联系"
)

#: What a campaign changed of the repurchase rate, with its interval.
_LIFT = (
    column("lift", "share", "Lift", "提升", "repurchase rate of the contacted minus that of control", "联系组复购率减对照组复购率"),
    *bounds("share", "lift"),
    column("p_value", "probability", "p", "p 值", "chance of so large a lift, either way, if the campaign changed nothing", "若活动无效，出现如此差异的概率"),
)  # fmt: skip

_ROI = column("roi", "number", "ROI", "投资回报率", "(incremental margin − cost) ÷ cost", "（增量毛利 − 成本）÷ 成本")  # fmt: skip

LIFT_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    _ARM,
    column("customers", "integer", "Customers", "客户数", "customers assigned to the arm, once per cycle, whose window has passed", "分到该组且观察期已满的客户，每个周期计一次"),
    column("buyers", "integer", "Buyers", "购买客户", "of these, bought within the window", "其中在观察期内购买的客户"),
    column("repurchase_rate", "share", "Bought", "复购率", "buyers ÷ customers", "购买客户 ÷ 客户数"),
    column("revenue_per_customer", "money", "Revenue each", "人均金额", "paid in the windows, net of refunds, ÷ customers", "观察期内实付净额 ÷ 客户数"),
    column("redeemed", "integer", "Redeemed", "核销数", "customers whose coupon stands on an order of the window; empty where it cannot be known", "观察期内订单上出现其优惠券的客户；无从得知时为空"),
    column("cost", "money", "Cost", "成本", "of the contacts, with gifts and points; amounts are net of coupons already", "联系成本，含礼品和积分；金额已扣除优惠券"),
    *_LIFT,
    column("incremental_revenue", "money", "Brought in", "增量金额", "difference of revenue per customer × contacted customers", "人均金额之差 × 联系客户数"),
    _ROI,
)  # fmt: skip

EFFECT_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    column("conclusion", "text", "Conclusion", "结论", "what can be said of the campaign", "对该活动可下的结论"),
    column("first_contact", "date", "First contact", "首次联系", "day of the first contact that is measured", "计入的首个联系日"),
    column("last_contact", "date", "Last contact", "末次联系", "day of the last one", "计入的最后联系日"),
    column("contacted", "integer", "Contacted", "联系组", "customers assigned to be contacted", "分到联系组的客户"),
    column("control", "integer", "Left alone", "对照组", "customers left alone by chance", "随机不联系的客户"),
    column("contacted_rate", "share", "Contacted: bought", "联系组复购率", "repurchase rate of the contacted", "联系组的复购率"),
    column("control_rate", "share", "Left alone: bought", "对照组复购率", "repurchase rate of control, weighted like the contacted where runs left different shares alone", "对照组的复购率；各次对照比例不同时按联系组加权"),
    *_LIFT,
    column("p_adjusted", "probability", "p, corrected", "校正 p 值", "p corrected for all campaigns compared (Benjamini–Hochberg)", "按全部比较的活动校正的 p 值（Benjamini–Hochberg）"),
    column("holds", "text", "Holds", "校正后成立", "yes where it also holds among all campaigns compared", "校正后仍成立为 yes"),
    column("detectable_lift", "share", "Detectable lift", "可检出提升", "smallest lift that as many customers show four times of five", "以此人数有八成把握检出的最小提升"),
    column("customers_needed", "integer", "Customers needed", "所需客户数", "customers, split alike, who would show this lift four times of five", "按同样比例分组，有八成把握检出该提升所需的客户数"),
    column("revenue_lift", "money", "Revenue lift each", "人均金额提升", "difference of revenue per customer", "两组人均金额之差"),
    *bounds("money", "revenue_lift"),
    column("incremental_revenue", "money", "Brought in", "增量金额", "revenue lift × contacted customers", "人均金额提升 × 联系客户数"),
    column("incremental_margin", "money", "Margin of it", "增量毛利", "incremental revenue × margin", "增量金额 × 毛利率"),
    column("cost", "money", "Cost", "成本", "of the contacts, with gifts and points", "联系成本，含礼品和积分"),
    _ROI,
    *bounds("number", "roi"),
)  # fmt: skip
