"""Lists of persons, places and subjects, which grow while works are described."""

from repository.authorities.changing import add, changed, merge, owners, remove
from repository.authorities.finding import count, find, get_authority, named, uses, works_naming
from repository.authorities.identifiers import REGISTERS, bare_id, links
from repository.authorities.linking import Linked, Links, linked, links_of

__all__ = [
    "REGISTERS",
    "Linked",
    "Links",
    "add",
    "bare_id",
    "changed",
    "count",
    "find",
    "get_authority",
    "linked",
    "links",
    "links_of",
    "merge",
    "named",
    "owners",
    "remove",
    "uses",
    "works_naming",
]
