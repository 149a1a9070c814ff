"""Collections: Presentation API 3.0, section 5.1."""

from collections.abc import Sequence

from manifests.addresses import Addresses
from manifests.description import CollectionDescription, MemberDescription
from manifests.presentation3.context import own_context
from manifests.presentation3.media import thumbnail
from manifests.presentation3.properties import descriptive, entry, language_map, part_of
from manifests.presentation3.typed import checked_collection
from manifests.spans import spans
from manifests.totals import numbered, total_entry
from manifests.values import Json, nav_date, present


def collection(
    described: CollectionDescription, members: Sequence[MemberDescription], base_url: str
) -> Json:
    """A collection with all its members, at most 500.

    Raises `InvalidDocumentError` when iiif-prezi3 refuses it.
    """
    at = Addresses(base_url)
    document = _head(described, at) | {"items": [_member(member, at) for member in members]}
    return checked_collection(document)


def parted_collection(described: CollectionDescription, base_url: str) -> Json:
    """A collection of more than 500 members, as child collections that name their spans.

    Raises `InvalidDocumentError` when iiif-prezi3 refuses it.
    """
    at = Addresses(base_url)
    return checked_collection(_head(described, at) | {"items": _parts(described, 1, None, at)})


def span(
    described: CollectionDescription,
    first: int,
    last: int,
    members: Sequence[MemberDescription] | None,
    base_url: str,
) -> Json:
    """Members `first` to `last` of a large collection; without `members` it is parted again.

    Raises `InvalidDocumentError` when iiif-prezi3 refuses it.
    """
    at = Addresses(base_url)
    items = (
        _parts(described, first, last, at)
        if members is None
        else [_member(member, at) for member in members]
    )
    whole = {"id": at.collection(described.id), "type": "Collection"}
    document = {
        "@context": own_context(described),
        **_part(described, first, last, at),
        "partOf": [whole | {"label": language_map(described.label)}],
        "items": items,
    }
    return checked_collection(document)


def _head(described: CollectionDescription, at: Addresses) -> Json:
    address = at.absolute(described.path) if described.path else at.collection(described.id)
    properties = descriptive(described, at)
    total = entry(total_entry(described.total))
    properties["metadata"] = [*properties.get("metadata", []), total]
    if described.viewing_direction:
        properties["viewingDirection"] = described.viewing_direction
    if described.part_of:
        properties["partOf"] = part_of(described.part_of, at)
    head = {"@context": own_context(described), "id": address, "type": "Collection"}
    return head | properties


def _parts(
    described: CollectionDescription, first: int, last: int | None, at: Addresses
) -> list[Json]:
    end = min(last or described.total, described.total)
    return [_part(described, start, stop, at) for start, stop in spans(first, end)]


def _part(described: CollectionDescription, first: int, last: int, at: Addresses) -> Json:
    label = numbered(described.label, first, min(last, described.total))
    return {
        "id": at.span(described.id, first, last),
        "type": "Collection",
        "label": language_map(label),
    }


def _member(member: MemberDescription, at: Addresses) -> Json:
    address = at.manifest if member.kind == "work" else at.collection
    return present(
        {
            "id": member.href or address(member.id),
            "type": "Manifest" if member.kind == "work" else "Collection",
            "label": language_map(member.label),
            "thumbnail": member.thumbnail and [thumbnail(member.thumbnail, at)],
            "navDate": member.nav_date and nav_date(member.nav_date),
            "behavior": list(member.behaviors),
        }
    )
