"""The pages of a work: adding scans, replacing them, trying again."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from repository.arranging.places import place
from repository.errors import NotFoundError
from repository.ids import new_id
from repository.jobs import DERIVE, enqueue, enqueue_all
from repository.masters import StoredFile, record_masters
from repository.models import Derivative, Job, JobState, Medium, Page, SharedPage, Work
from repository.models.base import LanguageMap
from repository.natural import natural_key
from repository.revisions import touch


@dataclass(frozen=True, slots=True)
class PageStatus:
    """What a curator sees of a page: its place, name, picture, and how its job stands.

    `medium` is what browsers play of a recording; its poster or cover is the picture then.
    `reason` is `{"code": …, "params": {…}}` of `repository.reasons`, or None.
    """

    id: str
    position: int
    label: LanguageMap | None
    file_name: str
    frame: int
    state: JobState
    reason: dict[str, Any] | None
    image_id: str | None
    layout: dict[str, Any] | None
    medium: Medium | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see or hear yet."""
        return self.image_id is not None or self.medium is not None


def page_statuses(
    session: Session, work_id: str, since: datetime | None = None
) -> list[PageStatus]:
    """Every page of a work in order, by two statements; the second is for shared pages.

    With `since`, of its own pages only those whose state or place changed from that moment on.
    """
    query = (
        select(Page, Job.state, Job.reason, Derivative.layout, Medium)
        .outerjoin(Job, Job.id == Page.job_id)
        .outerjoin(Derivative, Derivative.id == Page.derivative_id)
        .outerjoin(Medium, Medium.page_id == Page.id)
    )
    own = query.add_columns(Page.position).where(Page.work_id == work_id)
    if since is not None:
        own = own.where(or_(Page.changed >= since, Job.changed >= since))
    shared = (
        query.add_columns(SharedPage.position)
        .join(SharedPage, SharedPage.page_id == Page.id)
        .where(SharedPage.work_id == work_id)
    )
    rows = [*session.execute(own), *session.execute(shared)]
    rows.sort(key=lambda row: (row.position, row.Page.id))
    return [
        PageStatus(
            id=page.id,
            position=position,
            label=page.label,
            file_name=page.file_name,
            frame=page.frame,
            state=JobState(state) if state else JobState.DONE,
            reason=reason,
            image_id=page.derivative_id,
            layout=layout,
            medium=medium,
        )
        for page, state, reason, layout, medium, position in rows
    ]


def counts(session: Session, work_ids: Sequence[str]) -> dict[str, dict[JobState, int]]:
    """How many pages of each work are in which state."""
    rows = session.execute(
        select(Page.work_id, Job.state, func.count())
        .outerjoin(Job, Job.id == Page.job_id)
        .where(Page.work_id.in_(work_ids))
        .group_by(Page.work_id, Job.state)
    )
    result: dict[str, dict[JobState, int]] = {work_id: {} for work_id in work_ids}
    for work_id, state, count in rows:
        # Nothing is to be made of a page without a job: its picture lies elsewhere.
        known = JobState(state) if state else JobState.DONE
        result[work_id][known] = result[work_id].get(known, 0) + count
    return result


def statuses_by_state(session: Session, work_id: str) -> dict[JobState, int]:
    """How many of the pages that stand in a work, shared ones among them, are in which state."""
    shared = select(SharedPage.page_id).where(SharedPage.work_id == work_id)
    stands_here = or_(Page.work_id == work_id, Page.id.in_(shared))
    rows = session.execute(
        select(Job.state, func.count())
        .select_from(Page)
        .outerjoin(Job, Job.id == Page.job_id)
        .where(stands_here)
        .group_by(Job.state)
    )
    found: dict[JobState, int] = {}
    for state, count in rows:
        known = JobState(state) if state else JobState.DONE
        found[known] = found.get(known, 0) + count
    return found


def put_files(session: Session, work: Work, files: Iterable[StoredFile], queue: str) -> list[Page]:
    """Make every file a page of the work, in natural order of names.

    A name the work knows already keeps its page: with the same bytes it is left alone (or tried
    again when it had failed), with other bytes its scan is replaced. Returns the pages that
    stand for the files, in the order given.
    """
    files = [*files]
    _lock(session, work.id)
    known = _first_frames(session, work.id)
    record_masters(session, *files)
    new: dict[str, Page] = {}
    for file in files:
        page = known.get(file.name)
        if page is None:
            page = known[file.name] = _frame(work.id, file.name, file.sha256)
            new[file.name] = page
        elif file.name in new:
            page.master_sha256 = file.sha256
        elif page.master_sha256 != file.sha256:
            replace_scan(session, page, file, queue)
        else:
            retry(session, page, queue)
    _add(session, [*new.values()], queue)
    _put_in_order(session, work.id)
    touch(session, work)
    return [known[file.name] for file in files]


def retry(session: Session, page: Page, queue: str) -> bool:
    """Try a failed page again; false when it has not failed."""
    job = session.get(Job, page.job_id) if page.job_id else None
    if job is not None and job.state != JobState.FAILED:
        return False
    page.job_id = enqueue(session, DERIVE, page.id, queue).id
    return True


def add_frames(session: Session, page: Page, frames: int, queue: str) -> None:
    """Give the second and later frames of a page's master pages of their own, right after it.

    Does nothing when they are there already.
    """
    _lock(session, page.work_id)
    there = set(
        session.scalars(
            select(Page.frame).where(Page.work_id == page.work_id, Page.file_name == page.file_name)
        )
    )
    missing = [frame for frame in range(1, frames) if frame not in there]
    of_file = (page.work_id, page.file_name, page.master_sha256)
    _add(session, [_frame(*of_file, frame, page.position) for frame in missing], queue)
    _put_in_order(session, page.work_id)


def replace_scan(session: Session, page: Page, file: StoredFile, queue: str) -> None:
    """Give a page a scan in the place of the one it has, or its first. The master is recorded.

    Both halves of a page that was split get it.
    """
    if page.cut is not None and page.master_sha256 is not None:
        for half in _other_halves(session, page):
            half.master_sha256 = file.sha256
            half.job_id = enqueue(session, DERIVE, half.id, queue).id
    if page.file_name:
        session.execute(
            delete(Page).where(
                Page.work_id == page.work_id, Page.file_name == page.file_name, Page.frame > 0
            )
        )
    page.file_name = page.file_name or file.name
    page.master_sha256, page.frame = file.sha256, 0
    page.job_id = enqueue(session, DERIVE, page.id, queue).id


def _other_halves(session: Session, page: Page) -> Sequence[Page]:
    same = (Page.work_id == page.work_id) & (Page.file_name == page.file_name)
    of_scan = (Page.master_sha256 == page.master_sha256) & (Page.frame == page.frame)
    query = select(Page).where(same, of_scan, Page.id != page.id)
    return [half for half in session.scalars(query) if half.cut is not None]


def get_page(session: Session, page_id: str) -> Page:
    """The page. Raises `NotFoundError`."""
    page = session.get(Page, page_id)
    if page is None:
        raise NotFoundError(page_id)
    return page


def _lock(session: Session, work_id: str) -> None:
    """Have changes of one work's pages wait for each other until the transaction ends.

    Each would put the pages in order without seeing what the other adds. SQLite has one writer.
    """
    session.execute(select(Work.id).where(Work.id == work_id).with_for_update())


def _first_frames(session: Session, work_id: str) -> dict[str, Page]:
    of_work = select(Page).where(Page.work_id == work_id, Page.frame == 0)
    # Where a scan was split, the first half stands for the file.
    pages = session.scalars(of_work.order_by(Page.position.desc(), Page.id))
    return {page.file_name: page for page in pages if page.file_name}


def _frame(work_id: str, file: str, sha256: str | None, number: int = 0, position: int = 0) -> Page:
    return Page(
        id=new_id(),
        work_id=work_id,
        position=position,
        file_name=file,
        master_sha256=sha256,
        frame=number,
    )


def _add(session: Session, pages: Sequence[Page], queue: str) -> None:
    session.add_all(pages)
    session.flush()  # a job points at its page, and nothing else tells which comes first
    jobs = enqueue_all(session, DERIVE, [page.id for page in pages], queue)
    for page in pages:
        page.job_id = jobs[page.id]


def _put_in_order(session: Session, work_id: str) -> None:
    """Number the pages of a work from 1, by the names of their files unless put in order by hand.

    Then those without a place go to the end, and further frames of a document after the first.
    """
    session.flush()
    own = select(Page.id, Page.position, Page.file_name, Page.frame).where(Page.work_id == work_id)
    shared = select(SharedPage.page_id, SharedPage.position).where(SharedPage.work_id == work_id)
    arranged = session.scalar(select(Work.arranged).where(Work.id == work_id))
    rows = [*session.execute(own)]
    guests = [(key, position, "", 0) for key, position in session.execute(shared)]
    by = _place if arranged or guests else _natural_place
    rows += guests
    rows.sort(key=lambda row: by(*row))
    if any(row[1] != position for position, row in enumerate(rows, start=1)):
        place(session, work_id, [row[0] for row in rows])


def _natural_place(_key: str, position: int, name: str, frame: int) -> Any:
    return natural_key(name), frame, position


def _place(_key: str, position: int, name: str, frame: int) -> Any:
    if position:
        return position, ([], ""), frame
    return math.inf, natural_key(name), frame
