"""The way out: one SMTP server, named by an address."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from repository.correspondence.mail_address import is_mail_address
from repository.settings import Settings

_SECONDS = 20.0
_PORTS = {"smtp": 25, "smtps": 465}


class MailUnavailableError(Exception):
    """The server does not answer or asks for patience; the same mail may go out later."""


class MailRefusedError(Exception):
    """The server does not take this mail, now or ever."""


class Post:
    """Sends mail by the settings `mail_url` and `mail_from`.

    `smtp://` uses TLS as soon as the server offers it; `smtps://` from the first byte.
    """

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(settings.mail_url)
        self._sender = settings.mail_from
        self._host_name = urlsplit(settings.public_url).hostname or "localhost"

    @property
    def is_open(self) -> bool:
        """Whether mail goes out at all."""
        return bool(self._url.hostname and self._sender)

    def send(self, recipient: str, subject: str, body: str, name: str) -> None:
        """Send a mail, which `name` tells from others. Raises the two errors of this module."""
        message = self._message(recipient, subject, body, name)
        try:
            with self._connected() as server:
                server.send_message(message, self._sender, [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _judged(code, f"{code} {_plain(words)}") from error
        except smtplib.SMTPResponseException as error:
            said = f"{error.smtp_code} {_plain(error.smtp_error)}"
            raise _judged(error.smtp_code, said) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailableError(str(error)) from error

    def _message(self, recipient: str, subject: str, body: str, name: str) -> EmailMessage:
        if not is_mail_address(recipient):
            raise MailRefusedError("this is no mail address")
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(addr_spec=self._sender)
        message["To"] = Address(addr_spec=recipient)
        message["Subject"] = " ".join(subject.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{name}@{self._host_name}>"
        # Machines do not answer it (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        return message

    def _connected(self) -> smtplib.SMTP:
        host = self._url.hostname or ""
        port = self._url.port or _PORTS[self._url.scheme]
        if self._url.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server


def _judged(code: int, words: str) -> Exception:
    """5xx is for ever, everything else may pass (RFC 5321, section 4.2.1)."""
    return MailRefusedError(words) if 500 <= code < 600 else MailUnavailableError(words)


def _plain(words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:200]
