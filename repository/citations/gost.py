"""GOST R 7.0.100-2018: the short bibliographic record of a work on a site."""

from dataclasses import dataclass

from repository.citations.citation import Citation, name_parts

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class GostWords:
    """What the record says in the reader's language.

    `page` is a page's number behind its letter, "" for the whole work. `accessed` has the day in
    it, `medium` is the content and its means of access, `others` stands for the authors after the
    third.
    """

    accessed: str
    medium: str
    others: str
    page: str = ""


def gost(citation: Citation, words: GostWords) -> str:
    """One paragraph: heading, title, responsibility, imprint, address, medium (section 5)."""
    areas = [_title(citation, words.others)]
    published = " : ".join(part for part in (citation.place, citation.publisher) if part)
    if imprint := ", ".join(part for part in (published, citation.years) if part):
        areas.append(imprint)
    if words.page:
        areas.append(words.page)
    areas += [f"URL: {citation.address} ({words.accessed})", words.medium]
    return " – ".join(area if area.endswith(".") else f"{area}." for area in areas)


def _title(citation: Citation, others: str) -> str:
    authors = citation.authors
    title = citation.title
    if not title.endswith(("..", "…")):
        title = title.removesuffix(".")
    if not authors:
        return title
    # With four authors and more the title comes first (section 5.1.2).
    heading = f"{authors[0].rstrip('.')}. " if len(authors) <= _MOST_NAMED else ""
    named = ", ".join(_natural(author) for author in authors[:_MOST_NAMED])
    if len(authors) > _MOST_NAMED:
        named += f" [{others}]"
    return f"{heading}{title} / {named}"


def _natural(author: str) -> str:
    """Turn `Family, Given` into `Given Family`; anything else stays as it is."""
    family, given = name_parts(author)
    return f"{given} {family}" if given else author
