"""Columns of what customers say: satisfaction, reasons, complaints, texts."""

from __future__ import annotations

from repurchase_cli.document import Column, Text
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CONTACT_COLUMNS, CUSTOMER_COLUMNS, CUSTOMER_ID

FEEDBACK_COLUMNS: tuple[Column, ...] = (
    column("group", "text", "By", "分组", "what answers are grouped by: all, the band of the score, kind, class, store, channel, month", "分组方式：全部、得分段、类别、客户分类、门店、渠道、月份"),
    column("value", "text", "Value", "取值", "the group", "组"),
    column("answers", "integer", "Answers", "评分数", "answers with a score", "有得分的反馈数"),
    column("mean_score", "number", "Mean score", "平均分", "mean of their scores", "平均得分"),
    *bounds("number", interval=Text("the mean's 95% interval (Student); empty where all scores are alike", "平均分的 95% 区间（学生分布），得分全部相同时为空")),
    column("repurchase_rate", "share", "Came back", "复购率", "customers who bought again within feedback.window_days after their first answer, of those whose window has passed", "首次评分后 feedback.window_days 天内再次购买的客户占比（仅计已满观察期者）"),
    column("repurchase_rate_others", "share", "Others", "其他组复购率", "the same of the other values of the group", "同一分组其他取值的复购率"),
)  # fmt: skip

SCORE_MONTH_COLUMNS: tuple[Column, ...] = (
    column("month", "text", "Month", "月份", "month of the answers", "评分月份"),
    *pick(FEEDBACK_COLUMNS, "answers mean_score low high"),
)

BAND_COLUMNS: tuple[Column, ...] = (
    column("band", "text", "Score", "得分段", "band of the customer's first score", "客户首次得分所在分段"),
    column("customers", "integer", "Customers", "客户数", "customers whose window after the first answer has passed", "首次评分后已满观察期的客户数"),
    column("came_back", "integer", "Came back", "复购人数", "of them with a purchase in the window", "观察期内再次购买的人数"),
    column("repurchase_rate", "share", "Rate", "复购率", "their share", "占比"),
    *bounds("share", interval=Text("the rate's 95% interval", "复购率的 95% 区间")),
    column("repurchase_rate_others", "share", "Others", "其他客户", "the rate of customers with other scores", "其他得分段客户的复购率"),
    *bounds("share", "others", Text("that rate's 95% interval", "其 95% 区间"), ("Others low", "Others high")),
    column("difference", "share", "Difference", "差异", "rate minus that of the others, among customers with as many purchases before", "复购率之差，在此前购买次数相同的客户之间比较", "points"),
    *bounds("share", "difference", Text("the difference's 95% interval", "差异的 95% 区间"), ("Difference low", "Difference high")),
    column("p_value", "probability", "p", "p 值", "chance of so large a difference if scores had nothing to do with it, corrected for the number of bands", "若得分与复购无关，出现如此差异的概率（已按分段数校正）"),
)  # fmt: skip

REASON_COLUMNS: tuple[Column, ...] = (
    column("reason", "text", "Reason", "原因", "as the shop writes it", "店铺记录的原因"),
    column("n", "integer", "Number", "次数", "how often it was given", "出现次数"),
    column("share", "share", "Share", "占比", "of all reasons of that kind", "占同类原因的比例"),
    column("about", "text", "About", "类别", "complaint, not_bought, return, …; sent_back: the reasons of refunds in the sales", "投诉、未购买、退货等；sent_back 为销售数据中的退货原因"),
)  # fmt: skip

SIZE_COLUMNS: tuple[Column, ...] = (
    column("size", "text", "Size", "尺码", "size that was not bought for want of it", "因缺码未购买的尺码"),
    column("n", "integer", "Number", "次数", "named in the file or in the text, or else the customer's usual size", "文件或文字写明的，否则取客户常买尺码"),
    column("named", "integer", "Named", "写明", "of them named", "其中写明尺码的次数"),
    column("customers", "integer", "Customers", "客户数", "different customers", "客户数"),
)  # fmt: skip

SOLUTION_COLUMNS: tuple[Column, ...] = (
    column("solution", "text", "Solution", "处理方案", "what was offered", "提供的方案"),
    column("n", "integer", "Number", "次数", "complaints settled so", "以此处理的投诉数"),
    column("share", "share", "Share", "占比", "of those with a solution", "占有方案投诉的比例"),
    column("repurchase_rate", "share", "Came back", "复购率", "their customers who bought again within feedback.window_days, where these have passed", "其客户在 feedback.window_days 天内再次购买的比例"),
)  # fmt: skip

RESPONSE_COLUMNS: tuple[Column, ...] = (
    column("channel", "text", "Channel", "渠道", "channel of the complaint", "投诉渠道"),
    column("n", "integer", "Complaints", "投诉数", "those that are answered, or whose limit has passed", "已回复或已超过时限的投诉"),
    column("within_limit", "integer", "Within limit", "按时回复", "answered within the limit", "在时限内回复的数量"),
    column("share", "share", "Share", "按时率", "of them", "占比"),
    column("median_minutes", "number", "Median", "中位时长", "median of minutes to the first reply, of those that have one", "已回复投诉的首次回复时长中位数", "minutes"),
    column("limit_minutes", "integer", "Limit", "时限", "feedback.reply_minutes of the channel", "该渠道的回复时限", "minutes"),
    *bounds("share"),
    column("unanswered", "integer", "No reply", "未回复", "without a reply although the limit has passed", "超过时限仍未回复"),
)  # fmt: skip

COMPLAINT_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *pick(CONTACT_COLUMNS, "name phone"),
    column("created", "text", "Complained", "投诉时间", "when the complaint came", "投诉时间"),
    column("channel", "text", "Channel", "渠道", "channel of the complaint", "投诉渠道"),
    column("reason", "text", "Reason", "原因", "as the shop writes it", "店铺记录的原因"),
    column("state", "text", "State", "状态", "what is missing: reply, end, follow-up", "缺少的环节：回复、结案、回访"),
    column("waiting_hours", "number", "Waiting", "等待", "hours up to the end of the as-of date", "截至截止日末的小时数", "hours"),
    column("overdue", "text", "Overdue", "超时", "yes where the limit has passed", "是否已超过时限"),
    column("text", "text", "Text", "内容", "what the customer wrote, contacts masked", "客户原话，联系方式已遮盖"),
)  # fmt: skip

GONE_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *pick(CONTACT_COLUMNS, "name phone"),
    column("complained", "date", "Complained", "投诉日期", "day of the last complaint", "最近一次投诉的日期"),
    column("days_since", "days", "Days since", "距今天数", "days since then, without a purchase", "此后未购买的天数"),
    column("reason", "text", "Reason", "原因", "as the shop writes it", "店铺记录的原因"),
    *pick(CUSTOMER_COLUMNS, "n_purchases revenue"),
    column("class", "text", "Class", "客户分类", "class of the customer today", "当前客户分类"),
)  # fmt: skip

WORD_COLUMNS: tuple[Column, ...] = (
    column("word", "text", "Words", "词语", "word, pair of words, or group of Chinese characters", "单词、词组或汉字组合"),
    column("goes_with", "text", "Goes with", "对应得分", "low or high scores", "低分或高分"),
    column("low_texts", "integer", "In low", "低分文本", "texts with low scores that have it", "含该词的低分文本数"),
    column("high_texts", "integer", "In high", "高分文本", "texts with high scores that have it", "含该词的高分文本数"),
    column("z", "number", "Strength", "强度", "log-odds of low against high over their standard error (Monroe, Colaresi & Quinn 2008); from 1.96 on shown", "低分相对高分的对数优势除以标准误，达到 1.96 才列出"),
    column("example", "text", "Example", "例句", "a text that has it, contacts masked", "含该词的例句，联系方式已遮盖"),
)  # fmt: skip

SCORED_TEXT_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("date", "date", "Date", "日期", "day of the text", "日期"),
    column("about", "text", "About", "类别", "kind of feedback", "反馈类别"),
    column("dissatisfied", "probability", "Dissatisfied", "不满意概率", "chance that its score would be low, by the shop's own scored texts", "按本店已评分文本推算的低分概率"),
    column("text", "text", "Text", "内容", "contacts masked", "联系方式已遮盖"),
)  # fmt: skip

#: What ``explain`` says of a customer's words.
PIECE_COLUMNS: tuple[Column, ...] = (
    column("date", "date", "Date", "日期", "day on which it was said", "日期"),
    column("about", "text", "About", "类别", "kind of feedback", "反馈类别"),
    column("channel", "text", "Channel", "渠道", "by which it came", "渠道"),
    column("score", "number", "Score", "得分", "score given", "得分"),
    column("reason", "text", "Reason", "原因", "as the shop writes it", "店铺记录的原因"),
    column("state", "text", "State", "状态", "of a complaint: open or closed", "投诉状态：未结或已结"),
    column("text", "text", "Text", "内容", "contacts masked", "联系方式已遮盖"),
)  # fmt: skip
