"""Columns of the report of a period."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.measures import METRIC_COLUMNS, OVERVIEW_COLUMNS

SUMMARY_COLUMNS: tuple[Column, ...] = (
    column("measure", "text", "Measure", "指标", "measure, by its name in metrics", "指标名，同 metrics"),
    column("value", "number", "Value", "本期", "its value in the period; empty where it has none", "本期的值，无法计算时为空"),
    column("previous", "number", "Before", "上期", "its value in the period before", "上一期的值"),
    column("change", "number", "Change", "变化", "value minus previous", "本期减上期"),
    *bounds("number", "change"),
    column("change_beyond_chance", "text", "Beyond chance", "超出偶然", "yes where the interval of the change leaves 0 out, no where it does not", "变化的区间不含 0 为 yes，否则为 no"),
    column("usual_change", "number", "Usual change", "通常变动", "mean of the changes from period to period before this one, without their signs", "此前各期变动绝对值的平均"),
    column("year_before", "number", "Year before", "去年同期", "its value in the same period a year before", "去年同期的值"),
    column("change_year_before", "number", "Change in a year", "同比变化", "value minus that of the year before", "本期减去年同期"),
    *bounds("number", "change_year_before"),
    column("change_year_before_beyond_chance", "text", "Beyond chance in a year", "同比超出偶然", "the same for the change in a year", "同比变化是否超出偶然"),
    *pick(METRIC_COLUMNS, "unit"),
)  # fmt: skip

TREND_COLUMNS: tuple[Column, ...] = (
    *pick(OVERVIEW_COLUMNS, "period"),
    *pick(METRIC_COLUMNS, "from to"),
    *pick(OVERVIEW_COLUMNS, "active_customers new_customers"),
    column("returning_customers", "integer", "Returning customers", "老客数", "customers of the period who had bought before it", "本期购买且此前买过的客户"),
    *pick(OVERVIEW_COLUMNS, "purchases revenue repurchase_rate returning_rate average_purchase_value"),
    column("median_interpurchase_days", "days", "Median interval", "复购周期中位数", "median days between consecutive purchases, the later one in the period", "相邻两次购买间隔天数的中位数（后一次在本期）"),
    column("loyal_revenue_share", "share", "Revenue share of the loyal", "忠诚客户金额占比", "share of revenue from customers who were loyal on the period's last day", "金额中来自期末为忠诚类客户的比例"),
)  # fmt: skip

DEFINITION_COLUMNS: tuple[Column, ...] = (
    column("measure", "text", "Measure", "指标", "measure of the report", "报告中的指标"),
    column("definition", "text", "Definition", "定义", "how it is defined", "其定义"),
)  # fmt: skip
