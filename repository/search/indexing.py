"""Bringing one work into the index: what changed of it, in transactions of few pages each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what is to be written of one work: `words` of its pages, ready for the index.

    `old` are numbers of pages whose words are to go. After the `last` part the work can be found.
    """

    work_id: str
    known: _Known | None
    words: Mapping[str, Any] = field(default_factory=dict)
    old: Sequence[int] = ()
    last: bool = True


def parts(database: Database, work_ids: Iterable[str]) -> Iterator[Part]:
    """What has to be written to bring the index up to the works' present states.

    Of pages only those are analysed whose text changed.
    """
    for work_id in work_ids:
        known = _read(database, work_id)
        if known is None:
            yield Part(work_id, None)
            continue
        old, new = _difference(database, known)
        gone = [old[page_id] for page_id in old.keys() - known.pages.keys()]
        count = max(1, *(-(-len(each) // PAGES_AT_ONCE) for each in (new, gone)))
        for at in range(count):
            some = slice(at * PAGES_AT_ONCE, (at + 1) * PAGES_AT_ONCE)
            changed = [old[page_id] for page_id in new[some] if page_id in old]
            words = _ready(database, new[some], known.document.languages)
            yield Part(work_id, known, words, [*changed, *gone[some]], last=at == count - 1)


def put_pages(database: Database, part: Part) -> None:
    """Write the words of a part's pages in one transaction; searching goes on meanwhile.

    Parts may be written side by side.
    """
    if part.known is None:
        return
    with database.write() as session:
        number = _number(session, part.work_id)
        _forget_pages(session, part.old)
        _add(session, number, part.known, part.words)


def put_work(database: Database, part: Part) -> None:
    """Have a work found, all of whose parts are written; one that is not published is taken out.

    Of one work after another: what they are counted by is theirs in common.
    """
    with database.write() as session:
        if part.known is None:
            forget(session, [part.work_id])
            return
        number = _number(session, part.work_id)
        _move(session, number, part.known)
        _describe(session, number, part.known)


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


def _difference(database: Database, known: _Known) -> tuple[dict[str, int], list[str]]:
    """The pages that are out of date with their numbers, and the ids of those to analyse."""
    query = select(SearchPage.page_id, SearchPage.number, SearchPage.state).join(
        SearchWork, SearchWork.number == SearchPage.work
    )
    with database.read() as session:
        rows = session.execute(query.where(SearchWork.work_id == known.work.id)).all()
    kept = {row.page_id for row in rows if known.pages.get(row.page_id, (0, ""))[1] == row.state}
    old = {row.page_id: row.number for row in rows if row.page_id not in kept}
    return old, [page_id for page_id in known.pages if page_id not in kept]


def _ready(database: Database, page_ids: Sequence[str], languages: Sequence[str]) -> dict[str, Any]:
    with database.read() as session:
        query = select(PageText.page_id, PageText.text, PageText.languages)
        texts = session.execute(query.where(PageText.page_id.in_(page_ids))).all()
        ready = full_text_of(session).ready
    return {row.page_id: ready(words_of(row.text, row.languages or languages)) for row in texts}


def _number(session: Session, work_id: str) -> int:
    insert_missing(session, SearchWork, {"work_id": work_id, **_NOTHING})
    find = select(SearchWork.number).where(SearchWork.work_id == work_id)
    return session.scalars(find.with_for_update()).one()


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


def _add(session: Session, number: int, known: _Known, words: Mapping[str, Any]) -> None:
    rows = [
        {"work": number, "page_id": page_id, "position": position, "state": state}
        for page_id in words
        for position, state in [known.pages[page_id]]
    ]
    if rows:
        made = insert(SearchPage).returning(SearchPage.number, SearchPage.page_id)
        added = session.execute(made, rows).all()
        pages = [PageWords(row.number, number, words[row.page_id]) for row in added]
        full_text_of(session).add_pages(session, pages)


def _move(session: Session, number: int, known: _Known) -> None:
    """Let readers open the pages under the numbers that they have now."""
    query = select(SearchPage.page_id, SearchPage.number, SearchPage.position)
    moved = [
        {"number": row.number, "position": known.pages[row.page_id][0]}
        for row in session.execute(query.where(SearchPage.work == number))
        if row.page_id in known.pages and known.pages[row.page_id][0] != row.position
    ]
    if moved:
        session.execute(update(SearchPage), moved)


def _describe(session: Session, number: int, known: _Known) -> None:
    """Put the description in, after which the work can be found."""
    work, document = known.work, known.document
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
