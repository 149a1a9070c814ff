"""How the whole stands: numbers for the studio's first page, in a fixed number of statements."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from repository.descriptions.missing import LOOKED_FOR, lacking
from repository.models import (
    Derivative,
    Institution,
    Job,
    JobState,
    Master,
    Medium,
    Page,
    Work,
    WorkState,
)

_MOST_FAILED = 10
LANGUAGES = ("kk", "ru", "en")


@dataclass(slots=True)
class Shelf:
    """The works of one library: by state, and bytes of masters and of what was made of them."""

    institution: Institution
    drafts: int = 0
    published: int = 0
    failed: int = 0
    masters: int = 0
    derivatives: int = 0

    @property
    def works(self) -> int:
        """All of them."""
        return self.drafts + self.published

    @property
    def bytes(self) -> int:
        """All that lies in storage."""
        return self.masters + self.derivatives


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that failed, with the sentence's code and params."""

    work: Work
    page_id: str
    file_name: str
    reason: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One class of the queue: how many wait and run, and since when the oldest does."""

    queue: str
    waiting: int
    running: int
    oldest: datetime | None


@dataclass(slots=True)
class Overview:
    """The numbers; `missing` and `languages` count works, `rights` their statements."""

    shelves: list[Shelf]
    failures: list[Failure]
    queue: list[Line]
    works: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    rights: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many pages failed, of all libraries that are shown."""
        return sum(shelf.failed for shelf in self.shelves)


def overview(session: Session, institution_id: str | None) -> Overview:
    """The numbers of one library, of all without one. The queue is everybody's."""
    shelves = _shelves(session, institution_id)
    works, missing, languages = _described(session, institution_id)
    return Overview(
        shelves=shelves,
        failures=_failures(session, institution_id),
        queue=_queue(session),
        works=works,
        missing=missing,
        languages=languages,
        rights=_rights(session, institution_id),
    )


def totals(session: Session) -> tuple[int, int]:
    """(libraries, works) of the whole consortium."""
    libraries = select(func.count()).select_from(Institution).scalar_subquery()
    works = select(func.count()).select_from(Work).scalar_subquery()
    row = session.execute(select(libraries, works)).one()
    return row[0], row[1]


def _shelves(session: Session, institution_id: str | None) -> list[Shelf]:
    query = select(Institution).order_by(Institution.position, Institution.slug)
    if institution_id is not None:
        query = query.where(Institution.id == institution_id)
    shelves = {row.id: Shelf(row) for row in session.scalars(query)}
    for owner, state, count in _works_by_state(session, institution_id):
        if state == WorkState.PUBLISHED:
            shelves[owner].published = count
        else:
            shelves[owner].drafts = count
    for owner, count in _failed_by_owner(session, institution_id):
        shelves[owner].failed = count
    masters, derivatives = _sizes(session, institution_id)
    for owner, shelf in shelves.items():
        shelf.masters, shelf.derivatives = masters[owner], derivatives[owner]
    return list(shelves.values())


def _works_by_state(
    session: Session, institution_id: str | None
) -> list[tuple[str, WorkState, int]]:
    columns = (Work.institution_id, Work.state)
    query = select(*columns, func.count()).where(_own(institution_id)).group_by(*columns)
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _failed_by_owner(session: Session, institution_id: str | None) -> list[tuple[str, int]]:
    query = (
        select(Work.institution_id, func.count())
        .join(Page, Page.work_id == Work.id)
        .join(Job, Job.id == Page.job_id)
        .where(Job.state == JobState.FAILED, _own(institution_id))
        .group_by(Work.institution_id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _failures(session: Session, institution_id: str | None) -> list[Failure]:
    query = (
        select(Work, Page.id, Page.file_name, Job.reason)
        .join(Page, Page.work_id == Work.id)
        .join(Job, Job.id == Page.job_id)
        .where(Job.state == JobState.FAILED, _own(institution_id))
        .order_by(Job.finished.desc(), Page.id)
        .limit(_MOST_FAILED)
    )
    return [Failure(*row) for row in session.execute(query)]


def _queue(session: Session) -> list[Line]:
    query = (
        select(Job.queue, Job.state, func.count(), func.min(Job.created))
        .where(Job.state.in_([JobState.WAITING, JobState.RUNNING]))
        .group_by(Job.queue, Job.state)
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[str, datetime] = {}
    for queue, state, count, first in session.execute(query):
        counts[queue][state] = count
        oldest[queue] = min(first, oldest.get(queue, first))
    return [
        Line(queue, each[JobState.WAITING], each[JobState.RUNNING], oldest[queue])
        for queue, each in sorted(counts.items())
    ]


def _described(
    session: Session, institution_id: str | None
) -> tuple[int, dict[str, int], dict[str, int]]:
    """How many works there are, how many lack a field, how many have a title in a language."""
    lack = {part: lacking(part) for part in LOOKED_FOR}
    titled = {code: Work.label[code].as_string().is_not(None) for code in LANGUAGES}
    columns = [_count(each) for each in (*lack.values(), *titled.values())]
    row = session.execute(select(func.count(), *columns).where(_own(institution_id))).one()
    numbers = [int(value or 0) for value in row[1:]]
    missing = dict(zip(lack, numbers, strict=False))
    languages = dict(zip(titled, numbers[len(lack) :], strict=True))
    return int(row[0]), missing, languages


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _rights(session: Session, institution_id: str | None) -> dict[str, int]:
    query = select(Work.rights, func.count()).where(_own(institution_id)).group_by(Work.rights)
    found = {address or "": count for address, count in session.execute(query)}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _sizes(session: Session, institution_id: str | None) -> tuple[Counter[str], Counter[str]]:
    """Bytes of masters and of what was made of them, by library.

    A master that two pages of a library share counts once.
    """
    used = (
        select(Work.institution_id.label("owner"), Page.master_sha256.label("sha256"))
        .join(Page, Page.work_id == Work.id)
        .where(_own(institution_id))
        .distinct()
        .subquery()
    )
    masters = (
        select(used.c.owner, func.sum(Master.size))
        .join(Master, Master.sha256 == used.c.sha256)
        .group_by(used.c.owner)
    )
    made: Counter[str] = Counter()
    for table in (Derivative, Medium):
        query = (
            select(Work.institution_id, func.sum(table.size))
            .join(Page, Page.work_id == Work.id)
            .join(table, table.page_id == Page.id)
            .where(_own(institution_id))
            .group_by(Work.institution_id)
        )
        made.update({owner: int(size) for owner, size in session.execute(query)})
    return Counter({owner: int(size) for owner, size in session.execute(masters)}), made


def _own(institution_id: str | None) -> ColumnElement[bool]:
    return Work.institution_id == institution_id if institution_id else Work.id.is_not(None)
