"""What must be said of words for the state of an order: of unknown ones, and of what they do."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import number
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.documents import documents_of
from repurchase_cli.readers.meaning.evidence import SHOWN_WORDS
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.returns import reversals
from repurchase_cli.readers.meaning.state_columns import (
    OUT,
    elsewhere,
    look_alikes,
    out_by_look,
    tried_out,
)
from repurchase_cli.readers.meaning.state_words import meaning, own, said

#: How a column is called that surely tells the state of an order.
_A_STATUS = re.compile(
    r"状态|狀態|ステータス|상태|status|statut|\b(estado|stato|durum|статус)\b", re.IGNORECASE
)


def look_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be heard of columns that take lines out by their look."""
    out = {
        i: {w for w in said(reading, i) - own(reading).keys() if meaning(w, ()) in OUT}
        for i in dict.fromkeys(i for i, _, _ in out_by_look(reading))
    }
    notes = []
    for i, words in {**out, **tried_out(reading)}.items():
        header, found = reading.table.headers[i], _amounts(reading, i, words)
        rows, paid = sum(map(len, found.values())), sum(map(sum, found.values()))
        told = sorted(words)
        line = settings_line(statuses=dict.fromkeys(told, "sale"))
        notes.append(
            (
                f"{header}: lines that say {', '.join(told)} do not count ({_rows(rows)} looked "
                f"at, {paid:,.2f}); if they do, say so in repurchase.yaml: {line}",
                f"“{header}”为 {'、'.join(told)} 的行不计入（所查 {rows:,} 行，{paid:,.2f}）；"
                f"若应计入，请在 repurchase.yaml 中说明：{line}",
            )
        )
    return tuple(notes)


def elsewhere_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be heard of words for tests and cancelled orders in other columns."""
    notes = []
    for i in elsewhere(reading):
        words = {w for w in said(reading, i) - own(reading).keys() if meaning(w, ()) in OUT}
        if words:
            notes.append(_counted_note(reading, i, _amounts(reading, i, words)))
    return tuple(notes)


def taken_back_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be heard of orders that count, and in a later row are cancelled.

    An attempt that failed stands before the one that counts.
    """
    fields = reading.columns.fields
    if not {"status", "order_id"} <= fields.keys():
        return ()
    status, order = fields["status"][0], fields["order_id"][0]
    if status not in reading.free("status"):
        return ()
    heard = said(reading, status) - own(reading).keys()
    out = {word for word in heard if meaning(word, heard) in OUT}
    counted: set[str] = set()
    later: dict[str, int] = {}
    for row in reading.table.rows:
        if max(status, order) < len(row) and row[order].strip():
            word = statuses.folded(row[status])
            if word not in out:
                counted.add(row[order])
            elif row[order] in counted:
                later[word] = later.get(word, 0) + 1
    if not later:
        return ()
    line = settings_line(statuses=dict.fromkeys(later, "refund"))
    header, words = reading.header("status"), ", ".join(later)
    return (
        (
            f"{header}: {_rows(sum(later.values()))} of orders that count say {words} further "
            f"down; if that took the order back, say so in repurchase.yaml: {line}",
            f"“{header}”：{sum(later.values()):,} 行在已计入的订单之后又为 {words}；"
            f"若订单因此作废，请在 repurchase.yaml 中说明：{line}",
        ),
    )


def reversal_notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be heard of words for rows that take other rows back."""
    words = reversals(reading) if "kind" in reading.columns.fields else ()
    heard = [word for word in words if word in said(reading, reading.columns.fields["kind"][0])]
    if not heard:
        return ()
    header = reading.header("kind")
    line = settings_line(statuses=dict.fromkeys(heard, "cancelled"))
    return (
        (
            f"{header}: {', '.join(heard)} takes back another line of the same customer and "
            f"amount; if it is the state of the line itself, say so in repurchase.yaml: {line}",
            f"“{header}”中的 {'、'.join(heard)} 冲销同一客户同一金额的另一行；若为该行自身状态，"
            f"请在 repurchase.yaml 中说明：{line}",
        ),
    )


def unknown_words(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be heard of words for the state of an order that nobody knows."""
    if reading.system.marks:
        return ()
    columns = [i for f in ("status", "kind") if (i := reading.columns.first(f)) is not None]
    columns += [
        i
        for i, header in look_alikes(reading)
        if _A_STATUS.search(header.replace("_", " "))
        or any(meaning(w, ()) for w in said(reading, i))
    ]
    found = [(i, _unknown(reading, i)) for i in columns]
    return tuple(_unknown_note(reading, i, rows) for i, rows in found if rows)


def _unknown(reading: Reading, column: int) -> dict[str, list[float]]:
    """Return the words of a column that nobody knows, each with the amounts of its rows."""
    heard = said(reading, column)
    documents = {word for words in documents_of(reading).words.values() for word in words}
    known = own(reading).keys() | documents
    return _amounts(reading, column, {w for w in heard - known if not meaning(w, heard)})


def _amounts(reading: Reading, column: int, words: Collection[str]) -> dict[str, list[float]]:
    """Return some words of a column, as they are written, each with the amounts of its rows."""
    amount = reading.columns.first("amount")
    mark = "point" if amount is None else mark_of(reading.table, amount)
    found: dict[str, list[float]] = {}
    for row in reading.table.rows:
        word = row[column].strip() if column < len(row) else ""
        if statuses.folded(word) in words:
            value = row[amount] if amount is not None and amount < len(row) else ""
            found.setdefault(word, []).append(float(number(value, mark) or 0))
    return found


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _counted_note(
    reading: Reading, column: int, found: Mapping[str, Sequence[float]]
) -> tuple[str, str]:
    """Return the sentence on rows that count, although their words are those of no sale."""
    header = reading.table.headers[column]
    rows = sum(map(len, found.values()))
    paid = sum(map(sum, found.values()))
    line = settings_line(statuses=dict.fromkeys(found, "ignored"))
    return (
        f"{header}: lines that say {', '.join(found)} count as sales ({_rows(rows)}, {paid:,.2f}); "
        f"if they are tests or none of the shop's sales, say so in repurchase.yaml: {line}",
        f"“{header}”为 {'、'.join(found)} 的行按销售计（{rows:,} 行，{paid:,.2f}）；"
        f"若为测试或不是销售，请在 repurchase.yaml 中说明：{line}",
    )


def _unknown_note(
    reading: Reading, column: int, found: Mapping[str, Sequence[float]]
) -> tuple[str, str]:
    """Return the sentence on words that nobody knows, with their rows and money, most first."""
    header = reading.table.headers[column]
    words = sorted(found, key=lambda word: (-len(found[word]), word))
    shown = words[:SHOWN_WORDS]
    listed = ", ".join(f"{w} ({_rows(len(found[w]))}, {sum(found[w]):,.2f})" for w in shown)
    listed_zh = "、".join(f"{w}（{len(found[w]):,} 行，{sum(found[w]):,.2f}）" for w in shown)
    more = len(words) - len(shown)
    and_more = f" and {more:,} more words" if more else ""
    and_more_zh = f"等（另有 {more:,} 个词）" if more else ""
    line = settings_line(statuses=dict.fromkeys(shown, "ignored"))
    return (
        f"{header}: {listed}{and_more} not known, such lines "
        f"count as sales; if they are none, say so in repurchase.yaml: {line}",
        f"“{header}”中的 {listed_zh}{and_more_zh} 含义未知，按销售计；"
        f"若不是销售，请在 repurchase.yaml 中说明：{line}",
    )
