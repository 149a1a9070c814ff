"""Captions: WebVTT files that hang on a recording by its name, `talk.kk.vtt` on `talk.mp4`."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeAlias

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from repository.errors import RefusedError
from repository.masters import clean_name
from repository.models import Caption, Page, SharedPage, Work
from repository.recordings import address_stem
from repository.revisions import touch
from repository.webvtt import MOST_BYTES, WebVttError, parse, plain_text
from storage import Storage

ENDING = ".vtt"
VTT, TEXT = "text/vtt", "text/plain"
LANGUAGE = r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}"
_LANGUAGE = re.compile(LANGUAGE, re.ASCII)


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A file of captions that has been read and found right; `text` is all that is said in it."""

    name: str
    recording: str
    language: str
    data: bytes
    text: bytes

    @property
    def sha256(self) -> str:
        """The checksum of the file."""
        return hashlib.sha256(self.data).hexdigest()


def is_captions(name: str) -> bool:
    """Whether a file of this name is to be captions."""
    return name.lower().endswith(ENDING)


def caption_key(sha256: str, ending: str) -> str:
    """Where captions lie: the file itself (`vtt`), or all that is said in it (`txt`)."""
    return f"captions/{sha256[:2]}/{sha256}.{ending}"


def read_captions(path: Path, name: str) -> CaptionFile:
    """Read captions strictly. Raises `RefusedError` with the line at fault, and `OSError`."""
    name = clean_name(name)
    recording, _, language = PurePath(name).stem.rpartition(".")
    if not recording or not _LANGUAGE.fullmatch(language.lower()):
        raise RefusedError("captions-name", name=name)
    return captions_in(path, name, recording, language.lower())


def captions_in(path: Path, name: str, recording: str, language: str) -> CaptionFile:
    """The same of a file whose name need not say what it is for."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        cues = parse(data)
    except WebVttError as error:
        problem = RefusedError("bad-captions", name=name, line=error.line, problem=error.problem)
        raise problem from error
    return CaptionFile(name, recording, language, data, plain_text(cues).encode())


def keep_captions(storage: Storage, file: CaptionFile) -> None:
    """Keep the file and its text in storage; twice does no harm.

    Raises `StorageFullError`, `StorageUnavailableError`.
    """
    storage.put(caption_key(file.sha256, "vtt"), file.data, VTT)
    storage.put(caption_key(file.sha256, "txt"), file.text, TEXT)


def put_captions(session: Session, work: Work, files: Iterable[CaptionFile]) -> list[Caption]:
    """Give the work these captions, replacing those of the same recording and language."""
    rows = []
    for file in files:
        where = (Caption.recording == file.recording, Caption.language == file.language)
        old = session.scalar(select(Caption).where(Caption.work_id == work.id, *where))
        if old is not None and old.sha256 == file.sha256:
            rows.append(old)
            continue
        if old is not None:
            session.delete(old)
            session.flush()
        rows.append(_row(work, file))
        session.add(rows[-1])
        session.flush()
        touch(session, work)
    return rows


CaptionsByRecording: TypeAlias = Mapping[tuple[str, str], Sequence[Caption]]


def captions_of(session: Session, work_id: str) -> CaptionsByRecording:
    """The captions of a work and of those that share pages with it, by one statement.

    They are kept by work and name of the recording; Kazakh, Russian and English come first.
    """
    owners = select(SharedPage.owner_id).where(SharedPage.work_id == work_id)
    query = select(Caption).where(or_(Caption.work_id == work_id, Caption.work_id.in_(owners)))
    found: dict[tuple[str, str], list[Caption]] = {}
    for caption in sorted(session.scalars(query), key=lambda each: _rank(each.language)):
        found.setdefault((caption.work_id, caption.recording), []).append(caption)
    return found


def captions_for(page: Page, captions: CaptionsByRecording) -> Sequence[Caption]:
    """Those of `captions_of` that belong to the recording on this page."""
    return captions.get((page.work_id, PurePath(page.file_name).stem), ())


def _row(work: Work, file: CaptionFile) -> Caption:
    return Caption(
        work_id=work.id,
        recording=file.recording,
        language=file.language,
        file_name=f"{address_stem(file.recording)}.{file.language}{ENDING}",
        sha256=file.sha256,
        size=len(file.data),
        text_size=len(file.text),
    )


def _rank(language: str) -> tuple[int, str]:
    first = ("kk", "ru", "en")
    return (first.index(language) if language in first else len(first), language)
