"""The text of a document in HTML or XML: its encoding as it declares it, where that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.readers.text import decoding, encoding

_SAMPLE, _BLOCK = 1 << 18, 1 << 20
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def text_of(path: Path, name: str) -> Iterator[str]:
    """Yield the text of a document in blocks.

    Raises
    ------
    InputError
        For bytes that are no text in its encoding, with their physical line.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    with decoding.open_text(path, _codec(sample, name), name) as text:
        while block := text.read(_BLOCK):
            yield block


def _codec(sample: bytes, name: str) -> str:
    """Return the encoding that a document declares, unless its bytes tell better.

    Any bytes are text in an encoding of single bytes, and many a page in UTF-8 says that it is
    something else: what is declared so counts only where the bytes tell nothing.
    """
    declared = _declared(sample)
    if (
        declared
        and _is_wide(declared)
        and not _is_utf8(sample)
        and encoding.decodes(sample, declared)
    ):
        return declared
    try:
        return encoding.detect(sample, name)
    except InputError:
        if not declared or not encoding.decodes(sample, declared):
            raise
        return declared


def _declared(sample: bytes) -> str:
    found = _DECLARED.search(sample[:4096])
    try:
        return encoding.check(found[1].decode("ascii")) if found else ""
    except UsageError:
        return ""


def _is_wide(codec: str) -> bool:
    """Whether characters beyond ASCII take several bytes, of which not all sequences are text."""
    return codec in ("gb18030", "cp950", "big5hkscs", "cp932", "cp949", "euc_jp", "utf-8")


def _is_utf8(sample: bytes) -> bool:
    return not sample.isascii() and encoding.decodes(sample, "utf-8")
