"""A folder with a `work.json`."""

from pathlib import Path

from pydantic import ValidationError

from repository.plans.plan import Plan, check_references
from repository.schemas.errors import Fault, FaultyError, faults_of
from repository.schemas.plan import PlannedPage, PlannedWork
from repository.sources import find_source

FILE = "work.json"
_LARGEST = 64 << 20


def read_folder(folder: Path) -> Plan:
    """The plan of a folder. Raises `FaultyError`, `RefusedError`, `OSError`."""
    folder = folder.resolve()
    path = folder / FILE
    if path.stat().st_size > _LARGEST:
        raise FaultyError([Fault(FILE, f"is larger than {_LARGEST} bytes")])
    try:
        work = PlannedWork.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise FaultyError(faults_of(error)) from error
    if work.pages is None:
        scans = find_source(folder).files
        work.pages = [PlannedPage(file=scan.name) for scan in scans]
    files = {name: folder / name for name in _named(work) if _is_inside(folder, name)}
    check_references(work, files)
    return Plan(str(folder), folder.name, work, files)


def _named(work: PlannedWork) -> set[str]:
    pages = work.pages or ()
    named = {name for page in pages for name in (page.file, page.text, *page.captions.values())} | {
        image.file for page in pages for image in page.images
    }
    return {name for name in named if name}


def _is_inside(folder: Path, name: str) -> bool:
    try:
        path = (folder / name).resolve()
    except (OSError, ValueError):
        return False
    return path.is_relative_to(folder) and path.is_file()
