"""Collections: Presentation API 2.1, section 5.8."""

from collections.abc import Sequence

from manifests.addresses import Addresses
from manifests.description import CollectionDescription, MemberDescription
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.media import thumbnail
from manifests.presentation2.texts import descriptive, text
from manifests.spans import spans
from manifests.totals import numbered
from manifests.values import Json, nav_date, present


def collection(
    described: CollectionDescription, members: Sequence[MemberDescription], base_url: str
) -> Json:
    """A collection with all its members, at most 500."""
    at = Addresses(base_url, 2)
    return _head(described, at) | _content([_member(member, at) for member in members])


def parted_collection(described: CollectionDescription, base_url: str) -> Json:
    """A collection of more than 500 members, as child collections that name their spans."""
    at = Addresses(base_url, 2)
    return _head(described, at) | _content(_parts(described, 1, described.total, at))


def span(
    described: CollectionDescription,
    first: int,
    last: int,
    members: Sequence[MemberDescription] | None,
    base_url: str,
) -> Json:
    """Members `first` to `last` of a large collection; without `members` it is parted again."""
    at = Addresses(base_url, 2)
    end = min(last, described.total)
    items = (
        _parts(described, first, end, at)
        if members is None
        else [_member(member, at) for member in members]
    )
    head = {"@context": PRESENTATION, **_part(described, first, last, at)}
    head |= {"within": at.collection(described.id), "total": end - first + 1}
    return head | _content(items)


def _head(described: CollectionDescription, at: Addresses) -> Json:
    address = at.absolute(described.path) if described.path else at.collection(described.id)
    head: Json = {"@context": PRESENTATION, "@id": address, "@type": "sc:Collection"}
    head |= descriptive(described, "sc:Collection", at)
    if described.viewing_direction:
        head["viewingDirection"] = described.viewing_direction
    if described.part_of:
        head["within"] = [at.collection(whole.id) for whole in described.part_of]
    return head | {"total": described.total}


def _content(items: list[Json]) -> Json:
    """Manifests or collections; both kinds together in their order as members."""
    kinds = {item["@type"] for item in items}
    if kinds == {"sc:Collection"}:
        return {"collections": items}
    return {"members" if len(kinds) > 1 else "manifests": items}


def _parts(described: CollectionDescription, first: int, last: int, at: Addresses) -> list[Json]:
    return [_part(described, start, stop, at) for start, stop in spans(first, last)]


def _part(described: CollectionDescription, first: int, last: int, at: Addresses) -> Json:
    label = numbered(described.label, first, min(last, described.total))
    return {
        "@id": at.span(described.id, first, last),
        "@type": "sc:Collection",
        "label": text(label),
    }


def _member(member: MemberDescription, at: Addresses) -> Json:
    address = at.manifest if member.kind == "work" else at.collection
    hint = "multi-part" if "multi-part" in member.behaviors else ""
    return present(
        {
            "@id": member.href or address(member.id),
            "@type": "sc:Manifest" if member.kind == "work" else "sc:Collection",
            "label": text(member.label),
            "thumbnail": member.thumbnail and thumbnail(member.thumbnail, at),
            "navDate": member.nav_date and nav_date(member.nav_date),
            "viewingHint": hint,
        }
    )
