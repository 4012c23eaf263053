"""Contacts within a sentence: masked wherever what a customer wrote is quoted.

E-mail addresses, numbers of seven digits or more however they are parted, and ids behind the name
of a messenger. Dates are no phones, nor are numbers behind a letter, such as those of orders.
"""

from __future__ import annotations

import re

from repurchase_cli.grammars.contacts import mask
from repurchase_cli.grammars.grammar import compiled

_EMAIL = r"[^\s@,;:：，。；、<>()（）]+@[^\s@,;，。；、<>()（）]+\.[A-Za-z]{2,}"
_NUMBER = r"(?<![\dA-Za-z])\+?\(?\d(?:[ .()/–-]{0,2}\d){6,}(?!\d)"
_MESSENGER = r"(?i)(?P<app>(?:微信|微信号|weixin|wechat|wx|vx|qq)\s*(?:号|id)?\s*[:：是为 ]?\s*)(?P<id>[a-z0-9_-]{5,})"
_DATE = r"(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])"
_SHORTEST_NAME = 2


def masked(sentence: object, name: object = None) -> str:
    """Return a sentence with the contacts in it masked, and the name of its customer."""
    if not isinstance(sentence, str):
        return ""
    shown = compiled(_EMAIL).sub(lambda found: mask(found[0]), sentence)
    shown = compiled(_MESSENGER).sub(lambda found: found["app"] + mask(found["id"]), shown)
    shown = compiled(_NUMBER).sub(_masked_number, shown)
    if isinstance(name, str) and len(name.strip()) >= _SHORTEST_NAME:
        shown = shown.replace(name.strip(), mask(name))
    return shown


def _masked_number(found: re.Match[str]) -> str:
    """Return a number masked, unless it is a date."""
    return found[0] if compiled(_DATE).fullmatch(found[0]) else mask(found[0])
