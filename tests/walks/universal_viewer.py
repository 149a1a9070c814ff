"""Universal Viewer as it comes from npm, for a partner's site."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tests.services import program

PACKAGE = "universalviewer@4.4.0"
SHA512 = "9OVs6uCzeQYw50jg8k2vEGq6hQFu7kEv9OOAlmqVH9duhrpg1xlIqcMIb2rhNQnAxTQd3R13gxJze9UYkiwdzg=="
KEPT = Path(__file__).parents[2] / "build" / PACKAGE
_SECONDS = 120


def universal_viewer() -> Path:
    """The folder with `umd/UV.js` and `uv.css`; fetched once, without what it was built with."""
    if not KEPT.exists():
        with tempfile.TemporaryDirectory() as folder:
            _fetch(Path(folder))
            KEPT.parent.mkdir(exist_ok=True)
            shutil.move(Path(folder) / "package" / "dist", KEPT)
    return KEPT


def _fetch(folder: Path) -> None:
    command = [program("npm"), "pack", "--silent", PACKAGE]
    subprocess.run(command, cwd=folder, check=True, timeout=_SECONDS, capture_output=True)
    (archive,) = folder.glob("*.tgz")
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert found == SHA512, f"{PACKAGE} is not what it was"
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
