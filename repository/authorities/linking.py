"""Where the authorities that a description names are known elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.authorities.identifiers import links
from repository.authorities.uses import authorities_in
from repository.models import Authority


@dataclass(frozen=True, slots=True)
class Linked:
    """An authority's names on the web: `uris` for programs, the `page` for people ("" if none)."""

    uris: tuple[str, ...]
    page: str
    viaf: str = ""


Links = Mapping[str, Linked]
NO_LINKS: Links = {}


def linked(session: Session, metadata: Sequence[Mapping[str, Any]]) -> Links:
    """The links of all authorities that these entries name, by id.

    One statement; none where they name no authority.
    """
    wanted = authorities_in(metadata)
    if not wanted:
        return NO_LINKS
    rows = session.scalars(select(Authority).where(Authority.id.in_(wanted)))
    return {row.id: _linked(row) for row in rows}


def links_of(entry: Mapping[str, Any], known: Links) -> list[Linked]:
    """The links of the authorities that one entry names."""
    return [known[key] for key in entry.get("authorities") or () if key in known]


def _linked(row: Authority) -> Linked:
    known = links(row)
    return Linked(tuple(uri for _, uri, _ in known), known[0][2] if known else "", row.viaf or "")
