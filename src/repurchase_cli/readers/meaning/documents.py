"""Lists of documents: the same sale as an order, a delivery note, an invoice and a payment.

Which words a column of kinds has decides what each of them is: beside invoices, orders, delivery
notes and payments of the same customers are the same sales again; a list of receipts alone is a
list of sales. What counts is the invoice, else the delivery, else the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from repurchase_cli.errors import settings_line
from repurchase_cli.grammars.money import is_negative
from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role, any_of

#: Kinds of documents, the one that counts before others first; payments never do beside them.
DOCUMENTS: dict[str, re.Pattern[str]] = {
    kind: re.compile(words)
    for kind, words in {
        "invoice": r"(sales |tax |customer )?invoices?|(sales )?inv|(ausgangs)?rechnung(en)?|factures?|facturas?( de venta)?|fatura|fatture?|faktur[ay]?|销售发票|发票|開立發票|請求書|счет-фактура",
        "delivery": r"(delivery|dispatch|despatch|shipping|goods) notes?|packing slips?|deliver(y|ies)|shipments?|lieferscheine?|bons? de livraison|bl|albar[aá]n(es)?|remito|ddt|bolla|documento di trasporto|送货单|出库单|发货单|出貨單|納品書|накладная",
        "order": r"(sales |customer )?orders?|so|auftr[aä]ge?|bestellung(en)?|commandes?|bons? de commande|pedidos?|ordin[ei]|销售订单|订单|訂單|受注|заказ",
        "quote": r"quot(e|ation)s?|estimates?|pro-?forma( invoice)?|angebote?|devis|presupuestos?|cotizaci[oó]n|preventiv[oi]|报价单?|報價單|見積書?",
        "payment": r"(customer |cash |bank )?payments?( received| receipt)?|receipts?|official receipt|zahlung(en)?|zahlungseing[aä]nge?|paiements?|r[eè]glements?|encaissements?|pagos?|cobros?|recibos?|pagament[oi]|incass[oi]|收款单?|收据|回款|付款单?|入金|оплата|платеж",
    }.items()
}  # fmt: skip
_COUNTING = ("invoice", "delivery", "order")
#: From this share of documents with a counterpart on they are the same sales, below that it is open.
_MOSTLY = 0.5


class Documents:
    """The documents of a sample by their kinds."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.column = reading.columns.first("kind") if reading.system is None else None

    @cached_property
    def words(self) -> Mapping[str, list[str]]:
        """Kind of document → the words for it that the column has."""
        own = {statuses.folded(word) for word in self.reading.wishes.statuses}
        column = self.column
        values = [] if column is None else self.reading.table.values(column)
        found: dict[str, list[str]] = {}
        for word in dict.fromkeys(map(statuses.folded, values)):
            kind = next((k for k, p in DOCUMENTS.items() if p.fullmatch(word)), None)
            if kind and word not in own:
                found.setdefault(kind, []).append(word)
        return found

    @cached_property
    def counting(self) -> str:
        """The kind of document that counts; empty where the column has fewer than two kinds."""
        kinds = [kind for kind in _COUNTING if kind in self.words]
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
        for kind, words in self.words.items():
            for word in words if kind != self.counting else []:
                rows = self._rows([word])
                if any(is_negative(amount) for _, amount in rows):
                    continue  # the credit side of an account, which is judged as one
                share = self._share_with_counterpart(rows)
                if share < _MOSTLY and kind != "quote":
                    raise self._question(word, share)
                found.append(word)
        return found

    def _share_with_counterpart(self, rows: Sequence[tuple[str, str]]) -> float:
        """Return the share of documents that have one that counts, of the customer and amount.

        A payment may be of several invoices, or of a part: of it the customer decides.
        """
        counting = Counter(self._rows(self.words[self.counting]))
        customers = {customer for customer, _ in counting}
        alike = sum(min(n, counting[row]) for row, n in Counter(rows).items())
        same_customer = sum(customer in customers for customer, _ in rows)
        return max(alike, same_customer) / len(rows) if rows else 1.0

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
        return QuestionError(
            f"{header!r} has {word!r} beside {self.words[self.counting][0]!r}, and {share:.0%} of "
            "these belong to customers who have both: they may be the same sales again, or others",
            [
                Candidate(option, {"statuses": {word: means}})
                for means in ("sale", "ignored")
                for option in [settings_line(statuses={word: means})]
            ],
            hint="say in repurchase.yaml which: "
            f"{settings_line(statuses={word: 'sale'})} or {settings_line(statuses={word: 'ignored'})}",
            file=self.reading.file,
        )

    def roles(self) -> list[Role]:
        """Return which lines repeat a sale of another document."""
        if not self.others or self.column is None:
            return []
        at, header = f"c{self.column}", self.reading.table.headers[self.column]
        return [Role(any_of(at, self.others), "document", header, at)]

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Return what must be said of documents that do not count."""
        if not self.others or self.column is None:
            return ()
        header = self.reading.table.headers[self.column]
        listed = ", ".join(
            f"{word} ({len(self._rows([word])):,} looked at)" for word in self.others
        )
        line = settings_line(statuses=dict.fromkeys(self.others, "sale"))
        counting = self.words[self.counting][0]
        return (
            (
                f"{header}: {listed} repeat the sales of {counting!r} and do not count; if they are "
                f"sales of their own, say so in repurchase.yaml: {line}",
                f"“{header}”中的 {listed} 与“{counting}”为同一笔销售，不重复计算；若为单独的销售，"
                f"请在 repurchase.yaml 中说明：{line}",
            ),
        )
