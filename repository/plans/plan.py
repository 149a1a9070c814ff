"""A work to be: checked as a whole before anything of it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from manifests.description import DEEPEST
from repository.schemas.errors import Fault, FaultyError, faults_of
from repository.schemas.plan import PlannedPage, PlannedSection, PlannedSectionPage, PlannedWork

_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """A work to be: `source` finds it again, `files` are where the files that it names lie."""

    source: str
    name: str
    work: PlannedWork
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def pages(self) -> Sequence[PlannedPage]:
        """The pages in their order."""
        return self.work.pages or ()


def checked(data: Any) -> PlannedWork:
    """The work that data describe. Raises `FaultyError`, which names every field at fault."""
    try:
        work = PlannedWork.model_validate(data)
    except ValidationError as error:
        raise FaultyError(faults_of(error)) from error
    return work


def check_references(work: PlannedWork, files: Mapping[str, Path]) -> None:
    """Raises `FaultyError` for files that are not there and pages that are not in the work."""
    faults = [*_files(work, files), *_texts(work, files), *_references(work)]
    if faults:
        raise FaultyError(faults[:_MOST_FAULTS])


def names_of(work: PlannedWork) -> dict[str, int]:
    """Where each page stands, counted from 0, by all it may be called."""
    names: dict[str, int] = {}
    for number in range(len(work.pages or ())):
        names[str(number + 1)] = number
    for number, page in enumerate(work.pages or ()):
        for name in (page.file, page.key):
            if name:
                names[name] = number
    return names


def _files(work: PlannedWork, files: Mapping[str, Path]) -> Iterator[Fault]:
    scans: set[str] = set()
    keys: set[str] = set()
    for number, page in enumerate(work.pages or ()):
        at = f"pages[{number}]"
        if page.file is not None:
            name = page.file.rpartition("/")[2]
            if page.file not in files:
                yield Fault(f"{at}.file", f"there is no file {page.file!r} in the folder")
            elif name in scans:
                yield Fault(f"{at}.file", f"a file called {name!r} is another page already")
            scans.add(name)
        elif page.width is None and not any(image.href for image in page.images):
            yield Fault(at, "needs a file, or a width and height")
        if page.key in keys:
            yield Fault(f"{at}.key", f"{page.key!r} is another page already")
        keys.update({page.key} if page.key else ())
        for place, image in enumerate(page.images):
            if (image.file is None) == (image.href is None):
                yield Fault(f"{at}.images[{place}]", "has either a file or an href")
            elif image.file and image.file not in files:
                yield Fault(f"{at}.images[{place}].file", f"there is no file {image.file!r}")


def _texts(work: PlannedWork, files: Mapping[str, Path]) -> Iterator[Fault]:
    for number, page in enumerate(work.pages or ()):
        named = {"text": page.text}
        named |= {f"captions.{language}": name for language, name in page.captions.items()}
        for field_, name in named.items():
            if name is not None and name not in files:
                at = f"pages[{number}].{field_}"
                yield Fault(at, f"there is no file {name!r} in the folder")
        if page.captions and page.file is None:
            yield Fault(f"pages[{number}].captions", "are those of a file")


def _references(work: PlannedWork) -> Iterator[Fault]:
    known = names_of(work)
    for name in ("start_page", "placeholder_page", "thumbnail_page"):
        page = getattr(work, name)
        if page and page not in known:
            yield Fault(name, f"there is no page {page!r}")
    for number, section in enumerate(work.sections):
        yield from _section(section, f"sections[{number}]", known, 1)


def _section(
    section: PlannedSection, at: str, known: Mapping[str, int], depth: int
) -> Iterator[Fault]:
    if depth > DEEPEST:
        yield Fault(at, f"lies more than {DEEPEST} deep")
        return
    if section.start_page and section.start_page not in known:
        yield Fault(f"{at}.start_page", f"there is no page {section.start_page!r}")
    for number, item in enumerate(section.items):
        here = f"{at}.items[{number}]"
        if isinstance(item, PlannedSection):
            yield from _section(item, here, known, depth + 1)
        elif isinstance(item, PlannedSectionPage) and item.page not in known:
            yield Fault(f"{here}.page", f"there is no page {item.page!r}")
