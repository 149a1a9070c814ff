"""The gate for recordings and captions: which files under `/media/` a visitor may have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from imageserver.catalogue import Visitor
from repository.captions import TEXT, VTT, caption_key
from repository.database import Database
from repository.errors import NotFoundError
from repository.models import Caption, Medium, Page, SharedPage, Work, WorkState
from repository.recordings import text_name


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A stored file of media type `format`; `size` in bytes, `modified` in UTC.

    `mark` never stands for other bytes. `public` is false for what a shared cache may not keep.
    """

    key: str
    format: str
    size: int
    mark: str
    modified: datetime
    public: bool


class CatalogueMedia:
    """Finds files by the id and the name in their address.

    `is_curator` tells whether the visitor is signed in: drafts are shown to curators only.
    """

    def __init__(self, database: Database, is_curator: Callable[[Visitor], bool]) -> None:
        self._database = database
        self._is_curator = is_curator

    def file(self, media_id: str, name: str, visitor: Visitor) -> MediaFile:
        """The file, if this visitor may have it. Raises `NotFoundError`."""
        with self._database.read() as session:
            found = _medium(session, media_id, name) or _caption(session, media_id, name)
        if found is None or not (found.public or self._is_curator(visitor)):
            raise NotFoundError(media_id)
        return found


def _medium(session: Session, media_id: str, name: str) -> MediaFile | None:
    row = session.execute(
        select(Medium, _is_public(SharedPage.page_id == Page.id))
        .join(Page, Page.id == Medium.page_id)
        .join(Work, Work.id == Page.work_id)
        .where(Medium.id == media_id, Medium.file_name == name)
    ).one_or_none()
    if row is None:
        return None
    medium, is_public = row
    return MediaFile(
        key=medium.key,
        format=medium.format,
        size=medium.size,
        mark=medium.id,
        modified=medium.created,
        public=is_public,
    )


def _caption(session: Session, media_id: str, name: str) -> MediaFile | None:
    row = session.execute(
        select(Caption, _is_public(SharedPage.owner_id == Caption.work_id))
        .join(Work, Work.id == Caption.work_id)
        .where(Caption.id == media_id)
    ).one_or_none()
    if row is None or name not in (row.Caption.file_name, text_name(row.Caption.file_name)):
        return None
    caption, is_public = row
    is_text = name != caption.file_name
    return MediaFile(
        key=caption_key(caption.sha256, "txt" if is_text else "vtt"),
        format=f"{TEXT}; charset=utf-8" if is_text else VTT,
        size=caption.text_size if is_text else caption.size,
        mark=f"{caption.id}{'t' if is_text else ''}",
        modified=caption.created,
        public=is_public,
    )


def _is_public(shares: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the work, or another that shares its pages, is published."""
    other = aliased(Work)
    shared = exists().where(
        shares, SharedPage.work_id == other.id, other.state == WorkState.PUBLISHED
    )
    return or_(Work.state == WorkState.PUBLISHED, shared)
