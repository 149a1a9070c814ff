"""A sender that speaks tus 1.0 to the studio in memory."""

import base64
import uuid
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from repository.models import Institution
from repository.repository import Repository

JSON = {"Accept": "application/json"}
TUS = {**JSON, "Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


def library(repository: Repository, slug: str = "nlrk") -> str:
    with repository.database.read() as session:
        return session.scalars(select(Institution.id).where(Institution.slug == slug)).one()


def count(repository: Repository, model: Any) -> int:
    with repository.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def draft(client: FlaskClient, repository: Repository, **fields: Any) -> TestResponse:
    """Ask for the draft of a new work."""
    sent = {
        "institution": library(repository),
        "key": str(uuid.uuid4()),
        "name": "page 1.tif",
        **fields,
    }
    return client.post("/en/studio/works/new", data=sent, headers=JSON)


def new_work(client: FlaskClient, repository: Repository) -> str:
    answer = draft(client, repository)
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["work"])


def told(**metadata: str) -> str:
    pairs = (f"{name} {base64.b64encode(v.encode()).decode()}" for name, v in metadata.items())
    return ",".join(pairs)


def announce(
    client: FlaskClient, work: str, size: object, headers: Any = None, **metadata: str
) -> TestResponse:
    """Begin an upload of so many bytes."""
    return client.post(
        f"/ru/studio/works/{work}/uploads",
        headers={
            **TUS,
            "Upload-Length": str(size),
            "Upload-Metadata": told(**metadata),
            **(headers or {}),
        },
    )


def begin(client: FlaskClient, work: str, size: int, name: str = "a.tif", **metadata: str) -> str:
    """The address of a new upload."""
    answer = announce(client, work, size, filename=name, **metadata)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def patch(
    client: FlaskClient, address: str, offset: object, body: bytes, **headers: str
) -> TestResponse:
    """Send a piece."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.patch(
        address,
        data=body,
        headers={**TUS, "Upload-Offset": str(offset), "Content-Type": PIECE, **given},
    )


def head(client: FlaskClient, address: str) -> TestResponse:
    return client.head(address, headers=TUS)


def send(
    client: FlaskClient, work: str, name: str, body: bytes = b"scan", **metadata: str
) -> TestResponse:
    """Send a whole file; the answer to its last piece."""
    answer = announce(client, work, len(body), filename=name, **metadata)
    if answer.status_code != 201 or not body:
        return answer
    return patch(client, answer.headers["Location"], 0, body)


def remove(client: FlaskClient, work: str, page: str) -> None:
    """Take a page out of its work."""
    address = f"/en/studio/works/{work}/arrangement"
    revision = client.get(address, headers=JSON).get_json()["revision"]
    change = {"kind": "remove", "pages": [page]}
    answer = client.post(address, json={"revision": revision, "change": change}, headers=JSON)
    assert answer.status_code == 200, answer.text
