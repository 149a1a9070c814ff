"""Importing scans from this machine: each source becomes one work, however often it is run."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from repository.institutions import (
    add_to_collection,
    ensure_collection,
    ensure_institution,
)
from repository.jobs import BATCH
from repository.masters import StoredFile, store_file
from repository.models import Institution, JobState, Work
from repository.pages import page_statuses, put_files
from repository.repository import Repository
from repository.sources import Source, fingerprint
from repository.works import create_work, publish

DEFAULT_INSTITUTION = "library"
_DEFAULT_LABEL = {"kk": ["Кітапхана"], "ru": ["Библиотека"], "en": ["Library"]}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where imported works go: slugs, made when missing, and the title when it is not the name."""

    institution: str | None = None
    collection: str | None = None
    label: str | None = None
    publish: bool = False


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


def import_source(
    repository: Repository, source: Source, to: Destination, stored: Iterable[StoredFile]
) -> str:
    """Make, or find again, the work of a source and give its pages to the workers.

    `stored` are the source's files as `store_source` yields them. Returns the work's id.
    """
    files = list(stored)
    with repository.database.write() as session:
        institution = _institution(session, to)
        work = _find_again(session, source, files, institution)
        if work is None:
            label = {"none": [to.label or source.name]}
            work = create_work(session, institution.id, label)
        work.source = str(source.path)
        work.fingerprint = _fingerprint(files)
        put_files(session, work, files, BATCH)
        if to.collection:
            collection = ensure_collection(
                session, to.collection, {"none": [to.collection]}, institution.id
            )
            add_to_collection(session, collection, work.id)
        if to.publish:
            work.publish_when_ready = True
            publish(session, work)
        return work.id


def store_source(repository: Repository, source: Source) -> Iterable[StoredFile]:
    """Keep the source's files as masters, yielding each as it is safe.

    Raises what `masters.store_file` raises.
    """
    for path in source.files:
        yield store_file(repository.storage, path, path.name)


def progress(repository: Repository, work_id: str) -> Progress:
    """How far the work is."""
    with repository.database.read() as session:
        states = [page.state for page in page_statuses(session, work_id)]
    return Progress(
        pages=len(states),
        done=states.count(JobState.DONE),
        failed=states.count(JobState.FAILED),
    )


def _institution(session: Session, to: Destination) -> Institution:
    if to.institution:
        return ensure_institution(session, to.institution, {"none": [to.institution]})
    only = session.scalars(select(Institution).limit(2)).all()
    if len(only) == 1:
        return only[0]
    return ensure_institution(session, DEFAULT_INSTITUTION, _DEFAULT_LABEL)


def _find_again(
    session: Session, source: Source, files: list[StoredFile], institution: Institution
) -> Work | None:
    same = or_(Work.source == str(source.path), Work.fingerprint == _fingerprint(files))
    query = select(Work).where(same, Work.institution_id == institution.id)
    return session.scalar(query.order_by(Work.created).limit(1))


def _fingerprint(files: list[StoredFile]) -> str:
    return fingerprint([(file.name, file.sha256) for file in files])
