"""How a column's dates and times are written, and the SQL that reads them.

A *shape* is one way of writing a date that its form alone gives away; such dates are read wherever
they occur in the column. Serial numbers and epochs are only numbers, so the whole column must be
made of them. In dates of three short numbers the order of day, month and year must be decided: by
the values of the whole column over all files of the same header (a part above 12 is no month, one
above 31 is a year), separately for each separator, and where they decide nothing, by the user.

A day is the day as written in the file; time zones are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.readers import calendars

_MERIDIEM = r"(?:[AaPp]\.?\s?[Mm]\.?|[Uu]hr)"
_ZONE = r"(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})"
_TIME = rf"(?:(?:,? +(?:(?:à|um|at|kl\.?|às|a las|в|-|–) +)?|T)\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?(?:\s?{_MERIDIEM})?(?: ?{_ZONE}){{0,2}})?"
_WEEKDAY = r"(?:[ ,]*\(?(?:星期|周|週|礼拜)[一二三四五六日天]\)?|[ ,]*\(?[A-Za-z]{2,9}\)?)?"
_MONTH = r"[A-Za-zÀ-ɏА-Яа-яЁёІіЇїЄєҐґ]{3,12}\.?"


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing dates: the form that gives it away, and the SQL that reads ``{x}``.

    The SQL gives a timestamp, or NULL for a text of another shape and a date that does not exist.
    """

    name: str
    form: re.Pattern[str]
    sql: str


def _shape(name: str, form: str, sql: str) -> Shape:
    return Shape(name, re.compile(rf"^\s*{form}\s*$"), sql)


#: Shapes that cannot be mistaken for one another, the fastest first.
PLAIN: tuple[Shape, ...] = (
    _shape("year first", rf"(?:19|20)\d\d[-/]\d{{1,2}}[-/]\d{{1,2}}{_TIME}", "year_first({x})"),
    _shape(
        "compact",
        r"(?:19|20)\d{6}(?:[ T]?\d{2}:?\d{2}(?::?\d\d)?)?(?:\.0+)?",
        "compact_date({x})",
    ),
    _shape(
        "year first, in words",
        r"(?:(?:19|20)\d\d|民?國?1[0-4]\d) ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?.*",
        "worded_date({x})",
    ),
    _shape(
        "named month",
        rf"(?:[A-Za-z]{{3,9}},? )?(?:\d{{1,2}}(?:\.|st|nd|rd|th)?[-./ ]+(?:de )?{_MONTH}[-./ ,]+(?:de )?|{_MONTH}[-./ ]+\d{{1,2}}(?:st|nd|rd|th)?,?[-./ ]+)\d{{2,4}}.*",
        "named_month({x})",
    ),
)
#: Numbers that are dates when the whole column is made of them.
NUMBERS: tuple[Shape, ...] = (
    _shape("serial number", r"[2-7]\d{4}(?:[.,]\d+)?", "serial_date({x})"),
    _shape("seconds since 1970", r"1\d{9}(?:\.\d+)?", "epoch_date({x})"),
    _shape("milliseconds since 1970", r"1\d{12}", "epoch_date({x})"),
    _shape("microseconds since 1970", r"1\d{15}", "epoch_date({x})"),
    _shape(
        "Taiwan's year, compact",
        r"1[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
        "taiwan_date({x})",
    ),
)
#: Three short numbers whose order must be decided.
PARTS = re.compile(
    rf"^\s*(?:[A-Za-z]{{2,9}}\.?,? +)?(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){_WEEKDAY}{_TIME}{_WEEKDAY}\s*$"
)
_HALF_DAYS = re.compile(rf"\d ?{_MERIDIEM}|[上下]午")
#: A time of day alone, in a column beside the date.
CLOCK = re.compile(rf"^\s*\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?: ?{_MERIDIEM})?\s*$")

DAY_FIRST = "day first"
MONTH_FIRST = "month first"
YEAR_FIRST = "year first"
_READERS = {DAY_FIRST: "day_first", MONTH_FIRST: "month_first", YEAR_FIRST: "short_year_first"}


def looks_like_date(value: str) -> bool:
    """Whether a text has the form of a date, numbers aside."""
    return bool(PARTS.match(value)) or any(shape.form.match(value) for shape in PLAIN)


def share_of_dates(values: Iterable[str]) -> float:
    """Return the share of the values that are not blank and look like a date."""
    filled = _filled(values)
    return sum(map(looks_like_date, filled)) / len(filled) if filled else 0.0


def have_clock(values: Iterable[str]) -> bool:
    """Whether dates carry a time of day."""
    return any(
        re.search(r"\d[:时時点點h]\d|\d\s\d\d\.\d\d|\d{12}|^\d{5}[.,]\d", value) for value in values
    )


def separators(values: Iterable[str]) -> list[str]:
    """Return the separators of the dates whose order must be decided, most frequent first."""
    found = Counter(m[2] for m in map(PARTS.match, values) if m)
    return [separator for separator, _ in found.most_common()]


def expression(
    column: str, values: Sequence[str], orders: Mapping[str, str], *, careful: bool = True
) -> str:
    """Return the SQL that reads a column.

    Parameters
    ----------
    column
        SQL of the text.
    values
        A sample of the column; its own shapes are tried first.
    orders
        Separator → order of day, month and year.
    careful
        Whether to expect every plain shape, not only those of the sample.
    """
    column, values = calendars.gregorian(column, values)
    filled = _filled(values)
    plain_first = not any(_HALF_DAYS.search(value) for value in filled)
    numbers = [s for s in NUMBERS if _made_of(s, filled)]
    plain = sorted(
        PLAIN if plain_first else reversed(PLAIN),  # a bare cast would drop the pm of 2:05 pm
        key=lambda shape: -sum(bool(shape.form.match(v)) for v in filled),
    )
    if not careful:
        plain = [s for s in plain if any(s.form.match(v) for v in filled)]
    in_parts = [f"{_READERS[order]}({column}, '{mark}')" for mark, order in orders.items()]
    if sum(bool(PARTS.match(v)) for v in filled) * 2 > len(filled):
        readers = [*in_parts, *(shape.sql.format(x=column) for shape in plain)]
    else:
        readers = [*(s.sql.format(x=column) for s in (*numbers, *plain)), *in_parts]
    return f"coalesce({', '.join([*readers, 'null::timestamp'])})"


def _made_of(shape: Shape, filled: Sequence[str]) -> bool:
    """Whether a column is made of numbers of a shape, but for a few labels and repeated headers."""
    return bool(filled) and sum(bool(shape.form.match(v)) for v in filled) >= 0.9 * len(filled)


def half_swapped(values: Iterable[str]) -> str:
    """Return a date of a column that a spreadsheet has read half of, with day and month swapped.

    It turned what was a date in its own order into one, and left the others as text: the texts all
    have a part above twelve, and the dates none.
    """
    parts, whole = [], []
    for value in values:
        if found := PARTS.match(value):
            parts.append(max(int(found[1]), int(found[3])) > 12)
        elif found := re.match(r"\s*(?:19|20)\d\d([-/])\d\d?\1(\d\d?)\b", value):
            whole.append((int(found[2]) <= 12, value))
    enough = min(len(parts), len(whole)) >= 5
    return whole[0][1] if enough and all(parts) and all(low for low, _ in whole) else ""


def evidence(column: str, separator: str) -> str:
    """Return the question that decides an order: highest value and number of values of each part."""
    mark = f"\\{separator}"
    parts = [
        f"try_cast(regexp_extract({column}, '^\\s*(?:[A-Za-z]{{2,9}}\\.?,? +)?(\\d+){mark}(\\d+){mark}(\\d+)', {i}) as integer)"
        for i in (1, 2, 3)
    ]
    asked = ", ".join(f"coalesce(max({p}), 0), count(distinct {p})" for p in parts)
    form = f"'^\\s*(?:[A-Za-z]{{2,9}}\\.?,? +)?\\d{{1,2}}{mark}\\d{{1,2}}{mark}(\\d{{4}}|\\d\\d)(\\D|$)'"
    return f"select {asked} from {{scan}} where regexp_matches({column}, {form})"


def order_from_evidence(answer: Sequence[int]) -> str:
    """Return the order that the parts prove: ``""`` when nothing does.

    Parameters
    ----------
    answer
        Highest value and number of different values of the first, second and third part.
    """
    (first, n_first), (second, _), (third, n_third) = (answer[i : i + 2] for i in (0, 2, 4))
    if first > 31:
        return YEAR_FIRST if second <= 12 else ""
    if second > 12:
        return MONTH_FIRST if first <= 12 else ""
    if first > 12:
        year_leads = third <= 31 and n_first * 3 <= n_third
        return "" if year_leads and third < 13 else YEAR_FIRST if year_leads else DAY_FIRST
    return ""


def _filled(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.strip()]
