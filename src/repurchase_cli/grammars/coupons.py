"""Cells of coupons: one code or several, plain, as lists, or with what each has taken off.

``X``, ``X, Y``, ``X|Y``, ``["X"]``, ``code:X|amount:5.00``. Tills write codes in either case and in
groups, so that neither case nor blanks nor hyphens count.
"""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text

_MARKS = r"""[\[\](){}"'“”‘’`]"""
_BETWEEN = r"[,;|，；、\r\n]+"
_WITHIN = r"[\s/+:=：]+"
_GROUPING = r"[-\s]"
#: What stands before a code, and before what stands beside it: its amount, its kind.
_KEY = (
    r"(?i)^\s*(?:[a-z]+[ _-])?(?:codes?|coupons?|vouchers?|券码|券号|优惠码|优惠券码?)\s*[:=：]\s*"
)
_BESIDE = r"(?i)^\s*(?:[a-z]+[ _-])?(?:amount|value|total|tax|type|id|quantity|qty|金额|面额|类型)\s*[:=：]"


def coupon_words(value: str) -> list[str]:
    """Return the words by which the coupons of a cell may be recognised, as they compare."""
    parts = compiled(_BETWEEN).split(compiled(_MARKS).sub("", value))
    codes = [compiled(_KEY).sub("", part) for part in parts if not compiled(_BESIDE).search(part)]
    tokens = [token for code in codes for token in compiled(_WITHIN).split(code)]
    return sorted({compared(word) for word in (value, *parts, *codes, *tokens)} - {""})


def compared(code: str) -> str:
    """Return a code as it compares: without case, blanks and hyphens."""
    return compiled(_GROUPING).sub("", code).upper()


MACROS = f"""
create macro compared_code(x) as upper(regexp_replace(x, {sql_text(_GROUPING)}, '', 'g'));
create macro coupon_parts(x) as regexp_split_to_array(
    regexp_replace(x, {sql_text(_MARKS)}, '', 'g'), {sql_text(_BETWEEN)}
);
create macro coupon_codes(parts) as list_transform(
    list_filter(parts, lambda part: not regexp_matches(cast(part as varchar), {sql_text(_BESIDE)})),
    lambda part: regexp_replace(cast(part as varchar), {sql_text(_KEY)}, '')
);
create macro coupon_words(x) as list_transform([coupon_parts(x)], lambda parts: list_filter(
    list_sort(list_distinct(list_transform(
        flatten([
            [x], parts, coupon_codes(parts),
            flatten(list_transform(
                coupon_codes(parts), lambda code: regexp_split_to_array(code, {sql_text(_WITHIN)})
            ))
        ]),
        lambda word: compared_code(word)
    ))),
    lambda word: word <> ''
))[1];
"""

GRAMMARS = (
    Grammar(
        lambda value: coupon_words(value) or None,
        "nullif(coupon_words({x}), [])",
        {
            "X": ["X"], "co-de G": ["CODE", "CODEG", "G"], "X, Y": ["X", "X,Y", "Y"],
            "X|Y": ["X", "X|Y", "Y"], '["X"]': ["X", '["X"]'], "A+B C": ["A", "A+BC", "B", "C"],
            "code:X|amount: 500": ["AMOUNT:500", "CODE:X", "CODE:X|AMOUNT:500", "X"],
            '{"code":"x y","amount":"5.00"}': [
                "AMOUNT:5.00", "CODE:XY", "X", "XY", "Y", '{"CODE":"XY","AMOUNT":"5.00"}'
            ],
            "X:5.00": ["5.00", "X", "X:5.00"],
            "优惠码：ab1；满减": ["AB1", "优惠码：AB1", "优惠码：AB1；满减", "满减"],
            "": None, "[]": ["[]"],
        },
    ),
)  # fmt: skip
