"""Answers of the Content Search API 1.0, which viewers in use read: https://iiif.io/api/search/1.0/."""

from collections.abc import Sequence
from dataclasses import replace

from manifests.description import FoundDescription, HitDescription, TermDescription
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.written import written
from manifests.search_request import LIMIT, SearchRequest
from manifests.values import Json, present

CONTEXT = "http://iiif.io/api/search/1/context.json"
MEDIA_TYPE = "application/ld+json"


def search_page(asked: SearchRequest, found: FoundDescription) -> Json:
    """One page of hits; one that stands on two lines has an annotation for each of them."""
    layer: Json = {"@type": "sc:Layer", "first": asked.part(0)}
    if found.total is not None and found.total_spots is not None:
        layer |= {"total": found.total_spots, "last": asked.last(found.total)}
    if asked.ignored:
        layer["ignored"] = list(asked.ignored)
    page: Json = {
        "@context": [PRESENTATION, CONTEXT],
        "@id": asked.part(asked.start),
        "@type": "sc:AnnotationList",
        "within": layer,
        "startIndex": found.start_spot,
    }
    before = asked.before()
    if before is not None:
        page["prev"] = asked.part(before)
    if found.more:
        page["next"] = asked.part(asked.start + LIMIT)
    at = asked.at
    page["resources"] = [
        written(asked.work, hit.page, spot, "", at) for hit in found.hits for spot in hit.spots
    ]
    page["hits"] = [_hit(asked, hit) for hit in found.hits]
    return page


def term_page(asked: SearchRequest, terms: Sequence[TermDescription]) -> Json:
    """The words that begin as was asked, each with the search for it."""
    page: Json = {
        "@context": CONTEXT,
        "@id": asked.whole.replace("?q=", "/autocomplete?q=", 1),
        "@type": "search:TermList",
    }
    if asked.ignored:
        page["ignored"] = list(asked.ignored)
    page["terms"] = [
        present(
            {
                "match": term.value,
                "url": replace(asked, query=term.value).whole,
                "count": term.total,
            }
        )
        for term in terms
    ]
    return page


def _hit(asked: SearchRequest, hit: HitDescription) -> Json:
    names = [asked.at.annotation(asked.work, hit.page, f"words/{spot.id}") for spot in hit.spots]
    return {
        "@type": "search:Hit",
        "annotations": names,
        "match": hit.match,
        "before": hit.before,
        "after": hit.after,
    }
