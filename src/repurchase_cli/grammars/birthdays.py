"""Birthdays of any year, or of none: 1987-12-06, --12-06; years that stand for none count as none."""

from __future__ import annotations

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_text
from repurchase_cli.grammars.months import MONTH
from repurchase_cli.grammars.texts import halfwidth

_YEAR_FIRST = (
    r"(?P<y>[0-9]{4})[^0-9]{1,2}(?P<m>[0-9]{1,2})[^0-9]{1,2}(?P<d>[0-9]{1,2})(?:[^0-9].*)?"
)
_COMPACT = "(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
_NO_YEAR = (
    "(?P<y>)(?:--)?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?[日号號]?",
    "(?P<y>)--(?P<m>[0-9]{1,2})-?(?P<d>[0-9]{2})",
)
_SERIAL = r"[1-7][0-9]{4}(\.0+)?"
_NAMED = rf".*{MONTH}.*"
_PARTS = r"[0-9]{1,2}[-/.][0-9]{1,2}([-/.]([0-9]{4}|[0-9]{2})([^0-9].*)?)?"
_PARTS_YEAR_FIRST = r"[0-9]{1,2}[-/.][0-9]{1,2}([-/.][0-9]{2}([^0-9].*)?)?"
_SINGLE = ("^([0-9]+)", r"^[0-9]+[^0-9]([0-9]+)", r"^[0-9]+[^0-9][0-9]+[^0-9]([0-9]+)")
_FIRST, _SECOND, _THIRD = (f"regexp_extract(t, {sql_text(part)}, 1)" for part in _SINGLE)


def _is_birthday(value: str) -> bool:
    text = halfwidth(value).strip(" ").lower()
    forms = (_YEAR_FIRST, _COMPACT, *_NO_YEAR, _SERIAL, _NAMED, _PARTS)
    return any(compiled(form).fullmatch(text) for form in forms)


def _whole(form: str) -> str:
    """Return the SQL of a birthday of which a form tells all parts."""
    return f"""list_transform(
        [regexp_extract(t, {sql_text(f"^{form}$")}, ['y', 'm', 'd'])],
        lambda parts: if(parts.m = '', null, born(parts.y, parts.m, parts.d))
    )[1]"""


MACROS = f"""
create macro born(y, m, d) as case
    when y in ('1900', '0000') and try_cast(m as integer) <= 1 and try_cast(d as integer) <= 1
        then null
    when y in ('', '1900', '0000')
        then strftime(try_cast('2000-' || m || '-' || d as date), '--%m-%d')
    when length(y) = 2 then strftime(
        try_cast(if(y > '30', '19', '20') || y || '-' || m || '-' || d as date), '%Y-%m-%d'
    )
    else strftime(try_cast(y || '-' || m || '-' || d as date), '%Y-%m-%d')
end;
create macro born_plain(t) as coalesce(
    {", ".join(map(_whole, (_YEAR_FIRST, _COMPACT, *_NO_YEAR)))},
    case
        when regexp_full_match(t, {sql_text(_SERIAL)})
            then strftime(date '1899-12-30' + cast(t[1:5] as integer), '%Y-%m-%d')
        when regexp_full_match(t, {sql_text(_NAMED)}) then born(
            regexp_extract(t, '([0-9]{{4}})', 1),
            cast(month_number(regexp_extract(t, {sql_text(MONTH)})) as varchar),
            regexp_extract(t, '(?:^|[^0-9])([0-9]{{1,2}})(?:[^0-9]|$)', 1)
        )
    end
);
create macro born_day_first(t) as case
    when regexp_full_match(t, {sql_text(_PARTS)}) then born({_THIRD}, {_SECOND}, {_FIRST})
end;
create macro born_month_first(t) as case
    when regexp_full_match(t, {sql_text(_PARTS)}) then born({_THIRD}, {_FIRST}, {_SECOND})
end;
create macro born_year_first(t) as case
    when regexp_full_match(t, {sql_text(_PARTS_YEAR_FIRST)}) then if(
        {_THIRD} <> '', born({_FIRST}, {_SECOND}, {_THIRD}), born('', {_FIRST}, {_SECOND})
    )
end;
create macro birthday_text(x) as lower(trim(halfwidth(x)));
create macro birthday_day_first(x) as coalesce(
    born_plain(birthday_text(x)), born_day_first(birthday_text(x))
);
create macro birthday_month_first(x) as coalesce(
    born_plain(birthday_text(x)), born_month_first(birthday_text(x))
);
create macro birthday_year_first(x) as coalesce(
    born_plain(birthday_text(x)), born_year_first(birthday_text(x))
);
"""

GRAMMARS = (
    Grammar(
        _is_birthday,
        "birthday_day_first({x})",
        {
            "1987-12-06": "1987-12-06", "1987年12月6日": "1987-12-06", "19871206": "1987-12-06",
            "12月6日": "--12-06", "--12-06": "--12-06", "--1206": "--12-06", "6.12.87": "1987-12-06",
            "6 December 1987": "1987-12-06", "6 декабря 1987": "1987-12-06", "6/12": "--12-06",
            "Dec 6": "--12-06", "1987-12-06 00:00:00": "1987-12-06", "32117": "1987-12-06",
            "１９８７／１２／０６": "1987-12-06", "6. března 1987": "1987-03-06", "": None, "ann": None,
        },
    ),
)  # fmt: skip
