"""What the cover of a file says, in three languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repository.citations import citation_of, gost
from repository.clock import now
from repository.dates import shown as shown_date
from repository.downloads.part import Chosen
from repository.downloads.words import LANGUAGES, WORDS, gost_words, rights_name
from repository.models import Institution, Work
from repository.records import record_of

_ORDER = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: `sheets` has for each language its title and (label, value) lines."""

    title: str
    author: str
    address: str
    sheets: Mapping[str, "CoverSheet"]


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """One language of a cover."""

    title: str
    part: str
    lines: tuple[tuple[str, str], ...]
    note: str


def cover_of(work: Work, owner: Institution, chosen: Chosen, public_url: str) -> Cover:
    """The cover of these pages of a work, made today."""
    address = f"{public_url}/works/{work.id}"
    if len(chosen.pages) == 1 and chosen.section is None and chosen.total > 1:
        address += f"/pages/{chosen.pages[0][0]}"
    record = record_of(work, owner, public_url)
    authors = citation_of(record, "ru").authors
    return Cover(
        title=best(work.label, "kk"),
        author="; ".join(authors[:10]),
        address=address,
        sheets={
            language: _sheet(work, owner, chosen, language, address, public_url)
            for language in LANGUAGES
        },
    )


def best(label: Mapping[str, Sequence[str]] | None, language: str) -> str:
    """The label in the language, or in the nearest that there is."""
    known = label or {}
    for candidate in (*_ORDER[language], "none", *known):
        if values := [value for value in known.get(candidate, ()) if value.strip()]:
            return " ".join("; ".join(values).split())
    return ""


def _sheet(
    work: Work, owner: Institution, chosen: Chosen, language: str, address: str, public_url: str
) -> CoverSheet:
    words = WORDS[language]
    today = now().date().isoformat()
    cited = citation_of(record_of(work, owner, public_url), language)
    lines = [
        (words["library"], best(owner.label, language)),
        (words["rights"], _rights(work, language)),
        (words["cite"], gost(cited, gost_words(cited.kind, language))),
        (words["address"], address),
        (words["made"], shown_date(today, language)),
    ]
    statement = work.required_statement
    if statement:
        lines.insert(2, (best(statement["label"], language), best(statement["value"], language)))
    return CoverSheet(
        title=best(work.label, language),
        part=_part(chosen, language),
        lines=tuple((label, value) for label, value in lines if value),
        note=words["note"],
    )


def _rights(work: Work, language: str) -> str:
    if not work.rights:
        return WORDS[language]["no-rights"]
    name = rights_name(work.rights, language)
    return f"{name} ({work.rights})" if name else work.rights


def _part(chosen: Chosen, language: str) -> str:
    """Which of the work's pages are here; "" when it is all of them."""
    numbers = [number for number, _ in chosen.pages]
    if not numbers or (len(numbers) == chosen.total and chosen.section is None):
        return ""
    words = WORDS[language]
    first, last = numbers[0], numbers[-1]
    pages = words["page" if first == last else "pages"].format(
        first=first, last=last, total=chosen.total
    )
    return f"{best(chosen.section, language)} · {pages}" if chosen.section else pages
