"""The main sections of the readers' site, as the header and the footer show them."""

from dataclasses import dataclass

from flask import request

from repository.web.languages import page_url
from repository.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    """One entry: its name, its address, whether the page shown is in it."""

    name: str
    address: str
    is_open: bool


def sections() -> list[Section]:
    """Every section in the reader's language."""
    return [
        _section(_("Collections"), "collections"),
        _section(_("Libraries"), "institutions"),
        _section(_("About the project"), "about"),
        _section(_("News"), "news"),
    ]


def _section(name: str, blueprint: str) -> Section:
    shown = (request.blueprint or "").removesuffix("-localized")
    return Section(name, page_url(f"{blueprint}.index"), shown == blueprint)
