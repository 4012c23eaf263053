"""The ledger forgets nothing, changes nothing, and records a run as a whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import date
from pathlib import Path

import psycopg
import pytest

from repurchase_cli.campaigns.ledger import CONTACT_COLUMNS, Ledger, Place
from repurchase_cli.campaigns.ledger import file as ledger_file
from repurchase_cli.errors import OutputError, UsageError
from tests.campaigns.contacts import Contact, frame
from tests.ledgers import Shelf

DAY = date(2026, 6, 30)
ERRORS = (sqlite3.IntegrityError, psycopg.errors.RaiseException)
CONTACT = Contact(
    campaign="a",
    customer_id="007",
    cycle="2026",
    arm="contacted",
    day="2026-06-30",
    channel="sms",
    offer_kind="amount",
    offer="5 off",
    coupon_code="XK7",
    coupon_value=5,
    min_spend=0,
    valid_from="2026-07-01",
    valid_to="2026-07-14",
    expected_value=None,
    cost=0.05,
    class_="loyal",
    reason="because",
)


def add(place: Place, *contacts: Contact, day: date = DAY) -> int:
    with Ledger.writing(place) as ledger:
        run = ledger.add(day, day, "0", {"a": {"name": "a"}, "b": {"name": "b"}}, frame(contacts))
        ledger.commit()
        return run


def test_what_was_added_is_read_as_it_was(shelf: Shelf) -> None:
    control = CONTACT._replace(customer_id="008", arm="control", coupon_code=None)
    assert add(shelf.place, CONTACT, control) == 1
    with Ledger.reading(shelf.place) as ledger:
        found = ledger.contacts()
        assert tuple(found.columns) == CONTACT_COLUMNS
        assert found["customer_id"].tolist() == ["007", "008"]
        assert found["coupon_code"].tolist()[0] == "XK7"
        assert found["coupon_code"].isna().tolist() == [False, True]
        assert found["valid_to"][0].date() == date(2026, 7, 14)
        assert list(ledger.contacts(["day", "arm"])) == ["day", "arm"]
        assert ledger.definitions() == {"a": {"name": "a"}, "b": {"name": "b"}}
        assert ledger.shares() == {(1, "a"): 0, (1, "b"): 0}
        assert ledger.codes() == {"XK7"}
        assert [ledger.control_size("a", most) for most in (0, 1, 9)] == [0, 1, 1]
        assert ledger.contacted("a", ["2025", "2026"]) == [("007", "2026"), ("008", "2026")]
        assert ledger.contacted("a", ["2025"]) == ledger.contacted("b", ["2026"]) == []
        assert len(ledger.contacts(first=DAY, last=DAY)) == 2
        assert ledger.contacts(first=date(2026, 7, 1)).empty
        assert ledger.contacts(last=date(2026, 6, 29)).empty


def test_runs_are_known_by_their_days(shelf: Shelf) -> None:
    add(shelf.place, day=date(2026, 6, 1))
    add(shelf.place, CONTACT._replace(day="2026-06-05"), day=date(2026, 6, 5))
    with Ledger.reading(shelf.place) as ledger:
        assert ledger.last_run("a", DAY) == date(2026, 6, 5)
        assert ledger.last_run("a", date(2026, 6, 5)) == date(2026, 6, 1)
        assert ledger.last_run("a", date(2026, 6, 1)) is None
        assert ledger.last_run("c", DAY) is None
        assert ledger.listed_on(date(2026, 6, 5)) == {CONTACT.campaign}
        assert ledger.listed_on(date(2026, 6, 1)) == set()  # nobody was reached


def test_a_run_whose_lists_were_never_written_is_known(shelf: Shelf) -> None:
    run = add(shelf.place, CONTACT)
    later = date(2026, 7, 1)
    with Ledger.writing(shelf.place) as ledger:
        assert ledger.unwritten(later) == [DAY]
        assert ledger.unwritten(DAY) == []
        ledger.commit()
        ledger.mark_written(run)
        assert ledger.unwritten(later) == []


def test_nothing_is_changed_or_taken_out(shelf: Shelf) -> None:
    run = add(shelf.place, CONTACT)
    with Ledger.writing(shelf.place) as ledger:
        ledger.commit()
        ledger.mark_written(run)
    columns = {"runs": "day", "written": "run", "run_campaigns": "campaign", "contacts": "arm",
               "codes": "code"}  # fmt: skip
    for table, column in columns.items():
        for statement in (f"delete from {table}", f"update {table} set {column} = {column}"):
            with pytest.raises(ERRORS, match="append-only"), shelf.opened() as connection:
                connection.execute(statement)


def test_a_contact_of_the_same_cycle_and_a_code_given_twice_are_refused(shelf: Shelf) -> None:
    add(shelf.place, CONTACT)
    for again in (CONTACT._replace(coupon_code="other"), CONTACT._replace(cycle="2027")):
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
            add(shelf.place, again)
    with Ledger.reading(shelf.place) as ledger:
        assert len(ledger.contacts()) == 1


def test_what_is_not_committed_never_was(shelf: Shelf) -> None:
    with Ledger.writing(shelf.place) as ledger:
        ledger.add(DAY, DAY, "0", {}, frame([CONTACT]))
    assert not shelf.exists()
    with pytest.raises(UsageError, match="no such ledger"), Ledger.reading(shelf.place):
        pass
    add(shelf.place, CONTACT)
    with Ledger.writing(shelf.place) as ledger:
        ledger.add(DAY, DAY, "0", {}, frame([CONTACT._replace(cycle="2", coupon_code="2")]))
    with Ledger.reading(shelf.place) as ledger:
        assert len(ledger.contacts()) == 1


def test_a_file_without_tables_is_an_empty_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger.writing(path) as ledger:
        ledger.add(DAY, DAY, "0", {}, frame([CONTACT]))
    assert not list(tmp_path.iterdir())
    path.touch()
    with Ledger.writing(path) as ledger:
        assert ledger.contacts().empty
    with Ledger.reading(path) as ledger:  # not even its tables were made
        assert ledger.contacts().empty


def test_old_ids_are_read_as_the_customers(shelf: Shelf) -> None:
    again = CONTACT._replace(customer_id="old", coupon_code="XK8")
    add(shelf.place, CONTACT, again, again._replace(customer_id="b", coupon_code=None))
    with Ledger.reading(shelf.place) as ledger:
        for _ in range(2):
            joined = ledger.joined({"old": "007", "b": "c"})
            contacts = joined.contacts(["customer_id", "coupon_code"])
            assert contacts["customer_id"].tolist() == ["007", "c"]
            assert contacts["coupon_code"].tolist()[0] == "XK7"
            assert joined.contacted("a", ["2026"]) == [("007", "2026"), ("c", "2026")]
            assert joined.of_customer("c") == [("a", "2026-06-30", "contacted")]
        assert len(ledger.contacts()) == 3


def test_a_ledger_keeps_its_salt(shelf: Shelf) -> None:
    with Ledger.reading(shelf.place, required=False) as ledger:
        assert ledger.salt(make=False) == b""
    salts = set()
    for _ in range(2):
        with Ledger.writing(shelf.place) as ledger:
            salts.add(ledger.salt(make=True))
            ledger.commit()
    with Ledger.reading(shelf.place) as ledger:
        salts.add(ledger.salt(make=False))
    assert salts == {shelf.salt()}
    assert len(shelf.salt()) == 32


@pytest.mark.parametrize("made_anew", [False, True])
def test_who_waited_for_a_first_run_that_failed_writes_into_no_file_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_anew: bool
) -> None:
    path = tmp_path / "l.sqlite"
    connected = ledger_file.connected

    def while_another_fails(path: Path) -> sqlite3.Connection:
        connection = connected(path)
        path.unlink()
        if made_anew:
            path.touch()
        return connection

    monkeypatch.setattr(ledger_file, "connected", while_another_fails)
    with pytest.raises(OutputError, match="another run holds the ledger"):
        add(path, CONTACT)


def test_another_run_that_holds_it_ends_this_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repurchase_cli.campaigns.ledger.file._PATIENCE", 0.05)
    monkeypatch.setattr("repurchase_cli.campaigns.ledger.postgresql._PATIENCE", "50ms")
    with Ledger.writing(shelf.place) as holder:
        with pytest.raises(OutputError, match="another run holds the ledger") as caught:
            add(shelf.place, CONTACT)
        assert caught.value.hint == "wait until it has ended, then run again"
        with Ledger.reading(shelf.place, required=False) as ledger:
            assert ledger.contacts().empty
        holder.commit()  # from there on the next one may
        add(shelf.place, CONTACT)


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger.writing(path) as ledger:
        ledger.add(DAY, DAY, "0", {}, frame([CONTACT]))
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
        ledger.commit()
    assert set(modes.values()) == {0o600}, modes


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "sales.csv"
    text.write_text("order_id,customer_id\n" * 100)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("create table t (x)")
    for path in (text, other):
        before = path.read_bytes()
        for opened in (Ledger.writing, Ledger.reading):
            with pytest.raises(UsageError, match="is no ledger"), opened(path):
                pass
        assert path.read_bytes() == before
    with pytest.raises(UsageError, match="no such ledger"), Ledger.reading(tmp_path / "none"):
        pass


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        add(tmp_path)


def test_a_ledger_of_a_newer_version_is_left_alone(shelf: Shelf) -> None:
    add(shelf.place, CONTACT)
    with shelf.opened() as connection:
        if shelf.port:
            connection.execute("insert into about values (99, '')")
            connection.execute(
                "alter table about disable trigger keep; delete from about where format < 9"
            )
        else:
            connection.execute("pragma user_version = 99")
    with pytest.raises(UsageError, match="newer version"):
        add(shelf.place)


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="the ledger cannot be made"):
        add(tmp_path / "none" / "l.sqlite")


def test_without_a_ledger_nothing_stays() -> None:
    with Ledger.none() as ledger:
        ledger.add(DAY, DAY, "0", {}, frame([CONTACT]))
        ledger.commit()
        assert len(ledger.contacts()) == 1
    with Ledger.none() as ledger:
        assert ledger.contacts().empty
