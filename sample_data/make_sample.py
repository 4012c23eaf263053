"""Make a small invented clothing shop: two stores and a web shop over two years.

    python make_sample.py [FOLDER]

writes `sales.csv`, `sales_zh.csv` (the same shop as a Chinese till exports it),
`customers.csv`, `inventory.csv` and `feedback.csv`; and `marketplace.csv`, a second source that
knows its buyers by ids of its own, some of them members, with `aliases.csv` for those whose
contacts do not tell. Every run gives the same bytes.

The buying process (time in weeks) is Pareto/NBD, known by construction:

- purchase rate lambda ~ Gamma(r = 0.6, alpha = 2.1), dropout rate
  mu ~ Gamma(s = 1.2, beta = 24); lifetime ~ Exponential(mu); gaps ~ Exponential(lambda)
  on the shop's own clock (`shop_clock`), which runs faster in season and at festivals;
- except: who dresses mainly for work (a third) and has a lambda above one purchase in
  70 days buys in a rhythm: gaps ~ Gamma(shape 9, mean 45 days) on the calendar;
- first purchases come ever faster, from 0.3 to 1.7 times the mean pace;
- a customer's spend level is LogNormal(0, 0.4); the price looked for is 330 yuan times
  it. Style, scene and size are fixed per customer and steer most of the choices.

Money is counted in integer cents, so these hold exactly on every line:

    quantity * list_price - discount      = quantity * unit_price
    quantity * unit_price - coupon_amount = amount

`unit_price` is after the line discount and before the coupon; a coupon is shared over
the order's lines by value, rounded down, the last line taking the rest. `cost` is that
of the line. A refund is a later line with the opposite signs (prices stay positive) and
an order id of its own. A cancelled order keeps the amount that would have been paid.
Every name, phone and address is invented.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Row = dict[str, Any]
Floats = npt.NDArray[np.float64]
Rng = np.random.Generator

SEED = 11
START, DAYS = pd.Timestamp("2024-07-01"), 730
END = START + pd.Timedelta(days=DAYS)
BUYERS, PROSPECTS, GUESTS = 2050, 150, 700

STYLES = ["commuter", "French", "minimalist", "sweet", "street", "new Chinese"]
SCENES = ["work", "leisure", "date", "travel", "party"]
SCENE_SHARE = [0.34, 0.26, 0.16, 0.14, 0.10]
SIZES = ["S Petite", "M Petite", "S", "M", "L", "XL", "2XL Plus", "3XL Plus"]
SIZE_SHARE = [0.05, 0.06, 0.20, 0.30, 0.20, 0.10, 0.06, 0.03]
COLORS = ["black", "white", "beige", "navy", "burgundy", "sage", "camel", "denim blue"]
STORES, STORE_SHARE = ["West Lake Store", "Riverside Store", "Web Shop"], [0.4, 0.3, 0.3]
STAFF = [["Lin Yue", "Zhou Min", "He Jia"], ["Xu Ning", "Shen Lan"], [""]]
CHANNELS = [["store"], ["store"], ["web", "mini program"]]
PAYMENTS = ["WeChat Pay", "Alipay", "bank card", "cash"]
PAYMENT_SHARE = [[0.55, 0.22, 0.16, 0.07], [0.55, 0.22, 0.16, 0.07], [0.6, 0.4, 0, 0]]
# name, Chinese name, code, usual list price, seasons, details
CATEGORIES = """
dress|连衣裙|DR|459|spring summer autumn|square neck=方领,long=长款,belted=收腰
shirt|衬衫|SH|299|spring summer autumn|stand collar=立领,loose=宽松,draped=垂感
t-shirt|T恤|TS|229|summer|round neck=圆领,cropped=短款
knitwear|针织衫|KN|329|spring autumn winter|V-neck=V领,cable=麻花,thin=薄款
blazer|西装|BZ|529|spring autumn|double-breasted=双排扣,short=短款
coat|大衣|CO|799|autumn winter|double-faced=双面呢,long=长款
down jacket|羽绒服|DJ|759|winter|light=轻薄,hooded=连帽
trousers|休闲裤|TR|329|spring summer autumn winter|wide-leg=阔腿,straight=直筒
skirt|半身裙|SK|319|spring summer autumn winter|A-line=A字,pleated=百褶
jeans|牛仔裤|JE|299|spring autumn winter|high-waisted=高腰,slim=修身
scarf|围巾|SC|219|spring autumn winter|printed=印花,wool=羊毛
bag|包袋|BG|319|summer winter|small=小号,woven=编织
"""
# listed on, season, pieces bought in of each sku
COLLECTIONS = """
2024-06-25 summer 25|2024-08-05 autumn 30|2024-10-20 winter 45|2025-02-10 spring 70
2025-04-25 summer 85|2025-08-05 autumn 100|2025-10-20 winter 110|2026-02-10 spring 120
2026-04-25 summer 150
"""
AGES = [110, 170, 330]  # days since listing: full price, marked down, cleared, gone
MARKDOWN, INTEREST = [0, 30, 50, 50], [1.0, 0.3, 0.06, 0.0]
MONTHS = [0.80, 0.70, 1.15, 1.20, 1.00, 0.90, 0.75, 0.80, 1.25, 1.30, 1.10, 1.00]
WEEKDAYS = [0.80, 0.80, 0.80, 0.85, 0.95, 1.45, 1.35]
# first day, last day, busyness, percent off
EVENTS = """
2024-08-08 2024-08-10 1.5 10|2024-09-15 2024-09-17 1.4 0|2024-10-01 2024-10-07 1.6 10
2024-11-08 2024-11-11 2.6 20|2024-12-10 2024-12-12 1.5 15|2025-01-10 2025-01-27 1.8 10
2025-01-28 2025-02-02 0.2 0|2025-03-05 2025-03-08 1.7 10|2025-05-17 2025-05-20 1.4 0
2025-06-14 2025-06-18 2.1 20|2025-08-27 2025-08-29 1.5 10|2025-10-01 2025-10-07 1.7 10
2025-11-08 2025-11-11 2.6 20|2025-12-10 2025-12-12 1.5 15|2026-01-28 2026-02-15 1.8 10
2026-02-16 2026-02-20 0.2 0|2026-03-05 2026-03-08 1.7 10|2026-05-17 2026-05-20 1.4 0
2026-06-14 2026-06-18 2.1 20
"""
COUPONS = ["NEW30", "BDAY50", "BACK40", "CARD20"]
COUPON_TERMS = [(199, 30), (399, 50), (299, 40), (259, 20)]  # least spend, worth in yuan
COUPON_USE = [0.35, 0.50, 0.40, 0.07]  # share of those entitled
REASONS = ["wrong size", "quality", "not as pictured", "changed my mind"]
REASON_SHARE = [0.45, 0.15, 0.22, 0.18]
SCORE_SHARE = [0.03, 0.06, 0.14, 0.35, 0.42]
SURVEY = """
Seam came open after one wash|Colour is not that of the picture, sadly
All right, the sleeves are a bit long|Nice, would buy again
Fits very well, and the fabric feels good
"""
TALKS = """
not_bought|price|Likes it, waits for a lower price
not_bought|size|Her size was sold out
not_bought|style|Nothing in her style this time
not_bought|looking|Just looking, will come with a friend
consult|size|Which size at 165 cm, 60 kg?
consult|matching|What goes with the navy blazer?
consult|care|Can it be washed at 30 degrees?
consult|delivery|When will the order arrive?
"""
LEVELS = ["none", "silver", "gold", "black"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "晓岚静怡雨桐思琪梦洁若溪佳宁子涵婉清诗韵乐瑶欣妍芷兰明轩浩然书雅"
CITIES, CITY_SHARE = ["Hangzhou", "Shaoxing", "Jiaxing", "Huzhou"], [0.7, 0.12, 0.1, 0.08]
FIELDS = """
order_id=订单号 order_time=下单时间 customer_id=会员号 sku=款号 product=商品名称
category=品类 style=风格 scene=场景 size=尺码 color=颜色 season=季节 quantity=数量
unit_price=单价 list_price=吊牌价 discount=优惠金额 amount=实付金额 coupon=优惠券
coupon_amount=优惠券金额 store=门店 channel=渠道 staff=导购 payment=支付方式 status=订单状态
refunded_order_id=原订单号 return_reason=退货原因 cost=成本
"""
MEMBER_FIELDS = """
customer_id name phone email wechat sex birthday join_date level referred_by opt_out_sms
opt_out_email opt_out_wechat opt_out_phone city store
"""
MARKET_FIELDS = [
    "Order No", "Buyer ID", "Paid At", "SKU", "Product", "Quantity", "Amount Paid", "Mobile",
    "Email", "Customer Name",
]  # fmt: skip
STOCK_FIELDS = "sku category style size season on_hand cost list_price list_date"
TALK_FIELDS = """
customer_id date channel type score text reason created_at first_reply_at closed_at
followup_at
"""
WORDS = """
commuter=通勤|French=法式|minimalist=极简|sweet=甜美|street=街头|new Chinese=新中式|work=上班
leisure=休闲|date=约会|travel=旅行|party=聚会|S Petite=小个子S|M Petite=小个子M|S=S|M=M|L=L
XL=XL|2XL Plus=大码2XL|3XL Plus=大码3XL|One Size=均码|black=黑色|white=白色|beige=米色
navy=藏青|burgundy=酒红|sage=灰绿|camel=驼色|denim blue=牛仔蓝|spring=春季|summer=夏季
autumn=秋季|winter=冬季|West Lake Store=西湖店|Riverside Store=江畔店|Web Shop=网店
store=门店|web=网店|mini program=小程序|Lin Yue=林悦|Zhou Min=周敏|He Jia=何佳|Xu Ning=徐宁
Shen Lan=沈岚|WeChat Pay=微信支付|Alipay=支付宝|bank card=银行卡|cash=现金|completed=已完成
cancelled=已取消|refunded=已退款|wrong size=尺码不合适|quality=质量问题|not as pictured=与图片不符
changed my mind=不想要了|=
"""
WORDED = "style scene size color season store channel staff payment status return_reason"
MONEY = ["unit_price", "list_price", "discount", "amount", "coupon_amount", "cost"]


def cells(table: str) -> list[str]:
    """Cut a table in text into its cells, row by row."""
    return "|".join(table.strip().splitlines()).split("|")


def pairs(items: list[str]) -> dict[str, str]:
    """Read `word=translation` items."""
    return dict(item.split("=", 1) for item in items)


def pick(rng: Rng, items: list[str], share: list[float] | None = None) -> str:
    """Draw one item."""
    return items[int(rng.choice(len(items), p=share))]


def day_of(text: str) -> int:
    """Days from the first day of the shop."""
    return (pd.Timestamp(text) - START).days


def at_time(rng: Rng, day: int, store: str) -> pd.Timestamp:
    """Draw a moment of a day: opening hours in a store, mostly evenings on the web."""
    hour = rng.normal(20, 4) % 24 if store == "Web Shop" else 10 + 11.5 * rng.beta(2, 2)
    return START + pd.Timedelta(days=day, seconds=int(hour * 3600))


def shop_clock() -> tuple[Floats, list[int]]:
    """Return the busyness up to each day, (DAYS + 1,), and each day's percent off."""
    dates = pd.date_range(START, periods=DAYS)
    busy = np.array([MONTHS[d.month - 1] * WEEKDAYS[d.weekday()] for d in dates])
    percent = [0] * DAYS
    for first, last, factor, off in (event.split() for event in cells(EVENTS)):
        for day in range(day_of(first), day_of(last) + 1):
            busy[day], percent[day] = busy[day] * float(factor), int(off)
    return np.concatenate([[0.0], np.cumsum(busy / busy.mean())]), percent


def make_goods(rng: Rng) -> list[Row]:
    """Make one row per sku; `partner` is the row of the piece that goes with it."""
    goods: list[Row] = []
    for listed, season, bought in (entry.split() for entry in cells(COLLECTIONS)):
        first = len(goods)
        for entry in CATEGORIES.strip().splitlines():
            category, zh, code, usual, seasons, details = entry.split("|")
            for number in range(1, 5) if season in seasons.split() else ():
                sku = f"{season[:2].upper()}{listed[2:4]}-{code}{number:02d}"
                price = (round(int(usual) * rng.lognormal(0, 0.2) / 10) * 10 - 1) * 100
                detail = details.split(",")[number % (details.count(",") + 1)]
                row: Row = {"sku": sku, "season": season, "list_date": listed, "detail": detail}
                row |= {"category": category, "category_zh": zh, "list_price": price}
                row |= {"style": pick(rng, STYLES), "scene": pick(rng, SCENES, SCENE_SHARE)}
                row |= {"bought": int(bought), "cost": round(price * rng.uniform(0.26, 0.40))}
                row |= {"liked": rng.gamma(2.0), "color": int(rng.integers(len(COLORS)))}
                goods.append(row | named(row, number % 2 == 0))
        size = len(goods) - first
        for place in range(size):
            goods[first + place]["partner"] = first + (place + size // 2) % size
    return goods


def named(row: Row, comma: bool) -> Row:
    """Name a piece in both languages, half of them with a comma in the name."""
    (detail, detail_zh), style = row["detail"].split("="), row["style"]
    name, zh = f"{style} {row['category']}", pairs(cells(WORDS))[style] + row["category_zh"]
    name = f"{name}, {detail}" if comma else f"{detail} {name}"
    zh = f"{zh},{detail_zh}" if comma else f"{detail_zh}{zh}"
    return {"product": name[0].upper() + name[1:], "product_zh": zh}


def make_people(rng: Rng, clock: Floats) -> list[Row]:
    """Draw buyers, then prospects, then guests, who are people for one order."""
    people: list[Row] = []
    for number in range(BUYERS + PROSPECTS + GUESTS):
        when = DAYS * (np.sqrt(0.09 + 2.8 * rng.random()) - 0.3) / 1.4
        arrival = min(float(np.interp(when, clock, range(DAYS + 1))), DAYS - 0.01)
        early = int(rng.integers(1, 20)) if rng.random() < 0.2 else 0
        born = END - pd.Timedelta(days=int(rng.integers(20 * 365, 62 * 365)))
        leap = pd.Timestamp(1980 + number % 5 * 4, 2, 29)
        row: Row = {"arrival": arrival, "joined": max(0, int(arrival) - early)}
        row |= {"style": pick(rng, STYLES), "scene": pick(rng, SCENES, SCENE_SHARE)}
        row |= {"category": pick(rng, cells(CATEGORIES)[::6]), "level": rng.lognormal(0, 0.4)}
        row |= {"store": pick(rng, STORES, STORE_SHARE), "customer_id": ""}
        row |= {"size": int(rng.choice(len(SIZES), p=SIZE_SHARE))}
        row |= {"born": leap if number % 120 == 7 else born}
        row |= {"rate": rng.gamma(0.6, 1 / 2.1) / 7}
        row |= {"lifetime": rng.exponential(7 / max(rng.gamma(1.2, 1 / 24), 1e-9))}
        people.append(row)
    members = sorted(people[: BUYERS + PROSPECTS], key=lambda person: person["joined"])
    numbers = 10_000 + np.cumsum(rng.integers(1, 4, len(members)))
    for person, member_number in zip(members, numbers, strict=True):
        person["customer_id"] = f"{member_number:08d}"
    return people


def purchase_times(rng: Rng, person: Row, clock: Floats) -> list[float]:
    """Draw the days on which a buyer buys, the first being the arrival."""
    rhythm = person["scene"] == "work" and person["rate"] > 1 / 70
    times, days = [person["arrival"]], np.arange(DAYS + 1)
    while True:
        busy = np.interp(times[-1], days, clock) + rng.exponential(1 / (person["rate"] + 1e-9))
        later = float(np.interp(busy, clock, days))
        if rhythm:
            later = times[-1] + rng.gamma(9, 45 / 9)
        if later >= min(DAYS, person["arrival"] + person["lifetime"]):
            return times
        times.append(later)


def make_orders(rng: Rng, people: list[Row], clock: Floats) -> list[Row]:
    """Draw who buys when and where, in the order of time."""
    orders: list[Row] = []
    for number, person in enumerate(people):
        guest = number >= BUYERS + PROSPECTS
        times = [person["arrival"]] if guest else []
        times = purchase_times(rng, person, clock) if number < BUYERS else times
        for place, time in enumerate(times):
            store = pick(rng, STORES) if rng.random() > 0.85 else person["store"]
            store = STORES[number % 2] if guest else store
            gap = time - times[place - 1] if place else 0
            row = {"person": person, "day": int(time), "place": place, "gap": gap}
            orders.append(row | {"store": store, "time": at_time(rng, int(time), store)})
    return sorted(orders, key=lambda order: order["time"])


def taste(person: Row, goods: list[Row]) -> Floats:
    """How much a person likes each piece, whatever the day."""
    liked = [piece["liked"] for piece in goods]
    wish = np.log([piece["list_price"] / 33_000 / person["level"] for piece in goods])
    for field, factor in (("style", 8.0), ("scene", 10.0), ("category", 2.5)):
        match = [factor if piece[field] == person[field] else 1.0 for piece in goods]
        liked = np.multiply(liked, match).tolist()
    return np.asarray(liked * np.exp(-((wish / 0.6) ** 2) / 2))


def draw_pieces(rng: Rng, order: Row, goods: list[Row], age: Floats) -> list[int]:
    """Draw the rows of the catalogue that an order takes, 1 to 4 of them."""
    if "taste" not in order["person"]:
        order["person"]["taste"] = taste(order["person"], goods)
    chance = order["person"]["taste"] * np.array(INTEREST)[np.searchsorted(AGES, age)]
    chance, taken = np.where(age < 0, 0, chance), list[int]()
    for _ in range(1 + min(3, rng.poisson(0.75 if order["place"] else 0.6))):
        taken.append(int(rng.choice(len(chance), p=chance / chance.sum())))
        chance[goods[taken[-1]]["partner"]] *= 25
        chance[taken] = 0
    return taken


def draw_line(rng: Rng, person: Row, piece: Row, off: int) -> Row:
    """Draw size, colour, quantity and price of one line, before any coupon."""
    usual = person["size"] + (int(rng.integers(-1, 2)) if rng.random() < 0.15 else 0)
    size = SIZES[min(max(usual, 0), len(SIZES) - 1)]
    count, price = 2 if rng.random() < 0.04 else 1, piece["list_price"]
    off = max(off, 10 if rng.random() < 0.12 else 0)
    line = {"size": "One Size" if piece["category"] in ("scarf", "bag") else size}
    line |= {"color": COLORS[(piece["color"] + int(rng.integers(3))) % len(COLORS)]}
    line |= {"quantity": count, "unit_price": price * (100 - off) // 100}
    line |= {"discount": count * (price * off // 100), "cost": count * piece["cost"]}
    return {field: piece.get(field, "") for field in pairs(FIELDS.split())} | line


def draw_coupon(rng: Rng, order: Row, total: int) -> tuple[str, int]:
    """Draw the coupon that an order uses and its worth in cents, or none."""
    birthday = order["person"]["born"].month == order["time"].month
    entitled = [order["place"] == 0, birthday, order["gap"] > 120, True]
    used, member = rng.random(4) < COUPON_USE, order["person"]["customer_id"] != ""
    for place, (least, worth) in enumerate(COUPON_TERMS):
        if member and used[place] and entitled[place] and total >= least * 100:
            return COUPONS[place], worth * 100
    return "", 0


def make_sales(rng: Rng, orders: list[Row], goods: list[Row], event: list[int]) -> list[Row]:
    """Make the lines of all orders, with coupons and cancellations, before refunds."""
    sales, listed = list[Row](), np.array([day_of(piece["list_date"]) for piece in goods])
    for number, order in enumerate(orders, start=1):
        shop, age = STORES.index(order["store"]), order["day"] - listed
        offs = [max(MARKDOWN[i], event[order["day"]]) for i in np.searchsorted(AGES, age)]
        drawn = draw_pieces(rng, order, goods, age)
        lines = [draw_line(rng, order["person"], goods[i], offs[i]) for i in drawn]
        values = [line["quantity"] * line["unit_price"] for line in lines]
        code, worth = draw_coupon(rng, order, sum(values))
        shares = [worth * value // sum(values) for value in values]
        shares[-1] += worth - sum(shares)
        head = {"order_id": f"A{number:06d}", "order_time": order["time"], "coupon": code}
        head |= {"customer_id": order["person"]["customer_id"], "store": order["store"]}
        head |= {"channel": pick(rng, CHANNELS[shop]), "staff": pick(rng, STAFF[shop])}
        head |= {"payment": pick(rng, PAYMENTS, PAYMENT_SHARE[shop])}
        lost = shop == 2 and rng.random() < 0.02
        head |= {"status": "cancelled" if lost else "completed"}
        for line, value, share in zip(lines, values, shares, strict=True):
            sales.append(line | head | {"coupon_amount": share, "amount": value - share})
    return sales


def make_refunds(rng: Rng, sales: list[Row]) -> list[Row]:
    """Give back some orders, in part or whole, 2 to 15 days later."""
    orders: dict[str, list[Row]] = {}
    for line in sales:
        orders.setdefault(line["order_id"], []).append(line)
    refunds: list[list[Row]] = []
    for order_id, lines in orders.items():
        head, chance = lines[0], 0.08 if lines[0]["store"] == "Web Shop" else 0.03
        day = (head["order_time"] - START).days + int(rng.integers(2, 16))
        good = head["status"] == "completed" and head["customer_id"] and day < DAYS
        if rng.random() < chance and good:
            new = {"order_time": at_time(rng, day, head["store"]), "status": "refunded"}
            new |= {"return_reason": pick(rng, REASONS, REASON_SHARE)}
            new |= {"refunded_order_id": order_id}
            one, whole = int(rng.integers(len(lines))), rng.random() < 0.4
            back = lines if whole else [lines[one]]
            refunds.append([line | new | given_back(line, whole) for line in back])
    refunds.sort(key=lambda lines: lines[0]["order_time"])
    for number, lines in enumerate(refunds, start=1):
        for line in lines:
            line["order_id"] = f"R{number:06d}"
    return [line for lines in refunds for line in lines]


def given_back(line: Row, whole: bool) -> Row:
    """Return the figures of a refund of a whole line, or of one piece of it."""
    pieces = line["quantity"] if whole else 1
    coupon = line["coupon_amount"] * pieces // line["quantity"]
    off = line["list_price"] - line["unit_price"]
    back = {"quantity": -pieces, "discount": -pieces * off, "coupon_amount": -coupon}
    back |= {"amount": coupon - pieces * line["unit_price"]}
    return back | {"cost": -pieces * (line["cost"] // line["quantity"])}


def make_members(rng: Rng, people: list[Row], sales: list[Row]) -> list[list[Any]]:
    """Make the member file, with gaps, opt-outs and referrals, ordered by id."""
    spent: Counter[str] = Counter()
    for line in sales:
        spent[line["customer_id"]] += line["amount"] * (line["status"] != "cancelled")
    members = sorted((p for p in people if p["customer_id"]), key=lambda p: p["customer_id"])
    phones, rows = rng.permutation(10_000), list[list[Any]]()
    for place, person in enumerate(members):
        key, known = person["customer_id"], rng.random(4) < [0.95, 0.45, 0.6, 0.75]
        opt_outs = (rng.random(4) < [0.08, 0.05, 0.03, 0.12]).astype(int).tolist()
        level = sum(spent[key] >= least * 100 for least in (1000, 3000, 8000))
        joined = START + pd.Timedelta(days=person["joined"])
        name = pick(rng, list(SURNAMES)) + pick(rng, list(GIVEN))
        name += pick(rng, list(GIVEN)) if rng.random() < 0.8 else ""
        friend = members[int(rng.integers(place + 1))]
        referred = friend["joined"] < person["joined"] and rng.random() < 0.09
        contact = [f"1390000{phones[place]:04d}", f"member{key}@example.com", f"wx_{key}"]
        contact = [value if ok else "" for value, ok in zip(contact, known, strict=False)]
        dates = [day.strftime("%Y-%m-%d") for day in (person["born"], joined)]
        row = [key, name, *contact, pick(rng, ["F", "M", ""], [0.86, 0.09, 0.05])]
        row += [dates[0] if known[3] else "", dates[1], LEVELS[level]]
        row += [friend["customer_id"] if referred else "", *opt_outs]
        rows.append([*row, pick(rng, CITIES, CITY_SHARE), person["store"]])
    return rows


def make_stock(rng: Rng, goods: list[Row], sales: list[Row]) -> list[Row]:
    """Make the stock per sku and size: what was bought in less what was sold."""
    sold: Counter[tuple[str, str]] = Counter()
    for line in sales:
        sold[line["sku"], line["size"]] += line["quantity"] * (line["status"] != "cancelled")
    rows: list[Row] = []
    for piece in goods:
        one_size = piece["category"] in ("scarf", "bag")
        sizes = {"One Size": 1.0} if one_size else dict(zip(SIZES, SIZE_SHARE, strict=True))
        for size, share in sizes.items():
            left = int(rng.poisson(piece["bought"] * share)) - sold[piece["sku"], size]
            rows.append(piece | {"size": size, "on_hand": max(0, left)})
    return rows


def talk(rng: Rng, key: str, time: pd.Timestamp, kind: str, *said: str | int) -> list[Any]:
    """Make one piece of feedback: draw its channel, answer, end and follow-up."""
    channel = "store" if kind == "not_bought" else pick(rng, ["wechat", "phone", "sms"])
    stamps, moment, going = list[str](), time, said[0] not in (4, 5)
    for minutes, share in ((180, 0.95), (1200, 0.93), (4000, 0.6)):
        moment += pd.Timedelta(minutes=int(rng.exponential(minutes)) + 2)
        going = going and bool(rng.random() < share) and moment < END
        stamps.append(str(moment) if going else "")
    return [key, str(time)[:10], channel, kind, *said, str(time), *stamps]


def make_feedback(rng: Rng, people: list[Row], sales: list[Row]) -> list[list[Any]]:
    """Make surveys after orders, complaints at refunds, visits and questions."""
    rows, members = list[list[Any]](), [p for p in people if p["customer_id"]]
    heads = {line["order_id"]: line for line in sales if line["customer_id"]}
    for line in heads.values():
        key, time, why = line["customer_id"], line["order_time"], line["return_reason"]
        wait, score = pd.Timedelta(minutes=int(rng.integers(600, 4000))), 0
        if line["status"] == "completed" and rng.random() < 0.05:
            score = int(pick(rng, ["1", "2", "3", "4", "5"], SCORE_SHARE))
            rows.append(talk(rng, key, time + wait, "survey", score, cells(SURVEY)[score - 1], ""))
        if line["status"] == "refunded" and rng.random() < 0.4:
            text, score = f"Sent back {line['sku']}, {why}", int(rng.integers(1, 3))
            rows.append(talk(rng, key, time - wait / 4, "complaint", score, text, why))
    for _ in range(440):
        person = members[int(rng.integers(len(members)))]
        kind, reason, text = pick(rng, TALKS.strip().splitlines()).split("|")
        time = at_time(rng, int(rng.integers(person["joined"], DAYS)), STORES[0])
        rows.append(talk(rng, person["customer_id"], time, kind, "", text, reason))
    return sorted((row for row in rows if row[7] < str(END)), key=lambda row: row[7:])


def make_marketplace(rng: Rng, members: list[list[Any]], goods: list[Row]) -> tuple[Any, Any]:
    """Make orders of a marketplace, and whom of its buyers the till knows by another contact.

    Of ten buyers six are members by their phone or e-mail, one of these in another name; one is a
    member with a new phone, and three are strangers.
    """
    rows, aliases, last = list[list[Any]](), list[list[str]](), len(members) - 1
    for number in range(300):
        buyer, kind, count = f"mk{70_000 + 7 * number}", number % 10, 1 + int(rng.poisson(0.7))
        key, name, phone, email = members[int(rng.integers(last))][:4]
        other = pick(rng, list(SURNAMES)) + pick(rng, list(GIVEN))
        if kind >= 6 or not (phone or email):
            phone, email = f"1370000{number:04d}", ""
            name = name if kind == 6 else other
            aliases += [[buyer, key]] if kind == 6 else []
        name = other if kind == 5 else name
        days = sorted(int(day) for day in rng.integers(365, DAYS, count))
        for place, day in enumerate(days):
            listed = [piece for piece in goods if 0 <= day - day_of(piece["list_date"]) < AGES[2]]
            piece = listed[int(rng.integers(len(listed)))]
            paid, time = yuan(piece["list_price"] * 8 // 10), at_time(rng, day, STORES[2])
            row = [f"M{number:04d}{place}", buyer, time, piece["sku"], piece["product"], 1, paid]
            rows.append([*row, phone, email, name])
    return sorted(rows, key=lambda row: (row[2], row[0])), aliases


def yuan(cents: int) -> str:
    """Write cents as yuan with exactly two decimals."""
    return f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def in_chinese(sales: list[Row], goods: list[Row]) -> list[Row]:
    """Translate the values and dates of the sales."""
    words, by_sku = pairs(cells(WORDS)), {piece["sku"]: piece for piece in goods}
    out: list[Row] = []
    for line in sales:
        piece, time = by_sku[line["sku"]], line["order_time"]
        zh = {field: words[line[field]] for field in WORDED.split()}
        zh |= {"product": piece["product_zh"], "category": piece["category_zh"]}
        zh |= {"order_time": f"{time.year}/{time.month}/{time.day} {time:%H:%M:%S}"}
        out.append(line | zh)
    return out


def write(rows: list[Any], names: list[str], path: Path, encoding: str = "utf-8") -> None:
    """Write a table in bytes that are the same on every system."""
    table = pd.DataFrame(rows, columns=names)
    for name in (name for name in names if name in MONEY):
        table[name] = [yuan(cents) for cents in table[name]]
    chinese = encoding == "gb18030"
    table = table.rename(columns=pairs(FIELDS.split()) if chinese else {})
    end = "\r\n" if chinese else "\n"
    path.write_bytes(table.to_csv(index=False, lineterminator=end).encode(encoding))


def main(folder: Path) -> None:
    """Make the shop and write its files; each part has a random stream of its own."""
    streams = [np.random.default_rng([SEED, part]) for part in range(9)]
    (clock, event), goods = shop_clock(), make_goods(streams[0])
    people = make_people(streams[1], clock)
    sales = make_sales(streams[3], make_orders(streams[2], people, clock), goods, event)
    sales = sorted(sales + make_refunds(streams[4], sales), key=lambda x: x["order_time"])
    folder.mkdir(parents=True, exist_ok=True)
    fields = list(pairs(FIELDS.split()))
    write(sales, fields, folder / "sales.csv")
    write(in_chinese(sales, goods), fields, folder / "sales_zh.csv", "gb18030")
    members, stock = make_members(streams[5], people, sales), make_stock(streams[6], goods, sales)
    write(members, MEMBER_FIELDS.split(), folder / "customers.csv", "utf-8-sig")
    write(stock, STOCK_FIELDS.split(), folder / "inventory.csv")
    feedback = make_feedback(streams[7], people, sales)
    write(feedback, TALK_FIELDS.split(), folder / "feedback.csv")
    orders, aliases = make_marketplace(streams[8], members, goods)
    write(orders, MARKET_FIELDS, folder / "marketplace.csv")
    write(aliases, ["old_id", "new_id"], folder / "aliases.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
