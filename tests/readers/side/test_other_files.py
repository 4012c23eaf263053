"""Inventory, feedback, points and whom never to contact."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from repurchase_cli.errors import InputError
from repurchase_cli.sources import SIDE_FIELDS
from tests.readers.side.conftest import Answer, rows, side, write


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_inventory(answer: Answer) -> None:
    text = """
        货号,尺码,库存数量,成本,吊牌价,上架日期
        S1,M,"1,200 件",￥12.50,99,2024-01-02
        S1,L,3,12.50,99,2024-01-02
        S9,M,none,12.50,99,2024-01-02
        S1,M,7,12.50,99,2024-01-02
        合计,,"1,210",,,
    """
    found = answer("--inventory", write("stock.csv", text))
    assert side(found)["excluded"] == {"totals_line": 1, "repeated_id": 1}
    assert (side(found)["matched"], side(found)["unmatched"]) == (2, 1)
    with rows("inventory", "stock.csv", "sku", "size", "on_hand", "list_date") as stock:
        day = date(2024, 1, 2)
        assert stock == [
            ("S1", "L", Decimal(3), day), ("S9", "M", None, day), ("S1", "M", Decimal(7), day),
        ]  # fmt: skip


def test_an_item_may_stand_in_several_colours_and_stores() -> None:
    text = "sku,color,store,on_hand\nS1,red,A,1\nS1,blue,A,2\nS1,red,B,3\n"
    with rows("inventory", write("stock.csv", text), "sum(on_hand)") as found:
        assert found == [(Decimal(6),)]


def test_feedback(answer: Answer) -> None:
    text = """
        customer_id,date,channel,score,text,created_at,first_reply_at
        00011,2024-01-06,wechat,5,"Nice, again",2024-01-06 10:00:00,2024-01-06 12:30:00
        00011,2024-01-07,phone,1,Torn,2024-01-07 10:00:00,
        77777,2024-01-07,phone,,Where are you?,2024-01-07 10:00:00,
    """
    entry = side(answer("--feedback", write("talks.csv", text)))
    assert (entry["records"], entry["used"], entry["matched"], entry["unmatched"]) == (3, 3, 2, 1)
    with rows("feedback", "talks.csv", "score", "first_reply_at") as found:
        assert found[0] == (Decimal(5), datetime(2024, 1, 6, 12, 30))


def test_points_need_a_number(answer: Answer) -> None:
    text = "会员号,日期,积分变动,到期日\n00011,2024-01-05,100,2025-01-05\n00011,2024-02-05,-30,\n00012,2024-02-05,many,\n"
    found = answer("--points", write("p.csv", text), "--set", "rejected_share_limit=0.5")
    assert (side(found)["used"], side(found)["rejected"]) == (2, 1)
    with rows("points", "p.csv", "points", "expires") as ledger:
        assert ledger == [(Decimal(100), date(2025, 1, 5)), (Decimal(-30), None)]


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("customer_id\n00011\n77777\n", 1),
        ("phone\n+86 138 0000 0001\n13800000009\n", 1),
        ("13800000001\n13800000002\n", 2),
        ("a@example.com\nb@example.com\n", 0),
        ("customer_id,phone\n,008613800000002\n00011,\n", 2),
    ],
)
def test_suppression_by_any_of_id_phone_and_e_mail(answer: Answer, text: str, matched: int) -> None:
    entry = side(answer("--suppress", write("never.csv", text)))
    assert (entry["used"], entry["matched"]) == (2, matched)


@pytest.mark.parametrize(
    ("text", "listed", "subscribed", "unread"),
    [
        ("phone,status\n13800000001,subscribed\n13800000002,unsubscribed\n", 1, 1, 0),
        ("手机号,状态\n13800000001,正常\n13800000002,已退订\n", 1, 1, 0),
        ("手机号,是否退订\n13800000001,否\n13800000002,是\n", 1, 1, 0),
        ("phone,Email Opt In\n13800000001,yes\n13800000002,no\n", 1, 1, 0),
        # a word that tells nothing, a number in a column that asks nothing, a blank: on the list
        ("phone,status\n13800000001,active\n13800000002,subscribed\n", 1, 1, 1),
        ("phone,status\n13800000001,0\n13800000002,1\n", 2, 0, 2),
        ("phone,status\n13800000001,\n13800000002,Subscribed\n", 1, 1, 0),
        # out by one column is out, whatever the other says
        ("phone,status,unsubscribed\n13800000001,subscribed,1\n13800000002,subscribed,0\n", 1, 1, 0),
        ("phone,email status,sms status\n13800000001,subscribed,unsubscribed\n13800000002,subscribed,\n", 1, 1, 0),
        # by its words, whatever it is called, and without a header
        ("phone,marketing\n13800000001,Subscribed\n13800000002,Cleaned\n", 1, 1, 0),
        ("13800000001,subscribed\n13800000002,unsubscribed\n", 1, 1, 0),
    ],
)  # fmt: skip
def test_who_is_subscribed_by_the_list_is_not_suppressed(
    answer: Answer, text: str, listed: int, subscribed: int, unread: int
) -> None:
    found = answer("--suppress", write("never.csv", text))
    entry = side(found)
    assert (entry["used"], entry["excluded"].get("subscribed", 0)) == (listed, subscribed)
    notes = " ".join(str(note) for note in found["notes"])
    assert (f"{subscribed} records say that somebody is subscribed" in notes) == (subscribed > 0)
    assert ("they are taken as opted out" in notes) == (unread > 0)


def test_every_kind_has_a_table_even_without_a_file() -> None:
    with rows("customers", write("m.csv", "customer_id,name\n1,A\n"), "count(*)") as found:
        assert found == [(1,)]
    for kind in set(SIDE_FIELDS) - {"customers"}:
        with rows("customers", "m.csv", f"(select count(*) from side_{kind})") as found:
            assert found == [(0,)]


CUSTOMERS = "customer_id,name,birthday,join_date\n00011,Ann,1987-12-06,2024-01-01\n"
INVENTORY = "sku,size,on_hand\nS1,M,3\n"
FEEDBACK = "customer_id,date,score,created_at\n00011,2024-01-01,5,2024-01-01\n"
ORDERS = "order_id,customer_id,date,amount,phone,name\nA1,00011,2024-01-05,100,138,Ann\n"


@pytest.mark.parametrize(
    ("kind", "text", "said", "hint"),
    [
        ("customers", ORDERS, "not a customers file: it looks like a list of sales", "without an option"),
        ("customers", INVENTORY, "no customer_id column", "give it with --inventory"),
        ("customers", FEEDBACK, "it looks like a feedback file", "give it with --feedback"),
        ("customers", "customer_id\n1\n", "it has no name, phone, email, wechat … column", "rename"),
        ("inventory", CUSTOMERS, "no sku column and no on_hand column; it looks like a customers file", "--customers"),
        ("inventory", "sku,colour\nS1,red\n", "it has no on_hand column among: sku, colour", "rename it to on_hand"),
        ("feedback", CUSTOMERS, "it looks like a customers file", "give it with --customers"),
        ("points", FEEDBACK, "no points column; it looks like a feedback file", "--feedback"),
        ("suppress", CUSTOMERS, "not a suppression list: it looks like a customers file", "--customers"),
        ("suppress", ORDERS, "it looks like a list of sales", "without an option"),
        ("customers", "会员号,会员卡号,姓名\n1,2,A\n", "both '会员号' and '会员卡号' could be", "--map 'customers.customer_id"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_by_what_it_looks_like(
    kind: str, text: str, said: str, hint: str
) -> None:
    with (
        pytest.raises(InputError, match=r"side\.csv: ") as error,
        rows(kind, write("side.csv", text), "*"),
    ):
        pass
    assert said in str(error.value)
    assert hint in error.value.hint


def test_of_two_ids_the_one_that_the_sales_have_is_taken(answer: Answer) -> None:
    sales = "日期,会员卡号,金额\n2024-01-05,C1,5\n"
    found = answer("--customers", write("m.csv", "会员号,会员卡号,姓名\n1,C1,A\n"), sales=sales)
    assert side(found)["matched"] == 1


def test_dates_that_may_be_either_way_are_refused_and_the_user_decides() -> None:
    path = write("m.csv", "customer_id,name,join_date\n00011,Ann,03/04/2024\n")
    with pytest.raises(InputError, match="may be day or month first"), rows("customers", path, "*"):
        pass
    with rows("customers", path, "join_date", date_order="day first") as found:
        assert found == [(date(2024, 4, 3),)]


def test_a_file_without_what_the_sales_know_customers_by_is_refused(answer: Answer) -> None:
    path = write("m.csv", "customer_id,name\n77,Ann\n")
    with pytest.raises(AssertionError, match="the sales know their customers by email"):
        answer("--customers", path, sales="date,email,amount\n2024-01-05,ann@example.com,100\n")


def test_records_beyond_the_sample_are_read_where_they_lie(answer: Answer) -> None:
    """What is odd there is read with care, and its line is that of the file."""
    plain = "".join(f"0001{n % 2 + 1},2024-03-01,5,gift,\n" for n in range(9000))
    odd = '00011,2024-03-01,7,"a\nb",x\n' + '="00012",2024/5/13 8:00,+8,gift,\n'
    odd += "00011,31.31.2024,1,gift,\n00011,2024-03-01,some,gift,\n,2024-03-01,1,gift,\n"
    text = "customer_id,date,points,kind,reason\n" + plain + odd + plain
    found = answer("--points", write("points.csv", text), "--problems", "problems.csv")
    entry = side(found)
    assert (entry["records"], entry["used"]) == (18005, 18003)
    assert (entry["excluded"], entry["rejected"]) == ({"no_id": 1}, 1)
    assert entry["repaired"] == {"unread_date": 1}
    assert entry["matched"] == 18003
    problems = Path("problems.csv").read_text(encoding="utf-8").splitlines()[-3:]
    assert [line.split(",")[1:5] for line in problems] == [
        ["9005", "date", "31.31.2024", "unread_date"],
        ["9006", "points", "some", "points_unreadable"],
        ["9007", "customer_id", '""', "no_id"],
    ]
    short = write("points.csv", text + "00011,2024-03-01,9\n")
    assert side(answer("--points", short))["repaired"] == {"unread_date": 1, "short_row": 1}
