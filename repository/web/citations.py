"""How a work is cited: as text on its page, and as files for citation managers."""

from dataclasses import replace

from babel.dates import format_date
from flask import Blueprint, Response, abort, make_response, request

from repository.citations import FORMATS, Citation, GostWords, Kind, citation_of, gost
from repository.clock import now
from repository.models import Institution, Work
from repository.records import record_of
from repository.web.context import language, repository
from repository.web.visible import visible_work
from repository.web.words import gettext as _

blueprint = Blueprint("citations", __name__, url_prefix="/works")


@blueprint.get("/<work_id>/citation.<name>")
def citation(work_id: str, name: str) -> Response:
    """RIS (`ris`), BibTeX (`bib`) or CSL-JSON (`json`), with `?page=` of one page.

    404 for drafts unless a curator asks.
    """
    known = FORMATS.get(name) or abort(404)
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        owner = session.get_one(Institution, work.institution_id)
    response = make_response(known.write(_citation(work, owner, _page())))
    response.content_type = f"{known.media_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{work_id}.{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def as_text(work: Work, owner: Institution, page: int | None = None) -> str:
    """The work, or one of its pages, by GOST R 7.0.100-2018, as accessed today."""
    cited = _citation(work, owner, page)
    day = format_date(now(), "dd.MM.yyyy")
    number = _("P. %(number)s") % {"number": page} if page else ""
    words = GostWords(
        _("accessed: %(day)s") % {"day": day}, _medium(cited.kind), _("et al."), number
    )
    return gost(cited, words)


def _citation(work: Work, owner: Institution, page: int | None) -> Citation:
    cited = citation_of(record_of(work, owner, repository().settings.public_url), language())
    if page is None:
        return cited
    return replace(cited, page=str(page), address=f"{cited.address}/pages/{page}")


def _page() -> int | None:
    asked = request.args.get("page", type=int)
    return asked if asked is not None and 0 < asked < 1_000_000 else None


def _medium(kind: Kind) -> str:
    match kind:
        case Kind.IMAGE:
            return _("Image : electronic")
        case Kind.SOUND:
            return _("Sounds : electronic")
        case Kind.VIDEO:
            return _("Video : electronic")
        case _:
            return _("Text : electronic")
