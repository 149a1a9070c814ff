"""The sample collection that comes with the software."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.importing import (
    Destination,
    begin_import,
    examine_source,
    import_pages,
    publish_when_ready,
)
from repository.institutions import ensure_collection, ensure_institution
from repository.models import Page, Work
from repository.repository import Repository
from repository.revisions import touch
from repository.sources import find_source

SAMPLE = Path(__file__).parent / "sample"


def load_demo(repository: Repository) -> list[str]:
    """Load the sample collection; returns the ids of its works.

    Does nothing, and returns an empty list, when the catalogue holds a work already.
    """
    with repository.database.read() as session:
        if session.scalar(select(Work.id).limit(1)) is not None:
            return []
    content = json.loads((SAMPLE / "demo.json").read_text())
    with repository.database.write() as session:
        _partners(session, content)
    return [_work(repository, entry) for entry in content["works"]]


def _partners(session: Session, content: dict[str, Any]) -> None:
    for position, entry in enumerate(content["institutions"]):
        institution = ensure_institution(session, entry["slug"], entry["label"])
        institution.country = entry["country"]
        institution.position = position
    for position, entry in enumerate(content["collections"]):
        collection = ensure_collection(session, entry["slug"], entry["label"])
        collection.summary = entry["summary"]
        collection.position = position


def _work(repository: Repository, entry: dict[str, Any]) -> str:
    source = find_source(SAMPLE / entry["folder"])
    files = list(examine_source(source))
    to = Destination(entry["institution"], entry["collection"])
    work_id = begin_import(repository, source, files, to)
    for _ in import_pages(repository, work_id, files):
        pass
    with repository.database.write() as session:
        work = session.get_one(Work, work_id)
        work.label = entry["label"]
        work.summary = entry["summary"]
        work.metadata_ = entry["metadata"]
        work.required_statement = entry["required_statement"]
        work.rights = entry["rights"]
        work.behaviors = [entry["behavior"]]
        work.viewing_direction = entry["viewing_direction"]
        for page in session.scalars(select(Page).where(Page.work_id == work_id)):
            page.label = {"none": [entry["pages"][page.file_name]]}
        touch(session, work)
    publish_when_ready(repository, work_id)
    return work_id
