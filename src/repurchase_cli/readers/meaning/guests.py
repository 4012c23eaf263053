"""Orders without a customer's id that have an e-mail or a phone: guests who may be known by it."""

from __future__ import annotations

from repurchase_cli.grammars.nobody import is_nobody
from repurchase_cli.readers.meaning.equations import cell
from repurchase_cli.readers.meaning.evidence import ASKED
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.standings import counting


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of orders without an id beside an e-mail or a phone."""
    customer = reading.columns.fields["customer_id"]
    if len(customer) > 1 or reading.accepts("blank_customers"):
        return ()
    rows = counting(reading).rows
    guests = [row for row in rows if is_nobody(cell(row, customer[0]))]
    for field in ("email", "phone"):
        address = reading.columns.first(field)
        if address is None or address in customer:
            continue
        reached = sum(not is_nobody(cell(row, address)) for row in guests)
        if reached > ASKED * len(rows):
            header, name = reading.table.headers[address], reading.header("customer_id")
            return (
                (
                    f"{reached:,} of the {len(rows):,} rows looked at have no {name!r} but a "
                    f"{header!r}: they are guests, and no customers; by --map customer_id={header} "
                    "they are customers; else: --set answers.blank_customers=accept",
                    f"所查 {len(rows):,} 行中有 {reached:,} 行没有“{name}”但有“{header}”："
                    f"按散客计；若以其为客户：--map customer_id={header}；"
                    "否则：--set answers.blank_customers=accept",
                ),
            )
    return ()
