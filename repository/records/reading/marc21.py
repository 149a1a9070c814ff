"""MARC 21: fields by their meaning, https://www.loc.gov/marc/bibliographic/.

What is written in another script stands in a field 880 that $6 joins to the romanised one; the
work's own script is taken, and the romanised title kept beside it.
"""

import re
from collections.abc import Iterator

from pymarc import Field, Record

from repository.records.reading.card import Card, Draft
from repository.records.reading.dates import coded, edtf
from repository.records.reading.isbd import bare, ended, joined, named, published
from repository.records.reading.roles import first_role
from repository.records.reading.tongues import is_cyrillic, tag_of, tags_of, written_in
from repository.records.rights import rights_in

_LINK = re.compile(r"(\d{3})-(\d{2})")
_KINDS = {
    "c": "music", "d": "music", "e": "map", "f": "map", "g": "film", "i": "sound", "j": "sound",
    "k": "photograph", "o": "collection", "p": "collection", "r": "object", "t": "manuscript",
}  # fmt: skip
_NAMES = ("100", "110", "111", "700", "710", "711", "720")


def read(record: Record, encoding: str) -> Card:
    """What a record of MARC 21 says."""
    draft = Draft()
    fixed = _fixed(record)
    codes = [code for field in record.get_fields("041") for code in field.get_subfields("a")]
    spoken = tags_of([fixed[35:38], *codes])
    words = next((tag_of(t) for f in record.get_fields("040") for t in f.get_subfields("b")), "")
    words = words if words in ("kk", "ru", "en") else "none"
    fields = _Fields(record)
    _titles(draft, fields, spoken)
    _names(draft, fields)
    _published(draft, fields, fixed)
    draft.kind(_kind(record))
    draft.language(spoken)
    _subjects(draft, fields, words)
    _about(draft, fields, words)
    number = record.get_fields("001")
    key = (number[0].data or "").strip() if number else ""
    return draft.card("MARC 21", key, encoding, _rights(record))


class _Fields:
    """The fields of a record, those in another script in the place of the romanised ones."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._twins: dict[str, Field] = {}
        for field in record.get_fields("880"):
            found = _LINK.match(next(iter(field.get_subfields("6")), ""))
            if found:
                # 00 says that there is no romanised field.
                number = found[2] if found[2] != "00" else f"00{len(self._twins)}"
                self._twins[f"{found[1]}-{number}"] = field

    def get(self, *tags: str) -> list[Field]:
        """The fields with these tags, in the work's own script where there is one."""
        found = [self.twin(field) or field for field in self._record.get_fields(*tags)]
        alone = (self._twins[place] for place in self._twins if place[4:6] == "00")
        return [*found, *(field for field in alone if field.get_subfields("6")[0][:3] in tags)]

    def romanised(self, *tags: str) -> list[Field]:
        """The fields that have a twin in another script."""
        return [field for field in self._record.get_fields(*tags) if self.twin(field)]

    def twin(self, field: Field) -> Field | None:
        """The field that says the same in another script."""
        if field.is_control_field():
            return None
        found = _LINK.match(next(iter(field.get_subfields("6")), ""))
        return self._twins.get(f"{field.tag}-{found[2]}") if found else None

    def tag(self, field: Field) -> str:
        """What a field is, also when it stands in 880."""
        return field.get_subfields("6")[0][:3] if field.tag == "880" else field.tag

    def texts(self, tags: tuple[str, ...], *codes: str) -> list[str]:
        """The subfields of all these fields."""
        return [text for field in self.get(*tags) for text in field.get_subfields(*codes)]


def _kind(record: Record) -> str:
    kind, level = record.leader[6:7], record.leader[7:8]
    if kind == "a":
        return {"m": "book", "s": "journal", "i": "journal", "a": "article", "b": "article"}.get(
            level, ""
        )
    return _KINDS.get(kind, "")


def _fixed(record: Record) -> str:
    found = record.get_fields("008")
    return (found[0].data or "").replace("#", " ") if found else ""


def _titles(draft: Draft, fields: _Fields, spoken: list[str]) -> None:
    for field in fields.get("245")[:1]:
        title = _title(field)
        # Where the statement of languages is wrong, the letters of the title are not.
        draft.title(title, written_in(title, spoken))
    for field in fields.romanised("245")[:1]:
        tongue = next(iter(draft.titles), "und")
        if is_cyrillic(draft.titles.get(tongue, [""])[0]):
            draft.title(_title(field), f"{tongue}-Latn")
    for field in fields.get("246"):
        # 1 is a parallel title; a portion, a spine or a running title is none of the work's.
        kind = field.indicators[1] if field.indicators else " "
        if kind in " 1" or not draft.titles:
            title = _title(field)
            draft.title(title, written_in(title, spoken, list(draft.titles)))


def _title(field: Field) -> str:
    head = " ".join(bare(text) for text in field.get_subfields("a"))
    title = joined(head, field.get_subfields("b"), " : ")
    return joined(title, field.get_subfields("n", "p"), ". ")


def _names(draft: Draft, fields: _Fields) -> None:
    for field in fields.get(*_NAMES):
        tag = fields.tag(field)
        if field.get_subfields("t"):
            continue  # another work that this one has to do with
        said = [*field.get_subfields("4"), *field.get_subfields("e")]
        name = _name(field, tag)
        draft.name(name, first_role(said), author=tag[0] == "1")


def _name(field: Field, tag: str) -> str:
    if tag.endswith(("10", "11")):
        return ". ".join(ended(part) for part in field.get_subfields("a", "b"))
    name = named(" ".join(field.get_subfields("a", "b")))
    dates = [ended(text) for text in field.get_subfields("d")]
    return f"{name} ({dates[0]})" if dates else name


def _published(draft: Draft, fields: _Fields, fixed: str) -> None:
    # 264 with 1 is publication; 0, 2, 3 and 4 are production, distribution, printing, copyright.
    found = [
        field
        for field in fields.get("260", "264")
        if fields.tag(field) == "260" or (field.indicators and field.indicators[1] in "1 ")
    ]
    for field in found:
        draft.say("place", [published(text) for text in field.get_subfields("a")])
        draft.say("publisher", [published(text) for text in field.get_subfields("b")])
    said = next((year for f in found for t in f.get_subfields("c") if (year := edtf(t))), "")
    code = coded(fixed[6:7] or " ", fixed[7:11], fixed[11:15])
    draft.say("date", [code if code and "X" not in code else said or code])


def _subjects(draft: Draft, fields: _Fields, words: str) -> None:
    for field in fields.get("650", "610", "611", "630", "655"):
        draft.say("subject", [_heading(field)], words)
    draft.say("subject", [ended(text) for text in fields.texts(("653",), "a")], words)
    for field in fields.get("651"):
        draft.say("coverage", [_heading(field)], words)
    for field in fields.get("600"):
        draft.say("person", [_name(field, "600")], words)


def _heading(field: Field) -> str:
    parts = [ended(part) for part in field.get_subfields("a", "b", "x", "y", "z", "v")]
    return " -- ".join(part for part in parts if part)


def _about(draft: Draft, fields: _Fields, words: str) -> None:
    for field in fields.get("300"):
        extent = " : ".join(bare(text) for text in field.get_subfields("a", "b"))
        size = [bare(text) for text in field.get_subfields("c")]
        draft.say("extent", [" ; ".join(part for part in [extent, *size] if part)])
    draft.say("series", list(_series(fields)), words)
    draft.say("edition", [bare(text) for text in fields.texts(("250",), "a")])
    draft.say("classification", fields.texts(("080", "084"), "a"))
    draft.say("note", fields.texts(("500", "546"), "a"), words)
    draft.summarise(fields.texts(("520",), "a"), words)
    for tag, name in (("020", "ISBN"), ("022", "ISSN")):
        draft.say("identifier", [f"{name} {bare(text)}" for text in fields.texts((tag,), "a")])
    shelves = [" ".join(f.get_subfields("k", "h", "i", "j", "m")) for f in fields.get("852")]
    shelves = [text for text in shelves if text.strip()] or [
        " ".join(field.get_subfields("a", "b")) for field in fields.get("090", "099", "050")
    ]
    draft.say("shelfmark", shelves[:3])


def _series(fields: _Fields) -> Iterator[str]:
    for field in fields.get("490", "440", "830"):
        title = " ".join(bare(text) for text in field.get_subfields("a", "p"))
        yield joined(title, field.get_subfields("v"), " ; ")


def _rights(record: Record) -> str:
    return rights_in(t for f in record.get_fields("540") for t in f.get_subfields("u", "a"))
