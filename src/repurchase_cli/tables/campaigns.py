"""Columns of target lists: who may be due, who is contacted, who is left out and why."""

from __future__ import annotations

from repurchase_cli.document import Column
from repurchase_cli.tables.columns import column, pick
from repurchase_cli.tables.customers import CONTACT_COLUMNS, CUSTOMER_ID, LABEL_COLUMNS
from repurchase_cli.tables.preferences import LIKED_COLUMNS, NEXT_ITEMS, TAGS

#: What conditions and messages of campaigns may name beside the customer table.
AUDIENCE_COLUMNS: tuple[Column, ...] = (
    *pick(LABEL_COLUMNS, "class tier lifecycle_stage customer_group"),
    column("days_since_first", "integer", "Days since first", "距首购天数", "days since the first purchase", "距首次购买的天数", "days"),
    column("days_until_due", "integer", "Days until due", "距应购日天数", "days until the next purchase is due; negative when overdue", "距应购日的天数，逾期为负", "days"),
    column("days_until_wake_up", "integer", "Days until wake-up", "距唤醒日天数", "days until the wake-up date; 0 on that day", "距唤醒日的天数，当天为 0", "days"),
    column("birthday_in_days", "integer", "Birthday in", "距生日天数", "days from the contact day to the next birthday; 0 on that day; empty when unknown", "联系日距下次生日的天数，当天为 0，未知为空", "days"),
    column("days_since_join", "integer", "Days since joining", "入会天数", "days since the join date of the customers file", "距入会日期的天数", "days"),
    column("days_since_refund", "integer", "Days since refund", "距退货天数", "days since the last refund; empty for none", "距最近一次退款的天数，没有为空", "days"),
    column("n_refunds", "integer", "Refunds", "退货次数", "days with a refund, of all time", "有退款的日数"),
    column("refund_share", "share", "Refund share", "退货占比", "days with a refund, of all days with an order", "有退款的日数占有订单日数的比例"),
    column("n_referred", "integer", "Referred buyers", "推荐成交人数", "customers with a purchase who were referred by this one", "由其推荐且已购买的客户数"),
    column("days_since_referral", "integer", "Days since referral", "距推荐成交天数", "days since a referred customer first bought", "距最近一位被推荐客户首购的天数", "days"),
    column("referrals", "integer", "Brought", "推荐人数", "members who name this one as referred_by, with a purchase or without", "推荐人为该客户的会员数，含未购买者"),
    column("points_balance", "integer", "Points", "积分余额", "as repurchase members has it", "与 repurchase members 一致", "points"),
    column("points_expiring_30d", "integer", "Points expiring", "30 天内到期积分", "of the balance, within 30 days", "余额中 30 天内到期的积分", "points"),
    column("next_tier", "text", "Next tier", "下一等级", "tier above the customer's; empty at the top", "上一级；最高级为空"),
    column("purchases_to_next_tier", "number", "Purchases to it", "距下一等级次数", "how many of the customer's usual purchases are missing to the next tier", "按该客户通常金额，距下一等级的购买次数", "purchases"),
    column("referred_by", "id", "Referred by", "推荐人", "customer who referred this one", "推荐该客户的客户"),
    column("last_score", "number", "Last score", "最近得分", "score that the customer gave last in the feedback file; empty for none", "反馈文件中最近一次得分，没有为空"),
    column("open_complaint", "text", "Open complaint", "投诉未结", "whether a complaint is open: true or false; empty where the file cannot tell", "是否有未结投诉：true 或 false；文件无法判断时为空"),
    column("has_phone", "text", "Has phone", "有手机号", "whether a phone is known by which to reach the customer", "是否有可联系的手机号"),
    column("has_email", "text", "Has e-mail", "有邮箱", "whether an e-mail is known, in the same sense", "是否有可联系的邮箱"),
    column("has_wechat", "text", "Has WeChat", "有微信", "whether a WeChat id is known, in the same sense", "是否有可联系的微信号"),
    column("sex", "text", "Sex", "性别", "as in the customers file", "客户文件中的性别"),
    column("city", "text", "City", "城市", "as in the customers file", "客户文件中的城市"),
    column("level", "text", "Level", "级别", "as in the customers file", "客户文件中的级别"),
    column("credit_level", "text", "Credit level", "信用等级", "as in the customers file, such as 黄钻", "客户文件中的信用等级，如黄钻"),
    column("home_store", "text", "Home store", "所属门店", "store of the customers file", "客户文件中的门店"),
    TAGS,
    NEXT_ITEMS,
    column("categories", "text", "Categories", "买过的品类", "all categories bought, in small letters, sorted, joined by ' | '", "买过的全部品类，小写、排序，以 ' | ' 连接"),
    column("last_category", "text", "Last category", "最近品类", "category bought last", "最近购买的品类"),
    column("last_product", "text", "Last product", "最近商品", "product bought last", "最近购买的商品"),
    column("last_season", "text", "Last season", "最近季节", "season of the product bought last", "最近购买商品的季节"),
    column("last_store", "text", "Last store", "最近门店", "store bought at last", "最近购买的门店"),
    column("style", "text", "Style", "风格偏好", "main style: the same as main_style", "主要风格，同 main_style"),
    column("category", "text", "Category", "品类偏好", "main category: the same as main_category", "主要品类，同 main_category"),
    column("size", "text", "Size", "尺码偏好", "main size: the same as main_size", "主要尺码，同 main_size"),
    column("scene", "text", "Scene", "场景偏好", "main scene: the same as main_scene", "主要场景，同 main_scene"),
    *LIKED_COLUMNS,
    column("slow_item", "text", "Slow item", "滞销商品", "slow item of the inventory that suits the customer; see stock in the settings", "库存中适合该客户的滞销商品，见 stock 设置"),
    column("slow_product", "text", "Slow product", "滞销商品名", "its name", "其名称"),
    column("season_to_come", "text", "Season to come", "将至季节", "season that starts around the contact day, of customers who bought the one before it within a year and nothing of this one", "联系日前后开始的季节，限一年内买过上一季且未买过本季的客户"),
    column("bestseller", "text", "Best-seller", "爆款", "what sold most in the last 30 days in the category that the customer buys most of, else in the shop; in stock, where an inventory is given", "该客户主要品类近 30 天销量最高的商品，无则全店；有库存文件时须有货"),
    column("new_arrival", "text", "New arrival", "新品", "the same of items first sold in the last new_days days", "同上，限近 new_days 天首次销售的商品"),
    column("low_stock", "text", "Low stock", "即将售罄", "the same of items that last less than low_days at the pace of the last 90 days; empty without an inventory", "同上，限按近 90 天速度不足 low_days 天的商品；无库存文件为空"),
    column("bundle", "text", "Bundle", "搭配", "what goes best with an item that the customer has, and that it has not: more than chance, in stock where an inventory is given, else sold lately", "与其已有商品同购超出偶然、尚未购买且有货（无库存文件时近期有售）的最佳搭配"),
    column("bundle_of", "text", "Goes with", "所配商品", "the item that it has, of the bundle", "搭配所配的已购商品"),
    column("style_extension", "text", "Style extension", "同风格延伸", "what sold most in the last 30 days in the customer's main style, of categories that it has not bought", "其主要风格中、尚未购买的品类里近 30 天销量最高的商品"),
)  # fmt: skip

CAMPAIGN = column("campaign", "text", "Campaign", "活动", "name of the campaign", "活动名称")

_CLASS = column("class", "text", "Class", "客户分类", "class of the customer on that day", "当日的客户分类")  # fmt: skip

TARGET_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    CUSTOMER_ID,
    *CONTACT_COLUMNS,
    column("channel", "text", "Channel", "渠道", "by which the customer is contacted: the first of the campaign's that is open", "联系渠道：活动渠道中第一个可用的"),
    _CLASS,
    column("reason", "text", "Reason", "理由", "why the customer is on the list", "入选理由"),
    column("offer", "text", "Offer", "优惠", "what is offered", "优惠内容"),
    column("coupon_code", "id", "Code", "券码", "code to be redeemed; its last letter checks the others", "核销用的券码，末位为校验位"),
    column("coupon_value", "number", "Value", "面值", "money off, or per cent off, or points", "减免金额、折扣百分比或积分"),
    column("min_spend", "money", "From", "门槛", "purchase from which on the offer holds", "使用门槛"),
    column("valid_from", "date", "Valid from", "生效日", "first day of the offer: the day of the contact", "优惠首日：联系日"),
    column("valid_to", "date", "Valid to", "失效日", "last day of the offer", "优惠末日"),
    column("message", "contact", "Message", "消息", "text to be sent; it names the customer", "发送内容，含客户姓名"),
    column("expected_value", "money", "Expected value", "预期价值", "chance of a purchase while the offer is valid, times (average purchase × margin − coupon), minus the contact's cost", "有效期内购买的概率 ×（次均金额 × 毛利率 − 券）− 联系成本"),
)  # fmt: skip

#: What whoever makes the calls writes down.
CALL_COLUMNS: tuple[Column, ...] = (
    column("last_purchase", "date", "Last purchase", "最近购买", "day of the last purchase", "最近购买日期"),
    *pick(AUDIENCE_COLUMNS, "last_product last_store"),
    column("reached", "text", "Reached?", "是否接通", "to fill in", "待填写"),
    column("why_away", "text", "Reason given", "流失原因", "why the customer stayed away; to fill in", "客户未再购买的原因，待填写"),
)  # fmt: skip

CONTROL_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    CUSTOMER_ID,
    _CLASS,
    column("reason", "text", "Reason", "理由", "why the customer would have been on the list", "本应入选的理由"),
)  # fmt: skip

FUNNEL_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    column("step", "text", "Step", "步骤", "what became of them", "去向"),
    column("customers", "integer", "Customers", "客户数", "due ones, and what became of each: the steps below due add up to it", "应联系人数及各去向，各去向之和等于应联系人数"),
)  # fmt: skip

EXCLUDED_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    CUSTOMER_ID,
    _CLASS,
    column("step", "text", "Step", "步骤", "what kept the customer off the list", "未入选的环节"),
    column("reason", "text", "Reason", "理由", "the same in words", "未入选的原因"),
)  # fmt: skip

#: What ``explain`` says of a customer's lists.
LIST_COLUMNS: tuple[Column, ...] = pick(EXCLUDED_COLUMNS, "campaign step reason")

COVER_COLUMNS: tuple[Column, ...] = (
    CAMPAIGN,
    column("due", "integer", "Due", "应联系", "customers for whom the rule is true", "符合规则的客户"),
    column("left_out", "integer", "Left out", "排除", "kept off the list for a reason; see the funnel", "因故未入选，详见漏斗"),
    column("control", "integer", "Control", "对照组", "left alone to measure against", "不联系的对照客户"),
    column("listed", "integer", "On the list", "名单人数", "contacts to make", "需联系的客户"),
    column("cost", "money", "Cost", "成本", "of the contacts, without the coupons", "联系成本，不含优惠券"),
    column("coupons", "money", "Coupons", "券面总额", "face value of the coupons, if all were redeemed", "全部核销时的券面金额"),
    column("expected_value", "money", "Expected value", "预期价值", "sum over the contacts", "名单合计"),
)  # fmt: skip
