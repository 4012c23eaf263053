"""How exports write an amount of money, by name; and one that is less than zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

Write = Callable[[Decimal], str]


def _grouped(mark: str, point: str) -> Write:
    def write(amount: Decimal) -> str:
        return f"{amount:,.2f}".translate({ord(","): mark, ord("."): point})

    return write


def _wide(amount: Decimal) -> str:
    return f"{amount:.2f}".translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789."})


_us, _de = _grouped(",", "."), _grouped(".", ",")

#: Amounts of zero or more.
MONEY: dict[str, Write] = {
    "plain": lambda a: f"{a:.2f}",
    "shortest": lambda a: f"{a.normalize():f}",
    "four decimals": lambda a: f"{a:.4f}",
    "thousands": _us,
    "dollar": lambda a: f"${_us(a)}",
    "dollar blank": lambda a: f"$ {_us(a)}",
    "us dollar": lambda a: f"US${_us(a)}",
    "dollar code": lambda a: f"{_us(a)} USD",
    "code dollar": lambda a: f"USD {_us(a)}",
    "pound": lambda a: f"£{_us(a)}",
    "yuan": lambda a: f"¥{a:.2f}",
    "wide yuan": lambda a: f"￥{_us(a)}",
    "yuan unit": lambda a: f"{a:.2f}元",
    "yuan blank unit": lambda a: f"{_us(a)} 元",
    "yuan code": lambda a: f"CNY {a:.2f}",
    "rmb": lambda a: f"RMB{a:.2f}",
    "taiwan": lambda a: f"NT${_us(a)}",
    "yen unit": lambda a: f"{_us(a)}円",
    "full width": _wide,
    "full width yuan": lambda a: f"￥{_wide(a)}",
    "decimal comma": lambda a: f"{a:.2f}".replace(".", ","),
    "german": _de,
    "german shortest": lambda a: f"{a.normalize():f}".replace(".", ","),
    "german euro": lambda a: f"{_de(a)} €",
    "german eur": lambda a: f"{_de(a)} EUR",
    "euro german": lambda a: f"€ {_de(a)}",
    "euro": lambda a: f"€{_us(a)}",
    "french": _grouped("\xa0", ","),
    "french narrow": _grouped("\u202f", ","),
    "french euro": lambda a: f"{_grouped(' ', ',')(a)} €",
    "swiss": _grouped("'", "."),
    "swiss typographic": _grouped("’", "."),
    "swiss chf": lambda a: f"CHF {_grouped(chr(39), '.')(a)}",
    "real": lambda a: f"R$ {_de(a)}",
    "krona": lambda a: f"{_grouped(' ', ',')(a)} kr",
    "zloty": lambda a: f"{_grouped(' ', ',')(a)} zł",
    "rupee": lambda a: f"₹{_us(a)}",
    "padded": lambda a: f"  {a:.2f} ",
    "accounting": lambda a: f" $ {_us(a)} ",
    "plus": lambda a: f"+{a:.2f}",
    "as text": lambda a: f"'{a:.2f}",
    "formula": lambda a: f'="{a:.2f}"',
    "no leading zero": lambda a: f"{a:.2f}".removeprefix("0"),
    "float noise": lambda a: repr(float(a) * 3 / 3),
    "one decimal where round": lambda a: f"{a:.1f}" if a * 10 == int(a * 10) else f"{a:.2f}",
}

NEGATIVES: dict[str, Callable[[str], str]] = {
    "minus": lambda text: f"-{text}",
    "minus inside": lambda text: _before_digits(text, "-"),
    "brackets": lambda text: f"({text.strip()})",
    "trailing": lambda text: f"{text}-",
    "true minus": lambda text: f"−{text}",
    "minus blank": lambda text: f"- {text}",
    "wide brackets": lambda text: f"（{text.strip()}）",
    "wide minus": lambda text: f"－{text}",
}


def _before_digits(text: str, sign: str) -> str:
    at = next(i for i, c in enumerate(text) if c.isdigit() or c in ".．")
    return f"{text[:at]}{sign}{text[at:]}"


def write(amount: Decimal, style: str, negative: str) -> str:
    """Return an amount in a style."""
    if amount >= 0:
        return MONEY[style](amount)
    text = MONEY[style](-amount)
    if style == "plus":
        return text.replace("+", "-")
    if style in ("as text", "formula"):
        return _before_digits(text, "-")
    return NEGATIVES[negative](text)
