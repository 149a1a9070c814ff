"""What killed workers leave behind on the disk."""

import shutil
import tempfile
import time
from pathlib import Path

_ABANDONED = 3600.0  # seconds; a job that takes longer touches its folders while it lives
DERIVE = "derive-"
_COPIES = "keruen-copy-"  # `Storage.local_copy` of a bucket


def remove_leftovers(staging: Path) -> int:
    """Remove folders that no living job can be using; returns how many there were."""
    found = [*staging.glob(f"{DERIVE}*"), *Path(tempfile.gettempdir()).glob(f"{_COPIES}*")]
    old = [folder for folder in found if _age(folder) > _ABANDONED]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def is_copy(folder: Path) -> bool:
    """Whether the folder holds a temporary copy of what lies in a bucket."""
    return folder.name.startswith(_COPIES)


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0
