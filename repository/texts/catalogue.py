"""What readers ask of the texts of pages: lines, words, and where words stand."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from manifests.description import (
    FoundDescription,
    Granularity,
    PageTextDescription,
    TermDescription,
    WrittenDescription,
)
from manifests.errors import DocumentNotFoundError
from repository.database import Database
from repository.models import Page, PageText, SharedPage
from repository.search.analysis import fold, query_terms, tokens
from repository.texts.finding import find, pages_with_text
from repository.texts.keeping import transcript_of
from repository.texts.languages import tag
from repository.texts.terms import EDITION, parse
from repository.texts.transcript import Transcript

_MOST_PAGES = 100  # so many pages with words that begin as asked are looked at
_MOST_TERMS = 20
_LONGEST = 64
_LONGEST_SUFFIX = 4


class CatalogueTexts:
    """`manifests.TextCatalogue` over the catalogue's tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page_text(
        self, work_id: str, page_id: str, granularity: Granularity
    ) -> PageTextDescription:
        """What is written on a page, by two statements. Raises `DocumentNotFoundError`."""
        with self._database.read() as session:
            row = text_in(session, work_id, page_id)
            if row is None:
                raise DocumentNotFoundError(page_id)
            transcript = transcript_of(row)
        described = _lines(transcript) if granularity == "line" else _words(transcript)
        language = tag(transcript.languages[0]) if transcript.languages else ""
        return PageTextDescription(granularity, tuple(described), language)

    def search(self, work_id: str, query: str, start: int, limit: int) -> FoundDescription:
        """At most `limit` places where the words stand, by four statements."""
        with self._database.read() as session:
            return find(session, work_id, parse(query), start, limit)

    def suggest(self, work_id: str, beginning: str, least: int) -> Sequence[TermDescription]:
        """Words that begin like this in any alphabet, by two statements, the first by letters."""
        found = tokens(beginning[:_LONGEST])
        if len(found) != 1:
            return []
        prefix = fold(found[0].word)
        with self._database.read() as session:
            texts = _texts_with(session, work_id, prefix, found[0].word)
        counts = Counter(word for text in texts[:_MOST_PAGES] for word in _beginning(text, prefix))
        often = [(word, count) for word, count in counts.most_common(_MOST_TERMS) if count >= least]
        whole = len(texts) <= _MOST_PAGES
        return [TermDescription(word, count if whole else None) for word, count in sorted(often)]


def text_in(session: Session, work_id: str, page_id: str) -> PageText | None:
    """The text of a page that stands in the work, its own or a shared one, with its lines."""
    shared = select(SharedPage.page_id).where(SharedPage.work_id == work_id)
    inside = or_(Page.work_id == work_id, Page.id.in_(shared))
    query = select(PageText).join(Page, Page.id == PageText.page_id)
    return session.scalar(query.where(PageText.page_id == page_id, PageText.width > 0, inside))


def _lines(transcript: Transcript) -> Iterator[WrittenDescription]:
    for number, line in enumerate(transcript.lines, start=1):
        if line.words:
            yield WrittenDescription(str(number), line.text, line.box)


def _words(transcript: Transcript) -> Iterator[WrittenDescription]:
    for number, line in enumerate(transcript.lines, start=1):
        for place, word in enumerate(line.words, start=1):
            yield WrittenDescription(f"{number}.{place}", word.text, word.box)


def _texts_with(session: Session, work_id: str, prefix: str, word: str) -> list[str]:
    """The texts of pages with words of this beginning, or with forms of the word so far.

    What is typed may end within a suffix, so that a letter or two less make the whole word.
    """
    if not prefix.isalnum():
        return []
    shorter = [word[: len(word) - cut] for cut in range(_LONGEST_SUFFIX) if len(word) - cut > 2]
    folds = {each for part in shorter for each in query_terms(part).folds}
    stems = [PageText.terms.like(f"% {each}=%") for each in sorted(folds)]
    where = or_(PageText.terms_edition != EDITION, PageText.terms.like(f"% {prefix}%"), *stems)
    return [row.text for row in pages_with_text(session, work_id, where, PageText.text)]


def _beginning(text: str, prefix: str) -> Iterator[str]:
    for token in tokens(text):
        if fold(token.word).startswith(prefix):
            yield token.word
