"""A disguise: the independent choices that an export makes, and a clean table dressed in them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Literal

from tests.disguises import dates, money, words
from tests.disguises.clean import GUEST, Line

Row = list[str]

#: How a customer's number becomes an id.
IDS: dict[str, Callable[[int], str]] = {
    "number": lambda n: f"{17850 + n * 7}",
    "code": lambda n: f"K-{1001 + n}",
    "long": lambda n: f"{3515000000000000000 + n * 1013}",
    "mail": lambda n: f"kunde{n}@example.com",
    "nickname": lambda n: f"小猫{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}",
    "name and phone": lambda n: f"{13800130000 + n}",
    "leading zeros": lambda n: f"{n + 1:06}",
}
#: What is put around an id, so that a spreadsheet keeps it, or because one did not.
MARKS: dict[str, Callable[[str], str]] = {
    "": lambda i: i,
    "formula": lambda i: f'="{i}"',
    "apostrophe": lambda i: f"'{i}",
    "tab": lambda i: f"\t{i}",
    "tab behind": lambda i: f"{i}\t",
    "hash": lambda i: f"#{i}",
    "float": lambda i: f"{i}.0",
    "blanks": lambda i: f" {i}  ",
    "wide": lambda i: i.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
    "no-break blank": lambda i: f"{i}\xa0",
}
FILLED_DOWN = ("customer", "order", "date", "clock", "name", "either", "order total", "status")


@dataclass(frozen=True, slots=True)
class Disguise:
    """The choices; the defaults are those of a clean CSV file.

    Parameters
    ----------
    language, headers
        Of the values, and of the headers; ``wording`` chooses among the synonyms.
    amount
        What the money column holds: ``line``, ``order`` (total repeated), ``first`` (total on the
        first line only) or ``price`` (quantity × price, no amount).
    money_header
        Whether the header tells the level (``line``, ``order total``) or not (``either``).
    order_mark, id_mark
        What is put around ids.
    refund_id
        Whether a refund carries the order's own id (``own``) or none but its item (``new``).
    merged
        Values of an order stand on its first line only.
    split
        Number of files.
    """

    language: str = "en"
    headers: str = "en"
    wording: int = 0
    ids: str = "number"
    id_mark: str = ""
    guest: str = ""
    order_mark: str = ""
    refund_id: str = "own"
    date: str = "iso"
    clock: str = ""
    money: str = "plain"
    negative: str = "minus"
    amount: str = "line"
    money_header: str = "either"
    extras: tuple[str, ...] = ()
    with_items: bool = True
    with_price: bool = True
    shuffle: int = 0
    delimiter: str = ","
    quoting: str = "needed"
    line_end: str = "\r\n"
    encoding: str = "utf-8"
    bom: bool = False
    preamble: int = 0
    blank_above: bool = False
    repeat_header: int = 0
    footer: str = ""
    subtotals: bool = False
    blank_lines: int = 0
    blank_columns: tuple[int, ...] = ()
    trailing: str = ""
    sep_line: bool = False
    merged: bool = False
    padding: bool = False
    short_rows: bool = False
    ending: str = ""
    container: str = ""
    split: int = 1
    duplicate_headers: bool = False
    reverse: bool = False

    def wears(self, **choices: object) -> Disguise:
        """Return this disguise with other choices."""
        return replace(self, **choices)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts before it becomes bytes; rows above the header are titles."""

    above: list[Row]
    header: Row
    rows: list[Row]
    below: list[Row]


def customer_id(disguise: Disguise, number: int) -> str:
    """Return the id under which a customer is to be found."""
    return IDS[disguise.ids](number)


def grid(disguise: Disguise, lines: Sequence[Line]) -> Grid:
    """Return the lines as a table in disguise."""
    columns = _columns(disguise)
    header = [name for name, _, _ in columns]
    keys = [key for _, key, _ in columns]
    rows: list[Row] = []
    orders = [list(g) for _, g in groupby(lines, key=lambda line: (line.order, line.quantity < 0))]
    for order in reversed(orders) if disguise.reverse else orders:
        for place, line in enumerate(order):
            row = [write(line, order) for _, _, write in columns]
            if place and (disguise.merged or disguise.amount == "first"):
                hidden = FILLED_DOWN if disguise.merged else ()
                first = ("money",) if disguise.amount == "first" else ()
                row = [
                    ""
                    if k in (*hidden, *first) or (k == "money" and _merged_total(disguise))
                    else cell
                    for cell, k in zip(row, keys, strict=True)
                ]
            rows.append(row)
        if disguise.subtotals:
            rows.append(_total(disguise, keys, order, words.SUBTOTALS[disguise.language]))
    rows = _interrupted(disguise, rows, header)
    return Grid(_above(disguise, len(header)), header, rows, _below(disguise, keys, lines))


def _merged_total(disguise: Disguise) -> bool:
    return disguise.merged and disguise.amount == "order"


_NUMBERS = ("blank", "money", "quantity", "price")
Column = tuple[str, str, Callable[[Line, list[Line]], str]]


def _columns(disguise: Disguise) -> list[Column]:
    """Return header, key and writer of each column."""
    d, header = disguise, _header_of(disguise)
    found: list[Column] = [
        (header("customer"), "customer", lambda line, _: _customer(d, line)),
        (header("order"), "order", lambda line, _: _order(d, line)),
        (header("date"), "date", lambda line, _: dates.DATES[d.date](line.moment)),
    ]
    if d.clock:
        found.append((header("clock"), "clock", lambda line, _: dates.CLOCKS[d.clock](line.moment)))
    if d.with_items:
        found.append(
            (header("product"), "product", lambda n, _: words.product(d.language, n.product))
        )
        found.append((header("sku"), "sku", lambda line, _: f"S{line.product:03}"))
    if d.with_price or d.amount == "price":
        found.append((header("quantity"), "quantity", lambda line, _: str(line.quantity)))
        found.append(
            (header("price"), "price", lambda n, _: money.write(n.price, d.money, d.negative))
        )
    if d.amount != "price":
        level = {"line": "line"}.get(d.amount, "order total")
        name = header("either" if d.money_header == "either" else level)
        found.append((name, "money", lambda line, order: _money(d, line, order)))
    found += [_extra(d, name) for name in d.extras]
    if d.duplicate_headers:
        found += [(f"{d.headers} x", "extra", lambda n, _: str(n.product % 3))] * 2
    if d.shuffle:
        random.Random(d.shuffle).shuffle(found)  # noqa: S311 - the same order every time
    for place in d.blank_columns:
        found.insert(min(place, len(found)), ("", "blank", lambda *_: ""))
    return found


def _header_of(disguise: Disguise) -> Callable[[str], str]:
    names = words.HEADERS[disguise.headers]

    def header(field: str) -> str:
        choice = names[field]
        return choice[disguise.wording % len(choice)]

    return header


def _extra(d: Disguise, name: str) -> Column:
    writers: dict[str, Callable[[Line, list[Line]], str]] = {
        "note": lambda line, _: words.note(d.language, line.order),
        "address": lambda *_: words.address(d.language),
        "shipped": lambda line, _: dates.DATES[d.date](line.moment + timedelta(days=2)),
        "list": lambda line, _: money.write(line.price + 100, d.money, d.negative),
        "discount": lambda *_: money.write(Decimal("100"), d.money, d.negative),
        "city": lambda *_: words.address(d.language).split(",")[0],
        "points": lambda line, _: str(abs(int(line.amount))),
        "balance": lambda line, _: money.write(Decimal(line.order), d.money, d.negative),
        "birthday": lambda line, _: dates.DATES[d.date](datetime(1980 + line.customer % 20, 5, 17)),
        "status": lambda *_: words.COMPLETED[d.language],
        "name": lambda line, _: words.person(d.language, line.customer),
    }
    if name in ("status", "name"):
        return (_header_of(d)(name), name, writers[name])
    return (words.extra_header(d.headers, name), "extra", writers[name])


def _customer(d: Disguise, line: Line) -> str:
    if line.customer == GUEST:
        return d.guest
    found = customer_id(d, line.customer)
    if d.ids == "name and phone":
        return f"{words.person('zh', line.customer)}（{found}）"
    return MARKS[d.id_mark](found)


def _order(d: Disguise, line: Line) -> str:
    if line.quantity < 0 and d.refund_id == "new":
        return MARKS[d.order_mark](f"{900000 + line.order}")
    return MARKS[d.order_mark](f"{100000 + line.order}")


def _money(d: Disguise, line: Line, order: list[Line]) -> str:
    amount = line.amount if d.amount == "line" else sum((o.amount for o in order), Decimal(0))
    return money.write(amount, d.money, d.negative)


def _total(d: Disguise, keys: list[str], lines: Sequence[Line], label: str) -> Row:
    """Return a line of totals; without a label only the money stands in it."""
    total = sum((line.amount for line in lines), Decimal(0))
    row = [""] * len(keys)
    if "money" in keys:
        row[keys.index("money")] = money.write(total, d.money, d.negative)
    elif not label:
        return row
    if label:
        labelled = next(i for i, key in enumerate(keys) if key not in _NUMBERS)
        row[labelled] = label
    return row


def _above(d: Disguise, width: int) -> list[Row]:
    titles = [words.TITLES[d.language][i % 3] for i in range(d.preamble)]
    pad = [""] * (width - 1) if d.trailing else []
    rows = [[title, *pad] for title in titles]
    return [*rows, [""]] if d.blank_above else rows


def _below(d: Disguise, keys: list[str], lines: Sequence[Line]) -> list[Row]:
    language = d.language
    labelled = _total(d, keys, lines, words.TOTALS[language])
    bare, counted = _total(d, keys, lines, ""), list(labelled)
    if "quantity" in keys:
        for row in (bare, counted):
            row[keys.index("quantity")] = str(sum(line.quantity for line in lines))
    footers: dict[str, list[Row]] = {
        "": [],
        "labelled": [labelled],
        "counted": [counted],
        "bare": [_total(d, keys, lines, "")],
        "bare, counted": [bare],
        "remark": [[f"{words.TITLES[language][2]}"]],
        "total and remark": [labelled, [f"{words.TITLES[language][2]}"]],
        "label with number": [[f"{words.TOTALS[language]}: {len(lines)}", *[""] * (len(keys) - 1)]],
        "signature": [[""], [f"{words.TITLES[language][0]} {len(lines)}"]],
    }
    return footers[d.footer]


def _interrupted(d: Disguise, rows: list[Row], header: Row) -> list[Row]:
    """Return the rows with headers and blank lines between."""
    found: list[Row] = []
    for i, row in enumerate(rows):
        if d.repeat_header and i and i % d.repeat_header == 0:
            found.append(list(header))
        if d.blank_lines and i and i % d.blank_lines == 0:
            found.append([""] * (len(header) if d.blank_lines % 2 else 1))
        found.append(row)
    return found


def text(disguise: Disguise, table: Grid) -> str:
    """Return a table as text."""
    d = disguise
    out = io.StringIO()
    end = d.line_end
    if d.sep_line:
        out.write(f"sep={d.delimiter}{end}")
    every = [*table.above, table.header, *table.rows, *table.below]
    body = len(table.above) + 1
    for i, row in enumerate(every):
        cells = [f" {cell} " if cell and d.padding else cell for cell in row]
        if d.short_rows and i >= body:
            while len(cells) > 1 and not cells[-1]:
                cells.pop()
        if d.trailing == "all" or (d.trailing == "rows" and i >= body):
            cells.append("")
        out.write(_written(cells, d) + end)
    found = out.getvalue()
    if d.ending == "no line end":
        return found.removesuffix(end)
    return found + {"": "", "ctrl-z": "\x1a", "nul": "\0" * 64, "blank lines": end * 3}[d.ending]


def _written(cells: Row, d: Disguise) -> str:
    if d.quoting == "none":
        blank = str.maketrans(dict.fromkeys('"\r\n' + d.delimiter, " "))
        return d.delimiter.join(c.translate(blank) if not c.startswith("\t") else c for c in cells)
    if not any(cells):
        return d.delimiter * (len(cells) - 1)
    out = io.StringIO()
    style: Literal[0, 1] = csv.QUOTE_ALL if d.quoting == "all" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=d.delimiter, quoting=style).writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def data(disguise: Disguise, table: Grid) -> bytes:
    """Return a table as the bytes of a text file."""
    written = text(disguise, table)
    codec = disguise.encoding
    mark = "\ufeff" if disguise.bom or codec.startswith("utf-16") else ""
    return (mark + written).encode(codec)


def mended(disguise: Disguise) -> Disguise:
    """Return a disguise whose choices agree: what cannot be written so is written otherwise."""
    d = disguise
    if d.quoting == "none" and "tab" in (d.id_mark + d.order_mark) and d.delimiter == "\t":
        d = d.wears(id_mark="", order_mark="")
    if d.ids not in ("number", "long") and d.id_mark in ("float", "wide"):
        d = d.wears(id_mark="")
    if d.ids in ("long", "name and phone", "nickname") and d.id_mark == "float":
        d = d.wears(id_mark="")
    if d.money == "formula" and d.quoting == "none":
        d = d.wears(money="plain")
    if d.quoting == "none":
        d = d.wears(
            id_mark=d.id_mark.replace("formula", ""), order_mark=d.order_mark.replace("formula", "")
        )
        if d.delimiter in money.write(
            Decimal("1234.5"), d.money, "minus"
        ) or d.delimiter in dates.DATES[d.date](datetime(2024, 3, 5)):
            d = d.wears(quoting="needed")
    if d.clock and not _dates_alone(d.date):
        d = d.wears(clock="")
    if d.merged and d.repeat_header:
        d = d.wears(repeat_header=0)
    if d.amount == "first" and d.money_header == "line":
        d = d.wears(money_header="either")
    if d.amount in ("order", "first") or not d.with_items:
        d = d.wears(refund_id="own")  # nothing says which item was given back
    return _encodable(d)


def _dates_alone(style: str) -> bool:
    midnight, noon = datetime(2024, 3, 5), datetime(2024, 3, 5, 13, 14, 15)
    return dates.DATES[style](midnight) == dates.DATES[style](noon)


def _encodable(d: Disguise) -> Disguise:
    from tests.disguises.clean import sales  # noqa: PLC0415 - only here

    table = grid(d.wears(split=1), sales())
    for one in (d, d.wears(money="plain"), d.wears(money="plain", date="iso", ids="number")):
        try:
            data(one, grid(one, sales()) if one is not d else table)
        except UnicodeEncodeError:
            continue
        return one
    return d.wears(encoding="utf-8")
