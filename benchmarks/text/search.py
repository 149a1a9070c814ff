"""`python -m benchmarks.text.search`: how quickly words are found in a book of 1,000 pages."""

import random
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from repository.institutions import ensure_institution
from repository.migration import migrate
from repository.models import Page, PageText, TextSource
from repository.repository import Repository, open_repository
from repository.settings import Settings
from repository.texts.packing import pack
from repository.texts.spreading import spread
from repository.texts.terms import EDITION, index
from repository.texts.transcript import Block, Box, Line, Transcript
from repository.web import create_app
from repository.works import create_work, publish

PAGES, LINES, WORDS = 1000, 35, 10
TIMES = 15
_SYLLABLES = [
    *("қа", "зақ", "стан", "кі", "тап", "ха", "на", "лар", "ның", "ұлт", "тық", "ме", "мле"),
    *("кет", "бі", "лім", "жол", "ел", "тіл", "сөз"),
]


def main() -> None:
    """Make the book, search in it, print a table."""
    with tempfile.TemporaryDirectory(prefix="keruen-search-") as folder:
        repository = open_repository(Settings(data_dir=Path(folder)))
        migrate(repository.database)
        words = _vocabulary()
        work_id = _book(repository, words)
        client = create_app(repository).test_client()
        print(f"{PAGES} pages of {LINES * WORDS} words, {repository.database.engine.dialect.name}")
        print("\n| search | hits | median | longest |\n|---|---|---|---|")
        for name, path in _searches(words).items():
            spent, hits = [], 0
            for _ in range(TIMES):
                started = time.monotonic()
                answer = client.get(f"/iiif/search/2/{work_id}{path}")
                spent.append(1000 * (time.monotonic() - started))
                body = answer.get_json(force=True)
                hits = body.get("partOf", {}).get("total", len(body["items"]))
            middle = statistics.median(spent)
            print(f"| {name} | {hits:,} | {middle:.0f} ms | {max(spent):.0f} ms |")
        repository.close()


def _searches(words: list[str]) -> dict[str, str]:
    common, usual, rare = quote(words[0]), quote(words[300]), quote(words[-1])
    return {
        "a word of every page": f"?q={common}",
        "the same, the last hits": f"?q={common}&start=20000",
        "a usual word": f"?q={usual}",
        "a rare word": f"?q={rare}",
        "two words": f"?q={common}%20{usual}",
        "a phrase of two usual words": f"?q=%22{common}%20{quote(words[1])}%22",
        "words that begin so": f"/autocomplete?q={common[:12]}",
    }


def _vocabulary() -> list[str]:
    chance = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(words)


def _book(repository: Repository, words: list[str]) -> str:
    chance = random.Random(2)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    with repository.database.write() as session:
        library = ensure_institution(session, "library", {"en": ["Library"]})
        work = create_work(session, library.id, {"en": ["Book"]})
        for number in range(PAGES):
            page = Page(work_id=work.id, position=number + 1, width=2000, height=3000)
            session.add(page)
            session.flush()
            session.add(_text(page.id, chance.choices(words, weights, k=LINES * WORDS)))
        session.flush()
        publish(session, work)
        return work.id


def _text(page_id: str, words: list[str]) -> PageText:
    lines = []
    for number in range(LINES):
        box = Box(100, 100 + 60 * number, 1800, 50)
        lines.append(Line(spread(" ".join(words[number * WORDS :][:WORDS]), box), box))
    transcript = Transcript(2000, 3000, (Block(tuple(lines), Box(100, 100, 1800, 2100)),), ("kaz",))
    return PageText(
        page_id=page_id,
        text=transcript.text,
        key="",
        source=TextSource.RECOGNISED,
        languages=["kaz"],
        width=2000,
        height=3000,
        lines=pack(transcript),
        terms=index(transcript.text, ["kaz"]),
        terms_edition=EDITION,
    )


if __name__ == "__main__":
    main()
