"""Which encoding a file is written in, judged by its bytes.

A decode that succeeds proves nothing: GB18030 and Mac Roman decode almost anything. Every candidate
explains the same bytes, and the one whose characters are by far the most likely where they stand
(:mod:`repurchase_cli.readers.text.plausible`) wins; when none is, the user decides with
``--encoding``.
"""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.text import plausible
from repurchase_cli.readers.text.decoding import HINT, first_bad, shown

BOM = b"\xef\xbb\xbf"
_BOMS = (
    (BOM, "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: Candidates, and how much rarer than the most usual ones they are (in logarithms).
_PRIORS = {
    "gb18030": 0.0, "cp1252": 0.0, "cp950": -0.5, "big5hkscs": -2.0, "cp932": -0.5, "cp949": -1.0,
    "mac_roman": -2.0, "cp850": -2.5, "iso8859-15": -3.0, "cp1251": -6.0, "cp1250": -6.5,
}  # fmt: skip
_EASTERN = ("gb18030", "cp950", "big5hkscs", "cp932", "cp949")
#: What the user meant by a name that is narrower than what files of that name hold.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "cp950", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-1": "cp1252", "ansi": "cp1252", "mac": "mac_roman",
}  # fmt: skip
_MARGIN, _MARGIN_EACH = 6.0, 0.75  # how far the rival must lie behind, in all and by character
_RARE = -7.5  # the mean likelihood of a character below which chance may have made them up
_FLOOR = -10.0  # the least mean likelihood of a character that is believed
_MANY, _FLOOR_OF_MANY = 12, -8.9
_FLOORS = {"cp1251": -4.6}  # letters of a small alphabet, of which any bytes would make words
_HEADER_WORD = 10.0
_CUT = 8.0  # how unlikely it is that a sample ends in the middle of a character
_UTF8_PRIOR = 4.0
_MOST_LINES, _MOST_BYTES, _REGIONS, _WIDEST = 400, 6000, 64, 4000
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: A word or cell with non-ASCII bytes, cut at bytes that are a part of no other character.
_WORD = re.compile(rb'[ ,;\t"]?[^ ,;\t"\r\n]*[\x80-\xff][^ ,;\t"\r\n]*(?:[ ,;\t"]|$)?')
_PADDING = b"\0\x1a"


@dataclass(frozen=True, slots=True)
class _Candidate:
    codec: str
    text: str
    score: float
    mean: float
    count: int

    @property
    def margin(self) -> float:
        """How far behind a rival must lie: twice as far where the characters are rare ones.

        Two codecs of East Asia differ in every character.
        """
        each = _MARGIN_EACH if self.codec in _EASTERN else 0.0
        return max(_MARGIN, each * self.count) * (2 if self.mean < _RARE else 1)

    @property
    def believable(self) -> bool:
        """Whether the characters are such as text is made of; the more there are, the surer."""
        usual = _FLOOR if self.count < _MANY else _FLOOR_OF_MANY
        return self.mean >= _FLOORS.get(self.codec, usual)


def detect(sample: bytes, name: str) -> str:
    """Return the encoding of a sample from the start of a file; its last character may be cut.

    Raises
    ------
    InputError
        When no encoding, or more than one, gives plausible text; it names ``--encoding``.
    """
    for mark, codec in _BOMS:
        if sample.startswith(mark) and (codec == "utf-8" or decodes(sample, codec)):
            if codec == "utf-8" and not decodes(sample, "utf-8"):
                raise _bad_utf8(sample, name)
            return codec
    if wide := _wide(sample):
        return wide
    lone = len(sample) < 64 and len(sample) % 2 == 0 and 0 < sample.count(0) < 3
    if lone and not sample.endswith(b"\0\0"):
        raise _unknown(name)
    if sample.isascii():
        return "utf-8"
    utf8 = decodes(sample, "utf-8")
    if utf8 and _proves_utf8(sample):
        return "utf-8"
    evidence, head = _evidence(sample)
    found = [_candidate(evidence, head, codec) for codec in _PRIORS]
    if utf8:
        found.append(_candidate(evidence, head, "utf-8"))
    return _winner([c for c in found if c is not None], sample, name)


def _winner(candidates: list[_Candidate], sample: bytes, name: str) -> str:
    """Return the candidate that is by far the most plausible."""
    ranked = sorted(candidates, key=lambda c: -c.score)
    best = next((c for c in ranked if c.believable), None)
    if best is None or best is not ranked[0]:
        if decodes(sample, "utf-8"):
            return "utf-8"
        if _mostly_utf8(sample):
            raise _bad_utf8(sample, name)
        raise _unknown(name)
    rival = next((c for c in ranked if c.text != best.text), None)
    if rival is not None and best.score - rival.score < best.margin:
        raise InputError(
            f"the encoding of this file may be {best.codec} ({_excerpt(best, rival)}) "
            f"or {rival.codec} ({_excerpt(rival, best)})",
            hint=f"name the right one: --encoding {best.codec} or --encoding {rival.codec}",
            file=name,
        )
    return best.codec


def _unknown(name: str) -> InputError:
    return InputError(
        "the encoding of this file cannot be told from its bytes",
        hint="name it, for example --encoding gb18030 or --encoding cp1252",
        file=name,
    )


def _excerpt(one: _Candidate, other: _Candidate) -> str:
    """Return a short piece of one reading that differs from the other."""
    pairs = zip(one.text.split("\n"), other.text.split("\n"), strict=False)
    line = next((a for a, b in pairs if a != b), one.text)
    at = next((i for i, c in enumerate(line) if c > "\x7f"), 0)
    piece = re.split(r"[,;|\t\"\r\n]", line[at:])[0][:8]
    before = re.split(r"[,;|\t\"\r\n]", line[:at])[-1][-8:]
    return "".join(c if c.isprintable() else "�" for c in before + piece)


def _candidate(evidence: bytes, head: bytes, codec: str) -> _Candidate | None:
    """Return how plausible an encoding is, None where it cannot decode the evidence."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(evidence, final=False)
    except UnicodeDecodeError:
        return None
    total, count = plausible.score(text, codec, codec)
    prior = _PRIORS.get(codec, 0.0)
    if codec == "utf-8":
        prior += _UTF8_PRIOR + 3.0 * len({c for c in text if c > "\u07ff"})
    prior -= _CUT if decoder.getstate()[0] else 0.0
    words = _HEADER_WORD * _header_words(head.decode(codec, errors="ignore"))
    return _Candidate(codec, text, total + prior + words, (total + words) / max(count, 1), count)


def _header_words(head: str) -> int:
    """Return how many header names beyond ASCII the first lines hold."""
    best = 0
    for line in head.splitlines()[:20]:
        cells = (c.strip(" \"'\ufeff") for c in re.split(r"[,;|\t]", line))
        words = {c for c in cells if not c.isascii() and len(c) > 1 and synonyms.known(c)}
        best = max(best, len(words))
    return best


def _evidence(sample: bytes) -> tuple[bytes, bytes]:
    """Return distinct lines with non-ASCII bytes from all over the sample, and its first lines.

    The last line, which the end of the sample may cut, is left out unless it is the only one.
    """
    sample = sample.translate(None, _PADDING)
    whole = sample[: max(sample.rfind(b"\n"), sample.rfind(b"\r")) + 1]
    if not _HIGH.search(whole):
        whole = sample
    lines: dict[bytes, None] = {}
    size = 0
    step = max(len(whole) // _REGIONS, 1 << 14)
    for start in range(0, len(whole), step):
        at, taken = start, 0
        while (match := _HIGH.search(whole, at, start + step)) is not None:
            low, at = _line_around(whole, match.start())
            line = whole[low:at]
            if line not in lines:
                lines[line] = None
                taken += len(line)
                size += len(line)
            many = len(lines) >= _MOST_LINES or size > _MOST_BYTES * 8
            if many or taken > max(_MOST_BYTES * step // len(whole), _MOST_BYTES // 8):
                break
    head = b"\n".join(re.split(rb"\r\n|\r|\n", whole[: 1 << 15])[:20])
    words = dict.fromkeys(_WORD.findall(b"\n".join(lines)))
    cut = not whole.endswith((b"\n", b"\r"))
    return b"\n".join(words) + b"\n" * (not cut), head


def _line_around(text: bytes, at: int) -> tuple[int, int]:
    """Return the bounds of the line that holds a byte, a very long one not in full."""
    low = max(text.rfind(b"\n", 0, at), text.rfind(b"\r", 0, at)) + 1
    ends = [i for i in (text.find(b"\n", at), text.find(b"\r", at, at + _WIDEST)) if i >= 0]
    return low, min(ends, default=len(text))


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 without a mark that the places of the NULs show, if any."""
    text = sample.rstrip(_PADDING)
    text += sample[len(text) : len(text) + len(text) % 2]
    if b"\0" not in text.rstrip(b"\0"):
        return None
    nulls = [text[0::2].count(0), text[1::2].count(0)]
    half = max(len(text) // 2, 1)
    for codec, there, elsewhere in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if nulls[there] > 0.1 * half and nulls[elsewhere] <= 0.6 * nulls[there]:
            plain = text[: half * 2].decode(codec, errors="replace")
            if plain.count("\0") <= 0.05 * half and any(c in plain for c in "\n\r,;\t|"):
                return codec
    return None


def _proves_utf8(sample: bytes) -> bool:
    """Whether valid UTF-8 is beyond doubt: characters of three bytes, or several different ones."""
    characters = set(_UTF8_CHARACTER.findall(sample[: 1 << 22]))
    return len(characters) > 6 or sum(len(c) > 2 for c in characters) > 2


def _mostly_utf8(sample: bytes) -> bool:
    """Whether nearly all non-ASCII bytes are UTF-8: a file that was cut or spliced."""
    part = sample[: 1 << 22]
    high = len(_HIGH.findall(part))
    valid = sum(len(c) for c in _UTF8_CHARACTER.findall(part))
    return valid >= 4 and valid >= 0.5 * high


def _bad_utf8(sample: bytes, name: str) -> InputError:
    line, bad = first_bad(io.BytesIO(sample), "utf-8") or (1, b"")
    return InputError(
        f"this file is UTF-8 but for some bytes, here {shown(bad)}: it was cut or put together",
        hint=f"mend that line, or {HINT}",
        file=name,
        line=line,
    )


def check(encoding: str) -> str:
    """Return the canonical name of an encoding that the user named."""
    try:
        wider = _WIDER.get(encoding.lower().strip(), encoding.strip())
        "a".encode(wider)
        name = codecs.lookup(wider).name.replace("mac-roman", "mac_roman")
    except (LookupError, ValueError):
        raise UsageError(
            f"there is no encoding named {encoding}", hint="try utf-8, gb18030 or cp1252"
        ) from None
    return "utf-8" if name == "utf-8-sig" else _WIDER.get(name, name)


def decodes(sample: bytes, codec: str) -> bool:
    """Whether bytes, which may end within a character, are text in an encoding."""
    try:
        codecs.getincrementaldecoder(codec)().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True
