"""The parts of a description: the fields, and what a work has columns of its own for."""

from collections.abc import Mapping
from dataclasses import dataclass

from repository.fields import FIELDS, Kind

SITE = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a description, in the order in which forms and tables show them.

    `localized` ones are said in each language; `codes` are kept as a code that has names of its
    own in every language; `long` ones may be whole paragraphs.
    """

    name: str
    labels: Mapping[str, str]
    kind: Kind
    repeatable: bool
    localized: bool
    long: bool = False

    @property
    def codes(self) -> bool:
        """Whether a value is a code: of a language, a type, a statement of rights."""
        return self.kind in (Kind.LANGUAGE, Kind.TYPE, Kind.RIGHTS)


_BARE = frozenset({"shelfmark", "identifier", "classification"})
_LONG = frozenset({"note", "usage", "summary", "statement"})


def _own(name: str, kind: Kind, labels: tuple[str, str, str], repeatable: bool = False) -> Part:
    named = dict(zip(SITE, labels, strict=True))
    localized = kind in (Kind.TEXT, Kind.LINK)
    return Part(name, named, kind, repeatable, localized, name in _LONG)


def _field(name: str) -> Part:
    field = FIELDS[name]
    plain = field.kind in (Kind.DATE, Kind.LANGUAGE, Kind.TYPE) or name in _BARE
    return Part(name, field.labels, field.kind, field.repeatable, not plain, name in _LONG)


_TITLE = _own("title", Kind.TEXT, ("Атауы", "Заглавие", "Title"))
_LAST = (
    _own("summary", Kind.TEXT, ("Сипаттамасы", "Аннотация", "Summary")),
    _own("rights", Kind.RIGHTS, ("Құқықтар", "Права", "Rights")),
    _own(
        "statement",
        Kind.TEXT,
        ("Міндетті мәлімдеме", "Обязательное указание", "Required statement"),
    ),
    _own("homepage", Kind.LINK, ("Сайттағы беті", "Страница на сайте", "Web page"), True),
)

PARTS: Mapping[str, Part] = {
    part.name: part for part in (_TITLE, *(_field(name) for name in FIELDS), *_LAST)
}
