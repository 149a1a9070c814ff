"""Searches as readers make them, and how long each takes."""

import random
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select

from benchmarks.search.vocabulary import Language, languages
from repository.database import Database
from repository.models import PageText
from repository.search.document import Facet
from repository.search.results import Asked, Order, search


@dataclass(frozen=True, slots=True)
class Timing:
    """A search of one kind: seconds by the clock, those that this process worked, works found."""

    kind: str
    seconds: float
    processor: float
    works: int


def ask(url: str, count: int, seed: int = 5) -> list[Timing]:
    """The times of so many searches with all facets, after a few that warm up.

    Called in a process of its own: readers' processes hold nothing that indexing leaves behind.
    """
    with closing(Database(url)) as database:
        asked = list(_searches(database, languages(), count + 10, random.Random(seed)))
        for _, warming in asked[:10]:
            _timed(database, "", warming)
        return [_timed(database, kind, each) for kind, each in asked[10:]]


def _timed(database: Database, kind: str, asked: Asked) -> Timing:
    started, worked = time.perf_counter(), time.process_time()
    with database.read() as session:
        found = search(session, asked)
    worked = time.process_time() - worked
    return Timing(kind, time.perf_counter() - started, worked, found.total)


def _searches(
    database: Database, languages: dict[str, Language], count: int, chance: random.Random
) -> Iterator[tuple[str, Asked]]:
    """One word of any rank (log-uniform), two or three together, phrases, common words, filters."""
    kinds = (
        "one word",
        "two words",
        "three words",
        "phrase",
        "common word",
        "narrowed",
        "title order",
    )
    weights = (34, 28, 8, 10, 5, 10, 5)
    passages = _passages(database, chance)
    for kind in chance.choices(kinds, weights, k=count):
        language = languages[chance.choices(("kk", "ru", "en"), (5, 4, 1))[0]]

        def word(first: int = 20, language: Language = language) -> str:
            rank = int(first * (len(language.forms) / first) ** chance.random())
            return language.word(rank, rank, chance)

        if kind == "phrase":
            words = chance.choice(passages)
            at = chance.randrange(len(words) - 2)
            yield kind, Asked(f'"{words[at]} {words[at + 1]}"')
        elif kind == "common word":
            yield kind, Asked(language.word(0, 15, chance))
        elif kind == "narrowed":
            chosen = {Facet.TYPE: ("book", "map"), Facet.LANGUAGE: (language.code,)}
            yield kind, Asked(word(), chosen=chosen, years=(1800, 1950))
        elif kind == "title order":
            yield kind, Asked(word(), order=Order.TITLE, language="kk")
        else:
            several = {"one word": 1, "two words": 2, "three words": 3}[kind]
            words = chance.choice(passages)
            start = chance.randrange(len(words))
            near = [words[(start + 7 * n) % len(words)] for n in range(several)]
            yield kind, Asked(word() if several == 1 else " ".join(near))


def _passages(database: Database, chance: random.Random) -> list[list[str]]:
    """The words of some pages: what stands together there is asked for together."""
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(PageText)) or 0
        query = select(PageText.text).order_by(PageText.page_id).limit(60)
        texts = session.scalars(query.offset(chance.randrange(max(1, count - 60)))).all()
    return [text.split() for text in texts]
