"""For load balancers: whether this process lives, and whether what it stands on answers."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookTimeoutError
from threading import Lock

from flask import Blueprint, Response, jsonify

from repository.health import Finding, findings
from repository.repository import Repository

_PATIENCE = 10.0
_FRESH = 2.0


class Readiness:
    """Looks at database, storage and broker, at most every two seconds and never twice at once.

    The address is open to all, and a look costs something: it writes to the storage.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")
        self._look: Future[list[Finding]] | None = None
        self._started = 0.0

    def findings(self) -> list[Finding] | None:
        """What was found, None when the look takes too long."""
        with self._lock:
            old = time.monotonic() - self._started > _FRESH
            if self._look is None or (old and self._look.done()):
                self._look = self._pool.submit(findings, self._repository)
                self._started = time.monotonic()
            look = self._look
        try:
            return look.result(_PATIENCE)
        except LookTimeoutError:
            return None


def create_blueprint(repository: Repository) -> Blueprint:
    """The addresses `/health/live` and `/health/ready`."""
    blueprint = Blueprint("health", __name__, url_prefix="/health")
    readiness = Readiness(repository)

    @blueprint.get("/live")
    def live() -> Response:
        return _uncached({"status": "ok"}, 200)

    @blueprint.get("/ready")
    def ready() -> Response:
        return _verdict(readiness.findings())

    return blueprint


def _verdict(found: list[Finding] | None) -> Response:
    """503 names the part that does not answer."""
    checks = {part.part: "ok" if part.well else "unavailable" for part in found or []}
    if found and all(part.well for part in found):
        return _uncached({"status": "ok", "checks": checks}, 200)
    return _uncached({"status": "unavailable", "checks": checks}, 503)


def _uncached(body: dict[str, object], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
