"""What dates of every shape are made of: the day of the week and the time around them, the moment.

A day is the day as written in the file; time zones are left out. A year outside 1971 to 2099 is a
misreading (24/04/27 is no date of the year 24), or stands, as the first day of 1970 does, for a date
that is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

from repurchase_cli.grammars import clocks
from repurchase_cli.grammars.grammar import Rewriting, compiled
from repurchase_cli.grammars.texts import halfwidth

LETTER = "[a-zà-ɏа-яёіїєґ]"
CENTURY = "(?:19|20)[0-9]{2}"
WEEKDAY = (
    rf"(?:[ ,]*\(?(?:(?:星期|周|週|礼拜)[一二三四五六日天]|{LETTER}{{2,9}}\.?)\)?"
    r"|\s?\([月火水木金土日월화수목금토일]\))?"
)
#: What stands behind a date: a time of day, the day of the week on either side of it.
TAIL = rf"{WEEKDAY}(?:(?:[\s,]+|t){clocks.TIME}|\s?{clocks.JOINED_TIME})?{WEEKDAY}\s*"
#: What may stand before a date: words such as the day of the week.
LEAD = rf"\s*(?:{LETTER}{{2,12}}\.?[,/]?\s+)?"
#: What may stand behind a date that words may surround: a time of day, and no other number.
REST = rf"(?P<rest>(?:[^0-9:][^0-9]*?{clocks.TIME})?(?:[^0-9:][^0-9]*)?)"

_AS_IT_IS = Rewriting(())


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing dates: the form that gives it away, and the macro that reads it.

    The form is that of a text in small letters and half-width forms. The macro gives a timestamp,
    or NULL for a text of another shape and a date that does not exist. ``holding`` and
    ``not_holding`` are patterns that must and must not occur.
    """

    name: str
    form: str
    macro: str
    plainer: Rewriting = _AS_IT_IS
    holding: str = ""
    not_holding: str = ""

    def fits(self, text: str) -> bool:
        """Whether a text in small letters and half-width forms is of this shape."""
        if self.holding and not compiled(self.holding).search(text):
            return False
        if self.not_holding and compiled(self.not_holding).search(text):
            return False
        return bool(compiled(self.form).fullmatch(self.plainer.apply(text)))


def small(value: str) -> str:
    """Return a text as shapes see it: in small letters and half-width forms."""
    return halfwidth(value).lower()


MACROS = """
create macro in_our_time(moment) as list_filter(
    [moment], lambda t: t >= timestamp '1971-01-01' and t < timestamp '2100-01-01'
)[1];
create macro dated(y, m, d, x) as in_our_time(
    try_cast(concat(y, '-', m, '-', d, ' ', coalesce(clock_in(x), '00:00:00')) as timestamp)
);
-- A year of two digits is of this or the last century, one of three digits counts from 1911.
create macro full_year(y) as case length(y)
    when 2 then case when y >= '70' then '19' else '20' end || y
    when 3 then cast(try_cast(y as integer) + 1911 as varchar)
    else y
end;
"""
