"""Changing how a work is put in order: one change at a time, checked before it is made."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from repository import removed, versions
from repository.arranging import pictures
from repository.arranging.labels import labels
from repository.arranging.places import page_order, place
from repository.arranging.stale import check_revision
from repository.changes.sections import replace_contents
from repository.changes.works import page_ids
from repository.models import Page, SharedPage, Version, Work
from repository.models.base import LanguageMap
from repository.permissions import Right
from repository.revisions import touch
from repository.schemas.arrangement import (
    ArrangementIn,
    Behave,
    Change,
    Contents,
    Label,
    Move,
    Present,
    Remove,
    Restore,
    Split,
    Turn,
)
from repository.schemas.errors import Fault, FaultyError
from repository.versions.restoring import restore

_LAYOUTS = ("paged", "individuals", "continuous")


def arrange(
    session: Session, work: Work, user_id: str | None, sent: ArrangementIn
) -> Version | None:
    """Make a change and keep the version; None when it changes nothing.

    The work is locked by whoever asks. Raises `StaleError` when others have changed the
    arrangement since the sender saw it, `FaultyError` when it cannot be done.
    """
    check_revision(session, work, sent)
    change = sent.change
    if isinstance(change, Restore):
        return restore(session, work, user_id, change.version, change.what)
    _make(session, work, change)
    touch(session, work)
    return versions.record(session, work, user_id)


def right_for(change: Change) -> Right:
    """What one must be allowed to do to make a change."""
    return Right.CURATE if isinstance(change, Remove) else Right.ARRANGE


def layout_of(work: Work) -> str | None:
    """How viewers lay out the pages: paged, individuals or continuous; None when not said."""
    return next((each for each in work.behaviors if each in _LAYOUTS), None)


def _make(session: Session, work: Work, change: Change) -> None:
    if isinstance(change, Move):
        _move(session, work, change)
    elif isinstance(change, Remove):
        remove_pages(session, work, change.pages)
    elif isinstance(change, Contents):
        replace_contents(session, work, change.sections)
    elif isinstance(change, Present):
        _present(session, work, change)
    elif isinstance(change, Label | Turn | Split | Behave):
        _make_of_pages(session, work, change)


def _make_of_pages(session: Session, work: Work, change: Label | Turn | Split | Behave) -> None:
    pages = _own(session, work.id, change.pages)
    if isinstance(change, Label):
        label_pages(session, pages, labels(change.run, len(pages)))
    elif isinstance(change, Turn):
        pictures.turn(session, pages, change)
    elif isinstance(change, Split):
        _split(session, work, pages, change)
    else:
        for page in pages:
            others = [each for each in page.behaviors if each != change.behavior]
            page.behaviors = [*others, change.behavior] if change.on else others


def _move(session: Session, work: Work, change: Move) -> None:
    order = page_order(session, work.id)
    moving = _known(change.pages, order)
    if change.before is not None and change.before not in set(order):
        raise FaultyError([Fault("before", f"the work has no page {change.before!r}")])
    staying = [key for key in order if key not in moving]
    at = len(staying)
    if change.before is not None:
        # Before one of the moved pages is before the next one that stays.
        at = sum(key not in moving for key in order[: order.index(change.before)])
    place(session, work.id, [*staying[:at], *change.pages, *staying[at:]])
    work.arranged = True


def _split(session: Session, work: Work, pages: Sequence[Page], change: Split) -> None:
    order = page_order(session, work.id)
    twins = pictures.split(session, work, pages, change)
    place(session, work.id, [key for each in order for key in (each, twins.get(each)) if key])
    work.arranged = True


def remove_pages(session: Session, work: Work, ids: Sequence[str]) -> None:
    """Take pages out of a work; those of other works are shared no longer. Raises `FaultyError`."""
    order = page_order(session, work.id)
    gone = _known(ids, order)
    own = session.scalars(select(Page.id).where(Page.work_id == work.id, Page.id.in_(gone)))
    removed.take_out(session, work.id, list(own))
    session.execute(
        delete(SharedPage).where(SharedPage.work_id == work.id, SharedPage.page_id.in_(gone)),
        execution_options={"synchronize_session": "fetch"},
    )
    for name in ("start_page_id", "placeholder_page_id", "thumbnail_page_id"):
        if getattr(work, name) in gone:
            setattr(work, name, None)
    place(session, work.id, [key for key in order if key not in gone])


def label_pages(
    session: Session, pages: Sequence[Page], wanted: Sequence[LanguageMap | None]
) -> None:
    """Give pages these labels, by one statement."""
    rows = [{"id": page.id, "label": label} for page, label in zip(pages, wanted, strict=True)]
    session.execute(update(Page), rows)
    session.flush()


def _present(session: Session, work: Work, change: Present) -> None:
    given = change.model_fields_set
    known = page_ids(session, work.id)
    for name in ("start_page", "thumbnail_page"):
        page = getattr(change, name)
        if page is not None and page not in known:
            raise FaultyError([Fault(name, f"the work has no page {page!r}")])
        if name in given:
            setattr(work, f"{name}_id", page)
    if "viewing_direction" in given:
        work.viewing_direction = change.viewing_direction
    if "layout" in given:
        others = [each for each in work.behaviors if each not in _LAYOUTS]
        work.behaviors = [*others, change.layout] if change.layout else others


def _known(wanted: Sequence[str], order: Sequence[str]) -> set[str]:
    """The pages that a change names, each once and all of the work. Raises `FaultyError`."""
    there, seen = set(order), set(wanted)
    faults = [Fault("pages", f"the work has no page {key!r}") for key in wanted if key not in there]
    if len(seen) != len(wanted):
        faults.append(Fault("pages", "a page is named twice"))
    if faults:
        raise FaultyError(faults[:100])
    return seen


def _own(session: Session, work_id: str, wanted: Sequence[str]) -> list[Page]:
    """The pages, all the work's own, in the order they are named. Raises `FaultyError`."""
    query = select(Page).where(Page.work_id == work_id, Page.id.in_(wanted))
    found = {page.id: page for page in session.scalars(query)}
    _known(wanted, list(found))
    return [found[key] for key in wanted]
