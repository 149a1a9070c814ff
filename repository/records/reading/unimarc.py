"""UNIMARC and its Russian form, RUSMARC: fields by their meaning.

UNIMARC Manual, Bibliographic Format, 3rd edition; RUSMARC after http://rusmarc.info. What is
written in two scripts stands in two fields that $6 joins ($7 says the script): that in the
language's own script is taken.
"""

from collections.abc import Iterator

from pymarc import Field, Record

from repository.records.reading.card import Card, Draft
from repository.records.reading.dates import coded, edtf
from repository.records.reading.embedded import embedded_title
from repository.records.reading.isbd import bare, ended, joined, published
from repository.records.reading.roles import first_role
from repository.records.reading.tongues import in_own_script, tag_of, tags_of, written_in

_RUSSIAN_RULES = frozenset({"RCR", "PSBO"})
_EURASIAN = frozenset({"RU", "KZ", "BY", "UA", "KG"})
_KINDS = {
    "b": "manuscript", "c": "music", "d": "music", "e": "map", "f": "map", "g": "film",
    "i": "sound", "j": "sound", "k": "photograph", "m": "collection", "r": "object",
}  # fmt: skip


def is_unimarc(record: Record) -> bool:
    """Whether a record has its title where UNIMARC has it."""
    titles = record.get_fields("200")
    return any(field.get_subfields("a") for field in titles) and not record.get_fields("245")


def read(record: Record, encoding: str) -> Card:
    """What a record of UNIMARC or RUSMARC says."""
    draft = Draft()
    spoken = tags_of(
        [code for field in record.get_fields("101") for code in field.get_subfields("a")]
    )
    described = tag_of(_coded(record)[22:25])
    words = described if described in ("kk", "ru", "en") else "none"
    _titles(draft, record, spoken)
    _names(draft, record)
    _published(draft, record)
    draft.language(spoken)
    _subjects(draft, record, words)
    _about(draft, record, words)
    number = record.get_fields("001")
    key = (number[0].data or "").strip() if number else ""
    return draft.card(_dialect(record), key, encoding)


def _dialect(record: Record) -> str:
    for field in record.get_fields("801"):
        if _RUSSIAN_RULES & set(field.get_subfields("g")) or _EURASIAN & set(
            field.get_subfields("a")
        ):
            return "RUSMARC"
    return "UNIMARC"


def _coded(record: Record) -> str:
    found = [text for field in record.get_fields("100") for text in field.get_subfields("a")]
    return found[0].replace("#", " ") if found else ""


def _chosen(record: Record, *tags: str) -> list[Field]:
    """The fields, of each pair in two scripts that in the language's own."""
    spoken = tags_of([c for field in record.get_fields("101") for c in field.get_subfields("a")])
    tongue = spoken[0] if spoken else ""
    chosen: dict[str, Field] = {}
    for number, field in enumerate(record.get_fields(*tags)):
        links = [link[:4] for link in field.get_subfields("6") if link.strip()]
        place = f"{field.tag}{links[0]}" if links else str(number)
        there = chosen.get(place)
        if there is None or (_is_in(field, tongue) and not _is_in(there, tongue)):
            chosen[place] = field
    return list(chosen.values())


def _is_in(field: Field, tongue: str) -> bool:
    return in_own_script(" ".join(field.get_subfields("a", "c")), tongue)


def _titles(draft: Draft, record: Record, spoken: list[str]) -> None:
    for field in _chosen(record, "200")[:1]:
        title = _title(field)
        if record.leader[8:9] == "2":
            # A volume: on its own its title is no more than "Вып. 13".
            above = (host for part in record.get_fields("461") if (host := embedded_title(part)))
            title = next((f"{ended(host)}. {title}" for host in above), title)
        draft.title(title, written_in(title, spoken))
        for text in field.get_subfields("d"):
            tongue = next(iter(tags_of(field.get_subfields("z"))), "")
            draft.title(
                bare(text).lstrip("= "), tongue or written_in(text, spoken, list(draft.titles))
            )
    for field in [*_chosen(record, "200")[1:], *_chosen(record, "510", "541")]:
        text = _title(field)
        tongue = next(iter(tags_of(field.get_subfields("z"))), "")
        draft.title(text, tongue or written_in(text, spoken, list(draft.titles)))


def _title(field: Field) -> str:
    head = "; ".join(bare(text) for text in field.get_subfields("a"))
    title = joined(head, field.get_subfields("e"), " : ")
    return joined(title, field.get_subfields("h", "i"), ". ")


def _names(draft: Draft, record: Record) -> None:
    """700 and 710 are the first responsibility, 701 and 711 share it, 702 and 712 help."""
    for field in _chosen(record, "700", "701", "702", "710", "711", "712", "730"):
        name = _corporate(field) if field.tag[1] == "1" else _person(field)
        if name:
            role = first_role(field.get_subfields("4"))
            draft.name(name, role, author=field.tag[2] in "01")


def _person(field: Field) -> str:
    """Surname and the fuller of the forms of the first name, with dates."""
    surname = bare(" ".join(field.get_subfields("a")))
    given = field.get_subfields("g") or field.get_subfields("b")
    first = bare(given[0]).strip(", ") if given else ""
    # A name in its natural order, or a monarch, says so by its second mark.
    between = ", " if field.indicators and field.indicators[1] == "1" else " "
    name = between.join(part for part in (surname, first) if part)
    extra = [bare(part).strip("(), ") for part in field.get_subfields("d", "c", "f")]
    return f"{name} ({', '.join(part for part in extra if part)})" if any(extra) else name


def _corporate(field: Field) -> str:
    return ". ".join(ended(part) for part in field.get_subfields("a", "b"))


def _published(draft: Draft, record: Record) -> None:
    fields = _chosen(record, "210", "214")
    for field in fields:
        draft.say("place", [published(text) for text in field.get_subfields("a")])
        draft.say("publisher", [published(text) for text in field.get_subfields("c")])
    said = next((year for f in fields for text in f.get_subfields("d") if (year := edtf(text))), "")
    code = _coded(record)
    # Field 100 is often the year in which the record was made: what is printed goes first.
    draft.say("date", [said or coded(code[8:9] or " ", code[9:13], code[13:17])])
    draft.kind(_kind(record))


def _kind(record: Record) -> str:
    kind, level = record.leader[6:7], record.leader[7:8]
    if kind == "a":
        return {"m": "book", "s": "journal", "i": "journal", "a": "article"}.get(level, "")
    return _KINDS.get(kind, "")


def _subjects(draft: Draft, record: Record, words: str) -> None:
    for field in _chosen(record, "606", "608"):
        draft.say("subject", [_heading(field)], words)
    for field in _chosen(record, "610"):
        draft.say("subject", [bare(text) for text in field.get_subfields("a")], words)
    for field in _chosen(record, "600"):
        draft.say("person", [_person(field)], words)
    for field in _chosen(record, "601", "605"):
        draft.say("subject", [_corporate(field)], words)
    for field in _chosen(record, "607"):
        draft.say("coverage", [_heading(field)], words)


def _heading(field: Field) -> str:
    parts = [ended(part) for part in field.get_subfields("a", "x", "y", "z", "j")]
    return " -- ".join(part for part in parts if part)


def _about(draft: Draft, record: Record, words: str) -> None:
    draft.say("extent", [_extent(field) for field in _chosen(record, "215")])
    draft.say("series", list(_series(record)), words)
    draft.say("edition", [bare(t) for f in _chosen(record, "205") for t in f.get_subfields("a")])
    for tag in ("675", "686"):
        classes = [text for field in record.get_fields(tag) for text in field.get_subfields("a")]
        draft.say("classification", classes)
    draft.say(
        "note", [t for f in _chosen(record, "300", "327") for t in f.get_subfields("a")], words
    )
    draft.summarise([t for f in _chosen(record, "330") for t in f.get_subfields("a")], words)
    for tag, name in (("010", "ISBN"), ("011", "ISSN")):
        numbers = [text for field in record.get_fields(tag) for text in field.get_subfields("a")]
        draft.say(
            "identifier", [f"{name} {bare(text).removeprefix(name).strip()}" for text in numbers]
        )
    shelves = [
        text for field in record.get_fields("899", "852") for text in field.get_subfields("j")
    ]
    draft.say("shelfmark", shelves[:3])


def _extent(field: Field) -> str:
    extent = " : ".join(bare(text) for text in field.get_subfields("a", "c"))
    return " ; ".join(part for part in [extent, *map(bare, field.get_subfields("d"))] if part)


def _series(record: Record) -> Iterator[str]:
    for field in _chosen(record, "225"):
        yield joined(_title(field), field.get_subfields("v"), " ; ")
    if not record.get_fields("225"):
        for field in record.get_fields("410"):
            yield embedded_title(field, number=True)
