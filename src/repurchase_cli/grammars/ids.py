"""Ids of customers, orders and items: plain ones, UUIDs, numbers of phones, those that are lost."""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, Rewriting, compiled, sql_text
from repurchase_cli.grammars.nobody import ERROR_WORD
from repurchase_cli.grammars.texts import LINK, UNSEEN, WIDE, halfwidth, unwrapped

_PLAIN_CUSTOMER = "[0-9A-Za-z_-]*[1-9][0-9A-Za-z_-]*"
#: Ids that need no cleaning: not wrapped, not a number that was a float, and no placeholder.
PLAIN = {"customer_id": _PLAIN_CUSTOMER, "order_id": "[0-9A-Za-z_-]+"}
_UUID = r"[{(]?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}[)}]?"
#: 4,086918E+00 was an id before a spreadsheet took it for a number: it names nobody any more.
_DESTROYED = r"[0-9][.,][0-9]+[eE][+-]?[0-9]+|[0-9][eE]\+[0-9]+"
_LONG = "[0-9]{16,}"
_ROUNDED = "[0-9]{15}0+"
#: What has a letter (not the E of a number) after digits at most, ends in no blank and holds no
#: full-width form and nothing that is not seen is clean already.
_UNCLEAN = rf"{WIDE[1:-1]}\s\x00&{UNSEEN}"
_CLEAN = rf"([0-9eE][0-9eE ._,+-]*)?[A-DF-Za-df-z一-龥]([^{_UNCLEAN}]| [^{_UNCLEAN}])*"

#: 张三（13800138000）: a name, and the phone that tells people of one name apart.
_PHONE_IN_BRACKETS = r"[^()]\(\s*(\+?[0-9][0-9 -]{5,}[0-9])\s*\)\s*$"
_BRACKETS_BEHIND = r"\([^()]*\)\s*$"
#: Jane Doe <jane@example.com>: the address tells her apart, however her name is written.
_ADDRESS_IN_BRACKETS = r"<(?:mailto:)?([^<>\s]+@[^<>\s]+)>\s*$"
#: Jane Doe (jane88): the customer is what stands in brackets, where it is an id: Ann Lee (C001).
_IN_BRACKETS = r"\(([^()]+)\)\s*$"
_ID_IN_BRACKETS = r"[^()]\(\s*[A-Za-z#-]{0,6}[0-9][0-9A-Za-z-]*\s*\)\s*$"

_LINK_BEFORE = rf"^\s*{LINK}"
#: A phone that another line may write otherwise: with the code of the country, in groups.
_DIALLED = r"(\+|00|86[^0-9]?1[0-9]{10}$).*|.*[0-9][\s().-]+[0-9].*"
_DIALLING = Rewriting(
    ((r"[\s().-]", ""), ("^00", "+"), (r"^\+?86(1[0-9]{10})$", r"\1")),
)


def is_plain(field: str, value: str) -> bool:
    """Whether an id needs no cleaning."""
    return bool(compiled(PLAIN[field]).fullmatch(value))


def plain_sql(field: str, x: str) -> str:
    """Return the SQL of whether the text ``x`` is an id that needs no cleaning."""
    return f"regexp_full_match({x}, {sql_text(PLAIN[field])})"


def is_destroyed(value: str) -> bool:
    """Whether a spreadsheet has taken an id for a number and left its first digits alone."""
    return bool(compiled(_DESTROYED).fullmatch(value))


def is_rounded(value: str) -> bool:
    """Whether a number is as a spreadsheet leaves longer ones: zeros after the fifteenth digit.

    One such id may be as it was; where all long ones are so, none is.
    """
    return bool(compiled(_ROUNDED).fullmatch(value))


def is_long_number(value: str) -> bool:
    """Whether a number has more digits than spreadsheets keep."""
    return bool(compiled(_LONG).fullmatch(value))


def is_uuid(value: str) -> bool:
    """Whether an id is a UUID, which upper and lower case do not tell apart."""
    return bool(compiled(_UUID).fullmatch(value))


def is_dialled(value: str) -> bool:
    """Whether a phone is written as another line may not write it."""
    return bool(compiled(_DIALLED).fullmatch(unwrapped(value)))


def names_phone(value: str) -> bool:
    """Whether a phone stands in brackets behind a name."""
    return bool(compiled(_PHONE_IN_BRACKETS).search(halfwidth(value)))


def names_id(value: str) -> bool:
    """Whether an id stands in brackets behind a name."""
    return bool(compiled(_ID_IN_BRACKETS).search(halfwidth(value)))


def _dialled(value: str) -> str:
    return _DIALLING.apply(unwrapped(value))


MACROS = f"""
create macro is_error(x) as regexp_full_match(lower(trim(halfwidth(x))), {sql_text(ERROR_WORD)});
create macro destroyed(x) as regexp_full_match(trim(halfwidth(x)), {sql_text(_DESTROYED)});
create macro clean_text(x) as case
    when regexp_full_match(x, {sql_text(_PLAIN_CUSTOMER)}) then x
    when regexp_full_match(x, {sql_text(_CLEAN)}) then x
    when destroyed(x) or is_error(x) then null
    else nullif(trim(unwrapped(x)), '')
end;
create macro phone_in_brackets(x) as nullif(
    regexp_extract(halfwidth(x), {sql_text(_PHONE_IN_BRACKETS)}, 1), ''
);
create macro name_before_brackets(x) as nullif(
    trim(regexp_replace(halfwidth(x), {sql_text(_BRACKETS_BEHIND)}, '')), ''
);
create macro address_in_brackets(x) as nullif(
    regexp_extract(x, {sql_text(_ADDRESS_IN_BRACKETS)}, 1), ''
);
create macro in_brackets(x) as coalesce(
    nullif(regexp_extract(halfwidth(x), {sql_text(_IN_BRACKETS)}, 1), ''), x
);
-- +86 138 0013 8000 and 0086-13800138000 are 13800138000.
create macro dialled(x) as {_DIALLING.sql("x")};
create macro is_uuid(x) as length(x) >= 32 and regexp_full_match(x, {sql_text(_UUID)});
-- An e-mail address or a UUID without case.
create macro folded(x) as list_transform(
    [x], lambda id: if(contains(id, '@') or is_uuid(id), lower(id), id)
)[1];
-- All ids of a group, each once.
create macro all_ids(x) as string_agg(distinct x, chr(31) order by x);
-- Ids that the sample shows to be plain; blank is none.
create macro as_it_stands(x) as nullif(x, '');
create macro clean_customer(x) as case
    when regexp_full_match(x, {sql_text(_PLAIN_CUSTOMER)}) then x
    when destroyed(x) or no_person(trim(halfwidth(x))) or no_person(unwrapped(x)) then null
    else coalesce(phone_in_brackets(x), address_in_brackets(x), nullif(trim(unwrapped(x)), ''))
end;
-- A contact as the latest order that has one says it; of two on one day the text decides, by its hash,
-- so that the order of rows does not.
create macro latest_text(x, day) as regexp_replace(
    arg_max(x, cast(day as bigint) * 4294967296 + cast(hash(x) % 4294967296 as bigint)),
    {sql_text(_LINK_BEFORE)}, ''
);
"""

GRAMMARS = (
    Grammar(
        is_uuid,
        "if(is_uuid({x}), folded({x}), null)",
        {
            "{0F8FAD5B-D9CB-469F-A165-70867728950E}": "{0f8fad5b-d9cb-469f-a165-70867728950e}",
            "0f8fad5bd9cb469fa16570867728950e": "0f8fad5bd9cb469fa16570867728950e",
            "0f8fad5b-d9cb-469f-a165-70867728950": None, "17850": None, "": None,
        },
    ),
    Grammar(
        lambda value: is_plain("customer_id", value),
        f"nullif({plain_sql('customer_id', '{x}')}, false)",
        {"C-00_17": True, "17850.0": None, "0000": None, "-": None, "ann": None, "１7": None},
    ),
    Grammar(
        names_phone,
        "phone_in_brackets({x})",
        {
            "张三（13800138000）": "13800138000", "Ann ( +49 151 2345678 ) ": "+49 151 2345678",
            "(13800138000)": None, "Ann (VIP)": None, "Ann (１３８００１３８０００)": "13800138000",
        },
    ),
    Grammar(
        lambda value: _dialled(value) if is_dialled(value) else None,
        "nullif(dialled(unwrapped({x})), unwrapped({x}))",
        {
            "+86 138 0013 8000": "13800138000", "008613800138000": "13800138000",
            "＋86 13800138000": "13800138000", "tel:86-13800138000": "13800138000",
            "(0151) 23 45-678": "01512345678", "0049 151 2345": "+491512345",
            "13800138000": None, "ann": None,
        },
    ),
)  # fmt: skip
