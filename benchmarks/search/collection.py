"""Filling a catalogue with works, pages and texts, row by row, as an import would leave them."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import insert
from tqdm import tqdm

from benchmarks.search.vocabulary import Language
from repository.database import Database
from repository.fields import TYPES, entry_of
from repository.ids import new_id
from repository.institutions import ensure_collection, ensure_institution
from repository.models import CollectionMember, Page, PageText, Work, WorkState
from repository.revisions import touch_catalogue

_WORDS = 250
_INSTITUTIONS, _COLLECTIONS = 19, 40
_PEOPLE, _SUBJECTS, _PLACES = 3000, 800, 300
_TYPES = list(TYPES)[:12]
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_LINE = 9  # words


def fill(
    database: Database, languages: dict[str, Language], pages: int, per_work: int, seed: int = 11
) -> None:
    """Make `pages` pages with 250 words each, in published works of `per_work`."""
    chance, numbers = random.Random(seed), np.random.default_rng(seed)
    owners, shelves = _owners(database)
    for first in tqdm(range(0, pages, per_work), desc="making works", unit="work", disable=None):
        count = min(per_work, pages - first)
        code = chance.choices(("kk", "ru", "en"), (5, 4, 1))[0]
        work = _work(code, languages, owners, chance)
        rows = list(_pages(work["id"], count))
        texts = [_text(row["id"], languages[code], numbers) for row in rows]
        with database.write() as session:
            session.execute(insert(Work), [work])
            session.execute(insert(Page), rows)
            session.execute(insert(PageText), texts)
            member = {"collection_id": chance.choice(shelves), "position": first}
            session.execute(insert(CollectionMember), [member | {"work_id": work["id"]}])
    with database.write() as session:
        touch_catalogue(session)


def _owners(database: Database) -> tuple[list[str], list[str]]:
    with database.write() as session:
        owners = [
            ensure_institution(session, f"library-{n}", {"en": [f"Library {n}"]}).id
            for n in range(_INSTITUTIONS)
        ]
        shelves = [
            ensure_collection(session, f"shelf-{n}", {"en": [f"Shelf {n}"]}).id
            for n in range(_COLLECTIONS)
        ]
    return owners, shelves


def _work(
    code: str, languages: dict[str, Language], owners: list[str], chance: random.Random
) -> dict[str, Any]:
    def words(count: int) -> str:
        return " ".join(languages[code].word(20, 4000, chance) for _ in range(count))

    values = {
        "creator": f"Person {int(chance.paretovariate(0.7)) % _PEOPLE}",
        "subject": f"Subject {int(chance.paretovariate(0.7)) % _SUBJECTS}",
        "coverage": f"Place {int(chance.paretovariate(0.7)) % _PLACES}",
        "date": str(chance.randint(1700, 1990)),
        "type": chance.choice(_TYPES),
        "language": code,
    }
    return {
        "id": new_id(),
        "institution_id": chance.choice(owners),
        "label": {code: [words(5).capitalize()]},
        "summary": {code: [words(40)]},
        "metadata_": [entry_of(name, {"none": [text]}) for name, text in values.items()],
        "rights": chance.choice(("http://rightsstatements.org/vocab/InC/1.0/", None)),
        "state": WorkState.PUBLISHED,
        "published": _NOW,
    }


def _pages(work_id: str, count: int) -> Iterator[dict[str, Any]]:
    for position in range(1, count + 1):
        yield {
            "id": new_id(),
            "work_id": work_id,
            "position": position,
            "file_name": f"{position:04}.tif",
            "derivative_id": "none",
        }


def _text(page_id: str, language: Language, numbers: np.random.Generator) -> dict[str, Any]:
    words = language.text(_WORDS, numbers)
    lines = [" ".join(words[at : at + _LINE]) for at in range(0, len(words), _LINE)]
    return {
        "page_id": page_id,
        "text": "\n".join(lines),
        "key": "texts/none",
        "source": "recognised",
        "languages": [language.code],
        "width": 2000,
        "height": 3000,
        "lines": b"",
        "terms": "",
        "terms_edition": 0,
        "corrected": 0,
        "revision": 1,
        "created": _NOW,
        "modified": _NOW,
    }
