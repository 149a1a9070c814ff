"""A request as granian describes it, for tests without a server."""

from dataclasses import dataclass, field


class HeaderMap:
    def __init__(self, sent: dict[str, str] | None = None) -> None:
        self._sent = sent or {}

    def __contains__(self, name: str) -> bool:
        return name in self._sent

    def get_all(self, name: str) -> list[str]:
        return [self._sent[name]] if name in self._sent else []

    def keys(self) -> list[str]:
        return list(self._sent)

    def items(self) -> list[tuple[str, str]]:
        return list(self._sent.items())


@dataclass(frozen=True)
class Scope:
    path: str
    method: str = "GET"
    headers: HeaderMap = field(default_factory=HeaderMap)
    query_string: str = ""
    http_version: str = "1.1"
    scheme: str = "http"
    authority: str | None = None
    server: str = "127.0.0.1:8000"
    client: str = "9.9.9.9:50000"
