"""The results of a search, and what completes it while it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from markupsafe import Markup, escape

from repository import browse
from repository.descriptions.shown import shown
from repository.fields import field_of
from repository.models import Work
from repository.search.asking import asked_of, pairs_of, query_of, toggled
from repository.search.completing import completions
from repository.search.results import Asked, Found, Order, Results, search
from repository.search.snippets import Piece, Wanted, snippet
from repository.search.snippets import marked as words_marked
from repository.web import labels, search_collection
from repository.web.context import language, repository
from repository.web.facets import name_of, panel_name, panels_of
from repository.web.languages import page_url
from repository.web.paging import Paging
from repository.web.words import gettext as _

SIZE = 20
_SECONDS = 300

blueprint = Blueprint("search", __name__, url_prefix="/search")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A page on which the words stand: with JavaScript it opens in the viewer."""

    number: int
    text: Markup
    address: str
    viewer: str


@dataclass(frozen=True, slots=True)
class Result:
    """A work as it stands among results."""

    card: browse.Card
    title: Markup
    byline: Markup
    described: Markup
    address: str
    pages: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the results, with the address without it."""

    name: str
    value: Markup
    address: str


@blueprint.get("")
def results() -> str:
    """The works that are found, with the words where they stand, and ways to narrow them."""
    asked = asked_of(request.args.to_dict(flat=False), language(), SIZE, 0)
    part = max(1, min(request.args.get("part", 1, type=int), 100_000))
    with repository().database.read() as session:
        found = search(session, replace(asked, offset=(part - 1) * SIZE))
        if part > 1 and found.total and not found.works:
            part = -(-found.total // SIZE)
            found = search(session, replace(asked, offset=(part - 1) * SIZE))
        ids = [work.work_id for work in found.works]
        cards = {card.id: (card, work) for card, work in browse.listed(session, ids)}
    return render_template(
        "search/results.html",
        asked=asked,
        found=found,
        shown=[_result(work, *cards[work.work_id], found.wanted, asked) for work in found.works],
        panels=panels_of(found, asked),
        chips=_chips(found, asked),
        orders=_orders(asked),
        paging=Paging(found.total, part, SIZE),
        part_address=lambda number: query_of([*pairs_of(asked), ("part", str(number))]),
        kept=[pair for pair in pairs_of(asked) if pair[0] not in ("from", "to")],
        everything=query_of([("q", asked.text)] if asked.text else []),
        collection=_collection(asked, part),
    )


@blueprint.get("/suggestions")
def suggestions() -> Response:
    """A JSON list of what completes `q`."""
    with repository().database.read() as session:
        found = completions(session, request.args.get("q", ""))
    response = jsonify(found)
    response.headers["Cache-Control"] = f"private, max-age={_SECONDS}"
    return response


def _result(found: Found, card: browse.Card, work: Work, wanted: Wanted, asked: Asked) -> Result:
    address = page_url("works.work", work_id=found.work_id)
    query = query_of([("q", asked.text)])
    title = _title(card.label, wanted)
    return Result(
        card=card,
        title=title,
        byline=_byline(work.metadata_),
        described=_described(work, wanted)
        if not found.hits and "<mark>" not in title
        else Markup(),
        address=address,
        pages=found.pages,
        snippets=tuple(
            Snippet(
                number=hit.number,
                text=_markup(hit.pieces),
                address=page_url("works.page", work_id=found.work_id, number=hit.number) + query,
                viewer=f"{address}{query}#{hit.number}",
            )
            for hit in found.hits
        ),
    )


def _title(label: Mapping[str, Sequence[str]], wanted: Wanted) -> Markup:
    """The title as the page shows it, with the words that were asked for."""
    code, text = labels.best(label, language())
    return _spoken(code, _markup(words_marked(text, wanted, [code] if code else [])))


def _described(work: Work, wanted: Wanted) -> Markup:
    """Where in the description the words stand, in any language."""
    statement = (work.required_statement or {}).get("value")
    said = [work.label, work.summary, *(entry["value"] for entry in work.metadata_), statement]
    texts = [(c, text) for each in said for c, given in (each or {}).items() for text in given]
    for code, text in texts:
        known = "" if code == "none" else code
        if pieces := snippet(text, wanted, [known] if known else []):
            return _spoken(known, _markup(pieces))
    return Markup()


def _spoken(code: str, text: Markup) -> Markup:
    """A text marked with its language when that is not the page's."""
    if code in ("", language()):
        return text
    return Markup('<span lang="{}">{}</span>').format(code, text)


def _markup(pieces: Sequence[Piece]) -> Markup:
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece.text) if piece.marked else escape(piece.text)
        for piece in pieces
    )


def _byline(metadata: Sequence[Any]) -> Markup:
    """Who made a work, and when."""
    parts: dict[str, Markup] = {}
    for entry in metadata:
        field = field_of(entry)
        if field and field.name in ("creator", "date"):
            parts.setdefault(field.name, labels.marked(shown([entry])[0].value, language()))
    return Markup(" · ").join(parts[name] for name in ("creator", "date") if name in parts)


def _chips(found: Results, asked: Asked) -> list[Chip]:
    chips = []
    for facet, keys in asked.chosen.items():
        for key in keys:
            without = replace(asked, chosen=toggled(asked.chosen, facet, key))
            value = name_of(facet, key, found.chosen.get((facet, key), {"none": [key]}))
            chips.append(Chip(panel_name(facet), value, query_of(pairs_of(without)) or "?"))
    if asked.years:
        address = query_of(pairs_of(replace(asked, years=None))) or "?"
        chips.append(Chip(_("Years"), escape(_span(*asked.years)), address))
    return chips


def _span(first: int, last: int) -> str:
    return f"{first if first > 0 else '…'}–{last if last < 9999 else '…'}"


def _orders(asked: Asked) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is the present one, of each order."""
    names = {
        Order.RELEVANCE: _("By relevance"),
        Order.TITLE: _("By title"),
        Order.OLDEST: _("Oldest first"),
        Order.NEWEST: _("Newest first"),
    }
    present = asked.order
    if not asked.text:  # nothing is nearer than another: they go by title
        del names[Order.RELEVANCE]
        present = Order.TITLE if present == Order.RELEVANCE else present
    return [
        (name, query_of(pairs_of(replace(asked, order=order))) or "?", order == present)
        for order, name in names.items()
    ]


def _collection(asked: Asked, part: int) -> str:
    """The same results as a IIIF collection."""
    larger = (part - 1) * SIZE // search_collection.SIZE + 1
    return repository().settings.public_url + search_collection.address(asked, larger, 3)
