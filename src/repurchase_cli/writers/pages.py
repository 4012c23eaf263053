"""A table's rows as people see them: contacts masked, and names for values such as classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.grammars.contacts import mask

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.document import Language, Table


def masked_frame(table: Table, rows: int | None = None) -> pd.DataFrame:
    """Return the table's rows, or the first of them, with the contact columns masked."""
    frame = table.rows.frame()[:rows]
    contacts = [column.id for column in table.columns if column.kind == "contact"]
    return frame.assign(**{name: frame[name].map(_masked, "ignore") for name in contacts})


def _masked(value: object) -> str:
    return mask(str(value))


def page_frame(table: Table, language: Language, rows: int | None = None) -> pd.DataFrame:
    """Return the rows for the screen, a page or a summary; data files carry the values as is."""
    frame = masked_frame(table, rows)
    named = {column: names for column, names in table.names.items() if column in frame}
    for column, names in named.items():  # tables of a report share the names of their columns
        said = {value: name.say(language) for value, name in names.items()}
        frame = frame.assign(**{column: [said.get(one, one) for one in frame[column].tolist()]})
    return frame
