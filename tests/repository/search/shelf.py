"""A small library whose works are searched."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.fields import entry_of
from repository.models import Page, PageText, TextSource, Work
from repository.models.base import LanguageMap
from repository.repository import Repository
from repository.revisions import touch
from repository.search.following import follow
from repository.search.results import Asked, Results, search
from tests.repository.library import make_work


def put_work(
    repository: Repository,
    label: LanguageMap,
    texts: Sequence[str] = (),
    languages: Sequence[str] = ("kk",),
    **fields: str,
) -> str:
    """A published work whose pages have these texts."""
    work_id = make_work(repository, max(1, len(texts)))
    with repository.database.write() as session:
        work = session.get_one(Work, work_id)
        work.label = label
        work.metadata_ = [entry_of(name, {"none": [text]}) for name, text in fields.items()]
        pages = session.scalars(
            select(Page).where(Page.work_id == work_id).order_by(Page.position)
        ).all()
        for page, text in zip(pages, texts, strict=False):
            put_text(session, page.id, text, languages)
        touch(session, work)
    return work_id


def put_text(session: Session, page_id: str, text: str, languages: Sequence[str]) -> None:
    """Give a page a text, as a recogniser does."""
    session.merge(
        PageText(
            page_id=page_id,
            text=text,
            key="texts/none",
            source=TextSource.TYPED,
            languages=list(languages),
            width=1000,
            height=1500,
            lines=b"",
        )
    )


def index(repository: Repository) -> int:
    """Let the index follow the catalogue."""
    return follow(repository.database, 60)


def ask(repository: Repository, text: str = "", **asked: object) -> Results:
    with repository.database.read() as session:
        return search(session, Asked(text, **asked))  # type: ignore[arg-type]


def found(repository: Repository, text: str = "", **asked: object) -> list[str]:
    """The ids of the works found, in order."""
    return [work.work_id for work in ask(repository, text, **asked).works]
