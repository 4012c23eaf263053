"""Whether a column writes 1,234.50 or 1.234,50, judged by its values.

A comma or point that is followed by anything but three digits, or that stands once after others,
is the decimal mark. 1,234 alone is taken for thousands, since money has no three decimals; 1.234
alone may be either, and when the whole column looks like that the user decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from repurchase_cli.errors import InputError

PLAIN = "as_number"
POINT = "plain_money"
COMMA = "comma_money"
#: How a currency is written beside a number, with its code; ¥ may be either of two.
_CURRENCIES = {
    **dict.fromkeys(("USD", "US$", "$"), "USD"), **dict.fromkeys(("EUR", "€"), "EUR"),
    **dict.fromkeys(("GBP", "£"), "GBP"), **dict.fromkeys(("HKD", "HK$"), "HKD"),
    **dict.fromkeys(("TWD", "NT$"), "TWD"), **dict.fromkeys(("SGD", "S$"), "SGD"),
    **dict.fromkeys(("AUD", "A$"), "AUD"), **dict.fromkeys(("CAD", "C$"), "CAD"),
    **dict.fromkeys(("CNY", "RMB", "元", "人民币"), "CNY"), **dict.fromkeys(("JPY", "円"), "JPY"),
    **dict.fromkeys(("¥", "￥"), "¥"), **dict.fromkeys(("KRW", "₩", "원"), "KRW"),
    **dict.fromkeys(("INR", "₹"), "INR"), **dict.fromkeys(("PLN", "zł"), "PLN"),
    **dict.fromkeys(("TRY", "₺", "TL"), "TRY"), **dict.fromkeys(("RUB", "₽", "руб"), "RUB"),
    **dict.fromkeys(("CZK", "Kč"), "CZK"), **dict.fromkeys(("ILS", "₪"), "ILS"),
    **dict.fromkeys(("UAH", "₴"), "UAH"), **dict.fromkeys(("BRL", "R$"), "BRL"),
    **{code: code for code in ("CHF", "SEK", "NOK", "DKK", "HUF", "MYR", "THB", "MXN", "ZAR")},
    **{code: code for code in ("AED", "SAR")},
}  # fmt: skip
_SCALES = {
    "分": "0.01", "千": "1000", "万": "10000", "萬": "10000", "亿": "100000000", "億": "100000000",
}  # fmt: skip
_SCALED = re.compile(r"[(（\[【]\s*(分|[千万萬亿億]元)\s*[)）\]】]\s*$")
_BARE = re.compile(r"-?\d+(\.\d+)?")
_NUMBER = re.compile(r"\d[\d.,]*")
_BLANK_THOUSANDS = re.compile(r"(?<=\d)[\s'’](?=\d{3})")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")


def reader(
    values: Sequence[str],
    *,
    header: str,
    file: str,
    decimal: str = "",
    careful: bool = True,
    others: Sequence[str] = (),
) -> str:
    """Return the SQL function that reads a column of money.

    Parameters
    ----------
    values
        A sample of the column.
    decimal
        ``point`` or ``comma`` when the user has decided, else empty.
    careful
        Whether to expect more than bare numbers where the sample shows only these.
    others
        Samples of the file's other columns of money: they decide where this one does not.

    Raises
    ------
    InputError
        When the column writes both ways, or when 1.234 may be either.
    """
    if decimal:
        return COMMA if decimal == "comma" else POINT
    marks = {mark: example for v in values if (found := _mark(v)) for mark, example in [found]}
    if "." in marks and "," in marks:
        raise InputError(
            f"{header!r} writes both {marks['.']} and {marks[',']}",
            hint="say which is meant: --set decimal=point or --set decimal=comma",
            file=file,
        )
    if "," in marks:
        return COMMA
    if "." not in marks and "?" in marks and not any(_plain_thousand(v) for v in values):
        elsewhere = {found[0] for v in others if (found := _mark(v))} - {"?"}
        if len(elsewhere) == 1:
            return COMMA if elsewhere == {","} else POINT
        raise InputError(
            f"{marks['?']} in {header!r} may be a thousand or a decimal number",
            hint="say which is meant: --set decimal=point or --set decimal=comma",
            file=file,
        )
    bare = all(map(is_bare, values))
    return PLAIN if bare and not careful else POINT


def scale_of(header: str) -> str:
    """Return what a unit in a header's brackets is worth: 10000 of 销售额(万元), 0.01 of (分)."""
    found = _SCALED.search(header)
    return _SCALES[found[1].removesuffix("元")] if found else ""


def currencies(marks: Iterable[str]) -> dict[str, str]:
    """Return the codes of the currencies that marks in capitals name, each with its mark."""
    codes = {mark.upper(): code for mark, code in _CURRENCIES.items()}
    found = {codes[mark]: mark for mark in marks}
    if found.keys() & {"CNY", "JPY"}:
        found.pop("¥", None)
    return found


def mark_of_currency(column: str) -> str:
    """Return the SQL of the mark of a currency beside the amounts of a column, empty for none."""
    longest_first = sorted(_CURRENCIES, key=len, reverse=True)
    marks = "|".join(re.escape(mark) for mark in longest_first)
    return f"upper(regexp_extract({column}, '(?i){marks}'))"


def _mark(value: str) -> tuple[str, str] | None:
    """Return the decimal mark that a value proves, ``?`` when it may be either, with the value."""
    found = _NUMBER.search(_BLANK_THOUSANDS.sub("", value))
    if found is None:
        return None
    number = found[0].rstrip(".,")
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return max(".,", key=number.rfind), number
    if points > 1 or commas > 1:
        return ("," if points else "."), number
    if points + commas == 0:
        return None
    if _THOUSANDS.fullmatch(number):
        return ("?", number) if points else None
    return ("." if points else ","), number


def is_bare(value: str) -> bool:
    """Whether a text is blank or a number that stands alone."""
    return not value or bool(_BARE.fullmatch(value))


def _plain_thousand(value: str) -> bool:
    """Whether a number of four digits or more has no mark: so a point is no mark of thousands."""
    return bool(re.fullmatch(r"\D*[1-9]\d{3,}\D*", value.strip()))
