"""A catalogue in memory over pictures that the tests write."""

from datetime import UTC, datetime
from pathlib import Path

import pyvips

from imageserver.catalogue import ImageRecord, Visitor
from imageserver.errors import ForbiddenError, ImageNotFoundError, LoginRequiredError
from storage.base import Storage
from workers.pyramid import write_pyramid

MODIFIED = datetime(2026, 11, 1, 12, 30, 5, tzinfo=UTC)
CURATOR = "session=curator"


class MemoryCatalogue:
    """Public records for everyone, the others for the visitor with the curator's cookie."""

    def __init__(self) -> None:
        self.records: dict[str, ImageRecord] = {}

    def image(self, image_id: str, visitor: Visitor) -> ImageRecord:
        record = self.records.get(image_id)
        if record is None:
            raise ImageNotFoundError(image_id)
        if record.public or visitor.cookie == CURATOR:
            return record
        raise ForbiddenError if visitor.cookie else LoginRequiredError

    def at_hand(self, image_id: str) -> ImageRecord | None:
        record = self.records.get(image_id)
        return record if record is not None and record.public else None

    def add(
        self,
        storage: Storage,
        folder: Path,
        image_id: str,
        image: pyvips.Image,
        *,
        public: bool = True,
    ) -> ImageRecord:
        path = folder / f"{len(self.records)}.tif"
        layout = write_pyramid(image, path)
        key = f"derivatives/{path.name}"
        storage.put(key, path, "image/tiff")
        path.unlink()
        record = ImageRecord(
            image_id,
            key,
            layout,
            MODIFIED,
            public=public,
            rights="http://creativecommons.org/publicdomain/mark/1.0/",
            part_of=("https://keruen.test/iiif/presentation/3/w1/manifest",),
        )
        self.records[image_id] = record
        return record
