"""What columns of money beside an amount are, by words within their names: a table of data.

A part leads from one amount to another. ``forward`` parts lead towards what the customer paid: a
discount comes off, tax and postage come on, change goes back. ``backward`` parts lead away from it:
what a payment service keeps, what the goods cost the shop, what was paid already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from repurchase_cli.readers.meaning.evidence import HALF


class Part(NamedTuple):
    """A kind of money beside an amount.

    ``sign`` is that by which it comes to the amount before it; ``forward`` says
    whether the amount behind it is nearer to what the customer paid.
    """

    name: str
    sign: Literal[-1, 1]
    forward: bool
    words: re.Pattern[str]


def _part(name: str, sign: Literal[-1, 1], words: str, *, forward: bool) -> Part:
    return Part(name, sign, forward, re.compile(words, re.IGNORECASE))


#: The first whose words a name holds is it: a delivery fee is postage.
PARTS: tuple[Part, ...] = (
    _part("refund", -1, r"refund|returned|退款|退货|退貨|erstatt|rembours|reembols|返金|환불|возврат|zwrot", forward=False),
    _part("change", -1, r"\bchange\b|找零|rückgeld|wechselgeld|monnaie rendue|vuelto|troco|お釣り|釣銭|거스름", forward=True),
    _part(
        "discount", -1,
        r"discount|coupon|voucher|promo|rebate|markdown|price.?off|\boff\b|savings?\b|折扣|优惠|優惠|立减|满减|减免|减额|让利|券|红包|抹零|积分抵|积分.{0,2}金额|折让|直降"
        r"|rabatt|skonto|nachlass|remise|réduction|reduction|descuento|rebaja|desconto|sconto|korting|割引|値引|クーポン|할인|쿠폰|скидк|rabat|slev|indirim|kedvezmény|alennus|giảm giá|diskon|ส่วนลด|خصم|έκπτωση|reducere|rabais",
        forward=True,
    ),
    _part(
        "tax or postage", 1,
        r"\btax|\bvat\b|\bgst\b|\bhst\b|\bpst\b|duty|shipping|postage|freight|deliver|handling|surcharge|packag|packing|gift.?wrap|\btips?\b|gratuity|service charge|税|稅|运费|運費|邮费|郵費|快递费|配送|包装费|打包费|小费|服务费|附加费"
        r"|mwst|\bust\b|umsatzsteuer|steuer|versand|porto|trinkgeld|\btva\b|livraison|frais de port|pourboire|\biva\b|envío|envio|\bgastos\b|propina|frete|gorjeta|spedizion|trasporto|\bbtw\b|verzend|送料|消費税|手数料|배송|부가세|세금|ндс|доставк|dostaw|wysył|kargo|kdv|doprav|dph|szállít|áfa|moms|frakt|fragt|toimitus|ongkir|pajak|ค่าจัดส่ง|ภาษี|phí vận chuyển|thuế|الشحن|ضريبة|φπα|μεταφορικ",
        forward=True,
    ),
    _part("fee", -1, r"\bfees?\b|commission|手续费|手續費|佣金|服务费|gebühr|provision|commissione|\bfrais\b|comisi|комисси|prowizj|komisyon", forward=False),
    _part("cost", -1, r"\bcosts?\b|cogs|profit|margin|markup|成本|利润|毛利|进价|进货|einkauf|kosten|gewinn|\bcoût|\bmarge|beneficio|costo|guadagno|원가|себестоимость|прибыль", forward=False),
    _part(
        "payment", -1,
        r"gift.?card|store.?credit|wallet|deposit|prepaid|advance|\bpaid\b|payments?\b|received|tendered|\bcash\b|\bcard\b|balance|outstanding|\bowed\b|储值|余额|预付|定金|已付|已收|欠款|未付|待付|未收|现金|刷卡"
        r"|gutschein|anzahlung|bezahlt|offen|acompte|payé|solde|anticipo|pagado|saldo|acconto|pagato|aanbetaling|betaald|предоплат|оплач|zaliczk|zapłacon|záloh|ödenen|kalan",
        forward=False,
    ),
)  # fmt: skip


#: What makes an amount of a name that holds the words of a part: total after discount, 含税金额.
_AN_AMOUNT = re.compile(
    r"\b(incl?|including|inclusive|after|before|excl?|excluding|exclusive|less|without|discounted|taxable|payable|pre|post|ttc|ht|inkl|exkl|zzgl|nach|vor|avant|après|con|sin|senza|con|dopo|sem|com)\b"
    r"|[含后前後][税稅金价價]|[折惠税稅减扣][后前後]|不含|税込|税抜|割引後|割引前|с учетом|без ",
    re.IGNORECASE,
)  # fmt: skip


#: How a name says that tax is in it, or not; what is left of the name says what it is.
_WITH_TAX = re.compile(
    r"[(（\[][^)）\]]*(含|税込|税抜|\b(incl?|including|inkl|ex|excl|exkl|mit|ohne|with|without|con|sin|senza|avec|sans|hors|ttc|ht|after|before|less|net of)\b)[^)）\]]*[)）\]]|\b(tax|vat) (incl?|excl?)\w*|\b(incl?|excl?|inkl|exkl|ex)\w*\.? (tax|vat|gst|mwst|ust)\b|\b(ttc|ht)\b",
    re.IGNORECASE,
)  # fmt: skip


#: How a column is called that holds shares in percent.
_PERCENT = re.compile(r"%|percent|\bpct\b|\brate\b|prozent|pour ?cent|por ?cent|率", re.IGNORECASE)


def is_percent(header: str, values: Sequence[str]) -> bool:
    """Whether a column holds shares in percent, by its name or by the sign behind its numbers."""
    filled = [value for value in map(str.strip, values) if value]
    signs = sum(value.endswith("%") for value in filled)
    return bool(_PERCENT.search(header.replace("_", " "))) or 0 < HALF * len(filled) < signs


def part_of(header: str) -> Part | None:
    """Return what a column of money beside the amounts is, by its name."""
    words = f"{re.sub(r'[_./-]+', ' ', header)} {re.sub('(?<=[a-z])(?=[A-Z])', ' ', header)}"
    bare = _WITH_TAX.sub(" ", words)
    if bare != words and not _AN_AMOUNT.search(bare):
        beside = (part for part in PARTS if part.name in ("discount", "tax or postage"))
        found = next((part for part in beside if part.words.search(bare)), None)
        if found or re.search(r"[)）\]]", words):
            return found
    if _AN_AMOUNT.search(words):
        return None
    return next((part for part in PARTS if part.words.search(words)), None)
