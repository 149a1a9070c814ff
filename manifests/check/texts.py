"""Language maps, the HTML in them, and the URIs of rights."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from manifests.check.problem import Place, Problem

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_RIGHTS = re.compile(
    r"http://(creativecommons\.org/(licenses|publicdomain)/[a-z0-9.+/-]+/"
    r"|rightsstatements\.org/vocab/[A-Za-z-]+/1\.0/)",
    re.ASCII,
)
_ELEMENTS = frozenset({"a", "b", "br", "i", "img", "p", "small", "span", "sub", "sup"})
"""What section 4.5 lets viewers show; they leave out everything else."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def language_map(value: Any, place: Place, *, html: bool) -> Iterator[Problem]:
    """A text in one or more languages, with simple HTML only where it is allowed."""
    if not isinstance(value, dict) or not value:
        yield place.problem("language-map")
        return
    for language, texts in value.items():
        if language != "none" and not _LANGUAGE.fullmatch(language):
            yield place.problem("language", language=language)
        if not isinstance(texts, list) or not texts:
            yield place.at(language).problem("language-map")
            continue
        for number, text in enumerate(texts):
            yield from _text(text, place.at(language, number), html=html)


def pair(value: Any, place: Place) -> Iterator[Problem]:
    """A label with its value: an entry of `metadata`, or the required statement."""
    if not isinstance(value, dict) or not {"label", "value"} <= value.keys():
        yield place.problem("label-and-value")
        return
    yield from language_map(value["label"], place.at("label"), html=False)
    yield from language_map(value["value"], place.at("value"), html=True)


def rights(value: Any, place: Place) -> Iterator[Problem]:
    """One URI of a known vocabulary."""
    if not isinstance(value, str) or not _RIGHTS.fullmatch(value):
        yield place.problem("rights", value=value)


def nav_date(value: Any, place: Place) -> Iterator[Problem]:
    """A moment with a time zone."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value) or not _is_moment(value):
        yield place.problem("nav-date", value=value)


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(text: Any, place: Place, *, html: bool) -> Iterator[Problem]:
    if not isinstance(text, str):
        yield place.problem("language-map")
        return
    bare = text.strip()
    if not (bare.startswith("<") and bare.endswith(">")):
        return
    if not html:
        if _is_markup(bare):
            yield place.problem("html-in-label", text=text)
    else:
        yield from _html(text, bare, place)


def _is_markup(text: str) -> bool:
    """Whether a text is HTML, and not a word in angle brackets such as `<Untitled>`."""
    return bool(re.search(r"</\w+\s*>$|/>$", text))


def _html(text: str, bare: str, place: Place) -> Iterator[Problem]:
    if text != bare:
        yield place.problem("html-spaces")
    # Declarations are refused unread: an entity can unfold into more than memory holds.
    if "<!" in bare or "<?" in bare:
        yield place.problem("html-forbidden", element="<!")
        return
    try:
        root = ElementTree.fromstring(bare)
    except ElementTree.ParseError:
        yield place.problem("html-broken", text=text)
        return
    for node in root.iter():
        name = str(node.tag)
        if name not in _ELEMENTS:
            yield place.problem("html-forbidden", element=name)
        elif handlers := [key for key in node.attrib if key.startswith("on")]:
            yield place.problem("html-forbidden", element=handlers[0])
        elif not _is_harmless(node.get("href", "")):
            yield place.problem("html-forbidden", element=node.get("href", ""))


def _is_harmless(href: str) -> bool:
    return not href or href.startswith(("http://", "https://", "mailto:"))
