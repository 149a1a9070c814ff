"""A work of a thousand pages without drawing them: a few pictures shown many times."""

from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from repository.clock import now
from repository.ids import new_id
from repository.institutions import find_institution
from repository.models import Derivative, Master, Page
from repository.repository import open_repository
from repository.settings import Settings
from repository.works import create_work


def long_work(data_dir: Path, pages: int, title: str) -> str:
    """The id of a draft of the library `nlrk`, its pages done."""
    opened = open_repository(Settings(data_dir=data_dir))
    with opened.database.write() as session:
        library = find_institution(session, "nlrk")
        work = create_work(session, library.id, {"en": [title]})
        query = select(Derivative).join(Master, Master.sha256 == Derivative.master_sha256)
        drawn = session.scalars(query.where(Derivative.frame == 0).order_by(Derivative.key)).all()
        rows, pictures = [], []
        for number in range(1, pages + 1):
            shown, page_id, image_id = drawn[number % len(drawn)], new_id(), new_id()
            rows.append(_page(work.id, page_id, number, shown, image_id))
            pictures.append(_picture(page_id, image_id, shown))
        session.execute(insert(Page), rows)
        session.execute(insert(Derivative), pictures)
    opened.close()
    return work.id


def _page(
    work_id: str, page_id: str, number: int, shown: Derivative, image_id: str
) -> dict[str, Any]:
    return {
        "id": page_id,
        "work_id": work_id,
        "position": number,
        "file_name": f"scan {number:04}.tif",
        "master_sha256": shown.master_sha256,
        "frame": 0,
        "derivative_id": image_id,
    }


def _picture(page_id: str, image_id: str, shown: Derivative) -> dict[str, Any]:
    return {
        "id": image_id,
        "page_id": page_id,
        "master_sha256": shown.master_sha256,
        "frame": 0,
        "key": shown.key,
        "layout": shown.layout,
        "size": shown.size,
        "created": now(),
    }
