"""Bytes of every codec are read as what was written, or refused; never as something else."""

from __future__ import annotations

import contextlib
import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.readers.text import decoding, encoding
from repurchase_cli.readers.wishes import Wishes

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEADERS = {
    "de": "Bestellnummer;Kundennummer;Bestelldatum;Menge;Größe;Betrag\n",
    "fr": "Numéro de commande;Date de commande;Quantité;Montant payé\n",
    "es": "Nº de pedido;Fecha de compra;Código cliente;Importe\n",
    "zh": "订单编号,会员卡号,下单时间,实付金额\n",
    "tw": "訂單編號,會員編號,訂單日期,實付金額\n",
    "ja": "注文番号,顧客番号,注文日,合計\n",
    "ko": "주문번호,고객명,금액,수량\n",
}
WORDS = {
    "de": "Müller|Jörg|Größe M|Straße 5|weiß|Käse|12,50 €|Französisch|Übergröße|Träger|Mädchen",
    "fr": "Hélène|François|Robe d’été|12,50 €|légère|Noël|cœur|créée|à côté|naïve|L’Île",
    "es": "Muñoz|Peña|camión|niño|España|Años|¿Talla?|María José|él y tú|Camisón|rebaño",
    "en": "Levi’s|£12.50|Zoë|Renée|Dress “Anna” – red|2019–2020|30°|Brand®|Women’s",
    "zh": "张三|王小明|上海|连衣裙|短袖T恤|米白|羽绒服|请尽快发货，谢谢！|（含运费）|陆|好",
    "tw": "陳小明|臺北信義店|短袖T恤|深藍|林|請盡快出貨，謝謝！|連身裙|黃怡君|歐陽娜娜|已付款",
    "ja": "佐藤花子|ワンピース（赤）|紺|新宿店|シャツ|サイズ|ﾌﾘｰ|お急ぎでお願いします。|田中",
    "ko": "원피스|김민수|서울점|셔츠|배송완료",
}
OF = {
    "de": ["cp1252", "mac_roman", "latin-1", "cp850", "iso8859-15", "gb18030"],
    "fr": ["cp1252", "mac_roman", "latin-1", "cp850", "iso8859-15", "gb18030"],
    "es": ["cp1252", "mac_roman", "latin-1", "cp850", "iso8859-15"],
    "en": ["cp1252", "mac_roman", "latin-1", "gb18030", "cp950"],
    "zh": ["gb18030", "gbk", "gb2312"],
    "tw": ["cp950", "big5", "gb18030", "gbk"],
    "ja": ["cp932", "shift_jis"],
    "ko": ["cp949", "euc_kr"],
}
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
LIKE_CP950 = str.maketrans("‧", "•")


def read(data: bytes) -> str:
    return decoding.decode(data, encoding.detect(data, "f.csv"))


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return a text, the codec to write it in, and its line end."""
    language = draw(st.sampled_from(sorted(WORDS)))
    codec = draw(st.sampled_from(OF[language] + WIDE))
    head = draw(st.sampled_from(["name,n\n", "x\n", "", HEADERS.get(language, "Item;Price\n")]))
    before = draw(st.sampled_from([0, 0, 5, 500]))
    cells = draw(st.lists(st.sampled_from(WORDS[language].split("|")), min_size=1, max_size=8))
    body = "".join(f"{i},abc\n" for i in range(before)) + "".join(f"{c},1\n" for c in cells)
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return (head + body).replace("\n", end), codec, end


@settings(max_examples=500, deadline=None)
@given(texts())
def test_a_text_is_read_as_written_or_refused(case: tuple[str, str, str]) -> None:
    text, codec, _ = case
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return
    try:
        got = read(data)
    except InputError as error:
        assert "--encoding" in error.hint
        return
    assert got.translate(LIKE_CP950) == text.translate(LIKE_CP950)


@pytest.mark.parametrize("language", sorted(HEADERS))
def test_headers_of_a_language_are_enough(language: str) -> None:
    text = HEADERS[language] + "1;2;3;4\n" * 3
    for codec in OF[language][:1] + WIDE[:-1]:
        assert read(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        ("lang,n\nFranzösisch,1\n", "mac_roman", "mac_roman"),
        ("lang,n\nFranzösisch,1\n", "cp1252", "cp1252"),
        ("name\nRenée\n", "cp1252", "cp1252"),
        ("a;b\n" + "1;abc\n" * 50_000 + "2;Café\n" + "1;abc\n" * 50_000, "cp1252", "cp1252"),
        ("a;b\n" + "1;abc\n" * 50_000 + "2;12,50 €\n" + "1;abc\n" * 9, "cp1252", "cp1252"),
        ("姓名,金额\n张三,5\n李四,6\n", "gbk", "gb18030"),
        ("姓名,金額\n陳小明,5\n林美玲,6\n", "big5", "cp950"),
        ("氏名,金額\n佐藤,5\nすずき,6\n", "shift_jis", "cp932"),
        ("订单号,金额\n1,2\n", "utf-16-le", "utf-16-le"),
        ("id,amount\n1,2\n", "utf-16-be", "utf-16-be"),
        ("客户,一一一\n1,2\n", "utf-16-le", "utf-16-le"),
    ],
)
def test_the_encoding_found(text: str, codec: str, found: str) -> None:
    assert encoding.detect(text.encode(codec), "f.csv") == found


def test_padding_and_ctrl_z_are_not_utf_16() -> None:
    plain = b"id,name,n\n" + b"1,abc\0\0\0\0\0,2\n" * 20
    for tail in (b"\x1a", b"\0" * 512, b"\x1a\0\0\0", b"\0"):
        assert encoding.detect(plain + tail, "f.csv") == "utf-8"
        assert encoding.detect("id,größe\n1,ä\0\0\n".encode() + tail, "f.csv") == "utf-8"


def test_a_sample_may_end_within_a_character() -> None:
    for text, codec in (
        ("订单编号,金额\n1,张三丰\n", "utf-8"), ("订单编号,金额\n1,张三丰\n", "gb18030"),
        ("訂單編號,金額\n1,陳小明\n", "cp950"), ("注文番号,合計\n1,佐藤\n", "cp932"),
    ):  # fmt: skip
        data = text.encode(codec)
        for cut in range(12, len(data)):
            assert encoding.detect(data[:cut], "f.csv") == codec


HANGUL = [bytes((a, b)).decode("euc_kr") for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF)]
RARE_HAN = [bytes((a, b)).decode("gb2312") for a in range(0xD8, 0xF7) for b in range(0xA1, 0xFF)]


@pytest.mark.parametrize(("codec", "alphabet"), [("cp949", HANGUL), ("gb18030", RARE_HAN)])
def test_characters_of_pure_chance_are_not_read_as_others(codec: str, alphabet: list[str]) -> None:
    chance = random.Random(7)  # noqa: S311 - words of no meaning
    for _ in range(60):
        names = ("".join(chance.choices(alphabet, k=4)) for _ in range(chance.randint(2, 9)))
        data = "".join(f"1,2024-01-01,{name},5\n" for name in names).encode(codec)
        with contextlib.suppress(InputError):
            assert encoding.detect(data, "f.csv") == codec


def test_a_few_korean_or_russian_names_are_enough() -> None:
    for text, codec in (
        ("1,김민서\n2,이도윤\n", "cp949"),
        ("1,최혜원\n2,황보람\n", "cp949"),
        ("1,Сидорова\n2,Взводов\n", "cp1251"),
        ("1,ВОЗВРАТ\n2,Фёдоров\n", "cp1251"),
    ):
        assert encoding.detect(text.encode(codec), "f.csv") == codec


def test_two_plausible_encodings_are_both_named() -> None:
    with pytest.raises(InputError, match=r"may be .*cp950|may be .*gb18030") as caught:
        encoding.detect("x\n好\n".encode("gbk"), "f.csv")
    assert "--encoding gb18030" in caught.value.hint


def test_broken_utf8_names_the_line() -> None:
    data = ("订单编号,金额\n" + "张三,1\n" * 5).encode() + b"\xe5\xbc,2\n" + b"x,1\n" * 3
    with pytest.raises(InputError, match=r"f\.csv:7: ") as caught:
        encoding.detect(data, "f.csv")
    assert "--encoding" in caught.value.hint


def test_a_spliced_file_is_refused() -> None:
    text = "订单编号,金额\n" + "张三,1\n" * 20
    with pytest.raises(InputError, match=r"f\.csv:22: "):
        encoding.detect(text.encode() + text.encode("gbk"), "f.csv")


@pytest.mark.parametrize(
    ("name", "found"),
    [("GBK", "gb18030"), ("utf-8-sig", "utf-8"), ("Latin-1", "cp1252"), ("big5", "cp950"),
     ("ansi", "cp1252"), ("macintosh", "mac_roman"), ("utf-16", "utf-16")],
)  # fmt: skip
def test_names_of_encodings(name: str, found: str) -> None:
    assert encoding.check(name) == found


@pytest.mark.parametrize("name", ["klingon", "base64", "", "a\0b"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(UsageError, match="no encoding named"):
        encoding.check(name)


def rows(path: Path, codec: str) -> list[list[str]]:
    with decoding.open_text(path, codec, "f.csv") as lines:
        return list(csv.reader(lines))


def test_text_is_cleaned_of_marks_nuls_and_ctrl_z(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\r\n1,x\0\0\r\n\xef\xbb\xbfa,b\n2,y\n\x1a\0\0")
    assert rows(path, "utf-8") == [["a", "b"], ["1", "x"], ["a", "b"], ["2", "y"]]


def test_lone_cr_and_quoted_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b'a,b\r1,"x\r\ny"\r2,z')
    assert rows(path, "utf-8") == [["a", "b"], ["1", "x\r\ny"], ["2", "z"]]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_bad_bytes_name_their_line(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(end.join([b"a,b"] + [b"1,abcdefg"] * 300_000 + [b"1,\xff\xfe"]))
    with pytest.raises(InputError, match=r"f\.csv:300002: the bytes FF are no utf-8"):
        rows(path, "utf-8")


def test_utf16_is_read_with_its_mark_removed(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes("\ufeff订单号,b\r\n1,2\r\n".encode("utf-16-le"))
    assert rows(path, encoding.detect(path.read_bytes(), "f")) == [["订单号", "b"], ["1", "2"]]


TEXT = "会员号,下单时间,商品名称,实付金额\n王小明,2024-01-01,风衣（中长款）,10\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_as_it_was_written(shop: OpenShop, codec: str) -> None:
    assert shop(TEXT.encode(codec)).bought == {"王小明": (1, 10)}


def test_the_user_may_name_the_encoding(shop: OpenShop) -> None:
    text = "customer_id,date,amount\nJosé,2024-01-01,10\n".encode("cp1252")
    assert shop(text, wishes=Wishes(encoding="cp1252")).bought == {"José": (1, 10)}


def test_a_wrong_encoding_is_refused(shop: OpenShop) -> None:
    with pytest.raises(UsageError, match="no encoding named klingon"):
        shop(TEXT, wishes=Wishes(encoding="klingon"))
    with pytest.raises(InputError, match="ascii"):
        shop(TEXT, wishes=Wishes(encoding="ascii"))


@pytest.mark.parametrize("lead", range(3))
def test_a_character_may_lie_across_the_end_of_the_sample(shop: OpenShop, lead: int) -> None:
    rows = "".join(f"会员{i},2024-01-01,风衣（中长款）,10\n" for i in range(8_000))
    found = shop(f"会员号,下单时间,商品名称{'x' * lead},实付金额\n{rows}")
    assert len(found.bought) == 8_000
