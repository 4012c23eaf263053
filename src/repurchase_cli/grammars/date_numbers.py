"""Numbers that are dates: days as spreadsheets count them, seconds since 1970, years of Taiwan."""

from __future__ import annotations

from repurchase_cli.grammars.moments import Shape

#: Numbers that are dates when the whole column is made of them.
NUMBERS: tuple[Shape, ...] = (
    Shape("serial number", r"\s*[2-7][0-9]{4}(?:[.,][0-9]+)?\s*", "serial_date"),
    Shape("seconds since 1970", r"\s*1[0-9]{9}(?:\.[0-9]+)?\s*", "epoch_date"),
    Shape("milliseconds since 1970", r"\s*1[0-9]{12}\s*", "epoch_date"),
    Shape("microseconds since 1970", r"\s*1[0-9]{15}\s*", "epoch_date"),
    Shape(
        "Taiwan's year, compact",
        r"\s*1[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\s*",
        "taiwan_date",
    ),
)


MACROS = """
-- Days since 1899-12-30, as spreadsheets count them; seconds or milliseconds since 1970.
create macro between_or_null(n, low, high) as case when n between low and high then n end;
create macro serial_date(x) as in_our_time(
    timestamp '1899-12-30' + to_seconds(cast(round(
        between_or_null(try_cast(replace(trim(x), ',', '.') as double), 20000, 80000) * 86400
    ) as bigint))
);
create macro epoch_date(x) as in_our_time(coalesce(
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000, 9999999999) * 1000 as bigint)),
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000000, 9999999999999) as bigint)),
    make_timestamp(between_or_null(try_cast(trim(x) as bigint), 1000000000000000, 9999999999999999))
));
-- 1130305: the year counts from 1911.
create macro taiwan_date(x) as in_our_time(
    try_strptime(cast(try_cast(trim(x) as integer) + 19110000 as varchar), '%Y%m%d')
);
"""
