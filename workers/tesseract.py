"""Running Tesseract, which reads what is written on a picture."""

import functools
import shutil
from collections.abc import Sequence
from pathlib import Path

from storage import StorageFullError
from workers.bounded import Bounds, run_bounded
from workers.errors import NoLanguageError, NoTesseractError, RecognitionFailedError

_SECONDS = 300.0
_MEMORY = 3 << 30
_MOST_WRITTEN = 64 << 20
_ASKING = Bounds(20.0, _MEMORY, 1 << 20)
_ALONE = {"OMP_THREAD_LIMIT": "1"}  # as many pages are read at once as there are cores
_MOST_LANGUAGES = 3  # each more makes it slower, and surer of the wrong


def program() -> str:
    """The path of `tesseract`. Raises `NoTesseractError`."""
    found = shutil.which("tesseract")
    if found is None:
        raise NoTesseractError
    return found


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that are there, without the one that only tells scripts.

    Raises `NoTesseractError`.
    """
    ran = run_bounded([program(), "--list-langs"], _ASKING)
    lines = ran.output.decode(errors="replace").splitlines()[1:]
    return tuple(sorted(line.strip() for line in lines if line.strip() not in ("", "osd")))


def version() -> str:
    """What it calls itself, such as `tesseract 5.3.0`. Raises `NoTesseractError`."""
    ran = run_bounded([program(), "--version"], _ASKING)
    return ran.output.decode(errors="replace").partition("\n")[0].strip()


def chosen(wanted: Sequence[str]) -> list[str]:
    """Those of the wanted languages that are there. Raises `NoLanguageError` when none is."""
    found = [code for code in wanted if code in languages()][:_MOST_LANGUAGES]
    if not found:
        raise NoLanguageError("+".join(wanted))
    return found


def recognise(picture: Path, wanted: Sequence[str]) -> bytes:
    """The ALTO of what is written on a picture in some of these languages.

    Raises `NoTesseractError`, `NoLanguageError`, `RecognitionFailedError`, `TookTooLongError` and
    `StorageFullError`.
    """
    target = picture.with_suffix("")
    command = [program(), str(picture), str(target), "-l", "+".join(chosen(wanted))]
    bounds = Bounds(_SECONDS, _MEMORY, _MOST_WRITTEN)
    ran = run_bounded([*command, "--psm", "3", "--dpi", "300", "alto"], bounds, _ALONE)
    if "No space left on device" in ran.complaints:
        raise StorageFullError("no room for the text while it is recognised")
    try:
        return target.with_suffix(".xml").read_bytes()
    except FileNotFoundError as error:
        raise RecognitionFailedError(ran.complaints) from error
