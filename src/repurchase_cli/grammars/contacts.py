"""Names, phones and e-mails: masked wherever they were not asked for, or hidden by the export.

One rule for every form: the first of :data:`_MASKS` that fits the value decides. What a value is,
is told by its shape and not by its column, so that a phone in the column of names is masked as a
phone.
"""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, Rewriting, compiled, sql_text

_MASKS: tuple[tuple[str, str], ...] = (
    (r"^([^@])[^@]*(@[^@]+)$", r"\1***\2"),  # k***@example.com
    (r"^([+(]?[0-9][0-9 -]?[0-9])[0-9 ().-]{4,}([0-9]{4})$", r"\1****\2"),  # 138****8000
    (r"^[+0-9][0-9 ().-]{4,}([0-9]{2})$", r"****\1"),  # a short number: ****67
    (r"(?s)^([぀-ヿ㐀-鿿가-힣]).*$", r"\1**"),  # 张**
    (r"(?s)^(.).*$", r"\1***"),  # D***
)
#: Signs under which exports hide parts of a contact: nobody is reached by 138****8000.
_SIGNS = "[*•●]"
_HIDDEN_DIGITS = rf"{_SIGNS}|[0-9][ -]?[xX]{{2,}}|[xX]{{2,}}[ -]?[0-9]"
#: What is hidden of a phone or an e-mail address; digits of the latter are no phone's.
_HIDDEN = rf"{_SIGNS}|^[^@]*(?:{_HIDDEN_DIGITS})[^@]*$"
#: A number of which the middle is hidden.
_HIDDEN_MIDDLE = r"[0-9][ -]?(?:[*•●]{2,}|[xX]{2,})[ -]?[0-9]"
_SIX_DIGITS = r"[^0-9]*".join(["[0-9]"] * 6)
_WHOLE_EMAIL = r"[^@\s*•●]+@[^@\s*•●]+\.[^@\s*•●]+"
_WHOLE_ID = "[^*•●]{2,}"
_PHONE = r"\s*'?\+?[0-9][0-9 -]{6,}[0-9]\s*"
_EMAIL = "[^@]+@[^@]+"


def mask(value: str) -> str:
    """Return a name, phone or e-mail with only so much left that its owner recognises it."""
    value = value.strip(" ")
    for pattern, replacement in _MASKS:
        if compiled(pattern).match(value):
            return compiled(pattern).sub(replacement, value)
    return ""


def mask_sql(sql: str) -> str:
    """Return the SQL expression that masks the text which ``sql`` gives."""
    value = f"trim(cast({sql} as varchar))"
    cases = " ".join(
        f"when regexp_matches({value}, {sql_text(pattern)}) "
        f"then regexp_replace({value}, {sql_text(pattern)}, {sql_text(replacement)})"
        for pattern, replacement in _MASKS
    )
    return f"case {cases} else {value} end"


def hides_digits(value: str) -> bool:
    """Whether a number shows only its first and last digits, as 138****8000 does."""
    return bool(compiled(_HIDDEN_MIDDLE).search(value))


def reaches_somebody(value: str) -> bool:
    """Whether a text is an e-mail address or a phone."""
    return is_phone(value) or bool(compiled(_EMAIL).fullmatch(value))


def is_phone(value: str) -> bool:
    """Whether a text is the number of a phone."""
    return bool(compiled(_PHONE).fullmatch(value))


def is_hidden_sql(phone: str, email: str) -> str:
    """Return the SQL of whether an export has hidden parts of a phone or an e-mail address."""
    return (
        f"(coalesce(regexp_matches({phone}, {sql_text(_HIDDEN_DIGITS)}), false)"
        f" or coalesce(regexp_matches({email}, {sql_text(_SIGNS)}), false))"
    )


def has_phone_sql(x: str) -> str:
    """Return the SQL of whether somebody is reached by a phone: six digits, none of them hidden."""
    return (
        f"coalesce(regexp_matches({x}, {sql_text(_SIX_DIGITS)})"
        f" and not regexp_matches({x}, {sql_text(_HIDDEN_DIGITS)}), false)"
    )


def has_email_sql(x: str) -> str:
    """Return the SQL of whether somebody is reached by an e-mail address."""
    return f"coalesce(regexp_full_match(trim({x}), {sql_text(_WHOLE_EMAIL)}), false)"


def has_wechat_sql(x: str) -> str:
    """Return the SQL of whether somebody is reached by an id that is not hidden."""
    return f"coalesce(regexp_full_match({x}, {sql_text(_WHOLE_ID)}), false)"


#: What stands between several contacts in one cell.
_BETWEEN = r"[/|;,、，；\r\n\t]+|\s\+"
#: A phone among others that only a blank parts from it.
_RUN_OF_DIGITS = "[0-9]{10,15}"


def contacts_in(value: str) -> list[str]:
    """Return the contacts that a cell holds, those that hide digits too.

    The whole cell is among them: 0151/2345678 is one number.
    """
    parts = [part.strip() for part in compiled(_BETWEEN).split(value)]
    runs = compiled(_RUN_OF_DIGITS).findall(value)
    return sorted({value.strip(), *parts, *runs} - {""})


def hides_part(value: str) -> bool:
    """Whether an export has hidden a part of a contact: nobody is known by 138****8000."""
    return bool(compiled(_HIDDEN).search(value))


#: The digits of a phone, without the code of the country before a Chinese mobile.
_DIGITS = Rewriting((("[^0-9]", ""), ("^(?:00)?86(1[0-9]{10})$", r"\1")))


def phone_digits(value: str) -> str:
    """Return the digits of a phone, without the code of China before a mobile."""
    return _DIGITS.apply(value)


MACROS = f"""
create macro phone_digits(x) as nullif({_DIGITS.sql("x")}, '');
create macro hides_part(x) as regexp_matches(x, {sql_text(_HIDDEN)});
create macro contacts_in(x) as list_filter(
    list_sort(list_distinct(list_transform(
        list_concat(
            [x],
            regexp_split_to_array(x, {sql_text(_BETWEEN)}),
            regexp_extract_all(x, {sql_text(_RUN_OF_DIGITS)})
        ),
        lambda part: trim(part)
    ))),
    lambda part: part <> ''
);
-- The contacts of a cell by which somebody can be known: whole ones.
create macro whole_contacts(x) as list_filter(contacts_in(x), lambda part: not hides_part(part));
-- The contacts of a cell of which a part is hidden.
create macro hidden_contacts(x) as list_filter(
    regexp_split_to_array(x, {sql_text(_BETWEEN)}), lambda part: hides_part(part)
);
"""

_MASKED = {
    "13800138000": "138****8000", "138-0013-8000": "138****8000",
    "+86 138 0013 8000": "+86****8000", "+8613800138000": "+861****8000",
    "(020) 8123 4567": "(020****4567", "91234567": "****67", "12345": "1***",
    "5551234567": "55****4567", "kate@example.com": "k***@example.com",
    "k@example.com": "k***@example.com", "张三": "张**", "张": "张**", "欧阳娜娜": "欧**",
    "David Jones": "D***", "  David": "D***", "wx_id-9": "w***", "a@b@c": "a***",
    "two\nlines": "t***", "": "",
}  # fmt: skip

GRAMMARS = (
    Grammar(mask, mask_sql("{x}"), _MASKED),
    Grammar(
        lambda value: _DIGITS.apply(value) or None,
        "phone_digits({x})",
        {
            "+86 138-0013-8000": "13800138000", "008613800138000": "13800138000",
            "(020) 8123 4567": "02081234567", "ann": None, "": None,
        },
    ),
    Grammar(
        lambda value: contacts_in(value) or None,
        "if(len(contacts_in({x})) = 0, null, contacts_in({x}))",
        {
            "13800138000": ["13800138000"],
            "13800138000/13900139000": ["13800138000", "13800138000/13900139000", "13900139000"],
            "13800138000 13900139000": [
                "13800138000", "13800138000 13900139000", "13900139000"
            ],
            "+49 151 2345678 +49 160 1": ["+49 151 2345678", "+49 151 2345678 +49 160 1", "49 160 1"],
            "0151/2345678": ["0151", "0151/2345678", "2345678"],
            "a@b.com; c@d.com": ["a@b.com", "a@b.com; c@d.com", "c@d.com"],
            "1391234、\n1381234": ["1381234", "1391234", "1391234、\n1381234"], "": None, "; ": [";"],
        },
    ),
    Grammar(
        lambda value: hides_part(value) or None,
        "nullif(hides_part({x}), false)",
        {
            "138****8000": True, "138xxxx8000": True, "k***@example.com": True, "•••8000": True,
            "13800138000": None, "exxon@example.com": None, "x2xx3@a.com": None,
        },
    ),
    Grammar(
        hides_digits,
        f"nullif({is_hidden_sql('{x}', 'null')}, false)",
        {
            "138****8000": True, "138••••8000": True, "138xxxx8000": True, "138 XXXX 8000": True,
            "13800138000": None, "Maxx": None, "": None,
        },
    ),
)  # fmt: skip
