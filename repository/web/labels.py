"""Language maps as a reader sees them: the best language there is, marked when it is another."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from markupsafe import Markup, escape

from repository.descriptions.shown import Shown

# Who reads Kazakh here reads Russian, too; the other way round it is less sure.
_ORDER = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}

LanguageMap = Mapping[str, Sequence[str]]


def best(label: LanguageMap | None, language: str) -> tuple[str, str]:
    """(language, text) of the value to show; language is "" when it is not known."""
    if not label:
        return "", ""
    for candidate in (*_ORDER[language], "none", *label):
        values = [value for value in label.get(candidate, ()) if value.strip()]
        if values:
            return "" if candidate == "none" else candidate, "; ".join(values)
    return "", ""


def plain(label: LanguageMap | None, language: str) -> str:
    """The text alone, for titles and attributes."""
    return best(label, language)[1]


def marked(label: LanguageMap | None, language: str) -> Markup:
    """The text, wrapped in its `lang` when it is not the page's (WCAG 2.2, 3.1.2)."""
    found, text = best(label, language)
    if found in ("", language):
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(found, text)


def rows(metadata: Sequence[Any], language: str) -> list[tuple[Markup, Markup]]:
    """Descriptive metadata as (label, value) for a definition list."""
    return [
        (marked(entry["label"], language), marked(entry["value"], language)) for entry in metadata
    ]


def lines(described: Sequence[Shown], language: str) -> list[tuple[Markup, Markup]]:
    """The lines of a description as (label, value), with links where names lead somewhere."""
    return [(marked(line.label, language), _linked(line, language)) for line in described]


def _linked(line: Shown, language: str) -> Markup:
    found, text = best(line.value, language)
    if not any(line.pages) or not text:
        return marked(line.value, language)
    values = [value for value in line.value[found or "none"] if value.strip()]
    pairs = zip_longest(values, line.pages[: len(values)], fillvalue="")
    joined = Markup("; ").join(
        Markup('<a href="{}" rel="noopener">{}</a>').format(page, value) if page else escape(value)
        for value, page in pairs
    )
    if found in ("", language):
        return joined
    return Markup('<span lang="{}">{}</span>').format(found, joined)


def web_address(value: str | None) -> str:
    """An address that is safe to link to; "" for what is not on the web, such as a script."""
    return value if value and value.startswith(("https://", "http://")) else ""
