"""Write a till's export of a made-up clothing shop: two years of sales lines.

The rows come from seeded hashes in DuckDB, are sorted by time on disk when memory is
short, and are written by its COPY, so that memory stays bounded at any length. The same
length, seed and DuckDB version give the same bytes.
"""

import argparse
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb

CUSTOMERS_PER_LINE = 0.062
"""About 600,000 customers for ten million lines."""

FIRST_DAY = "2023-01-01"
DAYS = 760
"""Days generated; the length asked for is reached about two weeks before their end."""

MEMORY = "1GB"
"""What DuckDB may hold before it sorts on disk."""


@dataclass(frozen=True)
class Style:
    """A garment as the shop lists it; the price is in whole yuan."""

    code: str
    name: str
    category: str
    price: int


STYLES = (
    Style("TS", "Cotton T-shirt", "tops", 79),
    Style("LS", "Linen shirt", "tops", 199),
    Style("PL", "Polo, short sleeve", "tops", 149),
    Style("CS", "衬衫", "上衣", 189),
    Style("WY", "卫衣, 加绒", "上衣", 259),
    Style("KN", "Merino jumper", "knitwear", 359),
    Style("ZS", "针织衫", "针织", 269),
    Style("JN", "Slim jeans", "trousers", 299),
    Style("CH", "Chinos", "trousers", 239),
    Style("KZ", "休闲裤", "裤装", 219),
    Style("DR", "Summer dress", "dresses", 329),
    Style("LQ", "连衣裙, 碎花", "裙装", 399),
    Style("SK", "Pleated skirt", "dresses", 189),
    Style("CT", "Wool coat", "coats", 899),
    Style("YR", "羽绒服", "外套", 799),
    Style("JK", "Denim jacket", "coats", 429),
    Style("SC", "Silk scarf", "accessories", 129),
    Style("WZ", "袜子", "配饰", 19),
    Style("BT", "Leather belt", "accessories", 159),
    Style("UW", "Boxer shorts, pack of 3", "underwear", 99),
)
COLOURS = (
    ("BK", "black"),
    ("WT", "white"),
    ("NV", "navy"),
    ("GY", "灰色"),
    ("RD", "酒红"),
    ("GR", "olive"),
)
SIZES = ("S", "M", "L", "XL", "均码")
STORES = ("001 杭州西湖", "002 上海静安", "003 南京路", "004 Riverside", "005 网店")

Item = tuple[int, str, str, str, int]


def items() -> list[Item]:
    """Give each style in each colour and size a number: (no, sku, name, category, cents)."""
    return [
        (
            number,
            f"{style.code}-{colour}-{size_no:02d}",
            f"{style.name}, {colour_name}, {size}",
            style.category,
            style.price * 100 - 10 * (number % 10),
        )
        for number, (style, (colour, colour_name), (size_no, size)) in enumerate(
            product(STYLES, COLOURS, enumerate(SIZES, 1))
        )
    ]


MACROS = """
create macro draw(a, b, salt) as hash(a, b, salt, getvariable('seed'));
create macro u(a, b, salt) as (draw(a, b, salt) % 16777216 + 0.5) / 16777216;
create macro clock(a, b, salt) as 36000 + (draw(a, b, salt) % 39600)::bigint;
"""
"""A whole number, one in (0, 1), and a second of the opening hours, 10:00 to 21:00."""

ORDERS = """
create temp table orders as
with customers as (
    select
        range as customer,
        ln(u(range, 0, 'rate')) * ln(u(range, 0, 'luck')) as rate,
        1 + floor(greatest(0, getvariable('spread') * rate - 0.5)) as orders,
        least(
            0.95 * getvariable('days'),
            25 * orders - 200 * ln(u(range, 0, 'life'))
        ) as life,
        greatest(0, least(1, 1.5 * u(range, 0, 'start') - 0.25))
            * (getvariable('days') - life) as start_day
    from range(getvariable('customers'))
),
timed as (
    select
        customer,
        floor(start_day + life * u(customer, visit, 'day'))::bigint * 86400
            + clock(customer, visit, 'clock') as second,
        if(u(customer, visit, 'guest') < 0.05, null, customer) as member
    from (
        select customer, start_day, life, unnest(range(orders::bigint)) as visit
        from customers
    )
)
select
    row_number() over () as order_no,
    second,
    member,
    1 + floor(-2.485 * ln(u(order_no, 0, 'lines')))::bigint as lines
from (from timed order by second, customer)
"""
"""Orders by customer: a product of two exponentials, so many buy once and few very often."""

LINES = """
create temp table lines as
with sold as (
    select
        order_no, second, member, line,
        (draw(order_no, line, 'item') % getvariable('items'))::bigint as item_no,
        if(u(order_no, line, 'two') < 0.06, 2, 1) as quantity
    from (
        select order_no, second, member, unnest(range(least(lines, 12))) as line
        from orders
    )
),
returned as (
    select
        order_no,
        (second // 86400 + 1 + floor(20 * u(order_no, line, 'wait'))::bigint) * 86400
            + clock(order_no, line, 'back') as second,
        member, line, item_no, -1 as quantity
    from sold
    where u(order_no, line, 'refund') < 0.0204
)
select second, order_no, line, member, item_no, quantity
from (from sold union all from returned)
order by second, order_no, line
limit getvariable('lines')
"""
"""One piece of a line comes back on a later day, under the order id of the sale."""

ODDITIES = {
    "order_time": "if(place = {lines} * 6 // 10, replace(order_time, ' ', 'T') || '+08:00',"
    " order_time)",
    "phone": "if(place = {lines} * 7 // 10, '+86 ' || phone, phone)",
    "product": "if(place % 200 = 7, product || ' \"NEW\"', product)",
    "amount": "if(place = {lines} * 8 // 10, '1,234.50', amount::varchar)",
}
"""What a file has beyond its sample with ``--odd``: marks within marks, and one value of each."""

TILL = """
copy (
    select * exclude (place) replace ({oddities}) from (
    select
        lines.rowid as place,
        lpad(order_no::varchar, 10, '0') as order_id,
        strftime(date '{first_day}' + to_seconds(second), '%Y-%m-%d %H:%M:%S')
            as order_time,
        lpad((member + 1)::varchar, 8, '0') as customer_id,
        '1' || 3 + member % 7 || lpad((draw(member, 0, 'phone') % 1000000000)::varchar,
            9, '0') as phone,
        sku, product, category, quantity,
        (cents / 100)::decimal(10, 2) as unit_price,
        (quantity * cents / 100)::decimal(10, 2) as amount,
        getvariable('stores')[1 + (draw(order_no, 0, 'store') % {stores})::bigint]
            as store
    from lines join items using (item_no)
    order by second, order_no, line
    )
) to $path (format csv, header)
"""


def make(lines: int, path: Path, seed: int = 1, *, odd: bool = False) -> None:
    """Write `lines` records and a header to `path`, in the order of their time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    goods = items()
    variables = {
        "seed": seed,
        "lines": lines,
        "customers": int(lines * CUSTOMERS_PER_LINE) + 20,
        "days": DAYS,
        "spread": 5.2,
        "items": len(goods),
        "stores": list(STORES),
    }
    with duckdb.connect() as base:
        base.execute(f"set memory_limit = '{MEMORY}'")
        base.execute("set temp_directory = $folder", {"folder": f"{path}.tmp"})
        for name, value in variables.items():
            base.execute(f"set variable {name} = $value", {"value": value})
        base.execute(
            "create temp table items "
            "(item_no bigint, sku text, product text, category text, cents bigint)"
        )
        base.executemany("insert into items values (?, ?, ?, ?, ?)", goods)
        for statement in (MACROS, ORDERS, LINES):
            base.execute(statement)
        oddities = ODDITIES if odd else {"amount": "amount"}
        chosen = ", ".join(f"{sql.format(lines=lines)} as {n}" for n, sql in oddities.items())
        till = TILL.format(first_day=FIRST_DAY, stores=len(STORES), oddities=chosen)
        base.execute(till, {"path": str(path)})


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description="Write a made-up till's export as CSV.")
    parser.add_argument("lines", type=int, help="number of lines, without the header")
    parser.add_argument("path", type=Path, help="CSV file to write")
    parser.add_argument("--seed", type=int, default=1, help="default 1")
    parser.add_argument("--odd", action="store_true", help="with values that no sample shows")
    options = parser.parse_args()
    make(options.lines, options.path, options.seed, odd=options.odd)


if __name__ == "__main__":
    main()
