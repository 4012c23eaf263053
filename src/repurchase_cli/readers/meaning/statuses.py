"""What shops write in a status or type column, and what it means: a table of data.

The meaning is the *standing* of a line: ``cancelled`` and ``unpaid`` lines are excluded by that
name, ``refunded`` ones were given back in full, ``not_a_sale`` ones are the shop's own affairs, and
``sale`` and ``refund`` say which way the money went. Words are compared in lower case, without
blanks around them. Of words that are not in the table their stems tell: ``销售退货单`` is a refund.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from repurchase_cli.grammars import answers, texts

STANDINGS: dict[str, str] = {
    "sale": (
        "paid|complete|completed|wc-completed|wc-processing|partially paid|partially shipped|unshipped|closed|success|succeeded|successful|shipped|delivered|processing|fulfilled|unfulfilled|partially_refunded|"
        "partially refunded|partial refund|done|finished|settled|captured|authorized|active|sale|sales|payment|order|charge|purchase|"
        "交易成功|交易完成|已完成|完成|已付款|已支付|已发货|待发货|等待卖家发货|等待卖家出库|买家已付款，等待卖家发货|买家已付款,等待卖家发货|卖家已发货，等待买家确认|卖家已发货,等待买家确认|"
        "已收货|已签收|待收货|已结账|已结算|成功|支付成功|部分退款|销售|销售单|正常|收入|零售|销售出库|已出库|待评价|部分发货|待成团|待接单|待自提|待核销|等待出库|待出库|等待确认收货|等待买家确认收货|卖家已发货|买家已付款|已发货，待签收|已发货，待收货|部分退款成功|交易已完成|已付定金|"
        "處理中|已確認|"
        "已完成付款|已付|已出貨|銷售|已送達|已评价|配送中|运输中|派送中|已核销|已使用|已审核|已结清|未发货|待取货|备货中|商家已接单|已接单|门店|堂食|外卖|自提|普通订单|预售订单|sold|dispatched|posted|approved|archived|in transit|out for delivery|picked up|ready for pickup|awaiting shipment|awaiting fulfillment|awaiting pickup|retail|wholesale|online|dine in|dine-in|takeaway|take away|take-away|takeout|delivery|pickup|receipt|w realizacji|wysłane|zrealizowane|hazırlanıyor|kargoda|teslim edildi|в пути|em separação|retrait|bezahlt|abgeschlossen|versendet|payé|payée|terminée|pagado|completado|pagato|完了|결제완료"
    ),
    "unpaid": (
        "pending|unpaid|wc-pending|wc-on-hold|pending_payment|payment review|payment_review|suspected fraud|fraud|checkout-draft|auto-draft|incomplete|uncaptured|requires_payment_method|requires_confirmation|requires_action|not paid|awaiting payment|pending payment|on-hold|on hold|open|draft|expired|partially_paid|overdue|"
        "待付款|等待付款确认|待买家付款|未付款|等待买家付款|待支付|未支付|等待付款|未结账|挂单|未付|尚未付款|待確認|unbezahlt|offen|en attente|pendiente|未払い"
    ),
    "cancelled": (
        "cancelled|canceled|wc-cancelled|wc-failed|void(ed)|blocked|cancel|voided|void|failed|denied|declined|rejected|trash|deleted|removed|"
        "交易关闭|交易已关闭|锁定|锁定订单|已关闭|关闭|已取消|取消|作废|已作废|订单取消|交易取消|付款失败|已撤单|退单|已反结账|交易失败|已拒单|撤销|"
        "取消訂單|訂單已取消|已取消訂單|已作廢|storniert|abgebrochen|annulé|annulée|cancelado|annullato|キャンセル|취소"
    ),
    "refunded": "refunded|wc-refunded|full refund|fully refunded|reversed|chargeback|退款成功|已退款|未发货，退款成功|已发货，退款成功|已收货，退款成功|已签收，退款成功|未成交，退款成功|退款成功（全额退款）|已全額退款|全额退款|交易关闭(退款)|已全额退款|erstattet|remboursé|reembolsado",
    "refund": "refund|return|returned|refund issued|credit|credit note|退款|退货|退货单|销售退货|退换货|退款单|支出|退貨|銷貨退回|retoure|rückgabe|retour|devolución|reso|返品|반품",
    "not_a_sale": "payout|transfer|service fee|fee|other fee|shipping label|deposit|withdrawal|adjustment|postage label|充值|储值|提现|服务费|开卡|会员充值",
}  # fmt: skip

#: What words that are not in the table contain, the first that fits.
_STEMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (standing, re.compile(stem))
    for standing, stem in (
        ("refunded", "全额退款|退款成功|退款完成|已退款|(fully|been|was) refunded|iade edildi|terugbetaald|återbetal|refundert|refunderet|hoàn tiền|คืนเงิน|مسترد|zwrócon|vrácen"),
        ("refund", r"refund|\breturn(s|ed)?\b|\brto\b|credit (memo|note)|退货|退款|退单|销退|红字|红冲|冲红|gutschrift|retour|\bavoirs?\b|rembours|devolu|devuel|reembols|\bresi?\b|返品|返金|반품|환불|возврат"),
        ("unpaid", "(await|pending|waiting).*pa(y|id)|payment (is )?(pending|due)|not (yet )?paid|待.{0,4}(付款|支付)|未.{0,3}(付款|支付)|pendiente de pago|attente de p|aguardando pagamento|pagamento pendente|unbezahlt|zahlung (offen|ausstehend)|ожида.*оплат|не ?оплач|nieopłac|oczekuj.*płat|nezaplac|niet betaald|obetald|ubetalt|maksamatta|ödenmedi|ödeme bekl|รอชำระ|chưa thanh toán|belum (di)?bayar"),
        ("cancelled", r"拒收|失效|反结账|cancel|\bvoid|abandon|iptal|zrušen|peruut|avbruten|avbeställ|annul|geannuleerd|törölt|ακυρ|ملغ|ยกเลิก|đã h[uủ][yỷ]|batal|payment (error|fail|declined)|失败|失敗|超时|fehlgeschlagen|abgelehnt|échou|refus[ée]|rechaz|fallid|rifiut|fallit|geweigerd|mislukt|recus|\berror\b|timed? ?out|anulaci|冲销|取消|作废|关闭|storn|annul|anul|abgebrochen|キャンセル|취소|отмен"),
        ("not_a_sale", r"采购单|刷单|\bsandbox\b|\btestauftrag|\btraining\b|内部领用|充值|储值(?!.{0,2}(支付|消费|付款|抵扣))|提现|积分|^赠送|\btraining\b|\btest( order| sale)?$|测试|no sale"),
        ("sale", r"sale|\blive\b|production|approved|won|venta|vente|vendita|venda|verkauf|charge|普通|正式|прода|выполн|доставл|invoice|paid|complete|deliver|shipped|payment accepted|消费|零售|销售|已付|已收|已发|成功|完成|rechnung|bezahlt|facture|livr|expédi|envia|entreg|consegn|spedit|conclu[ií]d|complet|terminad|finaliz|realizad|abgeholt|geliefert|attended|checked.?(in|out)|発送済|出荷済|配達済|受取|배송완료|구매확정|거래완료|دفع|مكتمل|تم "),
    )
)  # fmt: skip
#: What turns the meaning of a stem round: 无退款, 部分退款, refund rejected.
_DENIED = re.compile(
    r"^(no|non|not|never|without|partial\w*|part|in|en)\b(?! (yet )?paid| sale)|^(无|没有|非|部分|不)|未.{0,2}退|有退|部分退款|拒绝|驳回|申请"
    r"|退.*(取消|关闭|失败|撤销)|取消.*退|售后.*(取消|关闭|中)|un(cancel|void|return|refund)|re(ject|quest)|declined (refund|return)|(refund|return)s? (declined|denied|failed|cancell?ed)"
    r"|\b(no|non)[- ]?(refund|return|cancel)|(refund|return|cancel)l?able|free cancel"
    r"|\breturn(ed|ing)? (customer|client|guest|buyer|user|window|period|policy|eligible)"
)

#: Ways of paying: where they stand, ``credit`` is one of them, and nothing that came back.
PAYING = frozenset(["cash", "card", "credit card", "debit card", "upi", "cheque", "check", "bank transfer", "paypal", "现金", "微信", "支付宝", "银行卡", "刷卡", "储值卡支付"])  # fmt: skip
#: What an order is paid with that is paid in parts: first, and at the end.
_FIRST_PART = re.compile(
    r"deposit|down[ -]?payment|advance( payment)?|anzahlung|acompte|arrhes|anticipo|señal|acconto|sinal|定金|订金|訂金|预付款|首付款?|手付金|계약금|предоплата|аванс"
)
_LAST_PART = re.compile(
    r"(final |remaining )?balance( due| payment)?|final( payment)?|remainder|rest(zahlung|betrag)?|(second|last) payment|solde|saldo|resto|尾款|余款|餘款|残金|잔금|остаток|доплата"
)
#: What stands for a way of paying where a shop tries its tills out, as a whole.
TRIED = (
    r"(shopify )?(bogus|dummy|sandbox|fake|test(ing)?|demo)([ _-]?(payment|gateway|mode|card|order|method|provider|transaction|\(for testing\))s?)?|(payment|gateway|mode)[ _-]test|testzahlung|test(kauf|bestellung|modus)"
    r"|(pago|modo|pedido) de prueba|prueba|(paiement|commande|mode)( de)? test|(pagamento|pedido)( de)? teste|(测试|測試)(支付|付款|订单|單|单)?|テスト(決済|注文|モード)?|테스트( ?(결제|주문))?|тест(овый|овая)?( плат[её]ж| оплата| заказ)?"
)
#: What may have ended in goods or money given back, or not: 售后完成.
_AFTER_SALES = re.compile("售后|退换|换货|after.?sale")

#: Columns of yes and no, by what one of the two says of a line.
FLAGS: dict[str, str] = {
    "refund": "is_refund | is_return | refund_flag | return_flag | 是否退货 | 退货标志 | 是否為退貨",
    "refunded": "is_refunded | was_refunded | refunded | fully refunded? | returned | was_returned | item_returned | 是否退款 | 已退款 | 已退货 | retourniert | zurückgegeben | erstattet | retourné | remboursé | devuelto | reembolsado | devolvido | geretourneerd | возвращен | 返品済",
    "not_a_sale": "test | test? | is_test | test_order | test_mode | 是否测试 | 测试订单",
    "cancelled": "is_cancelled | is_canceled | cancelled | canceled | is_void | is_voided | void | voided | is_deleted | deleted | 是否删除 | 已删除 | 是否取消 | 是否作废 | 已取消 | 已作废 | 作废",
}  # fmt: skip
#: The same, where the other of the two says it.
DENYING_FLAGS: dict[str, str] = {
    "not_a_sale": "livemode | live_mode | is_live",
    "unpaid": "posted | is_posted | is_paid | 是否付款 | 是否支付 | 是否已付款",
    "cancelled": "valid | is_valid | 是否有效 | 有效",
}
#: Columns that hold the time at which something was done to an order, blank where it was not.
TIMES: dict[str, str] = {
    "cancelled": "cancelled_at | canceled_at | cancelled_on | cancelled_date | cancellation_date | date_cancelled | voided_at | 取消时间 | 作废时间 | 取消時間",
}
#: Columns beside the status that tell only whether an order was given back.
GIVEN_BACK = "Refund Status | Return Status | 退款状态 | 售后状态 | 退货状态 | 退款狀態"
#: Columns beside the status of an order that tell whether it is paid; an open order may be.
PAYMENTS = "Financial Status | Payment Status | 支付状态 | 付款状态 | 付款狀態 | Zahlungsstatus"
YES, NO = answers.YES, (*answers.NO, "")


def words(standing: str) -> tuple[str, ...]:
    """Return the words for one standing."""
    return tuple(STANDINGS[standing].split("|"))


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    """Return a word as the engine compares it: in lower case, of ``İ`` without the point."""
    return texts.word(word)


@lru_cache(maxsize=1 << 12)
def meaning(word: str) -> str | None:
    """Return the standing that a word stands for, or None when it is not known."""
    plain = folded(word)
    exact = next((s for s, known in STANDINGS.items() if plain in known.split("|")), None)
    if exact or not plain:
        return exact
    found = next((standing for standing, stem in _STEMS if stem.search(plain)), None)
    doubtful = _AFTER_SALES if found == "sale" else _DENIED
    return None if doubtful.search(plain) else found


def are_instalments(heard: Iterable[str]) -> bool:
    """Whether words, as they compare, are those of payments in parts: a deposit and a balance."""
    words_ = list(heard)
    return all(any(map(part.fullmatch, words_)) for part in (_FIRST_PART, _LAST_PART))


def is_flag(values: Iterable[str]) -> bool:
    """Whether a column answers yes and no, and both."""
    said = {folded(value) for value in values}
    return said <= {*YES, *NO} and bool(said & {*YES}) and bool(said & {*NO})
