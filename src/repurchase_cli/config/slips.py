"""What was meant by what is written: per cent, units, and the signs of a Chinese keyboard.

Nothing is read as it was meant: these are hints of what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NUMBER = re.compile(r"[^\d.+-]*([-+]?\d+(?:\.\d+)?)(%?)[^\d]*")
_GROUPED = re.compile(r"(?<=\d)[,_' ](?=\d{3}(?!\d))")
#: Lines that YAML takes for something else, and what to write.
_LINES = {
    re.compile(r"\s*(- )?[\w.]+："): "the colon ：is Chinese; write ': ', a plain one and a blank",
    re.compile(r"\s*(- )?[A-Za-z_]\w*:[^\s/]"): "write a blank after the colon",
    re.compile(r"[^\[{]*[\[{][^，、]*[，、]"): "the comma ，is Chinese; write a plain ','",
}
#: Signs that conditions take for something else, and what to write.
_SIGNS = {
    "≥": ">=", "≤": "<=", "≠": "<>", "＞": ">", "＜": "<", "＝": "=", "，": ",",
    "（": "(", "）": ")", "‘": "'", "’": "'", "“": "'", "”": "'", "&&": "and",
}  # fmt: skip


def number(word: str) -> str:
    """Return ``; write 0.1 for 10%`` and the like, or an empty text."""
    found = _NUMBER.fullmatch(_GROUPED.sub("", unicodedata.normalize("NFKC", word).strip()))
    if not found or not re.search(r"\d", word):
        return ""
    value = float(found[1])
    return f"; write {value / 100:g} for {value:g}%" if found[2] else f"; write {value:.15g}"


def lines(text: str, last: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines, up to ``last``, whose slip makes a text no YAML, and what to write."""
    for line, content in enumerate(text.splitlines()[:last], start=1):
        bare = _QUOTED.sub("", content).partition("#")[0]
        yield from ((line, what) for slip, what in _LINES.items() if slip.match(bare))


def comment(text: str) -> bool:
    """Return whether YAML drops the rest of a value, from a # on."""
    return bool(re.search(r"(?:^|\s)#", _QUOTED.sub("", text)))


def mapping(word: str) -> str:
    """Return what to write where a word stands for a mapping, or an empty text."""
    return next((f"; {what}" for slip, what in _LINES.items() if slip.match(word)), "")


def condition(text: str) -> str:
    """Return what to write for signs that conditions do not have, or an empty text."""
    found = [f"{good} for {sign}" for sign, good in _SIGNS.items() if sign in text]
    return f"; write {', '.join(found)}" if found else ""
