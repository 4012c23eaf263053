"""Tables of real databases: PostgreSQL and MariaDB on the loopback, SQLite and DuckDB files."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
import pymysql
import pytest

from repurchase_cli.errors import RepurchaseError
from repurchase_cli.opening import open_sales
from repurchase_cli.readers.wishes import Wishes
from tests.ledgers import PASSWORD, as_owner
from tests.readers.databases import servers
from tests.running import Done, take_interrupts

#: Ids with leading zeros, an amount with three decimals, a line break and a quotation mark.
ROWS = [
    (f"A{i}", f"2024-{i % 6 + 1:02}-{i % 28 + 1:02}", f"00{i % 7 + 1}", f"{i % 5 + 1}.125", note)
    for i, note in enumerate(["plain", "two\nlines", 'a "quote", and more', "衬衫", "it's"] * 12)
]
HEADER = ["order_id", "order_date", "customer_id", "amount", "note"]
LOGIN = {"postgresql": "PGPASSWORD", "mysql": "MYSQL_PWD"}


class Shop(NamedTuple):
    """A server with the table ``sales``; what stands before ``?`` in its addresses."""

    system: str
    where: str
    port: int


def _mariadb(port: int) -> pymysql.connections.Connection[pymysql.cursors.Cursor]:
    return pymysql.connect(host="127.0.0.1", port=port, user="root", autocommit=True)


@pytest.fixture(scope="module")
def postgresql(postgresql_port: int) -> Shop:
    with as_owner(postgresql_port, "postgres") as connection:
        connection.execute("create database shop")
    with as_owner(postgresql_port, "shop") as connection:
        connection.execute(
            "create table sales (order_id text, order_date date, customer_id text,"
            " amount numeric(12, 3), note text)"
        )
        with connection.cursor() as cursor:
            cursor.executemany("insert into sales values (%s, %s, %s, %s, %s)", ROWS)
        connection.execute("grant all on sales to ann; grant create on schema public to ann")
    return Shop("postgresql", f"postgresql://ann@127.0.0.1:{postgresql_port}/shop", postgresql_port)


@pytest.fixture(scope="module")
def mysql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with servers.mariadb(tmp_path_factory.mktemp("mariadb")) as server:
        with closing(_mariadb(server.port)) as connection, connection.cursor() as cursor:
            for statement in (
                "create database shop character set utf8mb4",
                f"create user ann identified by '{PASSWORD}'",
                "grant all on shop.* to ann",
                "use shop",
                "create table sales (order_id text, order_date date, customer_id text,"
                " amount decimal(12, 3), note text)",
            ):
                cursor.execute(statement)
            cursor.executemany("insert into sales values (%s, %s, %s, %s, %s)", ROWS)
        yield Shop("mysql", f"mysql://ann@127.0.0.1:{server.port}/shop", server.port)


@pytest.fixture(params=["postgresql", "mysql"])
def shop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Shop:
    found: Shop = request.getfixturevalue(request.param)
    monkeypatch.setenv("HOME", "/nonexistent")  # no ~/.pgpass, no ~/.my.cnf
    monkeypatch.setenv(LOGIN[found.system], PASSWORD)
    return found


@pytest.fixture(scope="module")
def from_file(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What the same rows give as a CSV file."""
    path = tmp_path_factory.mktemp("csv") / "sales.csv"
    rows = [",".join([*row[:4], '"' + row[4].replace('"', '""') + '"']) for row in ROWS]
    path.write_text("\n".join([",".join(HEADER), *rows, ""]), encoding="utf-8")
    assert "may be a thousand or a decimal number" in refusal(str(path))  # no type tells
    return customers(str(path), Wishes(decimal="point"))


def customers(given: str, wishes: Wishes | None = None) -> list[tuple[object, ...]]:
    with open_sales([given], wishes) as sales:
        frame = sales.customers(["customer_id", "n_purchases", "revenue", "last_purchase"])
        return list(frame.itertuples(index=False, name=None))


def refusal(given: str) -> str:
    with pytest.raises(RepurchaseError) as error, open_sales([given]):
        pass
    return f"{error.value}\n{error.value.hint}"


def test_a_table_is_read_as_the_file_is(shop: Shop, from_file: list[tuple[object, ...]]) -> None:
    assert customers(f"{shop.where}?table=sales") == from_file
    assert from_file[0][0] == "001"


def test_a_query_is_taken_as_it_stands(shop: Shop, from_file: list[tuple[object, ...]]) -> None:
    query = "select * from sales where note like '%衬%' or note <> '&' and amount > 0;"
    assert customers(f"{shop.where}?query={query}") == from_file


@pytest.mark.parametrize(
    "statement", ["delete from sales", "insert into sales select * from sales"]
)
def test_the_server_refuses_to_write(shop: Shop, statement: str) -> None:
    returning = " returning *" if shop.system == "postgresql" else ""
    assert "read" in refusal(f"{shop.where}?query={statement}{returning}").lower()
    assert len(customers(f"{shop.where}?table=sales")) == 7


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("table=sales", "table=nope"), "check the names"),
        (("/shop?", "/elsewhere?"), "check"),
        (("127.0.0.1", "no.such.host.invalid"), "check the name of the host"),
        (("@127.0.0.1:", "@127.0.0.1:1"), "check the name of the host"),
    ],
)
def test_what_is_wrong_is_said_without_the_password(
    shop: Shop, change: tuple[str, str], said: str
) -> None:
    given = f"{shop.where}?table=sales"
    if change[1].endswith(":1"):
        given = given.replace(given[given.index("@127") : given.index("/shop")], "@127.0.0.1:1")
    words = refusal(given.replace(*change) if not change[1].endswith(":1") else given)
    assert said in words
    assert PASSWORD not in words


def test_a_wrong_password_is_not_repeated(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOGIN[shop.system], "wrong-0815")
    words = refusal(f"{shop.where}?table=sales")
    assert "check the user and the password" in words
    assert "wrong-0815" not in words
    monkeypatch.delenv(LOGIN[shop.system])
    assert "password" in refusal(f"{shop.where}?table=sales")


def test_a_password_in_an_address_is_refused_and_never_logged(
    shop: Shop, program: Callable[..., Done], tmp_path: Path
) -> None:
    given = f"{shop.where.replace('ann@', f'ann:{PASSWORD}@')}?table=sales"
    done = program("report", given, "--log", str(tmp_path / "log.jsonl"))
    assert done.status == 2
    assert "a password stands in this address" in done.err
    assert PASSWORD not in done.out + done.err + (tmp_path / "log.jsonl").read_text()


def test_a_table_of_customers_beside_the_sales(shop: Shop) -> None:
    query = "select distinct customer_id, concat('Ann ', customer_id) as name from sales"
    side = {"customers": f"{shop.where}?query={query}"}
    with open_sales([f"{shop.where}?table=sales"], side=side) as sales:
        assert sales.member("001")["name"].tolist() == ["Ann 001"]


def slow(shop: Shop) -> str:
    """Return an address whose query takes a minute."""
    wait = "pg_sleep(60)" if shop.system == "postgresql" else "sleep(60)"
    return f"{shop.where}?query=select s.*, {wait} from sales s"


def started(given: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "repurchase_cli", "segment", given]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
        preexec_fn=take_interrupts,  # noqa: PLW1509 - nothing else runs here
    )


def waiting(shop: Shop) -> list[int]:
    """Return the sessions of the server that run our query."""
    if shop.system == "postgresql":
        asked = "select pid from pg_stat_activity where application_name = 'repurchase'"
        with as_owner(shop.port, "shop") as connection:
            return [pid for (pid,) in connection.execute(asked).fetchall()]
    asked = "select id from information_schema.processlist where info like 'select s.%'"
    with closing(_mariadb(shop.port)) as mine, mine.cursor() as cursor:
        cursor.execute(asked)
        return [int(row[0]) for row in cursor.fetchall()]


def until_waiting(shop: Shop, before: Sequence[int]) -> int:
    """Return the session that runs our query and did not before."""
    end = time.monotonic() + 60
    while not (found := {*waiting(shop)} - {*before}):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found.pop()


def test_a_slow_query_ends_at_once_under_ctrl_c(shop: Shop) -> None:
    run = started(slow(shop))
    until_waiting(shop, [])
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "Traceback" not in out + err
    end = time.monotonic() + 20
    while waiting(shop):  # nor does the server go on with it
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_connection_that_is_lost_is_said(shop: Shop) -> None:
    before = waiting(shop)  # MariaDB goes on with a query whose client has gone
    run = started(slow(shop))
    session = until_waiting(shop, before)
    if shop.system == "postgresql":
        with as_owner(shop.port, "shop") as connection:
            connection.execute("select pg_terminate_backend(%s)", (session,))
    else:
        with closing(_mariadb(shop.port)) as mine, mine.cursor() as cursor:
            cursor.execute(f"kill {session}")
    out, err = run.communicate(timeout=30)
    assert run.returncode == 3
    assert "run it again" in err
    assert PASSWORD not in out + err


@pytest.fixture(params=["sqlite", "duckdb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file with the table ``sales``."""
    path = tmp_path / f"shop.{request.param}"
    connect = sqlite3.connect if request.param == "sqlite" else duckdb.connect
    with closing(connect(str(path))) as connection:
        connection.execute(
            "create table sales (order_id text, order_date date, customer_id text,"
            " amount decimal(12, 3), note text)"
        )
        connection.executemany("insert into sales values (?, ?, ?, ?, ?)", ROWS)
        connection.commit()
    return path


def test_files_of_databases(database: Path, from_file: list[tuple[object, ...]]) -> None:
    before = database.read_bytes()
    assert customers(str(database)) == from_file
    assert customers(f"{database}?table=sales") == from_file
    assert customers(f"{database}?query=select * from sales where amount > 0") == from_file
    assert "check the names" in refusal(f"{database}?table=nope")
    assert "read" in refusal(f"{database}?query=delete from sales")
    assert database.read_bytes() == before


def test_of_several_tables_one_is_to_be_named(database: Path) -> None:
    connect = sqlite3.connect if database.suffix == ".sqlite" else duckdb.connect
    with closing(connect(str(database))) as connection:
        connection.execute("create table items (sku text)")
        connection.commit()
    words = refusal(str(database))
    assert "2 tables: items, sales" in words
    assert "?table=NAME" in words
    assert len(customers(f"{database}?table=sales")) == 7


def test_typed_decimals_are_never_thousands(tmp_path: Path) -> None:
    """1.125 of a typed column is a little more than one, whatever else the column holds."""
    path = tmp_path / "shop.duckdb"
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(
            "create table sales as select 'A' || i as order_id, date '2024-01-01' + i as order_date,"
            " 'c' || i % 3 as customer_id, cast(1.125 as decimal(12, 3)) as amount"
            " from (select cast(range as integer) as i from range(9))"
        )
    assert [row[2] for row in customers(str(path))] == [3.375] * 3


@pytest.mark.parametrize(
    "given", ["postgresql://h/shop", "mysql:///?table=a", "postgres://h:x/a?table=b"]
)
def test_an_address_that_is_none(given: str) -> None:
    assert "address" in refusal(given)


def test_the_log_has_no_password(program: Callable[..., Done], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    program("report", "mysql://ann:hush@127.0.0.1:1/shop?table=sales", "--log", str(log))
    assert json.loads(log.read_text())["files"] == ["mysql://ann@127.0.0.1:1/shop?table=sales"]
