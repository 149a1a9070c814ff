"""The text that came with a scan: in a file beside it, or as a layer of its PDF."""

from pathlib import Path

from repository.ingest import Frame, Picture
from repository.models import Derivative
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.beside import give_layer, take_waiting
from repository.texts.correcting import size_of_page
from workers import media
from workers.pdf_text import text_of


def give_text_of(repository: Repository, frame: Frame, picture: Picture, master: Path) -> None:
    """Give the page its text before its picture is shown. What cannot be read hinders nothing.

    Raises `StorageFullError`, `StorageUnavailableError`, `NotFoundError`.
    """
    if frame.image_id is not None:
        return
    take_waiting(repository, frame.page_id, picture.layout)
    # On a page that was turned or cut the layer lies elsewhere.
    if picture.media_type == media.PDF and not frame.turn and frame.cut is None:
        with repository.database.read() as session:
            page = get_page(session, frame.page_id)
            size = size_of_page(page, Derivative(layout=picture.layout))
        transcript = text_of(master, frame.number, *size) if size else None
        if transcript is not None:
            give_layer(repository, frame.page_id, transcript)


def give_late_text(repository: Repository, frame: Frame, picture: Picture) -> None:
    """Give the page a text that arrived while its picture was being made."""
    if frame.image_id is None:
        take_waiting(repository, frame.page_id, picture.layout)
