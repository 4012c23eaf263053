"""Money that a customer loads onto a card and spends later: it counts once.

``stored_value: spent`` (the default) counts what is bought with it and leaves out what was loaded;
``loaded`` counts the money when it comes in, and leaves out what is paid from the card.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.evidence import SHOWN
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role
from repurchase_cli.values.conditions import Matching
from repurchase_cli.values.texts import Cell

_CARD = (
    r"(gift|prepaid|stored value)[ -]?(card|voucher|certificate|credit)s?|store credit|geschenk(karte|gutschein)|wertgutschein|gutschein(karte)?|guthaben(karte)?"
    r"|(carte|ch[eè]que|bon)s?[ -]cadeaux?|carte pr[eé]pay[eé]e|(tarjeta|vale|cheque)( de)? regalo|(carta|buono) regalo|cadeau(bon|kaart)|cart[aã]o presente|ギフト(カード|券)|商品券|상품권|подарочн\w+ (карта|сертификат)"
    r"|礼品卡|購物卡|购物卡|储值卡|預付卡|预付卡|禮品卡|会员储值卡"
)
#: What an item, or a kind of row, is called by which money is loaded, in small letters: a card with
#: its amount or a word before it, but no holder of cards.
LOADED = (
    rf"([\w' -]+[ -])?({_CARD})([\s:–-]*[$€£¥]?\s*\d[\d.,]*\s*([$€£¥元]|[a-z]{{3}})?)?( purchase| top[ -]?up| aufladen| aufladung)?"
    rf"|[$€£¥]?\s*\d[\d.,]*\s*[$€£¥元]?\s*({_CARD})|(rechargement|recharge|recarga|ricarica|aufladung)( de| der| del)?( la)? ?(carte|tarjeta|carta|karte|monedero|solde|saldo|guthaben)?"
    r"|(top[ -]?up|card load|account (credit|top[ -]?up))"
    r"|(会员|會員|储值|账户|余额|门店|微信|线上|办卡)?(储值卡|会员卡|购物卡|钱包)?(充值|储值|儲值|预存|預存|加值|开卡|办卡)(卡|金|款|套餐|业务)?[-\s\d.,元送赠+]*|充[\d.,元]+(送|赠)[\d.,元]+|购买?(礼品卡|购物卡|储值卡)|vip卡\d+"
)
#: How is paid from it.
FROM_CARD = (
    r".*(储值|儲值|余额|餘額|会员卡|预存|礼品卡|购物卡|会员余额).*|.*(gift[ -]?card|gift voucher|store credit|stored value|prepaid|wallet balance|account balance).*"
    r"|.*(gutschein|guthaben|carte cadeau|avoir|tarjeta regalo|carta regalo|buono|cadeaubon|ギフトカード|상품권).*"
)


def roles(reading: Reading) -> list[Role]:
    """Return which lines hold money that counts elsewhere."""
    headers, pattern = reading.table.headers, _pattern(reading)
    return [
        Role(Matching(Cell(i), pattern), "stored_value", headers[i], Cell(i))
        for i in _told(reading)
    ]


def _pattern(reading: Reading) -> str:
    """Return how what does not count is called: what is paid from a card, or loaded onto it."""
    return FROM_CARD if reading.wishes.stored_value == "loaded" else LOADED


def counts(reading: Reading, word: str) -> bool:
    """Whether a kind of row counts since it loads money, which counts when it comes in."""
    return reading.wishes.stored_value == "loaded" and bool(re.fullmatch(LOADED, word))


def _are_mixed(reading: Reading) -> bool:
    """Whether an order has both what loads money and other items: its total is of both."""
    fields = reading.columns.fields
    item = fields.get("product") or fields.get("sku")
    if not item or "order_id" not in fields:
        return False
    order, column = fields["order_id"][0], item[0]
    loaded: dict[str, set[bool]] = defaultdict(set)
    for row in reading.table.rows:
        if max(order, column) < len(row) and row[column].strip():
            loaded[row[order]].add(bool(re.fullmatch(LOADED, statuses.folded(row[column]))))
    return any(len(kinds) > 1 for kinds in loaded.values())


def _told(reading: Reading) -> list[int]:
    """Return the columns some of whose words tell of stored value."""
    if reading.order_totals and _are_mixed(reading):
        return []
    is_loaded = reading.wishes.stored_value == "loaded"
    fields = ("payment",) if is_loaded else ("product", "sku", "kind")
    own = {statuses.folded(word) for word in reading.wishes.statuses}
    columns = [i for f in fields if (i := reading.columns.first(f)) in reading.free(*fields)]
    pattern = re.compile(_pattern(reading))
    return [i for i in columns if any(map(pattern.fullmatch, reading.table.words(i).keys() - own))]


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of money that counts elsewhere."""
    told = _told(reading)
    if not told:
        return ()
    header, pattern = reading.table.headers[told[0]], _pattern(reading)
    values = [v for v in reading.table.values(told[0]) if v.strip()]
    found = Counter(v.strip() for v in values if re.fullmatch(pattern, statuses.folded(v)))
    which = ", ".join(f"{value} ({n:,} rows)" for value, n in found.most_common(SHOWN))
    if reading.wishes.stored_value == "loaded":
        return (
            (
                f"{header}: what is paid from stored value, {which}, does not count, since the money counted "
                "when it was loaded (stored_value: loaded)",
                f"“{header}”：储值支付的部分（{which}）不计入，充值时已计（stored_value: loaded）",
            ),
        )
    return (
        (
            f"{header}: money loaded onto cards, {which} looked at, does not count; what is bought "
            "with it does; else: --set stored_value=loaded",
            f"“{header}”：充值（所查行中 {which}）不计入，用储值消费时计入；"
            "否则：--set stored_value=loaded",
        ),
    )
