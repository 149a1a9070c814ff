"""How a work is cited: as text on its page, and as files for citation managers."""

from babel.dates import format_date
from flask import Blueprint, Response, abort, make_response

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
    """RIS (`ris`), BibTeX (`bib`) or CSL-JSON (`json`). 404 for drafts unless a curator asks."""
    known = FORMATS.get(name) or abort(404)
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        owner = session.get_one(Institution, work.institution_id)
    response = make_response(known.write(_citation(work, owner)))
    response.content_type = f"{known.media_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{work_id}.{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def as_text(work: Work, owner: Institution) -> str:
    """The work by GOST R 7.0.100-2018, as accessed today."""
    cited = _citation(work, owner)
    day = format_date(now(), "dd.MM.yyyy")
    words = GostWords(_("accessed: %(day)s") % {"day": day}, _medium(cited.kind), _("et al."))
    return gost(cited, words)


def _citation(work: Work, owner: Institution) -> Citation:
    return citation_of(record_of(work, owner, repository().settings.public_url), language())


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
