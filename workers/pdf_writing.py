"""From the leaves of a book to a PDF, in little memory however many there are.

A few pages at a time are written as documents of their own; in the end qpdf copies them, stream
by stream, into one. A page's picture is a level of its pyramid: as it is stored where it lies
there as one JPEG, else put together from its tiles.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from imageserver.errors import ImageServerError
from imageserver.geometry import Rendering
from imageserver.pictures import Pictures
from imageserver.render import Renderer
from repository.downloads.book import Book, Leaf, Mark
from repository.downloads.cover import best
from repository.texts.transcript import Transcript
from storage import ObjectNotFoundError
from workers.errors import DownloadPictureError, DownloadTooLargeError
from workers.pdf_cover import cover_page
from workers.pdf_layer import FONT, add_font, text_layer

AT_ONCE = 20
"""Leaves that are in memory together."""

LONG_SIDE = 2400
"""Pixels of the longer side of a page's picture, at most."""

_POINTS = 842.0  # of the longer side of a page: that of A4
_MOST_BYTES = 3 << 30  # of one file
_DEEPEST = 8  # bookmarks below one another


class PdfWriter:
    """Writes the parts of one book into a folder, and then the whole."""

    def __init__(self, book: Book, pictures: Pictures, folder: Path) -> None:
        self._book = book
        self._pictures = pictures
        self._folder = folder
        self._renderer = Renderer()
        self._parts: list[Path] = []
        self._bytes = 0

    def add(self, leaves: Sequence[Leaf], texts: Mapping[str, Transcript]) -> None:
        """Write some leaves, those with a text with it.

        Raises `DownloadPictureError`, `DownloadTooLargeError`, and errors of the storage.
        """
        path = self._folder / f"part-{len(self._parts):05d}.pdf"
        with Pdf.new() as pdf:
            font = add_font(pdf) if any(leaf.page_id in texts for leaf in leaves) else None
            for leaf in leaves:
                self._page(pdf, leaf, texts.get(leaf.page_id), font)
            pdf.save(path)
        self._parts.append(path)
        self._bytes += path.stat().st_size
        if self._bytes > _MOST_BYTES:
            raise DownloadTooLargeError(_MOST_BYTES)

    def finish(self) -> Path:
        """The whole book with its cover, bookmarks and title."""
        target = self._folder / "book.pdf"
        with ExitStack() as stack:
            cover = io.BytesIO(cover_page(self._book.cover))
            pdf = stack.enter_context(Pdf.open(cover))
            for path in self._parts:
                part = stack.enter_context(Pdf.open(path))
                pdf.pages.extend(part.pages)
            self._describe(pdf)
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target

    def _page(
        self, pdf: Pdf, leaf: Leaf, text: Transcript | None, font: pikepdf.Object | None
    ) -> None:
        scale = _POINTS / max(leaf.sheet.size)
        width, height = leaf.sheet.size[0] * scale, leaf.sheet.size[1] * scale
        x, y, w, h = (value * scale for value in leaf.sheet.target)
        painted = f"q {w:.2f} 0 0 {h:.2f} {x:.2f} {height - y - h:.2f} cm /P Do Q\n".encode()
        if text is not None:
            painted += text_layer(text, width, height)
        resources = Dictionary(XObject=Dictionary(P=self._picture(pdf, leaf)))
        if font is not None:
            resources.Font = Dictionary({FONT: font})
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
            Resources=resources,
            Contents=pdf.make_stream(painted),
        )
        pdf.pages.append(pikepdf.Page(page))

    def _picture(self, pdf: Pdf, leaf: Leaf) -> pikepdf.Object:
        rendering = _rendering(leaf)
        try:
            jpeg = self._renderer.render(self._pictures.get(leaf.picture), rendering)
        except (ImageServerError, ObjectNotFoundError) as error:
            raise DownloadPictureError(leaf.number, str(error)) from error
        grey = leaf.picture.layout.bands == 1
        return pdf.make_stream(
            jpeg,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=rendering.size[0],
            Height=rendering.size[1],
            ColorSpace=Name.DeviceGray if grey else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )

    def _describe(self, pdf: Pdf) -> None:
        cover = self._book.cover
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = cover.title
            metadata["dc:source"] = cover.address
            if cover.author:
                metadata["dc:creator"] = [cover.author]
        pdf.docinfo["/Title"] = cover.title
        if cover.author:
            pdf.docinfo["/Author"] = cover.author
        preferences = Dictionary(DisplayDocTitle=True)
        if self._book.backwards:
            preferences.Direction = Name.R2L
        pdf.Root.ViewerPreferences = preferences
        if self._book.marks:
            with pdf.open_outline(max_depth=_DEEPEST + 1) as outline:
                outline.root.extend(_items(iter(self._book.marks)))


def _rendering(leaf: Leaf) -> Rendering:
    """The picture, or the part of it that is shown, in the largest size that is small enough."""
    layout = leaf.picture.layout
    box = leaf.sheet.crop or (0, 0, layout.width, layout.height)
    levels = [(level[0], level[1]) for level in layout.levels]
    if leaf.sheet.crop:
        levels = [(-(-box[2] // 2**n), -(-box[3] // 2**n)) for n in range(len(levels))]
    small = [size for size in levels if max(size) <= LONG_SIDE]
    size = small[0] if small else levels[-1]
    return Rendering(box, size, mirror=False, rotation=0, quality="default", format="jpg")


def _items(marks: Iterator[Mark]) -> list[OutlineItem]:
    """Bookmarks below those that stand before them and are less deep."""
    top: list[OutlineItem] = []
    path: list[tuple[int, OutlineItem]] = []
    for mark in marks:
        depth = min(mark.depth, _DEEPEST)
        # The cover comes before the first leaf.
        item = OutlineItem(best(mark.label, "kk")[:300] or "–", mark.leaf + 1)
        while path and path[-1][0] >= depth:
            path.pop()
        (path[-1][1].children if path else top).append(item)
        path.append((depth, item))
    return top
