"""The problems table: every record not used as it stood, with its line and the reason.

Found by a second pass, only when it is asked for. In a file scanned as it lies an engine counts
records; :mod:`repurchase_cli.engines.file_lines` finds the lines on which they start.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.books import Action
from repurchase_cli.engines import states
from repurchase_cli.engines.file_lines import lines_in
from repurchase_cli.engines.reduction import Span
from repurchase_cli.rows import text
from repurchase_cli.sources import Source

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.duckdb import Engine

_COLUMNS = ("file", "line", "column", "value", "code", "action", "reason")


class Search(NamedTuple):
    """What is looked for: records whose problem is one of ``codes``.

    Lines after ``last_day``, counted from 1970, were set aside, and those outside the ``connected``
    days as isolated. At most ``limit`` of each code are wanted, the first ones.
    """

    last_day: int
    connected: Span
    codes: tuple[str, ...]
    limit: int | None = None


def codes(
    booked: Collection[str], sources: Sequence[Source], actions: Collection[Action]
) -> tuple[str, ...]:
    """Return which problems there may be with some actions, by the states that are booked.

    A row that was filled up, as only private copies have them, is booked as used.
    """
    copied = any(source.scan.numbered for source in sources)
    possible = {*booked, *(["short_row"] if copied else [])}
    return tuple(name for action in actions for name in states.names(action) if name in possible)


def none() -> pd.DataFrame:
    """Return the problems table without a row."""
    import pandas as pd  # noqa: PLC0415 - only where problems are asked for

    return pd.DataFrame(columns=list(_COLUMNS))


def rows(
    engine: Engine, sources: Sequence[Source], lines: str, repeated: str, search: Search
) -> pd.DataFrame:
    """Return the records of a search in the order of files: file, record, line, value, code.

    Parameters
    ----------
    lines
        SQL of the numbered lines.
    repeated
        SQL of the orders that count as in another file.
    """
    wanted = ", ".join(map(text, search.codes))
    first = f"qualify row_number() over (partition by code order by file, record) <= {search.limit}"
    with engine.in_file_order():
        found = engine.execute(f"""
        select file, record, {_value_sql()} as value, code, {_column_sql()} as told_by
        from (select *, {_code_sql(repeated, search)} as code from ({lines}))
        where code in ({wanted})
        {first if search.limit is not None else ""}
        order by file, record
        """).df()
    found["line"] = lines_of(found, sources)
    return found


def table(found: pd.DataFrame, sources: Sequence[Source]) -> pd.DataFrame:
    """Return the problems table of the records of a search."""
    found["column"] = [
        told_by or sources[file].layout.columns.get(states.STATES[code].field, "")
        for file, code, told_by in zip(found["file"], found["code"], found["told_by"], strict=True)
    ]
    found["action"] = [states.STATES[code].action for code in found["code"]]
    found["reason"] = [states.STATES[code].reason for code in found["code"]]
    found["file"] = [sources[file].name for file in found["file"]]
    return found.loc[:, list(_COLUMNS)]


def _code_sql(repeated: str, search: Search) -> str:
    """Return the SQL of a line's final state; a row that was filled up is a problem of its own."""
    final = ", ".join(map(text, states.lasting()))
    connected = search.connected
    return f"""case
        when state not in ({final}) and day not between {connected.first} and {connected.last}
            then 'isolated_date'
        when state not in ({final}) and day > {search.last_day} then 'after_as_of'
        when (file, coalesce(customer_id, ''), coalesce(order_id, ''), day) in (
            select (file, customer_id, order_id, day) from {repeated}
        ) then 'repeated_order'
        when state = 'used' and flag = 'short_row' then 'short_row'
        else state end"""


def _column_sql() -> str:
    """Return the SQL of the header of the column that told a line's standing, else empty."""
    return "coalesce(case when code = standing then standing_column end, '')"


def _value_sql() -> str:
    """Return the SQL of the text that shows why a line has its state."""
    texts = {
        "order_time": "moment_text",
        "amount": "amount_text",
        "customer_id": "customer_text",
        "order_id": "order_id",
    }
    cases = [
        f"when code = '{name}' then {texts[state.field]}"
        for name, state in states.STATES.items()
        if state.field in texts
    ]
    told = "when code = standing then standing_value"
    return f"coalesce(case {told} {' '.join(cases)} end, '')"


def lines_of(found: pd.DataFrame, sources: Sequence[Source]) -> list[int]:
    """Return the physical line of each record found: ``file, record``, the index of its source."""
    lines: dict[tuple[int, int], int] = {}
    places = list(zip(found["file"].tolist(), found["record"].tolist(), strict=True))
    for file, group in groupby(sorted(places), key=itemgetter(0)):
        starts = lines_in(sources[file].scan, {record for _, record in group})
        lines |= {(file, record): line for record, line in starts.items()}
    return [lines[place] for place in places]
