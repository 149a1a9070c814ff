"""For load balancers: whether this process lives, and whether what it stands on answers."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookTimeoutError

from flask import Blueprint, Response, jsonify

from repository.health import findings
from repository.web.context import repository

_SECONDS = 10

blueprint = Blueprint("health", __name__, url_prefix="/health")
_looks = ThreadPoolExecutor(max_workers=2, thread_name_prefix="health")


@blueprint.get("/live")
def live() -> Response:
    """Whether this process answers."""
    return _uncached({"status": "ok"}, 200)


@blueprint.get("/ready")
def ready() -> Response:
    """Database, storage and broker answer; 503 names the one that does not."""
    looking = _looks.submit(findings, repository())
    try:
        found = looking.result(_SECONDS)
    except LookTimeoutError:
        return _uncached({"status": "unavailable", "checks": {}}, 503)
    checks = {part.part: "ok" if part.well else "unavailable" for part in found}
    well = all(part.well for part in found)
    return _uncached(
        {"status": "ok" if well else "unavailable", "checks": checks}, 200 if well else 503
    )


def _uncached(body: dict[str, object], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
