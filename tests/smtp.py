"""A mail server of the test's own: real TCP, the commands of RFC 5321 that a sender needs."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"
    timeout = 20

    def handle(self) -> None:
        self._say(220, "test")
        while line := self.rfile.readline(4096):
            words = line.decode(errors="replace").strip()
            verb = words.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                self._say(221, "bye")
                return
            self._answer(verb, words)

    def _answer(self, verb: str, words: str) -> None:
        refusal = self.server.refusals.get(verb)
        if refusal:
            self._say(refusal, "not today")
        elif verb == "DATA":
            self._take()
        elif verb in ("EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP"):
            self.server.commands.append(words)
            self._say(250, "fine")
        else:
            self._say(502, "unknown")

    def _take(self) -> None:
        self._say(354, "go on")
        lines = []
        while (line := self.rfile.readline(65536)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.mails.append(message)
        self._say(250, "taken")

    def _say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail; `refusals` names the commands that it answers with a code of failure."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []
        self.commands: list[str] = []
        self.refusals: dict[str, int] = {}

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()
