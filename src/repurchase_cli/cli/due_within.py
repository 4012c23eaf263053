"""``--due-within``: a number of days to come."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from repurchase_cli.errors import UsageError

DueWithin = Annotated[
    str | None,
    typer.Option(
        "--due-within", metavar="DAYS", help="List who is due in the next days, such as 7d or 2w."
    ),
]


def days_of(text: str | None) -> int | None:
    """Return the days that the option names: 7d, 2w, or 7; None where it is not given.

    Raises
    ------
    UsageError
        For anything else.
    """
    if text is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,3})([dw]?)", text.strip().lower())
    if not match:
        raise UsageError(
            f"--due-within {text!r} is no number of days", hint="for example 7d, or 2w"
        )
    return int(match[1]) * (7 if match[2] == "w" else 1)
