"""One set of pictures and one service for all tests of the image server."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import pyvips
from flask import Flask
from werkzeug.test import Client

from imageserver.front import tile_front
from imageserver.geometry import Limits
from imageserver.pool import SlowPool
from imageserver.routes import create_blueprint
from imageserver.service import ImageService
from storage.local import LocalStorage
from tests.imageserver.catalogue import MemoryCatalogue
from tests.imageserver.scans import scan

BASE = "https://keruen.test"
MASTERS = {
    "scan": (1500, 1100, 3),
    "odd": (1001, 515, 3),
    "grey": (700, 900, 1),
    "alpha": (600, 520, 4),
    "small": (200, 150, 3),
    "dot": (1, 1, 3),
    "line": (1, 900, 3),
    "strip": (4000, 1, 3),
    "scroll": (66_000, 300, 3),
}


@dataclass(frozen=True)
class Site:
    """The service, both its doors, and the masters that its pictures were made from."""

    catalogue: MemoryCatalogue
    service: ImageService
    flask: Client
    front: Client
    masters: dict[str, pyvips.Image]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder: Path = tmp_path_factory.mktemp("images")
    storage = LocalStorage(folder / "storage")
    catalogue = MemoryCatalogue()
    masters = {name: scan(*shape) for name, shape in MASTERS.items()}
    masters["bilevel"] = (scan(900, 700, 1) > 110).copy(interpretation="b-w")
    for name, image in masters.items():
        catalogue.add(storage, folder, name, image)
    catalogue.add(storage, folder, "draft", masters["small"], public=False)
    service = ImageService(
        catalogue,
        storage,
        base_url=BASE,
        limits=Limits(16_000, 16_000, 8_000_000),
        slow=SlowPool(running=2, waiting=20, patience=20),
    )
    app = Flask("images")
    app.register_blueprint(create_blueprint(service))
    front = tile_front(app.wsgi_app, service)
    return Site(
        catalogue,
        service,
        Client(app, use_cookies=False),
        Client(front, use_cookies=False),
        masters,
    )
