"""From a master's frame to the picture readers see."""

import tempfile
from pathlib import Path

from repository.ingest import Frame, Picture, add_pages, frame_of, keep_picture
from repository.jobs import Claim
from repository.masters import derivative_key, master_key
from repository.repository import Repository
from workers.leftovers import DERIVE
from workers.limits import Limits
from workers.pyramid import RECIPE, verify_pyramid, write_pyramid
from workers.room import no_room_translated
from workers.scan import inspect, open_frame


def derive(repository: Repository, held: Claim) -> None:
    """Make the pyramid of a page's scan and give the page its new picture.

    Raises `ScanError` when the scan cannot be read, `StorageFullError`,
    `StorageUnavailableError`, `NotFoundError` when the page is gone, and `ClaimLostError` when
    another worker has taken over.
    """
    frame = frame_of(repository.database, held)
    staging = repository.settings.staging_dir
    with (
        tempfile.TemporaryDirectory(prefix=DERIVE, dir=staging) as folder,
        repository.storage.local_copy(master_key(frame.sha256)) as master,
    ):
        picture = _draw(repository, held, frame, master, Path(folder) / "pyramid.tif")
    keep_picture(repository.database, held, frame, picture)


def _draw(repository: Repository, held: Claim, frame: Frame, master: Path, target: Path) -> Picture:
    settings = repository.settings
    limits = Limits(pixels=settings.max_pixels, frames=settings.max_frames)
    scan = inspect(master, limits)
    if scan.frames > 1 and frame.number == 0:
        add_pages(repository.database, held, frame, scan.frames)
    with no_room_translated(), open_frame(master, scan, frame.number, target.parent) as image:
        layout = write_pyramid(image, target, quality=settings.jpeg_quality)
    verify_pyramid(target, layout)
    key = derivative_key(frame.sha256, frame.number, f"{RECIPE}q{settings.jpeg_quality}")
    stat = repository.storage.put(key, target, "image/tiff")
    return Picture(scan.media_type, scan.frames, key, stat.size, layout.as_json())
