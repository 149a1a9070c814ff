"""Institutions."""

from http import HTTPStatus

from flask import request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.api.answers import InstitutionOut, Listing, institution_out
from repository.api.caller import caller, check_is_administrator, check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.api.state import check_state
from repository.changes.collections import (
    change_institution,
    make_institution,
    remove_institution,
)
from repository.errors import NotFoundError
from repository.logos import LARGEST, keep_logo, read_logo, set_logo
from repository.models import Institution
from repository.permissions import Right
from repository.schemas.errors import FaultyError
from repository.schemas.institution import InstitutionChange, InstitutionIn

operations = Operations()


@operations(
    "GET", "/institutions", "List institutions", answers=Listing[InstitutionOut], paged=True
)
def list_institutions(part: Part) -> Listing[InstitutionOut]:
    """In the order of the site."""
    with repository().database.read() as session:
        query = select(Institution).order_by(Institution.position, Institution.slug)
        rows = session.scalars(query.limit(part.limit).offset(part.offset)).all()
        total = session.scalar(select(func.count()).select_from(Institution)) or 0
    items = [institution_out(row) for row in rows]
    return Listing[InstitutionOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations(
    "POST",
    "/institutions",
    "Make an institution",
    takes=InstitutionIn,
    answers=InstitutionOut,
    status=201,
)
def create_institution(sent: InstitutionIn) -> InstitutionOut:
    """Only administrators do this."""
    check_is_administrator()
    with repository().database.write() as session:
        return institution_out(make_institution(session, sent))


@operations("GET", "/institutions/{institution}", "Read an institution", answers=InstitutionOut)
def read_institution(institution: str) -> InstitutionOut:
    """Its id or its slug names it."""
    with repository().database.read() as session:
        return institution_out(_find(session, institution))


@operations(
    "PATCH",
    "/institutions/{institution}",
    "Change an institution",
    takes=InstitutionChange,
    answers=InstitutionOut,
    changes=True,
)
def patch_institution(institution: str, sent: InstitutionChange) -> InstitutionOut:
    """Curators change their own."""
    with repository().database.write() as session:
        found = _find(session, institution)
        check_may_edit(found.id, Right.MANAGE)
        check_state(institution_out(found))
        change_institution(session, found, sent)
        session.flush()
        return institution_out(found)


@operations(
    "PUT", "/institutions/{institution}/logo", "Send a logo", takes=bytes, answers=InstitutionOut
)
def put_logo(institution: str) -> InstitutionOut:
    """A PNG or JPEG of up to 800 KB, shown as it is."""
    request.max_content_length = LARGEST
    logo = read_logo(request.get_data())
    with repository().database.read() as session:
        check_may_edit(_find(session, institution).id, Right.MANAGE)
    keep_logo(repository().storage, logo)
    with repository().database.write() as session:
        found = _find(session, institution)
        set_logo(session, found, logo, repository().settings.public_url, caller().id)
        session.flush()
        return institution_out(found)


@operations(
    "DELETE", "/institutions/{institution}", "Remove an institution", status=204, changes=True
)
def delete_institution(institution: str) -> None:
    """Refused while it still owns works, collections or users."""
    check_is_administrator()
    with repository().database.write() as session:
        found = _find(session, institution)
        check_state(institution_out(found))
        try:
            remove_institution(session, found)
        except FaultyError as error:
            raise ApiError(HTTPStatus.CONFLICT, str(error)) from error


def _find(session: Session, name: str) -> Institution:
    same = (Institution.id == name) | (Institution.slug == name)
    found = session.scalar(select(Institution).where(same))
    if found is None:
        raise NotFoundError(name)
    return found
