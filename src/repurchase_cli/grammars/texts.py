"""The cells of a table as text: blanks, full-width forms, what spreadsheets wrap ids in, words."""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, Rewriting, sql_text

#: Full-width forms and blanks of every kind, and what stands for them in ASCII.
_WIDE = "０１２３４５６７８９．，－＋（）＃＝＇／：\u3000\xa0\t\u202f\u2009\ufeff\u200b"
_NARROW = "0123456789.,-+()#='/:       "
_NARROWED = str.maketrans(_WIDE, _NARROW)
#: What may stand around a word.
BLANKS = " \t\r\n\xa0\u3000\u202f\u2009\ufeff\u200b"
#: A pattern of one of the full-width forms.
WIDE = f"[{_WIDE}]"

#: What nobody sees, and programs put into texts all the same: controls, soft hyphens, joiners; and a
#: blank as pages write it.
UNSEEN = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060-\u2064\ufeff"
_SEEN = Rewriting((("(?i)&nbsp;?|&#160;|&#xa0;", " "), (f"[{UNSEEN}]", "")))
_MARRED = f"[&{UNSEEN}]"

#: How pages are told that a text is a contact.
LINK = r"(?i:mailto|tel):\s*"
#: ="3515…" and '138… are how spreadsheets are told to keep an id as text;
#: 17850.0 is an id that was once read as a number.
_WRAPPINGS = Rewriting(
    (
        (r'^="?([^"]*)"?$', r"\1"),
        (rf"^['#`]+\s*|^{LINK}", ""),
        (r"^([0-9]+)\.0+$", r"\1"),
    )
)


def halfwidth(value: str) -> str:
    """Return a text with full-width forms and blanks of every kind as in ASCII."""
    if value.isascii() and "\t" not in value:
        return value
    return value.translate(_NARROWED)


def unwrapped(value: str) -> str:
    """Return a text without what keeps spreadsheets from reading it as a number."""
    return _WRAPPINGS.apply(halfwidth(_SEEN.apply(value)).strip(" "))


def word(value: str) -> str:
    """Return a word as it is compared: small, letter by letter, without blanks around it."""
    return "".join("i" if c == "İ" else c.lower() for c in value.strip(BLANKS))


MACROS = f"""
-- Full-width forms to ASCII, and blanks of every kind to a blank; to look first is far cheaper.
create macro halfwidth(x) as case
    when regexp_matches(x, {sql_text(WIDE)})
        then translate(x, {sql_text(_WIDE)}, {sql_text(_NARROW)})
    else x
end;
create macro seen(x) as case
    when regexp_matches(x, {sql_text(_MARRED)}) then {_SEEN.sql("x")} else x
end;
create macro unwrapped(x) as {_WRAPPINGS.sql("trim(halfwidth(seen(x)))")};
-- A cell that is not blank; the same, blanks left around it: that a cell begins with no blank is far
-- cheaper to tell. A word as it is compared.
create macro filled(x) as nullif(trim(x, {sql_text(BLANKS)}), '');
create macro unless_blank(x) as if(x >= '!', x, filled(x));
create macro word(x) as lower(coalesce(trim(x, {sql_text(BLANKS)}), ''));
"""

GRAMMARS = (
    Grammar(
        halfwidth,
        "halfwidth({x})",
        {"１２，５０": "12,50", "（退）": "(退)", "1\u202f234": "1 234", "a\tb": "a b", "": ""},
    ),
    Grammar(
        unwrapped,
        "unwrapped({x})",
        {
            '="00351"': "00351", "=00351": "00351", "'13800138000": "13800138000", "#A1": "A1",
            "tel: +86 138": "+86 138", "mailto:ann@shop.example": "ann@shop.example",
            "C\xad1\u200b7\x07": "C17", "&nbsp;ann&nbsp;": "ann", "A&B": "A&B", "\u200f17\x9d ": "17",
            "17850.0": "17850", "17850.5": "17850.5", "＃１７": "17", " ann ": "ann",
        },
    ),
    Grammar(
        word,
        "word({x})",
        {
            "Refunded ": "refunded", "\xa0İPTAL\n": "iptal", "IPTAL": "iptal", "取消\u3000": "取消",
            "ΑΚΥΡΩΘΗΚΕΣ": "ακυρωθηκεσ", "Ausgeführt": "ausgeführt", "": "", "\u200bvoid\r": "void",
        },
    ),
)  # fmt: skip
