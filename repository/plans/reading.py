"""Which kind of plan a path or an address holds."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from repository.errors import RefusedError
from repository.fetching import Fetcher
from repository.plans.folder import FILE, read_folder
from repository.plans.iiif import LARGEST, read_manifest
from repository.plans.mets import read_mets
from repository.plans.plan import Plan
from repository.plans.remote import Picture, is_remote, measured, unmeasured

_ACCEPT = "application/ld+json, application/json"
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether pictures of other sites are copied, and private networks are read from."""

    copy: bool = False
    private: bool = False


def find_plan(given: str, reading: Reading) -> Plan | None:
    """The plan at a path or address, None where there are only scans.

    Raises `FaultyError`, which names every field at fault, `RefusedError` and `OSError`.
    """
    if is_remote(given):
        fetcher = Fetcher(LARGEST, _SECONDS, reading.private)
        return read_manifest(fetcher.text(given, _ACCEPT), given)
    path = Path(given)
    if path.is_dir():
        return read_folder(path) if (path / FILE).is_file() else None
    if path.suffix.lower() == ".xml":
        return read_mets(path, _pictures(reading))
    if path.suffix.lower() == ".json":
        if path.stat().st_size > LARGEST:
            raise RefusedError("fetch-too-large", address=given, largest=LARGEST)
        return read_manifest(path.read_bytes(), str(path.resolve()))
    return None


def _pictures(reading: Reading) -> Picture:
    """How pictures are taken that a METS names by their addresses."""
    if reading.copy:
        return unmeasured
    return partial(measured, Fetcher(LARGEST, _SECONDS, reading.private))
