"""The mails that readers and libraries get, each in the language of whom it is for."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from repository.correspondence.mail_address import is_mail_address
from repository.correspondence.outbox import write_mail
from repository.correspondence.post import Post
from repository.models import Delivery, DeliveryState, Feedback, Institution, SiteText, Work
from repository.web import labels
from repository.web.context import repository
from repository.web.languages import page_url
from repository.web.messages import translations

_LIBRARY = "ru"
"""Libraries of both countries read it."""

Say = Callable[[str], str]


def mail_goes_out() -> bool:
    """Whether a mail server is set."""
    return Post(repository().settings).is_open


def delivery_states(language: str) -> dict[str, str]:
    """What each state of a request is called."""
    _ = _saying(language)
    return {
        DeliveryState.NEW: _("received"),
        DeliveryState.ACCEPTED: _("accepted"),
        DeliveryState.WORKING: _("in work"),
        DeliveryState.SENT: _("sent"),
        DeliveryState.REFUSED: _("refused"),
    }


def tell_reader(session: Session, asked: Delivery, work: Work, note: str = "") -> None:
    """Write to the reader what has become of a request, if there is an address to write to."""
    if not asked.email or not mail_goes_out():
        return
    _ = _saying(asked.language)
    title = labels.plain(work.label, asked.language)
    state = delivery_states(asked.language)[asked.state]
    lines = [
        _("Your request for a copy of “%(title)s”: %(state)s.") % {"title": title, "state": state},
        note,
        _("You can follow it here:"),
        _address("letters.delivery", asked.language, secret=asked.secret),
        _signature(session, asked.institution_id, asked.language),
    ]
    subject = _("Your request: %(state)s") % {"state": state}
    write_mail(session, asked.email, _named(session, subject, asked.language), _text(lines))


def answer_reader(session: Session, message: Feedback, work: Work) -> None:
    """Send the library's answer to the reader who wrote, if there is an address to write to."""
    if not message.email or not mail_goes_out():
        return
    _ = _saying(message.language)
    title = labels.plain(work.label, message.language)
    lines = [
        message.answer,
        _("This answers your message about “%(title)s”:") % {"title": title},
        "\n".join(f"> {line}" for line in message.words.splitlines()),
        _address("works.work", message.language, work_id=work.id),
        _signature(session, message.institution_id, message.language),
    ]
    subject = _named(session, _("An answer to your message"), message.language)
    write_mail(session, message.email, subject, _text(lines))


def tell_library(session: Session, work: Work, kind: str, subject_id: str) -> None:
    """Write to the library that something waits in its inbox, if it has an address for that."""
    owner = session.get_one(Institution, work.institution_id)
    contact = owner.contact or ""
    if not is_mail_address(contact) or not mail_goes_out():
        return
    _ = _saying(_LIBRARY)
    title = labels.plain(work.label, _LIBRARY)
    said = {
        "feedback": _("A reader has written about “%(title)s”."),
        "delivery": _("A reader asks for a copy of “%(title)s”."),
    }
    line = said[kind] % {"title": title}
    address = _address(f"inbox.{kind}", _LIBRARY, item_id=subject_id)
    write_mail(session, contact, _named(session, line, _LIBRARY), _text([line, address]))


def _saying(language: str) -> Say:
    found = translations(language)
    return lambda message: str(found.ugettext(message))


def _address(endpoint: str, language: str, **values: str) -> str:
    path = page_url(endpoint, language=language, **values)
    return repository().settings.public_url + path


def _named(session: Session, subject: str, language: str) -> str:
    site = session.get(SiteText, 1)
    name = labels.plain(site.title if site else None, language) or "Keruen"
    return f"{name}: {subject}"


def _signature(session: Session, institution_id: str, language: str) -> str:
    owner = session.get_one(Institution, institution_id)
    return f"-- \n{labels.plain(owner.label, language)}"


def _text(lines: list[str]) -> str:
    return "\n\n".join(line for line in lines if line) + "\n"
