"""The report by mail: its page as an attachment, its paragraph as the text.

Passwords come from the environment or from a file that nobody else may read, are sent over TLS
only, and stand in no message.
"""

# ruff: noqa: PLC0415 - what is heavy is loaded when mail is sent

from __future__ import annotations

import os
import smtplib
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.errors import OutputError, UsageError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from repurchase_cli.config import Mail
    from repurchase_cli.document import Document, Language

_UTF8 = {"charset": "utf-8"}
_WRITTEN = "the files are written; mend the settings under `mail:` and run again"


def check(mail: Mail) -> None:
    """Refuse settings by which nothing could be sent, before anything is worked out.

    Raises
    ------
    UsageError
        When an address is missing, the password cannot be had, or it would be sent in the clear.
    """
    if not mail["host"]:
        return
    for name in ("from", "to"):
        if not mail[name]:
            raise UsageError(
                f"mail.{name} is empty",
                hint=f"write mail.{name} into repurchase.yaml, or leave mail.host out",
            )
    if password(mail) and mail["tls"] == "none":
        raise UsageError(
            "mail.tls is none: a password is never sent in the clear",
            hint="set mail.tls to starttls or implicit",
        )


def password(mail: Mail) -> str:
    """Return the password, empty where there is none.

    Raises
    ------
    UsageError
        When its file cannot be read, or can be read by others.
    """
    given = os.environ.get(mail["password_env"], "") if mail["password_env"] else ""
    if given or not mail["password_file"]:
        return given
    path = Path(mail["password_file"]).expanduser()
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            "the password file cannot be read", hint="look at mail.password_file", file=str(path)
        ) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(
            f"others may read this password file (mode {mode:04o})",
            hint=f"chmod 600 {path}",
            file=str(path),
        )
    return text.strip()


def send(mail: Mail, document: Document, language: Language) -> None:
    """Send the page of a document, if a host is named.

    Raises
    ------
    OutputError
        When the server cannot be reached, is too slow, or refuses.
    """
    if not mail["host"]:
        return
    message = _message(mail, document, language)
    with _explained(mail), _connected(mail) as server:
        secret = password(mail)
        if secret:
            _log_in(server, mail["user"] or mail["from"], secret)
        if refused := server.send_message(message):
            raise smtplib.SMTPRecipientsRefused(refused)


def _log_in(server: smtplib.SMTP, user: str, secret: str) -> None:
    """Log in; a server that breaks off at a password has refused it."""
    try:
        server.login(user, secret)
    except smtplib.SMTPServerDisconnected:
        raise smtplib.SMTPAuthenticationError(535, "") from None


def _message(mail: Mail, document: Document, language: Language) -> EmailMessage:
    from email.message import EmailMessage
    from email.utils import formatdate, make_msgid

    from repurchase_cli import writers

    page = writers.rendered(document, ".html", language=language)
    gap = "" if language == "zh" else " "
    message = EmailMessage()
    message["Subject"] = document.title.say(language)
    message["From"], message["To"] = mail["from"], ", ".join(mail["to"])
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid()
    message.set_content(gap.join(each.say(language) for each in document.paragraph) + "\n")
    name = f"report-{document.period.name}.html" if document.period else "report.html"
    message.add_attachment(page, maintype="text", subtype="html", filename=name, params=_UTF8)
    return message


@contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    address, seconds = (mail["host"], mail["port"]), mail["timeout_seconds"]
    if mail["tls"] == "implicit":
        context = ssl.create_default_context()
        with smtplib.SMTP_SSL(*address, timeout=seconds, context=context) as server:
            yield server
        return
    with smtplib.SMTP(*address, timeout=seconds) as server:
        if mail["tls"] == "starttls":
            server.starttls(context=ssl.create_default_context())
        yield server


@contextmanager
def _explained(mail: Mail) -> Iterator[None]:
    """Say what went wrong, in no words of the server's: they may repeat what it was told."""
    where = f"{mail['host']}:{mail['port']}"
    try:
        yield
    except TimeoutError:
        what = f"{where} took longer than {mail['timeout_seconds']} seconds"
    except ssl.SSLCertVerificationError as problem:
        what = f"{where} has a certificate that is not trusted ({problem.verify_message})"
    except ssl.SSLError:
        what = f"{where} does not speak TLS as mail.tls says ({mail['tls']})"
    except smtplib.SMTPAuthenticationError:
        what = f"{where} does not take the user and the password"
    except smtplib.SMTPNotSupportedError:
        what = f"{where} offers no TLS, or no login"
    except smtplib.SMTPRecipientsRefused as problem:
        what = f"{where} takes no mail for {', '.join(problem.recipients)}"
    except smtplib.SMTPSenderRefused:
        what = f"{where} takes no mail from {mail['from']}"
    except smtplib.SMTPServerDisconnected:
        what = f"{where} broke off, or took longer than {mail['timeout_seconds']} seconds"
    except smtplib.SMTPResponseException as problem:
        what = f"{where} refuses the mail ({problem.smtp_code})"
    except OSError as problem:
        what = f"{where} cannot be reached: {problem.strerror or problem}"
    else:
        return
    raise OutputError(f"the report was not mailed: {what}", hint=_WRITTEN)
