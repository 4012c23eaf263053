"""Columns of cohorts."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import bounds, column, pick

COHORT_COLUMNS: tuple[Column, ...] = (
    column("cohort", "text", "Cohort", "同期群", "those who first bought in the same period, or the same thing", "首次购买在同一期间或同一类别的客户"),
    column("period", "integer", "Period", "期", "periods since that of the first purchase, which is 0", "自首次购买所在期间（第 0 期）起的期数"),
    column("customers", "integer", "Customers", "客户数", "customers of the cohort for whom the period is over", "该期已结束的客户数"),
    column("active", "integer", "Active", "活跃客户", "of these, those who bought in the period", "其中本期有购买的客户数"),
    column("retention", "share", "Retention", "留存率", "active divided by customers", "活跃客户占客户数的比例"),
    column("repeat_rate", "share", "Bought again", "累计复购率", "share whose second purchase came by the end of the period", "到本期末已第二次购买的比例"),
    column("revenue", "money", "Revenue", "金额", "what these customers paid in the period, net of refunds", "这些客户本期实付净额"),
    column("cumulative_revenue_per_customer", "money", "Revenue each, so far", "人均累计金额", "what each of these customers paid from period 0 to the end of this one", "这些客户从第 0 期到本期末的人均实付净额"),
)  # fmt: skip

COHORT_SUMMARY_COLUMNS: tuple[Column, ...] = (
    *pick(COHORT_COLUMNS, "cohort"),
    column("customers", "integer", "Customers", "客户数", "all customers of the cohort", "该群全部客户"),
    column("period", "integer", "Period", "期", "last period that is over for at least half of them; what follows is as of its end", "至少半数客户已结束的最近一期；以下各列截至该期末"),
    *pick(COHORT_COLUMNS, "repeat_rate"),
    *bounds("share"),
    *pick(COHORT_COLUMNS, "cumulative_revenue_per_customer"),
)  # fmt: skip
