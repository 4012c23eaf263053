"""Money and numbers: marks of currencies, decimal marks, signs, and units such as 万.

Read exactly, as DECIMAL with at most six decimals, never as binary floating point.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Literal

from repurchase_cli.grammars.grammar import (
    Grammar,
    Rewriting,
    any_of,
    compiled,
    sql_map,
    sql_text,
)
from repurchase_cli.grammars.texts import halfwidth

Mark = Literal["point", "comma"]

#: How a currency is written beside a number, with its code. ``¥``, ``kr`` and ``Rs`` stand for any
#: of several (:data:`_FAMILIES`).
CURRENCIES: dict[str, str] = {
    **{
        code: code
        for code in (
            "USD", "EUR", "GBP", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "CNY", "JPY", "KRW", "INR",
            "PLN", "TRY", "RUB", "CZK", "ILS", "UAH", "BRL", "CHF", "SEK", "NOK", "DKK", "ISK", "HUF",
            "MYR", "THB", "MXN", "ZAR", "AED", "SAR", "RON", "BGN", "VND", "IDR", "PHP", "ARS", "CLP",
            "COP", "PEN", "NGN", "GHS", "KES", "KZT", "GEL", "BDT", "PKR", "LKR", "CRC", "PYG", "MAD",
            "QAR", "KWD", "BHD", "OMR", "MOP", "RSD", "MKD", "EGP",
        )
    },
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "HK$": "HKD", "NT$": "TWD", "S$": "SGD",
    "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "MX$": "MXN", "R$": "BRL",
    "RMB": "CNY", "元": "CNY", "人民币": "CNY", "円": "JPY", "¥": "¥", "￥": "¥",
    "₩": "KRW", "원": "KRW", "₹": "INR", "Rs": "Rs", "Rs.": "Rs", "₨": "Rs", "zł": "PLN",
    "₺": "TRY", "TL": "TRY", "₽": "RUB", "руб": "RUB", "руб.": "RUB", "Kč": "CZK", "₪": "ILS",
    "₴": "UAH", "грн": "UAH", "грн.": "UAH", "kr": "kr", "kr.": "kr", "Ft": "HUF", "RM": "MYR",
    "฿": "THB", "lei": "RON", "лв": "BGN", "лв.": "BGN", "ден": "MKD", "ден.": "MKD", "₫": "VND",
    "Rp": "IDR", "Rp.": "IDR", "₱": "PHP", "S/": "PEN", "S/.": "PEN", "Fr.": "CHF", "₦": "NGN",
    "₵": "GHS", "₸": "KZT", "₾": "GEL", "৳": "BDT", "₡": "CRC", "₲": "PYG",
}  # fmt: skip
#: The codes of three letters.
CODES = frozenset(code for code in CURRENCIES.values() if len(code) == 3 and code.isascii())
#: What may stand beside money and tells nothing of the currency, or that of a file in one language.
_UNITS = ("圆", "圓", "块", "件", "个", "個", "整", "pcs", "pcs.")
#: A mark of several currencies → those that it may stand for.
_FAMILIES = {
    "¥": {"CNY", "JPY"}, "kr": {"SEK", "NOK", "DKK", "ISK"}, "Rs": {"INR", "PKR", "LKR"},
}  # fmt: skip
#: 1.2万 and 1.2k: how much a unit is worth.
SCALES = {
    "千": 1000, "k": 1000, "w": 10000, "万": 10000, "萬": 10000, "亿": 100000000, "億": 100000000,
}  # fmt: skip
_BARE_OF_UNIT = rf"^([-+]?[0-9.,]*[0-9])(?:{any_of(SCALES)})$"

MINUS = "−–—‒‑▲△"
#: Blanks and marks between groups of three digits.
_GROUPING = r"[\s'’`]"
_BARE = r"-?[0-9]+(\.[0-9]+)?"
#: 1,234.50 and, of another country, 1.234,50.
_POINTED = r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3})?(\.[0-9]*)?"
_COMMAED = r"[-+]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)?(,[0-9]*)?"
#: What is cleaned off are blanks, currencies, units and a remark in brackets; brackets around all,
#: a minus behind, and CR, by which accounts mark what a customer gets, mean less than zero, but 20.-
#: and 20/- are twenty and no cents.
_CLEANING = Rewriting(
    (
        (rf'^="?|"$|{_GROUPING}|[.,]--?|/[-=]$', ""),
        (r"^([-+]?[0-9.,]+)\([^0-9()][^()]*\)$", r"\1"),
        (any_of({mark.lower() for mark in (*CURRENCIES, *_UNITS)}), ""),
        (r"([0-9.,)])dr\.?$", r"\1"),
        (r"^([^-].*)cr\.?$", r"\1-"),
        (r"^-?\((.*)\)$", r"-\1"),
        (r"^([^-].*)-$", r"-\1"),
    )
)
_MINUSES = str.maketrans(MINUS, "-" * len(MINUS))


def _bounded(mark: str) -> str:
    """Return the pattern of a mark of small letters that is no part of a word."""
    before = r"\b" if mark[0].isascii() and mark[0].isalpha() else ""
    after = r"\b" if mark[-1].isascii() and mark[-1].isalpha() else ""
    return before + any_of([mark]) + after


_MARK = "|".join(_bounded(m.lower()) for m in sorted(CURRENCIES, key=len, reverse=True))
_CODES = {mark.lower(): code for mark, code in CURRENCIES.items()}
#: A unit behind a number's header: 销售额(万元), Betrag (€).
HEADER_UNIT = rf"[(\[](?:[千万萬亿億]?元|件|分|个|份|yuan|{any_of(_CODES)})[)\]]$"


def is_bare(value: str) -> bool:
    """Whether a text is blank or a number that stands alone."""
    return not value or bool(compiled(_BARE).fullmatch(value))


def is_negative(value: str) -> bool:
    """Whether a number that is not zero is less than zero."""
    if value.isdigit() or not compiled("[1-9]").search(value):
        return False
    return _text(value).startswith("-")


def plain(value: str) -> str:
    """Return an amount without the blanks that may stand between its groups of digits."""
    return compiled(_GROUPING).sub("", halfwidth(value))


def currencies(marks: Collection[str]) -> dict[str, str]:
    """Return the codes of the currencies that some small marks name, each with such a mark.

    A mark of several currencies names none of its own beside one that it may stand for.
    """
    found = {_CODES[mark.lower()]: mark for mark in CURRENCIES if mark.lower() in {*marks}}
    for family, codes in _FAMILIES.items():
        if found.keys() & codes:
            found.pop(family, None)
    return found


def currency_mark(x: str) -> str:
    """Return the SQL of the mark of a currency in the text ``x``, small, empty for none."""
    apart = f"regexp_replace(lower({x}), '[0-9]', ' ', 'g')"
    return f"regexp_extract({apart}, {sql_text(_MARK)})"


def mixed(header: str, marks: Collection[str]) -> tuple[str, str] | None:
    """Return the message and the hint for amounts with the marks of several currencies."""
    named = currencies(marks)
    if len(named) < 2:
        return None
    return (
        f"{header!r} has amounts marked {', '.join(named.values())}, which cannot be added up",
        "give each currency a file of its own, or export with a column that names it",
    )


def reader(x: str, mark: Mark, *, bare: bool) -> str:
    """Return the SQL that reads the number ``x``.

    Parameters
    ----------
    mark
        The decimal mark.
    bare
        Whether nothing is expected but a number that stands alone.
    """
    if mark == "comma":
        return f"comma_money({x})"
    return f"{'as_number' if bare else 'plain_money'}({x})"


def _text(value: str) -> str:
    """Return what is left of an amount when all but the number is cleaned off."""
    if compiled(_BARE).fullmatch(value):
        return value
    return _CLEANING.apply(halfwidth(value).translate(_MINUSES).lower())


def number(value: str, mark: Mark) -> Decimal | None:
    """Return the number that a text stands for."""
    text, scale = _text(value), 1
    if unit := compiled(_BARE_OF_UNIT).search(text):
        text, scale = unit[1], SCALES[text[-1]]
    if not compiled(_COMMAED if mark == "comma" else _POINTED).fullmatch(text):
        return None
    if mark == "comma":
        text = text.replace(".", "").replace(",", ".")
    digits = text.replace(",", "")
    return Decimal(digits) * scale if any(map(str.isdigit, digits)) else None


def _mark_in(value: str) -> str | None:
    found = compiled(_MARK).search(compiled("[0-9]").sub(" ", value.lower()))
    return _CODES[found[0]] if found else None


MACROS = f"""
create macro money_text(x) as {
    _CLEANING.sql(
        f"lower(translate(halfwidth(x), {sql_text(MINUS)}, {sql_text('-' * len(MINUS))}))"
    )
};
create macro pointed(x) as list_transform([x], lambda n: case
    when regexp_full_match(n, {sql_text(_POINTED)})
        then try_cast(replace(n, ',', '') as decimal(18, 6))
end)[1];
create macro commaed(x) as list_transform([x], lambda n: case
    when regexp_full_match(n, {sql_text(_COMMAED)})
        then try_cast(replace(replace(n, '.', ''), ',', '.') as decimal(18, 6))
end)[1];
create macro as_number(x) as try_cast(x as decimal(18, 6));
-- 1.2万 and 1.2k: what the unit leaves, and how much it is worth.
create macro bare_of_unit(x) as regexp_extract(x, {sql_text(_BARE_OF_UNIT)}, 1);
create macro unit_worth(x) as {sql_map(SCALES)}[right(x, 1)];
create macro plain_money(x) as coalesce(
    try_cast(x as decimal(18, 6)),
    list_transform([money_text(x)], lambda text: coalesce(
        pointed(text),
        try_cast(cast(pointed(bare_of_unit(text)) as decimal(28, 6)) * unit_worth(text) as decimal(18, 6))
    ))[1]
);
create macro comma_money(x) as coalesce(
    case when not contains(x, '.') then try_cast(replace(x, ',', '.') as decimal(18, 6)) end,
    list_transform([money_text(x)], lambda text: coalesce(
        commaed(text),
        try_cast(cast(commaed(bare_of_unit(text)) as decimal(28, 6)) * unit_worth(text) as decimal(18, 6))
    ))[1]
);
"""

_POINTS = {
    "1,234.50": "1234.5", "1 234.50": "1234.5", "1'234.50": "1234.5", "1\u202f234.5 €": "1234.5",
    "$-5": "-5", "(12.50)": "-12.5", "12.50-": "-12.5", "▲12": "-12", "−3": "-3", "20.-": "20",
    "Rs. 99/-": "99", "₹1,299/-": "1299", "Rs -99/=": "-99", "99.50/-": "99.5", "￥１，２３４．５０": "1234.5", "1,23,456": "123456", "1.2万": "12000", "1.5K": "1500",
    "12.50 (refunded)": "12.5", "14.00 CR": "-14", "1,400.00 Dr": "1400", "₹14.00Cr.": "-14", "R$ 10": "10", "10,000원": "10000", "Rp 12,000": "12000",
    "S/.5": "5", "NZ$7": "7", "lei 8": "8", "₦9": "9", "100 人民币": "100", "5 грн.": "5",
    "12.50 KČ": "12.5", "3件": "3", '="12.5"': "12.5", "7 РУБ.": "7",
    "abc": None, "1,2.3.4": None, "": None, "12.50.3": None,
}  # fmt: skip
_COMMAS = {
    "1.234,50": "1234.5", "1 234,50 zł": "1234.5", "12,50": "12.5", "-3,5": "-3.5",
    "3,5-": "-3.5", "1.234.567": "1234567", "20,-": "20", "2,5 tl": "2.5", "1,2万": "12000",
    "abc": None, "1,234,567": None, "": None,
}  # fmt: skip


def _exact(numbers: dict[str, str | None]) -> dict[str, Decimal | None]:
    return {text: None if n is None else Decimal(n) for text, n in numbers.items()}


GRAMMARS = (
    Grammar(lambda value: number(value, "point"), "plain_money({x})", _exact(_POINTS)),
    Grammar(lambda value: number(value, "comma"), "comma_money({x})", _exact(_COMMAS)),
    Grammar(
        is_bare,
        "if({x} = '', 0, as_number({x}))",
        {"12": Decimal(12), "-1.50": Decimal("-1.5"), "": Decimal(0), "1,234": None, "5 €": None},
    ),
    Grammar(
        _mark_in,
        f"{sql_map({m: sql_text(c) for m, c in _CODES.items()})}[{currency_mark('{x}')}]",
        {
            "Rp12.000": "IDR", "₦5": "NGN", "12 lei": "RON", "NZD 5": "NZD", "nz$5": "NZD",
            "US$5": "USD", "$5": "USD", "5€": "EUR", "HK$ 5": "HKD", "5,00 zł": "PLN",
            "12 KČ": "CZK", "5kr": "kr", "S/. 5": "PEN", "￥5": "¥", "Rs.5": "Rs", "5 元": "CNY",
            "Freight 5": None, "5": None, "12,50-": None, "left 5": None,
        },
    ),
)  # fmt: skip
