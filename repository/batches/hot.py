"""The hot folder: what is put there becomes works, and is moved to done or failed.

`HOT/SLUG/` is a library's. A folder, a PDF or a ZIP in it is taken once nothing in it has changed
for the quiet period, by renaming it into `HOT/SLUG/.work/ID/`: of many workers one can do that,
and what is in work is never queued again. When all its pages are settled it goes to `done/`, or
to `failed/` with a text beside it that says why.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.batches.keeping import Wanted, begin, get_batch, row_statuses
from repository.batches.places import FolderPlace
from repository.batches.receiving import copy_zip, receive
from repository.clock import now
from repository.database import Database
from repository.errors import RefusedError
from repository.ids import new_id
from repository.models import Batch, BatchKind, BatchState, Institution, JobState
from repository.pages import page_statuses
from repository.reasons import sentence
from repository.repository import Repository
from storage import StorageError

DONE, FAILED, _WORK = "done", "failed", ".work"
_MOST = 1000
_MOST_FILES = 20_000
_MOST_FAULTS = 500

log = logging.getLogger(__name__)


def watch(repository: Repository) -> None:
    """Take what is ready, and move away what is finished. Called by every sweep."""
    root = repository.settings.hot_dir
    if not root or not Path(root).is_dir():
        return
    for library, folder in _libraries(repository.database, Path(root)):
        for item in _ready(folder, repository.settings.hot_seconds):
            _claim(folder, item)
        for work in _in_work(folder):
            _follow(repository, library, folder, work)


def _libraries(database: Database, root: Path) -> list[tuple[str, Path]]:
    with database.read() as session:
        rows = session.execute(select(Institution.id, Institution.slug)).all()
    return [(key, root / slug) for key, slug in rows if (root / slug).is_dir()]


def _ready(folder: Path, quiet: float) -> Iterator[Path]:
    for item in _items(folder):
        if item.name in (DONE, FAILED) or item.is_symlink():
            continue
        try:
            newest = _newest_change(item)
        except OSError:
            continue  # it is being moved about
        if time.time() - newest > quiet:
            yield item


def _items(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        log.warning("the hot folder %s cannot be read: %s", folder, error)
        return []
    return sorted(found)[:_MOST]


def _newest_change(item: Path) -> float:
    """When anything in it last changed: its contents, or by being put there with an old date."""
    newest = _changed(item)
    if item.is_dir():
        for number, path in enumerate(item.rglob("*")):
            if number > _MOST_FILES:
                break
            newest = max(newest, _changed(path))
    return newest


def _changed(path: Path) -> float:
    found = path.lstat()
    return max(found.st_mtime, found.st_ctime)


def _claim(folder: Path, item: Path) -> None:
    """Take an item: renaming it is one step, which only one worker can do."""
    kept = folder / _WORK / new_id()
    kept.mkdir(parents=True)
    try:
        item.rename(kept / item.name)
    except OSError:
        kept.rmdir()  # another worker was first


def _in_work(folder: Path) -> list[Path]:
    place = folder / _WORK
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.is_dir())[:_MOST]


def _follow(repository: Repository, library: str, folder: Path, work: Path) -> None:
    """Have an item that was taken brought in, or move it away when that has ended.

    The name of its folder is the id of its batch: a worker that died between taking it and
    writing that down leaves nothing that the next one would not find.
    """
    item = next(work.iterdir(), None)
    if item is None:
        work.rmdir()
        return
    with repository.database.read() as session:
        batch = session.get(Batch, work.name)
        why = _why(session, batch) if batch and batch.state == BatchState.DONE else None
    if batch is None:
        _begin(repository, library, folder, item)
    elif why is not None:
        _move_away(folder, item, why)


def _begin(repository: Repository, library: str, folder: Path, item: Path) -> None:
    wanted = Wanted(library, item.name, BatchKind.HOT, "", batch_id=item.parent.name)
    try:
        if item.suffix.lower() == ".zip" and item.is_file():
            place = copy_zip(repository, item)
        else:
            place = str(item if _is_disc(item) else item.parent)
        receive(repository, replace(wanted, place=place))
        with repository.database.write() as session:
            begin(session, get_batch(session, wanted.batch_id or ""))
    except RefusedError as error:
        faults = _faults(repository, item.parent.name)
        _move_away(folder, item, faults or _in_all_languages(error.code, dict(error.params)))
    except (OSError, StorageError) as error:
        log.warning("%s in the hot folder is tried again: %s", item.name, error)


def _is_disc(item: Path) -> bool:
    """Whether a folder holds works, rather than being one."""
    place = FolderPlace(item.parent)
    return item.is_dir() and (bool(FolderPlace(item).lists()) or place.holds(item.name) == "empty")


def _faults(repository: Repository, batch_id: str) -> str:
    """What the check found, when it got as far; the report is of no use to anybody else."""
    with repository.database.write() as session:
        batch = session.get(Batch, batch_id)
        if batch is None:
            return ""
        rows = row_statuses(session, batch_id, _MOST_FAULTS, only="faulty")
        faults = [
            f"{row.row.number} · {each['column']}\n"
            + _in_all_languages(each["code"], each["params"])
            for row in rows
            for each in row.row.problems
        ]
        faults += [_in_all_languages(p["code"], p["params"]) for p in batch.problems]
        session.delete(batch)
    return "\n".join(faults)


def _why(session: Session, batch: Batch) -> str | None:
    """What went wrong, "" when all is well, None while pages are still being worked on."""
    faults = []
    for status in row_statuses(session, batch.id, _MOST_FILES):
        if status.state == JobState.FAILED and status.reason:
            said = _in_all_languages(status.reason["code"], status.reason["params"])
            faults.append(f"{status.row.place}\n{said}")
        for page in page_statuses(session, status.row.work_id) if status.row.work_id else ():
            if page.state in (JobState.WAITING, JobState.RUNNING):
                return None
            if page.state == JobState.FAILED and page.reason:
                params = {"name": page.file_name, **page.reason["params"]}
                said = _in_all_languages(page.reason["code"], params)
                faults.append(f"{status.row.place}/{page.file_name}\n{said}")
    return "\n".join(faults[:_MOST_FAULTS])


def _in_all_languages(code: str, params: dict[str, object]) -> str:
    """Nobody knows in which language the person who put it there reads."""
    return "".join(f"  {sentence(code, params, language)}\n" for language in ("kk", "ru", "en"))


def _move_away(folder: Path, item: Path, why: str) -> None:
    target = folder / (FAILED if why else DONE)
    target.mkdir(exist_ok=True)
    place = target / item.name
    if place.exists() or place.with_name(f"{place.name}.txt").exists():
        place = target / f"{now():%Y-%m-%d-%H%M%S}-{item.parent.name}-{item.name}"
    if why:
        place.with_name(f"{place.name}.txt").write_text(why, encoding="utf-8")
    try:
        item.rename(place)
    except FileNotFoundError:
        return  # another worker was first
    with suppress(OSError):
        item.parent.rmdir()
