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
    """One process over a local storage in its folder; by WSGI alone if that is wished."""

    def __init__(
        self, folder: Path, pictures: dict[str, tuple[str, Layout]], *, wsgi: bool = False
    ) -> None:
        super().__init__(folder)
        self.wsgi = wsgi
        write_catalogue(folder / "catalogue.json", pictures)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        interface = ("--interface", "wsgi") if self.wsgi else SERVER_INTERFACE
        return [
            sys.executable, "-m", "granian", *interface, "--host", "127.0.0.1",
            "--port", str(self.port), "--log-level", "warning",
            f"benchmarks.tiles.app:{'front' if self.wsgi else 'application'}",
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
