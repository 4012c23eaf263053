"""The customers file: names, contacts, join dates, opt-outs, and members who never bought."""

from __future__ import annotations

import csv
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.readers.side.conftest import Answer, rows, side, write

if TYPE_CHECKING:
    from tests.running import Done

MEMBERS = """
    customer_id,name,phone,email,join_date,birthday,opt_out_sms,opt_out_email
    00011,Ann Lee,,ann@example.com,2023-12-01,1987-12-06,1,0
    00012,,13900000002,,2023-12-02,,0,0
    00017,Cy,,,2023-12-03,,0,0
    00018,Di,,,2023-12-04,,0,0
    00020,Eve,,,2024-06-01,,0,0
"""
Run = Callable[..., "Done"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_gives_contacts_and_wins_over_what_orders_say(answer: Answer) -> None:
    found = answer("--customers", write("members.csv", MEMBERS))
    shown = [
        (c["customer_id"], c["name"], c["phone"], c["email"]) for c in found["tables"]["customers"]
    ]
    assert shown == [
        ("00011", "Ann Lee", "13800000001", "ann@example.com"),
        ("00012", "Bob", "13900000002", None),
    ]


def test_members_who_never_bought_are_prospects_and_in_no_rate(answer: Answer) -> None:
    found = answer("--customers", write("members.csv", MEMBERS))
    entry = side(found)
    assert [entry[k] for k in ("records", "used", "matched", "unmatched", "prospects")] == [
        5, 5, 2, 3, 1,
    ]  # fmt: skip
    assert found["intake"]["customers"] == 2
    assert sum(row["customers"] for row in found["tables"]["classes"]) == 2


def test_the_books_of_sales_stay_as_they_are(answer: Answer) -> None:
    without = answer()["intake"]
    with_members = answer("--customers", write("members.csv", MEMBERS))["intake"]
    assert without.pop("side_files") == []
    assert len(with_members.pop("side_files")) == 1
    assert with_members == without


@pytest.mark.parametrize("command", ["segment", "check"])
def test_the_screen_tells_what_matched(program: Run, answer: Answer, command: str) -> None:
    answer("--customers", write("members.csv", MEMBERS))
    done = program(command, "sales.csv", "--customers", "members.csv")
    said = " ".join(done.out.split())
    assert (
        "Customers file: 5 records, 2 matched, 1 never bought (prospects), 2 without a purchase"
        in said
    )
    assert "13900000002" not in done.out


@pytest.mark.parametrize("wrapped", ['"=""00011"""', "'00011", "00011\t", "＃００011", "#00011"])
def test_ids_are_cleaned_as_in_sales(answer: Answer, wrapped: str) -> None:
    found = answer("--customers", write("members.csv", f"会员号,姓名\n{wrapped},Ann Lee\n"))
    assert side(found)["matched"] == 1


def test_what_cannot_be_used_is_a_problem_of_that_file(program: Run, answer: Answer) -> None:
    members = """
        会员号,姓名,手机,入会日期,拒收短信
        00011,Ann,13911111111,2024-02-30,0
        ,Nobody,13911111112,2024-01-01,0
        00012,Bob,13911111113,2024-01-01,perhaps
        "1,2E+05",Eve,,2024-01-01,0
        00018,Di,,2024-01-01,0
        会员号,姓名,手机,入会日期,拒收短信
        00018,Di again,,2024-01-02,0
        00019,Fay,,2024-01-02,0,0,0
        合计,,,,
    """
    found = answer(
        "--customers", write("members.csv", members), "--problems", "problems.csv",
        "--set", "rejected_share_limit=0.5",
    )  # fmt: skip
    with Path("problems.csv").open(encoding="utf-8-sig") as file:
        listed = [row for row in csv.DictReader(file) if row["file"] == "members.csv"]
    assert [(int(p["line"]), p["column"], p["value"], p["code"], p["action"]) for p in listed] == [
        (2, "入会日期", "2024-02-30", "unread_date", "repaired"),
        (3, "会员号", "", "no_id", "excluded"),
        (4, "拒收短信", "perhaps", "unread_flag", "repaired"),
        (5, "会员号", "1,2E+05", "id_destroyed", "rejected"),
        (6, "会员号", "00018", "repeated_id", "excluded"),
        (7, "会员号", "会员号", "repeated_header", "excluded"),
        (9, "", "", "long_row", "rejected"),
        (10, "", "", "totals_line", "excluded"),
    ]
    entry = side(found)
    assert entry["records"] == entry["used"] + sum(entry["excluded"].values()) + entry["rejected"]
    assert (entry["records"], entry["used"], entry["rejected"]) == (9, 3, 2)
    assert any("1 records repeat an id" in note for note in found["notes"])
    with rows("customers", "members.csv", "name", "join_date") as known:
        assert [name for name, _ in known] == ["Ann", "Bob", "Di again"]
        assert known[0][1] is None


def test_rejected_rows_count_for_strict_and_the_limit(program: Run, answer: Answer) -> None:
    answer()
    write("members.csv", "会员号,姓名\n00011,Ann\n1.2E+05,Eve\n")
    for more, limit in (("--strict",), "--strict"), ((), "limit 5%"):
        done = program("segment", "sales.csv", "--customers", "members.csv", *more)
        assert done.status == 3
        assert f"members.csv: 1 of 2 rows (50.0%) cannot be read ({limit})" in done.err


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1987-12-06", "1987-12-06"), ("1955/3/2 00:00:00", "1955-03-02"),
        ("19871206", "1987-12-06"), ("1987年12月6日", "1987-12-06"), ("12-06", "--12-06"),
        ("12月6日", "--12-06"), ("--12-06", "--12-06"), ("6 Dec 1987", "1987-12-06"),
        ("Dec 6", "--12-06"), ("32117", "1987-12-06"), ("02-29", "--02-29"),
        ("1900-05-06", "--05-06"), ("2001-02-29", None), ("1900-01-01", None),
        ("0000-00-00", None), ("-", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_birthdays_of_any_year_or_none(written: str, read: str | None) -> None:
    path = write("m.csv", f"customer_id,name,birthday\n00011,Ann,{written}\n")
    with rows("customers", path, "birthday") as found:
        assert found == [(read,)]


def test_birthdays_in_parts_follow_the_order_that_the_file_proves() -> None:
    text = "customer_id,name,birthday\n00011,Ann,25/12/1987\n00012,Bob,03/04/1960\n00018,Di,03/04\n"
    with rows("customers", write("m.csv", text), "birthday") as found:
        assert found == [("1987-12-25",), ("1960-04-03",), ("--04-03",)]


@pytest.mark.parametrize(
    ("header", "value", "out"),
    [
        ("opt_out_sms", "1", True), ("opt_out_sms", "0", False), ("opt_out_sms", "", None),
        ("短信退订", "是", True), ("拒收簡訊", "否", False), ("opt_out_sms", "YES", True),
        ("opt_out_sms", "later", True), ("Accepts SMS Marketing", "yes", False),
        ("Accepts SMS Marketing", "no", True), ("是否接收短信", "否", True),
        ("是否接收短信", "?", None), ("黑名单", "是", True), ("短信退订", "未退订", False),
    ],
)  # fmt: skip
def test_opt_outs(header: str, value: str, out: bool | None) -> None:
    path = write("m.csv", f"customer_id,name,{header}\n00011,Ann,{value}\n")
    with rows("customers", path, "opt_out_sms") as found:
        assert found == [(out,)]


def test_any_opt_out_counts() -> None:
    text = "customer_id,opt_out_sms,Accepts SMS Marketing\n1,0,no\n2,0,yes\n3,,yes\n4,1,yes\n"
    with rows("customers", write("m.csv", text), "opt_out_sms") as found:
        assert [out for (out,) in found] == [True, False, False, True]


def test_parts_of_a_name_are_put_together() -> None:
    text = "Customer ID,First Name,Last Name\n00011,Ann,Lee\n00012,,Ray\n00018,,\n"
    with rows("customers", write("m.csv", text), "name") as found:
        assert found == [("Ann Lee",), ("Ray",), (None,)]


def test_the_file_may_be_in_another_encoding_and_shape(answer: Answer) -> None:
    text = """
        會員資料匯出;;
        匯出日期：2024/3/1;;
        會員編號;顧客姓名;行動電話
        00011;陳怡君;0912345678
    """
    found = answer("--customers", write("m.csv", text, "big5"), "--encoding", "big5")
    assert side(found)["header_line"] == 3
    assert found["tables"]["customers"][0]["name"] == "陳怡君"


def test_the_encoding_that_is_named_for_the_sales_is_not_forced_on_it(answer: Answer) -> None:
    found = answer(
        "--customers", write("m.csv", "会员号,姓名\n00011,张三\n"), "--encoding", "cp1252"
    )
    assert found["tables"]["customers"][0]["name"] == "张三"


def test_a_workbook_will_do(answer: Answer) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ("会员号", "姓名", "入会时间"),
        ("00011", "张三", "2023-05-06"),
        ("00012", "李四", ""),
    ):
        sheet.append(line)
    book.save("m.xlsx")
    found = answer("--customers", "m.xlsx")
    assert (side(found)["format"], side(found)["matched"]) == ("xlsx", 2)


def test_who_is_known_by_phone_in_the_sales_is_known_by_phone_here(answer: Answer) -> None:
    sales = "日期,手机号,金额\n2024-01-05,13800000001,100\n2024-01-06,13800000002,50\n"
    members = "会员编号,姓名,手机\nM1,张三,13800000001\nM2,李四,13800000009\nM3,王五,'13800000002\n"
    found = answer("--customers", write("m.csv", members), sales=sales)
    assert side(found)["matched"] == 2
    assert [c["name"] for c in found["tables"]["customers"]] == ["张三", "王五"]


def test_e_mails_compare_without_case(answer: Answer) -> None:
    sales = "date,email,amount\n2024-01-05,Ann@Example.com,100\n"
    members = "Customer ID,Name,Email\n77,Ann,ANN@example.com\n"
    found = answer("--customers", write("m.csv", members), sales=sales)
    assert side(found)["matched"] == 1


def test_ids_that_are_phones_are_masked_in_problems(answer: Answer) -> None:
    sales = "日期,手机号,金额\n2024-01-05,13800000001,100\n"
    members = "姓名,手机\n张三,13800000001\n李四,13800000001\n"
    answer("--customers", write("m.csv", members), "--problems", "problems.csv", sales=sales)
    assert "138****0001" in Path("problems.csv").read_text(encoding="utf-8-sig")


def test_contacts_from_it_make_a_file_private(program: Run, answer: Answer) -> None:
    answer("--customers", write("m.csv", "customer_id,phone\n00011,13800000001\n"))
    sales = write("bare.csv", "customer_id,date,amount\n00011,2024-01-05,5\n")
    assert program("segment", sales, "--customers", "m.csv", "-o", "c.csv").status == 0
    assert "13800000001" in Path("c.csv").read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(Path("c.csv").stat().st_mode) == 0o600


def test_explain_tells_what_it_says_of_a_customer(program: Run, answer: Answer) -> None:
    answer("--customers", write("members.csv", MEMBERS))
    more = ("sales.csv", "--customers", "members.csv", "--customer")
    said = program("explain", *more, "00011").out
    assert "joined 2023-12-01, birthday known, opted out of: SMS" in said
    assert "1987" not in said
    assert "birthday unknown, opted out of: none" in program("explain", *more, "00012").out
    never = program("explain", *more, "00018")
    assert never.status == 0
    assert "Prospect: in the customers file, without a purchase" in never.out


def test_the_settings_may_name_it_and_the_option_wins(program: Run, answer: Answer) -> None:
    write("old.csv", "customer_id,name\n00011,From settings\n")
    write("new.csv", "customer_id,name\n00011,From option\n")
    write("repurchase.yaml", "inputs: {customers: old.csv}\n")
    assert answer()["tables"]["customers"][0]["name"] == "From settings"
    assert answer("--customers", "new.csv")["tables"]["customers"][0]["name"] == "From option"


def test_an_output_may_not_be_a_side_file(program: Run, answer: Answer) -> None:
    answer()
    write("m.csv", "customer_id,name\n00011,Ann\n")
    done = program("segment", "sales.csv", "--customers", "m.csv", "-o", "m.csv")
    assert done.status == 2
    assert "one of the inputs" in done.err


def test_nothing_that_matches_is_said(answer: Answer) -> None:
    found = answer("--customers", write("m.csv", "customer_id,name\n11,Ann\n"))
    assert any("none of its 1 records" in note for note in found["notes"])
