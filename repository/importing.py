"""Importing scans from this machine: each source becomes one work, however often it is run."""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from repository.captions import CaptionFile, keep_captions, put_captions, read_captions
from repository.institutions import (
    add_to_collection,
    ensure_collection,
    ensure_institution,
)
from repository.jobs import BATCH
from repository.masters import LocalFile, StoredFile, examine, keep, take_in
from repository.models import Institution, JobState, Master, Work
from repository.models.base import LanguageMap
from repository.pages import counts, put_files
from repository.repository import Repository
from repository.sources import Source
from repository.works import create_work, get_work, publish

DEFAULT_INSTITUTION = "library"
_FLUSH_SECONDS = 0.3
_AT_ONCE = {1, 2, 4, 8}
"""Pages that are handed over as soon as they are safe: workers wait for them."""

_READERS = 2
Watch = Callable[[Iterable[LocalFile]], Iterable[LocalFile]]

_DEFAULT_LABEL = {"kk": ["Кітапхана"], "ru": ["Библиотека"], "en": ["Library"]}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where imported works go: slugs, made when missing, and the title when it is not the name."""

    institution: str | None = None
    collection: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a work is: numbers of pages."""

    pages: int
    done: int
    failed: int

    @property
    def finished(self) -> bool:
        """Whether no page waits or is being worked on."""
        return self.done + self.failed == self.pages


def examine_source(source: Source) -> Iterator[LocalFile]:
    """Read the source's files for their checksums. Raises `OSError`."""
    return _ahead(source.files, examine)


def _ahead(paths: Sequence[Path], read: Callable[[Path, str], LocalFile]) -> Iterator[LocalFile]:
    """The files as they are read, a few ahead of the caller."""
    coming: deque[Future[LocalFile]] = deque()
    with ThreadPoolExecutor(_READERS) as pool:
        for path in paths:
            coming.append(pool.submit(read, path, path.name))
            if len(coming) > _READERS:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def examine_captions(source: Source) -> list[CaptionFile]:
    """Read the captions beside a source's recordings. Raises `RefusedError`, `OSError`."""
    return [read_captions(path, path.name) for path in source.captions]


def begin_import(
    repository: Repository,
    source: Source,
    to: Destination,
    describe: Callable[[Session, Work], None] | None = None,
    watch: Watch = iter,
) -> tuple[str, Iterable[LocalFile]]:
    """Make the work of a source, or find it again; its id, and the files for `import_pages`.

    A source that may have been here is read whole first, for its work is found wherever the source
    lies now: `watch` is given the files as they are read. One that is new is read while it is
    stored. `describe` says more of a work that was made, in the transaction that makes it.
    Raises `OSError`, and for a new source the files raise what `masters.take_in` raises.
    """
    first = examine(source.files[0], source.files[0].name)
    with repository.database.read() as session:
        seen = _may_be_seen(session, source, first)
    read = [*watch(chain([first], _ahead(source.files[1:], examine)))] if seen else []
    with repository.database.write() as session:
        institution = _institution(session, to)
        print_ = fingerprint(read) if seen else None
        work = _find_again(session, source, print_, institution) if print_ else None
        made = False
        if work is None:
            label = {"none": [to.label or source.name]}
            work = create_work(session, institution.id, label)
            made = True
        work.source = source.origin
        work.fingerprint = print_
        _into_collection(session, work, to)
        if made and describe:
            describe(session, work)
        work_id = work.id
    if seen:
        return work_id, read
    storing = _ahead(source.files[1:], partial(take_in, repository.storage))
    return work_id, _remembered(repository, work_id, chain([first], storing))


def _may_be_seen(session: Session, source: Source, first: LocalFile) -> bool:
    """Whether a work may have come from this source, or from the same files somewhere else."""
    same = select(Work.id).where(Work.source == source.origin).limit(1)
    return session.get(Master, first.sha256) is not None or session.scalar(same) is not None


def _remembered(
    repository: Repository, work_id: str, files: Iterable[LocalFile]
) -> Iterator[LocalFile]:
    """The files; when all have been read, what was in them is noted with their work."""
    read = []
    for file in files:
        read.append(file)
        yield file
    with repository.database.write() as session:
        get_work(session, work_id).fingerprint = fingerprint(read)


def fingerprint(files: Iterable[LocalFile]) -> str:
    """A checksum over names and checksums: what finds their work again, wherever they lie."""
    digest = hashlib.sha256()
    for name, sha256 in sorted((file.name, file.sha256) for file in files):
        digest.update(f"{name}\0{sha256}\n".encode())
    return digest.hexdigest()


def work_of_source(session: Session, source: str, to: Destination, label: LanguageMap) -> Work:
    """The work that came from `source` before, or a new one; in the collection it is to be in."""
    institution = _institution(session, to)
    session.flush()
    same = (Work.source == source, Work.institution_id == institution.id)
    work = session.scalar(select(Work).where(*same).order_by(Work.created).limit(1))
    if work is None:
        work = create_work(session, institution.id, label)
        work.source = source
    _into_collection(session, work, to)
    return work


def _into_collection(session: Session, work: Work, to: Destination) -> None:
    if to.collection:
        label = {"none": [to.collection]}
        collection = ensure_collection(session, to.collection, label, work.institution_id)
        add_to_collection(session, collection, work.id)


def import_pages(
    repository: Repository, work_id: str, files: Iterable[LocalFile]
) -> Iterator[LocalFile]:
    """Keep the files as masters and give them to the workers as pages of the work.

    Yields each file as it is safe; the first pages are worked on while the last are copied.
    Broken off in the middle, it goes on when it is run again. Raises what `masters.keep` raises.
    """
    waiting: list[StoredFile] = []
    due = 0.0
    for number, file in enumerate(files, 1):
        waiting.append(keep(repository.storage, file))
        yield file
        if number in _AT_ONCE or time.monotonic() > due:
            started = time.monotonic()
            _add(repository, work_id, waiting)
            waiting = []
            # Putting a long book in order takes longer each time; keep that a tenth of the whole.
            spent = time.monotonic() - started
            due = time.monotonic() + max(_FLUSH_SECONDS, 10 * spent)
    _add(repository, work_id, waiting)


def import_captions(repository: Repository, work_id: str, files: Sequence[CaptionFile]) -> None:
    """Keep the captions and give them to the work. Raises what `captions.keep_captions` raises."""
    for file in files:
        keep_captions(repository.storage, file)
    if files:
        with repository.database.write() as session:
            put_captions(session, get_work(session, work_id), files)


def publish_when_ready(repository: Repository, work_id: str) -> None:
    """Show the work to readers now, or when the last of its pages is done."""
    with repository.database.write() as session:
        work = get_work(session, work_id)
        work.publish_when_ready = True
        publish(session, work)


def _add(repository: Repository, work_id: str, files: list[StoredFile]) -> None:
    if files:
        with repository.database.write() as session:
            put_files(session, get_work(session, work_id), files, BATCH)


def progress(repository: Repository, work_id: str) -> Progress:
    """How far the work is."""
    with repository.database.read() as session:
        states = counts(session, [work_id])[work_id]
    return Progress(
        pages=sum(states.values()),
        done=states.get(JobState.DONE, 0),
        failed=states.get(JobState.FAILED, 0),
    )


def institution_for(session: Session, to: Destination) -> Institution:
    """The library that works go to: that named, the only one there is, or one that is made."""
    institution = _institution(session, to)
    session.flush()
    return institution


def _institution(session: Session, to: Destination) -> Institution:
    if to.institution:
        return ensure_institution(session, to.institution, {"none": [to.institution]})
    only = session.scalars(select(Institution).limit(2)).all()
    if len(only) == 1:
        return only[0]
    return ensure_institution(session, DEFAULT_INSTITUTION, _DEFAULT_LABEL)


def _find_again(
    session: Session, source: Source, print_: str, institution: Institution
) -> Work | None:
    same = or_(Work.source == source.origin, Work.fingerprint == print_)
    query = select(Work).where(same, Work.institution_id == institution.id)
    return session.scalar(query.order_by(Work.created).limit(1))
