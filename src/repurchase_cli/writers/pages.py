"""A table's rows as people see them: contacts masked, and names for values such as classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli import masking

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.document import Language, Table


def page_frame(table: Table, language: Language) -> pd.DataFrame:
    """Return the rows for the screen, a page or a summary; data files carry the values as is."""
    frame = masking.masked_frame(table)
    for column, names in table.names.items():
        said = {value: name.say(language) for value, name in names.items()}
        frame = frame.assign(**{column: [said.get(one, one) for one in frame[column].tolist()]})
    return frame
