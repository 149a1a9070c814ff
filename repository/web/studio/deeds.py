"""What the words of the log are called in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from repository import letters
from repository.web.context import language
from repository.web.words import gettext as _


def deeds() -> dict[str, str]:
    """Every word that our own code writes; others are shown as they are."""
    return {
        "made": _("made"),
        "changed": _("changed"),
        "removed": _("removed"),
        "removed-part": _("removed a part"),
        "published": _("published"),
        "unpublished": _("hidden from readers"),
        "described": _("described"),
        "invited": _("invited"),
        "joined": _("joined"),
        "link-withdrawn": _("withdrew a link"),
        "reset-link-made": _("made a link for a password"),
        "password-reset": _("set a new password"),
        "password-changed": _("changed the password"),
        "disabled": _("disabled"),
        "enabled": _("let in again"),
        "role-changed": _("changed a role"),
        "signed-in": _("signed in"),
        "signed-out": _("signed out"),
        "signed-out-elsewhere": _("signed out elsewhere"),
        "language-chosen": _("chose a language"),
        "token-made": _("made a key"),
        "token-ended": _("ended a key"),
        "logo-changed": _("changed the logo"),
        "imported": _("brought in"),
        "begun": _("agreed to a batch"),
        "stopped": _("stopped a batch"),
        "applied": _("applied"),
        "undone": _("undone"),
        "merged": _("merged"),
        "answered": _("answered"),
        "closed": _("closed"),
        "accepted": _("accepted"),
        "working": _("in work"),
        "sent": _("sent"),
        "refused": _("refused"),
    }


def deed(action: str) -> str:
    """What an action is called."""
    return deeds().get(action, action)


def thing(kind: str) -> str:
    """What a kind of thing is called."""
    names = {
        "work": _("the work"),
        "page": _("page"),
        "collection": _("collection"),
        "institution": _("library"),
        "user": _("user"),
        "invitation": _("link"),
        "site": _("site"),
        "batch": _("batch"),
        "edit": _("bulk edit"),
        "feedback": _("letter of a reader"),
        "delivery": _("order of a copy"),
        "authority": _("entry of a list"),
    }
    return names.get(kind, kind)


def detail(name: str) -> str:
    """What a detail of a line is called."""
    names = {
        "address": _("Address"),
        "by": _("by the command"),
        "for": _("for"),
        "format": _("format"),
        "from": _("before"),
        "into": _("into"),
        "invited by": _("invited by"),
        "lines": _("lines"),
        "name": _("name"),
        "page": _("page"),
        "pages": _("Pages"),
        "parts": _("fields"),
        "record": _("record"),
        "role": _("Role"),
        "rows": _("Rows"),
        "to": _("after"),
        "works": _("Works"),
    }
    return names.get(name, name)


def told(details: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The details of a line in words; what only programs understand stands in the table alone."""
    for name, value in (details or {}).items():
        if name == "by" and not str(value).startswith("keruen "):
            continue
        if name == "role":
            value = letters.ROLES.get(value, {}).get(language(), value)
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text:
            yield detail(name), text


def queue_name(queue: str) -> str:
    """What a class of background work is called."""
    names = {
        "interactive": _("Brought in by hand"),
        "batch": _("Batches"),
        "text": _("Recognising text"),
    }
    return names.get(queue, queue)
