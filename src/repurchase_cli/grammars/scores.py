"""Scores as people write them: numbers of a scale, stars, shares of a whole, words, thumbs.

Words and thumbs are of a scale of five. A per cent is one of a hundred.
"""

from __future__ import annotations

from decimal import Decimal

from repurchase_cli.grammars.grammar import Grammar, compiled, sql_map, sql_text

#: 4 of 5, 4/5, 4 stars, 4星, 80%: the number counts.
_NUMBERED = (
    r"^([0-9]+(?:[.][0-9]+)?)\s*"
    r"(?:(?:/|of|out of)\s*(?:5|10|100)|颗?星级?|分|点|點|stars?|points?|pts[.]?|%|％)$"
)
_STARRED = "^[★⭐✭☆✩\ufe0f ]+$"
_STARS = "[★⭐✭]"
_WORDS: dict[int, str] = {
    5: "very satisfied | very good | excellent | great | 非常满意 | 很满意 | 十分满意 | 非常滿意 | 很滿意 | 好评 | 好評 | 五星 | 👍 | sehr zufrieden | sehr gut | très satisfait",
    4: "satisfied | good | 满意 | 比较满意 | 滿意 | 四星 | zufrieden | gut | satisfait",
    3: "neutral | neither | average | fair | ok | okay | 一般 | 普通 | 中评 | 中評 | 中等 | 三星 | teils, teils | neutre",
    2: "dissatisfied | unsatisfied | poor | bad | 不满意 | 不太满意 | 不滿意 | 二星 | 两星 | unzufrieden | schlecht | insatisfait",
    1: "very dissatisfied | very unsatisfied | very poor | very bad | terrible | awful | 非常不满意 | 很不满意 | 十分不满意 | 非常不滿意 | 很不滿意 | 差评 | 差評 | 一星 | 👎 | sehr unzufrieden | sehr schlecht | très insatisfait",
}  # fmt: skip
_BY_WORD = {word.strip(): score for score, words in _WORDS.items() for word in words.split(" | ")}


def score(value: str) -> Decimal | None:
    """Return the score that a text stands for besides a plain number, None for none."""
    text = value.strip().lower()
    if numbered := compiled(_NUMBERED).match(text):
        return Decimal(numbered[1])
    if compiled(_STARRED).match(text):
        return Decimal(len(compiled(_STARS).findall(text)))
    return Decimal(_BY_WORD[text]) if text in _BY_WORD else None


MACROS = f"""
create macro score_of(x) as list_transform([lower(trim(x))], lambda t: case
    when regexp_matches(t, {sql_text(_NUMBERED)})
        then try_cast(regexp_extract(t, {sql_text(_NUMBERED)}, 1) as decimal(18, 6))
    when regexp_matches(t, {sql_text(_STARRED)})
        then cast(length(regexp_replace(t, {sql_text(f"[^{_STARS[1:-1]}]")}, '', 'g')) as decimal(18, 6))
    else cast({sql_map(_BY_WORD)}[t] as decimal(18, 6))
end)[1];
"""

GRAMMARS = (
    Grammar(
        score,
        "score_of({x})",
        {
            "4/5": Decimal(4), "8 out of 10": Decimal(8), "4.5 stars": Decimal("4.5"), "4星": Decimal(4),
            "85%": Decimal(85), "★★★☆☆": Decimal(3), "非常满意": Decimal(5), "不满意": Decimal(2),
            "Very dissatisfied": Decimal(1), "差评": Decimal(1), "👎": Decimal(1), "4": None, "B": None,
            "": None,
        },
    ),
)  # fmt: skip
