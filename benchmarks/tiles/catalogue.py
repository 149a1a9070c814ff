"""A catalogue that is a JSON file: id, key and layout of a few pictures, open to everybody."""

import json
from datetime import UTC, datetime
from pathlib import Path

from imageserver.catalogue import ImageRecord, Visitor
from imageserver.errors import ImageNotFoundError
from imageserver.layout import Layout

_MODIFIED = datetime(2026, 11, 1, tzinfo=UTC)


class FileCatalogue:
    """An `ImageCatalogue` read once from its file."""

    def __init__(self, path: Path) -> None:
        rows = json.loads(path.read_text())
        self._records = {
            name: ImageRecord(name, row["key"], Layout.from_json(row["layout"]), _MODIFIED)
            for name, row in rows.items()
        }

    def image(self, image_id: str, visitor: Visitor) -> ImageRecord:  # noqa: ARG002
        """The record of an id; see `ImageCatalogue`."""
        try:
            return self._records[image_id]
        except KeyError:
            raise ImageNotFoundError(image_id) from None

    def at_hand(self, image_id: str) -> ImageRecord | None:
        """All are; see `ImageCatalogue`."""
        return self._records.get(image_id)


def write_catalogue(path: Path, pictures: dict[str, tuple[str, Layout]]) -> None:
    """Write the file for pictures given as id: (key, layout)."""
    rows = {
        name: {"key": key, "layout": layout.as_json()} for name, (key, layout) in pictures.items()
    }
    path.write_text(json.dumps(rows))
