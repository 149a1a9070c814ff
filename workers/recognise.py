"""From the picture of a page to its text."""

import tempfile
from pathlib import Path

from repository.errors import RefusedError
from repository.jobs import Claim
from repository.repository import Repository
from repository.texts.alto_reading import read_alto
from repository.texts.recognition import Recognised, keep_recognised, request_of
from repository.texts.transcript import moved
from workers.errors import NoPictureError, RecognitionFailedError
from workers.leftovers import DERIVE, is_copy
from workers.page_picture import write_page_picture
from workers.patience import Patience
from workers.room import no_room_translated
from workers.tesseract import chosen, recognise


def recognise_page(repository: Repository, held: Claim, patience: Patience) -> None:
    """Read the page's text and give it to the page; lines that were corrected stay.

    Raises `ScanError` when it cannot be read, `StorageFullError`, `StorageUnavailableError`,
    `NotFoundError` when the page is gone, and `ClaimLostError` when another worker has taken over.
    """
    request = request_of(repository.database, held, repository.settings.text_languages)
    if request is None:
        raise NoPictureError
    languages = chosen(request.languages)
    with (
        tempfile.TemporaryDirectory(prefix=DERIVE, dir=repository.settings.staging_dir) as folder,
        repository.storage.local_copy(request.key) as pyramid,
    ):
        patience.hold(Path(folder))
        if is_copy(pyramid.parent):
            patience.hold(pyramid.parent)
        picture = Path(folder, "page.png")
        with no_room_translated():
            write_page_picture(pyramid, picture, crop=request.crop)
        alto = recognise(picture, languages)
    try:
        x, y, width, height = request.target
        found = read_alto(alto, "tesseract", width, height)
    except RefusedError as error:
        raise RecognitionFailedError(str(error)) from error
    transcript = moved(found, x, y, *request.size, tuple(languages))
    keep_recognised(repository, held, Recognised(request.page_id, request.image_id, transcript))
