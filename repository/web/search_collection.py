"""Results of a search as IIIF collections, in both versions of the Presentation API."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session

from manifests import presentation2, presentation3
from manifests.addresses import Version
from manifests.description import CollectionDescription, MemberDescription
from manifests.encoding import to_bytes
from manifests.negotiation import media_type
from repository.presentation.members import describe
from repository.search.asking import LANGUAGES, Pairs, asked_of, pairs_of, query_of
from repository.search.results import Asked, Results, search
from repository.web.context import repository

SIZE = 100
_MOST_PARTS = 100_000
_LABEL = {"kk": "Іздеу нәтижелері", "ru": "Результаты поиска", "en": "Search results"}
_NEXT = {"kk": ["Әрі қарай"], "ru": ["Дальше"], "en": ["Next"]}
_ENGINES = {2: presentation2, 3: presentation3}

blueprint = Blueprint("search_collection", __name__)


@blueprint.get("/iiif/results/<any('2', '3'):number>")
def collection(number: str) -> Response:
    """The works found, a hundred at a time; the last member leads to the next hundred."""
    version: Version = 2 if number == "2" else 3
    part = max(1, min(request.args.get("part", 1, type=int), _MOST_PARTS))
    asked = asked_of(request.args.to_dict(flat=False), LANGUAGES[-1], SIZE, (part - 1) * SIZE)
    with repository().database.read() as session:
        found = search(session, asked, facets=())
        if part > 1 and not found.works:
            abort(404)
        members = _members(session, found, asked, part, version)
    described = CollectionDescription(
        id="results",
        label=_label(found),
        total=found.total,
        path=address(asked, part, version),
    )
    site = repository().settings.public_url
    document = _ENGINES[version].collection(described, members, site)
    response = Response(to_bytes(document), content_type=media_type(request, version))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept"
    return response


def address(asked: Asked, part: int, version: Version) -> str:
    """The path of the collection of these results, on this site."""
    pairs: Pairs = pairs_of(asked)
    pairs += [("in", asked.language)] * (asked.language != LANGUAGES[-1])
    pairs += [("part", str(part))] * (part > 1)
    return f"/iiif/results/{version}{query_of(pairs)}"


def _members(
    session: Session, found: Results, asked: Asked, part: int, version: Version
) -> list[MemberDescription]:
    members = describe(session, [("work", work.work_id) for work in found.works])
    if found.total > part * SIZE:
        following = repository().settings.public_url + address(asked, part + 1, version)
        members.append(MemberDescription("results", "collection", _NEXT, href=following))
    return members


def _label(found: Results) -> dict[str, list[str]]:
    text = found.query.text
    return {code: [f"{label}: {text}" if text else label] for code, label in _LABEL.items()}
