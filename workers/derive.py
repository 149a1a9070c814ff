"""From a master to what readers see or hear."""

import tempfile
from dataclasses import replace
from pathlib import Path

from repository.ingest import Frame, Picture, add_pages, frame_of, keep_picture, keep_recording
from repository.jobs import Claim
from repository.masters import derivative_key, master_key
from repository.repository import Repository
from storage import let_go
from workers.draw import draw, recipe
from workers.errors import NotAnImageError
from workers.given_text import give_late_text, give_text_of
from workers.leftovers import DERIVE, is_copy
from workers.limits import Limits
from workers.media import PDF
from workers.outline import outline
from workers.patience import Patience
from workers.play import play
from workers.recording import inspect_recording
from workers.scan import inspect


def derive(repository: Repository, held: Claim, patience: Patience) -> None:
    """Make what is shown of a page's master, a picture or a recording, and give it to the page.

    Raises `ScanError` when the master cannot be read, `StorageFullError`,
    `StorageUnavailableError`, `NotFoundError` when the page is gone, and `ClaimLostError` when
    another worker has taken over.
    """
    settings = repository.settings
    frame = frame_of(repository.database, held)
    limits = Limits(
        pixels=settings.max_pixels, frames=settings.max_frames, seconds=settings.max_duration
    )
    with (
        tempfile.TemporaryDirectory(prefix=DERIVE, dir=settings.staging_dir) as folder,
        repository.storage.local_copy(master_key(frame.sha256)) as master,
    ):
        patience.hold(Path(folder))
        if is_copy(master.parent):
            patience.hold(master.parent)
        recording = inspect_recording(master, limits)
        if recording is None:
            picture = _picture(repository, held, frame, master, Path(folder), limits)
            give_text_of(repository, frame, picture, master)
            if frame.number == picture.frames - 1:
                let_go(master)  # which is seldom read again
            keep_picture(repository.database, held, frame, picture, settings.recognise)
            give_late_text(repository, frame, picture)
        elif frame.image_id is not None:
            raise NotAnImageError  # what is painted beside a scan is a picture
        else:
            made = play(repository, frame, master, recording, Path(folder), limits, patience)
            keep_recording(repository.database, held, frame, made)


def _picture(
    repository: Repository, held: Claim, frame: Frame, master: Path, folder: Path, limits: Limits
) -> Picture:
    scan = inspect(master, limits)
    if scan.frames > 1 and frame.number == 0:
        add_pages(repository.database, held, frame, scan.frames)
    key = derivative_key(frame.sha256, frame.number, recipe(repository), frame.turn, frame.cut)
    picture = draw(repository, master, scan, frame, key, folder)
    if scan.media_type == PDF and frame.number == 0:
        return replace(picture, outline=outline(master))
    return picture
