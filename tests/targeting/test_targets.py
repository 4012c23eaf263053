"""``repurchase targets``: who is due when, who is left out and why, what stands in the files."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from repurchase_cli.campaigns.codes import is_valid
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.writers import files
from tests.ledgers import Shelf
from tests.running import Done
from tests.targeting.shop import (
    GIFT,
    NEWS,
    STATE,
    ago,
    funnel,
    listed,
    recorded,
    tables,
    write_customers,
    write_settings,
    write_shop,
)

Program = Callable[..., Done]


Targets = Callable[..., Path]


@pytest.fixture
def stored(targets: Targets, shelf: Shelf) -> Targets:
    """``targets`` with the ledger in each of the stores."""

    def run(*more: str) -> Path:
        return targets(*more, "--ledger", shelf.given)

    return run


def test_a_gift_comes_on_its_day_and_once(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [30], "b": [31], "c": [29], "d": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abcd"))
    write_settings(tmp_path, GIFT)
    (row,) = tables(targets())["targets"]
    assert row["customer_id"] == "a"
    assert row["coupon_value"] == 5
    assert (row["valid_from"], row["valid_to"]) == ("2026-07-01", "2026-07-14")
    assert row["message"] == f"Na: {row['coupon_code']} 2026-07-01 2026-07-14"
    assert is_valid(row["coupon_code"])
    assert listed(targets("--as-of", "2026-07-01")) == ["c"]


def test_a_second_run_of_the_day_gives_the_same_list_whatever_came_in(
    stored: Targets, tmp_path: Path, shelf: Shelf
) -> None:
    shop = {f"c{i:03d}": [30, 5] for i in range(60)} | {"z": [0]}
    write_shop(tmp_path, shop)
    write_customers(tmp_path, *({"customer_id": one} for one in shop))
    write_settings(tmp_path, GIFT, control_share="0.3")
    first, second = stored(), stored()
    assert first.read_bytes() == second.read_bytes()
    assert shelf.rows("select count(*) from contacts") == [(60,)]
    write_shop(tmp_path, shop | {"new": [30]})
    write_customers(tmp_path, *({"customer_id": one} for one in [*shop, "new"]))
    third = stored()
    assert tables(third)["targets"] == tables(first)["targets"]
    assert tables(third)["control"] == tables(first)["control"]
    assert funnel(third, "gift")["list_closed"] == 1


def test_a_list_is_made_again_where_contacts_are_known_no_more(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT)
    (first,) = tables(targets())["targets"]
    (tmp_path / "customers.csv").unlink()
    (again,) = tables(targets())["targets"]
    assert again == {**first, "name": None, "phone": None, "message": again["message"]}


def test_a_run_that_could_reach_nobody_closes_no_list(
    targets: Targets, program: Program, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_settings(tmp_path, GIFT)
    done = program("targets", "sales.csv")
    assert "neither phones nor e-mails, so nobody can be contacted" in " ".join(done.out.split())
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    assert listed(targets()) == ["a"]


def test_missed_days_are_made_up_as_of_each_but_not_for_ever(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [35], "c": [40, 33], "d": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abcd"))
    write_settings(tmp_path, GIFT, catch_up_days="5")
    assert listed(targets("--as-of", ago(13))) == []  # a first run looks at its own day
    (a, b) = tables(targets())["targets"]
    assert [a["customer_id"], b["customer_id"]] == ["a", "b"]  # c was due ten days ago
    assert b["reason"] == "days_since_first = 30 (due on 2026-06-25, made up)"
    assert listed(targets("--as-of", "2026-07-03")) == []


def test_a_missed_day_is_seen_as_it_was(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [33, 1], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, STATE.replace(">= 20", "= 30"))
    targets("--as-of", ago(5))
    assert listed(targets()) == ["a"]  # 30 days on the day three days ago, though not today


def test_what_a_window_missed_is_made_up_while_it_lasts_and_not_after_it(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [25], "b": [26], "c": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    sale = STATE.replace(">= 20", "= 25").replace("offer:", "windows: [sale]\n    offer:", 1)
    write_settings(tmp_path, sale, calendar="{sale: [06-20..07-01]}")
    assert listed(targets("--as-of", ago(3), "--ledger", "l.sqlite")) == []
    assert listed(targets("--ledger", "l.sqlite")) == ["a", "b"]
    assert listed(targets("--as-of", ago(3), "--ledger", "m.sqlite")) == []
    assert listed(targets("--as-of", ago(-1), "--ledger", "m.sqlite")) == []


def test_one_coupon_within_the_cooldown_and_gifts_come_first(
    stored: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [40], "c": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    caps = "{sms: {contacts: 9, days: 7}}"
    write_settings(tmp_path, STATE, GIFT, NEWS, cooldown_days="3", contact_caps=caps)
    first = stored("--excluded", "x.csv")
    assert (listed(first, "gift"), listed(first, "state")) == (["a"], ["b"])
    assert listed(first, "news") == ["a", "b", "c"]  # no coupon: no cooldown
    with (tmp_path / "x.csv").open(encoding="utf-8-sig") as stream:
        (row,) = csv.DictReader(stream)
    assert row["step"] == "in_cooldown"
    assert row["reason"] == "a coupon within the cooldown of 3 days: gift"
    assert listed(stored("--as-of", "2026-07-02", "--campaign", "state")) == []
    assert listed(stored("--as-of", "2026-07-03", "--campaign", "state")) == ["a"]


def test_a_run_for_an_earlier_day_respects_later_contacts(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [40], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    other = STATE.replace("name: state", "name: other")
    write_settings(tmp_path, STATE, other, cooldown_days="10")
    assert listed(targets("--campaign", "state")) == ["a"]
    earlier = targets("--campaign", "other", "--as-of", ago(5))
    assert funnel(earlier, "other") == {"due": 1, "in_cooldown": 1}


def test_the_control_arm_is_left_alone_and_counts_as_contacted(
    targets: Targets, tmp_path: Path
) -> None:
    shop = {f"c{i:03d}": [40, 25] for i in range(300)}
    write_shop(tmp_path, shop | {"now": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in shop))
    other = STATE.replace("name: state", "name: other").replace("priority: 5", "priority: 1")
    write_settings(tmp_path, STATE, other, control_share="0.1")
    found = targets("-o", "list.csv")
    left = {row["customer_id"] for row in tables(found)["control"]}
    assert 5 < len(left) < 70  # the salt is drawn anew: five standard deviations
    assert not left & set(listed(found))
    assert funnel(found, "state") == {"due": 300, "control": len(left), "listed": 300 - len(left)}
    assert funnel(found, "other") == {"due": 300, "in_cooldown": 300}
    assert not left & set((tmp_path / "list.csv").read_text(encoding="utf-8-sig").split(","))
    half = targets("--dry-run", "--control", "0.5", "--ledger", "none")
    assert 105 < len(tables(half)["control"]) < 195
    assert not tables(targets("--control", "0", "--ledger", "none"))["control"]


def test_a_small_control_arm_is_warned_of(program: Program, tmp_path: Path) -> None:
    shop = {f"c{i}": [30] for i in range(20)}
    write_shop(tmp_path, shop)
    write_settings(
        tmp_path, NEWS.replace("cycle", "channels: [phone]\n    cycle"), control_share="0.1"
    )
    write_customers(tmp_path, *({"customer_id": one} for one in shop))
    done = program("targets", "sales.csv", "--customers", "customers.csv")
    assert "Fewer than 30 customers in control so far: news (" in done.out


def test_suppressed_opted_out_and_unreachable_customers_are_left_out(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {one: [40] for one in "abcdefg"} | {"now": [0]})
    write_customers(
        tmp_path,
        {"customer_id": "a"},
        {"customer_id": "b", "phone": "+86 138-0013-8000"},
        {"customer_id": "c", "email": "C@x.org"},
        {"customer_id": "d", "opt_out_sms": "1", "email": "d@x.org"},
        {"customer_id": "e", "opt_out_sms": "1", "email": "e@x.org", "opt_out_email": "1"},
        {"customer_id": "f", "phone": ""},
        {"customer_id": "g"},
    )
    (tmp_path / "never.csv").write_text(
        "customer_id,phone,email\na,,\n,13800138000,\n,,c@X.ORG\n", encoding="utf-8"
    )
    write_settings(tmp_path, STATE)
    found = targets("--suppress", "never.csv")
    assert funnel(found, "state") == {
        "due": 7, "suppressed": 3, "opted_out": 1, "no_contact": 1, "listed": 2,
    }  # fmt: skip
    channels = {row["customer_id"]: row["channel"] for row in tables(found)["targets"]}
    assert channels == {"d": "email", "g": "sms"}


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000/13900139000", "13800138000;13900139000", "+86 138-0013-8000, 13900139000",
        "13800138000\n13900139000", "13800138000 13900139000", "13900139000、13800138000",
        "138****0000/13800138000/13900139000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["phone\n", ""])
def test_each_number_of_a_cell_is_suppressed(
    targets: Targets, tmp_path: Path, cell: str, header: str
) -> None:
    write_shop(tmp_path, {one: [40] for one in "abc"} | {"now": [0]})
    write_customers(
        tmp_path,
        {"customer_id": "a", "phone": "138 0013 8000"},
        {"customer_id": "b", "phone": "13900139000"},
        {"customer_id": "c"},
    )
    text = f'{header}"{cell}"\n13700137000\n'
    (tmp_path / "never.csv").write_text(text, encoding="utf-8")
    write_settings(tmp_path, STATE)
    assert listed(targets("--suppress", "never.csv")) == ["c"]


def test_each_number_of_a_customer_is_looked_for_in_the_list(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {one: [40] for one in "abc"} | {"now": [0]})
    write_customers(
        tmp_path,
        {"customer_id": "a", "phone": "13800138000/13900139000"},
        {"customer_id": "b", "phone": "13700137000"},
        {"customer_id": "c"},
    )
    (tmp_path / "never.csv").write_text("phone\n13900139000\n", encoding="utf-8")
    write_settings(tmp_path, STATE)
    assert listed(targets("--suppress", "never.csv")) == ["b", "c"]


def test_masked_numbers_suppress_nobody_and_are_said_to(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {one: [40] for one in "ab"} | {"now": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b", "phone": "138****8000"})
    rows = "138****8000,\n138xxxx8001,\n138••••8002/13800138000,\n13800138003,k***@x.org\n"
    (tmp_path / "never.csv").write_text("phone,email\n" + rows, encoding="utf-8")
    write_settings(tmp_path, STATE)
    found = json.loads(targets("--suppress", "never.csv").read_text(encoding="utf-8"))
    (file,) = [one for one in found["intake"]["side_files"] if one["kind"] == "suppress"]
    assert (file["used"], file["excluded"]) == (2, {"hidden_contact": 2})
    assert file["repaired"] == {"hidden_beside": 2}
    assert any("4 records have contacts of which a part is hidden" in n for n in found["notes"])


def test_a_contact_under_an_old_id_is_the_customers(
    stored: Targets, tmp_path: Path, shelf: Shelf
) -> None:
    write_shop(tmp_path, {"old": [40], "b": [40], "now": [0]})
    write_customers(tmp_path, {"customer_id": "old"}, {"customer_id": "b"})
    write_settings(tmp_path, STATE)
    first = stored("--as-of", ago(5))
    assert sorted(listed(first)) == ["b", "old"]
    (tmp_path / "aliases.csv").write_text("old_id,new_id\nold,new\n")
    again = stored("--as-of", ago(5), "--aliases", "aliases.csv")
    codes = {row["customer_id"]: row["coupon_code"] for row in tables(again)["targets"]}
    before = {row["customer_id"]: row["coupon_code"] for row in tables(first)["targets"]}
    assert codes == {"b": before["b"], "new": before["old"]}
    later = stored("--aliases", "aliases.csv")
    assert not listed(later)
    assert shelf.rows("select count(*) from contacts") == [(2,)]


def test_two_ids_that_both_had_the_campaign_are_one_on_the_list(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"old": [40], "new": [40], "now": [0]})
    write_customers(tmp_path, {"customer_id": "old"}, {"customer_id": "new"})
    write_settings(tmp_path, STATE)
    first = {row["customer_id"]: row for row in tables(targets())["targets"]}
    (tmp_path / "aliases.csv").write_text("old_id,new_id\nold,new\n")
    (row,) = tables(targets("--aliases", "aliases.csv"))["targets"]
    assert row["customer_id"] == "new"
    assert row["coupon_code"] in {first["old"]["coupon_code"], first["new"]["coupon_code"]}


@pytest.mark.parametrize(
    "never", ["customer_id\nold\n", "customer_id\nnew\n", "phone\n13800138000\n"]
)
def test_who_is_suppressed_under_one_id_is_under_the_other(
    targets: Targets, tmp_path: Path, never: str
) -> None:
    write_shop(tmp_path, {"old": [40], "new": [50], "13800138000": [60], "b": [40], "now": [0]})
    write_customers(tmp_path, {"customer_id": "new"}, {"customer_id": "b"})
    (tmp_path / "aliases.csv").write_text(
        "old_id,new_id\nold,new\n+13800138000,new\n13800138000,new\n"
    )
    (tmp_path / "never.csv").write_text(never)
    write_settings(tmp_path, STATE)
    assert listed(targets("--aliases", "aliases.csv", "--suppress", "never.csv")) == ["b"]


def test_contacts_that_are_hidden_or_no_contacts_reach_nobody(
    targets: Targets, program: Program, tmp_path: Path
) -> None:
    phones = {
        "hidden": "138****8000", "crossed": "138xxxx8000", "empty": "无", "dash": "-", "short": "12345",
        "mobile": "+86 138-0013-8000", "line": "0571-886688", "extension": "555-0100 x12",
    }  # fmt: skip
    emails = {"veiled": "k***@x.org", "word": "none", "half": "a@x", "plain": " A.b@x.org "}
    everybody = [*phones, *emails]
    write_shop(tmp_path, {one: [40] for one in everybody} | {"now": [0]})
    write_customers(
        tmp_path,
        *({"customer_id": one, "phone": phone} for one, phone in phones.items()),
        *({"customer_id": one, "phone": "", "email": email} for one, email in emails.items()),
    )
    write_settings(tmp_path, STATE)
    found = targets()
    assert sorted(listed(found)) == ["extension", "line", "mobile", "plain"]
    assert funnel(found, "state")["no_contact"] == 8
    done = program("targets", "sales.csv", "--customers", "customers.csv", "--ledger", "none")
    said = " ".join(done.out.split())
    assert "3 customers with a phone or e-mail that the export has hidden" in said
    write_settings(tmp_path, STATE.replace(">= 20", ">= 20 and not has_phone and not has_email"))
    assert funnel(targets("--ledger", "none"), "state") == {"due": 8, "no_contact": 8}


def test_customers_with_one_phone_are_said_to_get_several_messages(
    program: Program, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [40], "b": [40], "c": [40], "now": [0]})
    phones = {"a": "13800138000", "b": "+86 138-0013-8000", "c": "13800138001"}
    write_customers(
        tmp_path, *({"customer_id": one, "phone": phone} for one, phone in phones.items())
    )
    write_settings(tmp_path, STATE, NEWS)
    done = program("targets", "sales.csv", "--customers", "customers.csv")
    said = " ".join(done.out.split())
    assert "1 customer on the lists with the phone of another one there" in said
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    done = program("targets", "sales.csv", "--customers", "customers.csv", "--ledger", "none")
    assert "with the phone of another" not in " ".join(done.out.split())


def test_caps_count_all_campaigns_and_earlier_runs(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [40], "now": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "now", "phone": ""})
    daily = NEWS.replace("month", "day")
    write_settings(tmp_path, daily, contact_caps="{sms: {contacts: 2, days: 3}}")
    days = ["2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03"]
    found = [listed(targets("--as-of", day)) for day in days]
    assert found == [["a"], ["a"], [], ["a"]]


def test_a_thank_you_keeps_no_coupon_from_a_customer(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [40], "now": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "now", "phone": ""})
    thanks = NEWS.replace("news", "thanks").replace("month", "day")
    thanks = thanks.replace("{kind: text, text: thanks}", "{kind: none}")
    write_settings(tmp_path, STATE, thanks, contact_caps="{sms: {contacts: 1, days: 7}}")
    assert listed(targets("--as-of", ago(1), "--campaign", "thanks")) == ["a"]
    found = targets()
    assert (listed(found, "state"), listed(found, "thanks")) == (["a"], ["a"])


def test_birthdays_of_29_february_have_their_day_in_every_year(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [0], "b": [0]}, until=date(2026, 2, 1))
    write_customers(
        tmp_path,
        {"customer_id": "a", "birthday": "1992-02-29"},
        {"customer_id": "b", "birthday": "1992-12-30"},
    )
    birthday = GIFT.replace("days_since_first = 30", "birthday_in_days = 0").replace(
        "cycle: customer", "cycle: birthday"
    )
    write_settings(tmp_path, birthday)

    def on(day: str, *more: str) -> list[str]:
        return listed(targets("--as-of", day, "--ledger", "none", *more))

    assert on("2026-02-27") == ["a"]  # the list of the 27th is used on the 28th
    assert on("2026-02-28") == []
    assert on("2028-02-27") == []
    assert on("2028-02-28") == ["a"]
    assert on("2026-02-28", "--set", "leap_birthdays=03-01") == ["a"]
    write_settings(tmp_path, birthday.replace("= 0", "= 7"))
    assert on("2026-12-22") == ["b"]
    write_settings(tmp_path, birthday.replace("= 0", "= 10"))
    assert on("2026-12-19") == ["b"]


def test_a_birthday_coupon_comes_and_begins_on_the_birthday(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [0], "b": [0], "c": [0]})
    write_customers(
        tmp_path,
        {"customer_id": "a", "birthday": "1992-06-30"},
        {"customer_id": "b", "birthday": "1992-07-01"},
        {"customer_id": "c", "birthday": "1992-01-01"},
    )
    birthday = GIFT.replace("days_since_first = 30", "birthday_in_days = 0").replace(
        "cycle: customer", "cycle: birthday"
    )
    write_settings(tmp_path, birthday)
    (row,) = tables(targets())["targets"]  # the data end on 30 June
    assert row["customer_id"] == "b"
    assert (row["valid_from"], row["valid_to"]) == ("2026-07-01", "2026-07-14")
    made = targets("--as-of", "2026-12-31", "--ledger", "none")
    assert listed(made) == ["c"]  # the year of the cycle is that of the birthday
    assert tables(made)["targets"][0]["valid_from"] == "2027-01-01"


def test_a_list_made_as_of_today_is_used_today(targets: Targets, tmp_path: Path) -> None:
    today = datetime.now().astimezone().date()
    write_shop(tmp_path, {"a": [0, 30], "b": [0], "c": [31]}, until=today)
    write_customers(
        tmp_path,
        {"customer_id": "a", "birthday": f"{today}"},
        {"customer_id": "b", "birthday": f"{today + timedelta(days=1)}"},
        {"customer_id": "c"},
    )
    birthday = GIFT.replace("days_since_first = 30", "birthday_in_days = 0").replace(
        "name: gift", "name: birthday"
    )
    write_settings(tmp_path, birthday, NEWS.replace('"true"', "days_since_last = 31"))
    for as_of, birthdays, begin in (
        ("today", ["a"], today),
        (f"{today}", ["b"], today + timedelta(days=1)),
    ):
        made = targets("--as-of", as_of, "--ledger", "none")
        assert listed(made, "birthday") == birthdays
        assert listed(made, "news") == ["c"]  # days elapsed end on the as-of date
        assert {row["valid_from"] for row in tables(made)["targets"]} == {f"{begin}"}


def test_an_invitation_goes_out_while_the_window_is_open(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [25], "b": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "ab"))
    sale = STATE.replace("offer:", "windows: [sale]\n    offer:", 1).replace("20", "1")
    write_settings(tmp_path, sale, calendar="{sale: [06-26..06-28]}")

    def on(day: int) -> list[str]:
        return listed(targets("--as-of", f"2026-06-{day}", "--ledger", "none"))

    assert [on(day) for day in (24, 25, 27, 28)] == [[], ["a"], ["a"], []]


def test_a_budget_takes_the_best_and_a_dry_run_leaves_no_trace(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {f"c{i}": [40, 25] for i in range(10)} | {"now": [0]})
    write_customers(tmp_path, *({"customer_id": f"c{i}"} for i in range(10)))
    write_settings(tmp_path, STATE)
    found = targets("--dry-run", "--budget", "0.2")
    assert funnel(found, "state") == {"due": 10, "over_budget": 6, "listed": 4}
    assert {row["coupon_code"] for row in tables(found)["targets"]} == {None}
    assert {path.name for path in tmp_path.iterdir()} == {
        "sales.csv", "customers.csv", "repurchase.yaml", found.name,
    }  # fmt: skip


def test_who_is_beyond_the_budget_may_have_the_coupon_of_another_campaign(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30, 25], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a", "email": "a@x.org"}, {"customer_id": "b"})
    by_mail = STATE.replace("priority: 5", "priority: 5\n    channels: [email]")
    by_sms = GIFT.replace("gift: true", "channels: [sms]\n    gift: true")
    write_settings(tmp_path, by_sms, by_mail, contact_costs="{sms: 1}")
    found = targets("--dry-run", "--budget", "0")
    assert funnel(found, "gift") == {"due": 1, "over_budget": 1}
    assert funnel(found, "state") == {"due": 1, "listed": 1}
    assert funnel(targets("--dry-run", "--budget", "1"), "state") == {"due": 1, "in_cooldown": 1}


def test_ready_made_codes_are_drawn_and_run_dry(
    targets: Targets, program: Program, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [40], "b": [41], "c": [19], "now": [0]})
    write_customers(tmp_path, *({"customer_id": one} for one in "abc"))
    write_settings(tmp_path, STATE.replace("min_spend: 50", "codes: pool.txt"))
    (tmp_path / "pool.txt").write_text("ONE\nTWO\n")
    found = targets()
    assert [row["coupon_code"] for row in tables(found)["targets"]] == ["ONE", "TWO"]
    assert targets().read_bytes() == found.read_bytes()
    later = ["--customers", "customers.csv", "--as-of", "2026-07-01", "-o", "late.csv"]
    done = program("targets", "sales.csv", *later)
    assert done.status == 4
    assert "pool.txt: 1 codes are needed and 0 are left" in done.err
    assert not (tmp_path / "late.csv").exists()
    assert recorded(tmp_path / "repurchase-ledger.sqlite") == 2


def test_names_that_look_like_formulas_are_no_formulas_in_csv_and_excel(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a", "name": "@SUM(1)"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT.replace('"{name|you}: ', '"{name} '))
    (row,) = tables(targets("-o", "l.csv", "-o", "l.xlsx"))["targets"]
    assert row["message"].startswith("@SUM(1) ")
    with (tmp_path / "l.csv").open(encoding="utf-8-sig") as stream:
        (cells,) = csv.DictReader(stream)
    assert cells["name"] == "'@SUM(1)"
    assert cells["message"].startswith("'@SUM(1) ")
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx")["gift"]
    by_heading = {cell.value: sheet.cell(2, at) for at, cell in enumerate(sheet[1], 1)}
    assert by_heading["Message"].data_type == "s"
    assert by_heading["Phone"].value == "13900000000"


def test_the_workbook_has_a_sheet_per_campaign_and_calls_a_column_for_the_reason(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    calls = NEWS.replace("cycle: month", "cycle: month\n    channels: [phone]")
    write_settings(tmp_path, GIFT, calls)
    targets("-o", "l.xlsx", "-o", "l.csv")
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    assert book.sheetnames[:6] == ["Summary", "campaigns", "gift", "news", "control", "funnel"]
    assert [cell.value for cell in book["news"][1]][-2:] == ["Reached?", "Reason given"]
    if os.name != "nt":
        for name in ("l.xlsx", "l.csv", "repurchase-ledger.sqlite", "repurchase-ledger.salt"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["campaigns", "control", "funnel"])
def test_no_campaign_is_called_like_another_sheet(
    program: Program, tmp_path: Path, name: str
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_settings(tmp_path, GIFT.replace("name: gift", f"name: {name}"))
    done = program("targets", "sales.csv", "-o", "l.xlsx")
    assert done.status == 2
    assert f"must not be '{name}', which is a sheet beside the campaigns'" in done.err


def test_lists_of_data_that_end_a_day_ago_say_so(program: Program, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_settings(tmp_path, GIFT)
    done = program("targets", "sales.csv", "--as-of", ago(-1), "--dry-run")
    assert "on 30 Jun 2026, 1 day before the as-of date" in " ".join(done.out.split())


def test_old_data_are_said_to_be_old(program: Program, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_settings(tmp_path, GIFT)
    done = program("targets", "sales.csv", "--as-of", "2026-07-10", "--dry-run")
    said = " ".join(done.out.split())
    assert "The files end on 30 Jun 2026, 10 days before the as-of date" in said
    assert "give a file of customers (--customers PATH)" in said


@pytest.mark.parametrize("form", ["csv", "json", "md"])
def test_names_are_no_more_told_by_messages_on_screen_than_by_their_column(
    program: Program, tmp_path: Path, form: str
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a", "name": "Theodora"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT)
    command = ("targets", "sales.csv", "--customers", "customers.csv", "--format", form)
    done = program(*command, "-o", "l.csv")
    assert "Theodora:" in (tmp_path / "l.csv").read_text(encoding="utf-8-sig")
    assert "Theodora" not in done.out


@pytest.mark.parametrize("command", ["targets", "measure", "explain"])
@pytest.mark.parametrize("option", ["-o", "--problems"])
def test_no_output_takes_the_place_of_the_ledger(
    program: Program, tmp_path: Path, command: str, option: str
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT)
    ledger = ("--ledger", "l.json")
    assert program("targets", "sales.csv", "--customers", "customers.csv", *ledger).status == 0
    more = ("--customer", "a") if command == "explain" else ()
    done = program(command, "sales.csv", *more, *ledger, option, "./l.json")
    assert done.status == 2
    assert "l.json: this output is the ledger" in done.err
    assert recorded(tmp_path / "l.json") == 1


@pytest.mark.parametrize("name", [".", "l.salt"])
def test_what_is_no_name_of_a_ledger_is_refused(
    program: Program, tmp_path: Path, name: str
) -> None:
    write_shop(tmp_path, {"a": [30]})
    done = program("targets", "sales.csv", "--ledger", name)
    assert done.status == 2
    assert f"--ledger {name!r} is no name of a ledger" in done.err
    assert {path.name for path in tmp_path.iterdir()} == {"sales.csv"}


def test_messages_name_the_days_of_the_window_and_labels_in_words(
    targets: Targets, tmp_path: Path
) -> None:
    write_shop(tmp_path, {"a": [40], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    event = NEWS.replace("cycle: month", "cycle: window\n    windows: [day]\n    days_before: 3")
    message = '    message: "{class} {tier}: {window_from} {window_to}"'
    write_settings(tmp_path, event + message, calendar="{day: [07-02..07-03]}")
    (row, _) = tables(targets("--lang", "zh"))["targets"]
    assert row["message"] == "潜在型 无: 2026-07-02 2026-07-03"
    assert row["class"] == "potential"


def test_lists_speak_chinese(targets: Targets, tmp_path: Path) -> None:
    write_shop(tmp_path, {"a": [40], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, STATE)
    (row,) = tables(targets("--lang", "zh"))["targets"]
    assert row["offer"] == "满50减9元"


def test_a_run_that_ends_between_record_and_list_can_be_written_again(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT)
    command = ("targets", "sales.csv", "--customers", "customers.csv", "-o")
    commit = Ledger.commit

    def commit_and_die(ledger: Ledger) -> None:
        commit(ledger)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "commit", commit_and_die)
        assert program(*command, "l.json").status == 130
    assert not (tmp_path / "l.json").exists()
    assert recorded(tmp_path / "repurchase-ledger.sqlite") == 1
    later = program(*command, "later.json", "--as-of", "2026-07-01")
    said = "The run for 30 Jun 2026 ended before its lists were written"
    assert said in " ".join(later.out.split())
    assert program(*command, "l.json").status == 0
    assert listed(tmp_path / "l.json") == ["a"]
    again = program(*command, "later.json", "--as-of", "2026-07-01")
    assert said not in " ".join(again.out.split())


def test_a_list_that_cannot_be_written_records_nothing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT)

    def full(out: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    command = (
        "targets",
        "sales.csv",
        "--customers",
        "customers.csv",
        "-o",
        "a.csv",
        "-o",
        "b.xlsx",
    )
    with monkeypatch.context() as patched:
        patched.setattr(files, "secure", full)
        done = program(*command)
    assert done.status == 5
    assert "no room left on the disk" in done.err
    assert not (tmp_path / "repurchase-ledger.sqlite").exists()  # nor an empty one
    assert not {path.suffix for path in tmp_path.iterdir()} & {".xlsx", ".tmp"}
    assert program(*command).status == 0
    assert recorded(tmp_path / "repurchase-ledger.sqlite") == 1


def test_who_returns_all_the_time_and_who_referred_nobody_are_not_rewarded(
    targets: Targets, tmp_path: Path
) -> None:
    lines = ["order_id,order_time,customer_id,amount,category"]
    for customer, returns in {"once": 1, "often": 3, "never": 0}.items():
        for number in range(6):
            lines.append(f"{customer}{number},{ago(60 - number)},{customer},100,T-shirt")
        lines += [f"{customer}{n},{ago(9 - n)},{customer},-100,T-shirt" for n in range(returns)]
    (tmp_path / "sales.csv").write_text("\n".join([*lines, f"z,{ago(0)},z,5,bag", ""]))
    write_customers(
        tmp_path,
        *({"customer_id": one} for one in ("once", "often", "never")),
        {"customer_id": "z", "referred_by": "never"},
    )
    returned = NEWS.replace('"true"', "days_since_refund <= 10 and n_refunds <= 2")
    referred = NEWS.replace('"true"', "days_since_referral <= 7").replace("news", "thanks")
    bought = NEWS.replace('"true"', "categories like '%t-shirt%'").replace(
        "name: news", "name: cold"
    )
    write_settings(
        tmp_path, returned, referred, bought, contact_caps="{sms: {contacts: 9, days: 7}}"
    )
    found = targets()
    assert listed(found, "news") == ["once"]
    assert listed(found, "thanks") == ["never"]
    assert listed(found, "cold") == ["never", "often", "once"]
