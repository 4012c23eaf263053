"""Real database servers on the loopback, in a folder that goes with them."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

_PATIENCE = 60.0
_BINARIES = ("/usr/lib/postgresql/*/bin/{0}", "/usr/sbin/{0}", "/usr/bin/{0}")


class Server(NamedTuple):
    """A running server: where it listens, and its process."""

    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def postgresql(folder: Path) -> Iterator[Server]:
    """Run a PostgreSQL server whose users all need their password, but for ``postgres``."""
    user = _owner("postgres", folder)
    data, port = folder / "pg", _free_port()
    _run([_binary("initdb"), "-D", str(data), "-U", "postgres", "--no-sync", "-E", "UTF8"], user)
    (data / "pg_hba.conf").write_text(
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    )
    command = [
        _binary("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-F",
        "-c", "unix_socket_directories=", "-c", "shared_buffers=16MB",
    ]  # fmt: skip
    ready = [_binary("pg_isready"), "-h", "127.0.0.1", "-p", str(port)]
    with _running(command, user, port, ready) as server:
        yield server


@contextmanager
def mariadb(folder: Path) -> Iterator[Server]:
    """Run a MariaDB server; its user ``root`` needs no password."""
    user = _owner("mysql", folder)
    data, port = folder / "my", _free_port()
    install = [
        _binary("mariadb-install-db"), f"--datadir={data}", "--auth-root-authentication-method=normal",
        "--skip-test-db", "--innodb-log-file-size=8M",
    ]  # fmt: skip
    _run(install, user)
    command = [
        _binary("mariadbd"), "--no-defaults", f"--datadir={data}", f"--port={port}",
        "--bind-address=127.0.0.1", f"--socket={folder / 'my.sock'}", f"--pid-file={folder / 'my.pid'}",
        "--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=8M",
    ]  # fmt: skip
    ready = [_binary("mariadb-admin"), "-h", "127.0.0.1", "-P", str(port), "-u", "root", "ping"]
    with _running(command, user, port, ready) as server:
        yield server


def _binary(name: str) -> str:
    places = [
        shutil.which(name),
        *(str(p) for b in _BINARIES for p in Path("/").glob(b.format(name)[1:])),
    ]
    path = next(filter(None, places), None)
    if path is None:
        pytest.skip(f"{name} is not installed: apt-get install postgresql mariadb-server")
    return path


def _owner(user: str, folder: Path) -> str | None:
    """Give the folder to a user, where we are root: servers refuse to run as such."""
    if os.getuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        pytest.skip(f"there is no user {user}: apt-get install postgresql mariadb-server")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    for parent in folder.parents:  # pytest's own folders are closed to others
        if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o111)
    return user


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _run(command: Sequence[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, capture_output=True, cwd="/", check=False)
    assert not done.returncode, done.stderr.decode()[-2000:]


@contextmanager
def _running(
    command: Sequence[str], user: str | None, port: int, ready: Sequence[str]
) -> Iterator[Server]:
    """Run a server from when the command ``ready`` succeeds."""
    process = subprocess.Popen(
        command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
    try:
        end = time.monotonic() + _PATIENCE
        while subprocess.run(ready, capture_output=True, check=False).returncode:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not listen"
            time.sleep(0.1)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGQUIT)  # at once, whoever is connected
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(_PATIENCE)
