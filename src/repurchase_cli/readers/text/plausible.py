"""How likely a character is in the text of a shop, given its neighbours, in logarithms.

Each codec explains the same bytes by other characters, so the sums may be compared. The tables are
rough on purpose: what matters is that a common character, where it stands, is a hundred times as
likely as one that only a wrong codec gives. The standards have put the common Han characters and
syllables first, which gives the levels.
"""

from __future__ import annotations

import unicodedata
from functools import cache

SIMPLIFIED = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样"
    "现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打"
    "便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代产入先山五太水万市眼体别处总才"
    "场师书比住员九性通目华报立马命张活难神数件安表原车白应路期常提感金何更反合放做系计或司利受光王果亲界及"
    "今京务制解各任至清物台记边共风接许八特望直服毛林题建南度统色字请交爱让认算论百义科元社术结六功指非流每"
    "青管连远资队带花快条院变联权往展该领传近留红治决周保达办运半七必城强步完深区求品士转量空技轻程告江英基"
    "满式李息写识极令黄德收钱取设始版双历商千片容找友站广改形早房音首单据导影失网香专石包组造落离"
    "订号编额付款顾客姓店铺价格优惠折扣券退货换尺码颜季节类牌衣裤裙鞋帽袜衬衫针织羽绒呢套短袖牛仔支微宝银卡积"
    "备注状态易闭待送递省县镇街楼室男童装春夏秋冬黑蓝绿灰米杏粉紫棕购买卖销售额实付拍淘天猫抖音拼"
    "刘陈杨赵吴徐孙朱胡郭罗郑梁谢宋唐韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹"
    "孟熊秦邱尹薛段雷侯龙史陶黎贺郝龚邵严武戴莫孔汤伟芳娜敏静丽磊军洋勇艳杰娟涛超霞刚玲桂玉秀兰婷浩宇"
)
TRADITIONAL = frozenset(
    "的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼"
    "心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣"
    "現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打"
    "便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代產入先山五太水萬市眼體別處總才"
    "場師書比住員九性通目華報立馬命張活難神數件安表原車白應路期常提感金何更反合放做系計或司利受光王果親界及"
    "今京務制解各任至清物台記邊共風接許八特望直服毛林題建南度統色字請交愛讓認算論百義科元社術結六功指非流每"
    "青管連遠資隊帶花快條院變聯權往展該領傳近留紅治決周保達辦運半七必城強步完深區求品士轉量空技輕程告江英基"
    "滿式李息寫識極令黃德收錢取設始版雙歷商千片容找友站廣改形早房音首單據導影失網香專石包組造落離"
    "訂號編額付款顧客姓店鋪價格優惠折扣券退貨換尺碼顏季節類牌衣褲裙鞋帽襪襯衫針織羽絨呢套短袖牛仔支微寶銀卡積"
    "備註狀態易閉待送遞省縣鎮街樓室男童裝春夏秋冬黑藍綠灰米杏粉紫棕購買賣銷售恤牛仔灣台北高雄"
    "劉陳楊趙吳徐孫朱胡郭羅鄭梁謝宋唐韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉蘇魏呂丁沈姚盧姜崔鍾譚陸汪范廖賈韋鄒"
    "孟熊秦邱尹薛段雷侯龍史陶黎賀龔邵嚴武戴莫孔湯洪賴莊簡游詹施柯翁傅卓玲雅怡君豪淑芬俊宏雯瑜婷偉芳娜敏靜麗"
)
JAPANESE = frozenset(
    "日本人年大学国会中生時間前後円金額数量商品番号注文顧客員氏名電話住所店舗売上合計単価割引返色赤青白黒緑紺"
    "灰茶服靴帽子下男女春夏秋冬東京都阪府県市区町村山田佐藤鈴木高橋伊渡辺小林加吉松井清水野原川島石岡長谷近坂遠"
    "福三浦太美由香恵一二四五六七八九十百千万月火土曜受付発送済未払支方法現銀行振込配料税抜在庫入荷出領収書様株"
    "式社有限分内外者手物新自動立見気車花真実明雄介郎優翔結愛衣裾袖丈着購買袋半袖長綿麻毛革帯桃紫黄担当備考"
)
KOREAN = frozenset(
    "가각간갈감갑강개객갱거건걸검겁게겨격견결경계고곡곤골공과관광괴교구국군굴궁권귀규균그극근글금"
    "급긋긍기긴길김까깨꺼께꼭꽃꾸꿈끝끼나낙난날남납낭내너넉널넘네녀년념노녹논놀농높누눈뉴느는늘능"
    "늦니님다단달담답당닿대댁더덕던덜덤데도독돈돌동돼되된두둘뒤드득든들등디따때떡떤떨또뚜뜨라락란"
    "람랑래랜량러럭런럴럼레렉렌려력련렬령례로록론롱뢰료루룩룰류륙륜률르른를름리린림립링마막만많말"
    "망맞매맥맨맹머먹먼멀메멘면명모목몰못묘무묵문물뭐미민믿밀밑바박반받발밤방밭배백버번벌범법베벤"
    "벨벽변별병보복본볼봄봉부북분불붉붙브블비빈빌빙빛빠빨뿐사산살삼상새색생샤서석선설섬섭성세센셀"
    "셋셔소속손솔송쇄쇠쇼수숙순술숨숲쉬스슨슬습승시식신실심십싸쌀쌍써쓰씨씩아악안알암압앙앞애액야"
    "약얀양어억언얼엄업없엇에엔엘여역연열염엽영예오옥온올옮옳와완왔왕왜외요욕용우욱운울움웃웅워원"
    "월위유육윤율융으은을음읍응의이익인일임입있잉자작잔잘잠잡장재쟁저적전절점접정제젠조족존졸종좋"
    "좌죄주죽준줄중즉즐즘증지직진질짐집징짜쪽차착찬찰참창찾채책처척천철첫청체쳐초촉촌총최추축춘출"
    "충취츠층치칙친칠침칭카칼캐커컨컬케켜코콘쿠큰클키타탁탄탈탐탑태택터털텀테텍템토톤톱통투트특틀"
    "티팀파판팔패팩팬퍼페펴편펼평폐포폭폰표푸풀품풍프플피픽필핑하학한할함합항해핵행향허험혁현혈협"
    "형혜호혹혼홀홍화확환활황회획효후훈훌휘휴흐흑흔흥희흰히힘"
)
_EASTERN = "ąćęłńśźżčěřšžůýőű"
_LOWER = {
    **dict.fromkeys("éèàöäüßñóíáçêô", -3.5),
    **dict.fromkeys("úâîùëïûåøæãõ", -4.5),
    **dict.fromkeys("œ", -3.5),
    **dict.fromkeys(_EASTERN, -5.5),
}
_UPPER = {**dict.fromkeys("ÉÖÄÜ", -5.5), **dict.fromkeys("ÀÈÑÇÓÁÍÚÊÔÅØÆŒŁŻŚČŘŠŽ", -7.0)}
_CYRILLIC_CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщъь")
_CURRENCIES = "€£¥"
_SIGNS = frozenset("°®™©’‘“”–—…•·«»ºª½¼¾²³§¿¡\xa0×„‚š")
_BREAKS = frozenset(" ,;|\t\r\n\"'()[]/.:-+*=!?&@#<>")
_WIDE_SIGNS = frozenset("　、。《》「」『』【】〔〕〖〗（），：；！？￥－～·…—“”‘’／＋％＝．＆＊＃")
_ODD, _VERY_ODD = -14.0, -20.0


def score(text: str, codec: str, level: str) -> tuple[float, int]:
    """Return the log-likelihood of the characters beyond ASCII in ``text``, and their number.

    ``level`` names the legacy codec whose order of characters tells the common ones.
    """
    total, count = 0.0, 0
    padded = f"\n{text}\n"
    east = _east(codec)
    for i, c in enumerate(padded):
        if c < " " and c not in "\t\r\n":
            count += 1
            total += _ODD
        elif c > "\x7f":
            count += 1
            left, right = padded[i - 1], padded[i + 1]
            if east is not None and (ord(c) > 0x2E7F or c in _WIDE_SIGNS):
                value = _wide(c, left, right, level, east)
                if c in _SIGNS:
                    value = max(value, _narrow(c, left, right, padded[i + 2 : i + 3]))
                total += value
            elif c in "①②③④⑤℃№→★●■":
                total += -10.0
            else:
                rarer = codec not in ("utf-8", "cp1250") and (east is not None or c in _EASTERN)
                total += _narrow(c, left, right, padded[i + 2 : i + 3]) - 3.0 * rarer
    return total, count


def _east(codec: str) -> frozenset[str] | None:
    return {
        "gb18030": SIMPLIFIED,
        "cp950": TRADITIONAL,
        "big5hkscs": TRADITIONAL,
        "cp932": JAPANESE,
        "cp949": KOREAN,
        "utf-8": SIMPLIFIED | TRADITIONAL | JAPANESE | KOREAN,
    }.get(codec)


def _wide(c: str, left: str, right: str, level: str, common: frozenset[str]) -> float:
    """Return how likely a character of East Asia is."""
    value = -5.7 if c in common else _level(c, level)
    if _script(c) == "half" and "half" not in (_script(left), _script(right)):
        value -= 5.0
    for other in (left, right):
        if other.isascii() and other.isalpha():
            value -= 5.0 if _script(c) == "half" else 1.0 if c in common else 3.0
        elif other > "\u2e7f" and _script(other) != _script(c):
            value -= _STRANGERS.get(frozenset((_script(other), _script(c))), 0.0)
    return value


_STRANGERS = {
    frozenset(("han", "hangul")): 3.0,
    frozenset(("kana", "hangul")): 8.0,
    frozenset(("half", "han")): 4.0,
    frozenset(("half", "kana")): 3.0,
    frozenset(("half", "hangul")): 8.0,
}


@cache
def _script(c: str) -> str:
    point = ord(c)
    if 0xAC00 <= point <= 0xD7A3:
        return "hangul"
    if 0x3041 <= point <= 0x30FF:
        return "kana"
    if 0xFF61 <= point <= 0xFF9F:
        return "half"
    return "han" if 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF else "sign"


@cache
def _level(c: str, codec: str) -> float:
    """Return how likely a character is that is not among the most common."""
    script = _script(c)
    if script == "sign":
        return _wide_sign(c)
    if script in ("kana", "half"):
        return {"cp932": {"kana": -6.0, "half": -7.5}}.get(codec, {}).get(script, -11.0)
    try:
        lead = c.encode(codec)
    except UnicodeEncodeError:
        return -17.0
    first, second = lead[0], lead[-1]
    ranges = {
        "gb18030": 0xB0 <= first <= 0xD7 and second >= 0xA1 and len(lead) == 2,
        "cp950": 0xA4 <= first <= 0xC6,
        "big5hkscs": 0xA4 <= first <= 0xC6,
        "cp932": 0x88 <= first <= 0x97,
        "cp949": 0xB0 <= first <= 0xC8 and second >= 0xA1,
    }
    if ranges.get(codec, True) or (codec == "gb18030" and c in TRADITIONAL):
        return -9.5
    rarer = codec != "gb18030" or (0xD8 <= first <= 0xF7 and second >= 0xA1)
    return -12.5 if rarer and script == "han" else -16.0


def _wide_sign(c: str) -> float:
    if c in _WIDE_SIGNS:
        return -6.5
    if "\uff01" <= c <= "\uff5e":
        return -8.0
    return _VERY_ODD if unicodedata.category(c) in ("Co", "Cn") else _ODD


def _narrow(c: str, left: str, right: str, after: str) -> float:
    """Return how likely a letter or sign of Western Europe is."""
    if c in "°º" and left in "Nn":  # N° de commande, Nº de pedido
        return -3.5
    if c in _CURRENCIES or c in _SIGNS:
        return _sign(c, left, right, after)
    kind = unicodedata.name(c, "")
    if kind.startswith("CYRILLIC"):
        return _cyrillic(c, left, right)
    if not c.isalpha() or not kind.startswith("LATIN") or "LIGATURE F" in kind:
        return _ODD
    value = _LOWER.get(c, -9.0) if c.islower() else _UPPER.get(c, -11.0)
    if c in "œŒ" and right not in "uiUI":
        value -= 4.0
    letters = left.isalpha() + right.isalpha()
    if not letters:
        value -= 2.0 if c in "àéóèÀ" and left in _BREAKS and right in _BREAKS else 6.0
    if left.isdigit() or right.isdigit():
        value -= 3.0
    base = unicodedata.normalize("NFD", c)[0].lower()
    if base in (left.lower(), right.lower()) and c not in "éÉëË":
        value -= 4.0
    if left > "\x7f" or right > "\x7f":
        value -= 1.5 if c.islower() else 3.0
        value -= 3.0 if left > "\x7f" and right > "\x7f" else 0.0
    if c.isupper():
        value -= 6.0 if left.islower() else 0.0
        value -= 1.0 if left.isupper() and right.islower() else 0.0
    elif left.isupper() and right.isupper() and c != "ß":
        value -= 5.0
    return value


def _cyrillic(c: str, left: str, right: str) -> float:
    near = [o for o in (left, right) if "\u0400" <= o <= "\u04ff"]
    value = -4.0 if near else -10.0
    value -= 0.0 if "а" <= c.lower() <= "я" else 2.5 if c in "ёЁіІїЇєЄґҐ" else 5.0
    value -= 6.0 * any(o.isascii() and o.isalpha() for o in (left, right))
    value -= 1.5 * all(o.lower() in _CYRILLIC_CONSONANTS for o in (left, c, right))
    return value - (6.0 if c.isupper() and left.islower() else 0.0)


def _sign(c: str, left: str, right: str, after: str) -> float:
    """Return how likely a sign is, by whether it stands where such a sign stands."""
    around = (left, right)
    high = sum(o > "\x7f" and o != "\xa0" for o in around) * 3.0
    digits = any(o.isdigit() for o in around)
    loose = all(o in _BREAKS or o.isdigit() for o in around)
    if c in _CURRENCIES or c == "\xa0":
        value = -4.5 if digits or (loose and c != "\xa0") else (-6.0 if c == "\xa0" else -10.0)
    elif c == "’":
        between = left.isalpha() and right.isalpha()
        ends = between and right in "sStT" and not after.isalpha()
        value = -3.2 if ends else -6.0 if between else -8.0
    elif c in "–—":
        value = -5.0 if loose else -9.0
    elif c in "“”„‚‘«»…":
        value = -6.0 if left in _BREAKS or right in _BREAKS else -11.0
    elif c in "®™©":
        value = -6.0 if right in _BREAKS and left not in " \n" else -8.0
    elif c in "ºª":
        value = -6.0 if left in "Nn" or left.isdigit() else -12.0
    elif c in "°²³½¼¾":
        value = -6.0 if left.isdigit() or left in " m" else -10.0
    elif c in "¿¡":
        value = -5.0 if left in _BREAKS and right.isalpha() else -12.0
    else:
        value = -8.0 if loose else -13.0
    return value - high
