"""Whom a record of a side file is about, by what the sales know their customers by."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars import ids
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.side.kinds import Found
from repurchase_cli.sources import CUSTOMER_IDS, SIDE_FIELDS, Source
from repurchase_cli.values.beside import International
from repurchase_cli.values.conditions import Case
from repurchase_cli.values.texts import Cell, Id, Text, Value

_STAND_INS = ("email", "phone")


def with_customer(found: Found, sources: Sequence[Source], *, file: str) -> Found:
    """Return the columns with the customer's: the one that the sales know customers by.

    Where they know them by an id and the file has none, e-mail or phone stands in, as in sales.
    """
    known_by = _known_by(sources)
    if known_by not in found and known_by in _STAND_INS:
        raise InputError(
            f"the sales know their customers by {known_by}, and this file has no such column",
            hint=f"export it again with {known_by}, or rename the column to {known_by}",
            file=file,
        )
    stand_in = next((name for name in _STAND_INS if name in found), "")
    if known_by == "customer_id" and ("customer_id" in found or not stand_in):
        return found
    return {**found, "customer_id": found[known_by if known_by in _STAND_INS else stand_in]}


def _compared(customer: Value, sources: Sequence[Source]) -> Value:
    """Return an id as it compares: dialled where the sales know customers by phone."""
    columns = [source.layout.columns for source in sources]
    by_phone = [c.get("phone") == c["customer_id"] for c in columns]
    dialled, folded = Text("dialled", customer), Text("folded", customer)
    if all(by_phone):
        return dialled
    return Case(((International(customer), dialled),), folded) if any(by_phone) else folded


def _known_by(sources: Sequence[Source]) -> str:
    """Return the field that all sales read the customer from: ``email``, ``phone`` or an id."""
    for name in _STAND_INS:
        columns = [source.layout.columns for source in sources]
        if all(c.get(name) == c["customer_id"] for c in columns):
            return name
    return "customer_id"


def customers_of(
    kind: str, table: Table, found: Found, sources: Sequence[Source]
) -> dict[str, Value]:
    """Return the customers' ids, which compare as those of the sales do, and their texts."""
    fields: dict[str, Value] = {}
    for field in SIDE_FIELDS[kind]:
        if field in CUSTOMER_IDS and field in found:
            cell = Cell(found[field][0])
            values, text = table.values(cell.column), Text("clean_customer", cell)
            clean = _compared(text, sources)
            fields[field] = Id(
                cell,
                clean,
                plain=clean == Text("folded", text) and _are_plain(values),
                is_uuid=any(map(ids.is_uuid, values)),
            )
            fields[f"{field}_text"] = cell
    return fields


def _are_plain(values: Sequence[str]) -> bool:
    """Whether none of the sample's ids needs cleaning."""
    return all(not value or ids.is_plain("customer_id", value) for value in values)
