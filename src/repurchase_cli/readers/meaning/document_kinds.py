"""Kinds of documents by the words for them: a table of data."""

from __future__ import annotations

import re

#: Kinds of documents, in small letters.
DOCUMENTS: dict[str, re.Pattern[str]] = {
    kind: re.compile(words)
    for kind, words in {
        "invoice": r"(sales |tax |customer )?invoices?|(sales )?inv|si|(ausgangs)?rechnung(en)?|factures?|facturas?( de venta)?|fatura|fattur[ae]|faktur[ay]?|factu(u)?r|laskut?|számla|销售发票|发票|開立發票|請求書|счет-фактура",
        "sale": r"(cash |retail )?sales?( receipt)?|charges?|ventas?|ventes?|vendit[ae]|vendas?|verkauf|verkäufe|销售单?|销售出库单?|零售单?|消费",
        "delivery": r"(delivery|dispatch|despatch|shipping|goods) notes?|packing slips?|deliver(y|ies)|shipments?|lieferscheine?|bons? de livraison|bl|albar[aá]n(es)?|remito|ddt|bolla|documento di trasporto|送货单|出库单|发货单|出貨單|納品書|накладная",
        "order": r"(sales |customer )?orders?|so|auftr[aä]ge?|bestellung(en)?|commandes?|bons? de commande|pedidos?|ordin[ei]|销售订单|订单|訂單|受注|заказ",
        "quote": r"quot(e|ation)s?|estimates?|pro-?forma( invoice)?|angebote?|devis|presupuestos?|cotizaci[oó]n|preventiv[oi]|报价单?|報價單|見積書?",
        "payment": r"(customer |cash |bank )?payments?( received| receipt)?([ -]+thank you)?|(cash |bank )?receipts?|pmt|pymt|betaling(en)?|official receipt|zahlung(en)?|zahlungseing[aä]nge?|paiements?|r[eè]glements?( client)?|encaissements?|pagos?|cobros?|recibos?( de caja)?|pagament[oi]|incass[oi]|收款单?|收据|回款|付款单?|入金|оплата|платеж",
    }.items()
}  # fmt: skip
#: Kinds that are sales, the one that counts before others first.
FIRST = ("invoice", "sale", "delivery", "order")
COUNTING = frozenset(FIRST)


def kind_of(word: str) -> str | None:
    """Return the kind of document that a folded word names."""
    return next((kind for kind, words in DOCUMENTS.items() if words.fullmatch(word)), None)
