"""How a work and its pages stand, as the studio's scripts read it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from repository.hindrances import Hindrance
from repository.models import JobState, Work
from repository.pages import PageStatus
from repository.web.context import language
from repository.web.pictures import thumbnail
from repository.web.words import reason

_THUMBNAIL = 120
_MOST_SENTENCES = 20


def work_status(work: Work, pages: list[PageStatus], found: list[Hindrance]) -> dict[str, Any]:
    """The state of a work: numbers of pages by state, every page, and what hinders publishing."""
    counts = Counter(page.state for page in pages)
    return {**changes(work, counts, pages), "hindrances": sentences(found)}


def changes(work: Work, counts: Mapping[JobState, int], pages: list[PageStatus]) -> dict[str, Any]:
    """What is new of a work: the numbers of all its pages by state, and the pages that changed."""
    return {
        "state": work.state,
        "language": language(),
        "counts": {state.value: counts.get(state, 0) for state in JobState},
        "pages": [page_status(page) for page in pages],
    }


def page_status(page: PageStatus) -> dict[str, Any]:
    """One page: its reason is a sentence in the curator's language."""
    small = thumbnail(page.image_id, page.layout, _THUMBNAIL)
    return {
        "id": page.id,
        "position": page.position,
        "name": page.file_name,
        "frame": page.frame,
        "state": page.state,
        "reason": reason_of(page),
        "thumbnail": small and {"url": small.url, "width": small.width, "height": small.height},
    }


def reason_of(page: PageStatus) -> str:
    """Why the page failed, or what it waits for."""
    if page.reason is None:
        return ""
    return reason(page.reason["code"], {"name": page.file_name, **page.reason["params"]})


def sentences(found: list[Hindrance]) -> list[str]:
    """What hinders publishing, the first twenty."""
    return [reason(each.code, each.params) for each in found[:_MOST_SENTENCES]]
