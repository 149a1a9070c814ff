"""Works on pages of other sites: in a frame, by one script, and by oEmbed 1.0."""

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, abort, render_template, request
from lxml import etree
from markupsafe import escape

from repository.errors import NotFoundError
from repository.models import Institution, Work, WorkState
from repository.page_images import sites_of
from repository.pages import PageStatus, page_statuses
from repository.web import labels
from repository.web.context import language, repository
from repository.web.pictures import thumbnail
from repository.web.security import allow_framing, allow_pictures_from, allow_viewer_styles
from repository.web.site_text import site_name
from repository.works import get_work

_WIDTH, _HEIGHT = 800, 600
_SMALLEST, _LARGEST = 200, 4000
_ADDRESS = re.compile(
    r"(?:/(?:kk|ru|en))?/(?:works|embed)/([0-9a-z]{1,16})(?:/pages/(\d{1,6}))?", re.ASCII
)

blueprint = Blueprint("embedding", __name__)


@blueprint.get("/embed/<work_id>")
def embed(work_id: str) -> str:
    """A published work in Mirador and nothing else; `?page=` opens it there."""
    with repository().database.read() as session:
        work = _published(get_work(session, work_id))
        sites = sites_of(session, work_id)
    allow_viewer_styles()
    allow_pictures_from(sites)
    allow_framing()
    site = repository().settings.public_url
    return render_template(
        "embed.html",
        work=work,
        manifest=f"{site}/iiif/presentation/3/{work.id}/manifest",
        number=request.args.get("page", type=int),
    )


def create_programs_blueprint() -> Blueprint:
    """What programs ask for, at addresses without a language."""
    programs = Blueprint("embedding_programs", __name__)
    programs.add_url_rule("/embed.js", "script", _script)
    programs.add_url_rule("/oembed", "oembed", _oembed)
    return programs


def frame_code(work: Work, number: int | None = None) -> str:
    """The HTML that shows a work, opened at a page, in a frame."""
    title = str(escape(labels.plain(work.label, language())))
    return _frame(work, title, number, "100%", str(_HEIGHT))


def script_code(work: Work) -> str:
    """The one tag that does the same."""
    site = repository().settings.public_url
    return f'<script src="{site}/embed.js" data-work="{work.id}" async></script>'


def oembed_address(work_id: str, kind: str) -> str:
    """Where programs learn how to embed a work; `kind` is json or xml."""
    site = repository().settings.public_url
    return f"{site}/oembed?url={quote(f'{site}/works/{work_id}', safe='')}&format={kind}"


def _script() -> Response:
    response = Response(
        render_template("embed.js", site=repository().settings.public_url),
        content_type="text/javascript; charset=utf-8",
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _oembed() -> Response:
    kind = request.args.get("format", "json")
    if kind not in ("json", "xml"):
        abort(501)
    work_id, number = _asked()
    with repository().database.read() as session:
        work = _published(get_work(session, work_id))
        owner = session.get_one(Institution, work.institution_id)
        pages = [page for page in page_statuses(session, work_id) if page.is_shown]
    answer = _answer(work, owner, pages, number)
    data = json.dumps(answer, ensure_ascii=False) if kind == "json" else _xml(answer)
    media_type = "application/json" if kind == "json" else "text/xml"
    response = Response(data, content_type=f"{media_type}; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _asked() -> tuple[str, int | None]:
    """The work and page that `?url=` names. Raises `NotFoundError` for any other address."""
    try:
        asked = urlsplit(request.args.get("url", "")[:2000])
    except ValueError as error:
        raise NotFoundError("url") from error
    own = urlsplit(repository().settings.public_url)
    path = asked.path.removeprefix(own.path)
    found = _ADDRESS.fullmatch(path.rstrip("/"))
    if asked.netloc != own.netloc or not found:
        raise NotFoundError("url")
    return found[1], int(found[2]) if found[2] else None


def _published(work: Work) -> Work:
    if work.state != WorkState.PUBLISHED:
        raise NotFoundError(work.id)
    return work


def _answer(
    work: Work, owner: Institution, pages: list[PageStatus], number: int | None
) -> dict[str, Any]:
    """OEmbed 1.0, section 2.3.4: `rich`, no larger than is asked for."""
    site = repository().settings.public_url
    width = min(_WIDTH, _bound("maxwidth"))
    height = min(_HEIGHT, _bound("maxheight"))
    title = labels.plain(work.label, language())
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": labels.plain(owner.label, language()),
        "author_url": f"{site}/institutions/{owner.slug}",
        "provider_name": site_name(),
        "provider_url": site,
        "cache_age": 86400,
        "html": _frame(work, str(escape(title)), number, str(width), str(height)),
        "width": width,
        "height": height,
    }
    page = pages[number - 1] if number and number <= len(pages) else next(iter(pages), None)
    picture = thumbnail(page.image_id, page.layout, min(400, width)) if page else None
    if picture and picture.width <= width and picture.height <= height:
        answer["thumbnail_url"] = f"{_origin()}{picture.url}"
        answer["thumbnail_width"], answer["thumbnail_height"] = picture.width, picture.height
    return answer


def _origin() -> str:
    """The public address without the folder that Flask writes before its own paths."""
    return repository().settings.public_url.removesuffix(request.script_root)


def _bound(name: str) -> int:
    asked = request.args.get(name, _LARGEST, type=int)
    return max(_SMALLEST, min(asked, _LARGEST)) if asked > 0 else _SMALLEST


def _frame(work: Work, title: str, number: int | None, width: str, height: str) -> str:
    site = repository().settings.public_url
    query = f"?page={number}" if number else ""
    return (
        f'<iframe src="{site}/embed/{work.id}{query}" title="{title}" width="{width}" '
        f'height="{height}" allow="fullscreen" loading="lazy"></iframe>'
    )


def _xml(answer: dict[str, Any]) -> bytes:
    root = etree.Element("oembed")
    for name, value in answer.items():
        etree.SubElement(root, name).text = str(value)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
