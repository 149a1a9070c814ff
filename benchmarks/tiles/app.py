"""The image server alone, with a catalogue that is a JSON file; started by granian.

`TILES_CATALOGUE` names the file, `TILES_STORAGE` the storage as `KERUEN_STORAGE_URL` would.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from imageserver.catalogue import ImageRecord, Visitor
from imageserver.errors import ImageNotFoundError
from imageserver.front import tile_front
from imageserver.layout import Layout
from imageserver.routes import create_blueprint
from imageserver.service import ImageService
from storage import open_storage


class FileCatalogue:
    """Every record of the file, for everybody."""

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


_MODIFIED = datetime(2026, 11, 1, tzinfo=UTC)


def _application() -> Flask:
    app = Flask("tiles")
    storage = open_storage(
        os.environ["TILES_STORAGE"], endpoint_url=os.environ.get("TILES_S3_ENDPOINT")
    )
    service = ImageService(
        FileCatalogue(Path(os.environ["TILES_CATALOGUE"])),
        storage,
        base_url="http://127.0.0.1",
    )
    app.register_blueprint(create_blueprint(service))
    app.wsgi_app = tile_front(app.wsgi_app, service)  # type: ignore[method-assign]
    return app


application = _application().wsgi_app
