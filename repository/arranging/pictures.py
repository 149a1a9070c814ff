"""Turning and splitting scans: new pictures are made, masters stay as they are."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from repository.arranging.regions import halves
from repository.errors import RefusedError
from repository.ids import new_id
from repository.jobs import DERIVE, INTERACTIVE, enqueue_all
from repository.models import Medium, Page, Work
from repository.schemas.arrangement import Split, Turn


def turn(session: Session, pages: Sequence[Page], sent: Turn) -> None:
    """Have the pages' pictures made anew, turned clockwise. Raises `RefusedError`."""
    _check(session, pages)
    for page in pages:
        page.turn = (page.turn + sent.degrees) % 360
    draw_again(session, [page.id for page in pages])


def split(session: Session, work: Work, pages: Sequence[Page], sent: Split) -> dict[str, str]:
    """Make each page its first half and a new page of the other; the new one's id by the old's.

    Raises `RefusedError`.
    """
    _check(session, pages)
    first = sent.first or ("right" if work.viewing_direction == "right-to-left" else "left")
    twins = []
    for page in pages:
        left, right = halves(page.cut, page.turn, sent.gutter)
        page.cut, other = (left, right) if first == "left" else (right, left)
        twins.append(_twin(page, other))
    session.add_all(twins)
    session.flush()
    draw_again(session, [page.id for page in (*pages, *twins)])
    return {page.id: twin.id for page, twin in zip(pages, twins, strict=True)}


def draw_again(session: Session, ids: Sequence[str]) -> None:
    """Have the pictures of these pages made anew; readers see the former ones until then."""
    session.flush()
    if ids:
        jobs = enqueue_all(session, DERIVE, ids, INTERACTIVE)
        session.execute(update(Page), [{"id": key, "job_id": job} for key, job in jobs.items()])


def _twin(page: Page, cut: list[float]) -> Page:
    return Page(
        id=new_id(),
        work_id=page.work_id,
        position=page.position,
        file_name=page.file_name,
        master_sha256=page.master_sha256,
        frame=page.frame,
        turn=page.turn,
        cut=cut,
        behaviors=[each for each in page.behaviors if each != "facing-pages"],
    )


def _check(session: Session, pages: Sequence[Page]) -> None:
    """Only a page that is nothing but its scan can be made anew."""
    ids = [page.id for page in pages]
    recorded = set(session.scalars(select(Medium.page_id).where(Medium.page_id.in_(ids))))
    for page in pages:
        if page.master_sha256 is None or page.id in recorded:
            raise RefusedError("page-without-scan", name=page.file_name or page.position)
        if page.scan_crop or page.scan_target or page.width:
            raise RefusedError("page-composed", name=page.file_name or page.position)
