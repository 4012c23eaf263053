"""Two columns that could both hold a field: no question where they agree, else put to the user."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from repurchase_cli.grammars.clocks import day_text
from repurchase_cli.grammars.contacts import mask, reaches_somebody
from repurchase_cli.grammars.dates import looks_like_date
from repurchase_cli.readers.meaning.evidence import MANY, SHOWN
from repurchase_cli.readers.meaning.headers import name_of
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.table import Table


def refuse_two(table: Table, field: str, columns: Sequence[int], file: str, kind: str = "") -> None:
    """Raise when two columns of one rank differ in their values, in a way that matters.

    ``kind`` is that of a side file, empty for sales.
    """
    first, alike = columns[0], _ALIKE.get(field, _same_values)
    others = [i for i in columns[1:] if not alike(table, first, i)]
    if others:
        raise question_of(table, field, [first, *others], file, kind)


def question_of(
    table: Table, field: str, columns: Sequence[int], file: str, kind: str = ""
) -> QuestionError:
    """Return the question which of some columns holds a field."""
    names = " and ".join(repr(name_of(table.headers, i)) for i in columns[:2])
    return QuestionError(
        f"both {names} could be the {field.replace('_', ' ')}",
        [candidate_of(table, field, i, kind) for i in columns],
        file=file,
    )


def candidate_of(table: Table, field: str, column: int, kind: str = "") -> Candidate:
    """Return a column as an answer to the question which of some holds a field."""
    header = name_of(table.headers, column)
    values = [value.strip() for value in table.values(column) if value.strip()]
    name = f"{kind}.{field}" if kind else field
    return Candidate(
        option=f"--map {name}={header}",
        setting={"columns": {name: header}},
        examples=tuple(map(_shown, values[:SHOWN])),
        customers=len(set(values)) if field == "customer_id" else None,
    )


def _shown(value: str) -> str:
    """Return a value as a question may show it: contacts are masked."""
    is_contact = reaches_somebody(value) and not looks_like_date(value)
    return mask(value) if is_contact else value


def _same_values(table: Table, one: int, other: int) -> bool:
    return table.values(one) == table.values(other)


def _same_days(table: Table, one: int, other: int) -> bool:
    """Whether two times are of the same day wherever both are filled."""
    pairs = zip(table.values(one), table.values(other), strict=False)
    return all(day_text(a) == day_text(b) for a, b in pairs if a.strip() and b.strip())


def _same_orders(table: Table, one: int, other: int) -> bool:
    """Whether two ids tell the same orders apart, or the second is the same in all of many."""
    if _same_values(table, one, other):
        return True
    pairs = set(zip(table.values(one), table.values(other), strict=False))
    ids = {first for first, _ in pairs}
    if len(ids) < MANY:
        return False
    return len(pairs) == len(ids) and len({second for _, second in pairs}) in (1, len(ids))


#: By which two columns of a field are no question.
_ALIKE: Mapping[str, Callable[[Table, int, int], bool]] = {
    "order_id": _same_orders,
    "order_time": _same_days,
}
