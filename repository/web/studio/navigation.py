"""The studio's navigation: one list, to which each family of pages adds a line."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from repository.permissions import Right, may_somewhere
from repository.web.context import current_user
from repository.web.languages import page_url
from repository.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, what it says, whom it is shown to.

    It is marked as current on every page of its own blueprint and of those in `also`.
    """

    endpoint: str
    label: Callable[[], str]
    right: Right = Right.SEE
    also: tuple[str, ...] = ()


ENTRIES = (
    Entry("dashboard.overview_page", lambda: _("Overview")),
    Entry(
        "studio.works",
        lambda: _("Works"),
        also=("editing", "contents", "description", "history", "record", "texts_of_pages"),
    ),
    Entry("files.new", lambda: _("New work"), Right.CURATE),
    Entry("batches.listing", lambda: _("Batches"), Right.CURATE),
    Entry("shelves.show", lambda: _("Collections"), Right.COLLECT),
    Entry("edits.form", lambda: _("Bulk edit"), Right.DESCRIBE),
    Entry("authorities.listing", lambda: _("Names and subjects")),
    Entry("people.people", lambda: _("People"), Right.INVITE),
    Entry("inbox.messages", lambda: _("Letters of readers"), Right.CURATE, also=("inbox",)),
    Entry("libraries.show", lambda: _("Libraries"), Right.MANAGE),
    Entry("log.show", lambda: _("Log"), Right.AUDIT),
    Entry(
        "site_articles.index",
        lambda: _("Pages of the site"),
        Right.FOUND,
        also=("site_articles", "site_settings"),
    ),
    # The last one, where people look for themselves.
    Entry("profile.show", lambda: _("My account")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is drawn."""

    address: str
    label: str
    current: bool


def navigation() -> list[Link]:
    """The entries that are open to who is signed in."""
    user = current_user()
    return [
        Link(page_url(entry.endpoint), entry.label(), _is_current(entry))
        for entry in ENTRIES
        if may_somewhere(user, entry.right)
    ]


def _is_current(entry: Entry) -> bool:
    blueprint, _dot, view = (request.endpoint or "").partition(".")
    name = blueprint.removesuffix("-localized")
    if f"{name}.{view}" in {each.endpoint for each in ENTRIES}:
        return f"{name}.{view}" == entry.endpoint
    return name in (entry.endpoint.partition(".")[0], *entry.also)
