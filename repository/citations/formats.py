"""The files that citation managers read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from repository.citations.citation import Citation, Kind, name_parts


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A way to write a citation; `media_type` is what its address answers with."""

    label: str
    media_type: str
    write: Callable[[Citation], str]


_RIS_TYPE = {
    Kind.TEXT: "BOOK",
    Kind.IMAGE: "ART",
    Kind.SOUND: "SOUND",
    Kind.VIDEO: "VIDEO",
    Kind.OTHER: "GEN",
}
_CSL_TYPE = {
    Kind.TEXT: "book",
    Kind.IMAGE: "graphic",
    Kind.SOUND: "song",
    Kind.VIDEO: "motion_picture",
    Kind.OTHER: "document",
}
_BIBTEX = str.maketrans(
    {
        # BibTeX counts braces behind a backslash, too: by name they are always in pairs.
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def ris(citation: Citation) -> str:
    """RIS, one field a line, lines ended as its description asks (CR LF)."""
    fields = [
        ("TY", _RIS_TYPE[citation.kind]),
        *(("AU", author) for author in citation.authors),
        ("TI", citation.title),
        ("PY", citation.year),
        ("CY", citation.place),
        ("PB", citation.publisher),
        ("SP", citation.page),
        *(("LA", language) for language in citation.languages),
        *(("KW", subject) for subject in citation.subjects),
        ("DB", citation.holder),
        ("UR", citation.address),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(citation: Citation) -> str:
    """BibTeX in UTF-8, for biblatex and today's bibtex alike."""
    authors = " and ".join(_name(author) for author in citation.authors)
    fields = {
        "author": authors,
        "title": f"{{{citation.title.translate(_BIBTEX)}}}",
        "address": citation.place.translate(_BIBTEX),
        "publisher": citation.publisher.translate(_BIBTEX),
        "year": citation.year,
        "pages": citation.page,
        "url": citation.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "book" if citation.kind == Kind.TEXT else "misc"
    return "\n".join([f"@{kind}{{{citation.id},", *lines, "}", ""])


def csl(citation: Citation) -> str:
    """CSL-JSON 1.0, an array of one item."""
    item: dict[str, Any] = {
        "id": citation.id,
        "type": _CSL_TYPE[citation.kind],
        "title": citation.title,
        "URL": citation.address,
    }
    if citation.authors:
        item["author"] = [_csl_name(author) for author in citation.authors]
    if citation.place:
        item["publisher-place"] = citation.place
    if citation.publisher:
        item["publisher"] = citation.publisher
    if citation.year:
        item["issued"] = {"date-parts": [[int(citation.year)]]}
    if citation.page:
        item["page"] = citation.page
    if citation.holder:
        item["archive"] = citation.holder
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _name(author: str) -> str:
    escaped = author.translate(_BIBTEX)
    # " and " parts names, in capitals too; a library's own name is one.
    return f"{{{escaped}}}" if " and " in escaped.casefold() else escaped


def _csl_name(author: str) -> dict[str, str]:
    family, given = name_parts(author)
    return {"family": family, "given": given} if given else {"literal": author}


FORMATS = {
    "ris": CitationFormat("RIS", "application/x-research-info-systems", ris),
    "bib": CitationFormat("BibTeX", "application/x-bibtex", bibtex),
    "json": CitationFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
}
