"""Whether a column writes 1,234.50 or 1.234,50, judged by its values.

A comma or point that is followed by anything but three digits, or that stands once after others,
is the decimal mark. 1,234 alone is taken for thousands, since money has no three decimals; 1.234
alone may be either, and when the whole column looks like that the user decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from repurchase_cli.grammars.money import CODES, SCALES, Mark, number, plain
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.table import Table

_OPTIONS: dict[Mark, str] = {"point": "--set decimal=point", "comma": "--set decimal=comma"}
_SCALED = re.compile(r"[(（\[【]\s*(分|[千万萬亿億]元)\s*[)）\]】]\s*$")
_IN_CENTS = re.compile(r"[\s_(](in[\s_])?(cents|centimes|centavos|pence)[\s)]*$", re.IGNORECASE)
_IN_CURRENCY = re.compile(rf"(?<=\w)[\s_-]+({'|'.join(CODES)})$", re.IGNORECASE)
_WITH_TAX = re.compile(
    r"[\s(_-]+(incl?|inkl|including|inclusive)\.?( of| de)? ?"
    r"(vat|tax|gst|btw|mwst|ust|iva|tva|moms|ндс|kdv|dph)\.?\)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


def decimal_mark(
    values: Sequence[str],
    *,
    header: str,
    file: str,
    decimal: str = "",
    others: Sequence[str] = (),
) -> Mark:
    """Return the decimal mark of a column of money.

    Parameters
    ----------
    values
        A sample of the column.
    decimal
        ``point`` or ``comma`` when the user has decided, else empty.
    others
        Samples of the file's other columns of money: they decide where this one does not.

    Raises
    ------
    InputError
        When the column writes both ways, or when 1.234 may be either.
    """
    if decimal:
        return "comma" if decimal == "comma" else "point"
    marks = {mark: example for v in values if (found := _mark(v)) for mark, example in [found]}
    if "." in marks and "," in marks:
        raise _which_mark(f"{header!r} writes both {marks['.']} and {marks[',']}", "", file)
    if "," in marks:
        return "comma"
    if "." not in marks and "?" in marks and not any(_plain_thousand(v) for v in values):
        elsewhere = {found[0] for v in others if (found := _mark(v))} - {"?"}
        if len(elsewhere) == 1:
            return "comma" if elsewhere == {","} else "point"
        what = f"{marks['?']} in {header!r} may be a thousand or a decimal number"
        raise _which_mark(what, marks["?"], file)
    return "point"


def mark_of(table: Table, column: int) -> Mark:
    """Return the decimal mark of a column, the point where it is in doubt."""

    def mark() -> Mark:
        try:
            return decimal_mark(table.values(column), header="", file="")
        except QuestionError:
            return "point"

    return table.once(("mark", column), mark)


def _which_mark(what: str, example: str, file: str) -> QuestionError:
    """Return the question for the decimal mark; ``example`` is a number that may be either."""
    read = {mark: number(example, mark) if example else None for mark in _OPTIONS}
    return QuestionError(
        what,
        [
            Candidate(
                option=_OPTIONS[mark],
                setting={"": {"decimal": mark}},
                remark="" if value is None else f"{example} is {value:,.2f}",
            )
            for mark, value in read.items()
        ],
        hint="say which is meant: --set decimal=point or --set decimal=comma",
        file=file,
    )


def scale_of(header: str) -> str:
    """Return what a unit at a header's end is worth: 10000 of (万元), 0.01 of (分) and cents."""
    found = _SCALED.search(header)
    if found is None:
        return "0.01" if _IN_CENTS.search(header) else ""
    return "0.01" if found[1] == "分" else str(SCALES[found[1].removesuffix("元")])


def bare_name(header: str) -> str:
    """Return an amount's header without the currency, cents, or ``incl. VAT`` at its end."""
    return _WITH_TAX.sub("", _IN_CURRENCY.sub("", _IN_CENTS.sub("", header.strip())))


def _mark(value: str) -> tuple[str, str] | None:
    """Return the decimal mark that a value proves, ``?`` when it may be either, with the value."""
    found = _NUMBER.search(plain(value))
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


def _plain_thousand(value: str) -> bool:
    """Whether a number of four digits or more has no mark: so a point is no mark of thousands."""
    return bool(re.fullmatch(r"\D*[1-9]\d{3,}\D*", value.strip()))
