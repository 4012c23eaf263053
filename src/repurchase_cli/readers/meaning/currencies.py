"""The currency of the amounts of a header: several that cannot be added up are refused."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.errors import InputError, settings_line
from repurchase_cli.grammars.money import currency_mark, is_bare, mixed
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.sources import Scan, Scanner


def currency_of(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> str:
    """Return the currency of the amounts, refusing several that cannot be added up.

    Raises
    ------
    InputError
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
        raise InputError(
            f"the amounts are in {', '.join(named)}, which cannot be added up",
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
        raise InputError(refusal[0], hint=refusal[1], file=reading.file)
