"""Searching, as readers do: published works only, by the parameters of the search page."""

from typing import Any

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from repository import browse
from repository.api.caller import repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.search.asking import LANGUAGES, asked_of
from repository.search.facets import Counts
from repository.search.results import Asked, Found, Hit, search

operations = Operations()
_CHOICES = "; may be given more than once, then one of them has to fit"
_PARAMETERS = {
    "q": "words, “phrases”, -words, author:name, title:word, subject:word, year:1900-1910",
    "institution": f"a slug{_CHOICES}",
    "collection": f"a slug{_CHOICES}",
    "type": f"a code of the list of types{_CHOICES}",
    "language": f"a code of BCP 47{_CHOICES}",
    "century": f"a number of two digits{_CHOICES}",
    "subject": f"the key of a value of the facet{_CHOICES}",
    "person": f"the key of a value of the facet{_CHOICES}",
    "place": f"the key of a value of the facet{_CHOICES}",
    "rights": f"an address, or none{_CHOICES}",
    "text": "yes or no",
    "from": "the first year",
    "to": "the last year",
    "order": "relevance, title, oldest or newest",
    "in": "the language that titles sort in: kk, ru or en",
}


class PieceOut(BaseModel):
    """A part of a snippet; `marked` when it is a word that was asked for."""

    text: str
    marked: bool


class HitOut(BaseModel):
    """A page on which the words stand; readers open it under `number`."""

    page: str
    number: int
    canvas: str
    snippet: list[PieceOut]


class FoundOut(BaseModel):
    """A work that was found, the number of its pages that hold, and the best of them."""

    work: str
    label: dict[str, list[str]]
    institution: str
    manifest: str
    pages: int
    hits: list[HitOut]


class ValueOut(BaseModel):
    """How many of the works found have a value."""

    key: str
    label: dict[str, list[str]]
    works: int


class FacetOut(BaseModel):
    """The values of a facet, those of most works first; `total` is how many there are."""

    total: int
    values: list[ValueOut]


class SearchOut(BaseModel):
    """A part of what was found: `items` from `offset` on, `total` works in all."""

    items: list[FoundOut]
    facets: dict[str, FacetOut]
    total: int
    limit: int
    offset: int


@operations(
    "GET",
    "/search",
    "Search published works",
    answers=SearchOut,
    paged=True,
    query=_PARAMETERS,
    open=True,
)
def search_works(part: Part) -> SearchOut:
    """Nothing that is asked is wrong: what cannot be understood counts as not given."""
    given = request.args.to_dict(flat=False)
    asked = asked_of(given, LANGUAGES[-1], min(part.limit, 100), part.offset)
    with repository().database.read() as session:
        return _out(session, asked)


def _out(session: Session, asked: Asked) -> SearchOut:
    found = search(session, asked)
    rows = {work.id: work for _, work in browse.listed(session, [w.work_id for w in found.works])}
    return SearchOut(
        items=[_found(each, rows[each.work_id]) for each in found.works if each.work_id in rows],
        facets={facet.value: _facet(counts) for facet, counts in found.facets.items()},
        total=found.total,
        limit=asked.limit,
        offset=asked.offset,
    )


def _found(found: Found, work: Any) -> FoundOut:
    base = f"{repository().settings.public_url}/iiif/presentation/3/{work.id}"
    return FoundOut(
        work=work.id,
        label=work.label,
        institution=work.institution_id,
        manifest=f"{base}/manifest",
        pages=found.pages,
        hits=[_hit(hit, base) for hit in found.hits],
    )


def _hit(hit: Hit, base: str) -> HitOut:
    return HitOut(
        page=hit.page_id,
        number=hit.number,
        canvas=f"{base}/canvas/{hit.page_id}",
        snippet=[PieceOut(text=piece.text, marked=piece.marked) for piece in hit.pieces],
    )


def _facet(counts: Counts) -> FacetOut:
    values = [ValueOut(key=v.key, label=v.label, works=v.works) for v in counts.values]
    return FacetOut(total=counts.total, values=values)
