"""No person: what tills and shops write when they do not know the buyer."""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text

#: What a spreadsheet shows in place of a value, in all its languages: #REF!, #NAME?, #N/A, #WERT!,
#: #NV, #¡VALOR!, Err:502.
ERROR_WORD = (
    r"#[^\s#1-9]{1,24}[!?]|#n/?[advb]|#i/t|#h/?[дd]|#н/д|#yok|#saknas!?|#hiányzik|#puuttuu!?"
    r"|#není_k_dispozici|#getting_data|#err(?:or)?|err:[0-9]{3}"
)
_NOBODY = "|".join(
    (
        ERROR_WORD,
        r"[-–—_./*#?0\s]*",
        r"[#$~]{2}.*|[*]+|[xX]{3,}",
        "guest|guest (user|customer|checkout)|anonymous|anon|anonymous (user|customer|buyer)",
        r"n/?a|null|none|nil|nan|unknown|undefined|\(null\)|〃|″|同上|ditto|\\n|not set|[(]not set[)]",
        "not (available|provided)|none none|undefined undefined|unknown customer",
        r"[(\[]?(blank|deleted|空白)[)\]]?",
        "walk[- ]?in( customer)?|cash( customer| sales?)?|no customer|counter sale|over the counter",
        "(default|pos|retail) customer",
        "(no|not|without) (name|email|phone|assigned|recorded|specified)",
        "(no-?reply|no-?e?mail|none|unknown|anonymous|guest)@.*",
        "散客|零散客户|零售客户|普通顾客|普通客户|非会员|游客|匿名|匿名用户|匿名买家|未知|无|沒有|無",
        "散客戶|非會員|訪客|空|暂无|暫無|未登记|未登記|未填写|不详|不詳|匿名客户|匿名顾客|普通散客",
        "(现金|临时|默认|普通|一般|过路|零散|路过|未知)(客户|顾客|会员|客|散客)|路人|过客|無会員",
        "无会员|未绑定会员|(現金|臨時|預設|一般)(客|客戶|顧客|會員)|非会员顾客|零售客戶|現場客|一般客",
        "(未注册|非注册|未登录)(会员|用户|顾客|客户)?",
        "laufkund(schaft|e)|barverkauf|gast|anonyme|invit[eé]|passant|clients? divers",
        "client (comptoir|de passage)|invitado|sin cliente|cliente gen[eé]rico|consumidor final",
        "p[uú]blico en general|convidado|ospite|ゲスト|非会員|フリー客|비회원|비회원구매",
    )
)


def is_nobody(value: str) -> bool:
    """Whether a text stands for whoever gave no name."""
    return bool(compiled(_NOBODY).fullmatch(value.strip().lower()))


MACROS = f"""
create macro no_person(x) as regexp_full_match(lower(x), {sql_text(_NOBODY)});
"""

GRAMMARS = (
    Grammar(
        is_nobody,
        "nullif(no_person({x}), false)",
        {
            "#REF!": True, "#NV": True, "#N/D": True, "#WERT!": True, "#¡VALOR!": True, "#NOME?": True,
            "#DIV/0!": True, "#ДЕЛ/0!": True, "#Н/Д": True, "#YOK": True, "Err:502": True, "#A17": None,
            "#17!": None, "Walk-in Customer": True, "": True, "0000": True, "散客": True, "(NULL)": True,
            "Laufkundschaft": True, "INVITÉ": True, "noreply@shop.example": True, "##": True, "****": True, "***528": None,
            "\\N": True, "Ann": None, "Gaston": None, "无锡老王": None, "17850": None,
        },
    ),
)  # fmt: skip
