"""How long one job may take before its worker is taken for stuck."""

import os
import time
from contextlib import suppress
from pathlib import Path

_A_SCAN = 900.0  # seconds; no scan within the pixel limit takes as long


class Patience:
    """The time a job has from now on; work on a long recording asks for more."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self.seconds = _A_SCAN
        self._folders: list[Path] = []

    def allow(self, seconds: float) -> None:
        """Give the job so many seconds from its beginning, if that is more than it has."""
        self.seconds = max(self.seconds, seconds)

    @property
    def is_over(self) -> bool:
        """Whether the job has used up its time."""
        return time.monotonic() - self._started > self.seconds

    def hold(self, folder: Path) -> None:
        """Have a temporary folder that the job uses taken for one in use, however long it takes."""
        self._folders.append(folder)

    def touch_folders(self) -> None:
        """Show that the folders are in use; `workers.leftovers` removes the others."""
        for folder in self._folders:
            with suppress(FileNotFoundError):
                os.utime(folder)
