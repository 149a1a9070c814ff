"""A request as granian describes it, for tests without a server."""

from dataclasses import dataclass, field


class HeaderMap(dict[str, str]):
    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []

    def keys(self) -> list[str]:  # type: ignore[override]
        return list(self)


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
