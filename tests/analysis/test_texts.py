"""Words that go with one kind of texts, by hand; a model of texts that it has not seen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from repurchase_cli.analysis.text_model import fit
from repurchase_cli.analysis.texts import telling_words, whole, without_parts, words_of


def test_words_are_pairs_and_groups_that_no_mark_parts() -> None:
    assert words_of("Too tight. Very TIGHT") == {"too", "tight", "too tight", "very", "very tight"}
    assert words_of("起球严重，差") == {"起球", "球严", "严重", "起球严", "球严重"}
    assert words_of("XL码太小 12345") == {"xl", "码太", "太小", "码太小"}
    assert words_of("call 138****8000") == {"call"}


def test_the_log_odds_are_those_of_the_paper() -> None:
    """'bad' stands in 300 of 400 low and in 60 of 1,200 high texts of one word, 'fine' in the rest."""
    low, high = ["bad"] * 300 + ["fine"] * 100, ["bad"] * 60 + ["fine"] * 1140
    found = {word.word: word for word in telling_words(low, high)}
    prior = 500 * 360 / 1600
    odds = [math.log((y + prior) / (n + 500 - y - prior)) for y, n in ((300, 400), (60, 1200))]
    z = (odds[0] - odds[1]) / math.sqrt(1 / (300 + prior) + 1 / (60 + prior))
    assert (found["bad"].first, found["bad"].second) == (300, 60)
    assert found["bad"].z == pytest.approx(z)
    assert found["fine"].z < 0


def test_words_that_differ_much_are_told_and_others_are_not() -> None:
    low = [f"the seam came open {i}" for i in range(60)]
    high = [f"the fabric feels good {i}" for i in range(90)]
    words = telling_words(low, high)
    assert {word.word for word in words if word.z > 0} >= {"seam", "open"}
    assert {word.word for word in words if word.z < 0} >= {"fabric", "good"}
    assert "the" not in {word.word for word in words}
    shown = without_parts(words, 2)
    assert len([word for word in shown if word.z > 0]) == 2
    assert telling_words([], []) == []


def test_a_group_of_characters_is_shown_with_what_always_stands_beside_it() -> None:
    texts = ["物流太慢，等了3天", "这次物流太慢", "物流太慢了", "尺码偏小", "裤子偏小"]
    assert whole("流太慢", texts) == "物流太慢"
    assert whole("偏小", texts) == "偏小"  # 码 and 子 stand before it
    assert whole("slow", ["so slow", "so slow"]) == "slow"


GOOD, BAD = "很喜欢舒服漂亮满意合身", "起球掉色太差失望退货"


def comments(n: int, seed: int) -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return comments of eight characters, most of them of their kind."""
    rng = np.random.default_rng(seed)
    is_low = rng.random(n) < 0.4
    texts = [
        "".join(
            rng.choice(list(BAD if rng.random() < (0.8 if low else 0.2) else GOOD))
            for _ in range(8)
        )
        for low in is_low
    ]
    return texts, is_low


def test_a_model_is_as_good_on_new_texts_as_it_says() -> None:
    model = fit(*comments(300, 1))
    texts, is_low = comments(1000, 2)
    right = float(((model.chances(texts) >= 0.5) == is_low).mean())
    assert model.is_of_use
    assert model.accuracy.low - 0.03 < right < model.accuracy.high + 0.03


def test_a_model_of_nothing_is_of_no_use() -> None:
    texts, is_low = comments(300, 3)
    assert not fit(texts, np.random.default_rng(4).permutation(is_low)).is_of_use
