"""The captions of a work's recordings: WebVTT files that hang on them by their names."""

from flask import request
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.api.answers import Listing
from repository.api.caller import check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.state import check_state
from repository.captions import CaptionFile, keep_captions, put_captions, read_captions
from repository.errors import NotFoundError
from repository.models import Caption
from repository.recordings import medium_href
from repository.revisions import touch
from repository.web.studio.body import staged_body
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/captions"
_NAME = {"name": "`recording.language.vtt`, such as `talk.kk.vtt` for `talk.mp4`"}


class CaptionOut(BaseModel):
    """Captions in one language to the recordings called `recording`; `href` is the WebVTT."""

    id: str
    work: str
    recording: str
    language: str
    size: int
    href: str


@operations("GET", _PATH, "List the captions", answers=Listing[CaptionOut], paged=True)
def list_captions(work: str, part: Part) -> Listing[CaptionOut]:
    """By recording and language."""
    with repository().database.read() as session:
        query = select(Caption).where(Caption.work_id == get_work(session, work).id)
        rows = session.scalars(query.order_by(Caption.recording, Caption.language)).all()
        items = [_out(row) for row in rows[part.offset : part.offset + part.limit]]
    return Listing[CaptionOut](items=items, total=len(rows), limit=part.limit, offset=part.offset)


@operations(
    "POST", _PATH, "Send captions", takes=bytes, answers=CaptionOut, status=201, query=_NAME
)
def create_captions(work: str) -> CaptionOut:
    """They may come before their recording; those in the same language are replaced."""
    file = _received(work, request.args.get("name", ""))
    with repository().database.write() as session:
        [row] = put_captions(session, editable_work(session, work), [file])
        return _out(row)


@operations("GET", _PATH + "/{caption}", "Read captions", answers=CaptionOut)
def read_one(work: str, caption: str) -> CaptionOut:
    """What is said of them; the file itself is at `href`."""
    with repository().database.read() as session:
        return _out(_found(session, work, caption))


@operations(
    "PUT", _PATH + "/{caption}", "Replace captions", takes=bytes, answers=CaptionOut, changes=True
)
def put_one(work: str, caption: str) -> CaptionOut:
    """Recording and language stay; other bytes have an address and an id of their own."""
    with repository().database.read() as session:
        row = _found(session, work, caption)
        check_state(_out(row))
        name = f"{row.recording}.{row.language}.vtt"
    file = _received(work, name)
    with repository().database.write() as session:
        check_state(_out(_found(session, work, caption)))
        [row] = put_captions(session, editable_work(session, work), [file])
        return _out(row)


@operations("DELETE", _PATH + "/{caption}", "Take captions away", status=204, changes=True)
def delete_one(work: str, caption: str) -> None:
    """The recording stays."""
    with repository().database.write() as session:
        found, row = editable_work(session, work), _found(session, work, caption)
        check_state(_out(row))
        session.delete(row)
        touch(session, found)


def _received(work_id: str, name: str) -> CaptionFile:
    """The body as captions that are safe in storage. Raises `RefusedError` for others."""
    with repository().database.read() as session:
        check_may_edit(get_work(session, work_id).institution_id)
    with staged_body(repository().settings) as path:
        file = read_captions(path, name)
    keep_captions(repository().storage, file)
    return file


def _found(session: Session, work_id: str, caption_id: str) -> Caption:
    row = session.get(Caption, caption_id)
    if row is None or row.work_id != work_id:
        raise NotFoundError(caption_id)
    return row


def _out(row: Caption) -> CaptionOut:
    return CaptionOut(
        id=row.id,
        work=row.work_id,
        recording=row.recording,
        language=row.language,
        size=row.size,
        href=repository().settings.public_url + medium_href(row.id, row.file_name),
    )
