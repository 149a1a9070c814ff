"""What the site is called, for every page that is drawn."""

from typing import cast

from flask import g
from sqlalchemy import select

from repository.models import SiteText
from repository.permissions import Right, may
from repository.web import labels
from repository.web.context import current_user, language, repository


def site_text() -> SiteText:
    """The one row, read once for each request."""
    if "site_text" not in g:
        with repository().database.read() as session:
            g.site_text = session.scalar(select(SiteText)) or SiteText(id=1, demonstration=False)
    return cast(SiteText, g.site_text)


def may_write() -> bool:
    """Whether the visitor may change what belongs to the whole consortium."""
    return may(current_user(), Right.FOUND)


def site_name() -> str:
    """What the site is called in the reader's language."""
    return labels.plain(site_text().title, language()) or "Keruen"
