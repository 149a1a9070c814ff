"""The reader's page of a work: Mirador, and every page as a plain picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from repository import browse
from repository.authorities import linked
from repository.citations import FORMATS
from repository.descriptions.shown import shown
from repository.models import Caption, Institution, WorkState
from repository.page_images import sites_of
from repository.pages import PageStatus, page_statuses
from repository.texts.catalogue import text_in
from repository.texts.whole import has_text
from repository.web import citations, labels, rights
from repository.web.content_state import read_state
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.outline import outline
from repository.web.page_texts import page_text
from repository.web.paging import Paging
from repository.web.pictures import Picture, thumbnail
from repository.web.players import Player, captions_of_page, player
from repository.web.security import allow_pictures_from, allow_viewer_styles
from repository.web.sharing import share
from repository.web.visible import visible_work
from repository.web.visits import is_about, numbers

_WIDTHS = {"usual": 1000, "large": 1800, "largest": 3000}
_LIST = 60

blueprint = Blueprint("works", __name__, url_prefix="/works")


@dataclass(frozen=True, slots=True)
class Sight:
    """One page in a plain list: its number, what it is called, its picture or its recording."""

    number: int
    name: str
    picture: Picture | None
    player: Player | None


@blueprint.get("/<work_id>")
def work(work_id: str) -> str:
    """The work in Mirador with what is known of it; without JavaScript a list of its pages."""
    with repository().database.read() as session:
        found = visible_work(session, work_id)
        owner = session.get_one(Institution, found.institution_id)
        pages = [page for page in page_statuses(session, work_id) if page.is_shown]
        shelves = browse.collections_of(session, work_id)
        sites = sites_of(session, work_id)
        written = has_text(session, work_id)
        entries = outline(session, work_id, [page.id for page in pages])
        lines = shown(found.metadata_, linked(session, found.metadata_))
    is_about("work", work_id)
    paging = Paging.of_request(len(pages), _LIST)
    numbered = list(enumerate(pages, start=1))[paging.offset : paging.offset + paging.size]
    allow_viewer_styles()
    allow_pictures_from(sites)
    shared = share(found, owner, _cover(pages))
    return render_template(
        "work.html",
        work=found,
        usage=numbers("work", work_id),
        owner=owner,
        shelves=shelves,
        sights=[_sight(number, page, 180) for number, page in numbered],
        total=len(pages),
        entries=entries,
        # Pictures of other sites are for the viewer: nothing plain is made of them here.
        is_shown=bool(pages or sites),
        has_pictures=any(page.image_id for page in pages),
        has_text=written,
        paging=paging,
        rows=labels.lines(lines, language()),
        statement=_statement(found.required_statement),
        rights_name=rights.name_of(found.rights) if found.rights else "",
        manifest=shared.manifest,
        share=shared,
        state=_state(work_id, pages),
        is_draft=found.state != WorkState.PUBLISHED,
        cited=citations.as_text(found, owner),
        citation_formats=FORMATS,
    )


@blueprint.get("/<work_id>/pages/<int:number>")
def page(work_id: str, number: int) -> str:
    """One page as a plain picture or player, with the way to the next; numbers count from 1."""
    with repository().database.read() as session:
        found = visible_work(session, work_id)
        owner = session.get_one(Institution, found.institution_id)
        pages = [page for page in page_statuses(session, work_id) if page.is_shown]
        if not 1 <= number <= len(pages):
            abort(404)
        shown = pages[number - 1]
        captions = captions_of_page(session, shown.id) if shown.medium else ()
        written = text_in(session, work_id, shown.id)
        entries = outline(session, work_id, [page.id for page in pages])
    is_about("work", work_id)
    sight = _sight(number, shown, _WIDTHS[_size()], captions)
    query = request.args.get("q", "").strip()[:500]
    return render_template(
        "page.html",
        work=found,
        sight=sight,
        total=len(pages),
        entries=entries,
        page_id=shown.id,
        size=_size(),
        sizes=_WIDTHS,
        cited=citations.as_text(found, owner, number),
        share=share(found, owner, sight.picture, number),
        citation_formats=FORMATS,
        query=query,
        **page_text(written, query),
    )


@blueprint.get("/<work_id>/pages/")
def turn_to(work_id: str) -> AnyResponse:
    """To the page that `?number=` names, the nearest there is."""
    with repository().database.read() as session:
        visible_work(session, work_id)
        total = sum(page.is_shown for page in page_statuses(session, work_id))
    number = max(1, min(request.args.get("number", 1, type=int), total))
    return redirect(page_url("works.page", work_id=work_id, number=number), 303)


def _size() -> str:
    asked = request.args.get("size", "")
    return asked if asked in _WIDTHS else "usual"


def _cover(pages: Sequence[PageStatus]) -> Picture | None:
    first = next((page for page in pages if page.image_id), None)
    return thumbnail(first.image_id, first.layout, 600) if first else None


def _state(work_id: str, pages: Sequence[PageStatus]) -> dict[str, Any] | None:
    """The canvas and region that `?iiif-content=` names, when they are of this work."""
    asked = read_state(request.args.get("iiif-content", ""))
    if asked is None or asked.work_id != work_id or asked.page_id not in {p.id for p in pages}:
        return None
    site = repository().settings.public_url
    canvas = f"{site}/iiif/presentation/3/{work_id}/canvas/{asked.page_id}"
    return {"canvas": canvas, "region": asked.region}


def _sight(number: int, page: PageStatus, width: int, captions: Sequence[Caption] = ()) -> Sight:
    return Sight(
        number=number,
        name=labels.plain(page.label, language()) or str(number),
        picture=thumbnail(page.image_id, page.layout, width),
        player=player(page.medium, captions) if page.medium else None,
    )


def _statement(value: dict[str, Any] | None) -> Any:
    return labels.rows([value], language())[0] if value else None
