"""What labels a line of totals, in a cell of its own or beside what is summed up.

A label alone (``Gesamt``, ``小计``) is one wherever it stands. Beside other words (``C1001 Total``,
``Total March``) it may as well be the name of an item, so that it labels only a row that has
something else of a line of totals: no date, and nobody who bought.
"""

from __future__ import annotations

from functools import lru_cache

from repurchase_cli.grammars.grammar import Grammar, any_of, compiled, sql_text
from repurchase_cli.grammars.texts import BLANKS, halfwidth

#: Labels that are also names of persons.
_NAMES = ("sum", "suma", "soma", "somma", "som")
_LABELS = (
    *_NAMES, "summe", "gesamt", "gesamtsumme", "gesamtbetrag", "zwischensumme", "endsumme",
    "insgesamt", "tagessumme", "monatssumme", "teilsumme",
    "total général", "total general", "total geral", "sous-total", "sous total", "somme",
    "total partiel", "suma total", "suma parcial", "total parcial",
    "totale", "totale generale", "totale complessivo", "subtotale", "totale parziale",
    "totaal", "subtotaal", "eindtotaal", "tussentotaal",
    "razem", "ogółem", "suma częściowa", "suma końcowa", "celkem", "mezisoučet", "součet", "spolu",
    "medzisúčet", "összesen", "végösszeg", "részösszeg", "mindösszesen",
    "итог", "итого", "всего", "итоги", "общий итог", "подытог", "промежуточный итог", "разом",
    "всього", "усього", "підсумок", "проміжний підсумок", "общо", "ukupno",
    "toplam", "ara toplam", "genel toplam", "summa", "delsumma", "totalt", "delsum", "i alt",
    "yhteensä", "välisumma", "σύνολο", "συνολο", "υποσύνολο", "γενικό σύνολο", "μερικό σύνολο",
    "合計", "小計", "総計", "総合計", "中計", "累計", "합계", "소계", "총계", "총합계", "누계",
    "الإجمالي", "الاجمالي", "المجموع", "إجمالي", "مجموع", "סה\"כ", "סהכ",
    "รวม", "รวมทั้งหมด", "ยอดรวม", "รวมทั้งสิ้น", "tổng", "tổng cộng", "cộng", "tổng số",
    "jumlah", "jumlah total", "total keseluruhan",
)  # fmt: skip
_CHINESE = (
    r"(本页|本頁|本日|本月|本年|当日|當日|当月|當月|總|总|小|合|累|共)?\s*"
    r"([合总小共累合總小]\s?[计計]|总额|總額|汇总|彙總|计|計)"
)
_ENGLISH = r"(grand |sub[- ]?|page |daily |weekly |monthly |yearly |annual |overall )?totals?"
_END = r"\s?[:=]?"
_LABEL = rf"({_CHINESE}|{_ENGLISH}|{any_of(_LABELS)}){_END}"
#: What joins cells that are looked at together, and any other character.
_JOINT = r"\x1f"
_ANY = rf"[^\n{_JOINT}]"
#: A label with what it sums up.
_BESIDE = (
    rf"{_ANY}{{1,40}}[\s\d月日年]([合总小總]\s?[计計]|汇总|彙總){_END}"
    rf"|{_ANY}{{1,40}} (sub[- ]?)?(totals?|totale|totaal|gesamt|summe|итого|toplam){_END}"
    rf"|({_ENGLISH}|{any_of(sorted(set(_LABELS) - set(_NAMES)))}) {_ANY}{{0,30}}{_END}"
)


@lru_cache(maxsize=1 << 14)
def is_total(value: str) -> bool:
    """Whether a cell is the label of a line of totals, and nothing else: none ends in a digit."""
    return not value[-1:].isdigit() and bool(compiled(_LABEL).fullmatch(_folded(value)))


def _folded(value: str) -> str:
    return halfwidth(value).strip(BLANKS).lower()


def _in_cells(pattern: str) -> str:
    """Return the pattern of joined cells of which one is like a pattern."""
    return rf"(?:^|{_JOINT})[{BLANKS}]*(?:{pattern})[{BLANKS}]*(?:{_JOINT}|$)"


# ``total_in`` and ``sum_in`` look at cells joined by ``chr(31)``: each pattern as large as these
# takes milliseconds to compile, and does so wherever a query names it
MACROS = f"""
create macro label_of(x) as lower(trim(halfwidth(x), {sql_text(BLANKS)}));
create macro is_total(x) as regexp_full_match(label_of(x), {sql_text(_LABEL)});
create macro total_in(x) as regexp_matches(lower(halfwidth(x)), {sql_text(_in_cells(_LABEL))});
create macro sum_in(x) as regexp_matches(
    lower(halfwidth(x)), {sql_text(_in_cells(f"{_LABEL}|{_BESIDE}"))}
);
create macro is_name_too(x) as label_of(x) in ({", ".join(map(sql_text, _NAMES))});
"""

GRAMMARS = (
    Grammar(
        is_total,
        "nullif(is_total({x}), false)",
        dict.fromkeys(
            (
                "Gesamt", "Sous-total", "Suma", "Totale", "计", "Summe:", "Zwischensumme", "Subtotaal",
                "Total général", "Totaal", "Итого", "ИТОГО:", "合計", "小计", "小　计", "合 计：",
                "Grand Total", "sub-total", "SUBTOTAL", "本页小计", "累计", "Σύνολο", "Összesen",
                "Ara Toplam", "합계", "Tổng cộng", "รวมทั้งหมด", "Yhteensä", "Razem", "共计", "Totals =",
            ),
            True,
        )
        | dict.fromkeys(
            ("Total Care Shampoo", "C1001 Total", "设计", "Gesamtschule", "Summer", "", "1180.00"),
        ),
    ),
    Grammar(
        lambda value: bool(compiled(f"{_LABEL}|{_BESIDE}").fullmatch(_folded(value))),
        "nullif(sum_in(concat_ws(chr(31), 'x', {x}, 'y')), false)",
        dict.fromkeys(
            ("C1001 Total", "2024-01 小计", "2024-01月合计", "C1001 汇总", "Total March 2024", "Gesamt"),
            True,
        )
        | dict.fromkeys(("设计", "Totally", "Suma Reddy", "Sum 41", "")),
    ),
)  # fmt: skip
