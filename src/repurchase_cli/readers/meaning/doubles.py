"""Sales that stand twice under different words: what the numbers say where no word is known.

When nearly every line with one word of a column has a line with another word, of the same customer
and amount, or of what an order of lines comes to, the two are one sale: an invoice and its payment,
in whatever language. Where only some sales have such a line, it rather takes them back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal

from repurchase_cli.grammars.money import number
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.equations import cell
from repurchase_cli.readers.meaning.evidence import (
    A_FEW,
    ENOUGH,
    ENOUGH_AMOUNTS,
    HALF,
    MOST_WORDS,
    NEARLY_ALL,
)
from repurchase_cli.readers.meaning.looks import OF_OTHERS
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.state_columns import Telling, numbered
from repurchase_cli.readers.meaning.state_words import words_for
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.values.texts import Cell

#: Word → customers and amounts.
Rows = dict[str, list[tuple[str, str]]]


def refuse_doubles(reading: Reading, counting: Table) -> None:
    """Raise when lines repeat, under another word, the customers and amounts of others.

    Raises
    ------
    QuestionError
        With what each of the two words may be.
    """
    customer, amount = (reading.columns.first(f) for f in ("customer_id", "amount"))
    if customer is None or amount is None or reading.order_totals:
        return
    back = _taking_back(reading)
    kind = reading.columns.first("kind") or 0
    sold = [
        row
        for row in counting.rows
        if max(customer, amount, kind) < len(row)
        and row[amount].strip()
        and statuses.folded(row[kind]) not in back
    ]
    for column in _columns(reading):
        rows: Rows = defaultdict(list)
        for row in sold:
            rows[column.word(row)].append((row[customer].strip(), row[amount].strip()))
        if pair := _pair(rows) or _pair(_by_orders(reading, column, sold)):
            few = len(rows[pair[1]]) < HALF * len(rows[pair[0]])
            raise _question(reading, column, pair, few=few)


def _by_orders(reading: Reading, column: Telling, rows: Sequence[Sequence[str]]) -> Rows:
    """Return the words of a column, each with the customers of its orders and what these come to.

    There are none where orders have one line each: their amounts have been looked at.
    """
    customer, amount, order = (
        reading.columns.first(field) for field in ("customer_id", "amount", "order_id")
    )
    if customer is None or amount is None or order is None:
        return {}
    mark = mark_of(reading.table, amount)
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        key = (column.word(row), cell(row, order), cell(row, customer))
        sums[key] += number(row[amount], mark) or 0
    found: Rows = defaultdict(list)
    for (word, _, who), paid in sums.items() if len(sums) < len(rows) else ():
        found[word].append((who, str(paid)))
    return found


def _taking_back(reading: Reading) -> Collection[str]:
    """Return the known words of a kind that take a sale back."""
    if "kind" not in reading.columns.fields:
        return ()
    return frozenset(words_for(reading, "kind", "refund"))


def _columns(reading: Reading) -> list[Telling]:
    """Return what may tell kinds of lines: columns of kinds or of no field, letters of numbers."""
    table = reading.table
    words = [
        Telling(i, Cell(i))
        for i in reading.free("kind")
        if not OF_OTHERS.search(table.headers[i])
        and 1 < len(table.words(i).keys() - {""}) <= MOST_WORDS
        and not statuses.are_instalments(table.words(i))
    ]
    return words + numbered(reading)


def _pair(rows: Rows) -> tuple[str, str] | None:
    """Return a word and another one whose lines repeat those of the first.

    Few of these are enough where no customer has two lines of one amount by the first word alone.
    """
    words = sorted((w for w in rows if w and len(rows[w]) > A_FEW), key=lambda w: -len(rows[w]))
    for k, word in enumerate(words):
        for other in words[k + 1 :]:
            first, second = Counter(rows[word]), Counter(rows[other])
            alike = sum(min(n, first[row]) for row, n in second.items())
            customers, amounts = map(set, zip(*second, strict=True))
            once = max(first.values()) == 1 and alike == second.total() == len(amounts)
            many = len(rows[other]) >= ENOUGH and len(amounts) >= ENOUGH_AMOUNTS
            several = len(customers) > 1 and (many or once)
            if several and alike >= NEARLY_ALL * second.total():
                return word, other
    return None


def _question(
    reading: Reading, column: Telling, words: Sequence[str], *, few: bool
) -> QuestionError:
    """Return the question what two words are; ``few`` of the first have a line of the second."""
    header = reading.table.headers[column.column]
    written = {statuses.folded(v): v for v in map(column.text, reading.table.rows)}
    first, second = (written[word] for word in words)
    told = column.prefix or column.column == reading.columns.first("kind")
    mapped = {} if told else {"columns": {"kind": header}}
    option = f"--map 'kind={header}' " if mapped else ""
    repeats = [
        (second, "ignored", f"{second!r} repeats the sales"),
        (first, "ignored", f"{first!r} repeats the sales"),
    ]
    takes_back = (second, "refund", f"{second!r} takes them back")
    answers = [takes_back, *repeats] if few else [*repeats, takes_back]
    return QuestionError(
        f"nearly all lines that say {second!r} in {header!r} have a line that says {first!r}, of "
        "the same customer and amount: the same sales again, or sales taken back",
        [
            Candidate(
                f"{option}--set 'statuses.{word}={means}'",
                {**mapped, "statuses": {word: means}},
                remark=remark,
            )
            for word, means, remark in (*answers, (second, "sale", "both are sales"))
        ],
        hint="say which, by one of these options, or in repurchase.yaml",
        file=reading.file,
    )
