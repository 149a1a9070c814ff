"""libvips as workers use it: only the loaders we mean to use, errors in our words."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyvips

from imageserver.memory import tune_allocator
from workers.errors import DamagedError, ScanError, TruncatedError

_LOADERS = ("Tiff", "Jpeg", "Png", "Webp", "Nsgif", "Heif")
_BREAKS_OFF = (
    "premature end", "not enough data", "read error", "unexpected end", "end of file", "truncated",
    "end-of-stream", "got 0 bytes",
)  # fmt: skip
# What went wrong on our side of the picture is no fault of the scan.
_OURS = ("no space left", "quota exceeded", "file too large")


@functools.cache
def prepare() -> None:
    """Block every loader but those that a scan may need; forget nothing, remember nothing.

    Called at the first use, not at import: what libvips starts before a fork hangs the child.
    """
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{name}", False)
    # As many scans are worked on as there are cores, so one thread each; and no cache, for it goes
    # by file name, and scans come under the same name again.
    tune_allocator()


def load(loader: str, path: Path, **options: Any) -> pyvips.Image:
    """A picture to be read once, from top to bottom.

    `fail_on` makes a picture that breaks off an error: at its default the rest would be grey.
    """
    prepare()
    options = {"access": "sequential", "fail_on": "error", **options}
    return pyvips.Operation.call(loader, str(path), **options)


def has(image: pyvips.Image, name: str) -> bool:
    """Whether there is such metadata; a list of all names fails when one is not UTF-8."""
    return bool(image.get_typeof(name))


def orientation(image: pyvips.Image) -> int:
    """The orientation tag, 1 to 8; 1 when there is none or it cannot be."""
    found = image.get("orientation") if has(image, "orientation") else 1
    return found if found in range(1, 9) else 1


@contextmanager
def translated() -> Iterator[None]:
    """Turn what libvips says about a scan into `ScanError`s; a full disk stays what it is."""
    try:
        yield
    except pyvips.Error as error:
        if meaning := _meaning(error):
            raise meaning from error
        raise


def _meaning(error: pyvips.Error) -> ScanError | None:
    # The first words only name what was being done when the scan broke off.
    words = str(error).lower().removeprefix("unable to fetch from region")
    detail = " ".join(str(error).split())[:500]
    if any(sign in words for sign in _OURS):
        return None
    if any(sign in words for sign in _BREAKS_OFF):
        return TruncatedError(detail)
    return DamagedError(detail)
