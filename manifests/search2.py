"""Answers of the Content Search API 2.0: https://iiif.io/api/search/2.0/."""

from collections.abc import Sequence

from manifests.description import FoundDescription, HitDescription, TermDescription
from manifests.presentation3.written import written
from manifests.search_request import LIMIT, SearchRequest
from manifests.values import Json, present

CONTEXT = "http://iiif.io/api/search/2/context.json"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'


def search_page(asked: SearchRequest, found: FoundDescription) -> Json:
    """One page of hits: an annotation for each, and what stands around it."""
    page: Json = {
        "@context": CONTEXT,
        "id": asked.part(asked.start),
        "type": "AnnotationPage",
        "partOf": _all(asked, found),
        "startIndex": asked.start,
    }
    if asked.ignored:
        page["ignored"] = list(asked.ignored)
    before = asked.before()
    if before is not None:
        page["prev"] = _page(asked.part(before))
    if found.more:
        page["next"] = _page(asked.part(asked.start + LIMIT))
    items = [_item(asked, hit) for hit in found.hits]
    page["items"] = items
    if items:
        pairs = zip(found.hits, items, strict=True)
        contexts = [_context(hit, item) for hit, item in pairs]
        page["annotations"] = [{"type": "AnnotationPage", "items": contexts}]
    return page


def term_page(asked: SearchRequest, terms: Sequence[TermDescription]) -> Json:
    """The words that begin as was asked, in the order of the alphabet."""
    page: Json = {
        "@context": CONTEXT,
        "id": asked.whole.replace("?q=", "/autocomplete?q=", 1),
        "type": "TermPage",
    }
    if asked.ignored:
        page["ignored"] = list(asked.ignored)
    page["items"] = [present({"value": term.value, "total": term.total}) for term in terms]
    return page


def _all(asked: SearchRequest, found: FoundDescription) -> Json:
    whole: Json = {
        "id": asked.whole,
        "type": "AnnotationCollection",
        "first": _page(asked.part(0)),
    }
    if found.total is not None:
        whole["total"] = found.total
        whole["last"] = _page(asked.last(found.total))
    return whole


def _page(address: str) -> Json:
    return {"id": address, "type": "AnnotationPage"}


def _item(asked: SearchRequest, hit: HitDescription) -> Json:
    item = written(asked.work, hit.page, hit.spots, "", asked.at)
    item["body"]["value"] = hit.match
    return item


def _context(hit: HitDescription, item: Json) -> Json:
    quoted = {
        "type": "TextQuoteSelector",
        "prefix": hit.before,
        "exact": hit.match,
        "suffix": hit.after,
    }
    return {
        "id": f"{item['id']}#context",
        "type": "Annotation",
        "motivation": "contextualizing",
        "target": {
            "type": "SpecificResource",
            "source": item["id"],
            "selector": [present(quoted)],
        },
    }
