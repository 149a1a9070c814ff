"""The official validator, on the picture it prescribes, against the server as it runs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyvips

from tests.imageserver.server import ROOT, ImageServer
from tests.services import program
from workers.pyramid import write_pyramid

IDENTIFIER = "67352ccc-d1b0-11e1-89ae-279075081939"
PICTURE = ROOT / "tests" / "data" / "iiif" / "validator" / f"{IDENTIFIER}.png"

# What the text of the specification does not support; the validator's own name of the test: why.
EXCEPTIONS = {
    "3.0": {
        "size_noup": "wants !2000,3000 of 1000 x 1000 refused; 4.2: not larger than the region",
        "size_up": "wants ^max at 1000 while it asks for larger sizes too; 4.2: up to the limits",
    },
    "2.0": {},
}
BROKEN = {
    "format_jp2": "crashes on Python 3 (validator 1.0.5)",
    "format_pdf": "crashes on Python 3 (validator 1.0.5)",
    "format_webp": "crashes on Python 3 (validator 1.0.5)",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImageServer]:
    folder: Path = tmp_path_factory.mktemp("validator")
    (folder / "storage").mkdir()
    image = pyvips.Image.new_from_file(str(PICTURE), access="sequential")
    layout = write_pyramid(image, folder / "storage" / "picture.tif")
    server = ImageServer(folder, {IDENTIFIER: ("picture.tif", layout)})
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize(("version", "prefix"), [("3.0", "3"), ("2.0", "2")])
def test_the_validator_finds_nothing_but_what_the_text_allows(
    server: ImageServer, version: str, prefix: str, level: int
) -> None:
    """Level 3 is its word for all that is optional, 2.0 its word for version 2.x."""
    script = program("iiif-validate.py", Path(sys.executable).parent)
    done = subprocess.run(
        [
            sys.executable, "-W", "ignore", script, "-s", f"127.0.0.1:{server.port}",
            "-p", f"iiif/image/{prefix}", "-i", IDENTIFIER, f"--version={version}",
            "--level", str(level), "-v",
        ],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ},
    )  # fmt: skip
    report = done.stdout + done.stderr
    results = dict(re.findall(r"test (\w+) (PASS|FAIL)", report))
    assert len(results) > 20, report
    failed = {name for name, result in results.items() if result == "FAIL"}
    assert failed <= EXCEPTIONS[version].keys() | BROKEN.keys(), report
