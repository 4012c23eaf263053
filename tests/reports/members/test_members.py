"""Members by hand: tiers, points, moves, who brought whom; and the sample's tiers by another way."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest

from repurchase_cli import config
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.errors import UsageError
from repurchase_cli.opening import open_sales
from repurchase_cli.reports.members.report import NEEDS, MembersRequest, build
from repurchase_cli.targeting.run import TargetsRequest, run_campaigns
from repurchase_cli.terms import Terms
from tests.campaigns.contacts import Contact, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.document import Document
    from repurchase_cli.sales import Sales
    from repurchase_cli.terms import Needs
    from tests.running import Done

SAMPLE = Path(__file__).parents[3] / "sample_data" / "sales.csv"
SALES = """\
order_id,date,customer_id,amount
A1,2024-01-10,ann,3000
A2,2024-02-01,ann,100
B1,2024-02-29,bob,150.90
C1,2024-03-01,cas,200
C1,2024-03-20,cas,-80
D1,2024-03-01,dee,990
D2,2024-03-05,dee,0.5
"""
PEOPLE = """\
customer_id,name,birthday,join_date,level,referred_by,sex
ann,Ann,1990-12-01,2024-01-01,gold,,F
bob,Bob,1992-02-29,2024-02-01,gold,ann,M
cas,Cas,1990-12-01,2024-03-01,金卡,bob,F
eve,Eve,1990-12-01,2024-03-01,vip,eve,F
"""
POINTS = """\
customer_id,date,points,kind,balance
ann,2024-02-10,-500,redeem,2700
bob,2024-03-01,50,gift,
cas,2024-03-10,-150,redeem,
cas,2024-03-25,-10,兑换,
eve,2024-03-02,20,welcome gift,20
ann,2024-01-10,3000,earn,
dee,2024-03-09,7,manual,1000
"""


@contextmanager
def opened(folder: Path, as_of: str = "2024-03-31", **files: str) -> Iterator[Sales]:
    paths = {}
    for name, text in ({"sales": SALES} | files).items():
        paths[name] = str(folder / f"{name}.csv")
        Path(paths[name]).write_text(text, encoding="utf-8")
    sales = paths.pop("sales")
    terms = Terms(as_of=date.fromisoformat(as_of), needs=NEEDS)
    with open_sales([sales], terms=terms, side=paths) as found:
        yield found


def document(sales: Sales, *settings: str, **request: Any) -> Document:
    with Ledger.none() as ledger:
        wanted = MembersRequest(**request)
        return build(wanted, ledger, sales, config.load(None, settings), "en")


def with_ledger(ledger: Ledger, sales: Sales, *settings: str) -> Document:
    return build(MembersRequest(), ledger, sales, config.load(None, settings), "en")


def rows(found: Document, table: str, *columns: str) -> list[tuple[Any, ...]]:
    frame = found.tables[table].rows.frame()
    chosen = frame[list(columns)] if columns else frame
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in chosen.itertuples(index=False)
    ]


def said(found: Document) -> str:
    return "\n".join(line.en for section in found.sections for line in section.lines)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Callable[..., Sales]]:
    with ExitStack() as stack:
        yield lambda **given: stack.enter_context(opened(tmp_path, **given))


def test_points_by_hand(shop: Callable[..., Sales]) -> None:
    found = document(shop(customers=PEOPLE, points=POINTS))
    of_points = ("earned", "given", "spent", "taken_back", "expired", "balance")
    names = ("customer_id", *(f"points_{name}" for name in of_points))
    assert rows(found, "members", *names) == [
        ("ann", 3200, 0, 500, 0, 0, 2700),  # 3000, then 100 doubled for gold
        ("bob", 301, 50, 0, 0, 0, 351),  # floor(150.90 × 2) in the month of the birthday
        ("cas", 200, 0, 150, 50, 0, 0),  # 80 were to be taken back, 30 of them were spent
        ("dee", 990, 7, 0, 0, 0, 997),
        ("eve", 0, 20, 0, 0, 0, 20),
    ]
    assert rows(found, "differences", "customer_id", "what", "by_file", "by_ledger") == [
        ("ann", "earned", 3000, 3200),
        ("bob", "earned", 0, 301),
        ("cas", "earned", 0, 200),
        ("cas", "spent", 160, 150),
        ("dee", "balance", 1000, 997),
        ("dee", "earned", 0, 990),
    ]
    short = dict(rows(found, "points", "what", "points"))
    assert (short["short_spent"], short["short_taken"]) == (10, 30)
    assert rows(found, "offers", "points", "members") == [(500, 2), (1000, 1)]
    assert rows(found, "entitled") == [("0", "ann", 2700), ("0", "dee", 997), ("1", "ann", 2700)]
    assert "10.0% is given back, 20.0% to gold" in said(found)


def test_points_of_29_february_last_until_the_28th(shop: Callable[..., Sales]) -> None:
    sales = shop(customers=PEOPLE, as_of="2025-02-28")
    found = document(sales, expiring_within=1)
    assert rows(found, "members", "customer_id", "points_balance", "points_expiring")[1:3] == [
        ("bob", 301, 301),
        ("cas", 120, 120),
    ]
    assert rows(found, "expiring")[0] == ("bob", pd.Timestamp("2025-02-28"), 301)
    gone = document(shop(customers=PEOPLE, as_of="2025-03-01"))
    assert rows(gone, "members", "points_expired", "points_balance")[1] == (301, 0)


def test_settings_of_points(shop: Callable[..., Sales]) -> None:
    sales = shop(customers=PEOPLE, as_of="2030-01-01")
    sets = ("points.valid_months=null", "points.per_unit=0.5", "points.tiers.gold=3")
    assert rows(document(sales, *sets), "members", "customer_id", "points_balance") == [
        ("ann", 1650),  # 1500, and floor(100 × 0.5 × 3)
        ("bob", 150),
        ("cas", 60),
        ("dee", 495),
        ("eve", 0),
    ]
    window = ("calendar.spring=03-01..03-04", "points.calendar.spring=5")
    early = document(shop(customers=PEOPLE), *window)
    assert dict(rows(early, "members", "customer_id", "points_earned"))["dee"] == 990 * 5
    assert dict(rows(early, "members", "customer_id", "points_taken_back"))["cas"] == 80 * 5


def test_a_later_refund_changes_no_multiplier(shop: Callable[..., Sales]) -> None:
    """The 3000 that made ann gold come back, and the points for them; the doubled ones stay."""
    sales = SALES + "A1,2024-03-05,ann,-3000\nA3,2024-03-06,ann,10\n"
    found = document(shop(sales=sales, customers=PEOPLE))
    names = ("tier", "points_earned", "points_taken_back", "points_balance")
    assert rows(found, "members", *names)[0] == ("none", 3210, 3000, 210)


def test_large_amounts_earn_to_the_point(shop: Callable[..., Sales]) -> None:
    sales = "order_id,date,customer_id,amount\nA1,2024-01-10,ann,987654321.99\n"
    found = document(shop(sales=sales + "A1,2024-02-10,ann,-87654321.99\n"), "points.per_unit=0.15")
    names = ("points_earned", "points_taken_back", "points_balance")
    assert rows(found, "members", *names) == [(148148148, 13148148, 135000000)]


def test_points_with_a_last_day_of_their_own_are_spent_first(shop: Callable[..., Sales]) -> None:
    points = "customer_id,date,points,kind,expires\nann,2024-02-01,100,gift,2024-02-20\n"
    kept = document(shop(points=points))
    assert rows(kept, "members", "points_expired", "points_balance")[0] == (100, 3200)
    spent = document(shop(points=points + "ann,2024-02-20,-130,redeem,\n"))
    assert rows(spent, "members", "points_expired", "points_balance")[0] == (0, 3170)


def test_a_refund_takes_points_with_a_last_day_where_no_others_are_there(
    shop: Callable[..., Sales],
) -> None:
    """Cas earned 200 and spent them; of the 80 that the refund takes back the gift has 50."""
    points = "customer_id,date,points,kind,expires\ncas,2024-03-02,-200,redeem,\n"
    points += "cas,2024-03-10,50,gift,2024-12-31\n"
    found = document(shop(points=points))
    names = ("points_earned", "points_given", "points_spent", "points_taken_back", "points_balance")
    assert ("cas", 200, 50, 200, 50, 0) in rows(found, "members", "customer_id", *names)


def test_points_after_the_as_of_date_are_said_with_their_sum(shop: Callable[..., Sales]) -> None:
    later = "ann,2024-04-01,30,gift,\nann,2024-05-01,-100,redeem,\nann,,5,gift,\n"
    found = document(shop(points=POINTS + later))
    notes = " ".join(note.en for note in found.notes)
    assert "2 records of the points file after 2024-03-31 (-70 points in all): left out" in notes
    assert "1 record of the points file without a day: left out" in notes


def test_a_points_file_that_differs_names_the_members(shop: Callable[..., Sales]) -> None:
    found = document(shop(points=POINTS))
    assert "; the largest: dee (+3)" in said(found)


def test_the_order_of_the_points_file_changes_nothing(shop: Callable[..., Sales]) -> None:
    head, *lines = POINTS.splitlines(keepends=True)
    turned = document(shop(points=head + "".join(reversed(lines))))
    assert rows(turned, "members") == rows(document(shop(points=POINTS)), "members")


def test_points_of_customers_who_are_known_by_their_phones(shop: Callable[..., Sales]) -> None:
    phones = (
        "order_id,date,phone,amount\n1,2024-01-05,13800138000,100\n2,2024-01-06,13900139000,9\n"
    )
    points = "phone,date,points\n138 0013 8000,2024-01-08,50\n+86 13900139000,2024-01-08,-4\n"
    found = document(shop(sales=phones, points=points))
    balances = rows(found, "members", "customer_id", "points_balance")
    assert balances == [("13800138000", 150), ("13900139000", 5)]


def test_tiers_by_hand(shop: Callable[..., Sales]) -> None:
    sales = shop(customers=PEOPLE)
    found = document(sales, since=date(2024, 1, 31))
    assert rows(found, "tiers", "tier", "members", "revenue", "points_balance", "liability") == [
        ("black", 0, 0, 0, 0),
        ("gold", 1, 3100, 3200, 320),
        ("silver", 0, 0, 0, 0),
        ("none", 4, 1261.4, 301 + 120 + 990, pytest.approx(141.1)),
    ]
    next_tier = ("customer_id", "window_spend", "next_tier", "to_next_tier")
    assert rows(found, "members", *next_tier) == [
        ("ann", 3100, "black", 4900),
        ("bob", 150.9, "silver", pytest.approx(849.1)),
        ("cas", 120, "silver", 880),
        ("dee", 990.5, "silver", 9.5),
        ("eve", 0, "silver", 1000),
    ]
    assert rows(found, "reach") == [("dee", "none", "silver", 9.5, 495.25)]
    assert rows(found, "moves") == [("gold", "gold", 1), ("(none)", "none", 3)]
    assert rows(found, "levels", "customer_id", "level", "tier") == [
        ("bob", "gold", "none"),
        ("cas", "金卡", "none"),
    ]
    assert "1 level are no tier" in said(found)
    with pytest.raises(UsageError, match="is not before"):
        document(sales, since=date(2024, 3, 31))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (("membership.window_days=60",), ("none", 100)),  # the 3000 are 81 days ago
        (("membership.window_days=60", "membership.review=01-01"), ("gold", 100)),
        (("membership.window_days=60", "membership.review=03-20"), ("none", 100)),
        (("membership.window_days=60", "membership.review=03-09"), ("gold", 100)),
    ],
)
def test_tiers_of_a_window_fall_on_the_day_of_the_review(
    settings: tuple[str, ...], expected: tuple[str, float], shop: Callable[..., Sales]
) -> None:
    found = document(shop(), *settings)
    assert rows(found, "members", "tier", "window_spend")[0] == expected


def test_tiers_by_purchases_or_points(shop: Callable[..., Sales], tmp_path: Path) -> None:
    for column, limits in (("n_purchases", (1, 2)), ("points_earned", (120, 3000))):
        path = tmp_path / "tiers.yaml"
        path.write_text(
            f"thresholds: {{good: {limits[0]}, best: {limits[1]}}}\n"
            "tiers:\n"
            f"  - {{name: best, label: Best, when: {column} >= $best}}\n"
            f"  - {{name: good, label: Good, when: {column} >= $good}}\n"
            "  - {name: none, label: None}\n",
            encoding="utf-8",
        )
        with Ledger.none() as ledger:
            found = build(MembersRequest(), ledger, shop(), config.load(str(path)), "en")
        tiers = dict(rows(found, "members", "customer_id", "tier"))
        assert (tiers["ann"], tiers["bob"], tiers["cas"]) == ("best", "good", "good")
        missing = dict(rows(found, "members", "customer_id", "to_next_tier"))
        assert missing["bob"] == {"n_purchases": 1, "points_earned": 2850}[column]


def test_tiers_of_the_sample_by_another_way(sales_for: Callable[[Needs], Sales]) -> None:
    """Tiers of a window with a yearly review, from the lines by an SQL script of its own."""
    window = ("membership.window_days=365", "membership.review=01-01")
    found = document(sales_for(NEEDS), *window)
    expected = duckdb.execute(f"""
        with sold as (
            select order_id, customer_id, cast(order_time as date) as day, sum(amount) as amount
            from read_csv('{SAMPLE}', types = {{'customer_id': 'varchar', 'amount': 'decimal(18,2)'}})
            where status = 'completed' and customer_id is not null group by all
        ), back as (
            select refunded_order_id as order_id, sum(amount) as amount
            from read_csv('{SAMPLE}', types = {{'amount': 'decimal(18,2)'}})
            where status = 'refunded' group by all
        ), net as (
            select customer_id, day, sold.amount + coalesce(back.amount, 0) as amount
            from sold left join back using (order_id)
        ), looked_at as (
            select customer_id, day from net where day > date '2026-01-01'
            union select customer_id, date '2026-01-01' from net
        ), most as (
            select l.customer_id, l.day, sum(n.amount) as spend
            from looked_at l left join net n
                on n.customer_id = l.customer_id and n.day <= l.day and n.day > l.day - 365
            group by all
        )
        select customer_id, case when max(spend) >= 8000 then 'black' when max(spend) >= 3000 then 'gold'
            when max(spend) >= 1000 then 'silver' else 'none' end as tier
        from most group by customer_id order by customer_id
    """).fetchall()
    tiers = dict(rows(found, "members", "customer_id", "tier"))
    compared = [(key, tier) for key, tier in expected if key in tiers]
    assert [(key, tiers[key]) for key, _ in compared] == compared
    assert len(compared) > 200


def test_the_grid_tells_what_campaigns_changed_where_they_met_customers(
    shop: Callable[..., Sales], tmp_path: Path
) -> None:
    """Contacts of 1 May: of the new, silent ones a, b, c, d are written to and a, b buy; y, z not.

    All of them have moved on since, who bought to another cell than who did not.
    """
    lines = [f"F{one},2024-03-01,{one},10" for one in "abcdyz"]
    lines += ["S1,2024-05-03,a,10", "S2,2024-05-30,b,10", "S3,2024-06-30,end,10"]
    sales = shop(
        sales="\n".join(["order_id,date,customer_id,amount", *lines, ""]), as_of="2024-06-30"
    )
    contacts = [
        Contact(
            "drifting_limited", one, "c", "contacted" if one < "e" else "control", "2024-05-01", "sms",
            "amount", "5 off", None, 5.0, 0.0, "2024-05-01", "2024-05-14", None, 0.5, "drifting", "",
        )
        for one in "abcdyz"
    ]  # fmt: skip
    run = date(2024, 5, 1)
    definitions = {"drifting_limited": {"title": {"en": "x", "zh": "x"}, "control": 0.3}}
    with Ledger.writing(tmp_path / "ledger.sqlite") as ledger:
        ledger.mark_written(ledger.add(run, run, "0", definitions, frame(contacts)))
        ledger.commit()
        found = with_ledger(ledger, sales)
    done = ("contacted", "measured", "bought", "lift")
    cells = {
        row[:2]: row[2:] for row in rows(found, "grid", "lifecycle_stage", "customer_group", *done)
    }
    assert cells["silent", "new"] == (4, 4, 2, 0.5)
    assert {row for cell, row in cells.items() if cell != ("silent", "new")} == {(0, 0, 0, None)}


def test_kinds_of_points_that_nobody_knows_are_said(shop: Callable[..., Sales]) -> None:
    text = "customer_id,date,points,kind,reason\nann,2024-03-02,20,manual,\nann,2024-03-03,-5,manual,\n"
    found = document(shop(points=text + "bob,2024-03-02,9,adjust,survey\n"))
    assert "(records: points): 'manual' (2: +15)" in said(found)
    given = rows(found, "members", "customer_id", "points_given", "points_spent")
    assert given[:2] == [("ann", 20, 5), ("bob", 9, 0)]


def test_who_brought_whom(shop: Callable[..., Sales]) -> None:
    ring = "fay,Fay,,2024-03-02,,gus,\ngus,Gus,,2024-03-02,,fay,\n"
    found = document(shop(customers=PEOPLE + ring))
    assert rows(found, "referrals", "customer_id", "referrer", "reward", "depth", "flag") == [
        ("bob", "ann", 20, 1, ""),
        ("cas", "bob", 20, 2, ""),
        ("eve", "eve", None, 0, "self"),
        ("fay", "gus", None, 0, "ring"),
        ("gus", "fay", None, 0, "ring"),
    ]
    states = ("customer_id", "reward", "reward_state")
    assert rows(found, "referrals", *states)[:3] == [
        ("bob", 20, "due"), ("cas", 20, "due"), ("eve", None, None),
    ]  # fmt: skip
    paid = "customer_id,date,points,kind,reason\nann,2024-03-02,200,gift,brought bob: referral\n"
    later = document(shop(customers=PEOPLE, points=paid))
    assert rows(later, "referrals", *states)[:2] == [("bob", 0, "paid"), ("cas", 20, "due")]
    assert "rewards due: 20.00, 1 paid already" in said(later)
    counts = rows(found, "members", "customer_id", "referrals", "referrals_bought")
    assert counts[:2] == [("ann", 1, 1), ("bob", 1, 1)]
    assert rows(found, "referral_months", "joined", "brought") == [(1, 0), (1, 1), (4, 1)]


def test_few_people_are_not_shown_apart(sales_for: Callable[[Needs], Sales]) -> None:
    sales = sales_for(NEEDS)
    found = document(sales)
    assert min(n for (n,) in rows(found, "people", "members")) >= 10
    grid = rows(found, "grid", "lifecycle_stage", "customer_group", "customers", "campaigns")
    assert len(grid) == 16
    cells = {(stage, group): campaigns for stage, group, _, campaigns in grid}
    assert "first_month_gift" in cells["silent", "new"]
    assert "first_month_gift" not in cells["active", "new"]
    assert cells["lost", "returning"] == "member_gift_lost"
    assert sum(n for *_, n, _ in grid) == sales.intake.customers


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("points_balance >= 500", ["ann", "dee"]),
        ("points_expiring_30d > 0", []),
        ("referrals = 1", ["ann", "bob"]),
        ("next_tier = 'black'", ["ann"]),
        ("purchases_to_next_tier <= 1", ["dee"]),
    ],
)
def test_campaigns_may_ask_for_points_and_tiers(
    when: str, due: list[str], shop: Callable[..., Sales]
) -> None:
    offer = {"kind": "none"}
    campaign = {"name": "try", "title": "Try", "when": when, "offer": offer, "channels": ["phone"]}
    settings = config.load(None, ["campaigns=" + json.dumps([campaign]), "control_share=0"])
    people = PEOPLE.replace(",sex\n", ",sex,phone\n").replace(",F\n", ",F,13900000001\n")
    people = people.replace(",M\n", ",M,13900000002\n") + "dee,Dee,,,,,F,13900000003\n"
    with Ledger.none() as ledger:
        sales = shop(customers=people, points=POINTS)
        run = run_campaigns(TargetsRequest(), ledger, bytes(32), sales, settings, "en")
    assert sorted(run.contacts.rows["customer_id"]) == due


def test_the_command(program: Callable[..., Done], tmp_path: Path) -> None:
    for name, text in (("sales", SALES), ("points", POINTS), ("people", PEOPLE)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    done = program(
        "members", "sales.csv", "--customers", "people.csv", "--points", "points.csv",
        "--since", "2024-02-01", "--expiring-within", "60", "--lang", "zh", "-o", "members.csv",
    )  # fmt: skip
    assert done.status == 0, done.err
    assert "会员等级" in done.out
    assert "Ann" not in done.out
    written = (tmp_path / "members.csv").read_text(encoding="utf-8").splitlines()
    assert written[0].lstrip("\ufeff").startswith("customer_id,name,phone,email,tier,window_spend")
    assert len(written) == 6
