"""Yes and no, nothing, and whether a customer has opted out."""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, sql_text
from repurchase_cli.grammars.texts import halfwidth, word

YES = (
    "1", "1.0", "y", "yes", "true", "t", "x", "on", "✓", "√", "是", "有", "ja", "oui", "sí", "si",
    "j", "sim",
)  # fmt: skip
NO = ("0", "0.0", "n", "no", "false", "f", "off", "否", "无", "無", "nein", "non", "nee", "não")
#: Words that say by themselves whether a customer has opted out, whatever the column asks.
_OPTED_OUT = (
    "unsubscribed", "unsubscribe", "not subscribed", "not_subscribed", "non-subscribed",
    "nonsubscribed", "never subscribed", "never_subscribed", "opted out", "opted_out", "opted-out",
    "opt out", "opt_out", "opt-out", "suppressed", "blocked", "cleaned", "bounced", "complained",
    "已退订", "已退訂", "退订", "退訂", "未订阅", "未訂閱", "拒收", "已拒收", "拉黑", "已拉黑", "黑名单",
    "黑名單",
)  # fmt: skip
_OPTED_IN = (
    "subscribed", "opted in", "opted_in", "opted-in", "opt in", "opt_in", "opt-in", "resubscribed",
    "已订阅", "已訂閱", "订阅", "訂閱", "订阅中", "訂閱中", "未退订", "未退訂", "重新订阅", "重新訂閱", "正常",
)  # fmt: skip


def opted_out(value: str) -> bool | None:
    """Return whether a word says by itself that a customer has opted out, None if it does not."""
    said = word(value)
    return True if said in _OPTED_OUT else False if said in _OPTED_IN else None


def _answer(value: str) -> str | None:
    said = word(halfwidth(value))
    return "yes" if said in YES else "no" if said in NO else None


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(map(sql_text, words))


MACROS = f"""
-- Nothing was written: blank, marks only, or a word for nothing.
create macro left_blank(x) as coalesce(no_person(trim(halfwidth(x))), true);
-- The text of a value that cannot be read.
create macro unread(x, value) as case when value is null and not left_blank(x) then trim(x) end;
create macro yes_or_no(x) as case
    when word(halfwidth(x)) in ({_listed(YES)}) then true
    when word(halfwidth(x)) in ({_listed(NO)}) then false
end;
create macro opt_out_word(x) as case
    when word(x) in ({_listed(_OPTED_OUT)}) then true
    when word(x) in ({_listed(_OPTED_IN)}) then false
end;
create macro opt_out_answer(x) as coalesce(yes_or_no(x), opt_out_word(x));
-- What is neither yes nor no is kept on the safe side: the customer is not contacted.
create macro opted_out(x) as coalesce(
    opt_out_word(x), yes_or_no(x), if(left_blank(x), null, true)
);
create macro opted_out_by_word(x) as coalesce(opt_out_word(x), if(left_blank(x), null, true));
create macro not_accepted(x) as coalesce(
    opt_out_word(x), not yes_or_no(x), if(left_blank(x), null, true)
);
"""

GRAMMARS = (
    Grammar(
        _answer,
        "if(yes_or_no({x}), 'yes', if(not yes_or_no({x}), 'no', null))",
        {
            "Yes ": "yes", "１": "yes", "JA": "yes", "√": "yes", "是": "yes", "\xa0sí": "yes",
            "Nein": "no", "0.0": "no", "无": "no", "OFF": "no", "": None, "maybe": None,
        },
    ),
    Grammar(
        lambda value: {True: "out", False: "in", None: None}[opted_out(value)],
        "if(opt_out_word({x}), 'out', if(not opt_out_word({x}), 'in', null))",
        {
            "Unsubscribed": "out", " cleaned": "out", "已退订": "out", "Opted Out": "out",
            "SUBSCRIBED ": "in", "正常": "in", "未退订": "in", "yes": None, "active": None, "": None,
        },
    ),
)  # fmt: skip
