"""What can go wrong with a ledger on a server: said in words, nothing half recorded, no secret."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.databases.address import database
from repurchase_cli.errors import OutputError, RepurchaseError, UsageError
from tests import ledgers
from tests.campaigns.contacts import frame
from tests.ledgers import PASSWORD, SCHEMA, Shelf, as_owner
from tests.running import Done
from tests.targeting.shop import GIFT, listed, write_customers, write_settings, write_shop

DAY = date(2026, 6, 30)
SESSIONS = "select pid from pg_locks where locktype = 'advisory' and granted"


@pytest.fixture
def shelf(postgresql_port: int, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("HOME", "/nonexistent")  # no ~/.pgpass
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    return ledgers.emptied(postgresql_port)


def refusal(given: str) -> RepurchaseError:
    with pytest.raises(RepurchaseError) as caught, Ledger.writing(database(given)):
        pass
    assert PASSWORD not in f"{caught.value}{caught.value.hint}"
    return caught.value


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (("127.0.0.1", "no.such.host.invalid"), "check the name of the host"),
        (("@127.0.0.1:", "@127.0.0.1:1"), "check the name of the host"),
        (("/ledger", "/nope"), "check the names of the database"),
    ],
)
def test_a_server_that_is_not_reached(shelf: Shelf, change: tuple[str, str], hint: str) -> None:
    given = shelf.given.replace(f":{shelf.port}", ":1") if change[1].endswith(":1") else shelf.given
    error = refusal(given.replace(*change) if given == shelf.given else given)
    assert isinstance(error, OutputError)
    assert "the ledger cannot be reached" in str(error)
    assert hint in error.hint


def test_a_wrong_password(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong-0815")
    error = refusal(shelf.given)
    assert "check the user and the password" in error.hint
    assert "wrong-0815" not in f"{error}{error.hint}"


def test_who_may_make_no_tables_is_told_what_to_ask_for(shelf: Shelf) -> None:
    with as_owner(shelf.port or 0, "ledger") as connection:
        connection.execute("revoke create on database ledger from ann")
        try:
            error = refusal(shelf.given)
            assert "the ledger may not be used: permission denied" in str(error)
            assert f"create schema {SCHEMA} authorization USER" in error.hint
            connection.execute(f"create schema {SCHEMA} authorization ann".encode())
            with Ledger.writing(shelf.place) as ledger:
                ledger.commit()
            connection.execute(f"revoke all on {SCHEMA}.contacts from ann".encode())
            with (
                pytest.raises(OutputError, match="permission denied for table contacts"),
                Ledger.writing(shelf.place) as ledger,
            ):
                ledger.add(DAY, DAY, "0", {}, frame([]))
        finally:
            connection.execute("grant create on database ledger to ann")


def test_other_tables_are_left_alone(shelf: Shelf) -> None:
    with as_owner(shelf.port or 0, "ledger") as connection:
        connection.execute(f"create schema {SCHEMA} create table sales (x int)".encode())
    assert "is no ledger of repurchase" in str(refusal(shelf.given))


def test_a_connection_that_is_lost_leaves_no_trace_and_no_list(
    shelf: Shelf, program: Callable[..., Done], tmp_path: Path
) -> None:
    """Whenever the server ends the session of a run, the next run gives the whole list."""
    write_shop(tmp_path, {"a": [30], "b": [0]})
    write_customers(tmp_path, {"customer_id": "a"}, {"customer_id": "b"})
    write_settings(tmp_path, GIFT, ledger=shelf.given)
    command = ("targets", "sales.csv", "--customers", "customers.csv", "-q", "-o", "list.json")
    ending = threading.Thread(target=end_session, args=(shelf.port,))
    ending.start()
    done = program(*command)
    ending.join()
    assert done.status == 5
    assert "the connection to the ledger was lost" in done.err
    assert "hint: run it again" in done.err
    assert not (tmp_path / "list.json").exists()
    assert not shelf.exists()
    assert program(*command).status == 0
    assert listed(tmp_path / "list.json") == ["a"]
    assert shelf.rows("select customer_id from contacts") == [("a",)]


def end_session(port: int) -> None:
    """End the session of a run as soon as it holds the ledger."""
    end = time.monotonic() + 60
    with as_owner(port, "ledger") as connection:
        while not (sessions := connection.execute(SESSIONS).fetchall()):
            assert time.monotonic() < end
            time.sleep(0.002)
        connection.execute("select pg_terminate_backend(%s)", sessions[0])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mysql://ann@127.0.0.1/shop", "a whole database of PostgreSQL"),
        ("postgresql://ann@127.0.0.1/shop?table=sales", "a whole database of PostgreSQL"),
        ("postgresql://ann@127.0.0.1", "names no database"),
        (f"postgresql://ann:{PASSWORD}@127.0.0.1/shop", "a password stands in this address"),
    ],
)
def test_an_address_of_no_ledger(
    program: Callable[..., Done], tmp_path: Path, given: str, said: str
) -> None:
    write_shop(tmp_path, {"a": [30]})
    for command in (("targets",), ("measure",), ("explain", "--customer", "a")):
        done = program(*command, "sales.csv", "--ledger", given)
        assert done.status == UsageError.status
        assert said in done.err
        assert PASSWORD not in done.err


def test_a_password_in_the_settings_is_refused_before_anybody_sees_it(
    program: Callable[..., Done], tmp_path: Path
) -> None:
    address = f"postgresql://ann:{PASSWORD}@127.0.0.1/shop"
    (tmp_path / "repurchase.yaml").write_text(
        f"ledger: {address}\ninputs: {{customers: '{address}?table=t'}}\n"
    )
    for command in (("config", "show"), ("segment", "sales.csv"), ("config", "check")):
        done = program(*command)
        assert done.status == 2
        assert "must hold no password" in done.err
        assert PASSWORD not in done.out + done.err
