"""Lists of documents: the same sale as an order, a delivery note, an invoice and a payment.

Which words a column of kinds has decides what each of them is: beside invoices, orders, delivery
notes and payments of the same customers are the same sales again; a list of receipts alone is a
list of sales. What counts is the invoice, else the delivery, else the order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import is_negative, number
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.document_kinds import FIRST, kind_of
from repurchase_cli.readers.meaning.evidence import HARDLY, MOSTLY
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.values.conditions import Among
from repurchase_cli.values.texts import Cell


def _sums(rows: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return what the amounts of each customer come to."""
    sums: dict[str, float] = {}
    for customer, amount in rows:
        sums[customer] = sums.get(customer, 0.0) + float(number(amount, "point") or 0)
    return sums


def documents_of(reading: Reading) -> Documents:
    """Return the documents of a sample."""
    return reading.once("documents", Documents)


class Documents:
    """The documents of a sample by their kinds."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        kind = reading.columns.first("kind")
        self.column = kind if kind in reading.free("kind") else None

    @cached_property
    def words(self) -> Mapping[str, list[str]]:
        """Kind of document → the words for it that the column has."""
        own = {statuses.folded(word) for word in self.reading.wishes.statuses}
        column = self.column
        found: dict[str, list[str]] = {}
        for word in () if column is None else self.reading.table.words(column):
            kind = kind_of(word)
            if kind and word not in own:
                found.setdefault(kind, []).append(word)
        return found

    @cached_property
    def counting(self) -> str:
        """The kind of document that counts; empty where the column has fewer than two kinds."""
        kinds = [kind for kind in FIRST if kind in self.words]
        return kinds[0] if kinds and len(self.words) > 1 else ""

    @cached_property
    def others(self) -> list[str]:
        """The words of documents that repeat the sales of those that count.

        Raises
        ------
        QuestionError
            When few of them have a counterpart, so that they may be sales of their own.
        """
        if not self.counting:
            return []
        found: list[str] = []
        counted = {self.counting, "sale"}
        repeating = [w for k, words in self.words.items() if k not in counted for w in words]
        for word in repeating:
            rows = self._rows([word])
            if any(is_negative(amount) for _, amount in rows):
                continue  # the credit side of an account, which is judged as one
            share = self._share_repeated(rows, on_account=kind_of(word) == "payment")
            if HARDLY < share < MOSTLY and kind_of(word) != "quote":
                raise self._question(word, share)
            if share >= MOSTLY or kind_of(word) == "quote":
                found.append(word)
        return found

    def _share_repeated(self, rows: Sequence[tuple[str, str]], *, on_account: bool) -> float:
        """Return the share of documents that have one that counts, of the customer and amount.

        A payment ``on_account`` may be of several invoices, or of a part: of all that a customer
        paid, no more than what was invoiced.
        """
        counting = Counter(
            self._rows([w for k in (self.counting, "sale") for w in self.words.get(k, ())])
        )
        alike = sum(min(n, counting[row]) for row, n in Counter(rows).items())
        if on_account and self.counting == "invoice":
            invoiced, paid = (_sums(side) for side in (counting.elements(), rows))
            covered = sum(
                customer in invoiced and paid[customer] <= invoiced[customer] + 0.01
                for customer, _ in rows
            )
            exact = any(row in counting for row in rows) or any(
                abs(paid[c] - invoiced[c]) < 0.01 for c in paid if c in invoiced
            )
            alike = max(alike, covered if exact else 0)
        return alike / len(rows) if rows else 1.0

    def _rows(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """Return customer and amount of the rows with some words."""
        customer, amount = (self.reading.columns.first(f) for f in ("customer_id", "amount"))
        if self.column is None or customer is None or amount is None:
            return []
        last = max(self.column, customer, amount)
        return [
            (row[customer].strip(), row[amount].strip())
            for row in self.reading.table.rows
            if last < len(row) and statuses.folded(row[self.column]) in words
        ]

    def _question(self, word: str, share: float) -> QuestionError:
        header = self.reading.table.headers[self.column or 0]
        sale = settings_line(statuses={word: "sale"})
        ignored = settings_line(statuses={word: "ignored"})
        return QuestionError(
            f"{header!r} has {word!r} beside {self.words[self.counting][0]!r}, and {share:.0%} of "
            "these have one of the same customer and amount: they may be the same sales again, or "
            "others",
            [
                Candidate(sale, {"statuses": {word: "sale"}}, remark="sales of their own"),
                Candidate(ignored, {"statuses": {word: "ignored"}}, remark="the same sales again"),
            ],
            hint=f"say in repurchase.yaml which: {sale} or {ignored}",
            file=self.reading.file,
        )

    def roles(self) -> list[Role]:
        """Return which lines repeat a sale of another document."""
        if not self.others or self.column is None:
            return []
        text, header = Cell(self.column), self.reading.table.headers[self.column]
        return [Role(Among(text, tuple(self.others)), "document", header, text)]

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Return what must be said of documents that do not count."""
        if not self.others or self.column is None:
            return ()
        header = self.reading.table.headers[self.column]
        listed = ", ".join(
            f"{word} ({len(self._rows([word])):,} looked at)" for word in self.others
        )
        others = self.others
        line = settings_line(statuses=dict.fromkeys(others, "sale"))
        counting = self.words[self.counting][0]
        return (
            (
                f"{header}: {listed} repeat the sales of {counting!r} and do not count; if they "
                f"are sales of their own, say so in repurchase.yaml: {line}",
                f"“{header}”中的 {listed} 与“{counting}”为同一笔销售，不重复计算；若为单独的销售，"
                f"请在 repurchase.yaml 中说明：{line}",
            ),
        )
