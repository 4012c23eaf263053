"""Numbers of sixteen digits and more that a spreadsheet has rounded: zeros after the fifteenth."""

from __future__ import annotations

from repurchase_cli.grammars.ids import is_long_number, is_rounded
from repurchase_cli.readers.meaning.evidence import ENOUGH_ZEROS
from repurchase_cli.readers.meaning.questions import QuestionError, acceptance
from repurchase_cli.readers.meaning.reading import Reading

_DIGITS = 15
_IDS = ("customer_id", "order_id")


def refuse(reading: Reading) -> None:
    """Raise when the long ids of a column are all rounded: different ones have become the same.

    Raises
    ------
    QuestionError
        Naming the column; the user may say that its ids are as they were.
    """
    for field in _IDS:
        if field in reading.columns.fields and not reading.accepts("rounded_ids"):
            _refuse(reading, field)


def _refuse(reading: Reading, field: str) -> None:
    long = {value for value in map(str.strip, reading.values(field)) if is_long_number(value)}
    if not all(map(is_rounded, long)) or sum(len(id_) - _DIGITS for id_ in long) < ENOUGH_ZEROS:
        return
    header = reading.table.headers[reading.columns.fields[field][0]]
    raise QuestionError(
        f"a spreadsheet has rounded the long numbers of {header!r} (such as {min(long)}): what "
        "stood after the fifteenth digit is lost, and different ones look the same",
        [acceptance("rounded_ids", "they are as they were given out")],
        hint="export again and give the file as it comes, without opening and saving it; if they "
        "are right, say so: --set answers.rounded_ids=accept",
        file=reading.file,
    )
