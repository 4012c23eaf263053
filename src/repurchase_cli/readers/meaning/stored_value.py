"""Money that a customer loads onto a card and spends later: it counts once.

``stored_value: spent`` (the default) counts what is bought with it and leaves out what was loaded;
``loaded`` counts the money when it comes in, and leaves out what is paid from the card.
"""

from __future__ import annotations

import re

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.readers.meaning.roles import Role, all_of

#: What such an item, or such a kind of row, is called, in small letters.
LOADED = (
    r".*(充值|加值).*|.*(储值|預存|预存|儲值)(卡|金|款|套餐)?[\d.,元]*|购买?(礼品卡|购物卡|储值卡)|礼品卡|购物卡|禮品卡"
    r"|(e-?)?gift[ -]?(card|voucher|certificate)s?( .*|\W*\d.*)?|(\W*\d[\d.,]*\W*)gift[ -]?(card|voucher)|.*\b(top[ -]?up|prepaid card|stored value)\b.*"
    r"|(geschenk|wert)?gutschein(e|karte)?( .*)?|carte[s]? cadeaux?( .*)?|chèque cadeau|tarjeta (de )?regalo( .*)?|vale regalo|carta regalo|buono regalo|cadeaubon|cartão presente|ギフトカード.*|商品券|상품권|подарочн.*(карт|сертификат).*"
)
#: How is paid from it.
FROM_CARD = (
    r".*(储值|儲值|余额|餘額|会员卡|预存|礼品卡|购物卡|会员余额).*|.*(gift[ -]?card|gift voucher|store credit|stored value|prepaid|wallet balance|account balance).*"
    r"|.*(gutschein|guthaben|carte cadeau|avoir|tarjeta regalo|carta regalo|buono|cadeaubon|ギフトカード|상품권).*"
)


def roles(reading: Reading) -> list[Role]:
    """Return which lines hold money that counts elsewhere."""
    if reading.order_totals or reading.system is not None:
        return []
    if reading.wishes.stored_value == "loaded":
        return _told(reading, ("payment",), FROM_CARD)
    return _told(reading, ("product", "kind"), LOADED)


def _told(reading: Reading, fields: tuple[str, ...], pattern: str) -> list[Role]:
    """Return the columns of fields some of whose words are of a pattern."""
    own = {statuses.folded(word) for word in reading.wishes.statuses}
    found = []
    for field in fields:
        column = reading.columns.first(field)
        words = (
            {*map(statuses.folded, reading.table.values(column))} if column is not None else set()
        )
        if any(re.fullmatch(pattern, word) for word in words - own):
            at = f"c{column}"
            found.append(
                Role(all_of(at, pattern), "stored_value", reading.table.headers[column or 0], at)
            )
    return found


def notes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what must be said of money that counts elsewhere."""
    told = roles(reading)
    if not told:
        return ()
    header = told[0].header
    if reading.wishes.stored_value == "loaded":
        return (
            (
                f"{header}: what is paid from stored value does not count, since the money counted "
                "when it was loaded (stored_value: loaded)",
                f"“{header}”：储值支付的部分不计入，充值时已计（stored_value: loaded）",
            ),
        )
    return (
        (
            f"{header}: money loaded onto cards does not count; what is bought with it does; else: "
            "--set stored_value=loaded",
            f"“{header}”：充值不计入，用储值消费时计入；否则：--set stored_value=loaded",
        ),
    )
