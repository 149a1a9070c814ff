"""The table of contents, node by node."""

from collections.abc import Iterator

from manifests.description import DEEPEST, SectionDescription, WorkDescription
from manifests.errors import InvalidDocumentError

HOPELESS = 2 * DEEPEST
"""Where writing ends: what lies less deep is written, so that the check can say it is wrong."""


def every_section(work: WorkDescription) -> Iterator[SectionDescription]:
    """All sections of a work, each before those below it.

    Raises `InvalidDocumentError` for sections that lie too deep in each other to be written.
    """
    waiting = [(section, 0) for section in reversed(work.sections)]
    while waiting:
        section, depth = waiting.pop()
        if depth > HOPELESS:
            raise InvalidDocumentError(f"{work.id}: sections lie more than {HOPELESS} deep")
        yield section
        below = (item for item in reversed(section.items) if isinstance(item, SectionDescription))
        waiting.extend((item, depth + 1) for item in below)
