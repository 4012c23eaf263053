"""Tables that hold sales and are no lists of them: what each is, and what to export instead.

They lack a customer, a date or an amount, and naming a column would not mend it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from repurchase_cli.errors import InputError
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.evidence import HALF
from repurchase_cli.readers.meaning.table import Table

#: What is foreign about a table, and what to do; None where it is not of this kind.
Finding = tuple[str, str] | None

_MONTHS = (
    "jan|feb|mar|apr|may|mai|maj|jun|jul|aug|sep|oct|okt|nov|dec|dez"
    "|ene|abr|ago|dic|fév|avr|mär|aoû|déc"
)
_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "(?:0?[1-9]|1[0-2])"
_PERIOD = re.compile(
    "|".join(
        (
            rf"(?:{_MONTHS})[^\W\d]{{0,7}}\.?[\s/'-]*(?:{_YEAR}|[0-9]{{2}})?",
            rf"{_YEAR}[-/.年 ]?{_MONTH}月?|{_MONTH}[-/.]{_YEAR}",
            r"(?:[1-9]|1[0-2]|[一二三四五六七八九十]{1,2})月(?:份)?|第[一二三四1-4]季度",
            rf"q[1-4](?:[\s/-]*{_YEAR})?|{_YEAR}[\s/-]*q[1-4]",
            rf"{_YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}|[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.]{_YEAR}",
        )
    ),
    re.IGNORECASE,
)
_PIVOT = re.compile(
    "|".join(
        (
            "(?:row|column) labels|行标签|列标签|列標籤|行ラベル|列ラベル",
            "zeilenbeschriftungen|spaltenbeschriftungen|étiquettes de (?:lignes|colonnes)",
            "etiquetas de (?:fila|columna)|etichette di (?:riga|colonna)",
            "rótulos de (?:linha|coluna)",
            "(?:sum|count|average) of .+|(?:求和项|计数项|平均值项|加總|計數) ?[:：/-].+",
            "(?:合計|個数|平均) ?/ ?.+|(?:summe|anzahl|mittelwert) von .+",
            "(?:somme|nombre|moyenne) de .+|(?:suma|cuenta|promedio) de .+",
            "(?:somma|conteggio|media) di .+|(?:soma|contagem|média) de .+",
        )
    ),
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(.*?[^\W\d])[\s_#.-]*([1-9][0-9]?)")
_FORMULA = re.compile(r"=\(…\)|=\s*[-+(]*\$?[A-Za-z]{1,3}\$?[0-9]+.*|=\s*[A-Z][A-Z.]+\(.*")
#: What the columns are called in which the parts of a day stand apart.
_YEARS = re.compile(r"year|jahr|année|annee|año|ano|anno|jaar|год|yıl|年|年份|년", re.IGNORECASE)
_MONTH_NAMES = re.compile(r"month|monat|mois|mes|mês|mese|maand|месяц|ay|月|月份|월", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"0?[1-9]|[12][0-9]|3[01]")
_OF_ITEMS = ("product", "sku", "quantity", "unit_price")
_SEVERAL = 3
_HEADINGS = 2
_LONGEST_NAME = 80


def refuse(table: Table, *, file: str) -> None:
    """Raise when a table that lacks something is known not to be a list of sales.

    Raises
    ------
    InputError
        Naming what it is and what to export instead.
    """
    for finding in _KINDS:
        if found := finding(table):
            raise InputError(found[0], hint=found[1], file=file)


def refuse_formulas(table: Table, columns: Columns, *, file: str) -> None:
    """Raise when what every analysis needs is made of formulas without their results.

    Raises
    ------
    InputError
        Naming the column.
    """
    for field in ("customer_id", "order_time", "amount"):
        for i in columns.fields.get(field, ())[:1]:
            values = table.values(i)
            formulas = [value for value in values if _FORMULA.fullmatch(value.strip())]
            if len(formulas) > HALF * len(values):
                raise InputError(
                    f"{table.headers[i]!r} holds formulas (such as {formulas[0]}) and not what "
                    "they come to",
                    hint="open the file in a spreadsheet and save it, or export it with values",
                    file=file,
                )


def refuse_days_in_parts(table: Table, columns: Columns, *, file: str) -> None:
    """Raise when year, month and day stand in columns of their own.

    Raises
    ------
    InputError
        Naming the columns.
    """
    names = _names(table)
    parts = [h for form in (_YEARS, _MONTH_NAMES) for h in names if form.fullmatch(h)]
    for i in columns.fields.get("order_time", ())[:1]:
        values = [value.strip() for value in table.values(i) if value.strip()]
        if len(parts) > 1 and values and all(map(_DAY_OF_MONTH.fullmatch, values)):
            raise InputError(
                f"the day stands in several columns ({', '.join((*parts, table.headers[i]))})",
                hint="join them into one, such as 2024-01-31",
                file=file,
            )


def _pivot(table: Table) -> Finding:
    named = [h for h in _names(table) if _PIVOT.fullmatch(h)]
    if not named:
        return None
    return (
        f"this is a pivot table ({', '.join(named[:_SEVERAL])}): sums, and no sales",
        "give the table that it was made of, with a row for each order or line",
    )


def _periods(table: Table) -> Finding:
    named = [h for h in _names(table) if _PERIOD.fullmatch(h)]
    if len(named) < _SEVERAL:
        return None
    return (
        f"its columns are periods ({', '.join(named[:_SEVERAL])}, …): sums by time, and no sales",
        "export the orders that it was made of, with a row and a date for each",
    )


def _side_by_side(table: Table) -> Finding:
    numbers: dict[str, list[str]] = defaultdict(list)
    for header in _names(table):
        if (found := _NUMBERED.fullmatch(header)) and _names_item(found[1]):
            numbers[found[1].casefold()].append(header)
    rows = [named for named in numbers.values() if len(named) > 1]
    if not rows or sum(map(len, rows)) < _SEVERAL:
        return None
    return (
        f"the items of an order stand side by side in one row ({', '.join(rows[0][:_SEVERAL])}, …)",
        "export a row for each item, or add a column with what the whole order came to",
    )


def _names_item(stem: str) -> bool:
    """Whether what stands before a number is a word for an item, or for its price or quantity."""
    fields = {field for field, _ in synonyms.field_ranks().get(synonyms.key(stem), [])}
    return not fields.isdisjoint(_OF_ITEMS)


def _headings(table: Table) -> Finding:
    """Tell rows that stand below one that has a single cell, which says whose they are."""
    for column in range(min(2, len(table.headers))):
        alone = [
            row[column].strip()
            for row in table.rows
            if column < len(row)
            and row[column].strip()
            and sum(map(bool, map(str.strip, row))) == 1
        ]
        blank = sum(not value.strip() for value in table.values(column))
        if len(set(alone)) >= _HEADINGS and blank > HALF * len(table.rows) - len(alone):
            return (
                f"rows stand below headings (such as {alone[0]!r}), and none says whose it is",
                "export a plain list with a column for the customer; in QuickBooks: Customize, "
                "Group by: None, and add the column Customer",
            )
    return None


def _names(table: Table) -> list[str]:
    """Return the headers, of a table without one the cells of its first row."""
    numbers = all(header == str(i + 1) for i, header in enumerate(table.headers))
    cells = table.rows[0] if numbers and table.rows else table.headers
    return [cell.strip() for cell in cells if len(cell) < _LONGEST_NAME]


_KINDS: tuple[Callable[[Table], Finding], ...] = (_pivot, _periods, _headings, _side_by_side)
