"""A description as the form draws it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from repository.descriptions import PARTS, SITE, Finding, Part, Row
from repository.descriptions.missing import missing
from repository.descriptions.saving import LIST_OF, mark
from repository.fields import ROLES, TYPES, Kind
from repository.fields.dates import understand
from repository.fields.languages import name_of, names
from repository.fields.said import say
from repository.models import Authority
from repository.web.context import language
from repository.web.languages import LANGUAGES
from repository.web.words import gettext as _
from repository.web.words import reason

Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: `tag` is the language it is for, as its `lang` and as a word."""

    name: str
    lang: str
    tag: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One value in the form; `key` is `part.row`, `said` what is wrong with it or understood."""

    key: str
    cells: tuple[Cell, ...]
    code: str
    role: str
    authority: Authority | None
    wrong: str
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part in the form; `theirs` is what somebody else made of it meanwhile."""

    part: Part
    label: str
    list_of: str
    lines: tuple[Line, ...]
    mark: str
    theirs: tuple[Line, ...] | None


def groups() -> list[tuple[str, str, tuple[str, ...]]]:
    """How the form is divided: an anchor, a heading, names of parts."""
    return [
        ("names", _("Title and authors"), ("title", "alternative", "creator", "contributor")),
        ("issue", _("Publication"), ("date", "place", "publisher", "edition", "series")),
        (
            "content",
            _("Content"),
            ("type", "language", "subject", "person", "coverage", "classification", "summary"),
        ),
        ("copy", _("The copy"), ("shelfmark", "identifier", "extent", "source", "note")),
        ("rights", _("Rights and links"), ("rights", "usage", "statement", "homepage")),
    ]


def sheets(
    shown: Rows,
    now: Rows,
    known: Mapping[str, Authority],
    findings: Sequence[Finding] = (),
    colliding: Sequence[str] = (),
) -> dict[str, Sheet]:
    """The whole form with what is `shown` in it; `now` is what is kept."""
    wrong = wrongs(findings)
    made = {}
    for name, part in PARTS.items():
        rows = list(shown.get(name, ()))
        if not rows or (part.repeatable and rows[-1]):
            rows.append(Row({}))
        kind = LIST_OF.get(part.kind)
        theirs = now.get(name, ()) if name in colliding else None
        made[name] = Sheet(
            part=part,
            label=part.labels[language()],
            list_of=kind.value if kind else "",
            lines=tuple(_line(part, n, row, known, wrong) for n, row in enumerate(rows)),
            mark=mark(now.get(name, ())),
            theirs=None if theirs is None else _lines(part, theirs, known),
        )
    return made


def wrongs(findings: Sequence[Finding]) -> dict[str, str]:
    """What is wrong with each row, by its key."""
    found: dict[str, str] = {}
    for each in findings:
        key = f"{each.part}.{each.row}"
        text = reason(each.code, each.params)
        found[key] = f"{found[key]} {text}" if key in found else text
    return found


def echo(part: Part, row: Row) -> str:
    """What was understood of a value, when that is not what was typed."""
    if part.kind == Kind.DATE:
        edtf = understand(next(iter(row.texts.values()), ""))
        said = say(edtf, language())
        return f"{said} · EDTF {edtf}" if said else ""
    return ""


def lacking(described: Rows) -> list[tuple[str, str, list[str]]]:
    """For each of our languages: its code, its name, the labels of what is not said in it."""
    found = missing({name: tuple(rows) for name, rows in described.items()})
    return [
        (code, LANGUAGES[code], [PARTS[name].labels[language()] for name in found[code]])
        for code in SITE
    ]


def choices() -> dict[str, object]:
    """The fixed lists that inputs of the form offer, in the reader's language."""
    here = language()
    spoken = {code: name for code, name in names(here).items() if len(code) == 2}
    spoken |= {code: name_of(code, here) for code in ("chg", "ota", "otk", "kaa", "mul", "zxx")}
    return {
        "roles": sorted(((c, n[here]) for c, n in ROLES.items()), key=lambda each: each[1]),
        "types": [(known.code, known.labels[here]) for known in TYPES.values()],
        "spoken": sorted(spoken.items(), key=lambda each: each[1]),
    }


def _lines(part: Part, rows: Sequence[Row], known: Mapping[str, Authority]) -> tuple[Line, ...]:
    return tuple(_line(part, number, row, known, {}) for number, row in enumerate(rows))


def _line(
    part: Part, number: int, row: Row, known: Mapping[str, Authority], wrong: Mapping[str, str]
) -> Line:
    key = f"{part.name}.{number}"
    code = name_of(row.code, language()) if part.kind == Kind.LANGUAGE and row.code else row.code
    if part.kind == Kind.LANGUAGE and not code:
        code = next(iter(row.texts.values()), "")
    return Line(
        key=key,
        cells=tuple(_cells(part, key, row)),
        code=code,
        role=row.role,
        authority=next((known[each] for each in row.authorities if each in known), None),
        wrong=wrong.get(key, ""),
        said="" if key in wrong else echo(part, row),
    )


def _cells(part: Part, key: str, row: Row) -> Iterator[Cell]:
    if part.codes and part.kind != Kind.TYPE:
        return
    wanted = SITE if part.localized else () if row.texts or part.codes else ("none",)
    for code in dict.fromkeys([*wanted, *row.texts]):
        tag = LANGUAGES.get(code) or (name_of(code, language()) if code != "none" else "")
        yield Cell(f"{key}.{code}", "" if code == "none" else code, tag, row.texts.get(code, ""))
