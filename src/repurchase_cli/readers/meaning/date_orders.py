"""The order of day and month in a header's dates: as the user says, or whole columns prove."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.dates import evidence
from repurchase_cli.readers.meaning import calendars, dates
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import Scan, Scanner


def date_orders(
    table: Table,
    columns: Columns,
    scans: Sequence[Scan],
    wishes: Wishes,
    scanner: Scanner,
    file: str,
) -> dict[str, str]:
    """Return the order of day and month by separator: the user's word, or the whole column's.

    Raises
    ------
    InputError
        For dates of no calendar that is read, or that may be of two orders.
    """
    column = columns.fields["order_time"][0]
    calendars.refuse(table.headers[column], table.values(column), file=file)
    if not wishes.date_order and (example := dates.half_swapped(table.values(column))):
        raise InputError(
            f"a spreadsheet has read half of the dates of {table.headers[column]!r} (such as "
            f"{example}), probably with day and month swapped",
            hint="export again and give the file as it comes, without opening and saving it; "
            "if they are right, say --day-first or --month-first",
            file=file,
        )
    return {
        mark: wishes.date_order or _proven(table, column, mark, scans, scanner, file)
        for mark in dates.separators(table.values(column))
    }


def _proven(
    table: Table, column: int, mark: str, scans: Sequence[Scan], scanner: Scanner, file: str
) -> str:
    """Return the order of dates with a separator that their values prove, or refuse."""
    answer = scanner.ask(scans, evidence(f"c{column}", mark))[0]
    order = dates.order_from_evidence(answer)
    if order:
        return order
    example = dates.example_in_parts(table.values(column), mark)
    mixed = answer[0] > 12 and answer[2] > 12
    raise QuestionError(
        f"the dates of {table.headers[column]!r} (such as {example}) "
        + ("mix both orders of day and month" if mixed else "may be day or month first"),
        [
            Candidate(option, {"": {"date_order": option[2:].replace("-", "_")}})
            for option in ("--day-first", "--month-first")
        ],
        hint="say which with --day-first or --month-first",
        file=file,
    )
