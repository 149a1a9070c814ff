"""The libraries: their names, addresses, logos."""

from flask import Blueprint, make_response, redirect, render_template, request
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository.changes.collections import change_institution, make_institution
from repository.errors import NotFoundError, RefusedError
from repository.logos import LARGEST, keep_logo, read_logo, set_logo
from repository.models import Institution
from repository.permissions import Right, may
from repository.schemas.errors import FaultyError, faults_of
from repository.schemas.institution import InstitutionChange, InstitutionIn
from repository.web.context import repository
from repository.web.languages import page_url
from repository.web.studio.access import curator, demand, demand_somewhere, for_curators
from repository.web.studio.forms import in_words, map_of
from repository.web.words import reason

blueprint = for_curators(Blueprint("libraries", __name__, url_prefix="/studio/libraries"))


@blueprint.get("/")
def show() -> Response:
    """All libraries for the consortium's administrator; others go straight to their own."""
    demand_somewhere(Right.MANAGE)
    user = curator()
    if not may(user, Right.FOUND):
        return redirect(page_url("libraries.edit", institution_id=user.institution_id))
    with repository().database.read() as session:
        query = select(Institution).order_by(Institution.position, Institution.slug)
        libraries = list(session.scalars(query))
    return make_response(render_template("studio/libraries.html", libraries=libraries))


@blueprint.get("/new")
def new() -> str:
    """The form for a new library."""
    demand(Right.FOUND, None)
    return _form(None)


@blueprint.post("/new")
def create() -> Response:
    """Enter a new library; next comes inviting its administrator."""
    demand(Right.FOUND, None)
    try:
        sent = InstitutionIn.model_validate({**_fields(None), "slug": request.form.get("slug", "")})
        with repository().database.write() as session:
            made = make_institution(session, sent)
            session.flush()
    except (ValidationError, FaultyError) as error:
        return make_response(_form(None, _words(error)), 422)
    return redirect(page_url("libraries.edit", institution_id=made.id), 303)


@blueprint.get("/<institution_id>")
def edit(institution_id: str) -> str:
    """What is said of a library."""
    demand(Right.MANAGE, institution_id)
    with repository().database.read() as session:
        return _form(_find(session, institution_id))


@blueprint.post("/<institution_id>")
def save(institution_id: str) -> Response:
    """Change what is said of a library, and its logo when one is sent."""
    demand(Right.MANAGE, institution_id)
    storage, site = repository().storage, repository().settings.public_url
    picture = request.files.get("logo")
    try:
        logo = read_logo(picture.read(LARGEST + 1)) if picture and picture.filename else None
        if logo is not None:
            keep_logo(storage, logo)
        with repository().database.write() as session:
            library = _find(session, institution_id)
            sent = InstitutionChange.model_validate(_fields(library))
            change_institution(session, library, sent)
            if logo is not None:
                set_logo(session, library, logo, site, curator().id)
    except (ValidationError, FaultyError, RefusedError) as error:
        with repository().database.read() as session:
            return make_response(_form(_find(session, institution_id), _words(error)), 422)
    return redirect(page_url("libraries.edit", institution_id=institution_id, saved=1), 303)


def _fields(library: Institution | None) -> dict[str, object]:
    return {
        "label": map_of("label", library.label if library else None),
        "summary": map_of("summary", library.summary if library else None) or None,
        "homepage": request.form.get("homepage", "").strip() or None,
        "country": request.form.get("country", "").strip().upper() or None,
        "contact": request.form.get("contact", "").strip() or None,
    }


def _words(error: ValidationError | FaultyError | RefusedError) -> str:
    if isinstance(error, RefusedError):
        return reason(error.code, error.params)
    if isinstance(error, ValidationError):
        return in_words(tuple(faults_of(error)))
    return in_words(error.faults)


def _find(session: Session, institution_id: str) -> Institution:
    library = session.get(Institution, institution_id)
    if library is None:
        raise NotFoundError(institution_id)
    return library


def _form(library: Institution | None, problem: str = "") -> str:
    return render_template(
        "studio/library.html",
        library=library,
        problem=problem,
        typed=request.form if problem else {},
        saved=request.args.get("saved") == "1",
        largest_logo=LARGEST // 1000,
        everywhere=may(curator(), Right.FOUND),
    )
