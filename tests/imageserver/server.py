"""The image server alone under granian, as it runs in production."""

import contextlib
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.tiles.catalogue import write_catalogue
from imageserver.layout import Layout
from repository.cli.serve import SERVER_INTERFACE
from tests.services import Service

ROOT = Path(__file__).parents[2]


class ImageServer(Service):
    """One process over a local storage in its folder."""

    def __init__(self, folder: Path, pictures: dict[str, tuple[str, Layout]]) -> None:
        super().__init__(folder)
        write_catalogue(folder / "catalogue.json", pictures)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        return [
            sys.executable, "-m", "granian", *SERVER_INTERFACE, "--host", "127.0.0.1",
            "--port", str(self.port), "--log-level", "warning",
            "benchmarks.tiles.app:application",
        ]  # fmt: skip

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TILES_CATALOGUE": str(self.folder / "catalogue.json"),
            "TILES_STORAGE": (self.folder / "storage").as_uri(),
            "TILES_BASE_URL": self.url,
        }

    def probe(self) -> None:
        with (
            contextlib.suppress(urllib.error.HTTPError),
            urllib.request.urlopen(f"{self.url}/iiif/image/3/none/info.json", timeout=2),
        ):
            pass
