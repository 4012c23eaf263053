"""The currency of the amounts of a header: several that cannot be added up are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import CODES, currency_mark, is_bare, mixed, number
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.evidence import SHOWN
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sources import Scan, Scanner

#: How an amount is called that is of one currency, whatever that of the sale.
_OF_ONE = re.compile(
    rf"\b(base|home|local|domestic|shop|store|company|reporting|converted|{'|'.join(sorted(CODES))})\b"
    r"|本位币|本幣|本币|本国|基準通貨|自国通貨|hauswährung|basiswährung|landeswährung|moneda (local|base)|moeda (local|base)|valuta base",
    re.IGNORECASE,
)


def of_one(header: str) -> bool:
    """Whether an amount is of one currency by its name: total_in_base_currency, Amount EUR."""
    return bool(_OF_ONE.search(header.replace("_", " ")))


def with_currency(table: Table, columns: Columns) -> Columns:
    """Let the column of currencies be none where the amount's name says that it is of one."""
    amount, currency = columns.first("amount"), columns.first("currency")
    if amount is None or currency is None or not of_one(table.headers[amount]):
        return columns
    if len(table.words(currency).keys() - {""}) < 2:
        return columns
    rest = {field: found for field, found in columns.fields.items() if field != "currency"}
    return replace(columns, fields=rest)


def are_codes(table: Table, column: int) -> bool:
    """Whether a column holds nothing but codes of currencies."""
    words = table.words(column).keys() - {""}
    return bool(words) and all(word.upper() in CODES for word in words)


def currency_of(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> str:
    """Return the currency of the amounts, refusing several that cannot be added up.

    Raises
    ------
    QuestionError
        When the files name several currencies and the settings have no rate for one of them.
    """
    wishes = reading.wishes
    currency = reading.text("currency")
    named: list[str] = []
    if currency is not None:
        mark = f"trim({currency.sql()})"
        question = f"select distinct upper({mark}) from {{scan}} where {mark} <> ''"
        named = sorted(code for (code,) in scanner.ask(scans, question))
    if currency is None:
        _refuse_marks(reading, scans, scanner)
    own = wishes.currency or reading.system.currency
    foreign = [code for code in named if code != own and code not in wishes.rates]
    if len(named) > 1 and foreign:
        raise QuestionError(
            f"the amounts are in {', '.join(named)}, which cannot be added up",
            _of_one_currency(reading),
            hint="give your currency and what others are worth in it in repurchase.yaml: "
            f"{settings_line(currency=named[0])} and {settings_line(rates={named[1]: 1.0})}",
            file=reading.file,
        )
    return own or (named[0] if len(named) == 1 else "")


def money_columns(reading: Reading) -> tuple[int, ...]:
    """Return the columns that the amount is made of: its own, else the price."""
    fields = reading.columns.fields
    return fields.get("amount") or fields["unit_price"]


def _refuse_marks(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> None:
    """Raise when the amounts are marked with several currencies.

    Where the sample has bare numbers alone, the engine looks at the rows that have another form.
    """
    columns = money_columns(reading)
    values = (value for column in columns for value in reading.table.values(column))
    if all(map(is_bare, values)):
        return
    asked = (f"select distinct {currency_mark(f'c{i}')} from {{scan}}" for i in columns)
    answer = scanner.ask(scans, " union ".join(asked))
    refusal = mixed(reading.table.headers[columns[0]], [mark for (mark,) in answer])
    if refusal:
        raise QuestionError(
            refusal[0], _of_one_currency(reading), hint=refusal[1], file=reading.file
        )


def _of_one_currency(reading: Reading) -> list[Candidate]:
    """Return the columns of no field that hold amounts of one currency, by their names."""
    table, found = reading.table, []
    for i in reading.free():
        mark = mark_of(table, i)
        values = [value for value in map(str.strip, table.values(i)) if value]
        numbers = [number(value, mark) for value in values]
        if values and of_one(table.headers[i]) and all(n is not None for n in numbers):
            found.append(
                Candidate(
                    option=f"--map amount={table.headers[i]}",
                    setting={"columns": {"amount": table.headers[i]}},
                    examples=tuple(values[:SHOWN]),
                    revenue=float(sum(n for n in numbers if n is not None)),
                )
            )
    return found
