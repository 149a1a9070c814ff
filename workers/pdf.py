"""PDF: each page at the resolution of the scan on it.

A page that is nothing but one JPEG or JPEG 2000 gives that picture, untouched. Any other is
drawn: at the pixels of its scan when it is scans and invisible text, else at 300 dpi or more.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pyvips
from numpy.typing import NDArray

from workers import jpeg2000, media, raster
from workers.errors import (
    DamagedError,
    EncryptedPdfError,
    NoSuchFrameError,
    ScanError,
    TooManyFramesError,
    TooManyPixelsError,
    TruncatedError,
)
from workers.limits import Limits
from workers.raw import RawPicture

_DPI = 300.0
_LEAST_DPI = 100.0  # where pages too large for 300 dpi are refused
_MOST_OBJECTS = 20_000
_STRIP = 48_000_000  # bytes drawn at a time
_SHARE = 0.2  # of the page that pictures of one resolution cover to decide for all
_EDGE = 0.01  # of the page's size that a picture covering it may leave free or reach over
_ALIKE = 12.0  # grey levels between what we took out and what pdfium draws
_INVISIBLE = 3  # text rendering mode of an OCR layer
_TURNED = {0: 1, 90: 6, 180: 3, 270: 8}  # page rotation to orientation tag
_GLANCE = 64  # pixels
_LONGEST_PROFILE = 8 << 20
_TAIL = 2048


@dataclass(frozen=True, slots=True)
class _Placed:
    """A picture on a page: its pixels, how many of them to the inch, its share of the page.

    `direct` when it is on the page itself, not inside a form: then it can be taken out.
    """

    image: pypdfium2.PdfImage
    width: int
    height: int
    dpi: float
    share: float
    covers: bool
    sideways: bool
    direct: bool


@dataclass(frozen=True, slots=True)
class _Content:
    pictures: tuple[_Placed, ...]
    only_pictures: bool


def size(path: Path, limits: Limits) -> tuple[int, tuple[int, int]]:
    """The number of pages, and width and height of the first as it will be drawn."""
    with _document(path) as document:
        count = len(document)
        if count > limits.frames:
            raise TooManyFramesError(limits)
        with _page(document, 0) as page:
            return count, _pixels(page, _content(page), limits)


def open_page(path: Path, frame: int, limits: Limits, scratch: Path) -> pyvips.Image:
    """One page, counted from 0, with orientation and profile as metadata."""
    with _document(path) as document, _page(document, frame) as page:
        content = _content(page)
        taken = _taken_out(page, content, limits, scratch)
        return taken or _drawn(page, _pixels(page, content, limits), scratch)


@contextmanager
def _document(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with path.open("rb") as file:
        # pdfium mends what breaks off, and shows pages with nothing on them.
        file.seek(max(0, path.stat().st_size - _TAIL))
        if b"%%EOF" not in file.read():
            raise TruncatedError("no end mark")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedPdfError from error
        raise DamagedError(str(error)) from error
    try:
        yield document
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        raise DamagedError(str(error)) from error
    finally:
        document.close()


@contextmanager
def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    if number >= len(document):
        raise NoSuchFrameError(number)
    page = document[number]
    try:
        if min(page.get_size()) <= 0:
            raise DamagedError("a page without size")
        yield page
    finally:
        page.close()


def _content(page: pypdfium2.PdfPage) -> _Content:
    if pdfium.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
        return _Content((), False)
    pictures: list[_Placed] = []
    only_pictures = True
    for thing in page.get_objects(max_depth=1):
        image = thing if isinstance(thing, pypdfium2.PdfImage) else _image_in_form(page, thing)
        if image is not None:
            placed = _placed(page, thing, image)
            if placed.covers and not pdfium.FPDFPageObj_HasTransparency(thing):
                # What was painted before lies under it, often the text of an OCR program.
                pictures, only_pictures = [], True
            pictures.append(placed)
        elif thing.type != pdfium.FPDF_PAGEOBJ_TEXT or _is_visible(thing):
            only_pictures = False
    only_pictures = only_pictures and bool(pictures) and not _has_stamps(page)
    return _Content(tuple(pictures), only_pictures)


def _image_in_form(page: pypdfium2.PdfPage, form: pypdfium2.PdfObject) -> pypdfium2.PdfImage | None:
    """The picture of a form that holds nothing else: so some scanners write."""
    if form.type != pdfium.FPDF_PAGEOBJ_FORM or pdfium.FPDFFormObj_CountObjects(form) != 1:
        return None
    (inner,) = page.get_objects(max_depth=1, form=form)
    return inner if isinstance(inner, pypdfium2.PdfImage) else None


def _has_stamps(page: pypdfium2.PdfPage) -> bool:
    """Whether annotations draw something on the page; links and notes do not."""
    count = pdfium.FPDFPage_GetAnnotCount(page)
    for number in range(min(count, _MOST_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT):
            return True
    return False


def _is_visible(text: pypdfium2.PdfObject) -> bool:
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE)


def _placed(
    page: pypdfium2.PdfPage, thing: pypdfium2.PdfObject, image: pypdfium2.PdfImage
) -> _Placed:
    """`thing` is the image or the form around it: what has a place on the page."""
    width, height = image.get_px_size()
    left, bottom, right, top = thing.get_bounds()
    if not width or not height:
        raise DamagedError("a picture without pixels")
    box = page.get_bbox()
    wide, high = max(box[2] - box[0], 1e-3), max(box[3] - box[1], 1e-3)
    across, up = max(right - left, 1e-3), max(top - bottom, 1e-3)
    matrix = thing.get_matrix()
    sideways = abs(matrix.b) > abs(matrix.a)
    seen_width, seen_height = (height, width) if sideways else (width, height)
    gaps = [(left - box[0]) / wide, (right - box[2]) / wide]
    gaps += [(bottom - box[1]) / high, (top - box[3]) / high]
    return _Placed(
        image,
        width,
        height,
        dpi=72 * max(seen_width / across, seen_height / up),
        share=min(1.0, across * up / (wide * high)),
        covers=all(abs(gap) <= _EDGE for gap in gaps),
        sideways=sideways,
        direct=thing is image,
    )


def _pixels(page: pypdfium2.PdfPage, content: _Content, limits: Limits) -> tuple[int, int]:
    """Width and height that keep the pixels of the page's scans, within the limit."""
    exact = _exact(page, content)
    if exact and exact[0] * exact[1] <= limits.pixels:
        return exact
    points, dpi = page.get_size(), _resolution(content)
    fitting = 72 * (limits.pixels / max(points[0] * points[1], 1e-3)) ** 0.5
    if fitting < min(dpi, _LEAST_DPI):
        width, height = (round(side * dpi / 72) for side in points)
        raise TooManyPixelsError(width, height, limits)
    if fitting < dpi:
        return max(1, int(points[0] * fitting / 72)), max(1, int(points[1] * fitting / 72))
    return max(1, round(points[0] * dpi / 72)), max(1, round(points[1] * dpi / 72))


def _exact(page: pypdfium2.PdfPage, content: _Content) -> tuple[int, int] | None:
    """The pixels of the one picture that is all there is on the page, as the page lies."""
    if not content.only_pictures or len(content.pictures) != 1:
        return None
    picture = content.pictures[0]
    turned = picture.sideways != (page.get_rotation() in (90, 270))
    size = (picture.height, picture.width) if turned else (picture.width, picture.height)
    return size if picture.covers and _same_shape(size, page.get_size()) else None


def _same_shape(exact: tuple[int, int], points: tuple[float, float]) -> bool:
    return abs(exact[0] * points[1] / (exact[1] * points[0]) - 1) < 2 * _EDGE


def _resolution(content: _Content) -> float:
    """The finest resolution at which a good part of the page is scanned."""
    finest_first = sorted(content.pictures, key=lambda picture: -picture.dpi)
    share, found = 0.0, _DPI
    for picture in finest_first:
        share += picture.share
        if share >= _SHARE:
            found = picture.dpi
            break
    return found if content.only_pictures else max(found, _DPI)


def _taken_out(
    page: pypdfium2.PdfPage, content: _Content, limits: Limits, scratch: Path
) -> pyvips.Image | None:
    """The page's one picture in its own coding; None when the page is more than that."""
    if _exact(page, content) is None or not _is_plain(content.pictures[0]):
        return None
    picture, path = content.pictures[0], scratch / "embedded"
    path.write_bytes(picture.image.get_data())
    try:
        if picture.image.get_filters() == ["JPXDecode"]:
            image = jpeg2000.open_image(path, limits, scratch)
            path = scratch / jpeg2000.LAID_DOWN
        else:
            raster.size(path, media.JPEG, limits)
            image = raster.open_image(path, media.JPEG).copy()
    except ScanError:
        return None
    # Coding, decode arrays and colour spaces may say more than can be asked for: so we look.
    if image.bands not in (1, 3) or not _looks_alike(page, path):
        return None
    if profile := _profile(picture.image):
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    # An orientation tag inside is for other readers: in a PDF the page's own counts.
    image.set_type(pyvips.GValue.gint_type, "orientation", _TURNED[page.get_rotation()])
    return image


def _is_plain(picture: _Placed) -> bool:
    """Whether nothing stands between the picture's own coding and the page."""
    matrix = picture.image.get_matrix()
    upright = abs(matrix.b) < 1e-3 > abs(matrix.c) and matrix.a > 0 < matrix.d
    opaque = not pdfium.FPDFPageObj_HasTransparency(picture.image)
    coded = picture.image.get_filters() in (["DCTDecode"], ["JPXDecode"])
    return picture.direct and upright and opaque and coded


def _looks_alike(page: pypdfium2.PdfPage, path: Path) -> bool:
    """Whether the picture, made small, is what pdfium draws of the page."""
    drawn = _strip(page, (_GLANCE, _GLANCE), 0, _GLANCE).astype(int)
    options = {"height": _GLANCE, "size": "force", "no_rotate": True}
    small = pyvips.Image.thumbnail(str(path), _GLANCE, **options)
    pixels = np.rot90(small.colourspace("srgb").numpy(), -page.get_rotation() // 90)
    apart = np.abs(pixels - drawn)
    return bool(apart.mean() <= _ALIKE and np.percentile(apart, 99) <= 4 * _ALIKE)


def _profile(image: pypdfium2.PdfImage) -> bytes | None:
    """The ICC profile that the PDF gives to the picture's colours."""
    length = ctypes.c_size_t()
    ask = pdfium.FPDFImageObj_GetIccProfileDataDecoded
    if not ask(image, image.page, None, 0, length) or not 0 < length.value <= _LONGEST_PROFILE:
        return None
    buffer = (ctypes.c_uint8 * length.value)()
    return bytes(buffer) if ask(image, image.page, buffer, length.value, length) else None


def _drawn(page: pypdfium2.PdfPage, size: tuple[int, int], scratch: Path) -> pyvips.Image:
    """The page drawn in strips; in grey when there is no colour on it."""
    width, height = size
    rows = max(1, _STRIP // (3 * width))
    grey = True
    with RawPicture(scratch / "page.tif", width, height, 3, "uint8") as picture:
        for top in range(0, height, rows):
            strip = _strip(page, size, top, min(rows, height - top))
            grey = grey and _is_grey(strip)
            picture.put(0, top, strip)
    image = picture.image()
    return image.extract_band(1).copy(interpretation="b-w") if grey else image


def _strip(
    page: pypdfium2.PdfPage, size: tuple[int, int], top: int, rows: int
) -> NDArray[np.uint8]:
    """(rows, width, 3) of the page drawn at `size`, from row `top` on."""
    pixels = np.full((rows, size[0], 3), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        size[0], rows, pdfium.FPDFBitmap_BGR, pixels.ctypes.data_as(ctypes.c_void_p), size[0] * 3
    )
    if not bitmap:
        raise DamagedError(f"no bitmap of {size[0]} × {rows}")
    try:
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, *size, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def _is_grey(pixels: NDArray[np.uint8]) -> bool:
    green = pixels[..., 1]
    return bool((pixels[..., 0] == green).all() and (pixels[..., 2] == green).all())
