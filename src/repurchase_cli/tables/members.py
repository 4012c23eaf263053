"""Columns of members: tiers and what they give, points, who brought whom, who they are."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.campaigns import AUDIENCE_COLUMNS
from repurchase_cli.tables.columns import bounds, column, pick
from repurchase_cli.tables.customers import CLASS_COLUMNS, CONTACT_COLUMNS, CUSTOMER_ID

_TIER = column("tier", "text", "Tier", "会员等级", "tier by the rules of the settings", "按设置中的规则划分的会员等级")  # fmt: skip
_MEMBERS = column("members", "integer", "Members", "会员数", "customers with a purchase, registered ones, and those of the points file", "有购买的客户、已注册的会员及积分文件中的会员")  # fmt: skip
_BALANCE = column("points_balance", "integer", "Balance", "积分余额", "earned + given − spent − taken back − expired", "获得 + 赠送 − 使用 − 扣回 − 过期", "points")  # fmt: skip
_LIABILITY = column("liability", "money", "Liability", "积分负债", "the balance at the value of a point, as if all were redeemed", "余额按每分价值折算，假定全部兑换")  # fmt: skip

MEMBER_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *CONTACT_COLUMNS,
    _TIER,
    column("window_spend", "money", "Spend that counts", "计级消费", "paid in the window of the tiers, net of refunds", "计级期内实付净额"),
    column("next_tier", "text", "Next tier", "下一等级", "the tier above; empty at the top", "上一级；最高级为空"),
    column("to_next_tier", "number", "Missing to it", "距下一等级", "spend, purchases or points, whichever the tiers go by", "还差的金额、次数或积分（视等级规则而定）"),
    column("points_earned", "integer", "Earned", "获得积分", "by purchases, with the multipliers of tier and calendar", "消费获得，含等级与日历倍数", "points"),
    column("points_given", "integer", "Given", "赠送积分", "by the points file: gifts, and points given back", "积分文件中的赠送与返还", "points"),
    column("points_spent", "integer", "Spent", "使用积分", "redeemed and donated, oldest points first", "兑换与捐赠，先到先用", "points"),
    column("points_taken_back", "integer", "Taken back", "扣回积分", "by refunds of what earned them", "因退款扣回", "points"),
    column("points_expired", "integer", "Expired", "过期积分", "not spent by their last day", "到期未用", "points"),
    _BALANCE,
    column("points_expiring", "integer", "Expiring", "即将过期", "of the balance, within the days that were asked for", "指定天数内到期的余额", "points"),
    column("next_expiry", "date", "Next expiry", "最近到期日", "last day of the points that expire first", "最先到期积分的最后可用日"),
    _LIABILITY,
    column("referrals", "integer", "Brought", "推荐人数", "members who name this one as referred_by", "推荐人为该会员的会员数"),
    column("referrals_bought", "integer", "Brought, bought", "推荐成交人数", "of them with a purchase", "其中已购买的人数"),
)  # fmt: skip

TIER_COLUMNS: tuple[Column, ...] = (
    _TIER,
    _MEMBERS,
    column("share", "share", "Share", "会员占比", "of all members", "占全部会员的比例"),
    *pick(CLASS_COLUMNS, "revenue revenue_share"),
    _BALANCE,
    _LIABILITY,
)  # fmt: skip

MOVE_COLUMNS: tuple[Column, ...] = (
    column("from", "text", "From", "原等级", "tier on the first day; (none): no customer yet", "起始日的等级；(none)：尚非客户"),
    column("to", "text", "To", "现等级", "tier on the as-of date", "截止日的等级"),
    column("members", "integer", "Members", "会员数", "customers who went so", "发生该变化的客户数"),
)  # fmt: skip

MOVED_COLUMNS: tuple[Column, ...] = (CUSTOMER_ID, *pick(MOVE_COLUMNS, "from to"))

REACH_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *pick(MEMBER_COLUMNS, "tier next_tier to_next_tier"),
    column("usual_purchase", "number", "Usual purchase", "通常一次", "what one of the customer's purchases comes to on average, in the same unit", "该客户平均一次购买的金额、次数或积分"),
)  # fmt: skip

LEVEL_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    *pick(AUDIENCE_COLUMNS, "level"),
    _TIER,
    *pick(MEMBER_COLUMNS, "window_spend"),
)  # fmt: skip

BENEFIT_COLUMNS: tuple[Column, ...] = (
    _TIER,
    column("benefit", "text", "Benefit", "权益", "what each member of the tier gets", "该等级每位会员的权益"),
    column("cost", "money", "Cost each", "每人成本", "per member and year", "每人每年"),
    _MEMBERS,
    column("total", "money", "Cost a year", "年成本", "of all members of the tier", "该等级全部会员"),
)  # fmt: skip

AFTER_TIER_COLUMNS: tuple[Column, ...] = (
    _TIER,
    column("reached", "integer", "Reached it", "达到人数", "customers who reached the tier long enough ago to compare", "达到该等级且时间足够对比的客户数"),
    column("before", "money", "Spend before", "之前消费", "mean in the days before the purchase that lifted them", "升级购买之前同样天数内的人均消费"),
    column("after", "money", "Spend after", "之后消费", "mean in as many days after it", "升级购买之后同样天数内的人均消费"),
    column("difference", "money", "Difference", "差额", "after minus before", "之后减之前"),
    *bounds("money"),
    column("bought_again", "share", "Bought again", "再次购买", "share with a purchase in the days after", "之后有购买的比例"),
)  # fmt: skip

POINT_COLUMNS: tuple[Column, ...] = (
    column("what", "text", "What", "项目", "where points come from and how they end", "积分的来源与去向"),
    column("points", "integer", "Points", "积分", "of all members", "全部会员合计", "points"),
    column("money", "money", "Worth", "折算金额", "at the value of a point", "按每分价值折算"),
    column("members", "integer", "Members", "会员数", "with such points", "有该项积分的会员数"),
)  # fmt: skip

EXPIRING_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("expires_on", "date", "Last day", "到期日", "last day on which the points can be spent", "积分最后可用日"),
    column("points", "integer", "Points", "积分", "that expire after it", "该日后过期的积分", "points"),
)  # fmt: skip

POINT_OFFER_COLUMNS: tuple[Column, ...] = (
    column("offer", "text", "Offer", "兑换项目", "what points can be given for", "可兑换的内容"),
    *pick(EXPIRING_COLUMNS, "points"),
    column("money", "money", "Money besides", "另付", "to be paid beside the points", "积分之外另付的金额"),
    column("members", "integer", "Members", "会员数", "whose balance is enough", "余额足够的会员数"),
)  # fmt: skip

ENTITLED_COLUMNS: tuple[Column, ...] = (
    *pick(POINT_OFFER_COLUMNS, "offer"),
    CUSTOMER_ID,
    *pick(MEMBER_COLUMNS, "points_balance"),
)  # fmt: skip

DIFFERENCE_COLUMNS: tuple[Column, ...] = (
    CUSTOMER_ID,
    column("what", "text", "What", "项目", "what the points file and the ledger differ in", "积分文件与账本的差异项"),
    column("day", "date", "Day", "日期", "of the balance that the file states", "文件所列余额的日期"),
    column("by_file", "integer", "By the file", "文件", "as the points file has it", "积分文件中的数值", "points"),
    column("by_ledger", "integer", "By the ledger", "账本", "as sales, settings and the file's gifts and redemptions make it", "按销售、设置及文件中的赠送与兑换计算", "points"),
    column("difference", "integer", "Difference", "差额", "file minus ledger", "文件减账本", "points"),
)  # fmt: skip

REFERRAL_COLUMNS: tuple[Column, ...] = (
    column("referrer", "id", "Referrer", "推荐人", "who brought the member", "推荐人"),
    CUSTOMER_ID,
    column("joined", "date", "Joined", "入会", "join date of the customers file", "客户文件中的入会日期"),
    column("first_purchase", "date", "First purchase", "首次购买", "of the member brought; empty: none yet", "被推荐会员的首次购买；空为尚未购买"),
    column("reward", "money", "Reward", "应付奖励", "still owed to the referrer: once the member has bought, until it is paid", "被推荐会员购买后应付推荐人、尚未支付的奖励"),
    column("reward_state", "text", "State", "奖励状态", "due, or paid by a campaign or the points file (of several the first ones are); empty: none is owed", "待付或已付（按活动记录或积分文件，先推荐者先付）；空为无奖励"),
    column("depth", "integer", "Link", "层级", "1: brought by somebody whom nobody brought; 2: by one of these …", "1：由无推荐人的会员推荐；2：由其推荐的会员再推荐，依此类推"),
    column("flag", "text", "Flag", "异常", "self: brought by itself; ring: a chain that comes back to its beginning; same contact: phone or e-mail of the referrer", "self：自荐；ring：循环推荐；same contact：与推荐人电话或邮箱相同"),
)  # fmt: skip

REFERRAL_MONTH_COLUMNS: tuple[Column, ...] = (
    column("month", "text", "Month", "月份", "month of joining", "入会月份"),
    column("joined", "integer", "Joined", "入会人数", "members who joined in it", "当月入会的会员"),
    column("brought", "integer", "Brought", "被推荐人数", "of them brought by another member", "其中由他人推荐的人数"),
    column("rate", "share", "Rate", "推荐率", "brought, of all who joined", "被推荐人数占入会人数的比例"),
    *bounds("share"),
)  # fmt: skip

PEOPLE_COLUMNS: tuple[Column, ...] = (
    column("group", "text", "By", "维度", "sex, age, month of birth, city or home store", "性别、年龄、出生月份、城市或所属门店"),
    column("value", "text", "Value", "取值", "of the group; fewer than 10 members are not shown", "不足 10 人的不单独显示"),
    _MEMBERS,
    column("share", "share", "Share", "占比", "of the members of whom it is known", "占已知会员的比例"),
    column("buyers", "integer", "With a purchase", "有购买", "members with at least one purchase", "至少购买一次的会员数"),
    column("average_purchase_value", "money", "Average purchase", "次均金额", "of their purchases", "平均每次购买金额"),
    column("repurchase_rate", "share", "Repurchase rate", "复购率", "with two purchases or more, of those with one", "购买两次及以上者占有购买者的比例"),
    *bounds("share"),
)  # fmt: skip

GRID_COLUMNS: tuple[Column, ...] = (
    *pick(AUDIENCE_COLUMNS, "lifecycle_stage customer_group"),
    column("customers", "integer", "Customers", "客户数", "in the cell", "该格的客户数"),
    *pick(TIER_COLUMNS, "share revenue"),
    column("campaigns", "text", "Campaigns", "活动", "active campaigns whose conditions name stage or group and can hold here", "条件涉及阶段或客户群且适用于该格的启用活动"),
    column("contacted", "integer", "Contacted", "已联系", "contacts of these campaigns so far, by the ledger, of customers who were in the cell then", "台账中这些活动对当时处于该格的客户的联系次数"),
    column("measured", "integer", "Measured", "可衡量", "of these contacts, those whose window has passed", "其中观察期已结束的联系次数"),
    column("bought", "integer", "Bought", "已购买", "of the contacts measured, those with a purchase in their window", "可衡量的联系中在观察期内购买的次数"),
    column("lift", "share", "Lift", "提升", "share who bought of the contacted minus that of the control arm of the same campaigns, customers of the cell; empty: nobody was left alone", "该格被联系者的购买比例减去同一活动对照组的比例；空为没有对照组"),
    column("lift_low", "share", "Lift, low", "提升下限", "lower 95% limit of the lift", "提升的 95% 区间下限"),
    column("lift_high", "share", "Lift, high", "提升上限", "upper 95% limit of the lift", "提升的 95% 区间上限"),
)  # fmt: skip
