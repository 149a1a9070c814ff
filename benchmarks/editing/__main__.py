"""`python -m benchmarks.editing [--works 5000] [--pages 10]`: preview, apply and undo an edit."""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert

from repository.clock import now
from repository.editing import Change, Selection, apply, undo
from repository.editing.making import preview_change
from repository.fields import entry_of
from repository.ids import new_id
from repository.institutions import ensure_institution
from repository.migration import migrate
from repository.models import Edit, Page, Work, WorkState
from repository.repository import Repository, open_repository
from repository.settings import Settings


def fill(repository: Repository, works: int, pages: int) -> str:
    """The id of a library with so many described works."""
    with repository.database.write() as session:
        owner = ensure_institution(session, "oral", {"kk": ["Орал кітапханасы"]}).id
        rows = [_work(owner, number) for number in range(works)]
        session.execute(insert(Work), rows)
        for row in rows:
            session.execute(insert(Page), [_page(row["id"], number) for number in range(pages)])
    return owner


def _work(owner: str, number: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "institution_id": owner,
        "label": {"kk": [f"Кітап {number}"], "ru": [f"Книга {number}"]},
        "summary": {"ru": ["О книге. " * 20]},
        "state": WorkState.DRAFT,
        "metadata_": [
            entry_of("creator", {"ru": [f"Автор {number % 100}"]}),
            entry_of("subject", {"ru": ["Степь"], "kk": ["Дала"]}),
            entry_of("subject", {"ru": ["Алма-Ата"]}),
            entry_of("date", {"none": ["1905"]}),
        ],
        "created": now(),
    }


def _page(work: str, number: int) -> dict[str, Any]:
    return {"id": new_id(), "work_id": work, "position": number, "file_name": f"{number}.tif"}


@contextmanager
def measured(repository: Repository, what: str) -> Iterator[None]:
    """Print seconds, statements and the highest memory so far, in MB."""
    statements = 0

    def note(*_: object) -> None:
        nonlocal statements
        statements += 1

    engine = repository.database.engine
    event.listen(engine, "before_cursor_execute", note)
    begun = time.perf_counter()
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{what:28} {seconds:6.1f} s  {statements:5} statements  {memory} MB at most so far")


def main() -> None:
    """Two edits: the first keeps what was there before as versions, too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", type=int, default=5000)
    parser.add_argument("--pages", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = open_repository(Settings(data_dir=Path(folder)))
        migrate(repository.database)
        owner = fill(repository, asked.works, asked.pages)
        for time_of in ("first", "second"):
            change = Change("subject", "replace", "ru", f"Алматы {time_of}", "Алма-Ата")
            with (
                measured(repository, f"{time_of}: preview"),
                repository.database.write() as session,
            ):
                edit = preview_change(session, Selection(institution=owner), change, None).edit.id
            for name, action in (("apply", apply), ("undo", undo)):
                what = f"{time_of}: {name}"
                with measured(repository, what), repository.database.write() as session:
                    action(session, session.get_one(Edit, edit), None)
        repository.close()


if __name__ == "__main__":
    main()
