"""Which encoding a file is written in, judged by its bytes.

UTF-8 proves itself: text of another encoding practically never is valid UTF-8. GB18030 decodes
almost anything without an error, so a decode that succeeds proves nothing; it is believed when most
of what it gives are common Chinese characters.
"""

from __future__ import annotations

import codecs

from repurchase_cli.errors import InputError

BOM = b"\xef\xbb\xbf"
_PLAUSIBLE_SHARE = 0.7


def detect(sample: bytes, name: str) -> str:
    """Return the encoding of a sample that may end in the middle of a character.

    Raises
    ------
    InputError
        When no encoding gives plausible text; the hint names ``--encoding``.
    """
    if _decodes(sample, "utf-8"):
        return "utf-8"
    if _decodes(sample, "gb18030") and _chinese_share(sample) >= _PLAUSIBLE_SHARE:
        return "gb18030"
    raise InputError(
        "the encoding of this file cannot be told from its bytes",
        hint="name it, for example --encoding gb18030 or --encoding cp1252",
        file=name,
    )


def check(encoding: str) -> str:
    """Return the canonical name of an encoding that the user named."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise InputError(
            f"there is no encoding named {encoding}", hint="try utf-8, gb18030 or cp1252"
        ) from None


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _chinese_share(sample: bytes) -> float:
    """Return the share of common Han characters and their punctuation among non-ASCII text."""
    text = codecs.getincrementaldecoder("gb18030")().decode(sample, final=False)
    foreign = [c for c in text if ord(c) > 127]
    common = sum("一" <= c <= "鿿" or "　" <= c <= "〿" or "＀" <= c <= "￯" for c in foreign)
    return common / len(foreign) if foreign else 0.0
