"""Claims by compound names: of whom or what a column tells, and what it tells of it.

``Party Code``, ``회원 ID`` and ``codigo do cliente`` are one name in three languages: a word for
the customer and a word for a number, and nothing else. Tables of such words, of which any two make a
name, take the place of lists of names; what a list of names knows goes before.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CUSTOMER = (
    r"customer|cust|client|buyer|shopper|member|membership|guest|patron|party|debtor|loyalty|kunden?s?|mitglieds?|gast|debitor(en)?|acheteur|membre|adh[eé]rent"
    r"|clientes?|compradore?s?|socio|miembro|acquirente|klant(en)?|klienta?|kund|zákazníka?|müşteri|клиента?|покупателя?|会员|會員|客户|客戶|顾客|顧客|买家|買家|用户|用戶|会員|お客様|得意先|取引先|고객|회원|구매자|주문자"
)
_DOCUMENT = (
    r"orders?|sales?|bills?|invoices?|vouchers?|receipts?|documents?|doc|transactions?|trans|purchases?|checks?|tickets?|bestell(ungs?)?|auftrags?|belegs?|rechnungs?|bon|kauf|verkaufs?"
    r"|commandes?|facture|achat|ventes?|pedidos?|compras?|ventas?|vendas?|facturas?|faturas?|ordini|ordine|acquisto|vendita|fattura|scontrino|bestel(ling)?|faktur[ay]?|zamówienia|objednávky|sipariş"
    r"|заказа?|покупки|продажи|чека|документа|订单|訂單|单据|單據|交易|销售|銷售|开单|開單|注文|購入|売上|伝票|取引|주문|구매|판매|거래|전표"
)
_NUMBER = r"id|no|nr|num|number|nummer|n[uú]mero|n[°ºo]|code|c[oó]digo|codice|c[oó]d|kod|key|#|编号|編號|编码|編碼|号码|號碼|号|號|代码|番号|コード|번호|아이디|코드|код|номер"
_DAY = r"dates?|datum|fechas?|data|datetime|timestamp|time|day|tag|дата|日期|时间|時間|日時|日付|日|일자|일시|날짜|tarihi?|dato"
_PHONE = r"phone|mobile|cell|tel|telephone|telefon|t[eé]l[eé]phone|tel[eé]fono|telefone|手机|手机号|电话|電話|電話番号|휴대폰|전화|전화번호|연락처|телефон"
_MAIL = r"e-?mail|mail|email address|correo|courriel|邮箱|メール|이메일|почта"
_GLUE = r"(?:the|of|de|du|do|da|del|della|dell|di|des|der|l|'s|[\s_./:'’()\[\]-])*"

#: Field → words for whose it is, and words for what: a column is called by one of each.
_FIELDS = (
    ("customer_id", _CUSTOMER, _NUMBER),
    ("email", _CUSTOMER, _MAIL),
    ("phone", _CUSTOMER, _PHONE),
    ("order_id", _DOCUMENT, _NUMBER),
    ("order_time", _DOCUMENT, _DAY),
)


def field_of(header: str) -> str:
    """Return the field that a header of two words names, empty where it names none."""
    text = re.sub("(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", header))
    name = text.casefold().strip()
    return next((field for field, pattern in _patterns() if pattern.fullmatch(name)), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (field, re.compile(f"{_GLUE}(?:(?:{a}){_GLUE}(?:{b})|(?:{b}){_GLUE}(?:{a})){_GLUE}"))
        for field, a, b in _FIELDS
    )
