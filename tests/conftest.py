"""What all tests share: tiny shops, the program itself, and tries that are the same every time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import ledgers
from tests.readers.databases import servers
from tests.running import Done, run_here
from tests.shops import OpenShop, read_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True, scope="session")
def _caches_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache out of the tests, and the tests out of it."""
    folder = str(tmp_path_factory.mktemp("caches"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        patch.setenv("LOCALAPPDATA", folder)
        yield


@pytest.fixture(scope="session")
def postgresql_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run a PostgreSQL with the user ``ann``, and a database for ledgers in which she may work."""
    with servers.postgresql(tmp_path_factory.mktemp("postgresql")) as server:
        with ledgers.as_owner(server.port, "postgres") as connection:
            connection.execute(f"create user ann password '{ledgers.PASSWORD}'".encode())
            connection.execute("create database ledger")
            connection.execute("grant create on database ledger to ann")
        yield server.port


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ledgers.Shelf:
    """Give a place for a ledger in each of the stores; every test of the ledger is of both."""
    if request.param == "sqlite":
        return ledgers.Shelf(str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("PGPASSWORD", ledgers.PASSWORD)
    return ledgers.emptied(request.getfixturevalue("postgresql_port"))


@pytest.fixture
def shop(tmp_path: Path) -> OpenShop:
    """``shop(text, …, wishes=…, **terms)`` reads each text as a file."""
    return partial(read_shop, tmp_path)


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """``program("segment", …)`` runs the program in an empty folder and returns what it did."""
    monkeypatch.chdir(tmp_path)
    return partial(run_here, monkeypatch, capsys)


@pytest.fixture
def screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """``screen(folder, "clv", …)`` runs the program there, on a screen 80 wide."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(folder: Path, *arguments: str) -> Done:
        monkeypatch.chdir(folder)
        return run_here(monkeypatch, capsys, *arguments)

    return run


@pytest.fixture
def targets(program: Callable[..., Done], tmp_path: Path) -> Callable[..., Path]:
    """``targets("--as-of", …)`` runs the command with both files and returns its JSON."""
    count = iter(range(1, 100))

    def run(*more: str, status: int = 0) -> Path:
        path = tmp_path / f"out{next(count)}.json"
        files = ["--customers", "customers.csv"] if (tmp_path / "customers.csv").exists() else []
        done = program("targets", "sales.csv", *files, "-q", "-o", str(path), *more)
        assert done.status == status, done.err
        return path

    return run
