"""The problems table: every record not used as it stood, with its line and the reason.

Found by a second pass, only when it is asked for. In a file scanned as it lies an engine counts
records; :func:`physical_lines` finds the lines on which they start.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from repurchase_cli.engines import states
from repurchase_cli.rows import text
from repurchase_cli.sales import Action, Scan, Source

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.reduction import Span

_COLUMNS = ("file", "line", "column", "value", "code", "action", "reason")


def find(
    engine: Engine,
    sources: Sequence[Source],
    lines: str,
    *,
    repeated: str,
    last_day: int,
    connected: Span,
    actions: Collection[Action],
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the records whose action is one of ``actions``, in the order of files and lines.

    Parameters
    ----------
    lines
        SQL of the numbered lines.
    repeated
        SQL of the orders that count as in another file.
    last_day
        Lines after this day, counted from 1970, were set aside.
    connected
        Lines outside these days were set aside as isolated.
    limit
        At most so many of each code, the first ones.
    """
    wanted = ", ".join(text(n) for action in actions for n in states.names(action))
    first = f"qualify row_number() over (partition by code order by file, record) <= {limit}"
    found = _in_file_order(
        engine,
        f"""
        select file, record, {_value_sql()} as value, code, {_column_sql()} as told_by
        from (select *, {_code_sql(repeated, last_day, connected)} as code from ({lines}))
        where code in ({wanted})
        {first if limit is not None else ""}
        order by file, record
        """,
    )
    found["line"] = _lines(found, sources)
    found["column"] = [
        told_by or sources[file].layout.columns.get(states.STATES[code].field, "")
        for file, code, told_by in zip(found["file"], found["code"], found["told_by"], strict=True)
    ]
    found["action"] = [states.STATES[code].action for code in found["code"]]
    found["reason"] = [states.STATES[code].reason for code in found["code"]]
    found["file"] = [sources[file].name for file in found["file"]]
    return found.loc[:, list(_COLUMNS)]


def _in_file_order(engine: Engine, query: str) -> pd.DataFrame:
    """Run a query that counts records: they must come in the order of the file."""
    engine.connection.execute("set preserve_insertion_order = true")
    try:
        return engine.execute(query).df()
    finally:
        engine.connection.execute("set preserve_insertion_order = false")


def _code_sql(repeated: str, last_day: int, connected: Span) -> str:
    """Return the SQL of a line's final state; a row that was filled up is a problem of its own."""
    final = ", ".join(map(text, states.lasting()))
    return f"""case
        when state not in ({final}) and day not between {connected.first} and {connected.last}
            then 'isolated_date'
        when state not in ({final}) and day > {last_day} then 'after_as_of'
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


def _lines(found: pd.DataFrame, sources: Sequence[Source]) -> list[int]:
    """Return the physical line of each record found."""
    lines: dict[tuple[int, int], int] = {}
    places = list(zip(found["file"].tolist(), found["record"].tolist(), strict=True))
    for file, group in groupby(sorted(places), key=itemgetter(0)):
        scan, wanted = sources[file].scan, {record for _, record in group}
        at = {r: r for r in wanted} if scan.numbered else physical_lines(scan, wanted)
        lines |= {(file, record): line for record, line in at.items()}
    return [lines[place] for place in places]


def physical_lines(scan: Scan, wanted: Collection[int]) -> dict[int, int]:
    """Return the line on which each wanted record of a file scanned as it lies starts.

    Records are counted from 1 below the header; blank lines are no records; a quoted newline is no
    end of one.
    """
    found: dict[int, int] = {}
    last = max(wanted, default=0)
    record = -scan.skip
    start = 1
    if not wanted:
        return found
    with scan.paths[0].open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=scan.delimiter)
        for cells in reader:
            if cells:
                record += 1
                if record in wanted:
                    found[record] = start
                if record >= last:
                    break
            start = reader.line_num + 1
    return found
