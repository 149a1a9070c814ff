"""What every form of citation is written from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from repository.fields import TYPES, type_of
from repository.records import Record
from repository.records.record import Text

_INTERVAL = re.compile(r"(\d{4})[^/]{0,10}/(\d{4})[^/]{0,10}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Kind(StrEnum):
    """What is cited, as far as the catalogue says."""

    TEXT = "text"
    IMAGE = "image"
    SOUND = "sound"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Citation:
    """Plain values on one line each, "" or () for what is not known.

    `place` is where the publisher published; `authors` are as the catalogue has them,
    "Family, Given" or in natural order. `page` is the one that is quoted, "" for the whole.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    place: str
    publisher: str
    date: str
    languages: tuple[str, ...]
    subjects: tuple[str, ...]
    holder: str
    address: str
    kind: Kind
    page: str = ""

    @property
    def year(self) -> str:
        """The first year that the date names, "" when it names none."""
        found = _YEAR.search(self.date)
        return found.group() if found else ""

    @property
    def years(self) -> str:
        """The year, or first and last of an interval in EDTF: `1905–1915`."""
        found = _INTERVAL.fullmatch(self.date)
        return "–".join(found.groups()) if found else self.year


def name_parts(author: str) -> tuple[str, str]:
    """Family name and given name of `Family, Given`; anything else is one name, and ""."""
    family, _, given = author.partition(", ")
    return (family, given) if given and ", " not in given else (author, "")


def citation_of(record: Record, language: str) -> Citation:
    """What is cited of a record; a title and names in `language` where there are such."""

    def first(term: str) -> str:
        return next(iter(_lines(record.all(term), language)), "")

    return Citation(
        id=record.id,
        title=first("title") or record.id,
        authors=_lines(record.all("creator"), language),
        place="; ".join(_lines(record.field("place"), language)),
        publisher=next(iter(_lines(record.rest("publisher", "place"), language)), ""),
        date=first("date"),
        languages=_lines(record.all("language"), language),
        subjects=_lines(record.all("subject"), language),
        holder=next(iter(_lines(record.holder, language)), ""),
        address=record.address,
        kind=_kind(record.all("type")),
    )


def _lines(texts: Sequence[Text], language: str) -> tuple[str, ...]:
    """The texts in a language, those in none, or else those of the first language there is.

    Line ends go: they would begin a new field in RIS.
    """
    for wanted in (language, "", texts[0].language if texts else ""):
        if found := [text for text in texts if text.language == wanted]:
            return tuple(line for text in found if (line := " ".join(text.value.split())))
    return ()


_KIND_OF = {
    "Text": Kind.TEXT,
    "StillImage": Kind.IMAGE,
    "Sound": Kind.SOUND,
    "MovingImage": Kind.VIDEO,
}


def _kind(types: Sequence[Text]) -> Kind:
    """By the type's code, its name in our languages, or the DCMI Type Vocabulary."""
    known = (TYPES.get(text.code) or type_of(text.value) for text in types)
    return next((_KIND_OF.get(each.dcmi, Kind.OTHER) for each in known if each), Kind.OTHER)
