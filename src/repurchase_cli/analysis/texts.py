"""Words that go with one of two kinds of texts: log-odds with an informative prior.

Monroe, Colaresi & Quinn 2008, Political Analysis 16:372, equations 15, 16, 19, 20 and 22: how much
more likely a word is in the one than in the other, each pulled towards what it is in all texts,
over its standard error. Each text counts a word once. Words of languages without blanks are groups
of two and three characters; else words and pairs of words. Of so many words some stand out by
chance, which Benjamini and Hochberg's correction takes off.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.analysis.many_tests import adjusted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

#: Letters of languages that put no blanks between words.
UNPARTED = "぀-ヿ㐀-鿿"
#: What is neither such a letter nor a mark; letters beside digits are of codes, and no words.
_LETTER = f"[^\\W{UNPARTED}]"
_RUNS = re.compile(
    f"[{UNPARTED}]+|(?<!{_LETTER})[^\\W\\d_{UNPARTED}]+(?:['’][^\\W\\d_{UNPARTED}]+)?(?!{_LETTER})"
)
#: The strength of the prior, in words.
_PRIOR = 500
#: A word in fewer texts tells nothing.
_FEWEST = 3
_LEVEL = 0.05
#: A group grows by the character that so many of its texts have beside it, up to a length.
_NEARLY_ALL, _LONGEST = 0.9, 8


class Word(NamedTuple):
    """A word with the number of texts of both kinds that have it; ``z`` is above 0 in the first."""

    word: str
    first: int
    second: int
    z: float


def words_of(sentence: str) -> set[str]:
    """Return the words of a text, in small letters."""
    return {word for part in _clauses(sentence) for word in _words(part)}


def _clauses(sentence: str) -> Iterator[list[str]]:
    """Yield the runs of letters between marks that end a thought: no pair reaches over these."""
    for part in re.split(r"[.!?,;:，。！？；：、\n*()（）]+", sentence.casefold()):
        yield _RUNS.findall(part)


def _words(runs: Sequence[str]) -> Iterator[str]:
    before = ""
    for run in runs:
        if re.match(f"[{UNPARTED}]", run):
            yield from (run[i : i + n] for n in (2, 3) for i in range(len(run) - n + 1))
            before = ""
        else:
            yield run
            if before:
                yield f"{before} {run}"
            before = run


def telling_words(
    first: Collection[str], second: Collection[str], others: Collection[str] = ()
) -> list[Word]:
    """Return the words that go with either kind of texts, the strongest and longest first.

    Parameters
    ----------
    first, second
        Texts of the two kinds.
    others
        Further texts, which tell how words are used at all.
    """
    counts = [Counter(w for text in texts for w in words_of(text)) for texts in (first, second)]
    in_all = counts[0] + counts[1] + Counter(w for text in others for w in words_of(text))
    known = [word for word in in_all if counts[0][word] + counts[1][word] >= _FEWEST]
    if not known:
        return []
    totals = [sum(each.values()) for each in counts]
    scale = _PRIOR / sum(in_all.values())
    found = [
        Word(w, counts[0][w], counts[1][w], _z(w, counts, totals, in_all[w] * scale)) for w in known
    ]
    p_values = adjusted([math.erfc(abs(word.z) / math.sqrt(2)) for word in found])
    telling = [word for word, p in zip(found, p_values, strict=True) if p <= _LEVEL]
    return sorted(telling, key=lambda word: (-round(abs(word.z), 6), -len(word.word), word.word))


def _z(word: str, counts: Sequence[Counter[str]], totals: Sequence[int], prior: float) -> float:
    """Return the log-odds ratio of a word over its standard error."""
    odds = [
        math.log((own[word] + prior) / (total + _PRIOR - own[word] - prior))
        for own, total in zip(counts, totals, strict=True)
    ]
    variance = sum(1 / (own[word] + prior) for own in counts)
    return (odds[0] - odds[1]) / math.sqrt(variance)


def without_parts(words: Sequence[Word], most: int) -> list[Word]:
    """Return the first words of each kind that no stronger one has a part of, or stands in."""
    chosen: list[Word] = []
    for word in words:
        alike = [one for one in chosen if (one.z > 0) == (word.z > 0)]
        if len(alike) < most and not any(_overlap(one, word) for one in alike):
            chosen.append(word)
    return chosen


def _overlap(one: Word, other: Word) -> bool:
    """Whether a word stands in the other, or two of the same texts begin as the other ends."""
    a, b = one.word, other.word
    if a in b or b in a:
        return True
    ends = range(1, min(len(a), len(b)))
    same_texts = (one.first, one.second) == (other.first, other.second)
    return same_texts and any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in ends)


def whole(word: str, texts: Collection[str]) -> str:
    """Return a group of characters with what nearly always stands beside it in different texts.

    What people wrote was ``物流太慢``, where ``流太慢`` tells the texts apart. Words of languages
    with blanks are whole already.
    """
    if not re.match(f"[{UNPARTED}]", word):
        return word
    runs = [
        run
        for text in texts
        if word in text
        for clause in _clauses(text)
        for run in clause
        if word in run
    ]
    while len(word) < _LONGEST:
        longer = _with_neighbour(word, runs)
        if longer == word:
            break
        word = longer
    return word


def _with_neighbour(word: str, runs: Sequence[str]) -> str:
    """Return a group with the character beside it, where nearly all runs have the same."""
    for step in (-1, len(word)):
        beside = Counter(_character(run, run.index(word) + step) for run in runs if word in run)
        if not beside:
            continue
        character, n = beside.most_common(1)[0]
        if character and n >= _NEARLY_ALL * beside.total():
            return character + word if step < 0 else word + character
    return word


def _character(run: str, place: int) -> str:
    return run[place] if 0 <= place < len(run) else ""
