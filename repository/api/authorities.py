"""Persons, places and subjects."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from repository import authorities
from repository.api.answers import Listing
from repository.api.caller import caller, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.api.state import check_state
from repository.changes.authorities import (
    change_authority,
    make_authority,
    merge_authorities,
    remove_authority,
)
from repository.errors import RefusedError
from repository.models import Authority, AuthorityKind
from repository.permissions import Right, may_somewhere
from repository.reasons import sentence
from repository.schemas.authority import AuthorityChange, AuthorityIn, MergeIn
from repository.schemas.errors import Fault, FaultyError

operations = Operations()
_PATH = "/authorities/{authority}"


class AuthorityOut(BaseModel):
    """An authority; `works` name it, `uris` are what registers elsewhere call it."""

    id: str
    kind: AuthorityKind
    label: dict[str, list[str]]
    variants: list[str]
    dates: str
    note: dict[str, list[str]] | None
    viaf: str | None
    wikidata: str | None
    geonames: str | None
    uris: list[str]
    works: int
    revision: int
    created: datetime
    modified: datetime


@operations(
    "GET",
    "/authorities",
    "List authorities",
    answers=Listing[AuthorityOut],
    paged=True,
    query={"kind": "person, place or subject", "q": "how one of the words of a name begins"},
)
def list_authorities(part: Part) -> Listing[AuthorityOut]:
    """In the order of their names; those that were merged into others are left out."""
    kind, text = _kind(), request.args.get("q", "")[:200]
    with repository().database.read() as session:
        rows = authorities.find(session, kind, text, part.limit, part.offset)
        total = authorities.count(session, kind, text)
        used = authorities.uses(session, [row.id for row in rows])
    items = [_out(row, used.get(row.id, 0)) for row in rows]
    return Listing[AuthorityOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations(
    "POST",
    "/authorities",
    "Add an authority",
    takes=AuthorityIn,
    answers=AuthorityOut,
    status=201,
)
def create_authority(sent: AuthorityIn) -> AuthorityOut:
    """For works of all libraries to name."""
    _check_may_describe()
    with repository().database.write() as session:
        return _fresh(session, make_authority(session, sent, caller()))


@operations("GET", _PATH, "Read an authority", answers=AuthorityOut)
def read_authority(authority: str) -> AuthorityOut:
    """The one it was merged into, when it was."""
    with repository().database.read() as session:
        return _one(session, authorities.get_authority(session, authority))


@operations(
    "PATCH",
    _PATH,
    "Change an authority",
    takes=AuthorityChange,
    answers=AuthorityOut,
    changes=True,
)
def patch_authority(authority: str, sent: AuthorityChange) -> AuthorityOut:
    """Works that show its name show the new one."""
    _check_may_describe()
    with repository().database.write() as session:
        found = authorities.get_authority(session, authority)
        check_state(_one(session, found))
        _refusing(lambda: change_authority(session, found, sent, caller()))
        return _fresh(session, found)


@operations("DELETE", _PATH, "Remove an authority", status=204, changes=True)
def delete_authority(authority: str) -> None:
    """Refused while works name it."""
    _check_may_describe()
    with repository().database.write() as session:
        found = authorities.get_authority(session, authority)
        check_state(_one(session, found))
        _refusing(lambda: remove_authority(session, found, caller()))


@operations(
    "POST",
    f"{_PATH}/merge",
    "Merge an authority into another",
    takes=MergeIn,
    answers=AuthorityOut,
)
def merge_authority(authority: str, sent: MergeIn) -> AuthorityOut:
    """Works that name it name the other from now on; answers with the other."""
    _check_may_describe()
    with repository().database.write() as session:
        double = authorities.get_authority(session, authority)
        into = authorities.get_authority(session, sent.into)
        _refusing(lambda: merge_authorities(session, double, into, caller()))
        return _fresh(session, into)


def _check_may_describe() -> None:
    if not may_somewhere(caller(), Right.DESCRIBE):
        raise ApiError(HTTPStatus.FORBIDDEN, f"Your role, {caller().role}, may not do this.")


def _refusing(change: Callable[[], object]) -> None:
    """What stands against a change is a conflict. Raises `ApiError`."""
    try:
        change()
    except RefusedError as error:
        detail = sentence(error.code, error.params, "en")
        raise ApiError(HTTPStatus.CONFLICT, detail) from error


def _kind() -> AuthorityKind | None:
    wanted = request.args.get("kind")
    if wanted is None:
        return None
    if wanted not in set(AuthorityKind):
        raise FaultyError([Fault("kind", "is person, place or subject")])
    return AuthorityKind(wanted)


def _fresh(session: Session, authority: Authority) -> AuthorityOut:
    session.flush()
    session.refresh(authority)
    return _one(session, authority)


def _one(session: Session, authority: Authority) -> AuthorityOut:
    return _out(authority, authorities.uses(session, [authority.id]).get(authority.id, 0))


def _out(row: Authority, works: int) -> AuthorityOut:
    names = ("id", "kind", "label", "variants", "dates", "note", "viaf", "wikidata", "geonames")
    return AuthorityOut(
        **{name: getattr(row, name) for name in (*names, "revision", "created", "modified")},
        uris=[uri for _, uri, _ in authorities.links(row)],
        works=works,
    )
