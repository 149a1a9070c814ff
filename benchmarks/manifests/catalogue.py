"""Works of any length and a collection of any size, written into a catalogue without scans."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.manifests.works import CHAPTER, TITLE
from repository.models import (
    Collection,
    CollectionMember,
    Derivative,
    Institution,
    Master,
    Page,
    Section,
    SectionPage,
    Work,
    WorkState,
)
from repository.repository import Repository

LAYOUT = {
    "width": 3000,
    "height": 4000,
    "tile": 512,
    "levels": [[3000, 4000], [1500, 2000], [750, 1000], [375, 500], [188, 250]],
    "whole": [[750, 1000], [375, 500], [188, 250]],
    "bands": 3,
    "index": [0, 0],
}
ENTRY = {"label": TITLE, "value": TITLE}
_MASTER = "0" * 64
_BATCH = 5_000


def library(session: Session) -> None:
    """The owner of all, and the master that every page is said to come from."""
    session.add(Institution(id="library", slug="library", label=TITLE))
    session.add(Master(sha256=_MASTER, size=1))


def book(session: Session, pages: int) -> str:
    """A published work of so many pages with a section for every twenty; returns its id."""
    work = f"book{pages}"
    session.add(_work(work))
    session.flush()
    _insert(session, Page, (_page(work, n) for n in range(1, pages + 1)))
    _insert(session, Derivative, (_derivative(work, n) for n in range(1, pages + 1)))
    session.add(Section(id=f"{work}top", work_id=work, position=1, label=TITLE))
    session.flush()
    starts = range(1, pages + 1, CHAPTER)
    for number, start in enumerate(starts, start=1):
        section = f"{work}s{number}"
        session.add(
            Section(id=section, work_id=work, parent_id=f"{work}top", position=number, label=TITLE)
        )
        session.flush()
        stop = min(start + CHAPTER, pages + 1)
        _insert(
            session,
            SectionPage,
            (
                {"section_id": section, "position": n, "page_id": f"{work}p{n}"}
                for n in range(start, stop)
            ),
        )
    return work


def shelf(session: Session, works: int) -> str:
    """A collection of so many published works of one page; returns its id."""
    session.add(Collection(id="shelf", slug="shelf", label=TITLE, institution_id="library"))
    session.flush()
    numbers = range(1, works + 1)
    _insert(session, Work, (_columns(_work(f"w{n}")) for n in numbers))
    _insert(session, Page, (_page(f"w{n}", 1) for n in numbers))
    _insert(session, Derivative, (_derivative(f"w{n}", 1) for n in numbers))
    _insert(
        session,
        CollectionMember,
        ({"collection_id": "shelf", "position": n, "work_id": f"w{n}"} for n in numbers),
    )
    return "shelf"


def analyse(repository: Repository) -> None:
    """Let the database look at what it holds, as it does by itself in a while."""
    with repository.database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")


def _work(work: str) -> Work:
    return Work(
        id=work,
        institution_id="library",
        label=TITLE,
        summary=TITLE,
        metadata_=[ENTRY] * 10,
        required_statement=ENTRY,
        rights="http://creativecommons.org/publicdomain/mark/1.0/",
        behaviors=["paged"],
        viewing_direction="left-to-right",
        state=WorkState.PUBLISHED,
    )


def _columns(work: Work) -> dict[str, Any]:
    names = ("id", "institution_id", "label", "summary", "metadata_", "rights", "state")
    return {name: getattr(work, name) for name in names}


def _page(work: str, number: int) -> dict[str, Any]:
    return {
        "id": f"{work}p{number}",
        "work_id": work,
        "position": number,
        "label": {"none": [str(number)]},
        "file_name": f"{number:05}.tif",
        "master_sha256": _MASTER,
        "derivative_id": f"{work}i{number}",
    }


def _derivative(work: str, number: int) -> dict[str, Any]:
    return {
        "id": f"{work}i{number}",
        "page_id": f"{work}p{number}",
        "master_sha256": _MASTER,
        "frame": 0,
        "key": f"derivatives/{work}/{number}",
        "layout": LAYOUT,
        "size": 1,
    }


def _insert(session: Session, table: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    for batch in _batches(rows):
        session.execute(insert(table), batch)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
