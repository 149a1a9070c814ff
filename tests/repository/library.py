"""Making works with finished pages without drawing them."""

from sqlalchemy.orm import Session

from repository.institutions import add_to_collection, ensure_collection, ensure_institution
from repository.jobs import BATCH
from repository.masters import StoredFile
from repository.models import Derivative, Job, JobState, Page
from repository.pages import put_files
from repository.repository import Repository
from repository.works import create_work, publish

LAYOUT = {
    "width": 1000,
    "height": 1500,
    "tile": 256,
    "levels": [[1000, 1500], [500, 750], [250, 375], [125, 188]],
    "whole": [[500, 750], [250, 375], [125, 188]],
    "bands": 3,
    "index": [0, 0],
}


def make_work(
    repository: Repository, pages: int, title: str = "Book", published: bool = True
) -> str:
    """A work of the library `nlrk` in the collection `rare`, its pages done."""
    files = [StoredFile(f"{title}-{n}.tif", f"{n:064x}", 10) for n in range(1, pages + 1)]
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {"kk": ["Ұлттық кітапхана"]})
        work = create_work(session, library.id, {"en": [title]})
        for page in put_files(session, work, files, BATCH):
            finish(session, page)
        rare = ensure_collection(session, "rare", {"en": ["Rare"]})
        add_to_collection(session, rare, work.id)
        if published:
            assert publish(session, work) == []
        return work.id


def finish(session: Session, page: Page) -> None:
    """Give the page a picture and end its job."""
    derivative = Derivative(
        page_id=page.id,
        master_sha256=page.master_sha256,
        frame=page.frame,
        key=f"derivatives/{page.master_sha256}",
        layout=LAYOUT,
        size=10,
    )
    session.add(derivative)
    session.flush()
    page.derivative_id = derivative.id
    session.get_one(Job, page.job_id).state = JobState.DONE
