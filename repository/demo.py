"""The sample content that comes with the software: a consortium's site, marked as an example."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.articles import make_article
from repository.captions import CaptionFile
from repository.importing import (
    Destination,
    begin_import,
    examine_captions,
    examine_source,
    fingerprint,
    import_captions,
    import_pages,
    publish_when_ready,
)
from repository.institutions import add_child, ensure_collection, ensure_institution
from repository.models import Article, ArticleKind, Institution, Page, SiteText, Work
from repository.repository import Repository
from repository.revisions import touch
from repository.sources import Source, find_source
from repository.texts.files import read_text
from repository.texts.keeping import StoredText, put_text, store_text

SAMPLE = Path(__file__).parent / "sample"
_AUTHOR = "keruen demo"


def load_demo(repository: Repository) -> list[str]:
    """Bring the sample content in, or what is missing of it; returns the ids of new works.

    Everything is found again by its slug, and works by the checksum of their files, so running
    it twice changes nothing. It is left alone, with an empty list, when the catalogue holds other
    works, or when an administrator has taken the mark of a demonstration away.
    """
    with repository.database.write() as session:
        if not _may_load(session):
            return []
        _consortium(session, json.loads((SAMPLE / "consortium.json").read_text()))
    content = json.loads((SAMPLE / "demo.json").read_text())
    with repository.database.write() as session:
        _collections(session, content["collections"])
    made = [_work(repository, entry) for entry in content["works"]]
    return [work_id for work_id in made if work_id]


def _may_load(session: Session) -> bool:
    site = session.scalars(select(SiteText)).one()
    if site.demonstration:
        return True
    return not any(
        session.scalar(select(func.count()).select_from(table)) for table in (Work, Article)
    )


def _consortium(session: Session, content: dict[str, Any]) -> None:
    site = session.scalars(select(SiteText)).one()
    site.demonstration = True
    site.title = site.title or content["site"]["title"]
    site.sentence = site.sentence or content["site"]["sentence"]
    there = set(session.scalars(select(Institution.slug)))
    for position, entry in enumerate(content["institutions"]):
        if entry["slug"] in there:
            continue
        institution = ensure_institution(session, entry["slug"], entry["label"])
        institution.position = position
        for name in ("summary", "country", "city", "latitude", "longitude", "homepage"):
            setattr(institution, name, entry[name])
    written = set(session.scalars(select(Article.slug)))
    for entry in content["articles"]:
        if entry["slug"] not in written:
            values = {**entry, "kind": ArticleKind(entry["kind"]), "published": True}
            make_article(session, _AUTHOR, values)


def _collections(session: Session, content: list[dict[str, Any]]) -> None:
    for position, entry in enumerate(content):
        collection = ensure_collection(session, entry["slug"], entry["label"])
        if collection.summary is None:
            collection.summary = entry["summary"]
            collection.position = position
        if "within" in entry:
            add_child(session, ensure_collection(session, entry["within"], {}), collection)


def _work(repository: Repository, entry: dict[str, Any]) -> str | None:
    """The id of a new work, None when it is there."""
    source = find_source(SAMPLE / entry["folder"])
    print_ = fingerprint(examine_source(source))
    with repository.database.read() as session:
        if session.scalar(select(Work.id).where(Work.fingerprint == print_).limit(1)):
            return None
    work_id = _import(repository, entry, source, examine_captions(source))
    texts = {name: _text(repository, entry, text) for name, text in entry.get("texts", {}).items()}
    with repository.database.write() as session:
        _describe(session, session.get_one(Work, work_id), entry)
        for page in session.scalars(select(Page).where(Page.work_id == work_id)):
            if page.file_name in texts:
                put_text(session, page, texts[page.file_name])
    publish_when_ready(repository, work_id)
    return work_id


def _import(
    repository: Repository,
    entry: dict[str, Any],
    source: Source,
    captions: list[CaptionFile],
) -> str:
    to = Destination(entry["institution"], entry["collection"])
    work_id, read = begin_import(repository, source, to)
    import_captions(repository, work_id, captions)
    for _ in import_pages(repository, work_id, read):
        pass
    return work_id


def _text(repository: Repository, entry: dict[str, Any], text: dict[str, Any]) -> StoredText:
    """What is written on a page, read from the ALTO beside it."""
    data = (SAMPLE / entry["folder"] / text["file"]).read_bytes()
    source, transcript = read_text(data, text["file"], text["width"], text["height"])
    return store_text(repository.storage, transcript, source, data)


def _describe(session: Session, work: Work, entry: dict[str, Any]) -> None:
    work.label = entry["label"]
    work.summary = entry["summary"]
    work.metadata_ = entry["metadata"]
    work.required_statement = entry["required_statement"]
    work.rights = entry["rights"]
    work.behaviors = [entry["behavior"]]
    work.viewing_direction = entry["viewing_direction"]
    for page in session.scalars(select(Page).where(Page.work_id == work.id)):
        page.label = {"none": [entry["pages"][page.file_name]]}
    touch(session, work)
