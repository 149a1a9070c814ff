"""The image server alone, with a catalogue that is a JSON file; started by granian.

`TILES_CATALOGUE` names the file, `TILES_STORAGE` the storage as `KERUEN_STORAGE_URL` would,
`TILES_BASE_URL` the address of the site, `TILES_MIRROR` a folder for what comes from a bucket.
"""

import os
from pathlib import Path

from flask import Flask

from benchmarks.tiles.catalogue import FileCatalogue
from imageserver.application import Application
from imageserver.front import quick_door, tile_front
from imageserver.mirror import Mirror
from imageserver.routes import create_blueprint
from imageserver.service import ImageService
from storage import open_storage


def _service() -> ImageService:
    folder = os.environ.get("TILES_MIRROR")
    return ImageService(
        FileCatalogue(Path(os.environ["TILES_CATALOGUE"])),
        open_storage(os.environ["TILES_STORAGE"], endpoint_url=os.environ.get("TILES_S3_ENDPOINT")),
        base_url=os.environ.get("TILES_BASE_URL", "http://127.0.0.1"),
        mirror=Mirror(Path(folder), 2_000_000_000) if folder else None,
    )


def _flask(service: ImageService) -> Flask:
    app = Flask("tiles")
    app.register_blueprint(create_blueprint(service))
    return app


_tiles = _service()
front = tile_front(_flask(_tiles).wsgi_app, _tiles)
"""The same for a WSGI server."""

application = Application(front, quick_door(_tiles))
