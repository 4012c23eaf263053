"""What moves points, in the words of a points file: earned, spent, expired and so on.

The words tell only the kind; whether points came or went, the sign of their number says. Patterns
are looked for in the order here, so that a "redemption refund" gives points back and a "refund"
takes them.
"""

from __future__ import annotations

from decimal import Decimal

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text

#: Kind → words of it. Those in Latin letters are whole words.
WORDS: dict[str, str] = {
    "regained": r"\b(regain(ed)?|restor(ed|e|ation)|reinstat(ed|e)|reactivat(ed|ion)|redemption (cancel(l?ed|lation)?|refund|return)|cancel(l?ed)? redemption)\b"
    r"|恢复|恢復|补回|補回|找回|重新激活|兑换(取消|退回|撤销|退还)|(取消|撤销)兑换|抵扣(退回|返还)|積分返還|积分返还",
    "expired": r"\b(expir(ed|e|y|ation|es)|laps(ed|e)|forfeit(ed|ure)?)\b|过期|過期|失效|到期|清零|作废",
    "donated": r"\b(donat(ed|e|ion)|charity)\b|捐",
    "taken_back": r"\b(refund(ed)?|return(ed)?|clawback|revers(ed|al)|taken[ _]back|chargeback)\b"
    r"|退款|退货|退貨|退单|退單|扣回|收回",
    "spent": r"\b(redeem(ed)?|redemption|spen[dt]|used?|burn(ed)?|exchanged?)\b|兑换|兌換|抵扣|抵现|抵現|换购|換購|使用|消耗|消费积分|扣减|扣減|扣除|减少|減少|支出|^[-−–]$"
    r"|\b(deduct(ed|ion)?|debit(ed)?|decrease[ds]?|out(flow|going)?)\b",
    "earned": r"\b(earn(ed|ing)?|purchase|order|sale|bought|accru(ed|al))\b|消费|消費|购物|購物|交易|下单|下單|订单|訂單|购买|購買",
    "given": r"\b(gift|give|given|bonus|reward|welcome|sign[ -]?up|registration|birthday|survey|review|referral|opening)\b|赠送|贈送|奖励|獎勵|签到|簽到|注册|註冊|生日|期初|活动|活動|问卷|晒单|推荐",
}


def kind_of(value: str) -> str | None:
    """Return the kind that a text names, None where it names none."""
    text = value.lower()
    return next((kind for kind, words in WORDS.items() if compiled(words).search(text)), None)


#: +20 pts, 20 分: thousands are parted by commas.
_WITH_UNIT = r"^([-+]?[0-9]+(?:[.][0-9]+)?)\s*(?:积?分|積分|[点點]数?|點數|pts?[.]?|points?|p)$"


def points_with_unit(value: str) -> Decimal | None:
    """Return the number of points that a text with a unit stands for, None for any other."""
    found = compiled(_WITH_UNIT).match(value.strip().lower().replace(",", ""))
    return Decimal(found[1]) if found else None


#: Points that somebody was given for having brought somebody.
REFERRAL = r"\breferr(al|ed|er)\b|\brefer a friend\b|推荐|推薦|老带新|老帶新|邀请|邀請|拉新|转介绍"


def names_referral(value: str) -> bool:
    """Whether a text tells of a reward for a referral."""
    return bool(compiled(REFERRAL).search(value.lower()))


_CASES = " ".join(
    f"when regexp_matches(lower(x), {sql_text(words)}) then '{kind}'"
    for kind, words in WORDS.items()
)
MACROS = f"""
create macro points_kind(x) as case {_CASES} end;
create macro points_with_unit(x) as try_cast(
    regexp_extract(replace(lower(trim(x)), ',', ''), {sql_text(_WITH_UNIT)}, 1) as decimal(18, 6)
);
create macro names_referral(x) as regexp_matches(lower(x), {sql_text(REFERRAL)});
"""

GRAMMARS = (
    Grammar(
        points_with_unit,
        "points_with_unit({x})",
        {
            "20 分": Decimal(20), "+1,250 pts": Decimal(1250), "-30 points": Decimal(-30),
            "120积分": Decimal(120), "20": None, "some": None, "": None,
        },
    ),
    Grammar(
        names_referral,
        "nullif(names_referral({x}), false)",
        {"Referral reward": True, "老带新奖励": True, "邀请好友": True, "preferred": None, "": None},
    ),
    Grammar(
        kind_of,
        "points_kind({x})",
        {
            "earn": "earned", "Purchase": "earned", "消费赠送": "earned", "redeem": "spent",
            "兑换商品": "spent", "积分抵现": "spent", "gift": "given", "签到": "given", "expired": "expired",
            "过期清零": "expired", "refund": "taken_back", "退货扣回": "taken_back", "donation": "donated",
            "兑换退回": "regained", "restored": "regained", "redemption refund": "regained",
            "爱心捐赠": "donated", "减少": "spent", "-": "spent", "+": None, "out": "spent", "Deduction": "spent", "": None, "manual": None, "adjust": None, "because": None,
        },
    ),
)  # fmt: skip
