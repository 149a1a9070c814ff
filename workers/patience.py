"""How long one job may take before its worker is taken for stuck."""

import time

_A_SCAN = 900.0  # seconds; no scan within the pixel limit takes as long


class Patience:
    """The time a job has from now on; work on a long recording asks for more."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self.seconds = _A_SCAN

    def allow(self, seconds: float) -> None:
        """Give the job so many seconds from its beginning, if that is more than it has."""
        self.seconds = max(self.seconds, seconds)

    @property
    def is_over(self) -> bool:
        """Whether the job has used up its time."""
        return time.monotonic() - self._started > self.seconds
