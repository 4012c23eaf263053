"""Columns of models, of lifetime value, and of the holdout test."""

from __future__ import annotations

from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import bounds, column
from repurchase_cli.tables.customers import CUSTOMER_ID

#: How the ends of an interval are headed beside the value that they belong to.
_SMALL = ("low", "high")

MODEL_COLUMNS: tuple[Column, ...] = (
    column("model", "text", "Model", "模型", "name of the model", "模型名称"),
    column("parameters", "text", "Parameters", "参数", "by the letters of its paper, times in the stated unit", "按论文字母，时间以所述单位计"),
    column("log_likelihood", "number", "Log-likelihood", "对数似然", "at its maximum", "最大值处的对数似然"),
    column("customers", "integer", "Customers", "客户数", "customers it was fitted to", "用于拟合的客户数"),
    column("transactions", "integer", "Repeat purchases", "复购次数", "their repeat purchases", "其复购次数"),
    column("aic", "number", "AIC", "AIC", "Akaike's criterion; less is better", "赤池信息量，越小越好"),
    column("holdout_mae", "number", "Holdout MAE", "检验误差", "mean absolute error in purchases per customer, on days it had not seen", "在未见数据上的人均购买次数平均绝对误差"),
    column("converged", "text", "Converged", "收敛", "whether the search ended on a top", "是否收敛"),
    column("chosen", "text", "Chosen", "选用", "whether the predictions are from it", "是否用于预测"),
)  # fmt: skip

CLV_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("x", "integer", "x", "x", "repeat purchases", "复购次数"),
    column("t_x", "number", "t_x", "t_x", "from the first to the last purchase, in the time unit", "首购至最近购买，以时间单位计"),
    column("T", "number", "T", "T", "from the first purchase to the as-of date, in the time unit", "首购至截止日，以时间单位计"),
    column("m_x", "money", "m_x", "m_x", "mean value of the repeat purchases", "复购次均金额"),
    column("p_alive", "share", "Active", "活跃概率", "chance that the customer is still active", "客户仍活跃的概率"),
    column("expected_purchases", "number", "Purchases to come", "预期购买次数", "expected in the horizon", "预测期内的预期购买次数"),
    column("expected_purchase_value", "money", "Value each", "预期次均金额", "expected value of a purchase", "预期次均金额"),
    column("clv", "money", "Lifetime value", "生命周期价值", "margin times the discounted value of the purchases expected in the horizon", "预测期内预期购买折现后的毛利"),
    column("clv_low", "money", "low", "下限", "what becomes of the customer lies above this in 95 of 100 cases", "实际结果 95% 高于此值"),
    column("clv_high", "money", "high", "上限", "what becomes of the customer lies below this in 95 of 100 cases", "实际结果 95% 低于此值"),
    column("next_purchase_date", "date", "Next purchase", "下次购买", "median day of the next purchase; empty where one in the horizon is less likely than not", "下次购买日期的中位数；预测期内购买可能性不足一半时为空"),
    column("next_purchase_low", "date", "earliest", "最早", "5 of 100 come before", "5% 早于此日"),
    column("next_purchase_high", "date", "latest", "最晚", "5 of 100 come after", "5% 晚于此日"),
)  # fmt: skip

CLV_TOTAL_COLUMNS: tuple[Column, ...] = (
    column("what", "text", "What", "项目", "what is summed up over the customers", "对全部客户的合计"),
    column("value", "number", "Expected", "预期", "expected sum", "预期合计"),
    *bounds("number", interval=Text("the 90% interval of what will be", "实际结果 90% 区间"), labels=_SMALL),
)  # fmt: skip

CLV_TENTH_COLUMNS: tuple[Column, ...] = (
    column("tenth", "integer", "Tenth", "十分位", "tenths of customers, the most valuable first", "按价值从高到低的客户十分位"),
    column("customers", "integer", "Customers", "客户数", "customers in the tenth", "该十分位客户数"),
    column("p_alive", "share", "Active", "活跃概率", "mean chance of being active", "平均活跃概率"),
    column("expected_purchases", "number", "Purchases to come", "预期购买次数", "expected in the horizon, each", "人均预期购买次数"),
    column("clv", "money", "Lifetime value", "生命周期价值", "of the tenth", "该十分位合计"),
    column("share", "share", "Share", "占比", "of all customers' lifetime value", "占全部客户价值的比例"),
)  # fmt: skip

COVARIATE_COLUMNS: tuple[Column, ...] = (
    column("covariate", "text", "Covariate", "协变量", "what the customer is", "客户的属性"),
    column("value", "text", "Value", "取值", "its value", "属性取值"),
    column("parameter", "text", "Parameter", "参数", "parameter that it changes", "受影响的参数"),
    column("effect", "number", "Times", "倍数", "as much as with the most frequent value", "相对最常见取值的倍数"),
    *bounds("number", labels=_SMALL),
)  # fmt: skip

HOLDOUT_COLUMNS: tuple[Column, ...] = (
    column("method", "text", "Method", "方法", "a model, or a rule of thumb", "模型或经验法则"),
    column("mae", "number", "MAE", "平均绝对误差", "mean absolute error, purchases per customer", "人均购买次数的平均绝对误差"),
    column("rmse", "number", "RMSE", "均方根误差", "root of the mean squared error", "均方根误差"),
    column("bias", "number", "Bias", "偏差", "mean of predicted minus actual purchases", "预测减实际的平均值"),
    column("tracking_mape", "share", "Tracking", "累计误差", "mean error of the cumulative repeat purchases, week by week", "各周累计复购次数的平均误差"),
    column("difference", "number", "MAE vs best rule", "误差较最佳法则", "mean absolute error minus that of the best rule of thumb; below 0 is better", "平均绝对误差减最佳经验法则的误差，小于 0 为更好"),
    *bounds("number", "difference", Text("its 95% bootstrap interval", "差值的 95% 自助区间"), labels=_SMALL),
)  # fmt: skip

REPEATS_COLUMNS: tuple[Column, ...] = (
    column("x", "integer", "Repeat purchases before", "此前复购次数", "repeat purchases up to the calibration end; the last row holds all with more too", "校准期内复购次数；末行含更多者"),
    column("customers", "integer", "Customers", "客户数", "customers with so many", "客户数"),
    column("actual", "number", "Actual", "实际", "mean purchases after it", "此后的人均购买次数"),
    column("predicted", "number", "Predicted", "预测", "by the chosen model", "所选模型的预测"),
)  # fmt: skip

TRACKING_COLUMNS: tuple[Column, ...] = (
    column("day", "date", "Week ending", "截至", "last day of the week", "该周最后一天"),
    column("line", "text", "Line", "曲线", "actual or expected", "实际或预期"),
    column("cumulative", "number", "Cumulative", "累计", "repeat purchases of the calibration's customers so far", "校准期客户的累计复购次数"),
    column("weekly", "number", "In the week", "当周", "repeat purchases in the week", "当周复购次数"),
)  # fmt: skip
