"""Header names of side files by kind and field: a table of data, best names first.

As in :mod:`repurchase_cli.readers.meaning.synonyms`, which it takes what side files share with sales from.
A field's own name is always its best one, so that a file can be mended by renaming a column.
Helpers beyond the fields of a kind: parts of a name, and what a customer agreed to.
"""

from __future__ import annotations

from functools import cache

from repurchase_cli.readers.meaning.synonyms import SYNONYMS, Ranks, key

_ANYBODY: Ranks = (
    *SYNONYMS["customer_id"],
    "customer | 客户 | 顾客 | 客戶 | 顧客 | 會員 | id | 编号 | 編號",
)

#: Who may be contacted: columns that ask whether somebody has opted out, or has agreed.
_CONSENT: dict[str, Ranks] = {
    "opt_out_sms": ("opt_out_sms | SMS Opt Out | SMS Unsubscribed | 短信退订 | 退订短信 | 拒收短信 | 不接收短信 | 短信免打扰 | 簡訊退訂 | 拒收簡訊",),
    "opt_out_email": ("opt_out_email | Email Opt Out | Email Unsubscribed | Unsubscribed | 邮件退订 | 退订邮件 | 拒收邮件 | 不接收邮件 | 郵件退訂 | 電郵退訂 | 拒收郵件",),
    "opt_out_wechat": ("opt_out_wechat | WeChat Opt Out | 微信退订 | 拒收微信 | 不接收微信 | 微信免打扰 | 微信退訂",),
    "opt_out_phone": ("opt_out_phone | Phone Opt Out | Do Not Call | 电话退订 | 拒接电话 | 不接听电话 | 电话免打扰 | 请勿致电 | 電話退訂 | 拒接電話",),
    "opt_out_all": ("opt_out_all | Do Not Contact | 免打扰 | 黑名单 | 是否拉黑 | 黑名單 | 勿擾",),
    "accepts_sms": ("accepts_sms | Accepts SMS Marketing | SMS Opt In | SMS Consent | 接收短信 | 是否接收短信 | 短信订阅 | 接收簡訊 | 是否接收簡訊",),
    "accepts_email": ("accepts_email | Accepts Email Marketing | Accepts Marketing | Email Opt In | Email Consent | Email Subscription Status | Newsletter | 接收邮件 | 是否接收邮件 | 邮件订阅 | 接收郵件 | 是否接收郵件 | 電子報訂閱",),
    "accepts_wechat": ("accepts_wechat | WeChat Opt In | 接收微信 | 是否接收微信",),
    "accepts_phone": ("accepts_phone | Phone Opt In | 接听电话 | 是否接听电话 | 接聽電話",),
}  # fmt: skip


def _asking(prefix: str) -> Ranks:
    """Return the names of all columns of consent that ask alike, whatever the channel."""
    return tuple(
        name for field, ranks in _CONSENT.items() if field.startswith(prefix) for name in ranks
    )


#: kind → field → ranks; the names of a rank are separated by ``|``.
SIDE_SYNONYMS: dict[str, dict[str, Ranks]] = {
    "customers": {
        "customer_id": (*SYNONYMS["customer_id"], "Square Customer ID", "id | 编号 | 編號 | code"),
        "name": (*SYNONYMS["name"], "昵称 | 客户昵称 | 会员昵称 | 微信昵称 | 暱稱 | Nickname | Display Name"),
        "first_name": ("first_name | Given Name | Vorname | Prénom | 名",),
        "last_name": ("last_name | Surname | Family Name | Nachname | 姓",),
        "phone": (*SYNONYMS["phone"], "Default Address Phone"),
        "email": SYNONYMS["email"],
        "wechat": ("wechat | WeChat ID | Weixin | 微信 | 微信号 | 微信ID | 微信號 | 微信帳號", "openid | unionid"),
        "sex": ("sex | Gender | 性别 | 客户性别 | 会员性别 | 性別 | 會員性別 | Geschlecht | Sexe | Sexo",),
        "birthday": ("birthday | Birth Date | Date of Birth | DOB | 生日 | 出生日期 | 出生年月日 | 客户生日 | 会员生日 | 生日日期 | 會員生日 | 顧客生日 | Geburtsdatum | Geburtstag | Date de naissance | 誕生日",),
        "join_date": (
            "join_date | Joined | Joined At | Member Since | Registration Date | Registered | Registered At | Sign Up | Sign Up Date | Customer Since | "
            "入会时间 | 入会日期 | 注册时间 | 注册日期 | 成为会员时间 | 开卡时间 | 开卡日期 | 办卡日期 | 加入时间 | 入會日期 | 入會時間 | 註冊日期 | 註冊時間 | 加入時間",
            "Created At | Created | Creation Date | Date Created | 创建时间 | 创建日期 | 成为客户时间 | 建档时间 | 建档日期 | 登记日期 | 建立日期 | 建檔日期",
        ),
        "level": ("level | Tier | Member Level | Membership Level | Loyalty Tier | 等级 | 会员等级 | 会员级别 | 会员卡等级 | 免费等级 | 等級 | 會員等級 | 會員級別", "Group | Customer Group | 客户分组 | 卡类型"),
        "credit_level": ("credit_level | Credit Rating | 信用等级 | 信誉等级 | 信用等級 | 信譽等級",),
        "referred_by": ("referred_by | Referrer | Referral | Introduced By | 推荐人 | 推荐人编号 | 介绍人 | 邀请人 | 推薦人 | 介紹人 | 邀請人",),
        **_CONSENT,
        "tags": ("tags | Tag | Customer Tags | Labels | 标签 | 客户标签 | 会员标签 | 標籤 | 客戶標籤 | 會員標籤",),
        "city": ("city | Default Address City | 城市 | 所在城市 | 微信地域 | 縣市 | Ort | Stadt | Ville | Ciudad | Città",),
        "store": (*SYNONYMS["store"], "成为会员店铺 | 开卡门店 | 注册门店 | 所属门店 | 入会门店 | 開卡門市 | 註冊門市 | Home Store"),
    },
    "inventory": {
        **{field: SYNONYMS[field] for field in ("sku", "product", "category", "style", "size", "color", "season", "store")},
        "on_hand": (
            "on_hand | Stock | Stock on Hand | Qty on Hand | Quantity on Hand | Inventory | Inventory Quantity | Variant Inventory Qty | In Stock | Available | "
            "库存 | 库存数量 | 库存量 | 当前库存 | 现有库存 | 可用库存 | 可售库存 | 实际库存 | 现存量 | 结存 | 结存数量 | 庫存 | 庫存數量 | 庫存量 | 現有庫存 | 可用庫存 | Bestand | Lagerbestand",
            *SYNONYMS["quantity"],
        ),
        "cost": (*SYNONYMS["cost"], "Cost per item | 成本单价 | 单位成本 | 参考进价 | 進貨價"),
        "list_price": (*SYNONYMS["list_price"], *SYNONYMS["unit_price"], "Variant Price | 售價 | 零售價"),
        "list_date": ("list_date | Listed | Listed At | Launch Date | Release Date | First Received | 上架日期 | 上架时间 | 上市日期 | 上新日期 | 入库日期 | 首次入库日期 | 上架時間 | 入庫日期", "Created At | 创建时间 | 建立日期"),
    },
    "feedback": {
        "customer_id": _ANYBODY,
        "phone": SYNONYMS["phone"],
        "email": SYNONYMS["email"],
        "date": ("date | Feedback Date | Survey Date | Review Date | 日期 | 反馈日期 | 反馈时间 | 评价日期 | 评价时间 | 投诉日期 | 投诉时间 | 評價日期 | 評價時間 | 回饋日期 | 客訴日期", "时间 | 時間 | datetime"),
        "channel": (*SYNONYMS["channel"], "反馈渠道 | 回饋管道"),
        "type": ("type | Feedback Type | Kind | 类型 | 反馈类型 | 评价类型 | 问题类型 | 類型 | 問題類型",),
        "score": ("score | Rating | Stars | CSAT | NPS | Satisfaction | 评分 | 满意度 | 得分 | 打分 | 星级 | 評分 | 滿意度 | 星等",),
        "text": ("text | Comment | Comments | Feedback | Review | Message | Content | 内容 | 反馈内容 | 评价内容 | 评价 | 留言 | 意见 | 投诉内容 | 內容 | 評價內容 | 評價 | 意見",),
        "reason": ("reason | 原因 | 投诉原因 | 不满原因 | 未购买原因 | 投訴原因 | 客訴原因",),
        "created_at": ("created_at | Created | Opened At | 创建时间 | 提交时间 | 受理时间 | 建立時間 | 提交時間",),
        "first_reply_at": ("first_reply_at | First Reply | First Response | First Response At | Replied At | 首次回复时间 | 首次响应时间 | 回复时间 | 首次回覆時間 | 回覆時間",),
        "closed_at": ("closed_at | Closed | Resolved At | Resolved | 关闭时间 | 解决时间 | 完结时间 | 处理完成时间 | 關閉時間 | 結案時間",),
        "followup_at": ("followup_at | Followed Up At | Follow-up | 回访时间 | 跟进时间 | 回訪時間",),
        "store": (*SYNONYMS["store"], "反馈门店 | 投诉门店 | 回饋門市"),
        "size": (*SYNONYMS["size"], "Wanted Size | 想要尺码 | 缺码 | 需求尺码 | 想要尺碼"),
        "solution": ("solution | Resolution | Remedy | 处理方案 | 解决方案 | 处理方式 | 处理结果 | 補償方案 | 處理方式",),
    },
    "points": {
        "customer_id": _ANYBODY,
        "phone": SYNONYMS["phone"],
        "email": SYNONYMS["email"],
        "date": ("date | Transaction Date | 日期 | 变动日期 | 变动时间 | 积分时间 | 发生时间 | 變動日期 | 異動日期 | 異動時間", "时间 | 時間 | datetime | Created At | 创建时间 | 建立時間"),
        "points": ("points | Points Change | Change | 积分 | 积分变动 | 变动积分 | 变动值 | 积分数 | 積分 | 積分變動 | 點數 | 異動點數 | 紅利點數",),
        "balance": ("balance | Points Balance | 积分余额 | 剩余积分 | 变动后积分 | 当前积分 | 可用积分 | 積分餘額 | 剩餘點數 | 剩餘積分",),
        "kind": ("kind | Type | 类型 | 变动类型 | 积分类型 | 類型 | 變動類型 | 異動類型",),
        "order_id": SYNONYMS["order_id"][:2],
        "reason": ("reason | Note | Description | 原因 | 变动原因 | 备注 | 说明 | 變動原因 | 異動原因 | 備註 | 說明",),
        "expires": ("expires | Expires At | Expiry | Expiry Date | Expiration Date | 过期时间 | 过期日期 | 有效期 | 有效期至 | 到期日 | 到期日期 | 到期时间 | 失效日期 | 過期日 | 到期時間 | 有效期限",),
    },
    "suppress": {
        "customer_id": _ANYBODY,
        "phone": SYNONYMS["phone"],
        "email": SYNONYMS["email"],
        "status": (
            "status | Subscription Status | Subscriber Status | Subscription | Marketing Status | "
            "状态 | 订阅状态 | 退订状态 | 联系状态 | 狀態 | 訂閱狀態 | 退訂狀態 | 聯絡狀態",
            "Email Status | 邮件状态 | 郵件狀態",
            "SMS Status | 短信状态 | 簡訊狀態",
        ),
        "opted_out": ("opted_out | Opt Out | Is Unsubscribed | 是否退订 | 已退订 | 退订 | 是否勿扰 | 是否退訂 | 已退訂 | 退訂", *_asking("opt_out_")),
        "accepts": ("accepts | Opt In | Consent | Subscribed | Is Subscribed | 是否订阅 | 订阅 | 接收营销 | 是否訂閱 | 訂閱", *_asking("accepts_")),
    },
    "aliases": {
        "old_id": (
            "old_id | Old Customer ID | Former ID | Previous ID | Alias | Alias ID | Merged ID | Duplicate ID | Secondary ID | Old Email | Old Phone | "
            "旧编号 | 旧ID | 旧会员号 | 旧客户编号 | 旧手机号 | 旧邮箱 | 原编号 | 原ID | 原会员号 | 原客户编号 | 原手机号 | 别名 | 舊編號 | 舊會員號 | 原會員號 | 原編號",
            "old | from | source | 旧 | 原 | 舊",
        ),
        "new_id": (
            "new_id | New Customer ID | Current ID | Primary ID | Main ID | Master ID | Merged Into | New Email | New Phone | "
            "新编号 | 新ID | 新会员号 | 新客户编号 | 新手机号 | 新邮箱 | 现编号 | 现会员号 | 合并后编号 | 新編號 | 新會員號 | 現會員號",
            "new | to | target | into | 新 | 现 | 現",
            *SYNONYMS["customer_id"],
        ),
    },
}  # fmt: skip


@cache
def ranks(kind: str) -> dict[str, list[tuple[str, int]]]:
    """Return for each header key the fields of a kind that it may name, each with its rank."""
    table: dict[str, list[tuple[str, int]]] = {}
    for field, listed in SIDE_SYNONYMS[kind].items():
        for rank, names in enumerate(listed):
            for name in names.split("|"):
                table.setdefault(key(name), []).append((field, rank))
    return table
