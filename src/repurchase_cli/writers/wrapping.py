"""Texts on lines of a given width: English breaks at spaces, Chinese between any two characters.

Not before a closing mark or after an opening one, and not within a number and its measure word
(``48 位``, ``第 2 次``), as Chinese is set.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

_WIDE = r"\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60"
_OPENING = "（《【「〈("
_CLOSING = "，。；：、！？）》】」〉"
#: Where a line may end: behind blanks and Chinese characters; before digits behind marks alone.
_BREAK = re.compile(
    rf"(?<=\s)(?=\S)(?<!第\s)(?<!(?<!-\d)\d\s(?=[{_WIDE}]))"
    rf"|(?<=[{_WIDE}])(?<![{_OPENING}])(?=[^\s\d{_CLOSING}.,;:!?)%])"
    rf"|(?<=[{_CLOSING}])(?=\d)"
)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells, at least 2; only a longer word is cut."""
    width = max(width, 2)  # a Chinese character
    lines: list[str] = []
    line = ""
    for piece in _BREAK.split(text):
        if line and cell_len((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        word = piece.rstrip()
        *cut, rest = _chopped(word, width)
        lines += cut
        line += rest + piece[len(word) :]
    return [*lines, line.rstrip()]


def _chopped(word: str, width: int) -> list[str]:
    """Cut a word that is longer than a line: behind an underscore of it, else anywhere."""
    lines = []
    while cell_len(word) > width:
        line = chop_cells(word, width)[0]
        line = line[: line.rfind("_") + 1] or line
        lines.append(line)
        word = word[len(line) :]
    return [*lines, word]
