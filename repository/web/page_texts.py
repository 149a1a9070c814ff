"""The text of a page beside its picture, with the words that were looked for marked."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from repository.models import PageText
from repository.texts.languages import tag
from repository.texts.terms import Match, matches, parse


def page_text(row: PageText | None, query: str) -> dict[str, Any]:
    """What the page of a page shows of its text: `lines` with marks, their language, how many."""
    if row is None or not row.text:
        return {"lines": (), "found": 0, "tongue": None}
    found = matches(row.text, row.languages, parse(query)) if query else []
    return {
        "lines": marked(row.text, found).split("\n"),
        "found": len(found),
        "tongue": tag(row.languages[0]) if row.languages else None,
    }


def marked(text: str, found: list[Match]) -> Markup:
    """The text as HTML with a mark around each match; one over two lines has a mark on each."""
    return Markup("").join(_pieces(text, found))


def _pieces(text: str, found: list[Match]) -> Iterator[Markup]:
    at = 0
    for match in found:
        if match.start < at:
            continue  # it overlaps the one before
        yield escape(text[at : match.start])
        parts = text[match.start : match.end].split("\n")
        yield Markup("\n").join(Markup("<mark>{}</mark>").format(part) for part in parts)
        at = match.end
    yield escape(text[at:])
