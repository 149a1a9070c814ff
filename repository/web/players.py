"""Recordings on plain pages: what the browser's own player needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from repository.captions import captions_for, captions_of
from repository.models import Caption, Medium, MediumKind, Page
from repository.recordings import medium_href, text_name
from repository.web.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Track:
    """Captions in one language: the WebVTT file, and all that is said in it as plain text."""

    url: str
    text_url: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Player:
    """A recording: where it is, how long it lasts, and the captions to it."""

    url: str
    format: str
    is_film: bool
    width: int | None
    height: int | None
    lasts: str
    tracks: tuple[Track, ...] = ()


def player(medium: Medium, captions: Sequence[Caption] = ()) -> Player:
    """What a page shows of a recording."""
    return Player(
        url=request.script_root + medium_href(medium.id, medium.file_name),
        format=medium.format,
        is_film=medium.kind == MediumKind.VIDEO,
        width=medium.width,
        height=medium.height,
        lasts=clock(medium.duration),
        tracks=tuple(_track(caption) for caption in captions),
    )


def captions_of_page(session: Session, page_id: str) -> Sequence[Caption]:
    """The captions to the recording on a page."""
    page = session.get_one(Page, page_id)
    return captions_for(page, captions_of(session, page.work_id))


def clock(seconds: float) -> str:
    """A length of time as players show it: 0:42, 12:05, 1:02:30."""
    whole = max(1, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def _track(caption: Caption) -> Track:
    return Track(
        url=request.script_root + medium_href(caption.id, caption.file_name),
        text_url=request.script_root + medium_href(caption.id, text_name(caption.file_name)),
        language=caption.language,
        name=LANGUAGES.get(caption.language, caption.language),
    )
