"""Bringing one work into the index: what changed of it, in transactions of few pages each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from repository.database import Database, insert_missing
from repository.models import (
    Medium,
    Page,
    PageText,
    SearchPage,
    SearchWork,
    Section,
    SharedPage,
    Work,
    WorkState,
)
from repository.search.counted import put_starts, put_values
from repository.search.document import Document, document_of, has_text
from repository.search.full_text import PageWords, full_text_of
from repository.search.sort_keys import sort_key
from repository.search.words import EDITION, words_of

PAGES_AT_ONCE = 100
_MOST_SECTIONS = 2000


@dataclass(frozen=True, slots=True)
class _Known:
    """A work as it was read; of its pages with text, which come in order, number and state."""

    work: Work
    document: Document
    pages: dict[str, tuple[int, str]]


def index_work(database: Database, work_id: str) -> int:
    """Bring the index up to the work's present state; returns how many pages were analysed.

    A work that is not published is taken out. Searching goes on meanwhile.
    """
    known = _read(database, work_id)
    if known is None:
        with database.write() as session:
            forget(session, [work_id])
        return 0
    number, old, new = _difference(database, known)
    for start in range(0, len(new), PAGES_AT_ONCE):
        _put(database, known, number, new[start : start + PAGES_AT_ONCE], old)
    gone = [old[page_id] for page_id in old.keys() - known.pages.keys()]
    for start in range(0, len(gone), PAGES_AT_ONCE):
        with database.write() as session:
            _forget_pages(session, gone[start : start + PAGES_AT_ONCE])
    with database.write() as session:
        _describe(session, number, known)
    return len(new)


def forget(session: Session, work_ids: Sequence[str]) -> None:
    """Take works out of the index, in the caller's transaction."""
    chosen = SearchWork.work_id.in_(work_ids)
    numbers = session.scalars(select(SearchWork.number).where(chosen)).all()
    if not numbers:
        return
    full_text = full_text_of(session)
    pages = select(SearchPage.number).where(SearchPage.work.in_(numbers))
    full_text.remove_pages(session, session.scalars(pages).all())
    full_text.remove_works(session, numbers)
    session.execute(delete(SearchWork).where(chosen))


def _read(database: Database, work_id: str) -> _Known | None:
    with database.read() as session:
        work = session.get(Work, work_id)
        if work is None or work.state != WorkState.PUBLISHED:
            return None
        labels = select(Section.label).where(Section.work_id == work_id).order_by(Section.position)
        contents = session.scalars(labels.limit(_MOST_SECTIONS)).all()
        return _Known(work, document_of(work, contents), _pages(session, work_id))


def _pages(session: Session, work_id: str) -> dict[str, tuple[int, str]]:
    """The pages with text: the number under which readers open each, and the text's state."""
    shown = or_(Page.derivative_id.is_not(None), Medium.id.is_not(None))
    query = (
        select(Page.id, PageText.revision, PageText.modified)
        .outerjoin(PageText, PageText.page_id == Page.id)
        .outerjoin(Medium, Medium.page_id == Page.id)
        .where(shown)
    )
    own = query.add_columns(Page.position).where(Page.work_id == work_id)
    shared = (
        query.add_columns(SharedPage.position)
        .join(SharedPage, SharedPage.page_id == Page.id)
        .where(SharedPage.work_id == work_id)
    )
    rows = [*session.execute(own), *session.execute(shared)]
    rows.sort(key=lambda row: (row.position, row.id))
    return {
        row.id: (number, f"{EDITION}:{row.revision}:{row.modified.isoformat()}")
        for number, row in enumerate(rows, start=1)
        if row.revision is not None
    }


def _difference(database: Database, known: _Known) -> tuple[int, dict[str, int], list[str]]:
    """The work's number, the pages that are out of date by id, and the ids of those to analyse."""
    with database.write() as session:
        insert_missing(session, SearchWork, work_id=known.work.id, **_NOTHING)
        find = select(SearchWork.number).where(SearchWork.work_id == known.work.id)
        number = session.scalars(find).one()
        old, kept = {}, set()
        for page in session.scalars(select(SearchPage).where(SearchPage.work == number)):
            position, state = known.pages.get(page.page_id, (0, ""))
            if page.state != state:
                old[page.page_id] = page.number
                continue
            kept.add(page.page_id)
            page.position = position
    return number, old, [page_id for page_id in known.pages if page_id not in kept]


_NOTHING = {
    "revision": 0,
    "edition": 0,
    "title_kk": b"",
    "title_ru": b"",
    "title_en": b"",
    "texts": 0,
}


def _forget_pages(session: Session, numbers: Sequence[int]) -> None:
    full_text_of(session).remove_pages(session, numbers)
    session.execute(delete(SearchPage).where(SearchPage.number.in_(numbers)))


def _put(
    database: Database,
    known: _Known,
    number: int,
    page_ids: Sequence[str],
    old: Mapping[str, int],
) -> None:
    """Analyse pages, and put them in the place of what was known of them."""
    with database.read() as session:
        query = select(PageText.page_id, PageText.text, PageText.languages)
        texts = session.execute(query.where(PageText.page_id.in_(page_ids))).all()
    languages = known.document.languages
    analysed = {row.page_id: words_of(row.text, row.languages or languages) for row in texts}
    rows = [
        {"work": number, "page_id": page_id, "position": position, "state": state}
        for page_id in page_ids
        for position, state in [known.pages[page_id]]
        if page_id in analysed
    ]
    with database.write() as session:
        _forget_pages(session, [old[page_id] for page_id in page_ids if page_id in old])
        if not rows:
            return
        made = insert(SearchPage).returning(SearchPage.number, SearchPage.page_id)
        added = session.execute(made, rows).all()
        pages = [PageWords(row.number, number, analysed[row.page_id]) for row in added]
        full_text_of(session).add_pages(session, pages)


def _describe(session: Session, number: int, known: _Known) -> None:
    """Put the description in, after which the work can be found."""
    work, document = known.work, known.document
    # Gone since it was read: deleted works take their rows along.
    if session.get(SearchWork, number, with_for_update=True) is None:
        return
    full_text_of(session).put_work(session, number, document.zones)
    put_values(session, number, (*document.values, has_text(bool(known.pages))))
    put_starts(session, number, work.label, document.values)
    years = document.years
    session.execute(
        update(SearchWork)
        .where(SearchWork.number == number)
        .values(
            revision=work.revision,
            edition=EDITION,
            title_kk=sort_key(_title(work, "kk"), "kk"),
            title_ru=sort_key(_title(work, "ru"), "ru"),
            title_en=sort_key(_title(work, "en"), "en"),
            first_year=years.first if years else None,
            last_year=years.last if years else None,
            texts=len(known.pages),
        )
    )


def _title(work: Work, language: str) -> str:
    """The title as readers of a language see it: in their own, else in another."""
    texts = (work.label.get(code) for code in (language, "kk", "ru", "en", "none"))
    found = next((given for given in texts if given), None) or next(iter(work.label.values()), [])
    return found[0] if found else ""
