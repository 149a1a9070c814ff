"""What descriptions lack: shown to who describes, and no hindrance."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, String, and_, cast, func

from repository.descriptions.parts import PARTS, SITE
from repository.descriptions.row import Description
from repository.fields import terms_of
from repository.models import Work

LOOKED_FOR = ("rights", "creator", "date", "language", "summary")
"""The parts that every work should have."""

_NOTHING = ("null", "{}")


def missing(described: Description) -> Mapping[str, list[str]]:
    """The parts that are said in another language but not, or not wholly, in this one."""
    return {
        language: [
            name
            for name, rows in described.items()
            if PARTS[name].localized and any(language not in row.texts for row in rows)
        ]
        for language in SITE
    }


def lacks(described: Description, part: str, language: str = "") -> bool:
    """Whether nothing is said of a part, or some of it not in the language."""
    rows = described.get(part, ())
    return not rows or (language in SITE and any(language not in row.texts for row in rows))


def lacking(part: str) -> ColumnElement[bool]:
    """`lacks` as a condition of the database, for one of `LOOKED_FOR`.

    Entries are found by their term, which all of ours have; what others called by a label alone
    is not seen here.
    """
    if part == "rights":
        return Work.rights.is_(None)
    if part == "summary":
        return func.coalesce(cast(Work.summary, String), "null").in_(_NOTHING)
    entries = cast(Work.metadata_, String)
    return and_(*(~entries.contains(f'"term": "{term}"') for term in terms_of(part)))
