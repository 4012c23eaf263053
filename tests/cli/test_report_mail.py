"""The report by mail, against a real server on the loopback."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.running import Done

Program = Callable[..., Done]
SALES = "customer_id,date,amount\nA,2025-01-02,10\nB,2025-02-05,20\nA,2025-03-06,20\n"
SECRET = "tell-nobody-4711"  # noqa: S105 - of the test
NAME = "REPURCHASE_MAIL_PASSWORD"


class Box:
    """What a server was given; it may be slow to take it."""

    def __init__(self, seconds: float = 0) -> None:
        self.mails: list[bytes] = []
        self.logins: list[str] = []
        self.seconds = seconds

    async def handle_DATA(  # noqa: N802 - as the server calls it
        self, _server: SMTP, _session: Any, envelope: Any
    ) -> str:
        import asyncio  # noqa: PLC0415

        await asyncio.sleep(self.seconds)
        self.mails.append(envelope.content)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def authenticate(self, _server: SMTP, _s: Any, _e: Any, _m: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.logins.append(login.login.decode())
        return AuthResult(success=login.password == SECRET.encode())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the loopback that nobody has signed, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["/usr/bin/env", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", made, "-keyout", key],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key


@contextmanager
def serving(box: Box, **options: Any) -> Iterator[int]:
    """Serve on a port of the loopback, and give it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@contextmanager
def with_login(box: Box, certificate: tuple[Path, Path]) -> Iterator[int]:
    """Serve with STARTTLS, and take mail from who has logged in alone."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    options = {"tls_context": context, "require_starttls": True, "auth_required": True}
    with serving(box, authenticator=box.authenticate, **options) as port:
        yield port


@pytest.fixture
def report(program: Program, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """``report(port, **mail)`` runs it with settings under ``mail:``; the file is ``a.md``."""
    monkeypatch.delenv(NAME, raising=False)
    Path("sales.csv").write_text(SALES, encoding="utf-8")

    def run(port: int, *options: str, **mail: str) -> Done:
        given = {"host": "127.0.0.1", "port": str(port), "tls": "none", **mail}
        given = {"from": "shop@example.com", "to": "[owner@example.com]", **given}
        settings = "".join(f"  {name}: {value}\n" for name, value in given.items())
        Path("repurchase.yaml").write_text(f"mail:\n{settings}", encoding="utf-8")
        return program("report", "sales.csv", "-q", "-o", "a.md", *options)

    return run


def test_the_page_is_attached_and_the_paragraph_is_the_text(report: Callable[..., Done]) -> None:
    box = Box()
    with serving(box) as port:
        done = report(port, "-o", "a.html", "--lang", "zh", to="[owner@example.com, b@example.com]")
    assert done == Done(0, "", "")
    (content,) = box.mails
    mail = message_from_bytes(content, policy=policy.default)
    assert (mail["From"], mail["To"]) == ("shop@example.com", "owner@example.com, b@example.com")
    assert mail["Subject"] == "报告：2025年2月"
    text, page = mail.iter_parts()
    assert text.get_content().startswith("2025年2月：1 位客户购买 1 次")
    assert page.get_filename() == "report-2025-02.html"
    assert page.get_payload(decode=True) == Path("a.html").read_bytes()
    assert page.get_content_charset() == "utf-8"


def test_a_password_goes_over_tls(
    report: Callable[..., Done],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Box()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    Path("secret").write_text(f"{SECRET}\n", encoding="utf-8")
    Path("secret").chmod(0o600)
    with with_login(box, certificate) as port:
        assert report(port, tls="starttls", **{"password_file": "secret"}).status == 0
        monkeypatch.setenv(NAME, SECRET)
        assert report(port, tls="starttls", user="till").status == 0
    assert box.logins == ["shop@example.com", "till"]
    assert len(box.mails) == 2


def test_implicit_tls(
    report: Callable[..., Done],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Box()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with serving(box, ssl_context=context) as port:
        assert report(port, tls="implicit").status == 0
        done = report(port, tls="starttls", timeout_seconds="1")
    assert len(box.mails) == 1
    assert done.status == 5


def not_mailed(done: Done, *words: str) -> None:
    """Hold that a run says in one sentence why nothing was mailed, and that its file is there."""
    assert done.status == 5
    assert done.err.startswith("repurchase: error: the report was not mailed: 127.0.0.1:")
    assert "Traceback" not in done.err
    assert SECRET not in done.err + done.out
    for word in words:
        assert word in done.err
    assert Path("a.md").is_file()


def test_a_wrong_password(
    report: Callable[..., Done],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setenv(NAME, f"{SECRET}-not")
    with with_login(Box(), certificate) as port:
        done = report(port, tls="starttls", timeout_seconds="5")
        not_mailed(done, "does not take the user and the password")


def test_a_certificate_that_nobody_trusts(
    report: Callable[..., Done], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, SECRET)
    box = Box()
    with with_login(box, certificate) as port:
        not_mailed(report(port, tls="starttls"), "certificate that is not trusted")
    assert not box.logins


def test_a_server_without_tls(report: Callable[..., Done]) -> None:
    box = Box()
    with serving(box) as port:
        not_mailed(report(port, tls="starttls"), "offers no TLS")
    assert not box.mails


def test_a_recipient_that_the_server_refuses_is_named(report: Callable[..., Done]) -> None:
    box = Box()
    with serving(box) as port:
        done = report(port, to="[owner@example.com, nobody@example.com]")
    not_mailed(done, "takes no mail for nobody@example.com")
    assert len(box.mails) == 1


def test_a_refused_connection(report: Callable[..., Done]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        not_mailed(report(taken.getsockname()[1], "--log", "runs.log"), "cannot be reached")
    log = Path("runs.log").read_text(encoding="utf-8")
    assert '"exit": 5' in log
    assert '"outputs": ["a.md"]' in log


def test_a_slow_server(report: Callable[..., Done]) -> None:
    with serving(Box(seconds=20)) as port:
        start = time.monotonic()
        not_mailed(report(port, timeout_seconds="1"), "longer than 1 seconds")
        assert time.monotonic() - start < 15
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()  # and says nothing
        not_mailed(report(silent.getsockname()[1], timeout_seconds="1"), "longer than 1 seconds")


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ({"to": "[]"}, "mail.to is empty"),
        ({"from": '""'}, "mail.from is empty"),
        ({"password_file": "open"}, "others may read this password file (mode 0644)"),
        ({"password_file": "nowhere"}, "cannot be read"),
        ({"password_file": "closed"}, "never sent in the clear"),
        ({"password": SECRET}, "unknown setting 'password' in mail"),
    ],
)
def test_settings_by_which_nothing_could_be_sent(
    report: Callable[..., Done], mail: dict[str, str], words: str
) -> None:
    for name, mode in (("open", 0o644), ("closed", 0o600)):
        Path(name).write_text(SECRET, encoding="utf-8")
        Path(name).chmod(mode)
    done = report(25, **mail)
    assert done.status == 2
    assert words in done.err
    assert SECRET not in done.err + done.out
    assert not Path("a.md").exists()
