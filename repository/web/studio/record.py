"""A catalogue record on a work's page: sent or pasted, looked at beside the work, taken over."""

import hashlib
import json
import re

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from repository import audit, versions
from repository.errors import RefusedError
from repository.models import Work
from repository.permissions import Right
from repository.records.reading import ENCODINGS, LARGEST, Card, Cards, read_records
from repository.records.taking import offers, take_over
from repository.revisions import touch
from repository.web.context import repository
from repository.web.languages import page_url
from repository.web.studio.access import curator, editable_work, for_curators
from repository.web.studio.frame import frame
from repository.web.words import gettext as _
from repository.web.words import reason
from storage import ObjectNotFoundError

_MARK = re.compile(r"[0-9a-f]{64}")
_MOST_LISTED = 500

blueprint = for_curators(Blueprint("record", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/record")
def look(work_id: str) -> Response:
    """The form, or what the record `number` of the file `file` would fill."""
    mark = request.args.get("file", "")
    if not mark:
        return _render(work_id)
    try:
        cards = read_records(_kept(mark), request.args.get("encoding") or None)
        return _render(work_id, cards=cards, card=_card(cards))
    except RefusedError as error:
        return _render(work_id, reason(error.code, error.params), 422)


@blueprint.post("/<work_id>/record")
def send(work_id: str) -> Response:
    """Keep a record that was pasted or chosen, and show what it would fill."""
    request.max_content_length = LARGEST + (1 << 20)
    request.max_form_memory_size = LARGEST + (1 << 20)
    with repository().database.write() as session:
        editable_work(session, work_id, Right.DESCRIBE)
    sent = request.files.get("record")
    data = sent.read() if sent is not None and sent.filename else _pasted()
    encoding = request.form.get("encoding", "")
    try:
        cards = read_records(data, encoding or None)
    except RefusedError as error:
        return _render(work_id, reason(error.code, error.params), 422)
    mark = hashlib.sha256(data).hexdigest()
    repository().storage.put(_key(mark), data)
    number = 1 if len(cards.cards) == 1 else None
    address = page_url(
        "record.look", work_id=work_id, file=mark, encoding=encoding or None, number=number
    )
    return redirect(address, 303)


@blueprint.post("/<work_id>/record/take")
def take(work_id: str) -> Response:
    """Take over the chosen fields, unless somebody changed the work meanwhile."""
    try:
        cards = read_records(
            _kept(request.form.get("file", "")), request.form.get("encoding") or None
        )
    except RefusedError as error:
        return _render(work_id, reason(error.code, error.params), 422)
    card = _card(cards)
    if card is None:
        abort(404)
    with repository().database.write() as session:
        work = editable_work(session, work_id, Right.DESCRIBE)
        fresh = request.form.get("seen") == _seen(work)
        if fresh:
            take_over(work, card, request.form.getlist("field"))
            touch(session, work)
            versions.record(session, work, curator().id)
            details = {"record": card.key, "format": card.format}
            audit.note(session, curator().id, "described", "work", work.id, details)
    if not fresh:
        problem = _(
            "Somebody else changed this description meanwhile. Compare, then take over again."
        )
        return _render(work_id, problem, 409, cards, card)
    return redirect(page_url("description.form", work_id=work_id, saved=1), 303)


def _pasted() -> bytes:
    """Browsers write line ends of their own, which are no part of a record."""
    return request.form.get("text", "").replace("\r\n", "\n").encode()


def _key(mark: str) -> str:
    return f"records/{mark}"


def _kept(mark: str) -> bytes:
    if not _MARK.fullmatch(mark):
        abort(404)
    try:
        return repository().storage.read(_key(mark))
    except ObjectNotFoundError:
        abort(404)


def _card(cards: Cards) -> Card | None:
    """The record that was chosen, None while nobody has."""
    number = request.values.get("number", 0, type=int)
    return cards.cards[number - 1] if 0 < number <= len(cards.cards) else None


def _seen(work: Work) -> str:
    """A mark of the whole description, to notice that it was changed meanwhile."""
    said = [work.label, work.summary, work.rights, work.metadata_]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _render(
    work_id: str,
    problem: str = "",
    status: int = 200,
    cards: Cards | None = None,
    card: Card | None = None,
) -> Response:
    with repository().database.read() as session:
        framed = frame(session, work_id, "description")
    page = render_template(
        "studio/record.html",
        **framed,
        problem=problem,
        cards=cards,
        listed=cards.cards[:_MOST_LISTED] if cards else (),
        card=card,
        offers=offers(framed["work"], card) if card else [],
        seen=_seen(framed["work"]),
        encodings=ENCODINGS,
        asked=request.values,
        reason=reason,
    )
    return make_response(page, status)
