"""Collections: making them, what is in them, in which order."""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request
from pydantic import ValidationError
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository.changes.collections import (
    add_member,
    change_collection,
    make_collection,
    move_member,
    remove_collection,
    remove_member,
)
from repository.errors import NotFoundError
from repository.models import Collection, CollectionMember, Institution, Work
from repository.models.base import LanguageMap
from repository.permissions import Right, may
from repository.schemas.collection import CollectionChange, CollectionIn, MemberIn
from repository.schemas.errors import FaultyError, faults_of
from repository.web.context import may_edit, repository
from repository.web.languages import page_url
from repository.web.paging import Paging
from repository.web.studio.access import curator, demand, demand_somewhere, for_curators
from repository.web.studio.forms import in_words, map_of

_SIZE = 100
_MOST = 1000

blueprint = for_curators(Blueprint("shelves", __name__, url_prefix="/studio/collections"))


@blueprint.get("/")
def show() -> str:
    """All collections, those one may change marked."""
    with repository().database.read() as session:
        query = select(Collection).order_by(Collection.position, Collection.slug).limit(_MOST)
        collections = list(session.scalars(query))
        counted = select(CollectionMember.collection_id, func.count())
        rows = session.execute(counted.group_by(CollectionMember.collection_id))
        counts = {row[0]: row[1] for row in rows}
        owners = {row.id: row for row in session.scalars(select(Institution))}
    return render_template(
        "studio/shelves.html",
        rows=[
            (each, owners.get(each.institution_id or ""), counts.get(each.id, 0),
             may_edit(each.institution_id, Right.COLLECT))
            for each in collections
        ],
    )  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """The form for a new collection."""
    demand_somewhere(Right.COLLECT)
    return _form()


@blueprint.post("/new")
def create() -> Response:
    """Make a collection of the own library, or of the whole consortium."""
    user = curator()
    demand_somewhere(Right.COLLECT)
    owner = request.form.get("institution") or None
    if not may(user, Right.FOUND):
        owner = user.institution_id
    fields = {**_fields(None), "slug": request.form.get("slug", ""), "institution": owner}
    try:
        sent = CollectionIn.model_validate(fields)
        with repository().database.write() as session:
            made = make_collection(session, sent)
            demand(Right.COLLECT, made.institution_id)
            session.flush()
    except (ValidationError, FaultyError) as error:
        return make_response(_form(_words(error)), 422)
    return redirect(page_url("shelves.edit", collection_id=made.id), 303)


@blueprint.get("/<collection_id>")
def edit(collection_id: str) -> str:
    """A collection with its members."""
    return _page(collection_id)


@blueprint.post("/<collection_id>")
def save(collection_id: str) -> Response:
    """Change what a collection is called."""

    def change(session: Session, found: Collection) -> None:
        change_collection(session, found, CollectionChange.model_validate(_fields(found)))

    return _change(collection_id, change)


@blueprint.post("/<collection_id>/add")
def add(collection_id: str) -> Response:
    """Put a work or a collection, named by its number or address, at the end."""

    def change(session: Session, found: Collection) -> None:
        add_member(session, found, _named(session, request.form.get("member", "")))

    return _change(collection_id, change)


@blueprint.post("/<collection_id>/move")
def move(collection_id: str) -> Response:
    """Put the member `member` at the place `place`, counted from 1."""
    place = request.form.get("place", 1, type=int)

    def change(session: Session, found: Collection) -> None:
        move_member(session, found, _member(session, found), place)

    return _change(collection_id, change)


@blueprint.post("/<collection_id>/take-out")
def take_out(collection_id: str) -> Response:
    """Take a member out; the work or collection itself stays."""
    return _change(
        collection_id, lambda session, found: remove_member(session, _member(session, found))
    )


@blueprint.post("/<collection_id>/remove")
def remove(collection_id: str) -> Response:
    """Remove a collection, not what is in it."""
    with repository().database.write() as session:
        found = _editable(session, collection_id)
        remove_collection(session, found)
    return redirect(page_url("shelves.show"), 303)


def _change(collection_id: str, change: Callable[[Session, Collection], None]) -> Response:
    try:
        with repository().database.write() as session:
            change(session, _editable(session, collection_id))
    except (ValidationError, FaultyError) as error:
        return make_response(_page(collection_id, _words(error)), 422)
    part = request.form.get("part") or None
    return redirect(page_url("shelves.edit", collection_id=collection_id, part=part), 303)


def _editable(session: Session, collection_id: str) -> Collection:
    found = session.get(Collection, collection_id, with_for_update=True)
    if found is None:
        raise NotFoundError(collection_id)
    demand(Right.COLLECT, found.institution_id)
    return found


def _member(session: Session, collection: Collection) -> CollectionMember:
    wanted = request.form.get("member", 0, type=int)
    row = session.get(CollectionMember, wanted) if 0 < wanted < 1 << 31 else None
    if row is None or row.collection_id != collection.id:
        raise NotFoundError(str(wanted))
    return row


def _named(session: Session, name: str) -> MemberIn:
    """The work or collection that a number, a slug or the address of its page means."""
    last = name.strip().rstrip("/").rsplit("/", 1)[-1][:100]
    by_name = or_(Collection.slug == last, Collection.id == last)
    child = session.scalar(select(Collection.id).where(by_name))
    if child is not None:
        return MemberIn(collection=child)
    return MemberIn(work=last)


def _fields(found: Collection | None) -> dict[str, object]:
    return {
        "label": map_of("label", found.label if found else None),
        "summary": map_of("summary", found.summary if found else None) or None,
        "position": request.form.get("position", 0, type=int) or 0,
    }


def _words(error: ValidationError | FaultyError) -> str:
    if isinstance(error, ValidationError):
        return in_words(tuple(faults_of(error)))
    return in_words(error.faults)


def _form(problem: str = "") -> str:
    user = curator()
    everywhere = may(user, Right.FOUND)
    with repository().database.read() as session:
        libraries = list(session.scalars(select(Institution).order_by(Institution.slug)))
    return render_template(
        "studio/shelf_new.html",
        problem=problem,
        typed=request.form if problem else {},
        libraries=libraries if everywhere else [],
    )


def _page(collection_id: str, problem: str = "") -> str:
    with repository().database.read() as session:
        found = session.get(Collection, collection_id)
        if found is None:
            raise NotFoundError(collection_id)
        of_this = CollectionMember.collection_id == collection_id
        count = select(func.count()).select_from(CollectionMember).where(of_this)
        paging = Paging.of_request(session.scalar(count) or 0, _SIZE)
        members = _members(session, collection_id, paging)
    return render_template(
        "studio/shelf.html",
        shelf=found,
        members=members,
        paging=paging,
        problem=problem,
        typed=request.form if problem else {},
        editable=may_edit(found.institution_id, Right.COLLECT),
    )


def _members(
    session: Session, collection_id: str, paging: Paging
) -> list[tuple[int, CollectionMember, LanguageMap, str]]:
    """(place, member, label, kind) of one part of the list."""
    query = (
        select(CollectionMember, Work.label, Collection.label)
        .outerjoin(Work, Work.id == CollectionMember.work_id)
        .outerjoin(Collection, Collection.id == CollectionMember.child_id)
        .where(CollectionMember.collection_id == collection_id)
        .order_by(CollectionMember.position, CollectionMember.id)
        .limit(paging.size)
        .offset(paging.offset)
    )
    return [
        (place, row[0], row[1] or row[2] or {}, "work" if row[0].work_id else "collection")
        for place, row in enumerate(session.execute(query), start=paging.offset + 1)
    ]
