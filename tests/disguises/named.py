"""Disguises by name, each with what must come of it: single ones, and those of real exports."""

from __future__ import annotations

from collections.abc import Iterator

from tests.disguises.dates import CLOCKS, DATES
from tests.disguises.disguise import IDS, MARKS, Disguise, mended
from tests.disguises.money import MONEY, NEGATIVES
from tests.disguises.outcome import READ, REFUSED
from tests.disguises.words import EXTRAS, HEADERS

_PLAIN = Disguise()
#: What cannot be read rightly, and must be refused.
_REFUSED = {
    "date british or american",
    "date american or serial",
    "Invoice lines with float ids",
    "date american text or swapped iso",
    "US web shop, half swapped by a day-first Excel",
}
_SINGLE: dict[str, Disguise] = {
    "clean": _PLAIN,
    **{f"date {n}": _PLAIN.wears(date=n) for n in DATES},
    **{f"clock {n}": _PLAIN.wears(clock=n) for n in CLOCKS},
    **{f"money {n}": _PLAIN.wears(money=n) for n in MONEY},
    **{f"negative {n}": _PLAIN.wears(negative=n, money="dollar") for n in NEGATIVES},
    **{f"id {n}": _PLAIN.wears(ids=n) for n in IDS},
    **{f"mark {n}": _PLAIN.wears(id_mark=n, order_mark=n.replace("float", "")) for n in MARKS if n},
    **{
        f"guest {g}": _PLAIN.wears(guest=g)
        for g in ("-", "guest", "散客", "Walk-in Customer", "N/A", "匿名用户")
    },
    **{
        f"amount {a}, header {h}": _PLAIN.wears(amount=a, money_header=h)
        for a in ("line", "order", "first")
        for h in ("either", "exact")
    },
    "amount price": _PLAIN.wears(amount="price"),
    "amount price, merged": _PLAIN.wears(amount="price", merged=True),
    "amount line, no items": _PLAIN.wears(with_items=False, with_price=False),
    "amount order, no items": _PLAIN.wears(amount="order", with_items=False, with_price=False),
    "refund with an id of its own": _PLAIN.wears(refund_id="new"),
    "merged": _PLAIN.wears(merged=True, guest="散客"),
    "merged, guest blank": _PLAIN.wears(merged=True),
    "merged, total bare": _PLAIN.wears(merged=True, guest="散客", footer="bare"),
    "merged, total bare, with quantity": _PLAIN.wears(
        merged=True, guest="散客", footer="bare, counted"
    ),
    "merged, total labelled": _PLAIN.wears(merged=True, guest="散客", footer="labelled"),
    "merged, order totals": _PLAIN.wears(merged=True, guest="散客", amount="order"),
    "merged, blank lines": _PLAIN.wears(merged=True, guest="散客", blank_lines=10),
    **{f"headers {n}": _PLAIN.wears(headers=n) for n in HEADERS},
    **{f"extras {n}": _PLAIN.wears(headers=n, language=n, extras=tuple(EXTRAS["en"])) for n in EXTRAS},
    "status and name": _PLAIN.wears(extras=("status", "name")),
    "duplicate headers": _PLAIN.wears(duplicate_headers=True),
    **{f"delimiter {d!r}": _PLAIN.wears(delimiter=d) for d in ";\t|"},
    **{f"delimiter {d!r}, no quotes": _PLAIN.wears(delimiter=d, quoting="none") for d in ",;\t|"},
    **{f"sep={d}": _PLAIN.wears(delimiter=d, sep_line=True) for d in ",;|"},
    "semicolon and decimal comma": _PLAIN.wears(delimiter=";", money="german"),
    "comma and decimal comma": _PLAIN.wears(money="german"),
    "all quoted": _PLAIN.wears(quoting="all"),
    "line end LF": _PLAIN.wears(line_end="\n"),
    "line end CR": _PLAIN.wears(line_end="\r"),
    "line end CR, no quotes": _PLAIN.wears(line_end="\r", quoting="none"),
    **{f"ending {e}": _PLAIN.wears(ending=e) for e in ("no line end", "ctrl-z", "nul", "blank lines")},
    **{f"preamble {n}": _PLAIN.wears(preamble=n) for n in (1, 3, 7)},
    "preamble and blank line": _PLAIN.wears(preamble=2, blank_above=True),
    "preamble, as wide as the table": _PLAIN.wears(preamble=2, trailing="all"),
    **{
        f"footer {f}": _PLAIN.wears(footer=f)
        for f in ("labelled", "counted", "bare", "remark", "total and remark", "label with number")
    },
    "footer bare, with quantity": _PLAIN.wears(footer="bare, counted"),
    "footer bare, with quantity and subtotals": _PLAIN.wears(footer="bare, counted", subtotals=True),
    "subtotals in the product column": _PLAIN.wears(
        footer="bare, counted", subtotals=True, shuffle=1
    ),
    "serial numbers and repeated headers": _PLAIN.wears(date="serial", repeat_header=25),
    "serial numbers and totals": _PLAIN.wears(date="serial", footer="labelled", shuffle=10),
    "footer signature": _PLAIN.wears(footer="signature"),
    "footer bare, order totals": _PLAIN.wears(footer="bare", amount="order"),
    "subtotals": _PLAIN.wears(subtotals=True),
    "subtotals and total": _PLAIN.wears(subtotals=True, footer="labelled"),
    "blank lines": _PLAIN.wears(blank_lines=10),
    "blank rows": _PLAIN.wears(blank_lines=11),
    "blank columns": _PLAIN.wears(blank_columns=(0, 3, 99)),
    "blank first column, total labelled": _PLAIN.wears(blank_columns=(0,), footer="labelled"),
    "trailing delimiter": _PLAIN.wears(trailing="all"),
    "trailing delimiter on rows": _PLAIN.wears(trailing="rows"),
    "short rows": _PLAIN.wears(short_rows=True, extras=("note",)),
    "padding": _PLAIN.wears(padding=True),
    "header repeated": _PLAIN.wears(repeat_header=25),
    "newest first": _PLAIN.wears(reverse=True),
    "columns in another order": _PLAIN.wears(shuffle=3),
    **{f"packed {c}": _PLAIN.wears(container=c) for c in ("gz", "bz2", "zst", "parquet")},
    "zip of three": _PLAIN.wears(container="zip", split=3),
    "three files": _PLAIN.wears(split=3),
    "joined files": _PLAIN.wears(container="joined", split=3),
    "joined files with marks": _PLAIN.wears(container="joined", split=3, bom=True, language="zh", headers="zh"),
    "workbook": _PLAIN.wears(container="xlsx typed"),
    "workbook of texts": _PLAIN.wears(container="xlsx texts"),
    "web page": _PLAIN.wears(container="xls page", language="zh", headers="zh"),
    "web page, merged, German money": _PLAIN.wears(
        container="xls page", merged=True, guest="散客", money="german", footer="labelled"
    ),
    "workbook of XML": _PLAIN.wears(container="xls xml", preamble=3, footer="labelled"),
    **{
        f"{c} in {language}": _PLAIN.wears(language=language, headers=language, encoding=c)
        for language, codecs in (
            ("zh", "utf-8 utf-16-le gb18030"), ("tw", "big5 utf-16-be gb18030"), ("ja", "cp932"),
            ("de", "cp1252 mac_roman cp850"), ("fr", "cp1252 mac_roman utf-8"), ("es", "cp1252 mac_roman"),
        )
        for c in codecs.split()
    },
    "utf-16 without a mark": _PLAIN.wears(encoding="utf-16-le"),
    "utf-8 with a mark": _PLAIN.wears(language="zh", headers="zh", bom=True),
}  # fmt: skip

_GERMAN = Disguise(
    language="de", headers="de", delimiter=";", money="german", date="german with time",
    encoding="cp1252",
)  # fmt: skip
_CHINESE = Disguise(
    language="zh", headers="zh", encoding="gb18030", date="year slash", ids="number", guest="散客",
)  # fmt: skip
_TAIWAN = Disguise(
    language="tw", headers="tw", encoding="big5", date="year slash seconds", money="thousands",
    quoting="all",
)  # fmt: skip
_AMERICAN = Disguise(date="american half days", money="dollar", extras=("status", "name", "note"))
_REAL: dict[str, Disguise] = {
    "German till": _GERMAN.wears(preamble=3, blank_above=True, footer="labelled"),
    "German till, euro signs and trailing minus": _GERMAN.wears(
        money="german euro", negative="trailing", date="german two digits"
    ),
    "German web shop": _GERMAN.wears(
        encoding="utf-8", bom=True, amount="order", wording=1, extras=("status", "address"), date="german"
    ),
    "German Excel re-save": _GERMAN.wears(sep_line=True, trailing="rows", date="german unpadded"),
    "Swiss till": _GERMAN.wears(money="swiss", encoding="utf-8", date="german"),
    "Mac Excel in Germany": _GERMAN.wears(encoding="mac_roman", line_end="\r"),
    "French shop": Disguise(
        language="fr", headers="fr", delimiter=";", money="french euro", date="british with time",
        encoding="cp1252", footer="total and remark",
    ),
    "French Mac": Disguise(
        language="fr", headers="fr", delimiter=";", money="decimal comma", date="british",
        encoding="mac_roman", line_end="\r",
    ),
    "Spanish shop": Disguise(
        language="es", headers="es", delimiter=";", money="german", date="named spanish",
        encoding="cp1252",
    ),
    "US web shop": _AMERICAN,
    "US web shop, order totals repeated": _AMERICAN.wears(amount="order", money_header="exact"),
    "US web shop, totals on first lines": _AMERICAN.wears(amount="first", order_mark="hash", extras=()),
    "US till with brackets and subtotals": _AMERICAN.wears(
        negative="brackets", subtotals=True, footer="counted", date="american", preamble=3
    ),
    "US quick books": _AMERICAN.wears(
        money="thousands", negative="minus", date="american padded", blank_columns=(0,), footer="labelled",
        preamble=3, container="xlsx texts",
    ),
    "US web shop, half swapped by a day-first Excel": _AMERICAN.wears(date="american text or swapped iso"),
    "British shop": Disguise(date="british half days", money="pound", encoding="cp1252", wording=1),
    "Invoice lines with float ids": Disguise(
        id_mark="float", date="american with time", amount="price", money="plain", wording=2
    ),
    "API export": Disguise(
        headers="plain", date="iso milliseconds z", line_end="\n", amount="order", ids="mail", money="shortest"
    ),
    "Database dump with epochs": Disguise(headers="plain", date="epoch", delimiter="\t", line_end="\n"),
    "Taiwan ERP Big5": _TAIWAN,
    "Taiwan ERP with totals": _TAIWAN.wears(preamble=3, footer="labelled", subtotals=True),
    "Taiwan with the year of the republic": _TAIWAN.wears(date="minguo", money="taiwan"),
    "Japanese shop": Disguise(
        language="ja", headers="ja", encoding="cp932", date="year slash weekday", money="yen unit", quoting="all"
    ),
    "Chinese till": _CHINESE.wears(preamble=3, footer="labelled", money="shortest"),
    "Chinese till with units": _CHINESE.wears(wording=2, money="yuan unit", guest="-", footer="counted"),
    "Chinese web shop": _CHINESE.wears(
        ids="nickname", order_mark="formula", amount="order", wording=1, extras=("status", "address", "note"),
        date="iso with time", guest="",
    ),
    "Chinese web shop with TAB ids": _CHINESE.wears(
        ids="long", id_mark="tab behind", order_mark="tab", amount="order", extras=("note", "shipped"),
        encoding="utf-8", bom=True,
    ),
    "Chinese members with phones": _CHINESE.wears(ids="name and phone", guest="-", date="iso with time"),
    "Excel re-save in China": _CHINESE.wears(
        trailing="all", blank_lines=15, id_mark="apostrophe", date="year slash day", money="shortest"
    ),
    "Excel in China, merged cells": _CHINESE.wears(
        container="xlsx typed", merged=True, preamble=1, footer="labelled", date="iso", amount="line"
    ),
    "WPS with full-width digits": _CHINESE.wears(money="full width yuan", id_mark="wide", date="chinese"),
    "Excel with Chinese half days": _CHINESE.wears(date="year slash half days", encoding="utf-16-le", delimiter="\t"),
    "Unicode text from Excel": Disguise(
        language="zh", headers="zh", encoding="utf-16-le", delimiter="\t", date="year slash", money="thousands"
    ),
    "Monthly exports joined by cat": _CHINESE.wears(
        encoding="utf-8", bom=True, container="joined", split=4, ending="", date="iso with time"
    ),
    "Monthly zip of GBK files": _CHINESE.wears(container="zip", split=4),
    "Date and clock apart": Disguise(date="american", clock="half days", money="accounting"),
    "Serial numbers out of Excel": Disguise(date="serial with time", money="shortest", container="xlsx typed"),
    "Old terminal": Disguise(
        delimiter="|", quoting="none", date="compact", clock="seconds", line_end="\r\n", ending="ctrl-z", padding=True
    ),
    "order totals on merged lines without items": Disguise(
        amount="first", merged=True, with_items=False, with_price=False
    ),
}  # fmt: skip


def named() -> Iterator[tuple[str, Disguise, str]]:
    """Yield each name, its disguise, and what must come of it."""
    for name, disguise in (_SINGLE | _REAL).items():
        yield name, mended(disguise), REFUSED if name in _REFUSED else READ
