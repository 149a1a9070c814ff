"""The lists of persons, places and subjects: looked through, mended, and added to while typing."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository import authorities
from repository.changes.authorities import (
    change_authority,
    make_authority,
    merge_authorities,
    remove_authority,
)
from repository.errors import RefusedError
from repository.fields.dates import understand
from repository.fields.said import say
from repository.models import Authority, AuthorityKind
from repository.permissions import Right, may_somewhere
from repository.schemas.authority import AuthorityChange, AuthorityIn
from repository.schemas.errors import faults_of
from repository.web.context import language, repository
from repository.web.labels import plain
from repository.web.languages import LANGUAGES, page_url
from repository.web.paging import Paging
from repository.web.studio.access import curator, demand_somewhere, for_curators
from repository.web.words import gettext as _
from repository.web.words import reason

_SUGGESTED = 8
_LIST = 60
_MOST_WORKS = 100

blueprint = for_curators(Blueprint("authorities", __name__, url_prefix="/studio/authorities"))


@blueprint.get("/")
def listing() -> str:
    """One of the lists, `?kind=`, or what `?q=` finds in it."""
    kind, text = _kind(request.args.get("kind", "person")), request.args.get("q", "")[:200]
    with repository().database.read() as session:
        paging = Paging.of_request(authorities.count(session, kind, text), _LIST)
        rows = authorities.find(session, kind, text, _LIST, paging.offset)
        used = authorities.uses(session, [row.id for row in rows])
    return render_template(
        "studio/authorities.html",
        kind=kind,
        kinds=kinds(),
        text=text,
        rows=[(row, used.get(row.id, 0), authorities.links(row)) for row in rows],
        paging=paging,
        may_change=may_somewhere(curator(), Right.DESCRIBE),
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """JSON: what a field offers while one types `?q=`, from the list `?kind=`."""
    kind, text = _kind(request.args.get("kind", "")), request.args.get("q", "")[:200]
    with repository().database.read() as session:
        rows = authorities.find(session, kind, text, _SUGGESTED) if text.strip() else ()
    return jsonify({"items": [_item(row) for row in rows]})


@blueprint.post("/quick")
def quick() -> AnyResponse:
    """JSON: add the name that somebody has just typed; answers with the entry."""
    demand_somewhere(Right.DESCRIBE)
    sent = request.get_json(silent=True)
    try:
        checked = AuthorityIn.model_validate(sent)
    except ValidationError as error:
        faults = [str(fault) for fault in faults_of(error)]
        return make_response(jsonify({"error": "; ".join(faults)}), 422)
    with repository().database.write() as session:
        made = make_authority(session, checked, curator())
        return make_response(jsonify(_item(made)), 201)


@blueprint.get("/new")
def new() -> str:
    """An empty form."""
    demand_somewhere(Right.DESCRIBE)
    kind = _kind(request.args.get("kind", "person"))
    return render_template("studio/authority.html", **_form(kind, {}), row=None)


@blueprint.post("/new")
def create() -> AnyResponse:
    """Put a new entry into a list."""
    demand_somewhere(Right.DESCRIBE)
    kind = _kind(request.form.get("kind", ""))
    sent, wrong = _sent(AuthorityIn, {"kind": kind})
    if sent is None:
        form = _form(kind, request.form, wrong)
        return make_response(render_template("studio/authority.html", **form, row=None), 422)
    with repository().database.write() as session:
        made = make_authority(session, sent, curator())
    return redirect(page_url("authorities.one", authority_id=made.id, saved=1), 303)


@blueprint.get("/<authority_id>")
def one(authority_id: str) -> AnyResponse:
    """An entry, the works that name it, and others of its name."""
    with repository().database.read() as session:
        row = authorities.get_authority(session, authority_id)
        if row.id != authority_id:
            return redirect(page_url("authorities.one", authority_id=row.id), 303)
        return make_response(_page(session, row))


@blueprint.post("/<authority_id>")
def change(authority_id: str) -> AnyResponse:
    """Keep what was changed, unless somebody else changed it meanwhile."""
    demand_somewhere(Right.DESCRIBE)
    sent, wrong = _sent(AuthorityChange, {})
    if sent is None:
        return _refused(authority_id, wrong)
    try:
        with repository().database.write() as session:
            row = authorities.get_authority(session, authority_id)
            if request.form.get("seen") != str(row.revision):
                raise RefusedError("authority-changed")
            change_authority(session, row, sent, curator())
    except RefusedError as error:
        return _refused(authority_id, {"": reason(error.code, error.params)})
    return redirect(page_url("authorities.one", authority_id=row.id, saved=1), 303)


@blueprint.post("/<authority_id>/merge")
def merge(authority_id: str) -> AnyResponse:
    """Make one of two: this entry, and the one named by `into`."""
    demand_somewhere(Right.DESCRIBE)
    try:
        with repository().database.write() as session:
            double = authorities.get_authority(session, authority_id)
            into = authorities.get_authority(session, request.form.get("into", ""))
            number = merge_authorities(session, double, into, curator())
    except RefusedError as error:
        return _refused(authority_id, {"": reason(error.code, error.params)})
    return redirect(page_url("authorities.one", authority_id=into.id, merged=number), 303)


@blueprint.post("/<authority_id>/remove")
def remove(authority_id: str) -> AnyResponse:
    """Take an entry that no work names out of its list."""
    demand_somewhere(Right.DESCRIBE)
    try:
        with repository().database.write() as session:
            row = authorities.get_authority(session, authority_id)
            kind = row.kind
            remove_authority(session, row, curator())
    except RefusedError as error:
        return _refused(authority_id, {"": reason(error.code, error.params)})
    return redirect(page_url("authorities.listing", kind=kind), 303)


def kinds() -> dict[str, str]:
    """The lists and what they are called."""
    return {"person": _("Persons"), "place": _("Places"), "subject": _("Subjects")}


def _kind(text: str) -> AuthorityKind:
    if text not in set(AuthorityKind):
        abort(404)
    return AuthorityKind(text)


def _item(row: Authority) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": plain(row.label, language()),
        "label": {code: texts[0] for code, texts in row.label.items() if texts},
        "dates": say(row.dates, language()) or row.dates,
        "links": [label for label, _uri, _page in authorities.links(row)],
        "address": page_url("authorities.one", authority_id=row.id),
    }


def _page(session: Session, row: Authority, wrong: dict[str, str] | None = None) -> str:
    names = [text for texts in row.label.values() for text in texts]
    same = [each for each in authorities.named(session, row.kind, names) if each.id != row.id]
    number = authorities.uses(session, [row.id]).get(row.id, 0)
    typed = request.form if wrong else _as_typed(row)
    return render_template(
        "studio/authority.html",
        **_form(AuthorityKind(row.kind), typed, wrong or {}),
        row=row,
        links=authorities.links(row),
        works=authorities.works_naming(session, row.id, _MOST_WORKS, 0),
        number=number,
        same=[(each, number) for each in same],
        saved="saved" in request.args,
        merged=request.args.get("merged", type=int),
        may_change=may_somewhere(curator(), Right.DESCRIBE),
    )


def _refused(authority_id: str, wrong: dict[str, str]) -> Response:
    with repository().database.read() as session:
        row = authorities.get_authority(session, authority_id)
        return make_response(_page(session, row, wrong), 409 if "" in wrong else 422)


def _form(kind: AuthorityKind, typed: Any, wrong: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "kinds": kinds(),
        "typed": typed,
        "wrong": wrong or {},
        "registers": authorities.REGISTERS,
    }


def _as_typed(row: Authority) -> dict[str, str]:
    typed = {f"label-{code}": "; ".join(texts) for code, texts in row.label.items()}
    typed |= {f"note-{code}": "\n".join(texts) for code, texts in (row.note or {}).items()}
    typed |= {name: getattr(row, name) or "" for name in authorities.REGISTERS}
    return typed | {"variants": "\n".join(row.variants), "dates": row.dates}


def _sent(kind: type[Any], given: dict[str, Any]) -> tuple[Any | None, dict[str, str]]:
    """What the form says as the API would take it, or what is wrong with which of its fields."""
    form = request.form
    sent: dict[str, Any] = {**given, "dates": form.get("dates", "").strip()}
    sent["label"] = _language_map("label")
    sent["note"] = _language_map("note") or None
    sent["variants"] = [
        line for text in form.get("variants", "").splitlines() if (line := text.strip())
    ]
    sent |= {name: form.get(name, "").strip() or None for name in authorities.REGISTERS}
    wrong = {
        name: _("This is no id of %(register)s, such as %(example)s.")
        % {"register": known.label, "example": known.example}
        for name, known in authorities.REGISTERS.items()
        if sent[name] and authorities.bare_id(name, sent[name]) is None
    }
    if not sent["label"]:
        wrong["label"] = _("Give a name in at least one language.")
    if sent["dates"] and not understand(sent["dates"]):
        wrong["dates"] = reason("unreadable-date", {"text": sent["dates"][:100]})
    if wrong:
        return None, wrong
    try:
        checked: BaseModel = kind.model_validate(sent)
    except ValidationError as error:
        return None, {fault.field.partition(".")[0]: str(fault) for fault in faults_of(error)}
    return checked, {}


def _language_map(name: str) -> dict[str, list[str]]:
    texts = {code: request.form.get(f"{name}-{code}", "").strip() for code in (*LANGUAGES, "none")}
    return {code: [text] for code, text in texts.items() if text}
