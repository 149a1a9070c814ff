"""Every route that changes something, asked by everybody who may not."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from repository.api.blueprint import OPERATIONS, PREFIX
from repository.changes.collections import make_collection
from repository.institutions import find_institution
from repository.invitations import invite
from repository.models import (
    Base,
    BrowserSession,
    Collection,
    Event,
    Institution,
    Page,
    Role,
    SignInAttempt,
    Token,
    User,
)
from repository.permissions import RIGHTS, Right, may
from repository.repository import Repository
from repository.schemas.collection import CollectionIn
from repository.tokens import add_token
from repository.users import add_user
from tests.repository.library import make_work
from tests.repository.web.conftest import PASSWORD

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# Doors for everybody, and what one changes of oneself.
OPEN = {"sign_in", "invitations", "vision", "profile"}
# What is not about a work, a collection or a library of somebody: it is not another's to refuse.
SHARED = re.compile(r"/authorities(/|$)|/feedback|/requests|/orders")
# So that an upload is refused for who sends it, not for how.
TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "4", "Upload-Offset": "0",
       "Upload-Metadata": "filename YS50aWY="}  # fmt: skip
# Refused for how it is sent before anybody asks who sends it.
SHAPE_FIRST = {
    "POST /studio/works/<work_id>/arrangement",
    "POST /studio/works/<work_id>/mets",
    "POST /studio/inbox/messages/<item_id>",
    "POST /studio/inbox/copies/<item_id>",
    "POST /studio/works/<work_id>/uploads/<upload_id>",
    "POST /works/{work}/uploads/{upload}",
}
# Whoever has a key may ask for it, as readers of the site may.
READERS = {"POST /works/{work}/pdf"}
KEEPS = (BrowserSession, Event, SignInAttempt, Token)


@pytest.fixture
def things(repository: Repository) -> dict[str, str]:
    """Ids of things of the library `nlrk`, for every name that stands in a route."""
    work = make_work(repository, 1)
    with repository.database.write() as session:
        owner = find_institution(session, "nlrk").id
        sent = CollectionIn(slug="own", label={"en": ["Own"]}, institution="nlrk")
        shelf = make_collection(session, sent)
        session.flush()
        link, _key = invite(session, Role.CURATOR, owner, None)
        page = session.scalars(select(Page.id).where(Page.work_id == work)).one()
        user = session.scalars(select(User.id).where(User.name == "gulnara")).one()
        add_user(session, "watcher", PASSWORD, Role.VIEWER, owner)
        add_user(session, "describer", PASSWORD, Role.CATALOGUER, owner)
        return {
            "work": work, "page": page, "collection": shelf.id, "institution": owner,
            "user": user, "invitation": link.id,
        }  # fmt: skip


def routes(app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, rule, defaults) of every changing route of the site but the API."""
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0]
        if blueprint.endswith("-localized") or blueprint == "api" or "." not in rule.endpoint:
            continue
        for method in sorted(CHANGING & (rule.methods or set())):
            if blueprint not in OPEN and rule.rule.startswith("/studio"):
                yield method, rule.rule, {}


def fill(rule: str, things: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        kind, _, name = match[1].rpartition(":")
        if kind == "int":
            return "1"
        return things.get(name.removesuffix("_id"), "nothing")

    return re.sub(r"[<{]([\w:]+)[>}]", value, rule)


def state(repository: Repository) -> dict[str, int]:
    """How many rows each table has, but those that tell who was here."""
    keeps = {table.__tablename__ for table in KEEPS}
    with repository.database.read() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in keeps
        }


def client_of(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    if name:
        client.post("/en/sign-in", data={"name": name, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "name", ["", "watcher", "ivan"], ids=["nobody", "viewer", "curator elsewhere"]
)
def test_no_route_of_the_studio_changes_what_is_not_theirs(
    app: Flask, repository: Repository, things: dict[str, str], name: str
) -> None:
    client = client_of(app, name)
    before = state(repository)
    walked, odd = 0, dict[str, int]()
    for method, rule, _defaults in routes(app):
        address = fill(rule, things)
        form = {"institution": things["institution"], "role": "curator", "page": things["page"],
                "name": "a.tif", "key": "00000000-0000-0000-0000-000000000000"}  # fmt: skip
        sent: dict[str, Any] = {"data": form, "query_string": form}
        if "<upload_id>" in rule:
            sent = {"data": b"scan", "content_type": "application/offset+octet-stream"}
        answer = client.open(f"/en{address}", method=method, headers=TUS, **sent)
        own = name == "ivan" and not re.search(r"<", rule)
        allowed = {303} if name == "" else {403, 404}
        if not name and answer.status_code == 303:
            assert "/sign-in" in answer.headers["Location"], rule
        if own and answer.status_code not in allowed:
            # Ivan makes something of his own library's with this form, or is told what is wrong.
            assert answer.status_code < 500, rule
            continue
        if answer.status_code not in allowed | {401}:
            odd[f"{method} {rule}"] = answer.status_code
        walked += 1
    assert odd.keys() <= SHAPE_FIRST, odd
    assert all(400 <= code < 500 for code in odd.values()), odd
    assert walked >= 20
    if name != "ivan":
        assert state(repository) == before


@pytest.mark.parametrize("name", ["", "watcher", "ivan"])
def test_no_operation_of_the_api_changes_what_is_not_theirs(
    app: Flask, repository: Repository, things: dict[str, str], name: str
) -> None:
    headers = {"If-Match": "*", **TUS}
    if name:
        with repository.database.write() as session:
            headers["Authorization"] = f"Bearer {add_token(session, name, 'test')}"
    client = app.test_client()
    before = state(repository)
    bodies: dict[str, Any] = {
        "/works": {"label": {"en": ["x"]}, "institution": "nlrk"},
        "/collections": {"slug": "x", "label": {"en": ["x"]}, "institution": "nlrk"},
        "/institutions": {"slug": "x", "label": {"en": ["x"]}},
        "/invitations": {"role": "curator", "institution": "nlrk"},
    }
    odd: dict[str, int] = {}
    for operation in OPERATIONS:
        if operation.method not in CHANGING or (name == "ivan" and SHARED.search(operation.path)):
            continue
        if name and f"{operation.method} {operation.path}" in READERS:
            continue
        address = PREFIX + fill(operation.path, things)
        answer = client.open(
            address, method=operation.method, headers=headers, json=bodies.get(operation.path, {})
        )
        allowed = {401} if not name else {403, 404, 415, 422}
        where = (operation.method, operation.path, answer.status_code)
        if answer.status_code not in allowed:
            odd[f"{operation.method} {operation.path}"] = answer.status_code
        if operation.path in bodies:
            assert answer.status_code in (401, 403), where
    assert odd.keys() <= SHAPE_FIRST, odd
    assert all(400 <= code < 500 for code in odd.values()), odd
    assert state(repository) == before
    with repository.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Collection)) == 2
        assert session.get(Institution, things["institution"]) is not None


def test_a_cataloguer_describes_and_does_nothing_else(
    app: Flask, repository: Repository, things: dict[str, str]
) -> None:
    client = client_of(app, "describer")
    work = f"/en/studio/works/{things['work']}"
    for change in ("publish", "unpublish", "retry", "uploads"):
        answer = client.post(f"{work}/{change}", data={"page": things["page"]}, headers=TUS)
        assert answer.status_code == 403, change
    with repository.database.write() as session:
        key = add_token(session, "describer", "test")
    headers = {"Authorization": f"Bearer {key}", "If-Match": "*"}
    address = f"/api/v1/works/{things['work']}"
    sent = {"label": {"en": ["Described"]}}
    assert client.patch(address, headers=headers, json=sent).status_code == 200
    assert client.delete(address, headers=headers).status_code == 403
    assert client.post(f"{address}/publish", headers=headers).status_code == 403
    made = {"label": {"en": ["x"]}, "institution": "nlrk"}
    assert client.post("/api/v1/works", headers=headers, json=made).status_code == 403
    with repository.database.read() as session:
        noted = session.scalars(select(Event).where(Event.subject_id == things["work"])).all()
        assert [(each.actor, each.action) for each in noted] == [("describer", "changed")]


def test_everybody_signed_in_sees_the_drafts_of_all(
    app: Flask, repository: Repository, things: dict[str, str]
) -> None:
    draft = make_work(repository, 1, published=False)
    for name in ("watcher", "describer", "ivan", "gulnara", "admin"):
        client = client_of(app, name)
        assert client.get(f"/en/studio/works/{draft}").status_code == 200, name
        assert client.get(f"/iiif/presentation/3/{draft}/manifest").status_code == 200, name


def test_the_table_of_rights_only_widens() -> None:
    ladder = [Role.VIEWER, Role.CATALOGUER, Role.CURATOR, Role.INSTITUTION_ADMINISTRATOR,
              Role.ADMINISTRATOR]  # fmt: skip
    for lower, higher in pairwise(ladder):
        assert RIGHTS[lower] < RIGHTS[higher]
    nobody = User(role=Role.CURATOR, institution_id=None)
    assert not any(may(nobody, right, None) for right in Right if right != Right.SEE)
    assert not may(None, Right.SEE)
