"""From an opened scan to a stored pyramid."""

from pathlib import Path

from repository.ingest import Frame, Picture
from repository.repository import Repository
from workers.pyramid import RECIPE, verify_pyramid, write_pyramid
from workers.room import no_room_translated
from workers.scan import Scan, open_frame
from workers.upright import cut_out, turned


def recipe(repository: Repository) -> str:
    """A name for everything that decides how a pyramid comes out."""
    return f"{RECIPE}q{repository.settings.jpeg_quality}"


def draw(
    repository: Repository, path: Path, scan: Scan, frame: Frame, key: str, folder: Path
) -> Picture:
    """Write the pyramid of one frame, cut and turned, in `folder` and store it under `key`.

    Raises `ScanError`, `StorageFullError`, `StorageUnavailableError`.
    """
    target = folder / "pyramid.tif"
    with no_room_translated(), open_frame(path, scan, frame.number, folder) as image:
        wanted = turned(cut_out(image, frame.cut), frame.turn, folder)
        layout = write_pyramid(wanted, target, quality=repository.settings.jpeg_quality)
    verify_pyramid(target, layout)
    size = repository.storage.take(key, target, "image/tiff")
    return Picture(scan.media_type, scan.frames, key, size, layout.as_json())
