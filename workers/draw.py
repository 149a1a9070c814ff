"""From an opened scan to a stored pyramid."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repository.ingest import Frame, Picture
from repository.repository import Repository
from workers.pyramid import RECIPE, verify_pyramid, write_pyramid
from workers.room import no_room_translated
from workers.scan import Scan, open_frame, open_strips
from workers.strips import ImageStrips, Strips
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
    with no_room_translated(), _strips(path, scan, frame, folder) as strips:
        layout = write_pyramid(strips, target, quality=repository.settings.jpeg_quality)
    verify_pyramid(target, layout)
    size = repository.storage.take(key, target, "image/tiff")
    return Picture(scan.media_type, scan.frames, key, size, layout.as_json())


@contextmanager
def _strips(path: Path, scan: Scan, frame: Frame, folder: Path) -> Iterator[Strips]:
    if frame.cut is None and frame.turn % 360 == 0:
        with open_strips(path, scan, frame.number, folder) as strips:
            yield strips
    else:
        with open_frame(path, scan, frame.number, folder) as image:
            yield ImageStrips(turned(cut_out(image, frame.cut), frame.turn, folder))
