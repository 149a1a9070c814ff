"""What belongs to the request being answered: the repository, the reader's language, who asks."""

from typing import cast

from flask import current_app, g, request

from repository.models import BrowserSession, User
from repository.permissions import Right, may
from repository.repository import Repository
from repository.web.languages import choose_language
from repository.web.sessions import Sessions


def repository() -> Repository:
    """The repository this application was made for."""
    return cast(Repository, current_app.extensions["repository"])


def sessions() -> Sessions:
    """The keeper of signed-in sessions."""
    return cast(Sessions, current_app.extensions["sessions"])


def language() -> str:
    """The language this request is answered in: kk, ru or en."""
    if "language" not in g:
        g.language = choose_language(request)
    return cast(str, g.language)


def current_user() -> User | None:
    """Who is signed in, None for a reader."""
    if "user" not in g:
        found = sessions().current(request.headers.get("Cookie", ""))
        g.browser, g.user = found or (None, None)
    return cast(User | None, g.user)


def current_session() -> BrowserSession | None:
    """The session of this browser, None for a reader."""
    current_user()
    return cast(BrowserSession | None, g.browser)


def may_edit(institution_id: str | None, right: Right = Right.CURATE) -> bool:
    """Whether the visitor has this right over what the institution owns."""
    return may(current_user(), right, institution_id)
