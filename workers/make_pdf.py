"""From a work's pages to a PDF for readers."""

import tempfile
from pathlib import Path

from imageserver.pictures import Pictures
from repository.downloads.book import book_of, keep, transcripts
from repository.jobs import Claim
from repository.repository import Repository
from workers.leftovers import DERIVE
from workers.patience import Patience
from workers.pdf_writing import AT_ONCE, PdfWriter
from workers.room import no_room_translated
from workers.vips import prepare as prepare_vips

_A_BOOK = 3600.0  # seconds


def make_pdf(repository: Repository, held: Claim, patience: Patience) -> None:
    """Make the file that a job is about, and give it to its readers.

    Raises `ScanError` when a picture cannot be read or it grows too large, `NotFoundError` when
    the work is gone, `ClaimLostError`, and errors of the storage.
    """
    patience.allow(_A_BOOK)
    prepare_vips()
    book = book_of(repository, held)
    pictures = Pictures(repository.storage, most=AT_ONCE)
    with tempfile.TemporaryDirectory(prefix=DERIVE, dir=repository.settings.staging_dir) as folder:
        patience.hold(Path(folder))
        with no_room_translated():
            writer = PdfWriter(book, pictures, Path(folder))
            for first in range(0, len(book.leaves), AT_ONCE):
                leaves = book.leaves[first : first + AT_ONCE]
                ids = [leaf.page_id for leaf in leaves]
                writer.add(leaves, transcripts(repository.database, ids))
            file = writer.finish()
        keep(repository, held, book, file)
