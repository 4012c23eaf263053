"""The vocabulary: every column of every table, with kind, unit, label and meaning.

A column's id is its name in CSV and JSON and never changes; its label is what people read.
"""

from __future__ import annotations

from dataclasses import replace

from repurchase_cli.document import Column, Kind, Text


def _column(
    name: str, kind: Kind, label: str, zh: str, meaning: str, sense: str, unit: str = ""
) -> Column:
    return Column(name, kind, Text(label, zh), Text(meaning, sense), unit)


#: Currencies whose amounts have no decimals.
WITHOUT_DECIMALS = frozenset({"CLP", "IDR", "ISK", "JPY", "KRW", "TWD", "VND"})


def money_digits(currency: str) -> int:
    """Return how many decimals a currency shows."""
    return 0 if currency in WITHOUT_DECIMALS else 2


#: What is measured of a customer; the columns that rules may name.
CUSTOMER_COLUMNS: tuple[Column, ...] = (
    _column("customer_id", "id", "Customer", "客户编号", "key of the customer, as in the export", "导出文件中的客户编号"),
    _column("first_purchase", "date", "First purchase", "首次购买", "day of the first purchase", "第一次购买的日期"),
    _column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase up to as-of", "截止日前最后一次购买的日期"),
    _column("days_since_last", "days", "Days since last", "距上次天数", "as-of date minus last purchase", "截止日减最近购买日", "days"),
    _column("n_purchases", "integer", "Purchases", "购买次数", "days with a net amount above zero", "净额大于零的购买日数"),
    _column("n_purchases_recent", "integer", "Recent purchases", "近期购买次数", "purchases in the last recent_days days", "近 recent_days 天内的购买次数"),
    _column("revenue", "money", "Revenue", "累计金额", "paid, net of discounts and refunds", "实付金额，已扣优惠和退款", "currency"),
    _column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "累计金额除以购买次数", "currency"),
    _column("mean_interpurchase_days", "days", "Mean interval", "平均购买间隔", "mean days between consecutive purchases; empty for one purchase", "相邻两次购买的平均天数；只买过一次为空", "days"),
)  # fmt: skip

SCORE_COLUMNS: tuple[Column, ...] = (
    _column("r_score", "score", "R", "R 分", "score of days since last, 5 best", "最近购买得分，5 最好", "1–5"),
    _column("f_score", "score", "F", "F 分", "score of purchases, 5 best", "购买次数得分，5 最好", "1–5"),
    _column("m_score", "score", "M", "M 分", "score of revenue, 5 best", "累计金额得分，5 最好", "1–5"),
    _column("rfm", "id", "RFM", "RFM", "the three scores side by side", "三项得分合写"),
)  # fmt: skip

LABEL_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "first class whose rule is true", "第一条成立的分类规则"),
    _column("class_reason", "text", "Reason", "分类理由", "why the customer is in this class", "属于该分类的理由"),
    _column("tier", "text", "Tier", "会员等级", "tier by revenue", "按累计金额划分的等级"),
    _column("lifecycle_stage", "text", "Stage", "生命周期", "stage by days since the last purchase", "按距上次购买天数划分的阶段"),
    _column("customer_group", "text", "Group", "客户群", "group by number of purchases", "按购买次数划分的客户群"),
)  # fmt: skip

CONTACT_COLUMNS: tuple[Column, ...] = (
    _column("name", "contact", "Name", "姓名", "name as in the customers file, else in the latest order that has one", "客户文件中的姓名，否则为最近有姓名的订单上的姓名"),
    _column("phone", "contact", "Phone", "手机号", "phone as in the customers file, else in the latest order that has one", "客户文件中的电话，否则为最近有电话的订单上的电话"),
    _column("email", "contact", "E-mail", "邮箱", "e-mail as in the customers file, else in the latest order that has one", "客户文件中的邮箱，否则为最近有邮箱的订单上的邮箱"),
)  # fmt: skip

CLASS_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "class of customers", "客户分类"),
    _column("customers", "integer", "Customers", "客户数", "customers in the class", "该类客户数"),
    _column("share", "share", "Share", "客户占比", "of all customers", "占全部客户的比例"),
    _column("revenue", "money", "Revenue", "累计金额", "paid by the class, net of refunds", "该类客户的实付净额", "currency"),
    _column("revenue_share", "share", "Revenue share", "金额占比", "of all customers' revenue", "占全部客户金额的比例"),
    _column("mean_days_since_last", "days", "Days since last", "平均距上次天数", "mean over the class", "该类客户的平均值", "days"),
    _column("mean_n_purchases", "number", "Purchases each", "平均购买次数", "mean over the class", "该类客户的平均值"),
    _column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "累计金额除以购买次数", "currency"),
)  # fmt: skip

PROBLEM_COLUMNS: tuple[Column, ...] = (
    _column("file", "text", "File", "文件", "file of the record", "记录所在文件"),
    _column("line", "integer", "Line", "行号", "physical line on which the record starts, the first being 1", "记录起始的物理行号，首行为 1"),
    _column("column", "text", "Column", "列", "header of the column that shows why", "说明原因的列"),
    _column("value", "text", "Value", "值", "what stands there, contacts masked", "该处的内容，联系方式已遮盖"),
    _column("code", "text", "Code", "代码", "name of the reason", "原因代码"),
    _column("action", "text", "Action", "处理", "rejected, excluded or repaired", "拒绝、排除或修复"),
    _column("reason", "text", "Reason", "原因", "why, in words", "原因说明"),
)  # fmt: skip

KIND_COLUMNS: tuple[Column, ...] = (
    _column("code", "text", "Code", "代码", "name of the reason", "原因代码"),
    _column("action", "text", "Action", "处理", "rejected, excluded or repaired", "拒绝、排除或修复"),
    _column("records", "integer", "Records", "记录数", "records with this problem", "有此问题的记录数"),
    _column("amount", "money", "Amount", "金额", "their money, as far as it is known", "其金额（已知部分）", "currency"),
    _column("reason", "text", "Reason", "原因", "why, in words", "原因说明"),
)  # fmt: skip

FIELD_COLUMNS: tuple[Column, ...] = (
    _column("field", "text", "Field", "字段", "what the program needs", "程序需要的字段"),
    _column("header", "text", "Column", "列名", "column that it is read from", "读取的列"),
    _column("sample", "text", "Sample", "样例", "a value of the column, contacts masked", "该列的一个值，联系方式已遮盖"),
)  # fmt: skip

FILE_COLUMNS: tuple[Column, ...] = (
    _column("path", "text", "File", "文件", "file as named", "文件"),
    _column("system", "text", "System", "系统", "shop system, where it is known", "识别出的店铺系统"),
    _column("encoding", "text", "Encoding", "编码", "how its text is written", "文本编码"),
    _column("delimiter", "text", "Cut by", "分隔符", "what separates its cells", "单元格分隔符"),
    _column("header_line", "integer", "Header", "表头行", "line of the header, 0 for none", "表头所在行，0 表示没有"),
    _column("records", "integer", "Records", "记录数", "records below the header", "表头以下的记录数"),
)  # fmt: skip

ABOUT_COLUMNS: tuple[Column, ...] = (
    _column("what", "text", "What", "项目", "a fact about the customer", "客户的一项情况"),
    _column("value", "text", "Value", "内容", "its value", "内容"),
    _column("why", "text", "Why", "依据", "where it comes from", "依据"),
)  # fmt: skip

PURCHASE_COLUMNS: tuple[Column, ...] = (
    _column("day", "date", "Day", "日期", "day of the purchase", "购买日期"),
    _column("amount", "money", "Amount", "金额", "net amount of the day's orders", "当日订单净额", "currency"),
    _column("days_since_previous", "days", "Days since previous", "距前次天数", "days since the purchase before", "距前一次购买的天数", "days"),
)  # fmt: skip

METRIC_COLUMNS: tuple[Column, ...] = (
    _column("metric", "text", "Metric", "指标", "name of the measure", "指标名"),
    _column("value", "number", "Value", "值", "its value, in the unit beside it; empty where it has none", "指标值，单位见旁列；无法计算时为空"),
    _column("unit", "text", "Unit", "单位", "what the value counts", "值的单位"),
    _column("low", "number", "Low", "下限", "lower bound of the 95 % interval", "95% 区间下限"),
    _column("high", "number", "High", "上限", "upper bound of the 95 % interval", "95% 区间上限"),
    _column("numerator", "number", "Numerator", "分子", "what is divided, where it is a ratio", "比值的分子"),
    _column("denominator", "number", "Denominator", "分母", "what it is divided by, or the number of cases", "比值的分母或个数"),
    _column("from", "date", "From", "起始日", "first day of the period", "本期首日"),
    _column("to", "date", "To", "结束日", "last day of the period", "本期末日"),
    _column("definition", "text", "Definition", "定义", "how the measure is defined", "指标的定义"),
)  # fmt: skip

HEADLINE_COLUMNS: tuple[Column, ...] = (
    _column("measure", "text", "Measure", "指标", "measure, as people call it", "指标名称"),
    _column("shown", "text", "Value", "值", "its value with its unit", "指标值"),
    _column("interval", "text", "95 % interval", "95% 区间", "where the true value lies, 95 times of 100", "真值有 95% 的把握落在此区间"),
    _column("made_of", "text", "Made of", "构成", "numerator and denominator", "分子与分母"),
)  # fmt: skip

OVERVIEW_COLUMNS: tuple[Column, ...] = (
    _column("period", "text", "Period", "期间", "week, month, quarter or year", "周、月、季度或年"),
    _column("active_customers", "integer", "Customers", "客户数", "customers with a purchase in the period", "本期购买客户数"),
    _column("new_customers", "integer", "New", "新客", "customers whose first purchase lies in the period", "首购在本期的客户"),
    _column("repurchase_rate", "share", "Repurchase rate", "复购率", "customers with at least 2 purchases in the period, of those with 1", "本期至少购买 2 次的客户占比"),
    _column("returning_rate", "share", "Returning", "老客占比", "customers who had bought before the period", "此前买过的客户占比"),
    _column("retention_rate", "share", "Retention", "留存率", "buyers of the period before who bought again in this one", "上期客户本期再购比例"),
    _column("purchases", "integer", "Purchases", "购买次数", "purchases in the period", "本期购买次数"),
    _column("average_purchase_value", "money", "Average purchase", "次均金额", "revenue divided by purchases", "金额除以购买次数", "currency"),
    _column("revenue", "money", "Revenue", "金额", "paid by customers, net of refunds", "客户实付净额", "currency"),
)  # fmt: skip

PURCHASE_COUNT_COLUMNS: tuple[Column, ...] = (
    _column("purchases", "integer", "Purchases", "购买次数", "purchases of a customer in the period", "客户本期购买次数"),
    _column("customers", "integer", "Customers", "客户数", "customers who bought so often", "购买该次数的客户数"),
    _column("share", "share", "Share", "客户占比", "of the customers of the period", "占本期客户的比例"),
    _column("revenue", "money", "Amount", "金额", "amount of their purchases", "其购买金额", "currency"),
)  # fmt: skip

CONTRIBUTION_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "class at the as-of date", "截止日的客户分类"),
    _column("customers", "integer", "Customers", "客户数", "customers of the class with a purchase or refund in the period", "本期有往来的该类客户数"),
    _column("share", "share", "Share", "客户占比", "of the customers of the period", "占本期客户的比例"),
    _column("revenue", "money", "Revenue", "金额", "what they paid in the period, net", "其本期实付净额", "currency"),
    _column("revenue_share", "share", "Revenue share", "金额占比", "of all customers' revenue of the period", "占本期客户金额的比例"),
)  # fmt: skip

CONCENTRATION_COLUMNS: tuple[Column, ...] = (
    _column("customers_share", "share", "Customers", "客户占比", "customers who paid most, up to here, of all", "金额由高到低累计的客户占比"),
    _column("revenue_share", "share", "Revenue", "金额占比", "their part of the revenue of the period", "其金额累计占比"),
)  # fmt: skip

DISCOUNT_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "class at the as-of date", "截止日的客户分类"),
    _column("purchases", "integer", "Purchases", "购买次数", "purchases of the period", "本期购买次数"),
    _column("discount_share", "share", "On discount", "折扣购买占比", "purchases on discount", "含折扣的购买次数占比"),
    _column("discount_revenue_share", "share", "Their money", "折扣金额占比", "amount of these, of all purchases", "折扣购买金额占比"),
    _column("discount_index", "number", "Index", "指数", "share on discount beside the shop's, 100 being the same", "折扣占比与全店之比，100 为相同"),
    _column("items_per_purchase", "number", "Items each", "连带率", "units divided by purchases", "件数除以购买次数"),
)  # fmt: skip

TRANSITION_COLUMNS: tuple[Column, ...] = (
    _column("from", "text", "Bought before", "上一次品类", "category in the purchase before", "上一次购买的品类"),
    _column("to", "text", "Then", "下一次品类", "category in the purchase after", "下一次购买的品类"),
    _column("purchases", "integer", "Purchases", "购买次数", "purchases with this category that follow one with that", "符合的购买次数"),
    _column("share", "share", "Share", "占比", "of the purchases that follow one with that category", "占上一次含该品类的后续购买的比例"),
    _column("index", "number", "Index", "指数", "share beside that after any purchase, 100 being the same", "与任意购买之后的占比之比，100 为相同"),
)  # fmt: skip

LOYAL_COLUMNS: tuple[Column, ...] = (
    _column("customers", "integer", "Customers", "客户数", "customers who bought in the group", "在该分组有购买的客户数"),
    _column("loyal", "integer", "Loyal", "忠诚客户", "of them, those who are loyal to the shop as a whole", "其中全店分类为忠诚的客户数"),
    _column("loyal_share", "share", "Loyal share", "忠诚占比", "of the customers who bought in the group", "占该分组购买客户的比例"),
    _column("revenue", "money", "Revenue", "金额", "what they paid in the group, net of refunds", "他们在该分组的实付净额", "currency"),
)  # fmt: skip

DRIFT_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_COLUMNS[0],
    _column("purchases", "integer", "Purchases", "购买次数", "purchases whose categories are known", "品类已知的购买次数"),
    _column("from", "text", "Before", "此前品类", "most frequent category of the earlier half of them", "前一半购买中最多的品类"),
    _column("to", "text", "Lately", "近期品类", "most frequent category of the recent half", "后一半购买中最多的品类"),
    _column("distance", "number", "Distance", "偏好距离", "half the sum of the differences between the categories' shares in the two halves: 0 the same, 1 nothing in common", "两半中各品类占比之差的合计的一半：0 为相同，1 为完全不同"),
    _column("by_chance", "number", "By chance", "随机水平", "the same between every other purchase and the rest", "隔次购买与其余购买之间的同一距离"),
)  # fmt: skip

PREFERENCE_COLUMNS: tuple[Column, ...] = (
    _column("field", "text", "What", "项目", "what is compared", "比较的项目"),
    _column("value", "text", "Value", "取值", "its value in the last purchase", "最后一次购买中的取值"),
    _column("lost", "integer", "Lost", "流失客户", "lost customers with it", "具有该取值的流失客户数"),
    _column("lost_share", "share", "Of the lost", "占流失客户", "of the lost customers with any value", "占流失客户的比例"),
    _column("stayed", "integer", "Stayed", "留存客户", "other customers with it", "具有该取值的其他客户数"),
    _column("stayed_share", "share", "Of the others", "占其他客户", "of the other customers with any value", "占其他客户的比例"),
    _column("index", "number", "Index", "指数", "share among the lost beside that among the others, 100 being the same", "流失客户占比与其他客户占比之比，100 为相同"),
)  # fmt: skip

GAP_COLUMNS: tuple[Column, ...] = (
    _column("days", "text", "Days", "间隔天数", "days between two purchases", "相邻两次购买相隔的天数"),
    _column("gaps", "integer", "Gaps", "间隔数", "gaps that have ended, of so many days", "已结束的该长度间隔数"),
    _column("share", "share", "Share", "占比", "of all gaps that have ended", "占全部已结束间隔的比例"),
    _column("customer_share", "share", "By customer", "按客户占比", "the same when every customer who came back counts once", "每位回购客户只计一次时的占比"),
)  # fmt: skip

INTERVAL_COLUMNS: tuple[Column, ...] = (
    _column("group", "text", "Group", "分组", "part of the shop; empty for the whole", "分组；空为全部"),
    _column("after", "text", "After", "起点", "purchase from which on is waited: the first, …, the fifth or later, any", "从第几次购买算起：第 1 次……第 5 次及以后、任意一次"),
    _column("purchases", "integer", "Times", "次数", "such purchases, each waited on for the next", "该类购买次数，逐次等待下一次购买"),
    _column("returned", "integer", "Came back", "已回购", "of these, followed by another purchase so far", "其中目前已有下一次购买的次数"),
    _column("mean_gap", "days", "Mean gap", "平均间隔", "mean of the gaps that have ended; too short while others run", "已结束间隔的平均值；尚有未结束间隔时偏短", "days"),
    _column("median_gap", "days", "Median gap", "间隔中位数", "median of the gaps that have ended", "已结束间隔的中位数", "days"),
    _column("km_median", "days", "KM median", "KM 中位数", "day by which half have come back (Kaplan–Meier); empty where that is not reached", "半数已回购的天数（Kaplan–Meier）；未达到为空", "days"),
    *(
        _column(f"back_{days}d", "share", f"{days} d", f"{days} 天", f"share that came back within {days} days (Kaplan–Meier); empty where nobody was seen so long", f"{days} 天内回购的比例（Kaplan–Meier）；观察期不足为空")
        for days in (30, 60, 90, 180, 365)
    ),
    _column("customers", "integer", "Customers", "客户数", "customers who made these purchases", "这些购买的客户数"),
)  # fmt: skip

CURVE_COLUMNS: tuple[Column, ...] = (
    _column("group", "text", "Group", "分组", "part of the shop; empty for the whole", "分组；空为全部"),
    _column("order_rank", "integer", "Purchase", "第几次购买", "waited from the customer's first, second, … purchase on; 5 is the fifth or later, empty any", "从第几次购买算起；5 为第 5 次及以后，空为任意一次"),
    _column("days", "days", "Days since purchase", "距购买天数", "days since that purchase", "距该次购买的天数", "days"),
    _column("share_returned", "share", "Came back", "已回购比例", "share that has bought again by then (Kaplan–Meier)", "届时已再次购买的比例（Kaplan–Meier）"),
    _column("low", "share", "Low", "下限", "lower bound of the 95 % band", "95% 置信带下限"),
    _column("high", "share", "High", "上限", "upper bound of the 95 % band", "95% 置信带上限"),
    _column("at_risk", "integer", "At risk", "风险集", "purchases neither followed by another nor out of sight before that day", "该日之前既未回购也未失去观察的购买数"),
    _column("after", "text", "After", "起点", "the same as Purchase, in words", "第几次购买（文字）"),
)  # fmt: skip

WITHIN_COLUMNS: tuple[Column, ...] = (
    *CURVE_COLUMNS[:2],
    _column("days", "days", "Within days", "天数内", "days since that purchase", "距该次购买的天数", "days"),
    *CURVE_COLUMNS[3:6],
)  # fmt: skip

LIMIT_COLUMNS: tuple[Column, ...] = (
    _column("limit", "text", "Limit", "界限", "threshold in days", "天数阈值"),
    _column("basis", "text", "From", "来源", "in force, or suggested by the shop's own intervals", "当前生效，或由本店复购周期建议"),
    _column("days", "days", "Days", "天数", "days since the last purchase", "距上次购买天数", "days"),
    _column("share_of_returning", "share", "Back by then", "届时已回购", "of those who come back at all, share that has by then; every customer counts once", "最终会回购者中届时已回购的比例；每位客户只计一次"),
    _column("longer", "integer", "Away longer", "超过次数", "times that a customer was away for longer", "客户离开超过该天数的次数"),
    _column("returned", "integer", "Came back", "仍回购", "of these, ended by a purchase so far", "其中目前已再次购买的次数"),
    _column("share_returned", "share", "Share", "回购占比", "of the times away for longer, ended by a purchase so far", "超过该天数后仍回购的比例"),
    _column("low", "share", "Low", "下限", "lower bound of the 95 % interval (Wilson)", "95% 区间下限（Wilson）"),
    _column("high", "share", "High", "上限", "upper bound of the 95 % interval (Wilson)", "95% 区间上限（Wilson）"),
)  # fmt: skip

EXPECTED_COLUMNS: tuple[Column, ...] = (
    _column("customer_id", "id", "Customer", "客户编号", "key of the customer, as in the export", "导出文件中的客户编号"),
    _column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase up to as-of", "截止日前最后一次购买的日期"),
    _column("due_date", "date", "Due", "应购日", "last purchase plus expected gap", "最近购买日加预计间隔"),
    _column("due_low", "date", "Due from", "最早", "80 % of the next purchases, of those who come back, lie from here …", "回购者的下一次购买有 80% 落在此日……"),
    _column("due_high", "date", "Due to", "最晚", "… to here", "……至此日之间"),
    _column("wake_up_date", "date", "Wake up", "唤醒日", "wake_up_days before the due date, after the last purchase", "应购日前 wake_up_days 天，不早于购买次日"),
    _column("expected_gap", "days", "Expected gap", "预计间隔", "median of the customer's own gaps from 3 on; with k = 0 to 2 gaps exp((sum of ln gap + 2 · ln typical) ÷ (k + 2)), typical being the median, among those who come back, of the group after as many purchases", "有 3 个及以上间隔时为本人间隔的中位数；k = 0–2 个时为 exp((Σ ln 间隔 + 2·ln 典型) ÷ (k + 2))，典型为所在分组同购买次数回购者的间隔中位数", "days"),
    _column("group", "text", "Group", "分组", "the group of --group-by, else the customer group", "--group-by 的分组，否则为客户群"),
)  # fmt: skip

COHORT_COLUMNS: tuple[Column, ...] = (
    _column("cohort", "text", "Cohort", "同期群", "those who first bought in the same period, or the same thing", "首次购买在同一期间或同一类别的客户"),
    _column("period", "integer", "Period", "期", "periods since that of the first purchase, which is 0", "自首次购买所在期间（第 0 期）起的期数"),
    _column("customers", "integer", "Customers", "客户数", "customers of the cohort for whom the period is over", "该期已结束的客户数"),
    _column("active", "integer", "Active", "活跃客户", "of these, those who bought in the period", "其中本期有购买的客户数"),
    _column("retention", "share", "Retention", "留存率", "active divided by customers", "活跃客户占客户数的比例"),
    _column("repeat_rate", "share", "Bought again", "累计复购率", "share whose second purchase came by the end of the period", "到本期末已第二次购买的比例"),
    _column("revenue", "money", "Revenue", "金额", "what these customers paid in the period, net of refunds", "这些客户本期实付净额", "currency"),
    _column("cumulative_revenue_per_customer", "money", "Revenue each, so far", "人均累计金额", "what each of these customers paid from period 0 to the end of this one", "这些客户从第 0 期到本期末的人均实付净额", "currency"),
)  # fmt: skip

COHORT_SUMMARY_COLUMNS: tuple[Column, ...] = (
    COHORT_COLUMNS[0],
    _column("customers", "integer", "Customers", "客户数", "all customers of the cohort", "该群全部客户"),
    _column("period", "integer", "Period", "期", "last period that is over for at least half of them; what follows is as of its end", "至少半数客户已结束的最近一期；以下各列截至该期末"),
    COHORT_COLUMNS[5],
    _column("low", "share", "Low", "下限", "lower bound of the 95 % interval", "95% 区间下限"),
    _column("high", "share", "High", "上限", "upper bound of the 95 % interval", "95% 区间上限"),
    COHORT_COLUMNS[7],
)  # fmt: skip

MIGRATION_COLUMNS: tuple[Column, ...] = (
    _column("from", "text", "From", "原分类", "label on the first date; (none): no customer yet", "起始日的分类；(none) 表示当时尚无购买"),
    _column("to", "text", "To", "现分类", "label on the second date; (none): all purchases have been refunded since", "截止日的分类；(none) 表示购买已全部退款"),
    _column("customers", "integer", "Customers", "客户数", "customers who went so", "如此变化的客户数"),
    _column("share", "share", "Share", "占比", "of those who had the first label", "占原分类客户的比例"),
    _column("revenue_before", "money", "Paid before", "此前金额", "what they had paid up to the first date", "截至起始日的实付净额", "currency"),
    _column("revenue_after", "money", "Paid between", "期间金额", "what they paid after the first date, up to the second, net of refunds", "起始日之后至截止日的实付净额", "currency"),
)  # fmt: skip

CONVERSION_COLUMNS: tuple[Column, ...] = (
    *MIGRATION_COLUMNS[:3],
    _column("rate", "share", "Rate", "转化率", "customers who went so, of those who had the first label", "占原分类客户的比例"),
    _column("low", "share", "Low", "下限", "lower bound of the 95 % interval", "95% 区间下限"),
    _column("high", "share", "High", "上限", "upper bound of the 95 % interval", "95% 区间上限"),
    *MIGRATION_COLUMNS[4:],
    _column("of", "integer", "Of", "原有客户", "customers who had the first label", "原分类的客户数"),
)  # fmt: skip

COMPARISON_COLUMNS: tuple[Column, ...] = (
    _column("label", "text", "Label", "分类", "class, tier, stage, group or score", "客户分类、等级、阶段、客户群或得分"),
    _column("customers_then", "integer", "Customers then", "原客户数", "customers with the label on the first date", "起始日的客户数"),
    _column("customers_now", "integer", "Customers now", "现客户数", "customers with the label on the second date", "截止日的客户数"),
    _column("change", "integer", "Change", "增减", "now minus then", "现客户数减原客户数"),
    _column("share_then", "share", "Share then", "原占比", "of all customers on the first date", "占起始日全部客户的比例"),
    _column("share_now", "share", "Share now", "现占比", "of all customers on the second date", "占截止日全部客户的比例"),
    _column("revenue_share_then", "share", "Revenue share then", "原金额占比", "share of all that customers had paid up to the first date", "截至起始日累计金额的占比"),
    _column("revenue_share_now", "share", "Revenue share now", "现金额占比", "share of all that customers had paid up to the second date", "截至截止日累计金额的占比"),
)  # fmt: skip

MOVER_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_COLUMNS[0],
    *MIGRATION_COLUMNS[:2],
    *CUSTOMER_COLUMNS[3:5],
    CUSTOMER_COLUMNS[6],
    MIGRATION_COLUMNS[5],
)  # fmt: skip

SERIES_COLUMNS: tuple[Column, ...] = (
    _column("date", "date", "Date", "日期", "last day of a period", "期间末日"),
    COMPARISON_COLUMNS[0],
    _column("customers", "integer", "Customers", "客户数", "customers with the label on that day", "当日该分类的客户数"),
    _column("share", "share", "Share", "客户占比", "of all customers on that day", "占当日全部客户的比例"),
    _column("revenue", "money", "Paid in the period", "本期金额", "what they paid in the period that ends on that day, net of refunds; empty on the first day", "本期实付净额；第一期为空", "currency"),
)  # fmt: skip

MODEL_COLUMNS: tuple[Column, ...] = (
    _column("model", "text", "Model", "模型", "name of the model", "模型名称"),
    _column("parameters", "text", "Parameters", "参数", "by the letters of its paper, times in the stated unit", "按论文字母，时间以所述单位计"),
    _column("log_likelihood", "number", "Log-likelihood", "对数似然", "at its maximum", "最大值处的对数似然"),
    _column("customers", "integer", "Customers", "客户数", "customers it was fitted to", "用于拟合的客户数"),
    _column("transactions", "integer", "Repeat purchases", "复购次数", "their repeat purchases", "其复购次数"),
    _column("aic", "number", "AIC", "AIC", "Akaike's criterion; less is better", "赤池信息量，越小越好"),
    _column("holdout_mae", "number", "Holdout MAE", "检验误差", "mean absolute error in purchases per customer, on days it had not seen", "在未见数据上的人均购买次数平均绝对误差"),
    _column("converged", "text", "Converged", "收敛", "whether the search ended on a top", "是否收敛"),
    _column("chosen", "text", "Chosen", "选用", "whether the predictions are from it", "是否用于预测"),
)  # fmt: skip

CLV_COLUMNS: tuple[Column, ...] = (
    _column("customer_id", "id", "Customer", "客户编号", "key of the customer, as in the export", "导出文件中的客户编号"),
    _column("x", "integer", "x", "x", "repeat purchases", "复购次数"),
    _column("t_x", "number", "t_x", "t_x", "from the first to the last purchase, in the time unit", "首购至最近购买，以时间单位计"),
    _column("T", "number", "T", "T", "from the first purchase to the as-of date, in the time unit", "首购至截止日，以时间单位计"),
    _column("m_x", "money", "m_x", "m_x", "mean value of the repeat purchases", "复购次均金额", "currency"),
    _column("p_alive", "share", "Active", "活跃概率", "chance that the customer is still active", "客户仍活跃的概率"),
    _column("expected_purchases", "number", "Purchases to come", "预期购买次数", "expected in the horizon", "预测期内的预期购买次数"),
    _column("expected_purchase_value", "money", "Value each", "预期次均金额", "expected value of a purchase", "预期次均金额", "currency"),
    _column("clv", "money", "Lifetime value", "生命周期价值", "margin times the discounted value of the purchases expected in the horizon", "预测期内预期购买折现后的毛利", "currency"),
    _column("clv_low", "money", "low", "下限", "what becomes of the customer lies above this in 95 of 100 cases", "实际结果 95% 高于此值", "currency"),
    _column("clv_high", "money", "high", "上限", "what becomes of the customer lies below this in 95 of 100 cases", "实际结果 95% 低于此值", "currency"),
    _column("next_purchase_date", "date", "Next purchase", "下次购买", "median day of the next purchase; empty where one in the horizon is less likely than not", "下次购买日期的中位数；预测期内购买可能性不足一半时为空"),
    _column("next_purchase_low", "date", "earliest", "最早", "5 of 100 come before", "5% 早于此日"),
    _column("next_purchase_high", "date", "latest", "最晚", "5 of 100 come after", "5% 晚于此日"),
)  # fmt: skip

CLV_TOTAL_COLUMNS: tuple[Column, ...] = (
    _column("what", "text", "What", "项目", "what is summed up over the customers", "对全部客户的合计"),
    _column("value", "number", "Expected", "预期", "expected sum", "预期合计"),
    _column("low", "number", "low", "下限", "lower bound of the 90 % interval of what will be", "实际结果 90% 区间下限"),
    _column("high", "number", "high", "上限", "upper bound of the 90 % interval of what will be", "实际结果 90% 区间上限"),
)  # fmt: skip

CLV_TENTH_COLUMNS: tuple[Column, ...] = (
    _column("tenth", "integer", "Tenth", "十分位", "tenths of customers, the most valuable first", "按价值从高到低的客户十分位"),
    _column("customers", "integer", "Customers", "客户数", "customers in the tenth", "该十分位客户数"),
    _column("p_alive", "share", "Active", "活跃概率", "mean chance of being active", "平均活跃概率"),
    _column("expected_purchases", "number", "Purchases to come", "预期购买次数", "expected in the horizon, each", "人均预期购买次数"),
    _column("clv", "money", "Lifetime value", "生命周期价值", "of the tenth", "该十分位合计", "currency"),
    _column("share", "share", "Share", "占比", "of all customers' lifetime value", "占全部客户价值的比例"),
)  # fmt: skip

COVARIATE_COLUMNS: tuple[Column, ...] = (
    _column("covariate", "text", "Covariate", "协变量", "what the customer is", "客户的属性"),
    _column("value", "text", "Value", "取值", "its value", "属性取值"),
    _column("parameter", "text", "Parameter", "参数", "parameter that it changes", "受影响的参数"),
    _column("effect", "number", "Times", "倍数", "as much as with the most frequent value", "相对最常见取值的倍数"),
    _column("low", "number", "low", "下限", "lower bound of its 95 % interval", "95% 区间下限"),
    _column("high", "number", "high", "上限", "upper bound of its 95 % interval", "95% 区间上限"),
)  # fmt: skip

HOLDOUT_COLUMNS: tuple[Column, ...] = (
    _column("method", "text", "Method", "方法", "a model, or a rule of thumb", "模型或经验法则"),
    _column("mae", "number", "MAE", "平均绝对误差", "mean absolute error, purchases per customer", "人均购买次数的平均绝对误差"),
    _column("rmse", "number", "RMSE", "均方根误差", "root of the mean squared error", "均方根误差"),
    _column("bias", "number", "Bias", "偏差", "mean of predicted minus actual purchases", "预测减实际的平均值"),
    _column("tracking_mape", "share", "Tracking", "累计误差", "mean error of the cumulative repeat purchases, week by week", "各周累计复购次数的平均误差"),
    _column("difference", "number", "MAE vs best rule", "误差较最佳法则", "mean absolute error minus that of the best rule of thumb; below 0 is better", "平均绝对误差减最佳经验法则的误差，小于 0 为更好"),
    _column("difference_low", "number", "low", "下限", "lower bound of its 95 % bootstrap interval", "差值的 95% 自助区间下限"),
    _column("difference_high", "number", "high", "上限", "upper bound of its 95 % bootstrap interval", "差值的 95% 自助区间上限"),
)  # fmt: skip

REPEATS_COLUMNS: tuple[Column, ...] = (
    _column("x", "integer", "Repeat purchases before", "此前复购次数", "repeat purchases up to the calibration end; the last row holds all with more too", "校准期内复购次数；末行含更多者"),
    _column("customers", "integer", "Customers", "客户数", "customers with so many", "客户数"),
    _column("actual", "number", "Actual", "实际", "mean purchases after it", "此后的人均购买次数"),
    _column("predicted", "number", "Predicted", "预测", "by the chosen model", "所选模型的预测"),
)  # fmt: skip

TRACKING_COLUMNS: tuple[Column, ...] = (
    _column("day", "date", "Week ending", "截至", "last day of the week", "该周最后一天"),
    _column("line", "text", "Line", "曲线", "actual or expected", "实际或预期"),
    _column("cumulative", "number", "Cumulative", "累计", "repeat purchases of the calibration's customers so far", "校准期客户的累计复购次数"),
    _column("weekly", "number", "In the week", "当周", "repeat purchases in the week", "当周复购次数"),
)  # fmt: skip

SETTING_COLUMNS: tuple[Column, ...] = (
    _column("setting", "text", "Setting", "设置", "dotted key, as --set takes it", "设置键"),
    _column("value", "text", "Value", "值", "effective value", "生效的值"),
)  # fmt: skip


#: What conditions and messages of campaigns may name beside the customer table.
AUDIENCE_COLUMNS: tuple[Column, ...] = (
    _column("class", "text", "Class", "客户分类", "class of the customer", "客户分类"),
    _column("tier", "text", "Tier", "会员等级", "tier of the customer", "会员等级"),
    _column("lifecycle_stage", "text", "Stage", "生命周期", "lifecycle stage", "生命周期阶段"),
    _column("customer_group", "text", "Group", "客户群", "group by number of purchases", "按购买次数划分的客户群"),
    _column("days_since_first", "integer", "Days since first", "距首购天数", "days since the first purchase", "距首次购买的天数", "days"),
    _column("days_until_due", "integer", "Days until due", "距应购日天数", "days until the next purchase is due; negative when overdue", "距应购日的天数，逾期为负", "days"),
    _column("days_until_wake_up", "integer", "Days until wake-up", "距唤醒日天数", "days until the wake-up date; 0 on that day", "距唤醒日的天数，当天为 0", "days"),
    _column("birthday_in_days", "integer", "Birthday in", "距生日天数", "days until the next birthday; 0 on that day; empty when unknown", "距下次生日的天数，当天为 0，未知为空", "days"),
    _column("days_since_join", "integer", "Days since joining", "入会天数", "days since the join date of the customers file", "距入会日期的天数", "days"),
    _column("days_since_refund", "integer", "Days since refund", "距退货天数", "days since the last refund; empty for none", "距最近一次退款的天数，没有为空", "days"),
    _column("n_refunds", "integer", "Refunds", "退货次数", "days with a refund, of all time", "有退款的日数", ""),
    _column("refund_share", "share", "Refund share", "退货占比", "days with a refund, of all days with an order", "有退款的日数占有订单日数的比例"),
    _column("n_referred", "integer", "Referred buyers", "推荐成交人数", "customers with a purchase who were referred by this one", "由其推荐且已购买的客户数"),
    _column("days_since_referral", "integer", "Days since referral", "距推荐成交天数", "days since a referred customer first bought", "距最近一位被推荐客户首购的天数", "days"),
    _column("referred_by", "id", "Referred by", "推荐人", "customer who referred this one", "推荐该客户的客户"),
    _column("has_phone", "text", "Has phone", "有手机号", "whether a phone is known", "是否有手机号"),
    _column("has_email", "text", "Has e-mail", "有邮箱", "whether an e-mail is known", "是否有邮箱"),
    _column("has_wechat", "text", "Has WeChat", "有微信", "whether a WeChat id is known", "是否有微信号"),
    _column("sex", "text", "Sex", "性别", "as in the customers file", "客户文件中的性别"),
    _column("city", "text", "City", "城市", "as in the customers file", "客户文件中的城市"),
    _column("level", "text", "Level", "级别", "as in the customers file", "客户文件中的级别"),
    _column("credit_level", "text", "Credit level", "信用等级", "as in the customers file, such as 黄钻", "客户文件中的信用等级，如黄钻"),
    _column("home_store", "text", "Home store", "所属门店", "store of the customers file", "客户文件中的门店"),
    _column("tags", "text", "Tags", "标签", "those of the customers file and of the settings, in small letters, joined by ' | '", "客户文件与设置中的标签，小写，以 ' | ' 连接"),
    _column("categories", "text", "Categories", "买过的品类", "all categories bought, in small letters, sorted, joined by ' | '", "买过的全部品类，小写、排序，以 ' | ' 连接"),
    _column("last_category", "text", "Last category", "最近品类", "category bought last", "最近购买的品类"),
    _column("last_product", "text", "Last product", "最近商品", "product bought last", "最近购买的商品"),
    _column("last_season", "text", "Last season", "最近季节", "season of the product bought last", "最近购买商品的季节"),
    _column("last_store", "text", "Last store", "最近门店", "store bought at last", "最近购买的门店"),
    _column("style", "text", "Style", "风格偏好", "preferred style: at least 2 items and 40 % of those with a style", "偏好风格：至少 2 件且占 40%"),
    _column("category", "text", "Category", "品类偏好", "preferred category, by the same measure", "偏好品类，标准同上"),
    _column("size", "text", "Size", "尺码偏好", "preferred size, by the same measure", "偏好尺码，标准同上"),
    _column("scene", "text", "Scene", "场景偏好", "preferred scene, by the same measure", "偏好场景，标准同上"),
)  # fmt: skip

_CAMPAIGN = _column("campaign", "text", "Campaign", "活动", "name of the campaign", "活动名称")

TARGET_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    CUSTOMER_COLUMNS[0],
    *CONTACT_COLUMNS,
    _column("channel", "text", "Channel", "渠道", "by which the customer is contacted: the first of the campaign's that is open", "联系渠道：活动渠道中第一个可用的"),
    _column("class", "text", "Class", "客户分类", "class of the customer on that day", "当日的客户分类"),
    _column("reason", "text", "Reason", "理由", "why the customer is on the list", "入选理由"),
    _column("offer", "text", "Offer", "优惠", "what is offered", "优惠内容"),
    _column("coupon_code", "id", "Code", "券码", "code to be redeemed; its last letter checks the others", "核销用的券码，末位为校验位"),
    _column("coupon_value", "number", "Value", "面值", "money off, or per cent off, or points", "减免金额、折扣百分比或积分"),
    _column("min_spend", "money", "From", "门槛", "purchase from which on the offer holds", "使用门槛", "currency"),
    _column("valid_from", "date", "Valid from", "生效日", "first day of the offer: the day after the as-of date", "优惠首日：截止日次日"),
    _column("valid_to", "date", "Valid to", "失效日", "last day of the offer", "优惠末日"),
    _column("message", "text", "Message", "消息", "text to be sent", "发送内容"),
    _column("expected_value", "money", "Expected value", "预期价值", "chance of a purchase while the offer is valid, times (average purchase × margin − coupon), minus the contact's cost", "有效期内购买的概率 ×（次均金额 × 毛利率 − 券）− 联系成本", "currency"),
)  # fmt: skip

#: What whoever makes the calls writes down.
CALL_COLUMNS: tuple[Column, ...] = (
    _column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase", "最近购买日期"),
    _column("last_product", "text", "Last product", "最近商品", "product bought last", "最近购买的商品"),
    _column("last_store", "text", "Last store", "最近门店", "store bought at last", "最近购买的门店"),
    _column("reached", "text", "Reached?", "是否接通", "to fill in", "待填写"),
    _column("why_away", "text", "Reason given", "流失原因", "why the customer stayed away; to fill in", "客户未再购买的原因，待填写"),
)  # fmt: skip

CONTROL_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    CUSTOMER_COLUMNS[0],
    _column("class", "text", "Class", "客户分类", "class of the customer on that day", "当日的客户分类"),
    _column("reason", "text", "Reason", "理由", "why the customer would have been on the list", "本应入选的理由"),
)  # fmt: skip

FUNNEL_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    _column("step", "text", "Step", "步骤", "what became of them", "去向"),
    _column("customers", "integer", "Customers", "客户数", "due ones, and what became of each: the steps below due add up to it", "应联系人数及各去向，各去向之和等于应联系人数"),
)  # fmt: skip

EXCLUDED_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    CUSTOMER_COLUMNS[0],
    _column("class", "text", "Class", "客户分类", "class of the customer on that day", "当日的客户分类"),
    _column("step", "text", "Step", "步骤", "what kept the customer off the list", "未入选的环节"),
    _column("reason", "text", "Reason", "理由", "the same in words", "未入选的原因"),
)  # fmt: skip

#: What ``explain`` says of a customer's lists.
LIST_COLUMNS: tuple[Column, ...] = tuple(
    column for column in EXCLUDED_COLUMNS if column.id in {"campaign", "step", "reason"}
)

COVER_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    _column("due", "integer", "Due", "应联系", "customers for whom the rule is true", "符合规则的客户"),
    _column("left_out", "integer", "Left out", "排除", "kept off the list for a reason; see the funnel", "因故未入选，详见漏斗"),
    _column("control", "integer", "Control", "对照组", "left alone to measure against", "不联系的对照客户"),
    _column("listed", "integer", "On the list", "名单人数", "contacts to make", "需联系的客户"),
    _column("cost", "money", "Cost", "成本", "of the contacts, without the coupons", "联系成本，不含优惠券", "currency"),
    _column("coupons", "money", "Coupons", "券面总额", "face value of the coupons, if all were redeemed", "全部核销时的券面金额", "currency"),
    _column("expected_value", "money", "Expected value", "预期价值", "sum over the contacts", "名单合计", "currency"),
)  # fmt: skip

_ARM = _column(
    "arm", "text", "Arm", "组别", "contacted, or left alone as control", "已联系，或作为对照不联系"
)

#: What a campaign changed of the repurchase rate, with its interval.
_LIFT: tuple[Column, ...] = (
    _column("lift", "share", "Lift", "提升", "repurchase rate of the contacted minus that of control", "联系组复购率减对照组复购率"),
    _column("lift_low", "share", "Low", "下限", "lower bound of its 95 % interval", "95% 区间下限"),
    _column("lift_high", "share", "High", "上限", "upper bound of its 95 % interval", "95% 区间上限"),
    _column("p_value", "probability", "p", "p 值", "chance of so large a lift, either way, if the campaign changed nothing", "若活动无效，出现如此差异的概率"),
)  # fmt: skip
_ROI = _column("roi", "number", "ROI", "投资回报率", "(incremental margin − cost) ÷ cost", "（增量毛利 − 成本）÷ 成本")  # fmt: skip

LIFT_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    _ARM,
    _column("customers", "integer", "Customers", "客户数", "customers assigned to the arm, once per cycle, whose window has passed", "分到该组且观察期已满的客户，每个周期计一次"),
    _column("buyers", "integer", "Buyers", "购买客户", "of these, bought within the window", "其中在观察期内购买的客户"),
    _column("repurchase_rate", "share", "Bought", "复购率", "buyers ÷ customers", "购买客户 ÷ 客户数"),
    _column("revenue_per_customer", "money", "Revenue each", "人均金额", "paid in the windows, net of refunds, ÷ customers", "观察期内实付净额 ÷ 客户数", "currency"),
    _column("redeemed", "integer", "Redeemed", "核销数", "customers whose coupon stands on an order of the window; empty where it cannot be known", "观察期内订单上出现其优惠券的客户；无从得知时为空"),
    _column("cost", "money", "Cost", "成本", "of the contacts, with gifts and points; amounts are net of coupons already", "联系成本，含礼品和积分；金额已扣除优惠券", "currency"),
    *_LIFT,
    _column("incremental_revenue", "money", "Brought in", "增量金额", "difference of revenue per customer × contacted customers", "人均金额之差 × 联系客户数", "currency"),
    _ROI,
)  # fmt: skip

EFFECT_COLUMNS: tuple[Column, ...] = (
    _CAMPAIGN,
    _column("conclusion", "text", "Conclusion", "结论", "what can be said of the campaign", "对该活动可下的结论"),
    _column("first_contact", "date", "First contact", "首次联系", "day of the first contact that is measured", "计入的首个联系日"),
    _column("last_contact", "date", "Last contact", "末次联系", "day of the last one", "计入的最后联系日"),
    _column("contacted", "integer", "Contacted", "联系组", "customers assigned to be contacted", "分到联系组的客户"),
    _column("control", "integer", "Left alone", "对照组", "customers left alone by chance", "随机不联系的客户"),
    _column("contacted_rate", "share", "Contacted: bought", "联系组复购率", "repurchase rate of the contacted", "联系组的复购率"),
    _column("control_rate", "share", "Left alone: bought", "对照组复购率", "repurchase rate of control, weighted like the contacted where runs left different shares alone", "对照组的复购率；各次对照比例不同时按联系组加权"),
    *_LIFT,
    _column("detectable_lift", "share", "Detectable lift", "可检出提升", "smallest lift that as many customers show four times of five", "以此人数有八成把握检出的最小提升"),
    _column("customers_needed", "integer", "Customers needed", "所需客户数", "customers, split alike, who would show this lift four times of five", "按同样比例分组，有八成把握检出该提升所需的客户数"),
    _column("revenue_lift", "money", "Revenue lift each", "人均金额提升", "difference of revenue per customer", "两组人均金额之差", "currency"),
    _column("revenue_lift_low", "money", "Low", "下限", "lower bound of its 95 % interval", "95% 区间下限", "currency"),
    _column("revenue_lift_high", "money", "High", "上限", "upper bound of its 95 % interval", "95% 区间上限", "currency"),
    _column("incremental_revenue", "money", "Brought in", "增量金额", "revenue lift × contacted customers", "人均金额提升 × 联系客户数", "currency"),
    _column("incremental_margin", "money", "Margin of it", "增量毛利", "incremental revenue × margin", "增量金额 × 毛利率", "currency"),
    _column("cost", "money", "Cost", "成本", "of the contacts, with gifts and points", "联系成本，含礼品和积分", "currency"),
    _ROI,
    _column("roi_low", "number", "Low", "下限", "lower bound of its 95 % interval", "95% 区间下限"),
    _column("roi_high", "number", "High", "上限", "upper bound of its 95 % interval", "95% 区间上限"),
)  # fmt: skip


def recent_purchases(days: int) -> Column:
    """Return the column of purchases in the last ``days`` days, named by their number."""
    column = next(c for c in CUSTOMER_COLUMNS if c.id == "n_purchases_recent")
    label = Text(f"Purchases, {days} days", f"近 {days} 天购买次数")
    meaning = Text(f"purchases in the last {days} days", f"近 {days} 天内的购买次数")
    return replace(column, id=f"n_purchases_{days}d", label=label, meaning=meaning)
