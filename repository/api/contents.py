"""Tables of contents that a work's documents, or a METS file, have already."""

from typing import Any

from pydantic import BaseModel

from repository.api.caller import repository
from repository.api.operation import Operations
from repository.arranging.contents import from_documents, from_mets
from repository.web.studio.body import staged_body
from repository.works import get_work

operations = Operations()


class OfferOut(BaseModel):
    """A table of contents in the shape that `PUT …/sections` takes."""

    sections: list[dict[str, Any]]


@operations("GET", "/works/{work}/bookmarks", "Read the bookmarks", answers=OfferOut)
def read_bookmarks(work: str) -> OfferOut:
    """What the bookmarks of the work's PDFs would make a table of contents."""
    with repository().database.read() as session:
        get_work(session, work)
        return OfferOut(sections=from_documents(session, work))


@operations(
    "POST", "/works/{work}/mets", "Read the contents of a METS", takes=bytes, answers=OfferOut
)
def read_mets(work: str) -> OfferOut:
    """What its logical structure would make a table of contents; nothing is changed."""
    with staged_body(repository().settings) as path, repository().database.read() as session:
        get_work(session, work)
        return OfferOut(sections=from_mets(session, work, path.read_bytes()))
