"""What customers write: words that go with low and high scores, and texts without a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import text_model
from repurchase_cli.analysis.texts import Word, telling_words, whole, without_parts, words_of
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.grammars.quotes import masked
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.feedback import KIND_NAMES
from repurchase_cli.shop.phrases import counted, percent

if TYPE_CHECKING:
    from repurchase_cli.analysis.text_model import TextModel
    from repurchase_cli.shop.feedback import Feedback

#: From so many different texts with scores on, those without are scored.
FEWEST_TEXTS = 300
#: The latest so many are enough to learn from: more bring little and take long.
_MOST_TEXTS = 20_000
#: Of low and of high scores each.
_FEWEST_OF_BAND = 30
_MOST_WORDS = 15
_LONGEST_EXAMPLE = 80
_BANDS = {"low": Text("low", "低分"), "high": Text("high", "高分")}


class Texts(NamedTuple):
    """The pieces with a text, contacts in it masked; and the model of them, where there is one."""

    pieces: pd.DataFrame
    model: TextModel | None

    def of_band(self, band: str) -> list[str]:
        """Return the latest texts of a score band."""
        return self.pieces.loc[self.pieces["band"] == band, "text"].tail(_MOST_TEXTS).tolist()


def texts_of(feedback: Feedback, names: pd.Series[str]) -> Texts:
    """Return what customers wrote; ``names`` are theirs by their ids."""
    written = feedback.pieces[feedback.pieces["text"].notna()]
    own = written["customer_id"].map(names)
    shown = [masked(text, name) for text, name in zip(written["text"], own, strict=True)]
    pieces = written.assign(text=shown)
    scored = pieces[pieces["band"] != ""]
    training = scored[scored["band"].isin([*_BANDS])].drop_duplicates("text", keep="last")
    training = training.tail(_MOST_TEXTS)
    of_band = training["band"].value_counts()
    enough = scored["text"].nunique() >= FEWEST_TEXTS and all(
        of_band.get(band, 0) >= _FEWEST_OF_BAND for band in _BANDS
    )
    if not enough:
        return Texts(pieces, None)
    is_low = (training["band"] == "low").to_numpy(bool)
    return Texts(pieces, text_model.fit(training["text"].tolist(), is_low))


def words_section(texts: Texts) -> Section | None:
    """Return the words that go with low and with high scores."""
    if texts.pieces.empty:
        return None
    low, high = (texts.of_band(band) for band in _BANDS)
    others = texts.pieces[~texts.pieces["band"].isin([*_BANDS])]["text"].tail(_MOST_TEXTS)
    words = without_parts(telling_words(low, high, others.tolist()), _MOST_WORDS)
    title = Text("What customers write", "客户怎么说")
    examples = {True: _shortest_first(low), False: _shortest_first(high)}
    rows = [_row(word, examples[word.z > 0]) for word in words]
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.WORD_COLUMNS])
    frame = frame.drop_duplicates(["word", "goes_with"])
    frame = frame.sort_values("goes_with", ascending=False, kind="stable", ignore_index=True)
    table = Table(
        "words", title, tables.WORD_COLUMNS, FrameRows(frame), names={"goes_with": _BANDS}
    )
    lines = (_count_line(texts, len(low), len(high)), *_model_lines(texts))
    return Section(title, lines, table if rows else None)


def _shortest_first(texts: list[str]) -> list[str]:
    """Return different texts in an order that does not depend on theirs."""
    return sorted({*texts}, key=lambda text: (len(text), text))


def _row(word: Word, examples: list[str]) -> tuple[object, ...]:
    """Return a word with the first text that has it."""
    example = next((text for text in examples if word.word in words_of(text)), "")
    cut = example if len(example) <= _LONGEST_EXAMPLE else f"{example[:_LONGEST_EXAMPLE]}…"
    band = "low" if word.z > 0 else "high"
    return whole(word.word, examples), band, word.first, word.second, word.z, cut


def _count_line(texts: Texts, low: int, high: int) -> Text:
    n = len(texts.pieces)
    return Text(
        f"{counted(n, 'text')}; {low:,} with a low score and {high:,} with a high one tell which "
        "words go with which",
        f"{n:,} 条文本；以 {low:,} 条低分文本和 {high:,} 条高分文本比较用词",
    )


def _model_lines(texts: Texts) -> tuple[Text, ...]:
    """Return how well texts without a score can be scored, or why they are not."""
    model = texts.model
    if model is None:
        n = texts.pieces.loc[texts.pieces["band"] != "", "text"].nunique()
        return (
            Text(
                f"Texts without a score are not scored: that takes {FEWEST_TEXTS} different texts "
                f"with scores ({_FEWEST_OF_BAND} low and {_FEWEST_OF_BAND} high), here are {n:,}",
                f"未推算无评分文本：需要至少 {FEWEST_TEXTS} 条不同的有评分文本（低分、高分各 "
                f"{_FEWEST_OF_BAND} 条），现有 {n:,} 条",
            ),
        )
    share, low, high = (percent(value) for value in model.accuracy[:3])
    usual = percent(model.usual)
    right = Text(
        f"Low and high texts are told apart in {share} of texts that the model has not seen "
        f"(interval {low} – {high}, cross-validation over {model.accuracy.denominator:,} different "
        f"texts; always saying the more frequent: {usual})",
        f"模型对未见过的文本区分高低分的准确率为 {share}（区间 {low} – {high}，"
        f"以 {model.accuracy.denominator:,} 条不同文本交叉验证；总猜多数类为 {usual}）",
    )
    if model.is_of_use:
        return (right,)
    useless = Text(
        "that is no better than chance, so texts without a score are not scored",
        "不优于总猜多数类，因此未推算无评分文本",
    )
    return (right, useless)


def scored_texts(texts: Texts) -> Section | None:
    """Return the texts without a score by the chance that it would be low, where a model helps."""
    unscored = texts.pieces[texts.pieces["score"].isna()]
    if texts.model is None or not texts.model.is_of_use or unscored.empty:
        return None
    chances = texts.model.chances(unscored["text"].tolist())
    rows = unscored.assign(dissatisfied=chances, date=unscored["day"], about=unscored["kind"])
    rows = rows.sort_values(["dissatisfied", "piece"], ascending=[False, True], ignore_index=True)
    title = Text("Texts without a score", "无评分文本")
    columns = tables.SCORED_TEXT_COLUMNS
    shown = FrameRows(rows[[column.id for column in columns]])
    table = Table("scored_texts", title, columns, shown, shown=False, names={"about": KIND_NAMES})
    low = int((chances >= 0.5).sum())
    line = Text(
        f"{counted(len(rows), 'text')} without a score, of which {low:,} would more likely have a "
        "low one: --table scored_texts",
        f"{len(rows):,} 条无评分文本，其中 {low:,} 条更可能为低分：--table scored_texts",
    )
    return Section(title, (line,), table)
