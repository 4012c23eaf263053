"""Names, phones and e-mails are masked wherever they were not asked for.

One rule for every form: the first of :data:`PATTERNS` that fits the value decides, and its regular
expressions mean the same to Python and to DuckDB. What a value is, is told by its shape and not by
its column, so that a phone in the column of names is masked as a phone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.document import Table

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^([^@])[^@]*(@[^@]+)$", r"\1***\2"),  # k***@example.com
    (r"^([+(]?[0-9][0-9 -]?[0-9])[0-9 ().-]{4,}([0-9]{4})$", r"\1****\2"),  # 138****8000
    (r"^[+0-9][0-9 ().-]{4,}([0-9]{2})$", r"****\1"),  # a short number: ****67
    (r"(?s)^([぀-ヿ㐀-鿿가-힣]).*$", r"\1**"),  # 张**
    (r"(?s)^(.).*$", r"\1***"),  # D***
)
COMPILED = [(re.compile(pattern), replacement) for pattern, replacement in PATTERNS]


def mask(value: str) -> str:
    """Return a name, phone or e-mail with only so much left that its owner recognises it."""
    value = value.strip(" ")
    for pattern, replacement in COMPILED:
        if pattern.match(value):
            return pattern.sub(replacement, value)
    return ""


def expression(sql: str) -> str:
    """Return the SQL expression that masks the text which ``sql`` gives."""
    value = f"trim(cast({sql} as varchar))"
    cases = " ".join(
        f"when regexp_matches({value}, '{pattern}') "
        f"then regexp_replace({value}, '{pattern}', '{replacement}')"
        for pattern, replacement in PATTERNS
    )
    return f"case {cases} else {value} end"


def masked_frame(table: Table) -> pd.DataFrame:
    """Return the table's rows with the contact columns masked."""
    frame = table.rows.frame()
    contacts = [column.id for column in table.columns if column.kind == "contact"]
    return frame.assign(**{name: frame[name].map(_masked, "ignore") for name in contacts})


def _masked(value: object) -> str:
    return mask(str(value))
